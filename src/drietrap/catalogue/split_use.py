"""The chains of factors of use between two places, and the parts that chains of costs share with them."""

from __future__ import annotations

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.split import Block, Chain, Chance, Group, Ratio, Shares, TermKind, TermText
from drietrap.catalogue.split_quantities import AGES, HOUSEHOLDS, REFERRERS

AGE_ASSUMPTION = (
    "Aanname: het aantal inwoners per leeftijd is geschat uit de groepen 0 tot 15 en 15 tot 25 jaar, alsof "
    "elk leeftijdsjaar in een groep even groot is."
)
EXTRA_ASSUMPTION = (
    "Aanname: bij trajecten per jongere is het toeval gerekend alsof elk traject na het eerste los van de "
    "andere ontstaat (Poisson)."
)
HOUSEHOLDS_STOP = (
    "Hoeveel jongeren in een eenoudergezin of bij een paar wonen, staat niet in de gelezen tabellen. Het "
    "verschil door soort huishouden zit daarom in het bereik."
)


def ratio(above: str, below: str, chance: Chance = Chance.NONE) -> Ratio:
    """Return one quantity by another."""
    return Ratio((above,), (below,), chance)


def by_age(base: str) -> Block:
    """Return youths in care per ``base``: the population by age, times use at each age."""
    return Block(
        total=ratio("jongeren", base),
        groups=tuple(
            Group(
                id=key,
                label=label,
                x=ratio(f"inwoners_{key}", base),
                x_term="leeftijd",
                y=ratio(f"jongeren_{key}", f"inwoners_{key}", Chance.SHARE),
                y_term="bereik",
            )
            for key, (label, _, _) in AGES.items()
        ),
        together="bevolking_en_bereik",
    )


def one(term: str, total: Ratio) -> Block:
    """Return a block that is a single factor, and the whole of a term."""
    return Block(total, (Group(term, "", total, term),))


def reach_terms(base: str, words: str, youths: str = "jongeren") -> tuple[TermText, ...]:
    """Return the words for age and reach; ``words`` are the unit of reach."""
    level = ratio(youths, base)
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


REFERRER_VIEW = Shares(
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
VOLUME = TermText(
    "trajecten",
    TermKind.VOLUME,
    "Trajecten per jongere",
    "een jongere met jeugdzorg er meer trajecten heeft (of dezelfde hulp vaker opnieuw geregistreerd is)",
    "een jongere met jeugdzorg er minder trajecten heeft (of hulp minder vaak opnieuw geregistreerd is)",
    ratio("trajecten", "jongeren"),
    1.0,
    "trajecten per jongere",
)

GEBRUIK = Chain(
    id="gebruik",
    label="Jongeren tot 23 jaar met jeugdzorg in natura",
    question="Krijgen meer jongeren hulp, of is de bevolking anders?",
    unit=Unit.PERCENTAGE,
    scale=100.0,
    step=0.001,
    decimals=2,
    figure=ratio("jongeren", "inwoners_tot_23"),
    blocks=(by_age("inwoners_tot_23"),),
    terms=reach_terms("inwoners_tot_23", "per 100 jongeren tot 23 jaar"),
    reference="CBS 85075NED (jongeren), Kerncijfers wijken en buurten (inwoners)",
    views=(REFERRER_VIEW, _HOUSEHOLD_VIEW),
    notes=(AGE_ASSUMPTION,),
    stopped=(HOUSEHOLDS_STOP,),
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
    figure=ratio("trajecten", "inwoners_tot_23"),
    blocks=(
        by_age("inwoners_tot_23"),
        one("trajecten", ratio("trajecten", "jongeren", Chance.EXTRA)),
    ),
    terms=(*reach_terms("inwoners_tot_23", "per 100 jongeren tot 23 jaar"), VOLUME),
    reference="CBS 85075NED (jongeren en trajecten), Kerncijfers wijken en buurten (inwoners)",
    views=(REFERRER_VIEW,),
    notes=(AGE_ASSUMPTION, EXTRA_ASSUMPTION),
    stopped=(HOUSEHOLDS_STOP,),
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
            ratio(quantity, base),
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
        figure=ratio(part[0], "jongeren_tot_18"),
        blocks=(
            one(whole[0], ratio(whole[0], "jongeren_tot_18", Chance.SHARE)),
            one(part[0], ratio(part[0], whole[0], Chance.SHARE)),
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
