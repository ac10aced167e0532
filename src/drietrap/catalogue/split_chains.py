"""The chains of factors between two places: what euros per youth, and use of youth care, are made of."""

from __future__ import annotations

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators.breaks import DORDRECHT_2022, WOONPLAATS_2022
from drietrap.catalogue.indicators.geld import NIET_COMPLEET
from drietrap.catalogue.split import Block, Chain, Chance, Group, Ratio, Shares, TermKind, TermText
from drietrap.catalogue.split_quantities import AGES, HOUSEHOLDS, REFERRERS

_AGE_ASSUMPTION = (
    "Aanname: het aantal inwoners per leeftijd is geschat uit de groepen 0 tot 15 en 15 tot 25 jaar, alsof "
    "elk leeftijdsjaar in een groep even groot is."
)
_EXTRA_ASSUMPTION = (
    "Aanname: bij trajecten per jongere is het toeval gerekend alsof elk traject na het eerste los van de "
    "andere ontstaat (Poisson)."
)
_NO_CHANCE = "Bedragen hebben geen toeval: daarbij telt alleen de afronding van de tabellen."
_HOUSEHOLDS_STOP = (
    "Hoeveel jongeren in een eenoudergezin of bij een paar wonen, staat niet in de gelezen tabellen. Het "
    "verschil door soort huishouden zit daarom in het bereik."
)
_HEAVINESS_STOP = (
    "Hoe lang een traject duurt, hoeveel uren hulp erin zitten en welk tarief geldt, staat niet in de "
    "gepubliceerde tabellen. Duur, intensiteit en prijs zitten samen in het bedrag per traject."
)
_STAY_STOP = (
    "Trajecten, duur, intensiteit en tarief zijn per soort hulp niet gepubliceerd: zij zitten samen in het "
    "bedrag per jongere."
)


def _ratio(above: str, below: str, chance: Chance = Chance.NONE) -> Ratio:
    return Ratio((above,), (below,), chance)


def _by_age(base: str) -> Block:
    """Return youths in care per ``base``: the population by age, times use at each age."""
    return Block(
        total=_ratio("jongeren", base),
        groups=tuple(
            Group(
                id=key,
                label=label,
                x=_ratio(f"inwoners_{key}", base),
                x_term="leeftijd",
                y=_ratio(f"jongeren_{key}", f"inwoners_{key}", Chance.SHARE),
                y_term="bereik",
            )
            for key, (label, _, _) in AGES.items()
        ),
        together="bevolking_en_bereik",
    )


def _one(term: str, total: Ratio) -> Block:
    return Block(total, (Group(term, "", total, term),))


def _reach_terms(base: str, words: str) -> tuple[TermText, ...]:
    level = _ratio("jongeren", base)
    return (
        TermText(
            "leeftijd",
            TermKind.POPULATION,
            "Leeftijd van de jongeren",
            "er naar verhouding meer jongeren wonen van een leeftijd waarop hulp vaker voorkomt",
            "er naar verhouding minder jongeren wonen van een leeftijd waarop hulp vaker voorkomt",
        ),
        TermText(
            "bereik",
            TermKind.REACH,
            "Bereik: jongeren met jeugdzorg",
            "bij gelijke leeftijd meer jongeren jeugdzorg krijgen",
            "bij gelijke leeftijd minder jongeren jeugdzorg krijgen",
            level,
            100.0,
            words,
        ),
        TermText(
            "bevolking_en_bereik",
            TermKind.REACH,
            "Leeftijd en bereik samen",
            "meer jongeren jeugdzorg krijgen; door welke leeftijden is geheim",
            "minder jongeren jeugdzorg krijgen; door welke leeftijden is geheim",
            level,
            100.0,
            words,
        ),
    )


_REFERRER_VIEW = Shares(
    "verwijzer",
    "Bereik per verwijzer",
    "bereik",
    tuple(f"trajecten_{key}" for key in REFERRERS),
    "trajecten",
    "Jongeren zijn verdeeld zoals hun trajecten over de verwijzers verdeeld zijn. 'Verwijzer onbekend' zegt "
    "iets over de registratie. Hulp van het wijkteam telt altijd als 'geen verwijzer'.",
)
_HOUSEHOLD_VIEW = Shares(
    "huishouden",
    "Bereik per soort huishouden",
    "bereik",
    tuple(f"jongeren_{key}" for key in HOUSEHOLDS),
    "jongeren",
    "Dit is geen verschil in bevolking: hoeveel jongeren er in elk soort huishouden wonen, is niet bekend.",
)
_VOLUME = TermText(
    "trajecten",
    TermKind.VOLUME,
    "Trajecten per jongere",
    "een jongere met jeugdzorg er meer trajecten heeft (of dezelfde hulp vaker opnieuw geregistreerd is)",
    "een jongere met jeugdzorg er minder trajecten heeft (of hulp minder vaak opnieuw geregistreerd is)",
    _ratio("trajecten", "jongeren"),
    1.0,
    "trajecten per jongere",
)

KOSTEN = Chain(
    id="kosten",
    label="Kosten jeugd per jongere tot 18 jaar",
    question="Waar komt het verschil in kosten per jongere vandaan?",
    unit=Unit.EURO,
    scale=1.0,
    step=0.01,
    decimals=0,
    figure=_ratio("lasten", "jongeren_tot_18"),
    blocks=(
        _one("bronnen", _ratio("inwoners_tot_18", "jongeren_tot_18")),
        _by_age("inwoners_tot_18"),
        _one("trajecten", _ratio("trajecten", "jongeren", Chance.EXTRA)),
        Block(
            total=_ratio("lasten", "trajecten"),
            groups=tuple(
                Group(key, label, _ratio(f"lasten_{key}", "trajecten"), "bedrag")
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
        *_reach_terms("inwoners_tot_18", "per 100 jongeren tot 18 jaar"),
        _VOLUME,
        TermText(
            "bedrag",
            TermKind.PRICE,
            "Bedrag per traject",
            "een traject er gemiddeld meer kost: langer, zwaarder of duurder",
            "een traject er gemiddeld minder kost: korter, lichter of goedkoper",
            _ratio("lasten", "trajecten"),
            1.0,
            "euro per traject",
        ),
        TermText(
            "bronnen",
            TermKind.REGISTRATION,
            "Bronnen en jaren van het aantal jongeren",
            "de twee bronnen voor het aantal jongeren, van verschillende jaren, er anders uitkomen",
            "de twee bronnen voor het aantal jongeren, van verschillende jaren, er anders uitkomen",
        ),
    ),
    reference="CBS 85075NED (jongeren en trajecten), Iv3 (lasten), circulaire Gemeentefonds (jongeren)",
    views=(_REFERRER_VIEW,),
    notes=(_AGE_ASSUMPTION, _EXTRA_ASSUMPTION, _NO_CHANCE, NIET_COMPLEET),
    stopped=(_HEAVINESS_STOP, _HOUSEHOLDS_STOP),
    checked=("kosten_per_jongere", "jeugdzorg_natura_tot_23", "trajecten_per_jongere"),
    breaks=(WOONPLAATS_2022, DORDRECHT_2022),
)

_KIND = {
    "verblijf": ("hulp met verblijf", "jongeren_verblijf"),
    "zonder_verblijf": ("hulp zonder verblijf", "jongeren_jeugdhulp"),
    "bescherming": ("bescherming en reclassering", "jongeren_bescherming"),
}


def _per_youth(key: str) -> TermText:
    label, youths = _KIND[key]
    whom = "jongere met jeugdbescherming" if key == "bescherming" else f"jongere met {label}"
    if key == "zonder_verblijf":
        whom = "jongere met jeugdhulp"
    return TermText(
        f"bedrag_{key}",
        TermKind.PRICE,
        f"Bedrag voor {label}, per {whom}",
        f"{label} per {whom} meer kost",
        f"{label} per {whom} minder kost",
        _ratio(f"lasten_{key}", youths),
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
    figure=_ratio("lasten", "jongeren_tot_18"),
    blocks=(
        _one("jeugdhulp", _ratio("jongeren_jeugdhulp", "jongeren_tot_18", Chance.SHARE)),
        Block(
            total=_ratio("lasten", "jongeren_jeugdhulp"),
            groups=(
                Group(
                    "verblijf",
                    "hulp met verblijf",
                    x=_ratio("jongeren_verblijf", "jongeren_jeugdhulp", Chance.SHARE),
                    x_term="aandeel_verblijf",
                    y=_ratio("lasten_verblijf", "jongeren_verblijf"),
                    y_term="bedrag_verblijf",
                ),
                Group(
                    "zonder",
                    "hulp zonder verblijf",
                    _ratio("lasten_zonder_verblijf", "jongeren_jeugdhulp"),
                    "bedrag_zonder_verblijf",
                ),
                Group(
                    "bescherming",
                    "bescherming en reclassering",
                    x=_ratio("jongeren_bescherming", "jongeren_jeugdhulp", Chance.SHARE),
                    x_term="aandeel_bescherming",
                    y=_ratio("lasten_bescherming", "jongeren_bescherming"),
                    y_term="bedrag_bescherming",
                ),
                Group("oud", "oude code", _ratio("lasten_oude_code", "jongeren_jeugdhulp"), "oude_code"),
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
            _ratio("jongeren_jeugdhulp", "jongeren_tot_18"),
            100.0,
            "per 100 jongeren tot 18 jaar",
        ),
        TermText(
            "aandeel_verblijf",
            TermKind.MIX,
            "Aandeel met verblijf",
            "van de jongeren met jeugdhulp een groter deel niet thuis verblijft",
            "van de jongeren met jeugdhulp een kleiner deel niet thuis verblijft",
            _ratio("jongeren_verblijf", "jongeren_jeugdhulp"),
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
            _ratio("jongeren_bescherming", "jongeren_jeugdhulp"),
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
            _ratio("lasten", "jongeren_jeugdhulp"),
            1.0,
            "euro per jongere met jeugdhulp",
        ),
    ),
    reference="CBS 85098NED (percentages), Iv3 (lasten), circulaire Gemeentefonds (jongeren)",
    notes=(_NO_CHANCE, NIET_COMPLEET),
    stopped=(_STAY_STOP,),
    checked=("kosten_per_jongere", "jeugdhulp_gebruik"),
    breaks=(WOONPLAATS_2022, DORDRECHT_2022),
)

GEBRUIK = Chain(
    id="gebruik",
    label="Jongeren tot 23 jaar met jeugdzorg in natura",
    question="Krijgen meer jongeren hulp, of is de bevolking anders?",
    unit=Unit.PERCENTAGE,
    scale=100.0,
    step=0.001,
    decimals=2,
    figure=_ratio("jongeren", "inwoners_tot_23"),
    blocks=(_by_age("inwoners_tot_23"),),
    terms=_reach_terms("inwoners_tot_23", "per 100 jongeren tot 23 jaar"),
    reference="CBS 85075NED (jongeren), Kerncijfers wijken en buurten (inwoners)",
    views=(_REFERRER_VIEW, _HOUSEHOLD_VIEW),
    notes=(_AGE_ASSUMPTION,),
    stopped=(_HOUSEHOLDS_STOP,),
    checked=("jeugdzorg_natura_tot_23",),
)

TRAJECTEN = Chain(
    id="trajecten",
    label="Trajecten per 100 jongeren tot 23 jaar",
    question="Zijn er meer jongeren met hulp, of meer trajecten per jongere?",
    unit=Unit.RATIO,
    scale=100.0,
    step=0.001,
    decimals=2,
    figure=_ratio("trajecten", "inwoners_tot_23"),
    blocks=(
        _by_age("inwoners_tot_23"),
        _one("trajecten", _ratio("trajecten", "jongeren", Chance.EXTRA)),
    ),
    terms=(*_reach_terms("inwoners_tot_23", "per 100 jongeren tot 23 jaar"), _VOLUME),
    reference="CBS 85075NED (jongeren en trajecten), Kerncijfers wijken en buurten (inwoners)",
    views=(_REFERRER_VIEW,),
    notes=(_AGE_ASSUMPTION, _EXTRA_ASSUMPTION),
    stopped=(_HOUSEHOLDS_STOP,),
    checked=("jeugdzorg_natura_tot_23", "trajecten_per_jongere"),
)


def _part_of_part(
    id_: str, label: str, question: str, whole: tuple[str, str, str], part: tuple[str, str, str]
) -> Chain:
    """Return the chain of a share of a share. ``whole`` and ``part``: quantity, label and words each."""
    terms = tuple(
        TermText(
            quantity,
            kind,
            words,
            f"meer {clause}",
            f"minder {clause}",
            _ratio(quantity, base),
            100.0,
            unit,
        )
        for (quantity, words, clause), base, unit, kind in (
            (whole, "jongeren_tot_18", "per 100 jongeren tot 18 jaar", TermKind.REACH),
            (part, whole[0], "van elke 100 van hen", TermKind.MIX),
        )
    )
    return Chain(
        id=id_,
        label=label,
        question=question,
        unit=Unit.PERCENTAGE,
        scale=100.0,
        step=0.001,
        decimals=2,
        figure=_ratio(part[0], "jongeren_tot_18"),
        blocks=(
            _one(whole[0], _ratio(whole[0], "jongeren_tot_18", Chance.SHARE)),
            _one(part[0], _ratio(part[0], whole[0], Chance.SHARE)),
        ),
        terms=terms,
        reference="CBS 85098NED",
        checked=("jeugdhulp_gebruik",),
    )


VERBLIJF = _part_of_part(
    "verblijf",
    "Jongeren tot 18 jaar met verblijf",
    "Krijgen meer jongeren hulp, of verblijft een groter deel van hen niet thuis?",
    ("jongeren_jeugdhulp", "Bereik: jongeren met jeugdhulp", "jongeren jeugdhulp krijgen"),
    ("jongeren_verblijf", "Aandeel met verblijf", "van hen niet thuis verblijven"),
)
UIT_HUIS = _part_of_part(
    "uit-huis",
    "Jongeren tot 18 jaar met jeugdbescherming die niet thuis wonen",
    "Zijn er meer maatregelen, of woont een groter deel van de jongeren met een maatregel niet thuis?",
    ("jongeren_bescherming", "Jongeren met jeugdbescherming", "jongeren jeugdbescherming krijgen"),
    ("jongeren_uit_huis", "Aandeel dat niet thuis woont", "van hen niet thuis wonen"),
)
