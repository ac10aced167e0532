"""Choosing municipalities for a study: the release as a selection sees it, and the chain on it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from drietrap.app.folder import DataFolder
from drietrap.app.state import State, comparable_indicators, opened
from drietrap.benchmark.groups import Territory
from drietrap.benchmark.sample import Array
from drietrap.catalogue.comparison import HEADLINE_USE, NEIGHBOUR_CHARACTERISTICS
from drietrap.catalogue.organisation import ORGANISATION
from drietrap.differences.selection import toml
from drietrap.differences.selection.chain import run
from drietrap.differences.selection.definition import Selection
from drietrap.differences.selection.result import Held, SelectionResult
from drietrap.differences.selection.world import World
from drietrap.publication.disclosure import Published, publish
from drietrap.statistics.places import middle
from drietrap.vocabulary.area import AreaKind
from drietrap.vocabulary.errors import InputError, NoDataError, reason
from drietrap.vocabulary.period import Period

_LARGEST_FILE = 1 << 20
_STUDY = "ST"  # how codes of areas of a study begin


def select(folder: DataFolder, selection: Selection) -> Published[SelectionResult]:
    """Carry out a selection on the current release.

    Raises
    ------
    InputError
        When a step cannot be carried out as it is asked.
    NoDataError
        When no municipality is left, or nothing was read of the period.
    """
    with opened(folder) as state:
        asked = with_codes(state, selection)
        return publish(run(world_of(state, asked), asked), public_sources=True)


def with_codes(state: State, selection: Selection) -> Selection:
    """Return the selection with area codes where a person wrote the names of municipalities.

    Raises
    ------
    UnknownAreaError
        When there is no such municipality or area of a study.
    """
    year = Period.parse(selection.period).year if selection.period else None
    kinds = (AreaKind.GEMEENTE, AreaKind.STUDIE)
    codes = (state.areas.find(text, year, kinds=kinds).code for text in selection.among)
    return replace(selection, among=tuple(dict.fromkeys(codes)))


def read_selection(path: Path) -> Selection:
    """Read a selection from a TOML file.

    Raises
    ------
    InputError
        When the file is not there, or says what a selection cannot say.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError("dit bestand is te groot voor een keuze", file=path.name)
        return toml.read(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise InputError(f"dit bestand is niet te lezen: {reason(error)}", file=path.name) from None
    except UnicodeDecodeError:
        raise InputError("dit bestand is geen tekst (UTF-8)", file=path.name) from None


def keep_selection(result: SelectionResult, path: Path) -> None:
    """Write the selection that gave ``result`` as TOML.

    Raises
    ------
    InputError
        When it cannot be written, or a file is there already: nothing is ever overwritten.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(result.definition)
    except OSError as error:
        raise InputError(
            f"de keuze is niet bewaard: {reason(error)}", action="kies een andere naam", file=path.name
        ) from None


def world_of(state: State, selection: Selection) -> World:
    """Return the release as a selection sees it.

    The municipalities of the selection's period (by default the newest with figures on use), or the areas of
    a study when the selection names those.
    """
    period = selection.period or _newest(state)
    year = Period.parse(period).year
    study = any(area.startswith(_STUDY) for area in selection.among)
    land = _studied(state, selection.among, year) if study else state.territory(period)
    return World(
        state.number,
        period,
        state.synthetic,
        land,
        state.figures,
        comparable_indicators(),
        _places(state.core.boundary, land.areas, year),
        organisation_of(state, date(year, 12, 31)),
        state.doubts,
    )


def organisation_of(state: State, day: date) -> dict[str, tuple[Held, ...]]:
    """Return how every area is organised on ``day``, per area in the order of the catalogue.

    What ended before is left out; what began within the year counts, so that the last day of a year tells how
    it was organised by then.
    """
    order = {name: place for place, name in enumerate(ORGANISATION)}
    rows = state.core.organisation.filter(
        (pl.col("since") <= day) & (pl.col("until").is_null() | (pl.col("until") > day))
    )
    found: dict[str, list[Held]] = {}
    for row in rows.sort("area", "characteristic").iter_rows(named=True):
        known = ORGANISATION[row["characteristic"]]
        found.setdefault(row["area"], []).append(
            Held(
                known.id,
                known.label,
                known.theme,
                known.question,
                row["code"],
                row["text"],
                row["since"].isoformat(),
                None if row["until"] is None else row["until"].isoformat(),
                row["source"],
            )
        )
    return {
        area: tuple(sorted(values, key=lambda one: order[one.characteristic]))
        for area, values in found.items()
    }


def _newest(state: State) -> str:
    known = state.figures.filter(
        (pl.col("indicator") == HEADLINE_USE)
        & pl.col("area").str.starts_with("GM")
        & pl.col("rounding_lower").is_not_null()
    )
    if known.is_empty():
        raise NoDataError(
            "er zijn nog geen cijfers over jeugdhulp van gemeenten gelezen",
            action="lees eerst tabellen met 'drietrap lees' of 'drietrap haal', of geef een periode op",
        )
    return str(known["period"].max())


def _studied(state: State, areas: tuple[str, ...], year: int) -> Territory:
    """Return the areas of a study, of which neither place, size nor people are given away."""
    unknown = np.full(len(areas), np.nan)
    return Territory(
        year,
        areas,
        tuple(state.name(area) for area in areas),
        (None,) * len(areas),
        unknown,
        np.full((len(areas), len(NEIGHBOUR_CHARACTERISTICS)), np.nan),
    )


def _places(boundary: pl.DataFrame, areas: tuple[str, ...], year: int) -> Array:
    """Return latitude and longitude of the middle of every area, by the boundaries nearest to ``year``."""
    found = np.full((len(areas), 2), np.nan)
    if boundary.is_empty():
        return found
    distance = (boundary["year"] - year).abs() * 2 + (boundary["year"] > year)
    nearest = boundary.filter(distance == distance.min())
    shapes = dict(nearest.select("area", "geometry").iter_rows())
    for i, area in enumerate(areas):
        if area in shapes:
            found[i] = middle(json.loads(shapes[area]))
    return found
