"""From a finding to what is told of it: logarithms become per cents, and figures their years."""

from __future__ import annotations

import math

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.levers.all import LEVERS
from drietrap.learning.finding import Estimated, Finding
from drietrap.learning.ledger import Line
from drietrap.learning.measure import Measure, target_of
from drietrap.learning.result import EffectMethod, EffectResult, MeasureTold, MeasureYear, WeighedLever
from drietrap.learning.updating import lever_updates
from drietrap.learning.words import ASSUMPTIONS, sentences
from drietrap.steering.forecast.series import Panel


def told(line: Line, name: str, *, newest: bool) -> MeasureTold:
    """Return a line of the ledger as it is told; ``name`` is that of the municipality."""
    what = line.what
    return MeasureTold(
        id=line.measure,
        version=line.version,
        title=what.title,
        area=line.area,
        name=name,
        number=target_of(what).label,
        start=what.start,
        visible=what.visible,
        expected=Estimate(what.expected, what.low, what.high),
        reason=what.reason,
        leans_on=what.leans_on,
        lever=what.lever,
        written_on=line.made[:10],
        known_until=line.known_until,
        prediction=line.prediction,
        newest=newest,
    )


def judged(versions: tuple[MeasureTold, ...]) -> MeasureTold:
    """Return the version that is judged: the last that is a prediction, else the last."""
    return next((one for one in reversed(versions) if one.prediction), versions[-1])


def effect_of(
    measure: Measure,
    versions: tuple[MeasureTold, ...],
    finding: Finding,
    panel: Panel,
    *,
    source: str,
    synthetic: bool,
) -> EffectResult:
    """Return everything that is told of ``finding``."""
    about = judged(versions)
    methods = tuple(_method(one) for one in finding.estimates)
    earlier = None if finding.earlier is None else _method(finding.earlier)
    weighed = None
    if finding.belief is not None:
        low, high = finding.belief.bounds()
        weighed = Estimate(_per_cent(finding.belief.middle), _per_cent(low), _per_cent(high))
    became, without = _without(about.area, finding, panel)
    return EffectResult(
        synthetic=synthetic,
        judged=about,
        versions=versions,
        verdict=finding.verdict,
        reason=finding.reason,
        sentences=sentences(about, finding, methods, earlier, weighed),
        methods=methods,
        earlier=earlier,
        years=_years(about, finding, panel),
        became=became,
        without=without,
        weighed=weighed,
        levers=_levers(measure, finding),
        assumptions=ASSUMPTIONS,
        source=source,
    )


def _per_cent(logarithm: float) -> float:
    return 100 * math.expm1(min(logarithm, 50.0))


def _method(one: Estimated) -> EffectMethod:
    change = Estimate(_per_cent(one.effect), _per_cent(one.low), _per_cent(one.high))
    return EffectMethod(one.method.value, change, one.p_value, one.others)


def _without(area: str, finding: Finding, panel: Panel) -> tuple[float | None, Estimate | None]:
    """Return the mean number after the start, and what it would have been."""
    main = finding.main
    if main is None:
        return None, None
    used = np.isin(panel.times, finding.after)
    became = float(panel.count[panel.areas.index(area), used].mean())
    low, high = became * math.exp(-main.high), became * math.exp(-main.low)
    return became, Estimate(became * math.exp(-main.effect), low, high)


def _years(about: MeasureTold, finding: Finding, panel: Panel) -> tuple[MeasureYear, ...]:
    if about.area not in panel.areas:
        return ()
    row = panel.areas.index(about.area)
    found = []
    for at, moment in enumerate(panel.times.tolist()):
        if not panel.known[row, at]:
            continue
        count, half = float(panel.count[row, at]), float(panel.width[row, at]) / 2
        year = int(moment)
        use = "ervoor" if year in finding.before else "erna" if year in finding.after else "niet gebruikt"
        found.append(MeasureYear(str(year), Estimate(count, count - half, count + half), use))
    return tuple(found)


def _levers(measure: Measure, finding: Finding) -> tuple[WeighedLever, ...]:
    if measure.lever not in LEVERS or finding.main is None:
        return ()
    updates = lever_updates(LEVERS[measure.lever], measure.change, finding.main.belief)
    return tuple(
        WeighedLever(one.lever, one.effect, Estimate(*one.before), Estimate(*one.after)) for one in updates
    )
