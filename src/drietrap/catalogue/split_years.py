"""The chains of factors between two years of one place: growth in people, use, price and inflation."""

from __future__ import annotations

from drietrap.catalogue.deflator import CPI, INDEXATIE
from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators.breaks import MEER_AANBIEDERS_2021, TAAKVELDEN_2025, WOONPLAATS_2022
from drietrap.catalogue.split import Block, Chain, Group, Ratio, TermKind, TermText
from drietrap.catalogue.split_costs import KOSTEN, KOSTEN_VERBLIJF
from drietrap.catalogue.split_quantities import NATIONAL_AGES
from drietrap.catalogue.split_use import GEBRUIK, TRAJECTEN, UIT_HUIS, VERBLIJF

_KINDS = (
    ("verblijf", "hulp met verblijf"),
    ("zonder_verblijf", "hulp zonder verblijf"),
    ("bescherming", "bescherming en reclassering"),
    ("oude_code", "oude code (6.72)"),
)


def _people(quantity: str, words: str) -> tuple[Block, TermText]:
    total = Ratio((quantity,))
    text = TermText(
        "bevolking",
        TermKind.POPULATION,
        f"Aantal {words}",
        f"er meer {words} zijn",
        f"er minder {words} zijn",
        total,
        1.0,
        words,
    )
    return Block(total, (Group("bevolking", "", total, "bevolking"),)), text


def _inflation(deflator: str, name: str) -> tuple[Block, TermText]:
    total = Ratio((), index=deflator)
    text = TermText(
        "inflatie",
        TermKind.INFLATION,
        f"Inflatie ({name})",
        f"lonen en prijzen stegen ({name})",
        f"lonen en prijzen daalden ({name})",
        total,
        100.0,
        "index",
    )
    return Block(total, (Group("inflatie", "", total, "inflatie"),)), text


def _real(amount: str, base: str, deflator: str, kinds: tuple[tuple[str, str], ...], term: str) -> Block:
    return Block(
        Ratio((amount,), (base,), deflated=deflator),
        tuple(
            Group(key, label, Ratio((f"{amount}_{key}",), (base,), deflated=deflator), term)
            for key, label in kinds
        ),
    )


_INWONERS, _INWONERS_TEXT = _people("inwoners_begroting", "inwoners")
_INDEX, _INDEX_TEXT = _inflation(INDEXATIE.id, INDEXATIE.label)
BEGROTING = Chain(
    id="groei-begroting",
    label="Begrote lasten jeugd",
    question="Waardoor verandert de begroting voor jeugd?",
    unit=Unit.EURO,
    scale=1.0,
    step=0.01,
    decimals=0,
    figure=Ratio(("begroot",)),
    blocks=(
        _INWONERS,
        _INDEX,
        _real("begroot", "inwoners_begroting", INDEXATIE.id, _KINDS, "per_inwoner"),
    ),
    terms=(
        _INWONERS_TEXT,
        _INDEX_TEXT,
        TermText(
            "per_inwoner",
            TermKind.REST,
            "Gebruik, zwaarte en prijs samen, boven de inflatie",
            "er per inwoner meer is begroot dan de inflatie verklaart",
            "er per inwoner minder is begroot dan bij de inflatie past",
        ),
    ),
    reference="Iv3 (begroting); " + INDEXATIE.source,
    notes=(
        "Een begroting is een plan, geen uitgave.",
        INDEXATIE.note,
    ),
    stopped=(
        "Hoeveel jongeren en trajecten bij de begroting horen, is niet gepubliceerd. Gebruik, zwaarte en "
        "prijs boven de inflatie zitten daarom samen in één deel.",
    ),
    checked=("kosten_per_jongere_begroting",),
    breaks=(TAAKVELDEN_2025,),
    over_time=True,
    certain=True,
)

_JONGEREN, _JONGEREN_TEXT = _people("inwoners_tot_18", "jongeren tot 18 jaar (geschat)")
_PRIJZEN, _PRIJZEN_TEXT = _inflation(CPI.id, CPI.label)
_BEREIK = Ratio(("jongeren",), ("inwoners_tot_18",))
_PER_JONGERE = Ratio(("trajecten",), ("jongeren",))
GROEI = Chain(
    id="groei-kosten",
    label="Lasten jeugd",
    question="Waardoor groeien de kosten: meer jongeren, meer hulp, duurdere hulp of inflatie?",
    unit=Unit.EURO,
    scale=1.0,
    step=0.01,
    decimals=0,
    figure=Ratio(("lasten",)),
    blocks=(
        _JONGEREN,
        Block(_BEREIK, (Group("bereik", "", _BEREIK, "bereik"),)),
        Block(_PER_JONGERE, (Group("trajecten", "", _PER_JONGERE, "trajecten"),)),
        _PRIJZEN,
        _real("lasten", "trajecten", CPI.id, _KINDS, "bedrag"),
    ),
    terms=(
        _JONGEREN_TEXT,
        TermText(
            "bereik",
            TermKind.REACH,
            "Bereik: jongeren met jeugdzorg",
            "meer jongeren jeugdzorg krijgen",
            "minder jongeren jeugdzorg krijgen",
            _BEREIK,
            100.0,
            "per 100 jongeren tot 18 jaar",
        ),
        KOSTEN.text("trajecten"),
        _PRIJZEN_TEXT,
        TermText(
            "bedrag",
            TermKind.PRICE,
            "Bedrag per traject, boven de inflatie",
            "een traject meer kost dan de inflatie verklaart: langer, zwaarder of duurder",
            "een traject minder kost dan bij de inflatie past: korter, lichter of goedkoper",
        ),
    ),
    reference="CBS 85075NED, Iv3 (jaarrekening); " + CPI.source,
    notes=(CPI.note,),
    stopped=KOSTEN.stopped,
    checked=KOSTEN.checked,
    breaks=(MEER_AANBIEDERS_2021, WOONPLAATS_2022, TAAKVELDEN_2025),
    over_time=True,
    certain=True,
)

LANDELIJK = Chain(
    id="groei-landelijk",
    label="Aantal jongeren tot 23 jaar met jeugdzorg, Nederland",
    question="Groeit het aantal jongeren met jeugdzorg door de bevolking of door het gebruik?",
    unit=Unit.COUNT,
    scale=1.0,
    step=1.0,
    decimals=0,
    figure=Ratio(("landelijk_som",)),
    blocks=(
        Block(
            Ratio(("landelijk_som",)),
            tuple(
                Group(
                    ages,
                    label,
                    x=Ratio((f"landelijk_{ages}",), (f"landelijk_pct_{ages}",)),
                    x_term="bevolking",
                    y=Ratio((f"landelijk_pct_{ages}",)),
                    y_term="bereik",
                )
                for ages, label in NATIONAL_AGES.items()
            ),
        ),
    ),
    terms=(
        TermText(
            "bevolking",
            TermKind.POPULATION,
            "Aantal jongeren in Nederland",
            "er meer jongeren zijn",
            "er minder jongeren zijn",
        ),
        TermText(
            "bereik",
            TermKind.REACH,
            "Bereik: aandeel met jeugdzorg",
            "een groter deel van de jongeren jeugdzorg krijgt",
            "een kleiner deel van de jongeren jeugdzorg krijgt",
        ),
    ),
    reference="CBS, overgenomen door het NJi",
    notes=(
        "Het aantal jongeren is teruggerekend uit het aantal met jeugdzorg en het percentage. Het totaal is "
        "de som van twee leeftijdsgroepen; in 2016 is dat 2.000 meer dan het totaal dat de bron noemt.",
    ),
    stopped=("Kosten per jaar voor heel Nederland staan niet in de gelezen tabellen.",),
    breaks=(MEER_AANBIEDERS_2021,),
    over_time=True,
)

CHAINS = (
    KOSTEN,
    KOSTEN_VERBLIJF,
    GEBRUIK,
    TRAJECTEN,
    VERBLIJF,
    UIT_HUIS,
    GROEI,
    BEGROTING,
    LANDELIJK,
)
BY_ID = {chain.id: chain for chain in CHAINS}
