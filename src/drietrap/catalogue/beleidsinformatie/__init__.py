"""The protocol Beleidsinformatie Jeugd as data: each version is the previous one plus its changes."""

from drietrap.catalogue.beleidsinformatie.elements import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    KINDS,
    MACHTIGING,
    Code,
    Element,
    Form,
)
from drietrap.catalogue.beleidsinformatie.version import Sentinels, Version
from drietrap.catalogue.beleidsinformatie.versions import VERSIONS, version_of_year

__all__ = [
    "JEUGDBESCHERMING",
    "JEUGDHULP",
    "JEUGDRECLASSERING",
    "KINDS",
    "MACHTIGING",
    "VERSIONS",
    "Code",
    "Element",
    "Form",
    "Sentinels",
    "Version",
    "version_of_year",
]
