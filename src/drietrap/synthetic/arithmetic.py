"""Functions whose last bit is the same on every machine.

The exponential and logarithm of a mathematics library differ in the last bit between systems, and one bit
can turn a count. Here only addition, subtraction, multiplication, division and square root are used, which
IEEE 754 defines exactly, each in its own array operation and in a fixed order.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_LOG2_E = 1.4426950408889634
_EXP_TERMS = tuple(1.0 / math.factorial(n) for n in range(14))
_LOG_TERMS = tuple(1.0 / n for n in range(1, 24, 2))


def polynomial(coefficients: tuple[float, ...], x: FloatArray) -> FloatArray:
    """Return the sum of ``coefficients[i] * x**i`` by Horner's rule."""
    result = np.full_like(x, coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        result = result * x
        result = result + coefficient
    return result


def exp(x: ArrayLike) -> FloatArray:
    """Return e to the power ``x`` (for -700 < x < 700) by halving and a Taylor series of 14 terms."""
    value = np.asarray(x, dtype=np.float64)
    power = np.floor(value * _LOG2_E + 0.5)
    rest = (value - power * _LN2_HIGH) - power * _LN2_LOW
    return np.ldexp(polynomial(_EXP_TERMS, rest), power.astype(np.int64))


def log(x: ArrayLike) -> FloatArray:
    """Return the natural logarithm of positive ``x``: log m = 2 artanh((m - 1) / (m + 1))."""
    mantissa, power = np.frexp(np.asarray(x, dtype=np.float64))
    low = mantissa < 0.7071067811865476
    mantissa = np.where(low, mantissa * 2.0, mantissa)
    power = power - low.astype(np.int64)
    ratio = (mantissa - 1.0) / (mantissa + 1.0)
    return power * _LN2_HIGH + (2.0 * ratio * polynomial(_LOG_TERMS, ratio * ratio) + power * _LN2_LOW)


def logistic(x: ArrayLike) -> FloatArray:
    """Return 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exp(-np.asarray(x, dtype=np.float64)))


def logit(share: ArrayLike) -> FloatArray:
    """Return log(p / (1 - p)) for shares strictly between 0 and 1."""
    p = np.asarray(share, dtype=np.float64)
    return log(p / (1.0 - p))


# Wichura (1988), Algorithm AS 241, PPND16: numerators and denominators of the three ranges.
_CENTRE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_MIDDLE = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
     0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
     2.01033439929228813265e-7),
    (1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15),
)  # fmt: skip


def normal_quantile(p: ArrayLike) -> FloatArray:
    """Return the standard normal quantile (Wichura 1988, AS 241) of ``p`` strictly between 0 and 1."""
    share = np.asarray(p, dtype=np.float64)
    centred = share - 0.5
    middle = 0.180625 - centred * centred
    inside = centred * polynomial(_CENTRE[0], middle) / polynomial(_CENTRE[1], middle)
    root = np.sqrt(-log(np.minimum(share, 1.0 - share)))
    near = polynomial(_MIDDLE[0], root - 1.6) / polynomial(_MIDDLE[1], root - 1.6)
    far = polynomial(_TAIL[0], root - 5.0) / polynomial(_TAIL[1], root - 5.0)
    outside = np.where(root <= 5.0, near, far)
    return np.where(np.abs(centred) <= 0.425, inside, np.where(centred < 0, -outside, outside))


def interpolate(x: FloatArray, nodes: FloatArray, values: FloatArray) -> FloatArray:
    """Return the piecewise linear function through (``nodes``, ``values``) at ``x`` (inside the nodes)."""
    right = np.clip(np.searchsorted(nodes, x, side="left"), 1, len(nodes) - 1)
    weight = (x - nodes[right - 1]) / (nodes[right] - nodes[right - 1])
    step = weight * (values[right] - values[right - 1])
    return values[right - 1] + step


def cholesky(matrix: FloatArray) -> FloatArray:
    """Return the lower triangular L with L Lᵀ = ``matrix``, element by element in a fixed order."""
    size = len(matrix)
    lower = np.zeros((size, size))
    for row in range(size):
        for column in range(row + 1):
            done = math.fsum(lower[row, k] * lower[column, k] for k in range(column))
            rest = float(matrix[row, column]) - done
            lower[row, column] = math.sqrt(rest) if row == column else rest / lower[column, column]
    return lower


def ranks(values: FloatArray) -> IntArray:
    """Return 0 for the smallest value up to n - 1 for the largest; ties keep their order."""
    order = np.argsort(values, kind="stable")
    result = np.empty(len(values), dtype=np.int64)
    result[order] = np.arange(len(values))
    return result


def apportion(totals: IntArray, group: IntArray, weight: FloatArray) -> IntArray:
    """Return whole numbers that divide ``totals`` over the members of each group in proportion to weight.

    ``group`` (non-decreasing, 0 to len(totals) - 1) says to which total a member belongs. Rounding the
    running sum down makes the members add up to the total exactly.
    """
    running = np.cumsum(weight)
    first = np.searchsorted(group, np.arange(len(totals)), side="left")
    last = np.searchsorted(group, np.arange(len(totals)), side="right") - 1
    before = np.where(first > 0, running[np.maximum(first - 1, 0)], 0.0)[group]
    share = (running - before) / (running[last][group] - before)
    cumulative = np.floor(share * totals[group]).astype(np.int64)
    cumulative[last] = totals
    cumulative = np.minimum(cumulative, totals[group])
    parts = np.diff(cumulative, prepend=0)
    parts[first] = cumulative[first]
    return parts
