"""Invented places: what is true of two of them and published, and eighty whose use follows a factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from drietrap.catalogue.expected_use import MODELS
from drietrap.catalogue.split_quantities import AGES, HOUSEHOLDS, REFERRERS
from drietrap.differences.expected.design import reserved
from drietrap.differences.expected.material import Material
from drietrap.differences.split.ranges import Range

SECRET_UP_TO = 7
Truth = dict[str, float]


@st.composite
def places(draw: st.DrawFn, *, fewest: int = 8) -> Truth:
    """Return the true quantities of one place: whole youths and trajectories, amounts to the euro."""
    found: Truth = {}
    for age in AGES:
        people = draw(st.integers(400, 40_000))
        found[f"inwoners_{age}"] = float(people)
        found[f"jongeren_{age}"] = float(draw(st.integers(fewest, people // 3)))
    found["inwoners_tot_18"] = sum(found[f"inwoners_{age}"] for age in AGES if age != "18_22")
    found["inwoners_tot_23"] = found["inwoners_tot_18"] + found["inwoners_18_22"]
    found["jongeren_tot_18"] = found["inwoners_tot_18"] * draw(st.floats(0.9, 1.1))
    found["jongeren"] = sum(found[f"jongeren_{age}"] for age in AGES)
    for names, prefix in ((HOUSEHOLDS, "jongeren"), (REFERRERS, "trajecten")):
        for name in names:
            found[f"{prefix}_{name}"] = float(draw(st.integers(fewest, 5_000)))
    found["trajecten"] = sum(found[f"trajecten_{name}"] for name in REFERRERS)
    for kind in ("verblijf", "zonder_verblijf", "bescherming", "oude_code"):
        found[f"lasten_{kind}"] = float(draw(st.integers(1_000, 90_000_000)))
        found["lasten"] = found.get("lasten", 0.0) + found[f"lasten_{kind}"]
    return found


def published(truth: Mapping[str, float]) -> dict[str, Range]:
    """Return what tables print: counts in fives and secret up to 7, amounts in thousands, people exactly."""
    return {name: _printed(name, value) for name, value in truth.items()}


def _printed(name: str, value: float) -> Range:
    if name.startswith("lasten"):
        rounded = 1000.0 * round(value / 1000)
        return _range(rounded, max(rounded - 500, 0), rounded + 500)
    if name.startswith("inwoners") or name == "jongeren_tot_18":
        return _range(value, value, value)
    if value <= SECRET_UP_TO:
        return _range(np.nan, 0, SECRET_UP_TO)
    rounded = 5.0 * round(value / 5)
    return _range(rounded, max(rounded - 2, SECRET_UP_TO + 1), rounded + 2)


def known(truth: Mapping[str, float]) -> dict[str, Range]:
    """Return the truth itself as quantities."""
    return {name: _range(value, value, value) for name, value in truth.items()}


def _range(value: float, low: float, high: float) -> Range:
    return Range(*(np.array([float(end)]) for end in (value, low, high)))


def eighty_municipalities(shift: float = 0.0) -> Material:
    """Return eighty municipalities whose use follows one factor; ``shift`` moves what is kept apart."""
    size = 80
    rng = np.random.default_rng(8)
    codes = tuple(f"GM{at:04d}" for at in range(size))
    factors = rng.normal(size=(size, 1))
    value = 12 + factors[:, 0] + rng.normal(scale=0.8, size=size)
    material = Material(
        model=replace(MODELS[0], factors=MODELS[0].factors[:1]),
        period="2022",
        areas=codes,
        names=codes,
        municipalities=codes,
        regions=tuple(f"JR{at % 10}" for at in range(size)),
        places=rng.uniform(0, 200, size=(size, 2)),
        youths=rng.uniform(2000, 20_000, size=size),
        value=value,
        low=value - 0.05,
        high=value + 0.05,
        shown=((None, None),) * size,
        hidden=(None,) * size,
        raw=factors,
        factors=factors,
        described=(("inwoners", ""),),
    )
    moved = np.where(reserved(material)[0], shift * rng.normal(size=size), 0.0)
    return replace(material, value=value + moved, low=value - 0.05 + moved, high=value + 0.05 + moved)
