"""Taking a delivery in, and looking at what is then there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from drietrap.register.envelope import Expected
from drietrap.register.persons import PersonRegister, Receipt, records
from drietrap.register.warehouse import Warehouse
from drietrap.sources.delivery import RawDelivery
from tests.register_persons.deliveries import (
    sha256,
)

MONDAY = datetime(2023, 7, 10, 9, tzinfo=UTC)


def take(
    place: PersonRegister,
    delivered: RawDelivery,
    when: datetime = MONDAY,
    expected: Expected | None = None,
    replaces: str | None = None,
) -> Receipt:
    return place.take(delivered, sha256(delivered), expected, received=when, replaces=replaces)


def stored(root: Path) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return records(reader).collect().sort("delivery", "row")


def table(root: Path, name: str) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return reader.frame(name)


def everything(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.stat().st_size
    }
