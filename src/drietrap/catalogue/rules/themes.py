"""Which figures a finding can move: the themes of the indicators, and the elements each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

YOUTHS = "aantal jeugdigen"
TRAJECTORIES = "aantal trajecten"
INFLOW = "instroom"
OUTFLOW = "uitstroom"
DURATION = "duur"
REFERRERS = "verwijzers"
FORMS = "hulpvormen"
STAY = "verblijf"
MEASURES = "maatregelen"
AREAS = "gemeente en wijk"
AGES = "leeftijd"
SEXES = "geslacht"
REASONS = "reden van einde"

_OF_ELEMENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bsn": (YOUTHS,),
        "geboortedatum": (AGES,),
        "geslacht": (SEXES,),
        "postcode": (AREAS,),
        "gemeente": (AREAS,),
        "verwijzer": (REFERRERS,),
        "hulpvorm": (FORMS, STAY),
        "maatregel": (MEASURES,),
        "datum_aanvang": (TRAJECTORIES, INFLOW, DURATION),
        "datum_einde": (TRAJECTORIES, OUTFLOW, DURATION),
        "datum_overgedragen": (MEASURES,),
        "datum_overgedragen_gekregen": (MEASURES,),
        "reden_beeindiging": (REASONS,),
    }
)


def touched(elements: Iterable[str]) -> tuple[str, ...]:
    """Return the themes that rest on any of these elements, in a fixed order; none when no figure does."""
    found = {theme for element in elements for theme in _OF_ELEMENT.get(element, ())}
    order = (theme for themes in _OF_ELEMENT.values() for theme in themes)
    return tuple(dict.fromkeys(theme for theme in order if theme in found))
