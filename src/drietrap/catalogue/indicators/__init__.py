"""All indicators, by id. A new indicator goes into the module of its theme, and nowhere else."""

from __future__ import annotations

from drietrap.catalogue.indicator import Indicator
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
