"""National and regional reference series, and the extract of the cost survey of 2021."""

from __future__ import annotations

from drietrap.catalogue.indicator import (
    Break,
    Cell,
    Example,
    Formula,
    Indicator,
    IntervalMethod,
    Moment,
    Published,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.breaks import MEER_AANBIEDERS_2021
from drietrap.catalogue.indicators.sources import FIRST
from drietrap.catalogue.indicators.tellingen import (
    BESCHERMING,
    OTS,
    TOT_18,
    TOT_23,
    VAN_18_TOT_23,
    VOOGDIJ,
    VOTS,
    ZORG,
    Given,
    jongeren,
    percentage,
    trajecten,
    verhouding,
)
from drietrap.catalogue.record_formula import Ages, Course, RecordFormula, Selection

_NJI = "CBS, overgenomen door het NJi (cijfers over jeugdhulpgebruik)"
_STROOM_BRON = "CBS, Jeugdbescherming en jeugdreclassering (halfjaar- en jaarcijfers)"
_LANDELIJK = "Alleen voor Nederland als geheel; niet als norm voor een gemeente."


def _landelijk(
    id_: str,
    label: str,
    question: str,
    definition: str,
    parts: tuple[str, str],
    formula: Formula,
    *examples: Example,
    reference: str = _NJI,
    not_for: str = _LANDELIJK,
    moment: Moment = Moment.PERIODE,
    breaks: tuple[Break, ...] = (MEER_AANBIEDERS_2021,),
    family: str | None = None,
    records: RecordFormula | None = None,
) -> Indicator:
    """Return a percentage; ``parts`` are the words for numerator and denominator."""
    return Indicator(
        id=id_,
        theme="landelijk",
        label=label,
        unit=Unit.PERCENTAGE,
        question=question,
        definition=definition,
        not_for=not_for,
        numerator=parts[0],
        denominator=parts[1],
        formula=formula,
        moment=moment,
        interval_method=IntervalMethod.ROUNDING,
        reference=reference,
        versions=FIRST,
        disclosure_group="openbaar",
        examples=examples,
        breaks=breaks,
        family=family,
        records=records,
    )


def _reeks(
    age: str, measure: str, words: str, shown: tuple[float, float, float], records: RecordFormula
) -> Indicator:
    """Return the national share of an age group with youth care."""
    cell = Cell("NJI-JEUGDZORG", measure)
    return _landelijk(
        f"landelijk_jeugdzorg_{age}",
        f"Nederland: jongeren {words} met jeugdzorg",
        f"Welk deel van de jongeren {words} in Nederland krijgt jeugdzorg?",
        f"Het percentage jongeren {words} in Nederland met jeugdhulp, jeugdbescherming of jeugdreclassering "
        f"in het jaar.",
        (f"Jongeren {words} met jeugdzorg", f"Alle jongeren {words}"),
        Published(cell),
        Example(((cell, shown[0]),), *shown),
        Example(((cell, None),), None),
        family="landelijk: leeftijd",
        records=records,
    )


def _stroom(
    id_: str,
    measure: str,
    words: str,
    kind: str,
    shown: tuple[float, float, float, float, float],
    records: RecordFormula,
) -> Indicator:
    """Return flow in or out of a measure of youth protection, against those at the start of the period."""
    flow, start = Cell("JB-STROOM", measure, kind), Cell("JB-STROOM", "beginstand", kind)
    low_kind = "jeugdbeschermingsmaatregelen" if kind == "Totaal" else f"maatregelen {kind.lower()}"
    return _landelijk(
        id_,
        f"Nederland: {words} {low_kind} ten opzichte van de beginstand",
        f"Hoeveel {low_kind} zijn {words} in verhouding tot het aantal aan het begin?",
        f"Het aantal {words} {low_kind} in het jaar of halfjaar, als percentage van het aantal dat er aan "
        f"het begin van die periode was. Aantallen zijn afgerond op vijftallen.",
        (f"In de periode {words} {low_kind}", f"{low_kind.capitalize()} aan het begin van de periode"),
        Quotient(Sum((flow,)), Sum((start,)), 100.0),
        Example(((flow, shown[0]), (start, shown[1])), *shown[2:]),
        Example(((flow, None), (start, shown[1])), None),
        reference=_STROOM_BRON,
        not_for=f"{_LANDELIJK} Vergelijk een halfjaar niet met een jaar. Dit is geen aandeel: bij korte "
        f"maatregelen kan het boven 100 komen. Een maatregel die op de laatste dag eindigt, telt niet mee "
        f"in de eindstand.",
        moment=Moment.STROOM,
        breaks=(),
        family="landelijk: jeugdbescherming",
        records=records,
    )


def _gebruik(ages: Ages, *given: Given) -> RecordFormula:
    return percentage(jongeren(ZORG, ages), ages, *given)


def _ten_opzichte_van_begin(which: Selection, course: Course, *given: Given) -> RecordFormula:
    return verhouding(trajecten(which, course), trajecten(which, Course.AT_START), *given)


_REGIO = Cell("84134NED", "pct_tot_23")
_NATURA, _BEIDE, _PGB = (Cell("ZIN-PGB", name) for name in ("alleen_natura", "natura_en_pgb", "alleen_pgb"))
_TOTAAL = "JZ Totaal jeugdzorg"
_GEREALISEERD, _BEGROOT = (Cell("83454NED", name, _TOTAAL) for name in ("gerealiseerd", "begroot"))

INDICATORS = (
    _reeks("tot_23", "pct_tot_23", "tot 23 jaar", (10.6, 10.55, 10.65), _gebruik(TOT_23, ("2023", 6, 570))),
    _reeks("tot_18", "pct_tot_18", "tot 18 jaar", (13.6, 13.55, 13.65), _gebruik(TOT_18, ("2023", 5, 450))),
    _reeks(
        "18_22",
        "pct_18_22",
        "van 18 tot 23 jaar",
        (1.6, 1.55, 1.65),
        _gebruik(VAN_18_TOT_23, ("2023", 1, 120)),
    ),
    _landelijk(
        "regionaal_jeugdzorg_tot_23",
        "Landsdeel en provincie: jongeren tot 23 jaar met jeugdzorg",
        "Welk deel van de jongeren tot 23 jaar in ons deel van het land krijgt jeugdzorg?",
        "Het percentage jongeren tot 23 jaar met jeugdhulp, jeugdbescherming of jeugdreclassering in 2020, "
        "per landsdeel en provincie.",
        ("Jongeren tot 23 jaar met jeugdzorg", "Alle jongeren tot 23 jaar"),
        Published(_REGIO),
        Example(((_REGIO, 9.8),), 9.8, 9.75, 9.85),
        Example(((_REGIO, None),), None),
        reference="CBS StatLine 84134NED (uittreksel 2020)",
        not_for="Niet te vergelijken met 2021 en later: vanaf 2021 leveren meer aanbieders gegevens.",
    ),
    _stroom(
        "landelijk_jb_instroom",
        "instroom",
        "begonnen",
        "Totaal",
        (9065.0, 31960.0, 28.363579, 28.355547, 28.371613),
        _ten_opzichte_van_begin(BESCHERMING, Course.BEGUN, ("2023", 2, 1)),
    ),
    _stroom(
        "landelijk_jb_uitstroom",
        "uitstroom",
        "beëindigde",
        "Totaal",
        (11955.0, 31960.0, 37.406133, 37.397535, 37.414732),
        _ten_opzichte_van_begin(BESCHERMING, Course.ENDED, ("2023", 1, 1)),
    ),
    _stroom(
        "landelijk_ots_instroom",
        "instroom",
        "begonnen",
        "Ondertoezichtstelling",
        (6500.0, 21890.0, 29.693924, 29.682076, 29.705775),
        _ten_opzichte_van_begin(OTS, Course.BEGUN, ("2023", 1, 1)),
    ),
    _stroom(
        "landelijk_vots_instroom",
        "instroom",
        "begonnen",
        "Voorlopige ondertoezichtstelling",
        (1370.0, 330.0, 415.151515, 412.048193, 418.292683),
        _ten_opzichte_van_begin(VOTS, Course.BEGUN, ("2023", 1, 0)),
    ),
    _stroom(
        "landelijk_voogdij_instroom",
        "instroom",
        "begonnen",
        "Voogdij",
        (925.0, 9480.0, 9.757384, 9.734233, 9.780544),
        _ten_opzichte_van_begin(VOOGDIJ, Course.BEGUN, ("2023", 0, 0)),
    ),
    _landelijk(
        "landelijk_pgb_aandeel",
        "Nederland: jongeren met een pgb, van de jongeren met jeugdhulp",
        "Welk deel van de jongeren met jeugdhulp heeft een pgb?",
        "Het aantal jongeren met een persoonsgebonden budget (pgb), alleen of naast zorg in natura, als "
        "percentage van alle jongeren met jeugdhulp in het halfjaar.",
        ("Jongeren met een pgb, alleen of naast natura", "Jongeren met natura, een pgb of beide"),
        Quotient(Sum((_BEIDE, _PGB)), Sum((_NATURA, _BEIDE, _PGB)), 100.0),
        Example(((_NATURA, 370_000.0), (_BEIDE, 9000.0), (_PGB, 5000.0)), 3.645833, 3.644811, 3.646856),
        Example(((_NATURA, 370_000.0), (_BEIDE, 9000.0), (_PGB, None)), None),
        reference="CBS, Jeugdhulp, halfjaarcijfers",
        not_for=f"{_LANDELIJK} Niet om te zeggen hoeveel hulp uit het pgb wordt betaald: het zijn jongeren, "
        f"geen bedragen.",
    ),
    _landelijk(
        "gerealiseerd_tov_begroot_2021",
        "Kosten jeugdzorg 2021: gerealiseerd ten opzichte van begroot (CBS-enquête)",
        "Gaf de gemeente in 2021 meer uit dan begroot?",
        "De gerealiseerde kosten van alle jeugdzorg in 2021, als percentage van de begrote kosten, uit de "
        "enquête van het CBS. Boven 100 is meer uitgegeven dan begroot.",
        ("Gerealiseerde kosten jeugdzorg", "Begrote kosten jeugdzorg"),
        Quotient(Sum((_GEREALISEERD,)), Sum((_BEGROOT,)), 100.0),
        Example(((_GEREALISEERD, 4_042_000.0), (_BEGROOT, 3_944_000.0)), 102.484787, 102.459120, 102.510460),
        Example(((_GEREALISEERD, 9_076_000.0), (_BEGROOT, None)), None),
        reference="CBS StatLine 83454NED (uittreksel 2021)",
        not_for="Niet te vergelijken met Iv3: de enquête telt andere kosten. Het is een uittreksel met een "
        "deel van de gemeenten; leeg is niet nul.",
        moment=Moment.BOEKJAAR,
        breaks=(),
    ),
)
