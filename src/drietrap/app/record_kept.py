"""Protecting, sealing and keeping blocks: after the counts of all areas, and before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from drietrap.app.record_asked import Asked
from drietrap.app.record_beside import Based
from drietrap.app.record_blocks import BlockAsked, BlockKind
from drietrap.app.record_counts import Together
from drietrap.app.record_releases import Shelf
from drietrap.indicators.records.members import members
from drietrap.publication.disclosure import Published, publish_tables
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.vocabulary.area import AreaKind, kind_of
from drietrap.vocabulary.errors import InputError


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


@dataclass(frozen=True)
class Keeping:
    """The releases, open for adding, and what is counted: ``counted`` over ``asked``, of all areas.

    ``register_version`` is the version of the register that it is counted from.
    """

    shelf: Shelf
    asked: Asked
    counted: Together
    register_version: int

    @property
    def _name(self) -> str:
        return f"registratie {self.asked.period.code}"

    def all_areas(self) -> Based:
        """Protect and keep the counts of all areas; the answer can carry blocks.

        Raises
        ------
        InputError
            When old and new figures together would give a withheld count away.
        """
        below = self.shelf.based(self.counted, self._name)
        self.shelf.keep(below.outcome, self.register_version)
        return below

    def blocks(
        self,
        connection: duckdb.DuckDBPyConnection,
        below: Based,
        blocks: Sequence[BlockAsked],
        *,
        needed: bool = True,
    ) -> tuple[Published[SafeRelease], ...]:
        """Return the tables of ``blocks`` for readers, each protected on top of ``below``, and kept.

        Parameters
        ----------
        connection
            With the view ``record``.
        needed
            Whether a block that cannot be shown beside earlier ones is an error; else it is left out.

        Raises
        ------
        InputError
            When old and new figures together would give a withheld count away.
        """
        if not blocks:
            return ()
        everyone = members(connection, self.asked.period, self.asked.places)
        made = []
        for one in blocks:
            tables = one.tables(everyone, self.asked.period, self.counted)
            try:
                outcome, mark = self.shelf.on_top(below, tables, f"{one.name} {self.asked.period.code}")
            except InputError:
                if needed:
                    raise
                continue
            made.append(publish_tables(outcome))
            self.shelf.keep(outcome, self.register_version, mark)
        return tuple(made)
