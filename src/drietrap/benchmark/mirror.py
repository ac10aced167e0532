"""A provider beside comparable ones and beside its previous delivery (CBS's mirror report, and further).

Figures of others are only given as a median with quartiles over at least :data:`FEWEST_PROVIDERS` comparable
providers, rounded (:data:`STEPS`), so that none of them can be recognised in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import polars as pl
from scipy import special

from drietrap.statistics.proportions import newcombe_difference, wilson
from drietrap.statistics.rates import exact_poisson

FEWEST_PROVIDERS = 5  # our own choice: fewer, and a quartile is close to being one provider
FEWEST_BEHIND_SHARE = 10  # a share of fewer trajectories says more about chance than about a provider
SIZE_BANDS = (0, 20, 100, 500)  # trajectories in the delivery; our own choice
_CONFIDENCE = 0.95


class Measured(StrEnum):
    """What a figure counts in."""

    COUNT = "aantal"
    SHARE = "%"
    DAYS = "dagen"


STEPS = {Measured.COUNT: 5, Measured.SHARE: 1, Measured.DAYS: 5}


@dataclass(frozen=True)
class Around:
    """Comparable providers: how many there are, and their median and quartiles, None when too few."""

    providers: int
    lower: float | None = None
    median: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Change:
    """What a figure was in the previous delivery, and the difference since with its interval (95 %).

    The two deliveries are treated as independent. They share trajectories, so the interval is wide.
    """

    before: float
    difference: float
    lower: float
    upper: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone does not explain the difference."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True)
class MirrorFigure:
    """One figure of a provider: ``value`` over ``of`` trajectories, beside others and beside before."""

    id: str
    group: str
    label: str
    unit: Measured
    value: float | None
    of: int
    around: Around
    change: Change | None


@dataclass(frozen=True)
class Breakdown:
    """A column whose codes become shares: of all trajectories, or of those that began."""

    id: str
    title: str
    column: str
    of_begun: bool
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Measure:
    id: str
    group: str
    label: str
    unit: Measured
    top: pl.Expr
    of: pl.Expr
    spread: pl.Expr | None = None


def size_band(rows: int) -> int:
    """Return in which of :data:`SIZE_BANDS` a number of trajectories lies."""
    return sum(rows >= edge for edge in SIZE_BANDS)


def band_label(band: int) -> str:
    """Return a size band in words."""
    low = max(SIZE_BANDS[band - 1], 1)
    return f"{low} tot {SIZE_BANDS[band]} trajecten" if band < len(SIZE_BANDS) else f"{low} of meer trajecten"


def figures(records: pl.DataFrame, first: date, last: date, breakdowns: Sequence[Breakdown]) -> pl.DataFrame:
    """Return one row per provider with the parts of every figure.

    Parameters
    ----------
    records
        Records of one kind and period (columns of ``register.record.Record``).
    first, last
        First and last day of the period.
    breakdowns
        Which columns are shown as shares.

    Returns
    -------
    ``provider`` and, per figure, ``top|id``, ``of|id`` and ``spread|id``. A trajectory that ended on the last
    day does not run at the end of it, as CBS counts.
    """
    starts, ends = pl.coalesce("taken_over", "started"), pl.coalesce("handed_over", "ended")
    marked = records.with_columns(
        begun=starts.is_between(first, last),
        over=ends.is_between(first, last).fill_null(value=False),
        running=ends.is_null() | (ends > last),
        days=(pl.col("ended") - pl.col("started")).dt.total_days().cast(pl.Float64),
    )
    wanted = []
    for measure in _measures(breakdowns):
        wanted.append(measure.top.cast(pl.Float64).alias(f"top|{measure.id}"))
        wanted.append(measure.of.cast(pl.Int64).alias(f"of|{measure.id}"))
        if measure.spread is not None:
            wanted.append(measure.spread.cast(pl.Float64).alias(f"spread|{measure.id}"))
    return marked.group_by("provider").agg(wanted).sort("provider")


def mirrored(
    now: pl.DataFrame, before: pl.DataFrame, provider: str, breakdowns: Sequence[Breakdown]
) -> tuple[MirrorFigure, ...]:
    """Return all figures of a provider, from what :func:`figures` says of now and of the period before."""
    own = _row(now, provider)
    if own is None:
        return ()
    band = size_band(int(own["of|trajecten"]))
    others = now.filter(
        (pl.col("provider") != provider)
        & pl.col("of|trajecten").map_elements(size_band, return_dtype=pl.Int64).eq(band)
    )
    earlier = _row(before, provider)
    return tuple(
        MirrorFigure(
            measure.id,
            measure.group,
            measure.label,
            measure.unit,
            _value(measure, own),
            int(own[f"of|{measure.id}"]),
            around(
                (_value(measure, row) for row in others.iter_rows(named=True) if _enough(measure, row)),
                measure.unit,
            ),
            None if earlier is None else _change(measure, own, earlier),
        )
        for measure in _measures(breakdowns)
    )


def around(values: Iterable[float | None], unit: Measured) -> Around:
    """Return median and quartiles of the figures of others, rounded; none of them when there are too few."""
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_PROVIDERS:
        return Around(len(known))
    step = STEPS[unit]
    low, middle, high = (
        float(step * np.floor(quartile / step + 0.5)) for quartile in np.quantile(known, (0.25, 0.5, 0.75))
    )
    return Around(len(known), low, middle, high)


def share_change(now: tuple[int, int], before: tuple[int, int]) -> Change | None:
    """Return the change of a share (``k`` of ``n``) in per cent points; None without a whole."""
    (k, n), (k_before, n_before) = now, before
    if not n or not n_before:
        return None
    a, b = 100 * k / n, 100 * k_before / n_before
    limits = [[100 * float(end) for end in wilson(k_, n_)] for k_, n_ in ((k, n), (k_before, n_before))]
    return _difference(a, limits[0], b, limits[1])


def _measures(breakdowns: Sequence[Breakdown]) -> list[_Measure]:
    rows, begun, over = pl.len(), pl.col("begun"), pl.col("over")
    known = pl.col("days").is_not_null() & over
    counts = [
        ("trajecten", "Trajecten in de periode", rows),
        ("lopend", "Lopend na de laatste dag", pl.col("running").sum()),
        ("begonnen", "Begonnen in de periode", begun.sum()),
        ("beeindigd", "Beëindigd in de periode", over.sum()),
        ("jeugdigen", "Jeugdigen", pl.col("person").drop_nulls().n_unique() + pl.col("person").null_count()),
    ]
    made = [_Measure(id, "aantallen", label, Measured.COUNT, top, rows) for id, label, top in counts]
    ended = pl.col("days").filter(known)
    made.append(
        _Measure(
            "duur",
            "duur",
            "Gemiddelde duur van wat eindigde",
            Measured.DAYS,
            ended.mean(),
            known.sum(),
            ended.std(),
        )
    )
    for breakdown in breakdowns:
        base = pl.col(breakdown.column).is_not_null()
        base = base & begun if breakdown.of_begun else base
        made.extend(
            _Measure(
                f"{breakdown.id}-{code}",
                breakdown.id,
                label,
                Measured.SHARE,
                (base & (pl.col(breakdown.column) == code)).sum(),
                base.sum(),
            )
            for code, label in breakdown.codes
        )
    return made


def _row(frame: pl.DataFrame, provider: str) -> dict[str, float] | None:
    found = frame.filter(pl.col("provider") == provider)
    return None if found.is_empty() else found.row(0, named=True)


def _value(measure: _Measure, row: dict[str, float]) -> float | None:
    top, of = row[f"top|{measure.id}"], row[f"of|{measure.id}"]
    if measure.unit is Measured.SHARE:
        return 100 * top / of if of else None
    return top


def _enough(measure: _Measure, row: dict[str, float]) -> bool:
    return measure.unit is Measured.COUNT or row[f"of|{measure.id}"] >= FEWEST_BEHIND_SHARE


def _change(measure: _Measure, now: dict[str, float], before: dict[str, float]) -> Change | None:
    a, b = _value(measure, now), _value(measure, before)
    if a is None or b is None:
        return None
    if measure.unit is Measured.SHARE:
        parts = [(int(row[f"top|{measure.id}"]), int(row[f"of|{measure.id}"])) for row in (now, before)]
        return share_change(parts[0], parts[1])
    if measure.unit is Measured.COUNT:
        ends = [[float(end) for end in exact_poisson(value)] for value in (a, b)]
        return _difference(a, ends[0], b, ends[1])
    ends = [_mean_limits(measure, row) for row in (now, before)]
    return None if not all(ends) else _difference(a, ends[0], b, ends[1])


def _mean_limits(measure: _Measure, row: dict[str, float]) -> list[float]:
    """Return the limits of a mean by Student's t; none from fewer than two values."""
    mean, n, spread = (row[f"{part}|{measure.id}"] for part in ("top", "of", "spread"))
    if n < 2 or spread is None:
        return []
    half = float(special.stdtrit(n - 1, (1 + _CONFIDENCE) / 2)) * spread / n**0.5
    return [mean - half, mean + half]


def _difference(a: float, a_ends: list[float], b: float, b_ends: list[float]) -> Change:
    """Return the difference of two independent estimates by square-and-add (Zou & Donner 2008)."""
    lower, upper = newcombe_difference(a, a_ends[0], a_ends[1], b, b_ends[0], b_ends[1])
    return Change(b, a - b, float(lower), float(upper))
