"""Deliveries with invented persons, made from a seed; every value a person could be known by is kept."""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from stdnum.nl import bsn as stdnum_bsn

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.rule import Example
from drietrap.register.areas import AreaRegister
from drietrap.register.person_raw import PersonRaw
from drietrap.register.persons import PersonRegister
from drietrap.register.pseudonym import KeyRing
from drietrap.register.warehouse import Warehouse
from drietrap.sources.delivery import RawDelivery
from tests.privacy.registry import BIRTH, BSN, NAME, note

RING = KeyRing((bytes((37 * i + i * i * 11) % 256 for i in range(32)),))
AREAS = AreaRegister.official()
PROVIDER = "12345678"
NAMES = ("Fenna Dijkgraafsma", "Joris van Lievenoogd", "Sanne-Marijke Tuinderweg")
Row = dict[str, str | None]


def bsn(chance: random.Random) -> str:
    """A number that passes the elfproef by the test of python-stdnum."""
    while True:
        number = f"{chance.randrange(10_000_000, 999_999_998):09d}"
        if stdnum_bsn.is_valid(number):
            note(BSN, [number])
            return number


def day(chance: random.Random, first: date, last: date) -> str:
    return f"{first + timedelta(days=chance.randrange((last - first).days + 1)):%Y%m%d}"


def good_rows(count: int, seed: int = 1) -> list[Row]:
    """Rows of youth care in 2022H1 that break no rule of the worst two kinds."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for _ in range(count):
        start = day(chance, date(2021, 1, 1), date(2022, 6, 30))
        ended = chance.random() < 0.4
        rows.append(
            Example(
                {
                    "bsn": bsn(chance),
                    "geboortedatum": day(chance, date(2006, 1, 1), date(2019, 12, 31)),
                    "datum_aanvang": start,
                    "datum_einde": max(start, day(chance, date(2022, 1, 1), date(2022, 6, 30)))
                    if ended
                    else None,
                    "reden_beeindiging": "01" if ended else None,
                    "hulpvorm": chance.choice(["02", "03", "04", "11"]),
                    "postcode": f"{chance.randrange(1000, 9999)}XW",
                }
            ).row
        )
    note(BIRTH, (row["geboortedatum"] for row in rows))
    note(NAME, NAMES)
    return rows


def delivery(
    rows: list[Row],
    *,
    kind: str = "jeugdhulp",
    version: str = "7",
    provider: str | None = PROVIDER,
    period: str | None = "2022H1",
) -> RawDelivery:
    names = [element.id for element in VERSIONS[version].elements(kind)]
    frame = pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows], schema=dict.fromkeys(names, pl.String)
    )
    numbers = pl.Series("row", range(2, len(rows) + 2), dtype=pl.UInt32)
    return RawDelivery(kind, version, provider, period, frame.select(numbers, pl.all()))


def sha256(delivered: RawDelivery) -> str:
    """A hash that differs when the rows differ; stands for that of the file."""
    return hashlib.sha256(delivered.frame.write_csv().encode()).hexdigest()


def register(root: Path, keys: KeyRing = RING) -> PersonRegister:
    return PersonRegister(Warehouse(root / "warehouse", patience=0.2), PersonRaw(root / "raw"), keys, AREAS)
