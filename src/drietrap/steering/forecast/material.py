"""The series that a forecast is made from, gathered from figures: all municipalities, and the country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.catalogue.forecast import ForecastTarget
from drietrap.catalogue.indicator import Cell, Unit
from drietrap.catalogue.indicators import INDICATORS
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.assumptions import GROWTH
from drietrap.steering.forecast.series import Panel
from drietrap.vocabulary.errors import NoDataError
from drietrap.vocabulary.period import Period

_YOUTHS = Cell("GF-JEUGD-VOLUMES", "volume_jong")
_SPANS = {"J": 1, "H": 2}


@dataclass(frozen=True)
class Around:
    """What a release knows: figures, observations, and when an area became another one (``changed``)."""

    figures: pl.DataFrame
    observation: pl.DataFrame
    changed: Mapping[str, tuple[float, ...]]


def moment(period: str) -> float:
    """Return the start of a period in years; half-years are halves.

    >>> moment("2022"), moment("2022H2")
    (2022.0, 2022.5)
    """
    parsed = Period.parse(period)
    return parsed.year + (parsed.index - 1) / _SPANS.get(parsed.part, 12)


def panel_of(target: ForecastTarget, around: Around, areas: Sequence[str]) -> Panel:
    """Return the counts of all ``areas`` that have any.

    Raises
    ------
    NoDataError
        When no area has one.
    """
    rows = _rows(target.indicators, around.figures, areas)
    people = _people(target, around.figures, areas)
    if INDICATORS[target.indicators[0]].unit is not Unit.COUNT:
        share = pl.col("denominator") / 100
        rows = rows.filter(pl.col("denominator") > 0).with_columns(
            pl.col("rounding_lower") * share, pl.col("rounding_upper") * share
        )
    codes = sorted(set(rows["area"].to_list()) & set(people))
    periods = sorted(set(rows["period"].to_list()), key=moment)
    if not codes:
        raise NoDataError(
            f"van geen enkele gemeente is het aantal {target.label} gelezen",
            action="lees die tabellen met 'drietrap lees' of 'drietrap haal'",
        )
    count, width = np.full((2, len(codes), len(periods)), np.nan)
    last = dict.fromkeys(codes, False)
    row_of = {code: at for at, code in enumerate(codes)}
    column_of = {period: at for at, period in enumerate(periods)}
    for area, period, low, high, provisional in rows.select(
        "area", "period", "rounding_lower", "rounding_upper", "provisional"
    ).iter_rows():
        if area in row_of:
            place = row_of[area], column_of[period]
            count[place], width[place] = (low + high) / 2, high - low
            last[area] = provisional
    definition = INDICATORS[target.indicators[0]]
    breaks = tuple(
        tuple(
            sorted(
                {moment(b.period) for b in definition.breaks if b.area in (None, code)}
                | set(around.changed.get(code, ()))
            )
        )
        for code in codes
    )
    return Panel(
        tuple(codes),
        np.array([moment(period) for period in periods]),
        count,
        np.nan_to_num(width),
        np.array([_along(people[code], periods) for code in codes]),
        breaks,
        tuple(last[code] for code in codes),
    )


def _rows(indicators: Sequence[str], figures: pl.DataFrame, areas: Sequence[str]) -> pl.DataFrame:
    """Return one row per area and period, of the first indicator that has it; whole years only."""
    return (
        figures.filter(
            pl.col("indicator").is_in(indicators)
            & pl.col("area").is_in(areas)
            & pl.col("rounding_lower").is_not_null()
            & pl.col("rounding_upper").is_not_null()
            & pl.col("period").str.contains(r"^\d{4}$")
        )
        .with_columns(pl.col("indicator").replace_strict(_order(indicators)).alias("order"))
        .sort("area", "period", "order")
        .unique(["area", "period"], keep="first", maintain_order=True)
    )


def _order(indicators: Sequence[str]) -> dict[str, int]:
    return {one: at for at, one in enumerate(indicators)}


def _people(
    target: ForecastTarget, figures: pl.DataFrame, areas: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Return the youths of every area per period."""
    names = (target.people, *target.indicators)
    found: dict[str, dict[str, float]] = {}
    rows = _rows(names, figures.filter(pl.col("denominator") > 0), areas)
    for area, period, youths in rows.select("area", "period", "denominator").iter_rows():
        found.setdefault(area, {})[period] = float(youths)
    return found


def _along(known: dict[str, float], periods: Sequence[str]) -> list[float]:
    """Return the youths in each period, of the nearest period that is known."""
    return [known[min(known, key=lambda one: (abs(moment(one) - moment(at)), one))] for at in periods]


def country_of(target: ForecastTarget, around: Around) -> Panel:
    """Return the national series: counts, and youths smoothed from counts and published shares.

    Raises
    ------
    NoDataError
        When it was not read.
    """
    counts, shares = (_cells(around.observation, cell) for cell in (target.national, target.national_share))
    periods = sorted(set(counts) & set(shares), key=moment)
    if not periods:
        raise NoDataError(
            f"de landelijke reeks bij {target.label} is niet gelezen",
            expected="de tabel met jongeren met jeugdzorg in Nederland per jaar",
            action="lees die tabel met 'drietrap lees'",
        )
    times = np.array([moment(period) for period in periods])
    count = np.array([counts[period][0] for period in periods])
    youths = np.log(100 * count / np.array([shares[period][0] for period in periods]))
    line = np.polyval(np.polyfit(times - times[-1], youths, min(1, times.size - 1)), times - times[-1])
    breaks = {moment(b.period) for b in INDICATORS["landelijk_jeugdzorg_tot_23"].breaks}
    return Panel(
        ("NL",),
        times,
        count[None],
        np.array([counts[period][1] for period in periods])[None],
        np.exp(line)[None],
        (tuple(sorted(breaks)),),
        (counts[periods[-1]][2],),
    )


def _cells(observation: pl.DataFrame, cell: Cell) -> dict[str, tuple[float, float, bool]]:
    """Return value, width and whether it is provisional of a national measure per year."""
    rows = observation.filter(
        (pl.col("table") == cell.table)
        & (pl.col("measure") == cell.measure)
        & (pl.col("value") > 0)
        & pl.col("period").str.contains(r"^\d{4}$")
    ).sort("period", "area", "snapshot")
    return {
        period: (value, upper - lower, provisional)
        for period, value, lower, upper, provisional in rows.select(
            "period", "value", "lower", "upper", "provisional"
        ).iter_rows()
    }


def people_ahead(panel: Panel, around: Around, times: FloatArray) -> tuple[FloatArray, bool]:
    """Return the youths of every area at later times, and whether estimates for the Gemeentefonds helped.

    The growth between the last two years of estimates, for :data:`GROWTH` of it and up to the last of them.
    """
    rows = around.observation.filter(
        (pl.col("table") == _YOUTHS.table) & (pl.col("measure") == _YOUTHS.measure) & (pl.col("value") > 0)
    ).with_columns(
        pl.col("variant").str.slice(1, 4).alias("made"), pl.col("variant").str.slice(0, 1).alias("in")
    )
    # Of one year the latest circular: of the latest year, and of that year September (S) after May (M).
    rows = rows.sort("area", "period", "made", "in").unique(
        ["area", "period"], keep="last", maintain_order=True
    )
    years = sorted(rows["period"].unique().to_list())[-2:]
    start = panel.people[:, -1:]
    if len(years) < 2:
        return np.repeat(start, times.size, axis=1), False
    known = {
        year: dict(rows.filter(pl.col("period") == year).select("area", "value").iter_rows())
        for year in years
    }
    first, last = (moment(year) for year in years)
    growth = np.array(
        [
            np.log(known[years[1]][a] / known[years[0]][a]) / (last - first)
            if a in known[years[0]] and a in known[years[1]]
            else 0.0
            for a in panel.areas
        ]
    )
    span = np.maximum(np.minimum(times, last) - panel.times[-1], 0.0)
    return np.asarray(start * np.exp(GROWTH * growth[:, None] * span)), True


@dataclass(frozen=True)
class District:
    """The last known number of a district: the middle of what it can stand for, and how wide that is."""

    area: str
    moment: float
    count: float
    width: float


def district_rows(target: ForecastTarget, around: Around, area: str) -> tuple[District, ...]:
    """Return the districts of a municipality in the newest year that has any, in the order of their codes."""
    if target.districts is None:
        return ()
    rows = around.figures.filter(
        (pl.col("indicator") == target.districts)
        & pl.col("area").str.starts_with(f"WK{area[2:]}")
        & pl.col("rounding_lower").is_not_null()
        & pl.col("rounding_upper").is_not_null()
        & pl.col("period").str.contains(r"^\d{4}$")
    )
    if INDICATORS[target.districts].unit is not Unit.COUNT:
        share = pl.col("denominator") / 100
        rows = rows.filter(pl.col("denominator") > 0).with_columns(
            pl.col("rounding_lower") * share, pl.col("rounding_upper") * share
        )
    newest = rows.filter(pl.col("period") == rows["period"].max()).sort("area")
    return tuple(
        District(code, moment(period), (low + high) / 2, high - low)
        for code, period, low, high in newest.select(
            "area", "period", "rounding_lower", "rounding_upper"
        ).iter_rows()
    )
