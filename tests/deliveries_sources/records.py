"""Deliveries made by the tests: fictive persons only, with numbers from the range for tests."""

from __future__ import annotations

import random

import polars as pl
from stdnum.nl import bsn as bsn_number

from drietrap.catalogue.beleidsinformatie import VERSIONS, Element, Form
from drietrap.sources.delivery import RawDelivery
from tests.privacy.registry import BIRTH, BSN, note

BSNS = tuple(str(n) for n in range(999900006, 999999991) if bsn_number.is_valid(str(n)))
KINDS_AND_VERSIONS = tuple((kind, name) for name, version in VERSIONS.items() for kind in version.kinds)
HUMAN = {"bsn", "geboortedatum"}


def value(element: Element, rng: random.Random) -> str | None:
    """Return a value as the protocol writes it; an optional element is blank now and then."""
    if not element.required and rng.random() < 0.3:
        return None
    if element.codes:
        return rng.choice(element.codes).code
    return {
        Form.BSN: rng.choice(BSNS),
        Form.BIRTH: f"{rng.randint(2004, 2014)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}",
        Form.DATE: f"{rng.randint(2015, 2023)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}",
        Form.POSTCODE: f"{rng.randint(1000, 9999)}{rng.choice('ABC')}X",
        Form.MUNICIPALITY: f"{rng.randint(1, 1999):04d}",
        Form.CODE: f"{rng.randint(1, 5):02d}",
        Form.GRADE: str(rng.randint(1, 10)),
        Form.TEXT: rng.choice(("jeugdige", "ouder-opvoeder")),
    }[element.form]


def delivery(kind: str, version: str, rows: int = 40, seed: int = 1, **more: str) -> RawDelivery:
    """Return a delivery of one kind and version."""
    rng = random.Random(f"{kind}{version}{seed}")
    elements = VERSIONS[version].elements(kind)
    table = {element.id: [value(element, rng) for _ in range(rows)] for element in elements}
    note(BSN, table.get("bsn", ()))
    note(BIRTH, table.get("geboortedatum", ()))
    frame = pl.DataFrame(table, schema=dict.fromkeys(table, pl.String))
    return RawDelivery(kind, version, more.get("provider"), more.get("period"), frame)
