"""The chains of factors of costs between two years of one place: people, use, price and inflation."""

from __future__ import annotations

from dataclasses import replace

from drietrap.catalogue.deflator import CPI, INDEXATIE
from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators.breaks import MEER_AANBIEDERS_2021, TAAKVELDEN_2025, WOONPLAATS_2022
from drietrap.catalogue.split import Block, Group, Ratio, TermKind, TermText
from drietrap.catalogue.split_costs import KOSTEN, KOSTEN_VERBLIJF
from drietrap.catalogue.split_growth import FROM_2015, growth, inflation, people, reach, real
from drietrap.catalogue.split_growth_use import GROEI_GEBRUIK, GROEI_REEKS, LANDELIJK
from drietrap.catalogue.split_use import GEBRUIK, TRAJECTEN, UIT_HUIS, VERBLIJF

_INWONERS, _INWONERS_TEXT = people("inwoners_begroting", "inwoners")
_INDEX, _INDEX_TEXT = inflation(INDEXATIE.id, INDEXATIE.label)
_PLAN = "Een begroting is een plan, geen uitgave."
BEGROTING = growth(
    "groei-begroting",
    "Begrote lasten jeugd",
    "Waardoor verandert de begroting voor jeugd?",
    "begroot",
    (_INWONERS, _INDEX, real("begroot", "inwoners_begroting", INDEXATIE.id, "per_inwoner")),
    (
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
    "Iv3 (begroting); " + INDEXATIE.source,
    unit=Unit.EURO,
    notes=(_PLAN, INDEXATIE.note),
    stopped=(
        "Hoeveel jongeren en trajecten bij de begroting horen, is niet gepubliceerd. Gebruik, zwaarte en "
        "prijs boven de inflatie zitten daarom samen in één deel.",
        FROM_2015,
    ),
    checked=("kosten_per_jongere_begroting",),
    breaks=(TAAKVELDEN_2025,),
)

_JONGEREN, _JONGEREN_TEXT = people("inwoners_tot_18", "jongeren tot 18 jaar (geschat)")
_PRIJZEN, _PRIJZEN_TEXT = inflation(CPI.id, CPI.label)
_BEREIK = Ratio(("jongeren",), ("inwoners_tot_18",))
_PER_JONGERE = Ratio(("trajecten",), ("jongeren",))
GROEI = growth(
    "groei-kosten",
    "Lasten jeugd",
    "Waardoor groeien de kosten: meer jongeren, meer hulp, duurdere hulp of inflatie?",
    "lasten",
    (
        _JONGEREN,
        Block(_BEREIK, (Group("bereik", "", _BEREIK, "bereik"),)),
        Block(_PER_JONGERE, (Group("trajecten", "", _PER_JONGERE, "trajecten"),)),
        _PRIJZEN,
        real("lasten", "trajecten", CPI.id, "bedrag"),
    ),
    (
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
    "CBS 85075NED, Iv3 (jaarrekening); " + CPI.source,
    unit=Unit.EURO,
    notes=(CPI.note,),
    stopped=(*KOSTEN.stopped, FROM_2015),
    checked=KOSTEN.checked,
    breaks=(MEER_AANBIEDERS_2021, WOONPLAATS_2022, TAAKVELDEN_2025),
)

_LAND_BEREIK = Ratio(("landelijk_pct",))
_, _LAND_TEXT = people("landelijk_jongeren", "jongeren tot 23 jaar")
_LAND_TOTAL = Ratio(("landelijk_jongeren",), ("landelijk_pct",))
LANDELIJK_KOSTEN = growth(
    "groei-landelijk-kosten",
    "Begrote lasten jeugd, alle gemeenten samen",
    "Waardoor groeien de begrotingen: meer jongeren, meer hulp, duurdere hulp of inflatie?",
    "begroot",
    (
        Block(_LAND_TOTAL, (Group("bevolking", "", _LAND_TOTAL, "bevolking"),)),
        Block(_LAND_BEREIK, (Group("bereik", "", _LAND_BEREIK, "bereik"),)),
        _INDEX,
        real("begroot", "landelijk_jongeren", INDEXATIE.id, "bedrag"),
    ),
    (
        replace(_LAND_TEXT, level=_LAND_TOTAL),
        reach(_LAND_BEREIK),
        _INDEX_TEXT,
        TermText(
            "bedrag",
            TermKind.PRICE,
            "Bedrag per jongere met jeugdzorg, boven de inflatie",
            "er per jongere meer is begroot dan de inflatie verklaart: langer, zwaarder of duurder",
            "er per jongere minder is begroot dan bij de inflatie past: korter, lichter of goedkoper",
        ),
    ),
    "Iv3 (begroting, som van de gemeenten); CBS, via het NJi; " + INDEXATIE.source,
    unit=Unit.EURO,
    notes=(
        _PLAN,
        INDEXATIE.note,
        "De rij Nederland is de som van wat gemeenten leverden. Wie niets leverde telt als nul, en een "
        "invoerfout van een gemeente zit erin: bij Nieuwkoop is de begroting van 2024 negatief.",
        "Het aantal jongeren is teruggerekend uit het aantal met jeugdzorg en het afgeronde percentage.",
    ),
    stopped=(
        "Duur, intensiteit en tarief zijn landelijk niet gepubliceerd: zij zitten samen in het bedrag per "
        "jongere. Het aantal jongeren is dat van het jaar zelf, niet dat waarmee gemeenten begrootten.",
        FROM_2015,
    ),
    breaks=(MEER_AANBIEDERS_2021, TAAKVELDEN_2025),
    national=True,
)

CHAINS = (
    *(KOSTEN, KOSTEN_VERBLIJF, GEBRUIK, TRAJECTEN, VERBLIJF, UIT_HUIS),
    *(GROEI, BEGROTING, LANDELIJK_KOSTEN, GROEI_GEBRUIK, GROEI_REEKS, LANDELIJK),
)
BY_ID = {chain.id: chain for chain in CHAINS}
