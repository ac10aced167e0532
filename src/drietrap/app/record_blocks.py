"""Counts of one place on top of those of all areas: districts of a municipality, providers of a region.

Every district and provider that has anything here is a row, and one more stands for all that have nothing:
it is as secret as any other small count. Readers get the rows of which something is shown, so that which rows
there are tells them nothing that the counts do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from drietrap.app.record_counts import Counted, Together, table_id, with_subtotals
from drietrap.app.record_ties import AGE, FORM, HELP, TRAJECTORIES, YOUTHS, measure, ties
from drietrap.indicators.records.figure import UNKNOWN_DISTRICT
from drietrap.indicators.records.members import Members
from drietrap.publication.disclosure import Published
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.records.dossier import DistrictsAsked, ProvidersAsked
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.publication.suppression.tables import Dimension, Rollup, Table
from drietrap.vocabulary.period import Period

AREA, PROVIDER = "gebied", "aanbieder"
OTHER_PROVIDERS, OTHER_DISTRICTS = "andere aanbieders", " andere wijken"
_Counts = dict[tuple[str, ...], int]


class BlockKind(StrEnum):
    """What a block breaks a place down by."""

    DISTRICTS = "wijk"
    PROVIDERS = "aanbieder"


@dataclass(frozen=True)
class BlockAsked:
    """A block: the districts of a municipality, or the providers of a jeugdregio and its municipalities."""

    kind: BlockKind
    area: str

    @property
    def name(self) -> str:
        """Name of the block in the releases."""
        return f"{self.kind} {self.area}"

    def table_ids(self, one: Counted) -> tuple[str, ...]:
        """Return the names that its tables of a count have, if it has any."""
        if self.kind is BlockKind.PROVIDERS:
            return (block_id(one.indicator, one.period.code, (FORM, PROVIDER), self.area),)
        return tuple(
            block_id(one.indicator, one.period.code, ("wijk", cut), self.area) for cut in one.dimensions
        )

    def tables(self, everyone: Members, period: Period, base: Together) -> Together:
        """Return the tables of the block, with the margins that it shares with ``base``."""
        if self.kind is BlockKind.DISTRICTS:
            return _districts(everyone, period, self.area, base)
        return _providers(everyone, period, self.area, base)


def block_id(indicator: str, period: str, by: Sequence[str], area: str) -> str:
    """Return the name of a table of a block."""
    return f"{table_id(indicator, period, ' en '.join(by))}, {area}"


def districts_shown(released: Iterable[Published[SafeRelease]]) -> list[tuple[str, str]]:
    """Return ``municipality, district`` of the districts of which something is shown, in order."""
    shown = set()
    for table in (table for one in released for table in one.content.tables if ", naar wijk en " in table.id):
        town = table.id.rsplit(", ", 1)[1]
        shown |= {(town, row.codes[0]) for row in table.rows if row.value is not None}
    return sorted((town, district) for town, district in shown if district != town)


def districts_asked(area: str, period: Period, names: Sequence[tuple[str, str]]) -> DistrictsAsked:
    """Return where the report about a municipality finds its districts; ``names`` are by code."""
    youths = block_id(YOUTHS, period.code, ("wijk", AGE), area)
    return DistrictsAsked(youths, block_id(TRAJECTORIES, period.code, ("wijk", FORM), area), tuple(names))


def providers_asked(region: str, period: Period) -> ProvidersAsked:
    """Return where the report finds the providers of a jeugdregio and its municipalities."""
    return ProvidersAsked(block_id(TRAJECTORIES, period.code, (FORM, PROVIDER), region), HELP, TOTAL)


def _districts(everyone: Members, period: Period, town: str, base: Together) -> Together:
    youths = everyone.youths.filter(municipality=town)
    trajectories = everyone.trajectories.filter(municipality=town)
    here = {*youths["district"].to_list(), *trajectories["district"].to_list()}
    districts = tuple(sorted(here | {town + UNKNOWN_DISTRICT, town + OTHER_DISTRICTS}))
    made = []
    for indicator, rows in ((YOUTHS, youths), (TRAJECTORIES, trajectories)):
        for table in _of(base, indicator, period):
            cut = table.dimensions[1]
            codes = sorted({code for _, code in table.counts})
            counts: _Counts = {(town, code): table.counts[town, code] for code in codes}
            counts |= _filled(_counted(rows, "district", cut), districts, codes)
            name = block_id(indicator, period.code, ("wijk", cut), town)
            made.append(replace(table, id=name, counts=counts))
    cuts = {table.dimensions[1] for table in made}
    dimensions = [Dimension(AREA, None, (Rollup(town, districts),))]
    dimensions += [one for one in base.dimensions if one.name in cuts]
    return Together(tuple(made), tuple(dimensions), ties(made, period, ()))


def _providers(everyone: Members, period: Period, region: str, base: Together) -> Together:
    towns = next(rollup.parts for one in base.dimensions for rollup in one.rollups if rollup.total == region)
    rows = everyone.trajectories.filter(
        pl.col("municipality").is_in(towns) & pl.col("provider").is_not_null()
    )
    providers = (*sorted(rows["provider"].unique().to_list()), OTHER_PROVIDERS)
    by_form = next(one for one in _of(base, TRAJECTORIES, period) if one.dimensions[1] == FORM)
    forms = tuple(sorted({code for _, code in by_form.counts if code.startswith(f"{HELP} ")}))
    counts: _Counts = {
        (area, form, TOTAL): by_form.counts[area, form]
        for area in (region, *towns)
        for form in (HELP, *forms)
    }
    counts |= {(region, HELP, one): 0 for one in providers} | {
        (region, form, one): 0 for form in forms for one in providers
    }
    counts |= {(town, HELP, one): 0 for town in towns for one in providers}
    for town, form, provider, count in rows.group_by("municipality", "vorm", "provider").len().iter_rows():
        for codes in ((region, HELP), (region, form), (town, HELP)):
            counts[*codes, provider] += count
    name = block_id(TRAJECTORIES, period.code, (FORM, PROVIDER), region)
    table = Table(name, measure(TRAJECTORIES, period), (AREA, FORM, PROVIDER), counts)
    dimensions = (
        Dimension(AREA, None, (Rollup(region, towns),)),
        Dimension(FORM, TOTAL, (Rollup(HELP, forms),)),
        Dimension(PROVIDER, TOTAL, (Rollup(TOTAL, providers),)),
    )
    return Together((table,), dimensions, ())


def _of(base: Together, indicator: str, period: Period) -> Iterable[Table]:
    name = measure(indicator, period)
    return (table for table in base.tables if table.measure == name)


def _counted(rows: pl.DataFrame, place: str, cut: str) -> _Counts:
    """Return how many rows each place has by code, and in total."""
    counts: _Counts = {}
    for area, code, count in rows.group_by(place, cut).len().iter_rows():
        counts[area, code] = count
        counts[area, TOTAL] = counts.get((area, TOTAL), 0) + count
    return with_subtotals(counts)


def _filled(counts: Mapping[tuple[str, ...], int], areas: Sequence[str], codes: Sequence[str]) -> _Counts:
    return {(area, code): counts.get((area, code), 0) for area in areas for code in codes}
