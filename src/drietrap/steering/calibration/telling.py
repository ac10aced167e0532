"""From a calibration to what is told about it."""

from __future__ import annotations

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.statistics.inputs import FloatArray, two_sided_quantile
from drietrap.steering.base import Scale
from drietrap.steering.calibration.costs import Costed
from drietrap.steering.calibration.figures import DISCREPANCY, FIGURES, PLACE
from drietrap.steering.calibration.own_figures import coarse
from drietrap.steering.calibration.pooling import Pooled
from drietrap.steering.calibration.records import FORMS as MEASURED
from drietrap.steering.calibration.result import ASSUMED, Calibration
from drietrap.steering.calibration.sensitivity import sensitivity
from drietrap.steering.calibration.told import (
    HALF_MONTH,
    REGISTER,
    CalibratedCost,
    CalibratedDuration,
    CalibratedFigure,
    CalibratedValue,
    CalibrationResult,
    DistrictFactor,
    Fits,
)
from drietrap.steering.model.codes import FORMS
from drietrap.vocabulary.notation import number

_CONFIDENCE = 0.95
_Z = float(two_sided_quantile(_CONFIDENCE))
_SOME = 4  # so many assumptions are named in the summary
_MONEY = frozenset(
    {"price", "heavier", "capacity", "protection_price", "probation_price", "booking", "longest"}
)


def told(one: Calibration, names: dict[str, str], *, synthetic: bool) -> CalibrationResult:
    """Return what is told about a calibration; ``names`` are those of the districts."""
    spread = figure_spread(one)
    figures = tuple(_figure(item, one, spread) for item in one.pooled)
    values = _values(one)
    districts = tuple(
        DistrictFactor(code, names.get(code, code), round(float(factor), 3))
        for code, factor in zip(one.place.districts, one.district, strict=True)
    )
    return CalibrationResult(
        one.place.code,
        one.place.name,
        synthetic,
        one.release,
        one.place.year,
        round(one.place.youths),
        one.origin.records,
        one.origin.over,
        one.origin.note,
        _sentences(one, figures, values),
        figures,
        tuple(map(_cost, one.costs)),
        _durations(one),
        values,
        districts if len(districts) > 1 else (),
        _warnings(figures, one),
    )


def figure_spread(one: Calibration) -> FloatArray:
    """Return the standard deviation of the logarithm of every figure that the parameters leave open."""
    slope, post = sensitivity(one.basis), one.posterior
    left = post.prior.root - post.gain @ (post.slope @ post.prior.root)
    noise = post.gain * post.target.spread
    variance = ((slope @ left) ** 2).sum(axis=1) + ((slope @ noise) ** 2).sum(axis=1)
    return np.asarray(np.sqrt(variance), dtype=np.float64)


def _figure(item: Pooled, one: Calibration, spread: FloatArray) -> CalibratedFigure:
    at = PLACE[item.figure]
    figure, middle, doubt = FIGURES[at], float(one.posterior.figures[at]), float(spread[at])
    pulled = _around(np.log(item.rate) if item.rate > 0 else -np.inf, item.spread)
    return CalibratedFigure(
        item.figure,
        figure.label,
        figure.unit,
        item.source,
        item.year,
        item.fitted,
        _estimate(item.own, item.lower, item.upper),
        _in_steps(pulled, item.step),
        item.weight,
        item.region if np.isfinite(item.region) else None,
        item.country if np.isfinite(item.country) else None,
        _around(middle, doubt),
        _verdict(item, middle, doubt),
    )


def _estimate(value: float, lower: float, upper: float) -> Estimate:
    if not np.isfinite(value):
        return Estimate(None, None, None)
    ends = (lower, upper) if np.isfinite(lower + upper) else (value, value)
    return Estimate(value, *ends)


def _around(middle: float, spread: float) -> Estimate:
    if not np.isfinite(middle):
        return Estimate(None, None, None)
    low, high = np.exp(middle - _Z * spread), np.exp(middle + _Z * spread)
    return Estimate(float(np.exp(middle)), float(low), float(high))


def _in_steps(estimate: Estimate, step: float) -> Estimate:
    """Return an estimate as coarse as it may be shown; a step of zero leaves it as it is."""
    ends = (estimate.value, estimate.lower, estimate.upper)
    if step == 0.0 or None in ends:
        return estimate
    return Estimate(*map(float, coarse(np.array(ends, dtype=np.float64), step)))


def _durations(one: Calibration) -> tuple[CalibratedDuration, ...]:
    """Return the forms of which the register says how long help lasts, where it took away some doubt."""
    after, before = one.posterior.spread(), one.basis.table("duration")
    found = []
    for at in one.elements.index("duration") if one.origin.records else ():
        form = one.elements.places[at][1]
        if after[at] > (1.0 - ASSUMED) * one.elements.spread[at]:
            continue
        middle = np.log(before[form]) + one.posterior.moves[at]
        ends = np.exp(middle + _Z * after[at] * np.array([0.0, -1.0, 1.0]))
        months = Estimate(*map(float, coarse(ends, HALF_MONTH)))
        found.append(CalibratedDuration(FORMS[form], round(float(before[form]), 1), months))
    return tuple(found)


def _verdict(item: Pooled, middle: float, doubt: float) -> Fits:
    """Return whether chance, rounding and doubt about the model can explain the difference."""
    if not np.isfinite(item.own + middle) or item.own <= 0.0 or item.chance <= 0.0:
        return Fits.UNKNOWN
    low = np.log(max(item.lower, 0.2 * item.own)) if np.isfinite(item.lower) else np.log(item.own)
    high = np.log(item.upper) if np.isfinite(item.upper) else np.log(item.own)
    known = DISCREPANCY.get(item.figure, 0.0)
    room = _Z * float(np.hypot(np.hypot(item.chance, doubt), known))
    return Fits.INSIDE if low - room <= middle <= high + room else Fits.OUTSIDE


def _cost(item: Costed) -> CalibratedCost:
    published = round(item.published) if np.isfinite(item.published) else None
    return CalibratedCost(
        item.label, item.taakvelden, published, round(item.before * item.factor), round(item.factor, 3)
    )


def _values(one: Calibration) -> tuple[CalibratedValue, ...]:
    shares = {item.id: item.share for item in one.learned()}
    found = []
    for name, value in one.basis.values.items():
        if name in _MONEY or value.scale is Scale.FIXED:
            continue
        share = max(0.0, shares.get(name, 0.0))
        found.append(
            CalibratedValue(
                name,
                value.label,
                value.unit,
                value.grade.value,
                value.source,
                value.year,
                round(share, 3),
                share < ASSUMED,
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.learned, item.id)))


def _sentences(
    one: Calibration, figures: tuple[CalibratedFigure, ...], values: tuple[CalibratedValue, ...]
) -> tuple[str, str, str, str]:
    used = [figure for figure in figures if figure.fitted]
    kept = [figure for figure in figures if not figure.fitted and figure.verdict is not Fits.UNKNOWN]
    good = sum(figure.verdict is Fits.INSIDE for figure in used)
    judged = sum(figure.verdict is not Fits.UNKNOWN for figure in used)
    right = sum(figure.verdict is Fits.INSIDE for figure in kept)
    own = sum(figure.weight for figure in used) / max(len(used), 1)
    assumed = [value.label for value in values if value.assumption]
    names = "; ".join(assumed[:_SOME])
    return (
        f"Het model van {one.place.name} is afgesteld op {_sources(one, used)}. "
        f"Gemiddeld telt het eigen cijfer voor {number(100 * own, 0)} procent mee; de rest komt van de "
        "jeugdregio en het land.",
        f"Van de {judged} cijfers waarop is afgesteld passen er {good}.",
        f"Van de {len(kept)} cijfers die niet zijn gebruikt passen er {right}."
        if kept
        else "Er zijn geen cijfers over om het model aan te toetsen.",
        f"{len(assumed)} van de {len(values)} soorten waarden zijn alleen een aanname: deze cijfers zeggen "
        f"er elk apart bijna niets over. Dat zijn onder meer: {names}. Wat er samen uitkomt, ligt wel vast "
        "waar de gebruikte cijfers over gaan.",
    )


def _sources(one: Calibration, used: list[CalibratedFigure]) -> str:
    """Return how many figures of which source were used."""
    if not one.origin.records:
        note = f" (niet op een register: {one.origin.note})" if one.origin.note else ""
        return f"{len(used)} gepubliceerde cijfers{note}"
    own = sum(figure.source == REGISTER for figure in used)
    return (
        f"het register over {one.origin.over}: {own} cijfers, en hoe lang hulp duurt; en op "
        f"{len(used) - own} gepubliceerde cijfers over wat leveringen van jeugdhulp niet zeggen"
    )


def _warnings(figures: tuple[CalibratedFigure, ...], one: Calibration) -> tuple[str, ...]:
    found = [
        f"Het model past niet bij dit cijfer: {figure.label} ({figure.source}, {figure.year})."
        for figure in figures
        if figure.verdict is Fits.OUTSIDE
    ]
    if one.origin.records:
        found += _about_register(one)
    if not any(np.isfinite(item.published) for item in one.costs):
        found.append(
            "Er zijn geen bruikbare kosten van deze gemeente; het model rekent met landelijke prijzen."
        )
    found.append(
        "Wat in geen registratie staat, blijft een aanname: hoe hulpvragen zich over groepen verdelen, "
        "hulpvragen die niemand ziet, en wat vanzelf overgaat."
    )
    return tuple(found)


def _about_register(one: Calibration) -> list[str]:
    """Return what a reader must know of a calibration on a register."""
    known = {item.form for item in _durations(one)}
    unknown = [FORMS[form] for form in MEASURED if FORMS[form] not in known]
    found = [f"Over het register: {one.origin.note}."] if one.origin.note else []
    if unknown:
        found.append(
            f"Over de duur van {', '.join(unknown)} zeggen de leveringen te weinig; daar geldt de aanname."
        )
    found.append(
        "Leveringen zeggen niets over vrij toegankelijke hulp, over wachten voordat hulp begint, en over wie "
        "werd afgewezen. Cijfers uit het register staan hier afgerond, zodat niemand te herkennen is."
    )
    return found
