"""Gathering what a municipality report shows; the report itself adds only words and form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from drietrap import __version__
from drietrap.app.outlines import nearest_shapes
from drietrap.app.questions import allocations, assumptions, trends
from drietrap.app.state import State, comparable_indicators
from drietrap.benchmark.compare import View, compare
from drietrap.benchmark.finding import Finding
from drietrap.benchmark.groups import Territory, neighbours
from drietrap.benchmark.result import Comparison, GroupKind
from drietrap.benchmark.verdeelmodel import redistribution_2016
from drietrap.catalogue.comparison import HEADLINE_COST, HEADLINE_TRENDS, HEADLINE_USE
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.published import TABLES
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

# Family of indicators -> section of the report and title; a family is shown when it has two parts or more.
_FAMILIES: dict[str, tuple[BreakdownKind, str]] = {
    "verwijzers": (BreakdownKind.VERWIJZER, "Wie verwijst naar jeugdhulp"),
    "leeftijd": (BreakdownKind.LEEFTIJD_HUISHOUDEN, "Leeftijd van jongeren met jeugdzorg"),
    "huishouden": (BreakdownKind.LEEFTIJD_HUISHOUDEN, "Huishouden van jongeren met jeugdzorg"),
    "taakvelden per jongere (jaarrekening)": (
        BreakdownKind.KOSTEN,
        "Lasten per jongere tot 18 jaar, per taakveld",
    ),
}


def dossier(state: State, area: str, period: str, *, made_on: date) -> Dossier:
    """Gather everything for the report about ``area`` in ``period``."""
    land = state.territory(period)
    views: dict[str, View] = {}
    compared = compare(
        state.figures, comparable_indicators(), land, area, period, views=views, doubts=state.doubts
    )
    definitions = {c.indicator: INDICATORS[c.indicator] for c in compared}
    near = neighbours(land, area)
    made, changes = allocations(state, area)
    headlines = _headlines(definitions)
    return Dossier(
        area=area,
        name=state.name(area),
        period=period,
        edition=Edition(made_on.isoformat(), state.number, f"drietrap {__version__}", state.synthetic),
        headlines=headlines,
        definitions=definitions,
        comparisons=compared,
        neighbours=near,
        peers={
            name: _peers(views[name], land, area, near)
            for name in (headlines.use, headlines.cost, *headlines.more)
            if name in views
        },
        trends=trends(state, area, definitions),
        breakdowns=_breakdowns(compared),
        allocations=made,
        allocation_changes=changes,
        findings=_about(state.findings, area),
        sources=_sources(state, compared),
        lineage=_lineage(state, compared),
        shapes=nearest_shapes(state.outlines, land.year),
        assumptions=assumptions(definitions),
        redistribution=tuple(redistribution_2016()),
    )


def _headlines(definitions: Mapping[str, object]) -> Headlines:
    use = HEADLINE_USE if HEADLINE_USE in definitions else next(iter(definitions), HEADLINE_USE)
    cost = HEADLINE_COST if HEADLINE_COST in definitions else None
    return Headlines(use, cost, tuple(name for name in HEADLINE_TRENDS if name in definitions))


def _peers(looked: View, land: Territory, area: str, near: tuple[object, ...]) -> tuple[PeerValue, ...]:
    close = {getattr(n, "area", "") for n in near}
    region = land.regions[land.index(area)]
    lower, upper = looked.own.limits(0.95)

    def number(value: float) -> float | None:
        return float(value) if np.isfinite(value) else None

    return tuple(
        PeerValue(
            code,
            name,
            number(looked.own.value[i]),
            number(lower[i]),
            number(upper[i]),
            number(looked.own.n[i]),
            in_region=region is not None and land.regions[i] == region,
            is_neighbour=code in close,
        )
        for i, (code, name) in enumerate(zip(land.areas, land.names, strict=True))
    )


def _breakdowns(compared: tuple[Comparison, ...]) -> tuple[Breakdown, ...]:
    country = [c for c in compared if c.group.kind is GroupKind.NEDERLAND]
    made = []
    for family, (kind, title) in _FAMILIES.items():
        rows = [c for c in country if INDICATORS[c.indicator].family == family]
        if len(rows) < 2:
            continue
        parts = tuple(
            BreakdownPart(c.indicator, INDICATORS[c.indicator].label, c.own, c.reference, c.hidden, c.lineage)
            for c in rows
        )
        unit = INDICATORS[rows[0].indicator].unit.value
        made.append(Breakdown(family, kind, title, rows[0].period, unit, parts))
    return tuple(made)


def _about(found: tuple[Finding, ...], area: str) -> tuple[Finding, ...]:
    return tuple(f for f in found if f.area == area)


def _cells(state: State, compared: tuple[Comparison, ...]) -> pl.DataFrame:
    used = [c.lineage for c in compared]
    return state.figures.filter(pl.col("lineage").is_in(used)).select(
        "lineage", "indicator", "period", "cells"
    )


def _lineage(state: State, compared: tuple[Comparison, ...]) -> tuple[LineageLine, ...]:
    rows = _cells(state, compared).unique("lineage").sort("indicator", "period").iter_rows()
    return tuple(
        LineageLine(lineage, indicator, period, tuple(cells)) for lineage, indicator, period, cells in rows
    )


def _sources(state: State, compared: tuple[Comparison, ...]) -> tuple[SourceLine, ...]:
    """Return every file that a figure of this report was made of."""
    cells = _cells(state, compared)["cells"].explode()
    used = set(cells.str.split(":").list.first().to_list())
    found = []
    for kept in state.store.list():
        if kept.id not in used:
            continue
        for table in kept.details.tables:
            known = TABLES[table]
            found.append(
                SourceLine(
                    table=table,
                    title=known.title,
                    publisher=known.publisher,
                    licence=known.licence,
                    file=kept.name,
                    received=kept.received,
                    released=kept.details.released,
                    sha256=kept.sha256,
                    reference=known.reference,
                )
            )
    return tuple(sorted(found, key=lambda line: (line.table, line.received, line.sha256)))
