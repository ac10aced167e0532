"""Releases of counts from the register, kept as they were shown, so that later ones are protected with them.

They live beside the register, in versions of their own: a writer that is killed leaves the version before,
and a second one waits. They hold no count that was not shown, and no row about anybody, so that no term of
keeping ends them: what was published stays known.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import polars as pl

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.record_answers import AFRESH, Answers
from drietrap.app.record_beside import Based, based, on_top
from drietrap.app.record_counts import Together
from drietrap.publication.suppression.kept import Kept, KeptCell, KeptTable, kept
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.tables import Dimension, Identity, Key, Rollup
from drietrap.register.warehouse import Release, Warehouse

RELEASES, CELLS = "published_releases", "published_cells"
_PATIENCE = 900.0  # seconds: another report may be counting a whole country
_RELEASE = pl.Schema(
    {
        "number": pl.Int64(),
        "label": pl.String(),
        "made": pl.String(),  # UTC
        "rules": pl.String(),  # day since when they hold
        "register_version": pl.Int64(),  # version of the tables of the register that was counted
        "software": pl.String(),
        "structure": pl.String(),  # JSON: dimensions, tables and identities
    }
)
_CELL = pl.Schema(
    {
        "release": pl.Int64(),
        "table": pl.Int64(),  # place in the structure
        "row": pl.Int64(),
        "codes": pl.List(pl.String()),
        "value": pl.Int64(),  # as shown; null when withheld or not released
        "small": pl.Boolean(),
    }
)


@dataclass
class Shelf:
    """The releases so far, while nobody else can add one."""

    version: Release
    answers: Answers = AFRESH
    _known: list[Kept] | None = field(default=None, init=False, repr=False)

    def releases(self) -> list[Kept]:
        """Return all releases, oldest first."""
        if self._known is None:
            self._known = self._read()
        return list(self._known)

    def _read(self) -> list[Kept]:
        if RELEASES not in self.version.names:
            return []
        cells = self.version.frame(CELLS).sort("release", "table", "row")
        of = cells.partition_by("release", "table", as_dict=True, include_key=False)
        lines = self.version.frame(RELEASES).sort("number").iter_rows(named=True)
        return [_read(line, of) for line in lines]

    def based(self, counted: Together, name: str) -> Based:
        """Return what can be shown of ``counted``, beside everything that was shown before.

        The answer can carry blocks (:meth:`on_top`).

        Raises
        ------
        RevealingError
            When old and new figures together would give a withheld count away.
        """
        before = self.releases()
        return based(before, counted, f"{name} ({len(before) + 1})", self.answers)

    def on_top(self, below: Based, block: Together, name: str) -> tuple[Outcome, str]:
        """Return what can be shown of ``block`` on top of ``below``, and the mark to keep it with.

        ``below`` was kept. It is found the same again as long as the register has the same counts.

        Raises
        ------
        InputError
            When old and new figures together would give a withheld count away.
        """
        before = self.releases()
        return on_top(before, below, block, f"{name} ({len(before) + 1})", self.answers)

    def keep(self, outcome: Outcome, register_version: int, rests_on: str = "") -> bool:
        """Keep what ``outcome`` shows; return False when a release that shows the same was kept before."""
        fresh, before = replace(kept(outcome), rests_on=rests_on), self.releases()
        if any(fresh.shows_the_same(one) for one in before):
            return False
        structure = {
            "dimensions": [asdict(one) for one in fresh.dimensions],
            "tables": [
                {"id": t.id, "measure": t.measure, "dimensions": t.dimensions, "released": t.released}
                for t in fresh.tables
            ],
            "identities": [asdict(one) for one in fresh.identities],
            "rests_on": fresh.rests_on,
        }
        number = len(before) + 1
        line = {
            "number": number,
            "label": fresh.label,
            "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "rules": fresh.rules.isoformat(),
            "register_version": register_version,
            "software": f"drietrap {__version__}",
            "structure": json.dumps(structure, ensure_ascii=False),
        }
        cells = [
            (number, place, row, list(cell.codes), cell.value, cell.small)
            for place, table in enumerate(fresh.tables)
            for row, cell in enumerate(table.cells)
        ]
        self._add(RELEASES, pl.DataFrame([line], schema=_RELEASE), ("number",))
        self._add(CELLS, pl.DataFrame(cells, schema=_CELL, orient="row"), ("release", "table", "row"))
        self._known = [*before, fresh]
        return True

    def _add(self, name: str, rows: pl.DataFrame, key: Sequence[str]) -> None:
        known = [self.version.frame(name)] if name in self.version.names else []
        self.version.put(name, pl.concat([*known, rows]), key=key)


@contextmanager
def adding(folder: DataFolder) -> Iterator[Shelf]:
    """Open the releases to add one: it is kept when the block ends without an error.

    Who comes second waits, and then also sees what the first kept.

    Raises
    ------
    InputError
        When the other takes too long.
    """
    warehouse = Warehouse(
        folder.releases, patience=_PATIENCE, doing="het maken van een rapport uit de registratie"
    )
    with warehouse.writing() as version:
        yield Shelf(version, Answers(folder.answers))


def _read(line: dict[str, Any], cells: dict[tuple[Any, ...], pl.DataFrame]) -> Kept:
    structure = json.loads(line["structure"])
    tables = tuple(
        KeptTable(
            told["id"],
            told["measure"],
            tuple(told["dimensions"]),
            told["released"],
            tuple(
                KeptCell(tuple(codes), value, small)
                for codes, value, small in cells[line["number"], place]
                .select("codes", "value", "small")
                .iter_rows()
            ),
        )
        for place, told in enumerate(structure["tables"])
    )
    return Kept(
        line["label"],
        datetime.date.fromisoformat(line["rules"]),
        tuple(_dimension(one) for one in structure["dimensions"]),
        tables,
        tuple(
            Identity(tuple((_key(key), sign) for key, sign in one["terms"]), one["at_least"])
            for one in structure["identities"]
        ),
        structure.get("rests_on", ""),  # releases of before there were blocks do not have it
    )


def _dimension(told: dict[str, Any]) -> Dimension:
    rollups = (Rollup(**{**one, "parts": tuple(one["parts"])}) for one in told["rollups"])
    return Dimension(told["name"], told["total"], tuple(rollups))


def _key(told: list[Any]) -> Key:
    measure, pairs = told
    return measure, tuple((name, code) for name, code in pairs)
