"""The register of persons in the data folder: its parts, its areas, and whether it is fictional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from drietrap.app.core import Core
from drietrap.app.fictive import MANIFEST, fictive_areas
from drietrap.app.folder import DataFolder
from drietrap.app.reading import current_core
from drietrap.catalogue.beleidsinformatie.registrations import CONTRACTED
from drietrap.register import registrations
from drietrap.register.areas import AreaRegister
from drietrap.register.durable import replace_file
from drietrap.register.ledger import DELIVERIES
from drietrap.register.person_raw import PersonRaw
from drietrap.register.version import Reader
from drietrap.register.warehouse import Warehouse
from drietrap.synthetic.files import MARK
from drietrap.vocabulary.errors import InputError, NoDataError


@dataclass(frozen=True)
class PersonHouse:
    """Where the register of persons of a data folder lives."""

    folder: DataFolder

    @property
    def tables(self) -> Path:
        """Folder of the versions of its tables."""
        return self.folder.persons / "warehouse"

    @property
    def raw(self) -> PersonRaw:
        """The rows as received, without a BSN."""
        return PersonRaw(self.folder.persons / "raw")

    @property
    def warehouse(self) -> Warehouse:
        """Versions of its tables."""
        return Warehouse(self.tables)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever taken in."""
        return self.warehouse.current is None

    @cached_property
    def core(self) -> Core:
        """The core tables of published figures in the same folder, read once."""
        return current_core(self.folder)

    @property
    def synthetic(self) -> bool:
        """Whether what is in it is fictional."""
        return (self.folder.persons / MANIFEST).is_file() or self.core.synthetic

    def open(self) -> Reader:
        """Open the tables for reading.

        Raises
        ------
        NoDataError
            When nothing was ever taken in.
        """
        if self.is_empty:
            raise NoDataError(
                "er zijn nog geen leveringen over jeugdigen ingelezen",
                action="lees eerst leveringen in met 'drietrap ontvang'",
            )
        return self.warehouse.open()

    def providers(self) -> frozenset[str]:
        """Return who delivered before or is on a list of contracts, in lower case."""
        if self.is_empty:
            return frozenset()
        with self.open() as reader:
            lines = reader.frame(DELIVERIES)["provider"] if DELIVERIES in reader.tables else pl.Series()
            listed = registrations.rows_of(reader, CONTRACTED)
            names = {*lines, *(() if listed.is_empty() else listed["provider"].drop_nulls())}
        return frozenset(str(name).lower() for name in names)

    def areas(self) -> AreaRegister:
        """Return the municipalities to check against: the fictional ones when that is what is in it."""
        return (fictive_areas([self.folder.persons]) or self.core).areas()

    def prepare(self, paths: Sequence[Path]) -> None:
        """Keep the mark of fictional deliveries before any is taken in; never mix them with real ones.

        Raises
        ------
        InputError
            When fictional deliveries would come among real ones, or the other way round.
        """
        mark, kept = _mark_beside(paths), self.folder.persons / MANIFEST
        fictional = [_is_fictional(path) for path in paths]
        if any(fictional) and not all(fictional):
            raise InputError(
                "er zijn fictieve en echte leveringen door elkaar",
                action="lees fictieve leveringen in een eigen map met --data in",
            )
        if self.is_empty:
            self._begin(mark if all(fictional) else None, kept)
        if all(fictional) and not self.synthetic:
            raise InputError(
                "dit zijn fictieve leveringen, en dit is geen fictief register",
                expected=f"een eigen gegevensmap, en {MANIFEST} naast de leveringen",
                action="kies voor fictieve leveringen een eigen map met --data",
            )
        if self.synthetic and not all(fictional):
            raise InputError(
                "in deze gegevensmap staan fictieve gegevens, en deze leveringen zijn dat niet",
                action="kies voor echte leveringen een eigen map met --data",
            )

    def _begin(self, mark: Path | None, kept: Path) -> None:
        """Mark an empty register as fictional, or take away a mark under which nothing came in."""
        kept.unlink(missing_ok=True)
        if mark is not None:
            self.folder.persons.mkdir(parents=True, exist_ok=True)
            replace_file(kept, mark.read_bytes())


def _is_fictional(path: Path) -> bool:
    return MARK in path.name.lower() or (path.parent / MANIFEST).is_file()


def _mark_beside(paths: Sequence[Path]) -> Path | None:
    folders = dict.fromkeys(path.parent for path in paths)
    return next((folder / MANIFEST for folder in folders if (folder / MANIFEST).is_file()), None)
