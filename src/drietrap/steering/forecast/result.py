"""What a forecast says, what it rests on, and how often it was right before."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate


@dataclass(frozen=True)
class Seen:
    """A published number: ``count`` with the bounds that rounding and secrecy leave.

    ``after_break`` when it cannot be compared with the one before.
    """

    period: str
    count: Estimate
    provisional: bool
    after_break: bool = False


@dataclass(frozen=True)
class Uncertainty:
    """Where the width comes from, as shares that add up to one.

    ``process``: youths and areas change, also when all else is known. ``parameters``: level, trend and spread
    are estimated. ``reporting``: rounding and figures that are still revised. ``model``: what the forecast
    missed before, or, where that could not be tried, what two methods differ.
    """

    process: float
    parameters: float
    reporting: float
    model: float


@dataclass(frozen=True)
class Expected:
    """A number in a later period: ``likely`` holds it in 80 of 100 cases and ``wide`` in 95.

    Their ``value`` is the middle. ``mean`` is what adds up over areas; ``uncertainty`` is None where only the
    sum of other forecasts is told.
    """

    period: str
    mean: float
    likely: Estimate
    wide: Estimate
    uncertainty: Uncertainty | None


@dataclass(frozen=True)
class AreaForecast:
    """One area: ``kind`` is wijk, gemeente, jeugdregio or land."""

    kind: str
    area: str
    name: str
    seen: tuple[Seen, ...]
    ahead: tuple[Expected, ...]


@dataclass(frozen=True)
class Tried:
    """How a method did on the past: ``forecasts`` outcomes from ``origins`` moments in ``situation``.

    ``crps`` and the interval scores are shares (%) of the number itself: less is better. ``cover_80`` and
    ``cover_95`` (%) say how often the outcome lay within; ``bias`` (%) is positive when too high.
    """

    situation: str
    method: str
    shown: bool
    forecasts: int
    origins: int
    crps: float
    interval_score_80: float
    interval_score_95: float
    cover_80: float
    cover_95: float
    bias: float


@dataclass(frozen=True)
class Forecast:
    """The forecast of one number: own municipality, its districts and region, and the country.

    ``method`` made it. ``trials`` shows every method; ``by_size`` and ``by_horizon`` the one that is shown.
    ``sentences`` are: the answer, the width, how it did before, what it leans on, what it cannot know.
    """

    id: str
    label: str
    unit: str
    source: str
    method: str
    own: AreaForecast
    region: AreaForecast | None
    country: AreaForecast
    districts: tuple[AreaForecast, ...]
    trials: tuple[Tried, ...]
    by_size: tuple[Tried, ...]
    by_horizon: tuple[Tried, ...]
    sentences: tuple[str, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ForecastResult:
    """Every forecast about one municipality; ``html``, ``pdf`` and ``xlsx`` are None without a report."""

    area: str
    name: str
    synthetic: bool
    forecasts: tuple[Forecast, ...]
    left_out: tuple[str, ...] = ()
    html: str | None = None
    pdf: str | None = None
    xlsx: str | None = None
