"""A calibration as bytes and back: kept under a name that says what it was made from."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import zipfile
from importlib import resources
from typing import Any

import numpy as np

from drietrap.register.kept import with_digest, without_digest
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis
from drietrap.steering.calibration.costs import Costed
from drietrap.steering.calibration.fitting import Posterior, Prior, Target
from drietrap.steering.calibration.pooling import Pooled
from drietrap.steering.calibration.result import Calibration, Origin
from drietrap.steering.places import Place

_CHANGED = ("price", "protection_price", "probation_price", "booking")
_ARRAYS = ("people", "one_parent", "frailty")
_SHOWN = 32


def facts_digest() -> str:
    """Return what tells one set of base values and sensitivities from another."""
    folder = resources.files("drietrap.catalogue") / "facts" / "steering"
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:_SHOWN]


def stored(one: Calibration) -> bytes:
    """Return a calibration as bytes that begin with their own digest."""
    post, prior = one.posterior, one.posterior.prior
    place = {
        field.name: getattr(one.place, field.name)
        for field in dataclasses.fields(one.place)
        if field.name not in _ARRAYS
    }
    told = {
        "place": place,
        "release": one.release,
        "origin": dataclasses.asdict(one.origin),
        "rounds": post.rounds,
        "pooled": [dataclasses.asdict(item) for item in one.pooled],
        "costs": [dataclasses.asdict(item) for item in one.costs],
    }
    arrays: dict[str, Any] = {f"place_{name}": getattr(one.place, name) for name in _ARRAYS}
    arrays |= {f"basis_{name}": one.basis.table(name) for name in _CHANGED}
    diagonal = np.count_nonzero(prior.root) == np.count_nonzero(np.diag(prior.root))
    arrays |= {
        "district": one.district,
        "mean": prior.mean,
        "root": np.diag(prior.root) if diagonal else prior.root,
        "at": np.array(post.target.at, dtype=np.float64),
        "value": post.target.value,
        "spread": post.target.spread,
        "slope": post.slope,
        "moves": post.moves,
        "figures": post.figures,
    }
    stream = io.BytesIO()
    text = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
    np.savez_compressed(stream, told=text, **arrays)
    return with_digest(stream.getvalue())


def recalled(content: bytes, basis: Basis) -> Calibration | None:
    """Return the calibration that ``stored`` wrote on these base values; None when it is damaged."""
    inside = without_digest(content)
    if inside is None:
        return None
    try:
        with np.load(io.BytesIO(inside), allow_pickle=False) as kept:
            return _read({name: kept[name] for name in kept.files}, basis)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError):
        return None


def _read(kept: dict[str, FloatArray], basis: Basis) -> Calibration:
    told = json.loads(kept["told"].tobytes().decode())
    place: dict[str, Any] = told["place"] | {name: kept[f"place_{name}"] for name in _ARRAYS}
    place["districts"] = tuple(place["districts"])
    root = kept["root"] if kept["root"].ndim == 2 else np.diag(kept["root"])
    target = Target(tuple(int(at) for at in kept["at"]), kept["value"], kept["spread"])
    costs = [item | {"taakvelden": tuple(item["taakvelden"])} for item in told["costs"]]
    return Calibration(
        Place(**place),
        told["release"],
        basis.with_tables({name: kept[f"basis_{name}"] for name in _CHANGED}),
        Posterior(
            Prior(kept["mean"], root), target, kept["slope"], kept["moves"], kept["figures"], told["rounds"]
        ),
        kept["district"],
        tuple(Pooled(**item) for item in told["pooled"]),
        tuple(Costed(**item) for item in costs),
        Origin(**told["origin"]),
    )
