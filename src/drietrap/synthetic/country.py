"""The fictional country as a whole: the truth behind every table, before rounding and secrecy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.synthetic import care, fund, national, tables
from drietrap.synthetic.arithmetic import IntArray
from drietrap.synthetic.districts import Districts, make_districts
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.land import Ring
from drietrap.synthetic.map_of_areas import Atlas, make_atlas
from drietrap.synthetic.municipalities import BASE_YEAR, Units, make_units
from drietrap.synthetic.parameters import parameters

VERSION = 2  # goes up when the same seed gives other files
POPULATION_YEARS = range(2016, 2026)
CARE_YEARS = range(2016, 2025)
TABLE_YEARS = (BASE_YEAR, BASE_YEAR + 1)
FEWEST, MOST = 30, 1500


@dataclass(frozen=True)
class Country:
    """Everything that is true in the fictional country; counts are exact, amounts in EUR.

    Parameters
    ----------
    seed, version
        What the country was made from.
    demo
        Code of the municipality of about 120,000 inhabitants, for demonstrations.
    areas
        ``code, name, kind, valid_from, valid_to, province, region`` (land, provincie, jeugdregio, gemeente);
        ``valid_to`` is the first day that the area no longer exists, as in a list of mergers.
    mergers
        ``until, old, new``.
    neighbours
        ``year, code, neighbour`` for municipalities.
    boundaries
        Year to municipality code to closed rings of longitude and latitude.
    characteristics
        One row per year (2021, 2022) and municipality.
    districts
        One row per year (2016 to 2024) and district: people and youths in care by age.
    use
        Districts in 2021 and 2022: households, trajectories by referrer, and all trajectories (measures too).
    care
        Municipalities in 2021 and 2022: help, stay, protection, probation, and people at risk.
    costs
        Costs and income per municipality, document and taakveld; ``delivered`` says whether they are in
        the file.
    payments
        Gemeentefonds volumes and amounts.
    youth_series, protection_flow, protection_by_measure, half_years
        National series.
    """

    seed: int
    version: int
    demo: str
    areas: pl.DataFrame
    mergers: pl.DataFrame
    neighbours: pl.DataFrame
    boundaries: dict[int, dict[str, tuple[Ring, ...]]]
    characteristics: pl.DataFrame
    districts: pl.DataFrame
    use: pl.DataFrame
    care: pl.DataFrame
    costs: pl.DataFrame
    payments: pl.DataFrame
    youth_series: pl.DataFrame
    protection_flow: pl.DataFrame
    protection_by_measure: pl.DataFrame
    half_years: pl.DataFrame

    @property
    def demo_name(self) -> str:
        """Name of the demo municipality."""
        return str(self.areas.row(by_predicate=pl.col("code") == self.demo, named=True)["name"])


@dataclass(frozen=True)
class _Parts:
    """What is drawn before any table exists."""

    draws: Draws
    units: Units
    districts: Districts
    atlas: Atlas
    ages: dict[int, IntArray]  # per district
    use: dict[int, care.Use]
    severity: dict[int, care.Severity]  # per unit
    measures: dict[int, IntArray]  # trajectories of protection and probation, per district


def build(seed: int, municipalities: int = 340) -> Country:
    """Make a fictional country.

    The same seed and number give the same country on every machine: every draw has an address, and all
    arithmetic behind a count is exact IEEE arithmetic in a fixed order (see :mod:`.arithmetic`).

    Parameters
    ----------
    seed
        Whole number from 0 up to 2**64.
    municipalities
        Number of municipalities from 2022 on (30 to 1,500); in 2021 there are three more.

    Raises
    ------
    ValueError
        When the seed or the number is out of range.
    """
    if not FEWEST <= municipalities <= MOST:
        raise ValueError(f"a fictional country has {FEWEST} to {MOST} municipalities, not {municipalities}")
    return _assemble(seed, _draw(Draws(seed), municipalities))


def _assemble(seed: int, parts: _Parts) -> Country:
    """Return the frames of what was drawn."""
    areas = tables.areas(parts.atlas, POPULATION_YEARS.start)
    demo = next(m.code for m in parts.atlas.municipalities if m.units == (parts.units.demo,))
    districts = tables.districts(parts.atlas, parts.draws, parts.districts, parts.ages)
    characteristics = tables.characteristics(parts.atlas, parts.units, TABLE_YEARS)
    care_table = tables.care(parts.atlas, parts.districts, parts.severity)
    series = national.youth_series(_totals(parts), CARE_YEARS[-1])
    stock = _stock(care_table)
    flow = national.protection_flow(parts.draws, stock, range(CARE_YEARS.start, 2023))
    return Country(
        seed=seed,
        version=VERSION,
        demo=demo,
        areas=areas,
        mergers=tables.mergers(parts.atlas),
        neighbours=tables.neighbours(parts.atlas, TABLE_YEARS),
        boundaries={
            year: {m.code: parts.atlas.rings[m.code] for m in parts.atlas.in_year(year)}
            for year in TABLE_YEARS
        },
        characteristics=characteristics,
        districts=districts,
        use=tables.use(districts, parts.use, parts.measures),
        care=care_table,
        costs=tables.costs(parts.atlas, parts.draws, parts.units, parts.severity[2022], demo),
        payments=_payments(parts),
        youth_series=series,
        protection_flow=flow,
        protection_by_measure=national.protection_by_measure(flow, 2022),
        half_years=national.half_years(series, range(2019, 2024)),
    )


def parameter_source() -> str:
    """Return where the summary numbers behind every fictional country come from."""
    return parameters().source


def _draw(draws: Draws, municipalities: int) -> _Parts:
    units = make_units(draws, municipalities + 3, POPULATION_YEARS)
    districts = make_districts(draws, units, POPULATION_YEARS)
    effect = care.district_effect(draws, units, districts)
    use = {year: care.use(draws, units, districts, effect, year) for year in TABLE_YEARS}
    ages = {
        year: use[year].ages if year in use else care.youths(draws, districts, effect, year)
        for year in CARE_YEARS
    }
    severity = {
        year: care.severity(draws, units, tables.per_group(ages[year], districts.unit, len(units)), year)
        for year in TABLE_YEARS
    }
    measures = {
        year: care.measures(draws, districts, ages[year].sum(axis=1), severity[year], year)
        for year in TABLE_YEARS
    }
    atlas = make_atlas(draws, units, POPULATION_YEARS.start)
    return _Parts(draws, units, districts, atlas, ages, use, severity, measures)


def _stock(care_table: pl.DataFrame) -> int:
    """Return measures on 1 January 2016: three for every four youths with one in 2021 (assumption)."""
    during: list[int] = care_table.filter(pl.col("year") == BASE_YEAR)["bescherming"].to_list()
    return sum(during) * 3 // 4


def _totals(parts: _Parts) -> dict[int, tuple[int, int, int, int]]:
    result = {}
    for year in CARE_YEARS:
        ages = parts.ages[year].sum(axis=0).tolist()
        people = care.at_risk(parts.districts.people[year]).sum(axis=0).tolist()
        result[year] = (sum(ages[:3]), sum(people[:3]), ages[3], people[3])
    return result


def _payments(parts: _Parts) -> pl.DataFrame:
    year = TABLE_YEARS[-1]
    municipality = parts.atlas.of_units(year)
    codes = [m.code for m in parts.atlas.in_year(year)]
    years = sorted({payment_year for _, payment_year in fund.WITH_VOLUMES})
    people = {y: care.at_risk(parts.districts.people[y])[:, :3].sum(axis=1) for y in years}
    of_district = municipality[parts.districts.unit]
    payments = fund.payments(
        parts.draws,
        {y: tables.per_group(parts.units.inhabitants[y], municipality, len(codes)) for y in years},
        {y: tables.per_group(people[y], of_district, len(codes)) for y in years},
        tables.merged_values(parts.atlas, parts.units, year),
        np.arange(len(codes)),
    )
    return pl.concat(
        [
            pl.DataFrame(
                {
                    "circular": [payment.circular] * len(codes),
                    "year": [payment.year] * len(codes),
                    "code": codes,
                    **{name: values.tolist() for name, values in payment.volume.items()},
                    "amount": payment.amount.tolist(),
                }
            )
            for payment in payments
        ]
    )
