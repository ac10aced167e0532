"""Compile a function of whole numbers to machine code that is kept for the next start."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function compiled (numba, without the interpreter's lock, cached on disk).

    Only whole numbers, tables and comparisons go in, so that results are the same on every machine.
    """
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Return a small function that is written out wherever a compiled one calls it."""
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True, inline="always")(function))
