"""Where everybody stands when a run begins: the months before it, kept beside the release."""

from __future__ import annotations

import hashlib
import io
import zipfile
from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from drietrap import __version__
from drietrap.register.kept import keep_newest, kept_or_made, with_digest, without_digest
from drietrap.steering.model.people import Standing, World
from drietrap.steering.model.rows import Rows, content, layout
from drietrap.steering.model.tables import Plan
from drietrap.steering.running import run

MONTHS = 240
"""How long before the start a run begins with nobody in need.

Measured in one municipality beside 240 months: 180 leave guardianship and stay 1 to 2 % too low, 120 leave
them 6 to 8 % too low and care from 12 years 5 %, 60 leave them a third too low.
"""
KEPT = 400  # files at most: one for each draw of a scenario, some hundred kilobytes
_SHOWN = 32  # characters of the key in the name of a file


def standing_at(world: World, plan: Plan, seed: int, start: int, keep: Path | None = None) -> Rows:
    """Return where everybody stands just before ``start``, after the months of a plan.

    Parameters
    ----------
    world, plan, seed
        As for a run; the world needs to hold only who is there from ``start`` on, and the plan has no limits.
    keep
        Folder to keep it in; what is kept there for the same world, plan, seed and software is used again,
        unless it is damaged.
    """
    begin = start - len(plan.version)

    def made() -> Rows:
        return run(world, plan, seed, begin)[1]

    if keep is None:
        return made()
    return kept_or_made(
        keep / f"{_name(world, plan, seed, begin)}.npz",
        lambda content: _recalled(content, len(world.persons)),
        made,
        _stored,
        lambda: keep_newest(keep, "*.npz", KEPT),
    )


def _name(world: World, plan: Plan, seed: int, begin: int) -> str:
    digest = hashlib.sha256(f"{_code()}|{seed}|{begin}".encode())
    digest.update(world.digest())
    for numbers in (plan.version, plan.ease):
        digest.update(np.ascontiguousarray(numbers).tobytes())
    for rows in (plan.tables, plan.markets):
        for part in content(rows):
            digest.update(part)
    return digest.hexdigest()[:_SHOWN]


@cache
def _code() -> str:
    """Return what tells the code that moves a month from other code."""
    digest = hashlib.sha256(__version__.encode())
    for package in ("drietrap.steering.kernel", "drietrap.steering.model"):
        for file in sorted(resources.files(package).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _recalled(content: bytes, persons: int) -> Rows | None:
    inside = without_digest(content)
    if inside is None:
        return None
    with suppress(ValueError, KeyError, zipfile.BadZipFile), np.load(io.BytesIO(inside)) as file:
        kept: Rows = file["standing"]
        if kept.dtype == layout(Standing) and len(kept) == persons:
            return kept
    return None


def _stored(standing: Rows) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, standing=standing)  # most is zero: a tenth of the size
    return with_digest(stream.getvalue())
