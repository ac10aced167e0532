"""A new key: every pseudonym in the register is carried over, who is who stays, and no BSN is needed."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from drietrap.register import ledger, registrations
from drietrap.register.identity import PERSON
from drietrap.register.person_raw import PersonRaw
from drietrap.register.pseudonym import KeyRing
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.warehouse import Release, Warehouse


def carry_over(warehouse: Path, raw: PersonRaw, keys: KeyRing) -> int:
    """Bring all records, registrations and raw rows under the whole key ring; return how many files changed.

    Killed halfway, it goes on where it stopped when run again; again changes nothing. Versions of the
    warehouse under the old key are removed, except those that a reader has open.

    Raises
    ------
    InputError
        When the register was made with keys that are not the first of this ring.
    """
    with Warehouse(warehouse, keep=1).writing() as release:
        lines = ledger.ledger(release)
        behind = lines.filter(pl.col("key_id") != keys.id)
        for key_id in behind["key_id"].unique().sort():
            keys.position(key_id)
        beside = registrations.carry_over(release, keys)
        raw.carry_over(keys)
        if not behind.is_empty():
            _carry_tables(release, behind, keys)
            release.put(
                ledger.DELIVERIES,
                lines.with_columns(key_id=pl.lit(keys.id)),
                key=ledger.KEYS[ledger.DELIVERIES],
            )
    return behind.height + beside


def _carry_tables(release: Release, behind: pl.DataFrame, keys: KeyRing) -> None:
    made_with = behind.select(pl.col("sha256").str.slice(0, ID_LENGTH).alias("delivery"), "key_id")
    for name in release.names:
        if not name.startswith(ledger.RECORDS) and name != ledger.CORRECTED:
            continue
        rows = release.frame(name)
        columns = rows.columns
        marked = rows.join(made_with, on="delivery", how="left", maintain_order="left")
        parts = [marked.filter(pl.col("key_id").is_null())]
        for key_id in behind["key_id"].unique().sort():
            part = marked.filter(key_id=key_id)
            parts.append(part.with_columns(keys.carried_over(part[PERSON], key_id)))
        key = ledger.KEYS.get(name, ("kind", "delivery", "row"))
        release.put(name, pl.concat(parts).select(columns), key=key)
