"""Models of expected use that learned, kept beside the release that they learned from.

A kept model is never trusted further than its name and its digest: another release, another choice of
factors or other code has another name, and a damaged file is learned anew.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from drietrap import __version__
from drietrap.app.state import State
from drietrap.catalogue import expected_use
from drietrap.differences.expected import design, judging, keeping, model, quality
from drietrap.differences.expected.judging import Judged, judge
from drietrap.differences.expected.keeping import fingerprint, recalled, stored
from drietrap.differences.expected.material import Material
from drietrap.differences.expected.model import learn
from drietrap.register.kept import keep_newest, kept_or_made
from drietrap.statistics import covariance, explained, gist, imputation, mixed, randomness

FOLDER = "modellen"
KEPT_OF_RELEASE = 12  # models of one release: every choice of factors is one more
_LEARNS = (
    *(design, judging, keeping, model, quality, expected_use),
    *(covariance, explained, gist, imputation, mixed, randomness),
)


def learned_model(state: State, material: Material) -> Judged:
    """Return the model of this material: recalled when it was learned before, else learned and kept."""
    place = state.folder / FOLDER
    path = place / f"{state.number:06d}-{fingerprint(material, _code())[:32]}.npz"
    return kept_or_made(
        path,
        lambda content: recalled(content, material),
        lambda: judge(learn(material)),
        stored,
        lambda: _forget(place, path),
    )


def _forget(place: Path, newest: Path) -> None:
    """Remove models of older releases, and of this one all but the newest."""
    release = newest.name.split("-")[0]
    for old in place.glob("*.npz"):
        if old.name.split("-")[0] < release:
            old.unlink(missing_ok=True)
    keep_newest(place, f"{release}-*.npz", KEPT_OF_RELEASE)


@cache
def _code() -> tuple[bytes, ...]:
    """Return the code that learns, and whose numbers it uses, for as far as it can be read."""
    found = [__version__.encode(), sys.version.encode()]
    found += [sys.modules[name].__version__.encode() for name in ("numpy", "scipy")]
    for module in _LEARNS:
        with suppress(OSError):
            found.append(Path(str(module.__file__)).read_bytes())
    return tuple(found)
