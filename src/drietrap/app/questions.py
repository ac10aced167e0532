"""Questions a person can ask of the current release; each answer is published before it leaves."""

from __future__ import annotations

from itertools import pairwise

import polars as pl

from drietrap.app.checks import NUMBER_OF_RULES, found_in
from drietrap.app.folder import DataFolder
from drietrap.app.record_lineage import trace_count
from drietrap.app.results import (
    AllocationResult,
    CheckResult,
    ComparisonResult,
    IndicatorsResult,
    TraceResult,
)
from drietrap.app.state import State, comparable_indicators, opened
from drietrap.app.tracing import traced
from drietrap.benchmark.allocation import Allocation, AllocationChange
from drietrap.benchmark.compare import compare
from drietrap.benchmark.groups import neighbours
from drietrap.benchmark.result import GroupKind, Trend
from drietrap.benchmark.trend import trend
from drietrap.benchmark.verdeelmodel import allocation, allocation_change, editions, redistribution_2016
from drietrap.catalogue.describe import describe
from drietrap.catalogue.indicator import Break, Indicator, Population, Published, Quotient, ShareOfShare
from drietrap.catalogue.indicators import INDICATORS
from drietrap.publication.disclosure import Published as Sealed
from drietrap.publication.disclosure import publish
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.period import Period


def compare_municipality(
    folder: DataFolder, text: str, *, period: str | None = None, group: str | None = None
) -> Sealed[ComparisonResult]:
    """Compare a municipality on every indicator with every group (or only ``group``)."""
    with opened(folder) as state:
        area = state.municipality(text, period)
        chosen = state.period(area, period)
        land = state.territory(chosen)
        if area not in land.areas:
            raise NoDataError(
                f"{state.name(area)} was op 1 januari {land.year} geen gemeente",
                action="kies een ander jaar, of de gemeente waarin zij is opgegaan",
            )
        compared = compare(state.figures, comparable_indicators(), land, area, chosen, doubts=state.doubts)
        if group is not None:
            compared = tuple(c for c in compared if c.group.kind is _kind(group))
        definitions = {c.indicator: INDICATORS[c.indicator] for c in compared}
        result = ComparisonResult(
            area=area,
            name=state.name(area),
            period=chosen,
            synthetic=state.synthetic,
            comparisons=compared,
            neighbours=neighbours(land, area),
            trends=trends(state, area, definitions),
            definitions=definitions,
            assumptions=assumptions(definitions),
        )
        return publish(result, public_sources=True)


def _kind(group: str) -> GroupKind:
    short = {"buren": GroupKind.BUREN}
    try:
        return short.get(group.lower()) or GroupKind(group.lower())
    except ValueError:
        raise InputError(
            f"de groep '{group}' kennen wij niet", expected="nederland, jeugdregio, grootteklasse of buren"
        ) from None


def trends(state: State, area: str, definitions: dict[str, Indicator]) -> tuple[Trend, ...]:
    """Return the series of ``area`` that have more than one point, cut where the municipality changed."""
    mine = state.figures.filter(pl.col("area") == area)
    breaks = _mergers(state, area, mine["period"].unique().to_list())
    by_indicator = mine.partition_by("indicator", as_dict=True)
    found = (
        trend(by_indicator[(name,)], definition, area, breaks)
        for name, definition in definitions.items()
        if (name,) in by_indicator
    )
    return tuple(t for t in found if t is not None and sum(len(s.points) for s in t.segments) > 1)


def _mergers(state: State, area: str, periods: list[str]) -> tuple[Break, ...]:
    """Return a break for every year in which the municipality became another one by a merger."""
    years = sorted({Period.parse(period).year for period in periods})
    found = []
    for earlier, later in pairwise(years):
        before = state.areas.parts(area, of=later, on=earlier)
        if before.codes != (area,):
            names = ", ".join(state.name(code) for code in before.codes)
            found.append(
                Break(
                    str(later),
                    f"Door een herindeling is dit een andere gemeente dan daarvoor (eerder: {names}).",
                    "CBS",
                )
            )
    return tuple(found)


def assumptions(definitions: dict[str, Indicator]) -> tuple[str, ...]:
    """Return every assumption that these indicators rest on."""
    found = dict[str, None]()
    for definition in definitions.values():
        formula = definition.formula
        base = formula.base if isinstance(formula, Published | ShareOfShare) else None
        if isinstance(formula, Quotient) and isinstance(formula.denominator, Population):
            base = formula.denominator
        if base is not None and base.assumption:
            found[base.assumption] = None
    return tuple(found)


def allocation_of(folder: DataFolder, text: str, *, circular: str | None = None) -> Sealed[AllocationResult]:
    """Recompute the youth cluster of the Gemeentefonds for a municipality."""
    with opened(folder) as state:
        area = state.municipality(text, None)
        made, changes = allocations(state, area)
        if not made:
            raise NoDataError(
                f"voor {state.name(area)} is er geen circulaire om na te rekenen{state.ended(area)}",
                expected="gewichten, volumes en uitkeringsfactor van dezelfde circulaire, met deze gemeente",
                action="lees die bestanden met 'drietrap lees', of kies een gemeente die erin staat",
            )
        if circular is not None:
            there = ", ".join(dict.fromkeys(a.circular for a in made))
            made = tuple(a for a in made if a.circular == circular.upper())
            changes = ()
            if not made:
                raise NoDataError(
                    f"de circulaire {circular.upper()} is niet volledig gelezen",
                    expected=f"een circulaire met gewichten, volumes en factor: {there}",
                    action="kies een van deze, of lees de ontbrekende bestanden",
                )
        result = AllocationResult(
            area, state.name(area), state.synthetic, made, changes, tuple(redistribution_2016())
        )
        return publish(result, public_sources=True)


def allocations(state: State, area: str) -> tuple[tuple[Allocation, ...], tuple[AllocationChange, ...]]:
    """Return the amount of every circular read, and the change from each to the next."""
    money = state.core.observation.filter(pl.col("table").str.starts_with("GF-"))
    if money.is_empty():
        return (), ()
    made = []
    for circular, year in sorted(editions(money), key=lambda e: (e[0][1:], e[0][0] == "S", e[1])):
        try:
            made.append(allocation(money, area, circular, year))
        except NoDataError:
            continue  # this municipality is not in this circular
    changes = tuple(allocation_change(a, b) for a, b in pairwise(made))
    return tuple(made), changes


def check_published_tables(folder: DataFolder, tables: tuple[str, ...] = ()) -> Sealed[CheckResult]:
    """Check published tables with themselves and each other; without ``tables`` all that were read."""
    with opened(folder) as state:
        there = set(state.core.observation["table"].unique().to_list())
        wanted = tuple(sorted({table.upper() for table in tables}))
        missing = [table for table in wanted if table not in there]
        if missing:
            raise NoDataError(
                f"de tabel {', '.join(missing)} is niet gelezen",
                expected=f"een van: {', '.join(sorted(there))}",
                action="lees de tabel eerst met 'drietrap lees' of 'drietrap haal'",
            )
        found = tuple(found_in(state.core, wanted)) if wanted else state.findings
        return publish(
            CheckResult(wanted or tuple(sorted(there)), NUMBER_OF_RULES, found), public_sources=True
        )


def trace(folder: DataFolder, lineage: str) -> Sealed[TraceResult]:
    """Follow a figure back to the cells it was made of, or to the deliveries it was counted from."""
    wanted = lineage.strip().upper()
    counted = trace_count(folder, wanted)
    if counted is not None:
        return counted
    with opened(folder) as state:
        rows = state.figures.filter(pl.col("lineage") == wanted)
        if rows.is_empty():
            raise NoDataError(
                f"er is geen cijfer met herkomst '{lineage[:40]}' in de huidige uitgave",
                expected="een nummer dat met een H begint, zoals het bij een cijfer staat",
                action="controleer het nummer; bij een ouder rapport kunnen de bestanden vernieuwd zijn",
            )
        row = rows.row(0, named=True)
        definition = INDICATORS[row["indicator"]]
        result = TraceResult(
            lineage=row["lineage"],
            indicator=definition.id,
            label=definition.label,
            area=row["area"],
            name=state.name(row["area"]),
            period=row["period"],
            value=row["value"],
            lower=row["lower"],
            upper=row["upper"],
            definition=definition,
            formula=f"{definition.numerator} / {definition.denominator}",
            cells=traced(row["cells"], state.store),
        )
        return publish(result, public_sources=True)


def indicators(chosen: str | None = None, *, theme: str | None = None) -> Sealed[IndicatorsResult]:
    """Return the catalogue, one theme of it, or one definition."""
    found = [
        item
        for item in INDICATORS.values()
        if (chosen is None or item.id == chosen) and (theme is None or item.theme == theme)
    ]
    if not found:
        themes = ", ".join(dict.fromkeys(item.theme for item in INDICATORS.values()))
        raise InputError(
            f"'{chosen or theme}' staat niet in de catalogus",
            expected=f"een id uit 'drietrap indicatoren', of een thema: {themes}",
        )
    return publish(
        IndicatorsResult(tuple(found), {item.id: describe(item) for item in found}), public_sources=True
    )
