"""On the fictional register: what is counted from deliveries is what counting the truth gives."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import duckdb
import polars as pl
import pytest

from drietrap.catalogue.indicators import given_by_records
from drietrap.catalogue.record_formula import DIMENSIONS
from drietrap.indicators.records.beside import fewer_on_last_day, silent
from drietrap.indicators.records.engine import deliveries_behind, record_figures
from drietrap.indicators.records.figure import Level
from drietrap.publication.record_tables import disclosure_tables
from drietrap.publication.suppression.linking import describe
from drietrap.register.record import Record
from drietrap.synthetic.country import build
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.delivered import delivered, residence
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.vocabulary.period import Period

HALF = Period(2022, "H", 1)
WANTED = (
    "jeugdhulptrajecten_aantal",
    "jeugdhulptrajecten_begonnen_aantal",
    "jeugdhulptrajecten_beeindigd_aantal",
    "jeugdhulptrajecten_stand",
    "jongeren_met_jeugdhulp_aantal",
    "beschermingsmaatregelen_stand",
    "jeugdhulp_gebruik",
)


@pytest.fixture(scope="module")
def register() -> SyntheticRegister:
    return build_register(build(2022, 30), years=range(2021, 2023), seed=5)


@pytest.fixture(scope="module")
def connection(register: SyntheticRegister) -> duckdb.DuckDBPyConnection:
    """Return the deliveries of two years as the table of records."""
    periods = [Period(year, "H", half) for year in (2021, 2022) for half in (1, 2)]
    periods += [Period(year, "K", quarter) for year in (2021, 2022) for quarter in (1, 2, 3, 4)]
    parts = []
    for period in periods:
        rows = delivered(register, period)
        mark = pl.concat_str(pl.col("kind").cast(pl.String), "provider", "period").hash(1)
        parts.append(
            rows.with_columns(
                pl.col("kind").cast(pl.String),
                pl.format("p{}", "person").alias("person"),
                version=pl.lit("7"),
                delivery=mark.cast(pl.String).str.zfill(16).str.slice(0, 16),
            ).select(Record.column_names())
        )
    made = duckdb.connect()
    made.register("record", pl.concat(parts).to_arrow())
    return made


@pytest.fixture(scope="module")
def figures(connection: duckdb.DuckDBPyConnection, register: SyntheticRegister) -> pl.DataFrame:
    definitions = [given_by_records()[id_] for id_ in WANTED]
    levels = {
        Level.LAND: DIMENSIONS,
        Level.JEUGDREGIO: DIMENSIONS,
        Level.GEMEENTE: DIMENSIONS,
        Level.WIJK: (),
    }
    return record_figures(connection, definitions, [HALF], places=_places(register), levels=levels)


def _places(register: SyntheticRegister) -> pl.DataFrame:
    land = register.territory
    rows = {
        (year, code, code, land.region_codes[land.region[unit]])
        for year in (2021, 2022)
        for code, unit in zip(land.municipality_codes[land.at(year)], land.unit, strict=True)
    }
    return pl.DataFrame(sorted(rows), schema=["year", "code", "municipality", "region"], orient="row")


def _truth(register: SyntheticRegister) -> dict[str, Counter[str]]:
    """Count the half-year from the register itself, record by record, per municipality on the last day."""
    first, last = dt.date(2022, 1, 1), dt.date(2022, 6, 30)
    home = dict(residence(register, last).select("family", "municipality").iter_rows())
    family = dict(register.persons.select("person", "family").iter_rows())
    count: dict[str, Counter[str]] = defaultdict(Counter)
    youths: dict[str, set[int]] = defaultdict(set)
    for row in register.of_kind("jeugdhulp").iter_rows(named=True):
        if row["started"] > last or (row["ended"] is not None and row["ended"] < first):
            continue
        where = home[family[row["person"]]]
        count["jeugdhulptrajecten_aantal"][where] += 1
        count["jeugdhulptrajecten_begonnen_aantal"][where] += row["started"] >= first
        ended = row["ended"] is not None and row["ended"] <= last
        count["jeugdhulptrajecten_beeindigd_aantal"][where] += ended
        count["jeugdhulptrajecten_stand"][where] += not ended
        youths[where].add(row["person"])
    for where, persons in youths.items():
        count["jongeren_met_jeugdhulp_aantal"][where] = len(persons)
    # A measure runs on as long as no institution ended it: a handover is no end.
    begun, over = set(), set()
    for row in register.of_kind("jeugdbescherming").iter_rows(named=True):
        key = (row["person"], row["form"], row["started"])
        if row["started"] <= last and (row["taken_over"] or row["started"]) <= last:
            begun.add(key)
        if row["ended"] is not None and row["ended"] <= last:
            over.add(key)
    for person, _, _ in begun - over:
        count["beschermingsmaatregelen_stand"][home[family[person]]] += 1
    return count


def test_figures_are_what_counting_the_truth_gives(
    figures: pl.DataFrame, register: SyntheticRegister
) -> None:
    towns = figures.filter((pl.col("level") == Level.GEMEENTE) & (pl.col("dimension") == ""))
    truth = _truth(register)
    for indicator, counts in truth.items():
        mine = dict(towns.filter(pl.col("indicator") == indicator).select("area", "numerator").iter_rows())
        assert {area: n for area, n in mine.items() if n} == {area: n for area, n in counts.items() if n}
        assert sum(mine.values()) > 100


def test_every_breakdown_of_trajectories_adds_up(figures: pl.DataFrame) -> None:
    mine = figures.filter(pl.col("indicator") == "jeugdhulptrajecten_aantal")
    totals = mine.filter(pl.col("dimension") == "").select("level", "area", "numerator")
    for name in DIMENSIONS:
        parts = (
            mine.filter(pl.col("dimension") == name).group_by("level", "area").agg(pl.col("numerator").sum())
        )
        both = parts.join(totals, on=["level", "area"], suffix="_total")
        assert both.height > 30
        assert (both["numerator"] == both["numerator_total"]).all()


@pytest.mark.parametrize(
    ("indicator", "of_youths"),
    [("jeugdhulptrajecten_aantal", False), ("jongeren_met_jeugdhulp_aantal", True)],
)
def test_disclosure_control_takes_the_tables(
    figures: pl.DataFrame, register: SyntheticRegister, indicator: str, of_youths: bool
) -> None:
    regions = _places(register).filter(pl.col("year") == 2022).select("municipality", "region")
    tables, dimensions = disclosure_tables(figures, indicator, HALF.code, regions, of_youths=of_youths)
    release = describe("2022H1", tables, dimensions)
    assert len(tables) == 3
    areas = {area for table in tables for area, _ in table.counts}
    assert {"NL01", *regions["region"], *regions["municipality"]} <= areas
    assert len(release.relations) > 3 * 30
    with pytest.raises(ValueError, match="not a count"):
        disclosure_tables(figures, "jeugdhulp_gebruik", HALF.code, regions, of_youths=True)
    with pytest.raises(ValueError, match="no region"):
        disclosure_tables(figures, indicator, HALF.code, regions.head(3), of_youths=of_youths)


def test_the_deliveries_behind_a_figure(connection: duckdb.DuckDBPyConnection) -> None:
    formula = given_by_records()["jongeren_met_jeugdhulp_aantal"].records
    assert formula is not None
    behind = deliveries_behind(connection, formula, Period(2022))
    assert set(behind["period"]) == {"2022H1", "2022H2"}
    assert set(behind["kind"]) == {"jeugdhulp"}
    one = behind["provider"][0]
    assert set(deliveries_behind(connection, formula, Period(2022), one)["provider"]) == {one}


def test_who_stopped_delivering_is_counted_over_a_whole_year(connection: duckdb.DuckDBPyConnection) -> None:
    formula = given_by_records()["jongeren_met_jeugdhulp_aantal"].records
    assert formula is not None
    rows = connection.execute(
        "SELECT DISTINCT provider, period FROM record WHERE kind = 'jeugdhulp'"
    ).fetchall()
    then = {provider for provider, period in rows if period.startswith("2021")}
    now = Counter(provider for provider, period in rows if period in ("2022H1", "2022H2"))
    gone = {provider for provider in then if now[provider] < 2}
    assert silent(connection, formula, Period(2022)) == ((len(gone), len(then)) if gone else None)
    one = min(then - gone)
    with duckdb.connect() as other:
        kept = connection.execute(
            "SELECT * FROM record WHERE NOT (provider = $one AND period = '2022H2')", {"one": one}
        )
        other.register("record", kept.to_arrow_table())
        assert silent(other, formula, Period(2022)) == (len(gone) + 1, len(then))


def test_how_many_fewer_there_are_with_age_on_the_last_day(
    connection: duckdb.DuckDBPyConnection, register: SyntheticRegister
) -> None:
    formula = given_by_records()["jeugdhulp_gebruik"].records
    assert formula is not None
    born = dict(register.persons.select("person", "born").iter_rows())
    minors = Counter[str]()
    for person in _helped(register, dt.date(2022, 1, 1), dt.date(2022, 12, 31)):
        for name, day in (("first", dt.date(2022, 1, 1)), ("last", dt.date(2022, 12, 31))):
            years = (
                day.year - born[person].year - ((day.month, day.day) < (born[person].month, born[person].day))
            )
            minors[name] += years < 18
    told = fewer_on_last_day(connection, formula, Period(2022))
    assert told == round(100 * (minors["first"] - minors["last"]) / minors["first"])
    assert told > 0
    assert (
        fewer_on_last_day(connection, given_by_records()["jeugdhulptrajecten_aantal"].records, Period(2022))
        is None
    )  # type: ignore[arg-type]
    with duckdb.connect() as few:
        few.register("record", connection.execute("SELECT * FROM record LIMIT 500").to_arrow_table())
        assert fewer_on_last_day(few, formula, Period(2022)) is None


def _helped(register: SyntheticRegister, first: dt.date, last: dt.date) -> set[int]:
    rows = register.of_kind("jeugdhulp").iter_rows(named=True)
    return {
        row["person"]
        for row in rows
        if row["started"] <= last and (row["ended"] is None or row["ended"] >= first)
    }
