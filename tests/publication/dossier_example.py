"""A made-up dossier: 12 indicators, 60 municipalities with borders, a break, a secret figure."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from drietrap.benchmark.allocation import (
    Allocation,
    AllocationChange,
    AllocationTerm,
    ChangeParts,
    Redistribution,
)
from drietrap.benchmark.finding import Finding, Severity
from drietrap.benchmark.result import (
    Comparison,
    Estimate,
    Funnel,
    Group,
    GroupKind,
    Neighbour,
    Rank,
    Spread,
    Trend,
    TrendPoint,
    TrendSegment,
    Verdict,
)
from drietrap.catalogue.indicator import Cell, Indicator, IntervalMethod, Moment, Published, Unit, Version
from drietrap.publication.charts.geometry import Shape, simplified
from drietrap.publication.charts.style import MAP_WIDTH
from drietrap.publication.dossier import (
    Breakdown,
    BreakdownKind,
    BreakdownPart,
    Dossier,
    Edition,
    Headlines,
    LineageLine,
    PeerValue,
    SourceLine,
)

OWN, NAME = "GM9001", "Waterdonk"
_INDICATORS = (
    ("pct_jeugdhulp", "Gebruik", "Jongeren met jeugdhulp", Unit.PERCENTAGE, 13.9, 11.8),
    ("pct_verblijf", "Gebruik", "Jongeren met jeugdhulp met verblijf", Unit.PERCENTAGE, 9.1, 9.0),
    ("pct_jeugdbescherming", "Gebruik", "Jongeren met jeugdbescherming", Unit.PERCENTAGE, 1.4, 1.1),
    (
        "pct_uithuis",
        "Gebruik",
        "Jongeren met jeugdbescherming die uit huis wonen",
        Unit.PERCENTAGE,
        38.2,
        41.0,
    ),
    ("pct_reclassering", "Gebruik", "Jongeren met jeugdreclassering", Unit.PERCENTAGE, 0.3, 0.4),
    ("trajecten_per_jongere", "Trajecten", "Trajecten per jongere met jeugdzorg", Unit.RATIO, 1.42, 1.38),
    ("pct_huisarts", "Trajecten", "Trajecten via de huisarts", Unit.PERCENTAGE, 34.2, 36.1),
    ("pct_gemeente", "Trajecten", "Trajecten via de gemeentelijke toegang", Unit.PERCENTAGE, 39.0, 31.0),
    ("jongeren_wijkteam", "Trajecten", "Jongeren geholpen door het wijkteam", Unit.COUNT, 640.0, 500.0),
    ("kosten_per_jeugdige", "Kosten", "Kosten per inwoner tot 18 jaar", Unit.EURO, 2341.0, 2104.0),
    (
        "kosten_per_jeugdige_met_hulp",
        "Kosten",
        "Kosten per jongere met jeugdhulp",
        Unit.EURO,
        16843.0,
        17832.0,
    ),
    ("kosten_tov_fonds", "Kosten", "Kosten tegenover het Gemeentefonds", Unit.RATIO, 1.18, 1.09),
)
_GROUPS = (
    (GroupKind.NEDERLAND, "alle gemeenten"),
    (GroupKind.JEUGDREGIO, "Donkstreek"),
    (GroupKind.GROOTTEKLASSE, "100.000 tot 250.000 inwoners"),
    (GroupKind.BUREN, "10 vergelijkbare gemeenten"),
)
_VERDICTS = (
    Verdict.CLEARLY_HIGHER,
    Verdict.NO_DIFFERENCE_SHOWN,
    Verdict.PROBABLY_HIGHER,
    Verdict.NO_DIFFERENCE_SHOWN,
    Verdict.PROBABLY_LOWER,
    Verdict.NO_DIFFERENCE_SHOWN,
    Verdict.CLEARLY_LOWER,
    Verdict.CLEARLY_HIGHER,
    Verdict.UNKNOWN,
    Verdict.PROBABLY_HIGHER,
    Verdict.NO_DIFFERENCE_SHOWN,
    Verdict.PROBABLY_HIGHER,
)
_WORDS = {
    Verdict.NO_DIFFERENCE_SHOWN: "Niet te onderscheiden van het cijfer in {where}.",
    Verdict.UNKNOWN: "Niet te zeggen: er is geen cijfer in {where} om mee te vergelijken.",
}


def around(value: float, share: float) -> Estimate:
    return Estimate(value, value * (1 - share), value * (1 + share))


def _definition(id: str, theme: str, label: str, unit: Unit) -> Indicator:
    return Indicator(
        id=id,
        theme=theme,
        label=label,
        unit=unit,
        question=f"Hoeveel: {label.lower()}?",
        definition=f"{label}, zoals de bron het telt: een jongere telt één keer.",
        not_for="Zegt niet of de hulp goed of nodig was.",
        numerator="jongeren met hulp",
        denominator="jongeren tot 18 jaar",
        formula=Published(Cell("85098NED", id)),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON if unit is Unit.PERCENTAGE else IntervalMethod.ROUNDING,
        reference="https://opendata.cbs.nl",
        versions=(Version("2021", "eerste versie"),),
        disclosure_group="cbs",
        examples=(),
    )


def _comparison(at: int, kind: GroupKind, label: str) -> Comparison:
    id, _, _, unit, own, country = _INDICATORS[at]
    nudge = {GroupKind.NEDERLAND: 1.0, GroupKind.JEUGDREGIO: 1.04, GroupKind.GROOTTEKLASSE: 1.1}.get(
        kind, 1.15
    )
    verdict = _VERDICTS[at]
    if kind is GroupKind.BUREN and verdict in {Verdict.CLEARLY_HIGHER, Verdict.PROBABLY_HIGHER}:
        verdict = Verdict.NO_DIFFERENCE_SHOWN
    hidden = "geheim" if id == "jongeren_wijkteam" else None
    estimate = around(own, 0.02) if hidden is None else Estimate(None, 0.0, 7.0)
    warnings = ("Aanname: het aantal jongeren van 12 tot 23 jaar is geschat.",) if "reclass" in id else ()
    text = _WORDS.get(verdict, f"{verdict.value.capitalize()} dan in {{where}}.")
    reference = around(country * nudge, 0.01 if kind is GroupKind.NEDERLAND else 0.03)
    gap = None if hidden else own - country * nudge
    limits = (11.5, 12.1), (11.3, 12.3), (8.3, 15.3), (6.4, 17.2)
    return Comparison(
        indicator=id,
        area=OWN,
        period="2022",
        group=Group(kind, kind.value, label, ("GM9002", "GM9003")),
        own=estimate,
        own_rounding=replace(estimate),
        reference=Estimate(None, None, None) if verdict is Verdict.UNKNOWN else reference,
        difference=Estimate(gap, None if gap is None else gap - 0.3, None if gap is None else gap + 0.3),
        p_value=None if hidden else 0.001,
        q_value=None if hidden else 0.004,
        verdict=verdict,
        spread=Spread.ORDINARY,
        sentence=text.format(where="Nederland" if kind is GroupKind.NEDERLAND else f"de groep ‘{label}’"),
        lineage=f"L{at:03d}",
        provisional=id != "kosten_tov_fonds",
        hidden=hidden,
        funnel=Funnel(11.8, *limits, 9.1, 1.2, 38.0) if id == "pct_jeugdhulp" else None,
        rank=None if hidden else Rank(8, 3, 15, 60),
        shrunk=around(own, 0.02) if unit is Unit.PERCENTAGE else None,
        changes_without=("GM9004",) if kind is GroupKind.BUREN and at == 0 else (),
        warnings=warnings,
    )


def _peers(at: int) -> tuple[PeerValue, ...]:
    draw = random.Random(at)
    _, _, _, _, own, country = _INDICATORS[at]
    found = []
    for number in range(1, 61):
        size = round(math.exp(draw.gauss(8.6, 0.9)))
        value = round(country * (1 + draw.gauss(0, 0.14)), 1)
        if number == 1:
            size, value = 25_300, own
        hidden = number == 17
        found.append(
            PeerValue(
                area=f"GM90{number:02d}",
                name=NAME if number == 1 else f"Plaats {number}",
                value=None if hidden else value,
                lower=None if hidden else value * 0.97,
                upper=None if hidden else value * 1.03,
                size=float(size),
                in_region=number < 9,
                is_neighbour=20 <= number < 30,
            )
        )
    return tuple(found)


def _shapes() -> dict[str, Shape]:
    draw = random.Random(7)
    columns, rows = 6, 10
    corner = {
        (x, y): (4.2 + x * 0.4 + draw.uniform(-0.12, 0.12), 51.2 + y * 0.2 + draw.uniform(-0.06, 0.06))
        for x in range(columns + 1)
        for y in range(rows + 1)
    }
    order = [*range(31, 61), *range(1, 31)]
    shapes: dict[str, dict[str, object]] = {}
    for at, number in enumerate(order):
        x, y = at % columns, at // columns
        ring = [corner[x, y], corner[x + 1, y], corner[x + 1, y + 1], corner[x, y + 1], corner[x, y]]
        shapes[f"GM90{number:02d}"] = {"type": "Polygon", "coordinates": [[list(p) for p in ring]]}
    return simplified(shapes, MAP_WIDTH)


def _trend(indicator: str, start: float, unit_step: float) -> Trend:
    def segment(first: int, last: int, base: float, reason: str | None) -> TrendSegment:
        points = tuple(
            TrendPoint(str(y), around(base + unit_step * (y - first), 0.02), y == 2022, f"T{indicator}{y}")
            for y in range(first, last + 1)
        )
        words = f"Gestegen van {first} tot {last}."
        return TrendSegment(points, reason, around(unit_step * (last - first), 0.4), words)

    reason = "Vanaf 2021 leveren meer aanbieders gegevens."
    return Trend(indicator, OWN, (segment(2016, 2020, start, None), segment(2021, 2022, start * 1.3, reason)))


def _parts(rows: tuple[tuple[str, float | None, float], ...]) -> tuple[BreakdownPart, ...]:
    return tuple(
        BreakdownPart(
            f"deel_{at}",
            label,
            Estimate(None, None, None) if own is None else around(own, 0.05),
            around(country, 0.005),
            "geheim" if own is None else None,
            f"B{at}{label[:3]}",
        )
        for at, (label, own, country) in enumerate(rows)
    )


def _allocation(circular: str, factor: float) -> Allocation:
    rows = (
        ("jongeren", "Jongeren tot 18 jaar", 412.1, 25_300.0),
        ("eenouder", "Eenoudergezinnen", 1890.4, 3_410.0),
        ("ggz", "Ouders met psychische medicatie", 1544.0, 4_020.0),
        ("inkomen", "Huishoudens met een laag inkomen", 702.5, 9_120.0),
        ("bijstand", "Huishoudens met bijstand", 611.0, 4_480.0),
        ("opleiding", "Inwoners met weinig opleiding", 120.6, 14_900.0),
        ("vast", "Vast bedrag", 250_000.0, 1.0),
        ("inkomen_hoog", "Correctie voor hogere inkomens", -41.2, 8_800.0),
    )
    terms = tuple(AllocationTerm(m, label, w, v, round(100 * w * v * factor)) for m, label, w, v in rows)
    total = sum(t.amount for t in terms)
    return Allocation(OWN, circular, "2022", factor, terms, total, total, round(total / 25_300))


def example(*, synthetic: bool = True, name: str = NAME) -> Dossier:
    """Return the dossier; ``name`` may be anything a file could hold."""
    definitions = {row[0]: _definition(*row[:4]) for row in _INDICATORS}
    before, after = _allocation("M2021", 1.51), _allocation("M2022", 1.607)
    changes = {
        t.measure: ChangeParts(0, 0, a.amount - t.amount)
        for t, a in zip(before.terms, after.terms, strict=True)
    }
    peers = {row[0]: _peers(at) for at, row in enumerate(_INDICATORS) if row[3] is Unit.PERCENTAGE}
    verwijzers = (
        ("Gemeentelijke toegang", 39.0, 31.0),
        ("Huisarts", 34.2, 36.1),
        ("Jeugdarts", 3.1, 3.2),
        ("Gecertificeerde instelling", 9.5, 9.4),
        ("Medisch specialist", 5.0, 6.3),
        ("Rechter, officier van justitie", None, 1.2),
        ("Onbekend", 8.2, 12.8),
    )
    leeftijd = (
        ("0 tot 4 jaar", 2.1, 2.4),
        ("4 tot 12 jaar", 46.0, 44.9),
        ("12 tot 18 jaar", 43.4, 44.0),
        ("18 tot 23 jaar", 8.5, 8.7),
    )
    kosten = (
        ("Jeugdhulp begeleiding", 612.0, 540.0),
        ("Jeugdhulp behandeling", 498.0, 505.0),
        ("Pleegzorg", 143.0, 121.0),
        ("Jeugdbescherming", 201.0, 160.0),
    )
    return Dossier(
        area=OWN,
        name=name,
        period="2022",
        edition=Edition("2026-11-21", 3, "drietrap 0.1.0", synthetic),
        headlines=Headlines("pct_jeugdhulp", "kosten_per_jeugdige", ("pct_jeugdbescherming",)),
        definitions=definitions,
        comparisons=tuple(_comparison(at, *group) for at in range(len(_INDICATORS)) for group in _GROUPS),
        neighbours=tuple(
            Neighbour(f"GM90{n}", f"Plaats {n}", 0.8 + 0.1 * (n - 20), "lijkt veel", 0.95 - 0.05 * (n - 20))
            for n in range(20, 30)
        ),
        peers=peers,
        trends=(
            _trend("pct_jeugdhulp", 9.8, 0.25),
            _trend("kosten_per_jeugdige", 1400.0, 90.0),
            _trend("pct_jeugdbescherming", 1.1, 0.02),
        ),
        breakdowns=(
            Breakdown(
                "verwijzers",
                BreakdownKind.VERWIJZER,
                "Wie verwijst naar jeugdhulp",
                "2021",
                "% van trajecten",
                _parts(verwijzers),
                "Een jongere kan meer dan één traject hebben.",
            ),
            Breakdown(
                "leeftijd",
                BreakdownKind.LEEFTIJD_HUISHOUDEN,
                "Jongeren met jeugdzorg naar leeftijd",
                "2021",
                "% van jongeren",
                _parts(leeftijd),
            ),
            Breakdown(
                "taakvelden",
                BreakdownKind.KOSTEN,
                "Kosten per inwoner tot 18 jaar naar taakveld",
                "2023",
                "€",
                _parts(kosten),
                "Vanaf 2023 zijn de taakvelden gesplitst.",
            ),
        ),
        allocations=(before, after),
        allocation_changes=(AllocationChange(OWN, before, after, changes, after.total - before.total),),
        findings=(
            Finding(
                "aandelen-tellen-niet-op",
                Severity.WAARSCHUWING,
                "85075NED",
                OWN,
                name,
                "2021",
                "De aandelen van de verwijzers tellen niet op tot 100%.",
                ("39,0 + 34,2 + 3,1 + 9,5 + 5,0 + 8,2 = 99,0",),
                "Gebruik de onderdelen, niet de som.",
                ("a1:12:3",),
            ),
        ),
        sources=(
            SourceLine(
                "85098NED",
                "Indicatoren jeugdzorg in natura; gemeenten",
                "CBS",
                "CC BY 4.0",
                "85098NED_2022.csv",
                "2026-11-21",
                "2023-10-31",
                "ab" * 32,
                "https://opendata.cbs.nl",
            ),
            SourceLine(
                "IV3-JEUGD",
                "Lasten en baten jeugd",
                "BZK",
                "CC BY 4.0",
                "iv3.csv",
                "2026-11-21",
                None,
                "cd" * 32,
                "https://www.rijksoverheid.nl",
            ),
        ),
        lineage=tuple(
            LineageLine(f"L{at:03d}", row[0], "2022", (f"ab12cd34ab12cd34:{at + 2}:Kolom {at}",))
            for at, row in enumerate(_INDICATORS)
        ),
        shapes=_shapes(),
        assumptions=("Het aantal jongeren van 12 tot 23 jaar is geschat uit het aantal tot 25 jaar.",),
        redistribution=(Redistribution(OWN, name, 92.1, 95.0, "Nader onderzoek 2015"),),
    )
