"""Small made-up worlds to choose municipalities from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from drietrap.benchmark.groups import Territory
from drietrap.catalogue.organisation import ORGANISATION
from drietrap.differences.selection.result import Held
from drietrap.differences.selection.world import World
from tests.benchmark.worlds import definition, figure, figures, territory

YOUTHS = 8_000


def held(characteristic: str, code: str) -> Held:
    """Return one value of the organisation, as it was delivered."""
    known = ORGANISATION[characteristic]
    return Held(known.id, known.label, known.theme, known.question, code, code, "2020-01-01", None, "made up")


def world(
    number: int = 40,
    *,
    seed: int = 1,
    counts: dict[str, list[int | None]] | None = None,
    organisation: dict[str, list[str | None]] | None = None,
) -> World:
    """Return a world of ``number`` municipalities.

    ``counts`` are youths with help per indicator (None is no figure at all), of 8,000 each; by default one
    indicator on which all are ordinary. ``organisation`` gives a code per characteristic and municipality.
    """
    land = territory(number, seed=seed)
    random = np.random.default_rng(seed + 100)
    given = counts or {"gebruik": [int(k) for k in random.binomial(YOUTHS, 0.12, number)]}
    rows = [
        figure(area, k, YOUTHS, indicator=name)
        for name, values in given.items()
        for area, k in zip(land.areas, values, strict=True)
        if k is not None
    ]
    known = organisation or {}
    return World(
        release=3,
        period="2022",
        synthetic=True,
        land=land,
        figures=figures(rows),
        definitions={name: definition(name) for name in given},
        places=np.column_stack([random.uniform(51, 53.5, number), random.uniform(3.5, 7, number)]),
        organisation={
            area: tuple(held(name, codes[i]) for name, codes in known.items() if codes[i])  # type: ignore[arg-type]
            for i, area in enumerate(land.areas)
        },
    )


def shuffled(one: World, order: list[int]) -> World:
    """Return the same world with its municipalities, and its figures, in another order."""
    land = one.land
    mixed = Territory(
        land.year,
        tuple(land.areas[i] for i in order),
        tuple(land.names[i] for i in order),
        tuple(land.regions[i] for i in order),
        land.inhabitants[order],
        land.features[order],
    )
    rows = one.figures.with_columns(pl.col("area").hash(7).alias("h")).sort("h").drop("h")
    return replace(one, land=mixed, places=one.places[order], figures=rows, _views={})


def with_features(one: World, features: np.ndarray) -> World:
    """Return the world with other population factors."""
    return replace(one, land=replace(one.land, features=features), _views={})
