"""From arrays per unit and district to frames per area and year, following the merger."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import numpy as np
import polars as pl

from drietrap.catalogue.relations import REFERRERS
from drietrap.synthetic import care as care_module
from drietrap.synthetic import costs as costs_module
from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.districts import Districts
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.map_of_areas import MERGER_YEAR, Atlas, province_code, region_code
from drietrap.synthetic.municipalities import BASE_YEAR, Units, merge_values
from drietrap.synthetic.names import COUNTRY, district_names
from drietrap.synthetic.parameters import parameters

AREA_COLUMNS = ("code", "name", "kind", "valid_from", "valid_to", "province", "region")
HOUSEHOLDS = ("eenouder", "paar", "ander")


def per_group(values: IntArray, group: IntArray, groups: int) -> IntArray:
    """Return the sums of whole numbers per group, along the first axis."""
    result = np.zeros((groups, *values.shape[1:]), dtype=np.int64)
    np.add.at(result, group, values)
    return result


def areas(atlas: Atlas, first_year: int) -> pl.DataFrame:
    """Return the country, its provinces, jeugdregio's and municipalities with their life."""
    start = dt.date(first_year, 1, 1)
    rows: list[tuple[object, ...]] = [("NL01", COUNTRY, "land", start, None, None, None)]
    for number, name in enumerate(atlas.province_names):
        rows.append((province_code(number), name, "provincie", start, None, None, None))
    for number, name in enumerate(atlas.region_names):
        province = province_code(atlas.province_of_region[number])
        rows.append((region_code(number), name, "jeugdregio", start, None, province, None))
    for m in atlas.municipalities:
        end = None if m.last is None else dt.date(m.last + 1, 1, 1)
        province = province_code(atlas.province_of_region[m.region])
        rows.append(
            (m.code, m.name, "gemeente", dt.date(m.first, 1, 1), end, province, region_code(m.region))
        )
    types = dict.fromkeys(AREA_COLUMNS, pl.String()) | {"valid_from": pl.Date(), "valid_to": pl.Date()}
    return pl.DataFrame(rows, schema=types, orient="row")


def mergers(atlas: Atlas) -> pl.DataFrame:
    """Return which municipality went into which."""
    into = {unit: m.code for m in atlas.in_year(MERGER_YEAR) for unit in m.units}
    rows = [
        (dt.date(MERGER_YEAR, 1, 1), m.code, into[m.units[0]])
        for m in atlas.municipalities
        if m.last is not None
    ]
    return pl.DataFrame(rows, schema=["until", "old", "new"], orient="row")


def neighbours(atlas: Atlas, years: tuple[int, ...]) -> pl.DataFrame:
    """Return the pairs of municipalities that share a border, both ways."""
    rows: set[tuple[int, str, str]] = set()
    for year in years:
        code = {unit: m.code for m in atlas.in_year(year) for unit in m.units}
        rows.update(
            (year, code[unit], code[other])
            for unit, others in enumerate(atlas.neighbours)
            for other in others
            if code[unit] != code[other]
        )
    return pl.DataFrame(sorted(rows), schema=["year", "code", "neighbour"], orient="row")


def merged_values(atlas: Atlas, units: Units, year: int) -> dict[str, FloatArray]:
    """Return the characteristics of the municipalities of ``year`` (2021 or 2022)."""
    number = len(atlas.in_year(year))
    if number == len(units):
        return units.value[year]
    return merge_values(units.value[year], units.inhabitants[year], atlas.of_units(year), number)


def characteristics(atlas: Atlas, units: Units, years: tuple[int, ...]) -> pl.DataFrame:
    """Return one row per year and municipality."""
    frames = []
    for year in years:
        there = atlas.in_year(year)
        inhabitants = per_group(units.inhabitants[year], atlas.of_units(year), len(there))
        values = {name: part.tolist() for name, part in merged_values(atlas, units, year).items()}
        key = {"year": [year] * len(there), "code": [m.code for m in there], "inwoners": inhabitants.tolist()}
        frames.append(pl.DataFrame({**key, **values}))
    return pl.concat(frames)


def districts(atlas: Atlas, draws: Draws, wijken: Districts, ages: dict[int, IntArray]) -> pl.DataFrame:
    """Return people and youths in care per year and district; a district gets a new code in a merger."""
    name = district_names(draws, wijken.unit.tolist(), wijken.number.tolist())
    frames = []
    for year, youths in ages.items():
        code, municipality = _district_codes(atlas, wijken, year)
        people = wijken.people[year]
        risk = care_module.at_risk(people)
        columns = {
            "year": [year] * len(code),
            "code": code,
            "name": name,
            "municipality": municipality,
            "inwoners": wijken.inhabitants[year].tolist(),
            "inwoners_0_14": people[:, :3].sum(axis=1).tolist(),
            "inwoners_15_24": people[:, 3:].sum(axis=1).tolist(),
            **{f"inwoners_{age}": risk[:, place].tolist() for place, age in enumerate(care_module.AGES)},
            "inwoners_12_22": people[:, 2:5].sum(axis=1).tolist(),
            **{f"jongeren_{age}": youths[:, place].tolist() for place, age in enumerate(care_module.AGES)},
            "jongeren": youths.sum(axis=1).tolist(),
        }
        frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


def _district_codes(atlas: Atlas, wijken: Districts, year: int) -> tuple[list[str], list[str]]:
    """Return district and municipality codes: numbers run on over the parts of a merged municipality."""
    count = np.bincount(wijken.unit)
    before, owner = {}, {}
    for m in atlas.in_year(year):
        running = 0
        for unit in m.units:
            before[unit], owner[unit] = running, m.code
            running += int(count[unit])
    municipality = [owner[unit] for unit in wijken.unit.tolist()]
    pairs = zip(wijken.unit.tolist(), wijken.number.tolist(), municipality, strict=True)
    return [f"WK{code[2:]}{before[unit] + number:02d}" for unit, number, code in pairs], municipality


def use(
    wijken: pl.DataFrame, by_year: dict[int, care_module.Use], measures: dict[int, IntArray]
) -> pl.DataFrame:
    """Return households and trajectories per year and district.

    Trajectories are those of youth care, each with its referrer, and measures of protection and probation,
    which have none: as in the real table, the referrers add up to less than the total.
    """
    frames = []
    for year, part in by_year.items():
        keys = wijken.filter(pl.col("year") == year).select("year", "code", "municipality")
        households = {name: part.households[:, place].tolist() for place, name in enumerate(HOUSEHOLDS)}
        referrers = {name: part.referrers[:, place].tolist() for place, name in enumerate(REFERRERS)}
        total = pl.Series("trajecten", (part.referrers.sum(axis=1) + measures[year]).tolist())
        frames.append(keys.hstack(pl.DataFrame({**households, **referrers})).with_columns(total))
    return pl.concat(frames)


def care(atlas: Atlas, wijken: Districts, severity: dict[int, care_module.Severity]) -> pl.DataFrame:
    """Return help, stay, protection and probation per year and municipality, with the people at risk."""
    frames = []
    for year, part in severity.items():
        there, of_unit = atlas.in_year(year), atlas.of_units(year)
        of_district = of_unit[wijken.unit]
        people = wijken.people[year]
        columns = {field.name: getattr(part, field.name) for field in fields(part)}
        frames.append(
            pl.DataFrame(
                {
                    "year": [year] * len(there),
                    "code": [m.code for m in there],
                    "inwoners_0_17": per_group(people[:, :4].sum(axis=1), of_district, len(there)).tolist(),
                    "inwoners_12_22": per_group(people[:, 2:5].sum(axis=1), of_district, len(there)).tolist(),
                    **{
                        name: per_group(values, of_unit, len(there)).tolist()
                        for name, values in columns.items()
                    },
                }
            )
        )
    return pl.concat(frames)


def costs(
    atlas: Atlas, draws: Draws, units: Units, severity: care_module.Severity, demo: str
) -> pl.DataFrame:
    """Return costs and income per municipality, document and taakveld, in EUR."""
    there, of_unit = atlas.in_year(BASE_YEAR + 2), atlas.of_units(BASE_YEAR + 2)
    codes = [m.code for m in there]
    number = np.arange(len(codes))
    severe = [severity.jeugdzorg, severity.verblijf, severity.bescherming, severity.reclassering]
    inhabitants = {year: per_group(units.inhabitants[year], of_unit, len(codes)) for year in (2023, 2024)}
    drivers = costs_module.Drivers(
        inhabitants[2023], *(per_group(part, of_unit, len(codes)) for part in severe)
    )
    missing = set(costs_module.absent(draws, number, codes.index(demo)))
    delivered = [place not in missing for place in range(len(codes))]
    frames = []
    for field in parameters().costs:
        for (year, document), (spent, received) in costs_module.field_costs(
            draws, field, drivers, number
        ).items():
            frames.append(
                pl.DataFrame(
                    {
                        "year": [year] * len(codes),
                        "document": [document] * len(codes),
                        "code": codes,
                        "taakveld": [field] * len(codes),
                        "lasten": spent.tolist(),
                        "baten": received.tolist(),
                        "inwoners": inhabitants[year].tolist(),
                        "delivered": [True] * len(codes) if field == costs_module.WIJKTEAMS else delivered,
                    }
                )
            )
    return pl.concat(frames)
