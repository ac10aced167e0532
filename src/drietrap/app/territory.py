"""The municipalities of a year with what is known of each, put together from the core tables."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import polars as pl

from drietrap.benchmark.groups import Territory, features_of
from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS, NEIGHBOUR_TABLE
from drietrap.catalogue.tables import EDITION
from drietrap.differences.selection.outcome import listed
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.area import AreaKind
from drietrap.vocabulary.errors import NoDataError

_NUMBER = re.compile(r"^(?:GM)?(\d{1,4})$", re.IGNORECASE)
_SHORT = ((r"^St\.?\s+", "Sint "), (r"\ba/d\b", "aan den"), (r"\bo/d\b", "op den"))
# Tables that tell how many people live in a municipality, best first.
_INHABITANTS = (NEIGHBOUR_TABLE, "IV3-JEUGD", "GF-JEUGD-VOLUMES")


def territory(
    observations: pl.DataFrame, membership: pl.DataFrame, areas: AreaRegister, year: int
) -> Territory:
    """Return the municipalities that existed on 1 January of ``year``.

    Regions, inhabitants and characteristics come from the nearest year there is.
    """
    existing = areas.municipalities(year)
    if not existing:
        raise NoDataError(f"van {year} zijn geen gemeenten bekend", action="kies een ander jaar")
    codes = tuple(area.code for area in existing)
    regions = regions_of(membership, areas, codes, year)
    return Territory(
        year,
        codes,
        tuple(area.name for area in existing),
        tuple(regions.get(code) for code in codes),
        _inhabitants(observations, codes, year),
        features_of(_nearest_year(_key_figures(observations), year), codes),
    )


def _key_figures(observations: pl.DataFrame) -> pl.DataFrame:
    """Return area, period, measure and value of the key figures.

    What CBS gives itself fills in what an edited copy of that year does not have, with the shares that
    follow from its numbers.
    """
    columns = ["area", "period", "measure", "value"]
    rows = observations.filter(pl.col("table") == NEIGHBOUR_TABLE)
    copies = rows.filter(pl.col("variant") != EDITION).select(columns)
    own = rows.filter((pl.col("variant") == EDITION) & pl.col("area").str.starts_with("GM")).select(columns)
    if own.is_empty():
        return copies
    shares = [
        _total(own, c.parts)
        .join(_total(own, c.whole), on=["area", "period"], suffix="_whole")
        .filter(pl.col("value_whole") > 0)
        .select(
            "area",
            "period",
            measure=pl.lit(c.measure),
            value=c.scale * pl.col("value") / pl.col("value_whole"),
        )
        for c in NEIGHBOUR_CHARACTERISTICS
        if c.parts
    ]
    fetched = pl.concat([own, *shares])
    known = copies.filter(pl.col("value").is_not_null())
    return pl.concat([copies, fetched.join(known, on=["area", "period", "measure"], how="anti")])


def _total(rows: pl.DataFrame, measures: tuple[str, ...]) -> pl.DataFrame:
    """Return per area and period the sum of these measures, where all of them are known."""
    found = rows.filter(pl.col("measure").is_in(measures) & pl.col("value").is_not_null())
    total = found.group_by("area", "period").agg(pl.col("value").sum(), pl.len())
    return total.filter(pl.col("len") == len(measures)).drop("len")


def _nearest_year(observations: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return per measure the rows of the year nearest to ``year`` (the earlier one on a tie)."""
    distance = pl.col("period").str.slice(0, 4).cast(pl.Int64) - year
    order = distance.abs() * 2 + (distance > 0)
    return observations.filter(order == order.min().over("measure"))


def _inhabitants(observations: pl.DataFrame, codes: tuple[str, ...], year: int) -> np.ndarray:
    known: dict[str, float] = {}
    rows = observations.filter((pl.col("measure") == "inwoners") & pl.col("value").is_not_null())
    for table in _INHABITANTS:
        nearest = _nearest_year(rows.filter(pl.col("table") == table), year)
        for area, value in nearest.sort("area", "variant").select("area", "value").iter_rows():
            known.setdefault(area, value)
    return np.array([known.get(code, np.nan) for code in codes], dtype=np.float64)


def regions_of(
    membership: pl.DataFrame, areas: AreaRegister, codes: tuple[str, ...], year: int
) -> dict[str, tuple[str, str]]:
    """Return code and name of the jeugdregio of every municipality of ``year``, where it is known.

    It comes from the nearest year that a list was read of; where that has other municipalities, mergers are
    followed.
    """
    if membership.is_empty():
        return {}
    years = membership["year"].unique().to_list()
    listed = min(years, key=lambda y: (abs(y - year), y))
    rows = membership.filter(pl.col("year") == listed).sort("child", "parent")
    region = {
        child: (parent, name or parent)
        for child, parent, name in rows.select("child", "parent", "parent_name").iter_rows()
    }
    found: dict[str, tuple[str, str]] = {}
    for code in codes:
        there = (code,) if code in region else areas.parts(code, of=year, on=listed).codes
        known = [region[part] for part in there if part in region]
        if known:
            found[code] = known[0]
    return found


def municipality(areas: AreaRegister, text: str, year: int | None) -> str:
    """Return the code of the municipality that a person means."""
    return _meant(areas, text, year, (AreaKind.GEMEENTE,))


def place(areas: AreaRegister, text: str, year: int | None) -> str:
    """Return the code of the municipality or jeugdregio that a person means; of one name the municipality."""
    return _meant(areas, text, year, (AreaKind.GEMEENTE, AreaKind.JEUGDREGIO))


def _meant(areas: AreaRegister, text: str, year: int | None, kinds: tuple[AreaKind, ...]) -> str:
    number = _NUMBER.match(text.strip())
    if number:
        text = f"GM{int(number[1]):04d}"
    for short, whole in _SHORT:
        text = re.sub(short, whole, text, flags=re.IGNORECASE)
    return areas.find(text, year, kinds=kinds).code


def require_existing(areas: AreaRegister, code: str, year: int) -> None:
    """Raise when a municipality did not exist on 1 January of ``year``, with who has the figures of then.

    Raises
    ------
    NoDataError
        The municipality was formed later, or had ended by then.
    """
    area, day = areas.get(code), date(year, 1, 1)
    if area.exists_on(day):
        return
    if area.valid_from is not None and area.valid_from > day:
        born = area.valid_from
        first = born.year + (born > date(born.year, 1, 1))
        told, holders = f"bestaat sinds {_since(born)}", areas.parts(code, of=first, on=year).codes
    else:
        ended = area.valid_to or day
        told, holders = f"bestaat sinds {_since(ended)} niet meer", areas.successor_on(code, year).codes
    names = listed((areas.get(other).name for other in holders if other != code), len(holders))
    raise NoDataError(
        f"{area.name} {told}" + (f"; de cijfers van {year} staan bij {names}" if names else ""),
        action="kies een van die gemeenten, of een ander jaar" if names else "kies een ander jaar",
    )


def _since(day: date) -> str:
    """Write the first day of a change: the year alone when that is 1 January."""
    return str(day.year) if day == date(day.year, 1, 1) else f"{day.day}-{day.month}-{day.year}"
