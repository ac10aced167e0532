"""What a person asks a report from records about: an area, and a year or half-year."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from drietrap.app.core import Core
from drietrap.app.territory import place, regions_of
from drietrap.indicators.records.rows import PLACES
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.area import NEDERLAND, AreaKind, kind_of
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

NO_REGION = "register"  # the one region of a register of which the regions are not known


@dataclass(frozen=True)
class Asked:
    """An area in a period, with everything that lies around it.

    Parameters
    ----------
    area, name
        A municipality or jeugdregio, or the country.
    period
        A year or half-year.
    halves
        The half-years of the course: those of the period and the one before, as far as delivered.
    places
        ``year, code, municipality, region`` of every municipality, in every year that is shown.
    """

    area: str
    name: str
    period: Period
    halves: tuple[Period, ...]
    places: pl.DataFrame

    @property
    def is_region(self) -> bool:
        """Whether the area is a jeugdregio."""
        return kind_of(self.area) is AreaKind.JEUGDREGIO

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The municipality itself, or those of the jeugdregio in the year of the period."""
        if not self.is_region:
            return (self.area,)
        here = self.places.filter(region=self.area, year=self.period.year)
        return tuple(here["municipality"].unique().sort())


def period_asked(text: str) -> Period:
    """Return the year or half-year that ``text`` means.

    Raises
    ------
    InputError
        For anything else: providers deliver over half-years.
    """
    period = Period.parse(text)
    if period.part not in ("J", "H"):
        raise InputError(
            f"een rapport uit de registratie over {period.label} kan niet: aanbieders leveren per halfjaar",
            expected="een jaar (2022) of een halfjaar (2022H1)",
            action="kies met --periode een jaar of een halfjaar",
        )
    return period


def asked(text: str, period: Period, core: Core, areas: AreaRegister, delivered: set[str]) -> Asked:
    """Return what is asked for.

    Parameters
    ----------
    text
        Name or code of a municipality or jeugdregio.
    delivered
        Periods over which there is a delivery.

    Raises
    ------
    InputError
        When the area is not known, or is a jeugdregio of which no municipality is known.
    """
    found = _about(place(areas, text, period.year), period, core, areas, delivered)
    if not found.municipalities:
        raise InputError(
            f"van de jeugdregio {found.name} is niet bekend welke gemeenten er in {period.year} in lagen",
            action="lees eerst de gebiedsindeling in met 'drietrap lees', of kies een gemeente",
        )
    return found


def nationwide(period: Period, core: Core, areas: AreaRegister, delivered: set[str]) -> Asked:
    """Return what is asked when it is about the whole country."""
    return _about(NEDERLAND, period, core, areas, delivered)


def _about(area: str, period: Period, core: Core, areas: AreaRegister, delivered: set[str]) -> Asked:
    halves = tuple(half for half in _halves(period) if half.code in delivered)
    years = sorted({period.year, *(half.year for half in halves)})
    return Asked(area, areas.get(area).name, period, halves, _places(core, areas, years))


def _halves(period: Period) -> tuple[Period, ...]:
    """Return the half-years of the course, in order of time."""
    first, second = (Period(period.year, "H", half) for half in (1, 2))
    before = Period(period.year - 1, "H", 2)
    if period.part == "J":
        return before, first, second
    return (before, first) if period == first else (first, second)


def _places(core: Core, areas: AreaRegister, years: list[int]) -> pl.DataFrame:
    """Return the municipalities of ``years``, each in its jeugdregio."""
    rows = []
    for year in years:
        codes = tuple(one.code for one in areas.municipalities(year))
        regions = regions_of(core.membership, areas, codes, year)
        rows += [(year, code, code, regions.get(code, (NO_REGION, ""))[0]) for code in codes]
    return pl.DataFrame(rows, schema=PLACES, orient="row")
