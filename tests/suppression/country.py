"""A release as large as the country: regions, municipalities and districts by age, sex and care form."""

from __future__ import annotations

import numpy as np

from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.tables import Dimension, Release, Rollup, Table

AGES, FORMS = 8, 8


def country(
    regions: int = 42, municipalities: int = 340, districts: int = 3_400, seed: int = 1, youths: int = 470_000
) -> Release:
    """Return about 470,000 trajectories: gebied x age and sex x form; districts by each of the two alone."""
    rng = np.random.default_rng(seed)
    home = np.sort(
        np.concatenate(
            [np.arange(municipalities), rng.integers(0, municipalities, districts - municipalities)]
        )
    )
    region = np.sort(np.concatenate([np.arange(regions), rng.integers(0, regions, municipalities - regions)]))
    size = rng.lognormal(0, 0.8, municipalities)[home] * rng.lognormal(0, 0.6, districts)
    mix = np.outer(rng.dirichlet(np.full(AGES, 3.0)), rng.dirichlet(np.full(FORMS, 1.0)))
    inner = rng.poisson(youths * (size / size.sum())[:, None, None] * mix)
    per_municipality = _summed(inner, home, municipalities)
    per_region = _summed(per_municipality, region, regions)
    districts_of = [f"WK{i:04}" for i in range(districts)]
    names = [f"GM{i:04}" for i in range(municipalities)]
    regions_of = [f"JR{i:02}" for i in range(regions)]
    cube: dict[tuple[str, ...], int] = {}
    for codes, counts in (
        (("NL",), per_region.sum(axis=0)[None]),
        (regions_of, per_region),
        (names, per_municipality),
    ):
        cube.update(_cells(codes, counts))
    small = {key: n for key, n in _cells(districts_of, inner).items() if "alle" in key[1:]}
    by_age = {(a, b): n for (a, b, c), n in small.items() if c == "alle"}
    by_form = {(a, c): n for (a, b, c), n in small.items() if b == "alle"}
    gebied = [Rollup("NL", tuple(regions_of))]
    gebied += [
        Rollup(r, tuple(n for n, h in zip(names, region, strict=True) if h == i))
        for i, r in enumerate(regions_of)
    ]
    gebied += [
        Rollup(m, tuple(w for w, h in zip(districts_of, home, strict=True) if h == i))
        for i, m in enumerate(names)
    ]
    dimensions = [
        Dimension("gebied", None, tuple(gebied)),
        Dimension("leeftijd", "alle", (Rollup("alle", _codes("L", AGES)),)),
        Dimension("vorm", "alle", (Rollup("alle", _codes("V", FORMS)),)),
    ]
    tables = [
        Table("gebieden", "trajecten", ("gebied", "leeftijd", "vorm"), cube),
        Table("wijken naar leeftijd", "trajecten", ("gebied", "leeftijd"), by_age),
        Table("wijken naar vorm", "trajecten", ("gebied", "vorm"), by_form),
    ]
    return describe("2025", tables, dimensions)


def _summed(inner: np.ndarray, home: np.ndarray, number: int) -> np.ndarray:
    result = np.zeros((number, *inner.shape[1:]), dtype=np.int64)
    np.add.at(result, home, inner)
    return result


def _codes(letter: str, number: int) -> tuple[str, ...]:
    return tuple(f"{letter}{i}" for i in range(number))


def _cells(areas: list[str] | tuple[str, ...], counts: np.ndarray) -> dict[tuple[str, ...], int]:
    """Return all cells of area x age x form with their margins."""
    wide = np.zeros((len(areas), AGES + 1, FORMS + 1), dtype=np.int64)
    wide[:, :AGES, :FORMS] = counts
    wide[:, AGES, :FORMS] = counts.sum(axis=1)
    wide[:, :AGES, FORMS] = counts.sum(axis=2)
    wide[:, AGES, FORMS] = counts.sum(axis=(1, 2))
    ages, forms = (*_codes("L", AGES), "alle"), (*_codes("V", FORMS), "alle")
    return {
        (area, age, form): int(wide[i, j, k])
        for i, area in enumerate(areas)
        for j, age in enumerate(ages)
        for k, form in enumerate(forms)
    }
