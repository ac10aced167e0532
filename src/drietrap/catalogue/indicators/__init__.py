"""All indicators, by id. A new indicator goes into the module of its theme, and nowhere else."""

from __future__ import annotations

from drietrap.catalogue.indicator import Indicator, RecordIndicator
from drietrap.catalogue.indicators import (
    bescherming,
    gebruik,
    gemeentefonds,
    huishouden,
    kosten,
    kwartaal2015,
    landelijk,
    leeftijd,
    reclassering,
    registratie,
    taakvelden,
    trajecten,
    verblijf,
    verwijzers,
)

_THEMES = (
    gebruik,
    verblijf,
    bescherming,
    reclassering,
    leeftijd,
    huishouden,
    trajecten,
    verwijzers,
    kosten,
    taakvelden,
    gemeentefonds,
    landelijk,
    kwartaal2015,
)

INDICATORS: dict[str, Indicator] = {item.id: item for theme in _THEMES for item in theme.INDICATORS}

RECORD_INDICATORS: dict[str, RecordIndicator] = {item.id: item for item in registratie.FROM_RECORDS}
"""Indicators that only records give, by id; no id is that of a published indicator."""


def given_by_records() -> dict[str, Indicator | RecordIndicator]:
    """Return every indicator that can be counted from records, the published ones first."""
    published = {id_: item for id_, item in INDICATORS.items() if item.records is not None}
    return {**published, **RECORD_INDICATORS}
