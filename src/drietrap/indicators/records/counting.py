"""Count records in SQL: every count of every definition, for all areas and providers and each breakdown.

Which of the counts a trajectory or youth is in, is one whole number with a bit per count. Youths and
trajectories with the same bits in the same place are first added up; only then each bit is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import duckdb
import polars as pl

from drietrap.catalogue.record_formula import AgeDay, Ages, Counted, Course, RecordCount, Selection
from drietrap.indicators.compile import literal
from drietrap.indicators.records.calendar import bounds, deliveries
from drietrap.indicators.records.figure import AGE_BANDS, NO_REFERRER, UNKNOWN, UNKNOWN_DISTRICT, Level
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

_SQL = files("drietrap.indicators.records").joinpath("courses.sql").read_text(encoding="utf-8")
_BITS = 60
_FLAGS = {Course.AT_START: 1, Course.AT_END: 2, Course.BEGUN: 4, Course.ENDED: 8}
_AGE = {AgeDay.FIRST: "age_first", AgeDay.LAST: "age_last"}
_WIDE = {
    Level.LAND: f"'{NEDERLAND}'",
    Level.JEUGDREGIO: f"coalesce(region, '{UNKNOWN}')",
    Level.GEMEENTE: f"coalesce(municipality, '{UNKNOWN}')",
}
_DISTRICT = (
    f"CASE WHEN municipality IS NULL THEN '{UNKNOWN}' "
    f"ELSE coalesce(district, municipality || '{UNKNOWN_DISTRICT}') END"
)
_CATEGORY = {
    "vorm": "kind || ' ' || form",
    "verwijzer": f"CASE WHEN kind = 'jeugdhulp' THEN coalesce(referrer, '{UNKNOWN}') "
    f"ELSE '{NO_REFERRER}' END",
}
_OF_THE_YOUTH = {"leeftijd": "age_group", "geslacht": "sex"}
_TABLES = (
    *("span", "delivered", "place", "raw", "person", "supplier", "sort", "spot", "numbered", "line", "held"),
    *("once", "home", "course", "provider_course", "which", "within", "member", "cube", "counted"),
)

PLACES = pl.Schema(
    {"year": pl.Int64(), "code": pl.String(), "municipality": pl.String(), "region": pl.String()}
)
_SPAN = pl.Schema({"span": pl.Int32(), "period": pl.String(), "first_day": pl.Date(), "last_day": pl.Date()})
_DELIVERED = pl.Schema(
    {"period": pl.String(), "kind": pl.String(), "code": pl.String(), "ends": pl.Date(), "last": pl.Boolean()}
)


@dataclass(frozen=True)
class Wanted:
    """What to count: the counts (each once), and the breakdowns of each level; total is always there."""

    counts: tuple[RecordCount, ...]
    dimensions: dict[Level, tuple[str, ...]]


def load(
    connection: duckdb.DuckDBPyConnection,
    periods: Sequence[Period],
    places: pl.DataFrame | None,
    counts: Iterable[RecordCount],
) -> None:
    """Make the temporary tables of ``courses.sql`` for ``periods``.

    Parameters
    ----------
    connection
        With a view or table ``record`` (columns of ``register.Record``).
    periods
        Years, half-years or quarters.
    places
        ``year, code, municipality, region``; None takes the codes as they were delivered.
    counts
        What will be counted: its ages are kept.
    """
    spans = [(number, period.code, *bounds(period)) for number, period in enumerate(periods)]
    table(connection, "span", pl.DataFrame(spans, schema=_SPAN, orient="row"))
    rows = [
        (part.period, part.kind, part.delivered, bounds(Period.parse(part.delivered))[1], part.last)
        for period in periods
        for part in deliveries(period)
    ]
    table(connection, "delivered", pl.DataFrame(rows, schema=_DELIVERED, orient="row"))
    known = PLACES.to_frame() if places is None else places.select(PLACES.names()).cast(PLACES)
    table(connection, "place", known)
    filled = {
        "{mapped}": str(places is not None).lower(),
        "{age_group}": _age_group(),
        "{ages}": _age_bits(_limits(counts)),
        "{unknown}": UNKNOWN,
    }
    text = _SQL
    for mark, value in filled.items():
        text = text.replace(mark, value)
    connection.execute(text)


def count(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> None:
    """Fill the temporary table ``counted`` from the tables that :func:`load` made.

    It has ``measure`` (place in ``wanted.counts``), ``level, area, provider, period, dimension, category``
    and ``n``, one or more; what is not there is zero.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE counted (measure INTEGER, level VARCHAR, area VARCHAR, provider VARCHAR,
          period VARCHAR, dimension VARCHAR, category VARCHAR, n UINTEGER)""")
    limits = _limits(wanted.counts)
    numbered = list(enumerate(wanted.counts))
    for counted in Counted:
        mine = [(number, one) for number, one in numbered if one.counted is counted]
        for start in range(0, len(mine), _BITS):
            measures = dict(mine[start : start + _BITS])
            connection.execute(f"CREATE OR REPLACE TEMP TABLE which AS {_which(measures)}")
            connection.execute(f"CREATE OR REPLACE TEMP TABLE within AS {_within(measures, limits)}")
            for source in ("course", "provider_course"):
                _count_source(connection, wanted, measures, source)


def table(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Copy a frame into a temporary table."""
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the temporary tables."""
    for name in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _count_source(
    connection: duckdb.DuckDBPyConnection, wanted: Wanted, measures: dict[int, RecordCount], source: str
) -> None:
    """Count ``measures``, all of one unit, in areas or at providers."""
    by_provider = source == "provider_course"
    levels = [level for level in wanted.dimensions if (level is Level.AANBIEDER) is by_provider]
    for dimension in ("", *_CATEGORY):
        cuts = {level: _cuts(wanted.dimensions[level], dimension) for level in levels}
        cuts = {level: cut for level, cut in cuts.items() if cut}
        if not cuts:
            continue
        place = "supplier" if by_provider else "spot" if Level.WIJK in cuts else "town"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE cube AS {_cube(measures, source, place, dimension)}"
        )
        for places, narrowed in _passes(place, tuple(cuts)):
            connection.execute(_rollup(narrowed, places, cuts, measures))


def _passes(place: str, levels: tuple[Level, ...]) -> list[tuple[dict[Level, str], str]]:
    """Return which levels are added up together, and from what: districts apart, the rest per town."""
    names = "span.period, category, age_group, sex, mask, n"
    if place == "supplier":
        source = (
            f"SELECT {names}, provider AS p0 FROM cube JOIN span USING (span) JOIN supplier USING (supplier)"
        )
        return [({Level.AANBIEDER: "p0"}, source)]
    passes: list[tuple[dict[Level, str], str]] = []
    if Level.WIJK in levels:
        source = f"SELECT {names}, {_DISTRICT} AS p0 FROM cube JOIN span USING (span) JOIN spot USING (spot)"
        passes.append(({Level.WIJK: "p0"}, source))
    wide = {level: f"p{number}" for number, level in enumerate(_WIDE) if level in levels}
    if wide:
        keys = ", ".join(f"{_WIDE[level]} AS {name}" for level, name in wide.items())
        towns = "SELECT DISTINCT town, municipality, region FROM spot"
        per_town = "cube"
        if place == "spot":
            per_town = """(SELECT span, town, category, age_group, sex, mask, sum(n)::INTEGER AS n
                FROM cube JOIN spot USING (spot) GROUP BY ALL)"""
        source = f"SELECT {names}, {keys} FROM {per_town} JOIN span USING (span) JOIN ({towns}) USING (town)"
        passes.append((wide, source))
    return passes


def _cuts(dimensions: tuple[str, ...], dimension: str) -> list[tuple[str, str]]:
    """Return the breakdowns (name, column) of one pass: the total with age and sex, or one category."""
    if dimension:
        return [(dimension, "category")] if dimension in dimensions else []
    return [("", ""), *((name, column) for name, column in _OF_THE_YOUTH.items() if name in dimensions)]


def _which(measures: dict[int, RecordCount]) -> str:
    """Return which counts each course is in, apart from age: a bit per count and per ``also``."""
    own = _bits(_chosen(one.selection) for one in measures.values())
    also = _bits("true" if one.also is None else _chosen(one.also) for one in measures.values())
    names = ", ".join(f"{text} AS {name}" for name, text in _CATEGORY.items())
    return f"""
        SELECT sort * 16 + flags AS course, {names}, {own} AS own, {also} AS also
        FROM sort CROSS JOIN (SELECT unnest(range(16))::INTEGER AS flags)"""


def _within(measures: dict[int, RecordCount], limits: list[_Limit]) -> str:
    """Return per set of age limits that holds, which counts a youth can be in."""
    terms = (
        "true" if one.ages is None else f"(ages >> {limits.index((one.ages, one.age_on))}) & 1 = 1"
        for one in measures.values()
    )
    return f"SELECT ages, {_bits(terms)} AS allowed FROM (SELECT DISTINCT ages FROM home)"


def _cube(measures: dict[int, RecordCount], source: str, place: str, dimension: str) -> str:
    """Return how many members (youths or trajectories) have the same bits in the same place."""
    supplier = ", supplier" if place == "supplier" else ""
    category = f"w.{dimension}" if dimension else "''"
    if next(iter(measures.values())).counted is Counted.YOUTHS:
        members = f"""
            SELECT home{supplier}, {category} AS category, bit_or(own) & bit_or(also) AS bits
            FROM {source} JOIN which w USING (course) GROUP BY ALL"""
    else:
        members = f"""
            SELECT home{supplier}, {category} AS category, own & also AS bits
            FROM {source} JOIN which w USING (course)"""
    traits = "'' AS age_group, '' AS sex" if dimension else "age_group, sex"
    spots = " JOIN spot USING (spot)" if place == "town" else ""
    return f"""
        SELECT span, {place}, category, {traits}, bits & allowed AS mask, count(*)::INTEGER AS n
        FROM ({members}) JOIN home USING (home) JOIN within USING (ages){spots}
        WHERE bits & allowed <> 0 GROUP BY ALL"""


def _rollup(
    source: str,
    places: dict[Level, str],
    cuts: dict[Level, list[tuple[str, str]]],
    measures: dict[int, RecordCount],
) -> str:
    """Return the statement that adds the counts of ``source`` for every place and breakdown."""
    sets = [(level, place, name, column) for level, place in places.items() for name, column in cuts[level]]
    grouping = ", ".join(
        f"(period, {place}{', ' + column if column else ''})" for _, place, _, column in sets
    )
    columns = dict.fromkeys(column for *_, column in sets if column)
    names = {column: name for _, _, name, column in sets if column}
    level = " ".join(f"WHEN grouping({place}) = 0 THEN '{level}'" for level, place in places.items())
    dimension = " ".join(f"WHEN grouping({column}) = 0 THEN '{names[column]}'" for column in columns)
    provider = Level.AANBIEDER in places
    area = f"'{NEDERLAND}'" if provider else f"coalesce({', '.join(places.values())})"
    sums = ", ".join(
        f"sum(n) FILTER (mask & {1 << bit} <> 0)::UINTEGER AS m{number}"
        for bit, number in enumerate(measures)
    )
    return f"""
        INSERT INTO counted
        WITH added AS (
          SELECT CASE {level} END AS level, {area} AS area, {"p0" if provider else "''"} AS provider,
            period, {f"CASE {dimension} ELSE '' END" if columns else "''"} AS dimension,
            {f"coalesce({', '.join(columns)}, '')" if columns else "''"} AS category, {sums}
          FROM ({source}) GROUP BY GROUPING SETS ({grouping})
        )
        SELECT substr(measure, 2)::INTEGER, level, area, provider, period, dimension, category, n
        FROM added UNPIVOT (n FOR measure IN ({", ".join(f"m{number}" for number in measures)}))"""


def _bits(conditions: Iterable[str]) -> str:
    """Return a whole number with a bit per condition."""
    return " + ".join(
        f"CASE WHEN {condition} THEN {1 << bit}::BIGINT ELSE 0 END"
        for bit, condition in enumerate(conditions)
    )


def _chosen(selection: Selection) -> str:
    """Return the condition on a sort of care and its course."""
    conditions = [f"kind IN ({_listed(selection.kinds)})"]
    if selection.forms:
        conditions.append(f"form IN ({_listed(selection.forms)})")
    if selection.referrers:
        known = [code for code in selection.referrers if code is not None]
        options = [f"coalesce(referrer IN ({_listed(known)}), false)"] if known else []
        options += ["referrer IS NULL"] if None in selection.referrers else []
        conditions.append(f"({' OR '.join(options)})")
    if selection.course in _FLAGS:
        conditions.append(f"flags & {_FLAGS[selection.course]} <> 0")
    return " AND ".join(conditions)


_Limit = tuple[Ages, AgeDay]


def _limits(counts: Iterable[RecordCount]) -> list[_Limit]:
    """Return every age limit in use, each once."""
    return list(dict.fromkeys((one.ages, one.age_on) for one in counts if one.ages is not None))


def _age_bits(limits: list[_Limit]) -> str:
    """Return a bit per age limit; an unknown age is within none."""
    return (
        _bits(
            f"born IS NOT NULL AND {_AGE[day]} >= {ages.lowest} AND {_AGE[day]} < {ages.below}"
            for ages, day in limits
        )
        or "0"
    )


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(literal(code) for code in codes)


def _age_group() -> str:
    """Return the age group on the first day; who is born later in the period is in the youngest."""
    cases = " ".join(f"WHEN age_first < {band.below} THEN '{name}'" for name, band in AGE_BANDS.items())
    return f"CASE WHEN born IS NULL THEN '{UNKNOWN}' {cases} END"
