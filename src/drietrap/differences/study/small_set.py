"""Municipalities whose place is withheld, such as A to D of the 2015 study: compared with the country alone.

The study gives percentages of all youths without their number. A count and its percentage give the size of
the group (``consistency.implied``); with it chance can be reckoned, and no verdict rests on rounding alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from drietrap.benchmark.consistency.implied import Conflict, size
from drietrap.benchmark.consistency.tables import KEYS, Tables
from drietrap.benchmark.groups import Territory
from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS
from drietrap.catalogue.indicator import Indicator, IntervalMethod, Published
from drietrap.catalogue.relations import SAME_GROUP
from drietrap.statistics.interval import Interval
from drietrap.vocabulary.area import AreaKind, kind_of

_BOUNDS = ("numerator_lower", "numerator_upper", "denominator_lower", "denominator_upper")


def withheld_place(areas: Sequence[str]) -> bool:
    """Whether these are areas of a study of which nobody knows where they are."""
    return any(kind_of(area) is AreaKind.STUDIE for area in areas)


def apart(year: int, areas: Sequence[str], names: Sequence[str]) -> Territory:
    """Return a territory of these areas alone: no region, no size, no neighbours."""
    nothing = np.full(len(areas), np.nan)
    return Territory(
        year,
        tuple(areas),
        tuple(names),
        (None,) * len(areas),
        nothing,
        np.full((len(areas), len(NEIGHBOUR_CHARACTERISTICS)), np.nan),
    )


def with_chance(definitions: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Return the definitions with chance reckoned for every percentage: where counts lack, no verdict."""
    return {
        key: replace(item, interval_method=IntervalMethod.WILSON)
        for key, item in definitions.items()
        if isinstance(item.formula, Published) or item.interval_method is IntervalMethod.WILSON
    }


def with_sizes(
    figures: pl.DataFrame,
    definitions: Mapping[str, Indicator],
    observation: pl.DataFrame,
    found: Sequence[Conflict],
) -> pl.DataFrame:
    """Return the figures with the counts behind percentages of groups whose size another count gives.

    Parameters
    ----------
    figures
        Figures (``FIGURE_SCHEMA``) of the areas of the study and the country.
    definitions
        The indicators, by id.
    observation
        The cells behind them.
    found
        Conflicts between sizes: a suspect says nothing about the size of its group.
    """
    sizes = _sizes(observation, found)
    members = _members(definitions)
    filled = [
        (indicator, area, period, known.lower, known.upper)
        for indicator, group in members.items()
        for (name, area, period), known in sizes.items()
        if name == group
    ]
    schema = dict.fromkeys(("indicator", "area", "period"), pl.String) | {
        "few": pl.Float64,
        "many": pl.Float64,
    }
    extra = pl.DataFrame(filled, schema=schema, orient="row")
    bare = pl.col("denominator_lower").is_null() & pl.col("few").is_not_null()
    reckoned = {
        "numerator_lower": pl.col("rounding_lower") * pl.col("few") / 100,
        "numerator_upper": pl.col("rounding_upper") * pl.col("many") / 100,
        "denominator_lower": pl.col("few"),
        "denominator_upper": pl.col("many"),
    }
    joined = figures.join(extra, on=["indicator", "area", "period"], how="left", maintain_order="left")
    return joined.with_columns(
        **{name: pl.when(bare).then(reckoned[name]).otherwise(pl.col(name)) for name in _BOUNDS}
    ).drop("few", "many")


def _members(definitions: Mapping[str, Indicator]) -> dict[str, str]:
    """Return which indicators are a share of a group whose size can be reckoned."""
    group_of = {(one.table, pair.share): one.group for one in SAME_GROUP for pair in one.pairs}
    found: dict[str, str] = {}
    for key, item in definitions.items():
        if isinstance(item.formula, Published) and item.formula.base is None:
            group = group_of.get((item.formula.cell.table, item.formula.cell.measure))
            if group:
                found[key] = group
    return found


def _sizes(observation: pl.DataFrame, found: Sequence[Conflict]) -> dict[tuple[str, str, str], Interval]:
    """Return the size of every group per area and period, from all counts that do not contradict it."""
    suspects = {
        (one.group, str(one.row["area"]), str(one.row["period"]), suspect.pair)
        for one in found
        for suspect in one.suspects
    }
    tables = Tables(observation, {})
    sizes: dict[tuple[str, str, str], Interval] = {}
    for same in SAME_GROUP:
        sheet = tables.sheet(same.table, tuple(measure for pair in same.pairs for measure in pair))
        if sheet is None:
            continue
        for row in sheet.wide.sort(KEYS).to_dicts():
            where = (same.group, str(row["area"]), str(row["period"]))
            trusted = (pair for pair in same.pairs if (*where, pair) not in suspects)
            for implied in (size(sheet, row, pair) for pair in trusted):
                if implied is not None and np.isfinite(implied.upper):
                    known = sizes.get(where, implied)
                    low, high = max(known.lower, implied.lower), min(known.upper, implied.upper)
                    if low <= high:  # else they contradict each other, and the checks tell that
                        sizes[where] = Interval(low, high)
    return sizes
