"""Every lever by its name, in the order of the knobs."""

from __future__ import annotations

from types import MappingProxyType

from drietrap.catalogue.levers import (
    aanbod,
    bekostiging,
    leefwereld,
    normen,
    partners,
    rechtmatigheid,
    toegang,
    verblijf,
    vraag,
)
from drietrap.catalogue.levers.lever import Lever

LEVERS: MappingProxyType[str, Lever] = MappingProxyType(
    {
        lever.id: lever
        for lever in (
            *vraag.LEVERS,
            *leefwereld.LEVERS,
            *toegang.LEVERS,
            *partners.LEVERS,
            *aanbod.LEVERS,
            *normen.LEVERS,
            *bekostiging.LEVERS,
            *verblijf.LEVERS,
            *rechtmatigheid.LEVERS,
        )
    }
)
