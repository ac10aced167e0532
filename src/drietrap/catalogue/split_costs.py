"""The chains of factors of costs between two places: what euros per youth are made of."""

from __future__ import annotations

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators.breaks import DORDRECHT_2022, WOONPLAATS_2022
from drietrap.catalogue.indicators.geld import NIET_COMPLEET, VERBLIJF
from drietrap.catalogue.split import Block, Chain, Chance, Group, TermKind, TermText, Uncovered
from drietrap.catalogue.split_quantities import ZONDER_VERBLIJF
from drietrap.catalogue.split_use import (
    AGE_ASSUMPTION,
    EXTRA_ASSUMPTION,
    HOUSEHOLDS_STOP,
    REFERRER_VIEW,
    VOLUME,
    by_age,
    one,
    ratio,
    reach_terms,
)

_NO_CHANCE = "Bedragen hebben geen toeval: daarbij telt alleen de afronding van de tabellen."
_HEAVINESS_STOP = (
    "Hoe lang een traject duurt, hoeveel uren hulp erin zitten en welk tarief geldt, staat niet in de "
    "gepubliceerde tabellen. Duur, intensiteit en prijs zitten samen in het bedrag per traject."
)
_TAAKVELDEN = (
    "De lasten zijn die op de taakvelden 6.72a tot en met 6.72d, 6.73a tot en met 6.73c, 6.74a tot en met "
    "6.74c, 6.82a en 6.82b, en op de oude codes 6.72 en 6.82. Taakveld 6.2 (toegang en eerstelijn, met het "
    "wijkteam) telt niet mee: daar zit ook hulp aan volwassenen in."
)
_STAY_STOP = (
    "Trajecten, duur, intensiteit en tarief zijn per soort hulp niet gepubliceerd: zij zitten samen in het "
    "bedrag per jongere."
)

KOSTEN = Chain(
    id="kosten",
    label="Kosten jeugd per jongere tot 18 jaar",
    question="Waar komt het verschil in kosten per jongere vandaan?",
    unit=Unit.EURO,
    scale=1.0,
    step=0.01,
    decimals=0,
    figure=ratio("lasten", "jongeren_tot_18"),
    blocks=(
        one("bronnen", ratio("inwoners_tot_18", "jongeren_tot_18")),
        by_age("inwoners_tot_18"),
        one("trajecten", ratio("trajecten", "jongeren", Chance.EXTRA)),
        Block(
            total=ratio("lasten", "trajecten"),
            groups=tuple(
                Group(key, label, ratio(f"lasten_{key}", "trajecten"), "bedrag")
                for key, label in (
                    ("verblijf", "hulp met verblijf"),
                    ("zonder_verblijf", "hulp zonder verblijf"),
                    ("bescherming", "bescherming en reclassering"),
                    ("oude_code", "geboekt op een oude code (6.72)"),
                )
            ),
        ),
    ),
    terms=(
        *reach_terms("inwoners_tot_18", "per 100 jongeren tot 18 jaar"),
        VOLUME,
        TermText(
            "bedrag",
            TermKind.PRICE,
            "Bedrag per traject",
            "een traject er gemiddeld meer kost: langer, zwaarder of duurder",
            "een traject er gemiddeld minder kost: korter, lichter of goedkoper",
            ratio("lasten", "trajecten"),
            1.0,
            "euro per traject",
        ),
        TermText(
            "bronnen",
            TermKind.REGISTRATION,
            "Bronnen en jaren van het aantal jongeren",
            "de twee bronnen voor het aantal jongeren, van verschillende jaren, er anders uitkomen",
            "de twee bronnen voor het aantal jongeren, van verschillende jaren, er anders uitkomen",
            leftover=True,
        ),
    ),
    reference="CBS 85075NED (jongeren en trajecten), Iv3 (lasten), circulaire Gemeentefonds (jongeren)",
    views=(REFERRER_VIEW,),
    notes=(_TAAKVELDEN, AGE_ASSUMPTION, EXTRA_ASSUMPTION, _NO_CHANCE, NIET_COMPLEET),
    stopped=(_HEAVINESS_STOP, HOUSEHOLDS_STOP),
    checked=("kosten_per_jongere", "jeugdzorg_natura_tot_23", "trajecten_per_jongere"),
    breaks=(WOONPLAATS_2022, DORDRECHT_2022),
    uncovered=Uncovered(
        ("trajecten", "bedrag"),
        "de trajecten tellen hulp van het wijkteam mee, de lasten (zonder taakveld 6.2) niet",
        part="trajecten_geen_verwijzer",
        whole="trajecten",
    ),
)

_KIND = {
    "verblijf": ("hulp met verblijf", "jongeren_verblijf", "Bedrag per jongere met verblijf"),
    "zonder_verblijf": ("hulp zonder verblijf", "jongeren_jeugdhulp", "Bedrag zonder verblijf per jongere"),
    "bescherming": (
        "bescherming en reclassering",
        "jongeren_bescherming",
        "Bedrag per jongere met bescherming",
    ),
}


def _per_youth(key: str) -> TermText:
    label, youths, short = _KIND[key]
    whom = "jongere met jeugdbescherming" if key == "bescherming" else f"jongere met {label}"
    if key == "zonder_verblijf":
        whom = "jongere met jeugdhulp"
    return TermText(
        f"bedrag_{key}",
        TermKind.PRICE,
        short,
        f"{label} per {whom} meer kost",
        f"{label} per {whom} minder kost",
        ratio(f"lasten_{key}", youths),
        1.0,
        f"euro per {whom}",
    )


KOSTEN_VERBLIJF = Chain(
    id="kosten-verblijf",
    label="Kosten jeugd per jongere tot 18 jaar, met en zonder verblijf",
    question="Komt het verschil door hulp met verblijf, door hulp zonder verblijf of door bescherming?",
    unit=Unit.EURO,
    scale=1.0,
    step=0.01,
    decimals=0,
    figure=ratio("lasten", "jongeren_tot_18"),
    blocks=(
        one("jeugdhulp", ratio("jongeren_jeugdhulp", "jongeren_tot_18", Chance.SHARE)),
        Block(
            total=ratio("lasten", "jongeren_jeugdhulp"),
            groups=(
                Group(
                    "verblijf",
                    "hulp met verblijf",
                    x=ratio("jongeren_verblijf", "jongeren_jeugdhulp", Chance.SHARE),
                    x_term="aandeel_verblijf",
                    y=ratio("lasten_verblijf", "jongeren_verblijf"),
                    y_term="bedrag_verblijf",
                ),
                Group(
                    "zonder",
                    "hulp zonder verblijf",
                    ratio("lasten_zonder_verblijf", "jongeren_jeugdhulp"),
                    "bedrag_zonder_verblijf",
                ),
                Group(
                    "bescherming",
                    "bescherming en reclassering",
                    x=ratio("jongeren_bescherming", "jongeren_jeugdhulp", Chance.SHARE),
                    x_term="aandeel_bescherming",
                    y=ratio("lasten_bescherming", "jongeren_bescherming"),
                    y_term="bedrag_bescherming",
                ),
                Group("oud", "oude code", ratio("lasten_oude_code", "jongeren_jeugdhulp"), "oude_code"),
            ),
            together="bedrag_samen",
        ),
    ),
    terms=(
        TermText(
            "jeugdhulp",
            TermKind.REACH,
            "Bereik: jongeren met jeugdhulp",
            "meer jongeren jeugdhulp krijgen",
            "minder jongeren jeugdhulp krijgen",
            ratio("jongeren_jeugdhulp", "jongeren_tot_18"),
            100.0,
            "per 100 jongeren tot 18 jaar",
        ),
        TermText(
            "aandeel_verblijf",
            TermKind.MIX,
            "Aandeel met verblijf",
            "van de jongeren met jeugdhulp een groter deel niet thuis verblijft",
            "van de jongeren met jeugdhulp een kleiner deel niet thuis verblijft",
            ratio("jongeren_verblijf", "jongeren_jeugdhulp"),
            100.0,
            "per 100 jongeren met jeugdhulp",
        ),
        _per_youth("verblijf"),
        _per_youth("zonder_verblijf"),
        TermText(
            "aandeel_bescherming",
            TermKind.MIX,
            "Jeugdbescherming naast jeugdhulp",
            "er naar verhouding meer jongeren met jeugdbescherming zijn",
            "er naar verhouding minder jongeren met jeugdbescherming zijn",
            ratio("jongeren_bescherming", "jongeren_jeugdhulp"),
            100.0,
            "per 100 jongeren met jeugdhulp",
        ),
        _per_youth("bescherming"),
        TermText(
            "oude_code",
            TermKind.REGISTRATION,
            "Geboekt op een oude code (6.72)",
            "er meer is geboekt op een code die in 2023 is vervallen",
            "er minder is geboekt op een code die in 2023 is vervallen",
        ),
        TermText(
            "bedrag_samen",
            TermKind.REST,
            "Bedrag per jongere met jeugdhulp",
            "een jongere met jeugdhulp meer kost; verder splitsen kan niet door een geheim cijfer",
            "een jongere met jeugdhulp minder kost; verder splitsen kan niet door een geheim cijfer",
            ratio("lasten", "jongeren_jeugdhulp"),
            1.0,
            "euro per jongere met jeugdhulp",
        ),
    ),
    reference="CBS 85098NED (percentages), Iv3 (lasten), circulaire Gemeentefonds (jongeren)",
    notes=(_TAAKVELDEN, _NO_CHANCE, NIET_COMPLEET),
    stopped=(_STAY_STOP,),
    checked=("kosten_per_jongere", "jeugdhulp_gebruik"),
    breaks=(WOONPLAATS_2022, DORDRECHT_2022),
    uncovered=Uncovered(
        ("bedrag_zonder_verblijf", "bedrag_samen"),
        "de jongeren tellen hulp van het wijkteam mee, de lasten (zonder taakveld 6.2) niet",
    ),
    booked=(("bedrag_verblijf", VERBLIJF), ("bedrag_zonder_verblijf", ZONDER_VERBLIJF)),
)
