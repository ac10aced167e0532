"""A judged model as bytes, to be kept and recalled: learning takes minutes, recalling it takes no time.

What is kept holds only numbers that follow from published figures. A model is recalled for the material that
it learned from, and for no other: see :func:`fingerprint`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.differences.expected.design import Design
from drietrap.differences.expected.judging import Judged
from drietrap.differences.expected.material import Material
from drietrap.differences.expected.model import Learned
from drietrap.differences.expected.quality import Foretold, Width
from drietrap.differences.expected.result import Component, Quality
from drietrap.register.kept import with_digest, without_digest
from drietrap.statistics.gist import Gist
from drietrap.statistics.mixed import Variances

_TOLD = tuple(field.name for field in fields(Foretold))


def fingerprint(material: Material, code: Iterable[bytes]) -> str:
    """Return a hash of all that a model learns from: the figures, the factors, and the ``code`` that learns.

    Two materials with the same fingerprint give the same model.
    """
    made = hashlib.sha256()
    for part in code:
        made.update(hashlib.sha256(part).digest())
    for field in fields(material):
        value = getattr(material, field.name)
        told = value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
        made.update(hashlib.sha256(told).digest())
    return made.hexdigest()


def stored(judged: Judged) -> bytes:
    """Return a model as bytes that begin with their own digest."""
    learned = judged.learned
    plain = {
        "shared": learned.variances.shared,
        "noise": learned.variances.noise,
        "freedom": learned.freedom,
        "quality": [asdict(one) for one in judged.quality],
        "municipalities": judged.municipalities,
        "of_areas": asdict(judged.of_areas),
        "of_whole": asdict(judged.of_whole),
        "components": [asdict(one) for one in judged.components],
    }
    arrays: dict[str, Any] = {
        "observed": learned.observed,
        "pull_of_odd": learned.pull,
        "scaled": learned.design.scaled,
        "context": learned.design.context,
        **judged.kept.arrays(),
    }
    arrays |= {f"whole_{name}": getattr(judged.whole, name) for name in _TOLD}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, plain=np.array(json.dumps(plain)), **arrays)
    return with_digest(buffer.getvalue())


def recalled(content: bytes, material: Material) -> Judged | None:
    """Return the model that was stored of this material; None when the bytes are damaged."""
    body = without_digest(content)
    if body is None:
        return None
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        return _judged(json.loads(str(arrays["plain"])), arrays, material)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile):  # of another version of this module
        return None


def _judged(plain: dict[str, Any], arrays: dict[str, Any], material: Material) -> Judged:
    learned = Learned(
        Design(material, arrays["scaled"], arrays["context"]),
        arrays["observed"],
        Variances(tuple(plain["shared"]), tuple(plain["noise"])),
        plain["freedom"],
        arrays["pull_of_odd"],
    )
    return Judged(
        learned,
        tuple(Quality(**{**one, "spread": Estimate(**one["spread"])}) for one in plain["quality"]),
        Foretold(*(arrays[f"whole_{name}"] for name in _TOLD)),
        tuple(plain["municipalities"]),
        Width(**plain["of_areas"]),
        Width(**plain["of_whole"]),
        tuple(Component(**one) for one in plain["components"]),
        Gist.recalled(arrays, material.municipalities),
    )
