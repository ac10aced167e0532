"""The published figures of all municipalities as counts with bounds, ready for partial pooling.

A published count is an interval; a percentage is turned into a count of its population with the interval
that its rounding leaves. What is secret stays an interval from nothing up to the secrecy bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.places import Place

USE, INDICATORS, KEY_FIGURES, COSTS = "85075NED", "85098NED", "KERNCIJFERS", "IV3-JEUGD"
_AGES = ("jongeren_0_3", "jongeren_4_11", "jongeren_12_17", "jongeren_18_22")
_REFERRERS = (
    "trajecten_gemeentelijke_toegang",
    "trajecten_huisarts",
    "trajecten_jeugdarts",
    "trajecten_medisch_specialist",
    "trajecten_gecertificeerde_instelling",
    "trajecten_rechter",
)


@dataclass(frozen=True)
class Counted:
    """One figure of all municipalities: events with bounds, and out of how many.

    Parameters
    ----------
    figure, source, year
        Id of the figure, its table, and the year it is about.
    ends
        (3, municipalities): events, with the bounds that rounding and secrecy leave; NaN where nothing is
        published.
    exposure
        (municipalities,): out of how many.
    """

    figure: str
    source: str
    year: int
    ends: FloatArray
    exposure: FloatArray

    @property
    def events(self) -> FloatArray:
        """The middle of what is published."""
        return np.asarray(self.ends[0], dtype=np.float64)

    @property
    def lower(self) -> FloatArray:
        """Lower bounds."""
        return np.asarray(self.ends[1], dtype=np.float64)

    @property
    def upper(self) -> FloatArray:
        """Upper bounds."""
        return np.asarray(self.ends[2], dtype=np.float64)


def counted(observations: pl.DataFrame, places: tuple[Place, ...]) -> tuple[Counted, ...]:
    """Return every figure of the newest year that its table is there of; other years as kept figures too."""
    return tuple(
        one
        for one in (*_use(observations, places), *_shares(observations, places), *_kept(observations, places))
        if np.isfinite(one.events).any()
    )


def _cells(
    observations: pl.DataFrame, table: str, measure: str, year: int, places: tuple[Place, ...]
) -> FloatArray:
    """Return value, lower and upper bound of one measure for all places, shape (3, places)."""
    rows = observations.filter(
        (pl.col("table") == table) & (pl.col("measure") == measure) & (pl.col("period") == str(year))
    ).sort("area", "variant")
    known = {
        area: (value, lower, upper)
        for area, value, lower, upper in rows.select("area", "value", "lower", "upper").iter_rows()
    }
    nothing = (None, None, None)
    ends = [[np.nan if x is None else float(x) for x in known.get(place.code, nothing)] for place in places]
    table_of = np.array(ends, dtype=np.float64).reshape(-1, 3).T
    inside = np.isnan(table_of[0]) & np.isfinite(table_of[1] + table_of[2])
    table_of[0] = np.where(inside, (table_of[1] + table_of[2]) / 2.0, table_of[0])
    return np.asarray(table_of, dtype=np.float64)


def _together(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the sum of two counts; of one that is not published only the bounds are unknown."""
    filled = np.where(np.isnan(other), np.array([[0.0], [0.0], [9.0]]), other)
    return np.asarray(one + filled, dtype=np.float64)


def years_of(observations: pl.DataFrame, table: str) -> list[int]:
    """Return the whole years of a table with figures of municipalities, newest first."""
    rows = observations.filter((pl.col("table") == table) & pl.col("area").str.starts_with("GM"))
    periods = rows["period"].unique().to_list()
    return sorted((int(period) for period in periods if len(period) == 4), reverse=True)


def _people(places: tuple[Place, ...]) -> FloatArray:
    return np.array([place.people.sum(axis=0) for place in places])


def _use(observations: pl.DataFrame, places: tuple[Place, ...]) -> list[Counted]:
    years = years_of(observations, USE)
    if not years:
        return []
    year, people, found = years[0], _people(places), list[Counted]()
    for band, measure in enumerate(_AGES):
        figure = "zorg_" + measure.removeprefix("jongeren_")
        ends = _cells(observations, USE, measure, year, places)
        found.append(Counted(figure, USE, year, ends, people[:, band]))
    cells = [_cells(observations, USE, measure, year, places) for measure in _REFERRERS]
    routes = np.array([*cells[:4], _together(cells[4], cells[5])])
    total = np.nansum(routes[:, 0], axis=0)
    total = np.where(total > 0, total, np.nan)
    names = ("team", "huisarts", "jeugdarts", "specialist", "gi")
    found += [
        Counted(f"route_{name}", USE, year, ends, total) for name, ends in zip(names, routes, strict=True)
    ]
    young = _cells(observations, USE, "jongeren", year, places)
    alone = _cells(observations, USE, "jongeren_eenoudergezin", year, places)
    all_of = _cells(observations, USE, "trajecten", year, places)
    return [
        *found,
        Counted("eenouder", USE, year, alone, young[0]),
        Counted("trajecten", USE, year, all_of, young[0]),
    ]


def _shares(observations: pl.DataFrame, places: tuple[Place, ...]) -> list[Counted]:
    """Return the shares of the indicators, of the newest year with most municipalities."""
    years = years_of(observations, INDICATORS)
    if not years:
        return []
    year, people = years[0], _people(places)
    children, teens = people[:, :3].sum(axis=1), people[:, 2] + people[:, 3]
    help_ = _cells(observations, INDICATORS, "pct_jeugdhulp", year, places)
    guard = _cells(observations, INDICATORS, "pct_jeugdbescherming", year, places)
    parts = (
        ("hulp", help_, children),
        (
            "verblijf",
            _cells(observations, INDICATORS, "pct_verblijf_van_jeugdhulp", year, places),
            help_[0] * children / 100,
        ),
        ("bescherming", guard, children),
        (
            "bescherming_verblijf",
            _cells(observations, INDICATORS, "pct_verblijf_van_jeugdbescherming", year, places),
            guard[0] * children / 100,
        ),
        ("reclassering", _cells(observations, INDICATORS, "pct_jeugdreclassering", year, places), teens),
    )
    return [
        Counted(figure, INDICATORS, year, ends * exposure / 100.0, exposure)
        for figure, ends, exposure in parts
    ]


def _kept(observations: pl.DataFrame, places: tuple[Place, ...]) -> list[Counted]:
    people = _people(places).sum(axis=1)
    return [
        Counted(
            "zorg",
            KEY_FIGURES,
            year,
            _cells(observations, KEY_FIGURES, "pct_jeugdzorg_tot_23", year, places) * people / 100.0,
            people,
        )
        for year in years_of(observations, KEY_FIGURES)
    ]


def district_counts(observations: pl.DataFrame, place: Place) -> FloatArray:
    """Return the published youths with youth care of each district of the newest year; NaN when withheld."""
    rows = observations.filter((pl.col("table") == USE) & (pl.col("measure") == "jongeren"))
    mine = rows.filter(pl.col("area").is_in(place.districts) & pl.col("value").is_not_null()).sort(
        "period", "area"
    )
    known = dict(mine.select("area", "value").iter_rows())
    return np.array([known.get(code, np.nan) for code in place.districts], dtype=np.float64)
