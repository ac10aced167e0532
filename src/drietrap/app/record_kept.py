"""Protecting, sealing and keeping blocks: after the counts of all areas, and before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from drietrap.app.record_asked import Asked
from drietrap.app.record_blocks import BlockAsked, BlockKind
from drietrap.app.record_counts import Together
from drietrap.app.record_releases import Shelf
from drietrap.indicators.records.members import members
from drietrap.publication.disclosure import Published, publish_tables
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.vocabulary.area import AreaKind, kind_of


def blocks_around(asked: Asked, kinds: Sequence[BlockKind], area: str) -> tuple[BlockAsked, ...]:
    """Return the blocks that have ``area``: a municipality, or a jeugdregio with all of its municipalities.

    Providers go by jeugdregio: of a municipality it is the one that it lies in.
    """
    places = asked.places.filter(year=asked.period.year)
    if kind_of(area) is AreaKind.JEUGDREGIO:
        region = area
    else:
        region = places.filter(municipality=area)["region"].item(0)
    towns = places.filter(region=region)["municipality"].unique().sort().to_list()
    made = []
    for kind in kinds:
        if kind is BlockKind.PROVIDERS:
            made.append(BlockAsked(kind, region))
        else:
            made += [BlockAsked(kind, town) for town in (towns if area == region else [area])]
    return tuple(made)


def blocks_kept(
    shelf: Shelf,
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    exact: Together,
    blocks: Sequence[BlockAsked],
    register_version: int,
) -> tuple[Published[SafeRelease], ...]:
    """Return the tables of ``blocks`` for readers, each kept, on top of the counts ``exact`` that were kept.

    Parameters
    ----------
    shelf
        With the counts of all areas among its releases.
    connection
        With the view ``record``.

    Raises
    ------
    InputError
        When old and new figures together would give a withheld count away.
    """
    if not blocks:
        return ()
    code = asked.period.code
    everyone = members(connection, asked.period, asked.places)
    below = shelf.based(exact, f"registratie {code}")
    made = []
    for one in blocks:
        block = one.tables(everyone, asked.period, exact)
        outcome, rests_on = shelf.on_top(below, block, f"{one.name} {code}")
        made.append(publish_tables(outcome))
        shelf.keep(outcome, register_version, rests_on)
    return tuple(made)
