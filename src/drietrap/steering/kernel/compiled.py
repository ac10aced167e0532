"""Compile functions of whole numbers to machine code that is kept for the next start."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
import platformdirs

from drietrap.register.kept import keep_used

P = ParamSpec("P")
R = TypeVar("R")
KEPT = 6  # folders of machine code, each of some megabytes
_settings: Any = numba.config
_njit: Any = numba.njit


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled (numba, without the interpreter's lock, kept on disk) to call from Python.

    Only whole numbers, tables and comparisons go in, so that results are the same on every machine.
    """
    return _kept(_njit(nogil=True), function)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled for other compiled functions only: no door to Python, so faster made."""
    return _kept(_njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True), function)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Return a small function that is written out wherever a compiled one calls it."""
    return cast("Callable[P, R]", _njit(nogil=True, inline="always")(function))


def _kept(compiler: Any, function: Callable[P, R]) -> Callable[P, R]:
    made = compiler(function)
    before = _settings.CACHE_DIR
    _settings.CACHE_DIR = str(store())
    try:
        made.enable_caching()
    finally:
        _settings.CACHE_DIR = before
    return cast("Callable[P, R]", made)


@cache
def store() -> Path:
    """Return where the machine code of this very source is kept.

    numba notices that the file of a function changed, not that another function which it calls did: the
    folder therefore carries a fingerprint of all source that the code is made of.
    """
    steering = Path(__file__).resolve().parents[1]
    sources = sorted([*steering.glob("kernel/*.py"), *steering.glob("model/*.py")])
    name = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    for place in (Path(__file__).parent / "__pycache__", platformdirs.user_cache_path("drietrap")):
        folder = place / f"kernel-{name}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            keep_used(folder, KEPT)
            return folder
    return Path(tempfile.mkdtemp(prefix="drietrap-kernel-"))
