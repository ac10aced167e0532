"""The lowest point of a smooth function of two parameters, by damped Newton steps.

For likelihoods of a mean and a precision. A general optimiser calls a linear-algebra library for its
two-by-two matrices; that library then wakes all its threads, at a hundred times the cost of the sum.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Point = tuple[float, float]
Curvature = tuple[float, float, float]
Surface = Callable[[float, float], tuple[float, Point, Curvature]]

_FLAT = 1e-10
_STEPS = 200
_WIDEST = 3.0
_STIFFEST = 1e12


def lowest(surface: Surface, start: Point, bounds: Point) -> Point:
    """Return where ``surface`` is lowest, near ``start``.

    Newton's method with the damping of Levenberg (1944, Quarterly of Applied Mathematics 2:164) and
    Marquardt (1963, SIAM Journal 11:431): every step taken goes down.

    Parameters
    ----------
    surface
        Function of two parameters that returns its value, its two slopes, and its curvature (first with
        first, first with second, second with second).
    start
        Where to begin.
    bounds
        Lowest and highest value of the second parameter; the first is free.
    """
    x, y = start[0], min(max(start[1], bounds[0]), bounds[1])
    value, slopes, curvature = surface(x, y)
    damping = 0.0
    for _ in range(_STEPS):
        held = (y <= bounds[0] and slopes[1] > 0) or (y >= bounds[1] and slopes[1] < 0)
        if abs(slopes[0]) <= _FLAT and (held or abs(slopes[1]) <= _FLAT):
            break
        while damping < _STIFFEST:
            step = _step(slopes, curvature, damping, held)
            if step is not None:
                across, along = x + step[0], min(max(y + step[1], bounds[0]), bounds[1])
                found = surface(across, along)
                if found[0] <= value:
                    break
            damping = max(damping * 8, 1e-6)
        else:
            break  # no step goes down any more: this is as exact as floating point allows
        if (across, along) == (x, y):
            break
        x, y, (value, slopes, curvature) = across, along, found
        damping = damping / 8 if damping > 1e-9 else 0.0
    return x, y


def _step(slopes: Point, curvature: Curvature, damping: float, held: bool) -> Point | None:
    """Return the damped Newton step, cut to a reasonable length; None where the surface does not curve up."""
    first, both, second = curvature[0] + damping, curvature[1], curvature[2] + damping
    if held:
        step = (-slopes[0] / first, 0.0) if first > 0 else None
    else:
        size = first * second - both * both
        upward = first > 0 and size > 0
        step = (
            ((both * slopes[1] - second * slopes[0]) / size, (both * slopes[0] - first * slopes[1]) / size)
            if upward
            else None
        )
    if step is None or not math.isfinite(step[0] + step[1]):
        return None
    cut = min(1.0, _WIDEST / max(abs(step[0]), abs(step[1]), _WIDEST))
    return step[0] * cut, step[1] * cut
