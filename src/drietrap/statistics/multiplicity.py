"""Many comparisons at once: how many of the differences called real will be false."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import FloatArray, floats, refuse


def benjamini_hochberg(p: ArrayLike) -> FloatArray:
    """Return the false discovery rate at which each test would be called significant (q-values).

    Benjamini & Hochberg (1995), JRSS B 57:289: q of the i-th smallest of m is the least of p(j) m / j
    over j >= i. All values of the array, of any shape, are one family; NaN stays NaN and is not counted.

    Raises
    ------
    ValueError
        When a p-value lies outside 0 to 1.
    """
    (values,) = floats(p)
    refuse((values < 0) | (values > 1), "a p-value lies between 0 and 1")
    q = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    family = values[known]
    order = np.argsort(family, kind="stable")
    stepped = family[order] * family.size / np.arange(1, family.size + 1)
    ranked = np.empty_like(family)
    ranked[order] = np.minimum.accumulate(stepped[::-1])[::-1]
    q[known] = ranked
    return q
