"""The areas that counts from records are written for, with the names that readers know."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.app.person_house import PersonHouse
from drietrap.app.record_asked import NO_REGION, Asked
from drietrap.app.territory import regions_of
from drietrap.indicators.records.figure import UNKNOWN, UNKNOWN_DISTRICT
from drietrap.publication.records.figures import AreaNamed
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.area import NEDERLAND


def areas_written(
    house: PersonHouse, about: Asked, place: str, districts: Sequence[tuple[str, str]]
) -> tuple[AreaNamed, ...]:
    """Return the areas to write, all or those of ``place``; a register without regions has none to show.

    Parameters
    ----------
    place
        A municipality or jeugdregio, or empty.
    districts
        ``municipality, district`` of the districts to write.
    """
    areas, year = house.areas(), about.period.year
    towns = sorted(set(about.places["municipality"]))
    regions = dict(sorted(regions_of(house.core.membership, areas, tuple(towns), year).values()))
    listed = sorted(set(about.places["region"]) - {NO_REGION, *regions})
    every = (
        AreaNamed(NEDERLAND, areas.get(NEDERLAND).name, "land"),
        *(AreaNamed(code, name, "jeugdregio") for code, name in regions.items()),
        *(AreaNamed(code, code, "jeugdregio") for code in listed),
        *(AreaNamed(code, areas.get(code).name, "gemeente") for code in towns),
        AreaNamed(UNKNOWN, "woonplaats onbekend", UNKNOWN),
    )
    if not place:
        return every
    inside = set(about.places.filter(region=place, year=year)["municipality"]) | {place}
    here = [(town, code) for town, code in districts if town in inside]
    return (
        *(one for one in every if one.code in inside),
        *(AreaNamed(code, district_name(code, areas), "wijk") for _, code in here),
    )


def district_name(code: str, areas: AreaRegister) -> str:
    """Return the name of a district, or the words for those that are not known."""
    return "wijk onbekend" if code.endswith(UNKNOWN_DISTRICT) else areas.get(code).name
