"""Who a municipality is compared with: the country, its jeugdregio, its size class, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from drietrap.benchmark.result import Group, GroupKind, Neighbour
from drietrap.benchmark.sample import Array
from drietrap.catalogue.comparison import (
    NEIGHBOUR_CHARACTERISTICS,
    NEIGHBOURS,
    SIZE_CLASSES,
    STABILITY_DRAWS,
    STABILITY_SEED,
    SizeClass,
)
from drietrap.statistics.neighbours import Neighbours, nearest_of_all, stability, standardise


@dataclass(frozen=True)
class Territory:
    """The municipalities of one year and what is known of each, all in the order of ``areas``.

    ``regions`` gives (code, name) of the jeugdregio or None, ``inhabitants`` NaN when unknown, and
    ``features`` one column per characteristic of the catalogue (NaN when unknown).
    """

    year: int
    areas: tuple[str, ...]
    names: tuple[str, ...]
    regions: tuple[tuple[str, str] | None, ...]
    inhabitants: Array
    features: Array

    @cached_property
    def nearest(self) -> tuple[Neighbours, ...]:
        """The statistical neighbours of every municipality; empty when too little is known."""
        return nearest_of_all(self.features, NEIGHBOURS, decorrelate=True) if comparable(self) else ()

    def index(self, area: str) -> int:
        """Return the position of ``area``; ``ValueError`` when it is not a municipality of this year."""
        return self.areas.index(area)


_COUNTRY = "het gepubliceerde landelijke cijfer; waar dat er niet is alle andere gemeenten samen"


def features_of(observations: pl.DataFrame, areas: tuple[str, ...]) -> Array:
    """Return the characteristics of ``areas`` from key figures of one year (area, measure, value)."""
    table = np.full((len(areas), len(NEIGHBOUR_CHARACTERISTICS)), np.nan)
    position = {area: i for i, area in enumerate(areas)}
    column = {c.measure: (j, c.logarithm) for j, c in enumerate(NEIGHBOUR_CHARACTERISTICS)}
    for area, measure, value in observations.select("area", "measure", "value").iter_rows():
        if area in position and measure in column and value is not None:
            j, logarithm = column[measure]
            table[position[area], j] = np.log(value) if logarithm and value > 0 else value
    return table


def size_class(inhabitants: float) -> SizeClass | None:
    """Return the size class, or None when the number of inhabitants is unknown."""
    return next((c for c in SIZE_CLASSES if c.lowest <= inhabitants < c.below), None)


def comparable(territory: Territory) -> bool:
    """Whether enough characteristics are known to look for neighbours."""
    known = np.isfinite(territory.features).mean(axis=0) > 0.5 if len(territory.areas) else np.array([])
    return bool(known.sum() >= len(NEIGHBOUR_CHARACTERISTICS) / 2) and len(territory.areas) > NEIGHBOURS


def groups(territory: Territory, area: str) -> tuple[Group, ...]:
    """Return the groups of ``area`` in a fixed order; a group that cannot be formed is left out."""
    i = territory.index(area)
    others = tuple(code for code in territory.areas if code != area)
    found = [
        Group(GroupKind.NEDERLAND, "nederland", "Nederland", others, _COUNTRY),
    ]
    if region := territory.regions[i]:
        members = tuple(
            code
            for code, other in zip(territory.areas, territory.regions, strict=True)
            if other is not None and other[0] == region[0] and code != area
        )
        found.append(Group(GroupKind.JEUGDREGIO, region[0], f"jeugdregio {region[1]}", members))
    if band := size_class(float(territory.inhabitants[i])):
        members = tuple(
            code
            for code, number in zip(territory.areas, territory.inhabitants, strict=True)
            if band.lowest <= number < band.below and code != area
        )
        found.append(Group(GroupKind.GROOTTEKLASSE, band.id, f"gemeenten met {band.label}", members))
    if territory.nearest:
        members = tuple(territory.areas[j] for j in territory.nearest[i].indices)
        far = float(np.median(territory.nearest[i].distances)) > _ordinary_distances(territory)[1]
        found.append(
            Group(
                GroupKind.BUREN,
                "buren",
                f"de {NEIGHBOURS} gemeenten die er het meest op lijken"
                + (" (zij lijken er weinig op)" if far else ""),
                members,
                "gekozen op kenmerken van inwoners en gemeente, niet op jeugdhulp of aanbod",
            )
        )
    return tuple(group for group in found if group.members)


def neighbours(territory: Territory, area: str) -> tuple[Neighbour, ...]:
    """Return the statistical neighbours of ``area``, nearest first, with closeness and stability."""
    if not territory.nearest:
        return ()
    i = territory.index(area)
    found = territory.nearest[i]
    kept = stability(territory.features, i, NEIGHBOURS, STABILITY_DRAWS, STABILITY_SEED, decorrelate=True)
    near, far = _ordinary_distances(territory)
    return tuple(
        Neighbour(
            territory.areas[j],
            territory.names[j],
            float(distance),
            _closeness(float(distance), near, far),
            float(share),
        )
        for j, distance, share in zip(found.indices, found.distances, kept, strict=True)
    )


def _ordinary_distances(territory: Territory) -> tuple[float, float]:
    """Return the median and 90 % point of the distance to the last neighbour over all municipalities."""
    last = [float(found.distances[-1]) for found in territory.nearest]
    return float(np.quantile(last, 0.5)), float(np.quantile(last, 0.9))


def _closeness(distance: float, near: float, far: float) -> str:
    if distance <= near:
        return "lijkt sterk"
    return "lijkt redelijk" if distance <= far else "lijkt weinig"


def unlike(territory: Territory, area: str, top: int = 3) -> tuple[str, ...]:
    """Return the characteristics on which ``area`` is furthest from the ordinary municipality."""
    scores, _ = standardise(territory.features)
    row = np.abs(scores[territory.index(area)])
    order = np.argsort(-row, kind="stable")[:top]
    return tuple(NEIGHBOUR_CHARACTERISTICS[j].label for j in order)
