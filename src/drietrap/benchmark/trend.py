"""A series over time, cut at its breaks: no change is ever reckoned over one, and nothing is rebased."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from drietrap.benchmark.difference import difference
from drietrap.benchmark.result import Estimate, Trend, TrendPoint, TrendSegment
from drietrap.benchmark.sample import Sample, sample
from drietrap.catalogue.comparison import SMALLEST_RELATIVE_DIFFERENCE
from drietrap.catalogue.indicator import Break, Indicator, IntervalMethod, Quotient
from drietrap.vocabulary.period import Period


def trend(
    figures: pl.DataFrame, definition: Indicator, area: str, area_breaks: Sequence[Break] = ()
) -> Trend | None:
    """Return the series of ``area``; None when there is no figure at all.

    Parameters
    ----------
    figures
        Figures of this indicator (``FIGURE_SCHEMA``), any areas and periods.
    definition
        Gives the breaks in the series that hold everywhere or for this area.
    area_breaks
        Breaks of the area itself, such as a merger that the series does not follow.
    """
    mine = figures.filter((pl.col("area") == area) & pl.col("rounding_lower").is_not_null())
    rows = sorted(mine.to_dicts(), key=lambda row: Period.parse(row["period"]))
    if not rows:
        return None
    breaks = [b for b in (*definition.breaks, *area_breaks) if b.area in (None, area)]
    stretches: list[tuple[str | None, list[dict[str, object]]]] = [(None, [])]
    previous: Period | None = None
    for row in rows:
        now = Period.parse(str(row["period"]))
        crossed = [b for b in breaks if previous and previous < Period.parse(b.period) <= now]
        if crossed:
            stretches.append((" ".join(b.reason for b in crossed), []))
        stretches[-1][1].append(row)
        previous = now
    return Trend(
        definition.id, area, tuple(_segment(rows, reason, definition) for reason, rows in stretches if rows)
    )


def _segment(rows: list[dict[str, object]], reason: str | None, definition: Indicator) -> TrendSegment:
    points = tuple(
        TrendPoint(
            str(row["period"]),
            Estimate(_optional(row["value"]), _optional(row["lower"]), _optional(row["upper"])),
            bool(row["provisional"]),
            str(row["lineage"]),
        )
        for row in rows
    )
    change = _change(rows, definition) if len(rows) > 1 else None
    return TrendSegment(points, reason, change, _sentence(points, change, definition))


def _change(rows: list[dict[str, object]], definition: Indicator) -> Estimate:
    first, last = _sample(rows[0], definition), _sample(rows[-1], definition)
    result = difference(last, first)
    numbers = (result.value[0], result.lower[0], result.upper[0])
    if first.chance and not (first.counted[0] and last.counted[0]):
        return Estimate(float(result.value[0]) if np.isfinite(result.value[0]) else None, None, None)
    return Estimate(*(float(n) if np.isfinite(n) else None for n in numbers))


def _sample(row: dict[str, object], definition: Indicator) -> Sample:
    frame = pl.DataFrame([row], infer_schema_length=None)
    scale = definition.formula.scale if isinstance(definition.formula, Quotient) else 100.0
    chance = definition.interval_method is IntervalMethod.WILSON
    return sample(frame, [str(row["area"])], chance=chance, scale=scale)


def _sentence(points: tuple[TrendPoint, ...], change: Estimate | None, definition: Indicator) -> str:
    first, last = Period.parse(points[0].period).label, Period.parse(points[-1].period).label
    if change is None:
        return f"Alleen {first}: te weinig om een ontwikkeling te zien."
    if change.lower is None or change.upper is None:
        return f"Of er van {first} tot {last} iets veranderde, is niet te zeggen."
    if definition.interval_method is IntervalMethod.ROUNDING and _is_small(points[0], change):
        return f"Van {first} tot {last} minder dan 5% veranderd."
    if change.lower > 0:
        return f"Gestegen van {first} tot {last}."
    if change.upper < 0:
        return f"Gedaald van {first} tot {last}."
    return f"Van {first} tot {last} is geen verandering aan te tonen."


def _is_small(first: TrendPoint, change: Estimate) -> bool:
    """Whether an amount changed by less than what booking practice moves (see the catalogue)."""
    if first.estimate.value is None or change.value is None:
        return False
    return abs(change.value) < SMALLEST_RELATIVE_DIFFERENCE * abs(first.estimate.value)


def _optional(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
