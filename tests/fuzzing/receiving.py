"""Mutated deliveries taken into a register: whole or not at all, and no row lost or counted twice."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from drietrap.register import ledger
from drietrap.register.envelope import Expected
from drietrap.register.persons import PersonRegister, records
from drietrap.register.warehouse import Warehouse
from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.record_write import write_delivery
from drietrap.vocabulary.errors import InputError
from tests.register_persons.deliveries import delivery, good_rows, register

_RECEIVED = datetime(2024, 1, 15, tzinfo=UTC)
_MOST = 50  # deliveries in one register before a new one begins, so that every input takes about as long
_LOCKS = (".lock", ".writer")
_CODE = pl.col("sha256").str.slice(0, 16)


class Receiver:
    """A register in a folder of its own that takes in one file after another."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fuzz-register-")
        self.root = Path(self._folder.name)
        self.place: PersonRegister = register(self.root)
        self.tables = Warehouse(self.root / "warehouse")
        self.taken, self.day = 0, _RECEIVED

    def receive(self, path: Path) -> object:
        """Take a file in; an ``InputError`` goes up after it proved to have changed nothing."""
        if self.taken >= _MOST:
            self._folder.cleanup()
            self._begin()
        before, lines = self.content(), self.lines()
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        self.day += timedelta(days=1)  # of two deliveries on one day the second would be refused
        try:
            delivered = read_delivery(path)
            receipt = self.place.take(delivered, sha256, Expected(sure=True), received=self.day)
        except InputError:
            if self.content() != before:
                raise AssertionError("refused, and the register is not as it was") from None
            raise
        if sha256[:16] in lines:
            if self.content() != before:
                raise AssertionError("the same file again, and the register is not as it was")
            return True
        self.taken += 1
        self._require_whole(lines, sha256[:16], delivered.frame.height)
        if receipt.accepted + receipt.quarantined != delivered.frame.height:
            raise AssertionError("the receipt does not count every row")
        return True

    def _require_whole(self, lines: set[str], mark: str, rows: int) -> None:
        if self.lines() != lines | {mark}:
            raise AssertionError("not exactly one delivery more")
        with self.tables.open() as reader:
            core = records(reader).filter(pl.col("delivery") == mark).collect()["row"]
            apart = reader.frame(ledger.QUARANTINE).filter(delivery=mark)["row"].unique()
            merged = reader.frame(ledger.MERGED).filter(delivery=mark)["row"]
        everywhere = pl.concat([core, apart, merged])
        if everywhere.len() != rows or everywhere.n_unique() != rows:
            raise AssertionError("rows are lost or count twice")

    def lines(self) -> set[str]:
        """Return the deliveries of the ledger."""
        if self.tables.current is None:
            return set()
        with self.tables.open() as reader:
            return set(reader.frame(ledger.DELIVERIES).select(_CODE).to_series())

    def content(self) -> dict[str, str]:
        """Return every file of the register with its hash; locks are no content."""
        return {
            str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.name not in _LOCKS and path.suffix != ".claim"
        }


def seeds() -> list[bytes]:
    """Return good deliveries of two providers, as CSV and with fixed positions."""
    made = []
    for number, suffix in ((1, ".csv"), (2, ".csv"), (3, ".txt")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"goed{suffix}"
            rows = good_rows(8, seed=number)
            write_delivery(delivery(rows, provider=f"F{number}"), path, lead=True)
            made.append(path.read_bytes())
    return made


def receiver() -> Callable[[Path], object]:
    """Return a reader that takes a file into a register, made with the first file."""
    made: list[Receiver] = []

    def read(path: Path) -> object:
        if not made:
            made.append(Receiver())
        return made[0].receive(path)

    return read
