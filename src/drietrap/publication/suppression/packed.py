"""An outcome as bytes, and a name for the question that it answers, so that it need not be sought twice.

Only what the search decided is packed: what is shown, and the proofs. The counts come from whoever asks
again, and proofs are checked against these before anything gets out (``safe.safe_release``).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import numpy as np

from drietrap.publication.suppression.network import Integers
from drietrap.publication.suppression.outcome import Outcome, Proof, Reason
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release

_WAY = "1"  # another search, or another way of packing, has another number
_REASONS: tuple[Reason | None, ...] = (None, *Reason)


def question(release: Release, rules: Rules, below: Outcome | None = None) -> str:
    """Return the name of what is asked: the same for the same counts, relations, rules and release below.

    What the release is called is no part of it, nor how its tables are laid out.
    """
    known = hashlib.sha256(_WAY.encode())
    asked: list[object] = [*release.cells, release.relations, release.dimensions, rules]
    if below is not None:
        asked += [below.shown, below.proofs, below.lowest, below.highest, below.unprotected]
        asked += [[cell.key for cell in below.release.cells], below.release.relations]
    for one in asked:
        known.update(repr(one).encode())
    return known.hexdigest()


def packed(outcome: Outcome) -> bytes:
    """Return what :func:`unpacked` makes the outcome of again."""
    changes = [proof.changes for proof in outcome.proofs]
    arrays = {
        "shown": _numbers(-1 if one is None else one for one in outcome.shown),
        "reasons": _numbers(_REASONS.index(one) for one in outcome.reasons),
        "lengths": _numbers(len(one) for one in changes),
        "changes": _pairs(pair for one in changes for pair in one),
        "lowest": _pairs(outcome.lowest.items()),
        "highest": _pairs(outcome.highest.items()),
        "unprotected": _numbers(outcome.unprotected),
    }
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def unpacked(content: bytes, release: Release, rules: Rules) -> Outcome:
    """Return the outcome of ``release`` under ``rules``, the ones that it was packed with.

    Raises
    ------
    ValueError
        When it is of a release with other cells.
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        shown, reasons = arrays["shown"].tolist(), arrays["reasons"].tolist()
        if len(shown) != len(release.cells) or len(reasons) != len(release.cells):
            raise ValueError("an outcome of another release")
        ends = np.cumsum(arrays["lengths"])[:-1]
        proofs = [Proof(tuple(map(tuple, one.tolist()))) for one in np.split(arrays["changes"], ends)]
        return Outcome(
            release,
            rules,
            tuple(None if one < 0 else one for one in shown),
            tuple(_REASONS[one] for one in reasons),
            tuple(proofs),
            dict(arrays["lowest"].tolist()),
            dict(arrays["highest"].tolist()),
            tuple(arrays["unprotected"].tolist()),
        )


def _numbers(values: Iterable[int]) -> Integers:
    return np.array(list(values), dtype=np.int64)


def _pairs(values: Iterable[tuple[int, int]]) -> Integers:
    return np.array(list(values), dtype=np.int64).reshape(-1, 2)
