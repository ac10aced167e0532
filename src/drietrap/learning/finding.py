"""Finding a measure back: what the number became, beside what it would have been without the measure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drietrap.learning.measure import Measure
from drietrap.learning.updating import Belief, weighed
from drietrap.statistics.counterfactual import (
    BoolArray,
    Continued,
    Gap,
    difference_in_differences,
    interrupted_series,
    synthetic_control,
)
from drietrap.statistics.inputs import two_sided_quantile
from drietrap.steering.forecast.series import Panel

LEVEL = 0.95
FEWEST_OTHERS = 40  # with fewer, an interval of 95 % rests on the largest one or two placebos
FEWEST_FOR_CONTROL = 3  # years before, for a synthetic control
FEWEST_FOR_LINE = 5  # years before, for a line through the municipality's own past
SELDOM = 0.3


class EffectVerdict(StrEnum):
    """What the figures say of a measure."""

    FOUND = "gevonden"
    OPPOSITE = "andersom"
    NOT_FOUND = "niet gevonden"
    UNKNOWN = "niet te weten"


class Way(StrEnum):
    """How what would have been is estimated."""

    DIFFERENCE = "verschil in verschillen"
    SYNTHETIC = "synthetische vergelijking"
    SERIES = "onderbroken reeks"


class Unknowable(StrEnum):
    """Why it cannot be known."""

    NOTHING_AFTER = "er zijn nog geen cijfers"
    NOTHING_BEFORE = "er zijn geen cijfers van ervoor"
    BREAK = "breuk"
    FEW_OTHERS = "te weinig andere gemeenten"
    ALREADY = "week ervoor al af"
    CONTRADICTION = "methoden spreken elkaar tegen"
    WIDE = "te onzeker"


@dataclass(frozen=True)
class Estimated:
    """An effect by one method, as the logarithm of a ratio, with its interval of 95 % and p-value."""

    method: Way
    effect: float
    half_width: float
    p_value: float
    others: int

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.effect - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.effect + self.half_width

    @property
    def belief(self) -> Belief:
        """The estimate as a normal number with the same interval."""
        return Belief(self.effect, self.half_width / two_sided_quantile(LEVEL))


@dataclass(frozen=True)
class Finding:
    """What was found of a measure.

    Parameters
    ----------
    verdict, reason
        What the figures say; a reason when it cannot be known.
    estimates
        By method, the one that the verdict rests on first; empty when nothing can be estimated.
    earlier
        The same as if the measure had begun earlier, when there are years enough.
    before, after
        Years that were used.
    belief
        The expected change, weighed with what was seen; None when nothing was.
    """

    verdict: EffectVerdict
    reason: Unknowable | None
    estimates: tuple[Estimated, ...]
    earlier: Estimated | None
    before: tuple[int, ...]
    after: tuple[int, ...]
    belief: Belief | None

    @property
    def main(self) -> Estimated | None:
        """The estimate that the verdict rests on."""
        return self.estimates[0] if self.estimates else None


@dataclass(frozen=True)
class _Window:
    """The municipality (first row) and those beside it, at the years that are used."""

    outcome: np.ndarray
    noise: np.ndarray
    times: np.ndarray
    after: BoolArray


def find(measure: Measure, area: str, panel: Panel) -> Finding:
    """Return what ``panel`` says of ``measure`` in ``area``.

    The years from the start to the one in which the change must be whole are left out. Others are the
    municipalities with figures in all years that are used, and without a break in them.
    """
    if area not in panel.areas:
        return _unknown(Unknowable.NOTHING_BEFORE)
    row = panel.areas.index(area)
    known, times = panel.known[row], panel.times
    cuts = sorted({*panel.breaks[row], *map(float, measure.breaks)})
    late = [cut for cut in cuts if cut >= measure.start]
    since = max((cut for cut in cuts if cut < measure.start), default=-math.inf)
    before = known & (times < measure.start) & (times >= since)
    after = known & (times >= measure.visible)
    if not after.any():
        return _unknown(Unknowable.NOTHING_AFTER, times[before])
    if any(cut <= times[after].max() for cut in late):
        after &= times < min(late)
        if not after.any():
            return _unknown(Unknowable.BREAK, times[before])
    if not before.any():
        return _unknown(Unknowable.NOTHING_BEFORE, (), times[after])
    window = _window(panel, row, before, after)
    estimates = _estimates(window)
    years = times[before], times[after]
    if not estimates:
        return _unknown(Unknowable.FEW_OTHERS, *years)
    earlier = _earlier(window)
    belief = weighed(Belief(measure.change, measure.spread), estimates[0].belief)
    verdict, reason = _verdict(measure, estimates, earlier)
    return Finding(verdict, reason, estimates, earlier, _years(years[0]), _years(years[1]), belief)


def _unknown(reason: Unknowable, before: object = (), after: object = ()) -> Finding:
    return Finding(EffectVerdict.UNKNOWN, reason, (), None, _years(before), _years(after), None)


def _years(times: object) -> tuple[int, ...]:
    return tuple(int(one) for one in np.asarray(times, dtype=np.float64).tolist())


def _window(panel: Panel, row: int, before: BoolArray, after: BoolArray) -> _Window:
    used = before | after
    first, last = panel.times[used].min(), panel.times[used].max()
    whole = panel.known[:, used].all(axis=1)
    unbroken = np.array([not any(first < cut <= last for cut in cuts) for cuts in panel.breaks])
    others = [at for at in np.flatnonzero(whole & unbroken).tolist() if at != row]
    rows = [row, *others]
    count = np.maximum(panel.count[rows][:, used].mean(axis=1), 1.0)
    noise = 1 / count + panel.rounding[rows][:, used].mean(axis=1)
    return _Window(panel.log_rate[rows][:, used], noise, panel.times[used], after[used])


def _estimates(window: _Window) -> tuple[Estimated, ...]:
    """Return the estimates that the data allow, the firmest first."""
    outcome, after, noise = window.outcome, window.after, window.noise
    number = int(np.count_nonzero(~after))
    if outcome.shape[0] > FEWEST_OTHERS:
        found = [_estimated(Way.DIFFERENCE, difference_in_differences(outcome, after, noise))]
        if number >= FEWEST_FOR_CONTROL:
            found.append(_estimated(Way.SYNTHETIC, synthetic_control(outcome, after, noise)))
        return tuple(found)
    if number >= FEWEST_FOR_LINE:
        return (_estimated(Way.SERIES, interrupted_series(outcome[0], window.times, after)),)
    return ()


def _estimated(method: Way, gap: Gap | Continued) -> Estimated:
    others = gap.placebos.size if isinstance(gap, Gap) else 0
    return Estimated(method, gap.estimate, gap.half_width(LEVEL), gap.p_value, others)


def _earlier(window: _Window) -> Estimated | None:
    """Return the effect of a measure that was not there: in the last years before it (placebo in time)."""
    number = int(np.count_nonzero(~window.after))
    ahead = min(int(np.count_nonzero(window.after)), number // 2)
    if window.outcome.shape[0] <= FEWEST_OTHERS or number < 3 or ahead < 1:
        return None
    past = window.outcome[:, ~window.after]
    after = np.arange(number) >= number - ahead
    return _estimated(Way.DIFFERENCE, difference_in_differences(past, after, window.noise))


def _verdict(
    measure: Measure, estimates: tuple[Estimated, ...], earlier: Estimated | None
) -> tuple[EffectVerdict, Unknowable | None]:
    main = estimates[0]
    if any(one.low > main.high or one.high < main.low for one in estimates[1:]):
        return EffectVerdict.UNKNOWN, Unknowable.CONTRADICTION
    if main.low <= 0 <= main.high:
        ends = math.log1p(measure.low / 100), math.log1p(measure.high / 100)
        if main.low <= max(ends) and min(ends) <= main.high:
            return EffectVerdict.UNKNOWN, Unknowable.WIDE
        return EffectVerdict.NOT_FOUND, None
    if earlier is not None and _drifted(main, earlier):
        return EffectVerdict.UNKNOWN, Unknowable.ALREADY
    same = (main.effect > 0) == (measure.change > 0)
    return (EffectVerdict.FOUND if same else EffectVerdict.OPPOSITE), None


def _drifted(main: Estimated, earlier: Estimated) -> bool:
    """Whether what was there before the start, the same way, may have gone on.

    It may when chance alone seldom does as much, or when nothing certain is left after taking it off. The
    first bound is wide: a course that began before is easily overlooked (Roth 2022, "Pretest with caution:
    event-study estimates after testing for parallel trends", AER: Insights 4:305-322).
    """
    same = (earlier.effect > 0) == (main.effect > 0)
    left = abs(main.effect) - abs(earlier.effect)
    return same and (earlier.p_value <= SELDOM or left <= main.half_width)
