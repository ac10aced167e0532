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
_GRAINS = ("supplier", "spot", "town")  # a spot is a district of a town
_FLAGS = {Course.AT_START: 1, Course.AT_END: 2, Course.BEGUN: 4, Course.ENDED: 8}
_AGE = {AgeDay.FIRST: "age_first", AgeDay.LAST: "age_last"}
_DISTRICT = (
    f"CASE WHEN municipality IS NULL THEN '{UNKNOWN}' "
    f"ELSE coalesce(district, municipality || '{UNKNOWN_DISTRICT}') END"
)
_AREA = {
    Level.WIJK: _DISTRICT,
    Level.GEMEENTE: f"coalesce(municipality, '{UNKNOWN}')",
    Level.JEUGDREGIO: f"coalesce(region, '{UNKNOWN}')",
    Level.LAND: f"'{NEDERLAND}'",
}
"""Area levels, the finest first, and how a place is named in each."""
_CATEGORY = {
    "vorm": "kind || ' ' || form",
    "verwijzer": f"CASE WHEN kind = 'jeugdhulp' THEN coalesce(referrer, '{UNKNOWN}') "
    f"ELSE '{NO_REFERRER}' END",
}
_OF_THE_YOUTH = {"leeftijd": "age_cut", "geslacht": "sex_cut"}
_TABLES = (
    *(
        "span",
        "delivered",
        "place",
        "raw",
        "person",
        "supplier",
        "sort",
        "spot",
        "plain",
        "numbered",
        "line",
        "held",
    ),
    *("once", "home", "course", "provider_course", "site", "cutting", "which", "within", "cube", "per_spot"),
    *("per_town", "per_supplier", "counted"),
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

    It has ``measure`` (place in ``wanted.counts``), ``site, span, cut`` and ``n``, one or more; what is not
    there is zero. ``site`` names ``level, area, provider``, and ``cutting`` ``dimension, category`` of a cut.
    """
    connection.execute(_names())
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
    _roll_up(connection, wanted)


def table(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Copy a frame into a temporary table."""
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the temporary tables."""
    for name in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _names() -> str:
    """Return the statements that number every place and every category, and tables for the first counts."""
    areas = " UNION ALL ".join(
        f"SELECT DISTINCT '{level}' AS level, {name} AS area, '' AS provider FROM spot"
        for level, name in _AREA.items()
    )
    categories = " UNION ALL ".join(
        f"SELECT DISTINCT '{name}', {text} FROM sort" for name, text in _CATEGORY.items()
    )
    first = "(measure INTEGER, site INTEGER, span INTEGER, cut INTEGER, n INTEGER)"
    per_grain = " ".join(
        f"CREATE OR REPLACE TEMP TABLE per_{grain} {first.replace('site', grain)};" for grain in _GRAINS
    )
    return f"""
        CREATE OR REPLACE TEMP TABLE site AS
        SELECT *, row_number() OVER ()::INTEGER AS site FROM (
          {areas} UNION ALL SELECT '{Level.AANBIEDER}', '{NEDERLAND}', provider FROM supplier);
        CREATE OR REPLACE TEMP TABLE cutting AS
        SELECT '' AS dimension, '' AS category, 0 AS cut UNION ALL
        SELECT *, row_number() OVER ()::INTEGER FROM (
          SELECT DISTINCT 'leeftijd', age_group FROM home UNION ALL
          SELECT DISTINCT 'geslacht', sex FROM home UNION ALL {categories});
        CREATE OR REPLACE TEMP TABLE counted {first}; {per_grain}"""


def _count_source(
    connection: duckdb.DuckDBPyConnection, wanted: Wanted, measures: dict[int, RecordCount], source: str
) -> None:
    """Count ``measures``, all of one unit, per provider, or per spot (for districts) or town."""
    by_provider = source == "provider_course"
    for names in (("", *_OF_THE_YOUTH), *((name,) for name in _CATEGORY)):
        grains: dict[str, list[str]] = {}
        for name in names:
            asking = [level for level, cuts in wanted.dimensions.items() if name in ("", *cuts)]
            mine = [level for level in asking if (level is Level.AANBIEDER) is by_provider]
            if mine:
                grain = "supplier" if by_provider else "spot" if Level.WIJK in mine else "town"
                grains.setdefault(grain, []).append(name)
        if not grains:
            continue
        finest = min(grains, key=_GRAINS.index)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE cube AS {_cube(measures, source, finest, names[0])}"
        )
        for grain, cuts in grains.items():
            connection.execute(_added(measures, finest, grain, cuts))


def _added(measures: dict[int, RecordCount], finest: str, grain: str, cuts: Sequence[str]) -> str:
    """Return the statement that counts the bits of the cube per ``grain``, for each of ``cuts``."""
    columns = {name: _OF_THE_YOUTH.get(name, "category") for name in cuts if name}
    source = "cube" if finest == grain else "cube JOIN spot USING (spot)"
    sets = ", ".join(f"(measure, {grain}, span{', ' + columns[name] if name else ''})" for name in cuts)
    cut = f"coalesce({', '.join(columns.values())}, 0)" if columns else "0"
    bits = ", ".join(f"({number}, {1 << bit}::BIGINT)" for bit, number in enumerate(measures))
    return f"""
        INSERT INTO per_{grain}
        WITH bit AS (
          SELECT mask, measure FROM (SELECT DISTINCT mask FROM cube) m
          JOIN (VALUES {bits}) b(measure, value) ON m.mask & b.value <> 0
        )
        SELECT measure, {grain}, span, {cut}, sum(n)::INTEGER
        FROM {source} JOIN bit USING (mask) GROUP BY GROUPING SETS ({sets})"""


def _roll_up(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> None:
    """Add spots up to districts and towns, and towns to municipalities, regions and the country.

    A youth lives in one place, so that youths add up as trajectories do. What was not asked for is left out.
    """
    connection.execute("""
        INSERT INTO per_town SELECT measure, town, span, cut, sum(n)::INTEGER
        FROM per_spot JOIN spot USING (spot) GROUP BY measure, town, span, cut""")
    for level, names in wanted.dimensions.items():
        asked = ", ".join(f"'{name}'" for name in ("", *names))
        if level is Level.AANBIEDER:
            seats, grain = "SELECT supplier, site FROM supplier JOIN site USING (provider)", "supplier"
        else:
            grain = "spot" if level is Level.WIJK else "town"
            seats = f"""SELECT DISTINCT {grain}, site
                FROM spot JOIN site ON site.level = '{level}' AND site.area = {_AREA[level]}"""
        connection.execute(f"""
            INSERT INTO counted SELECT measure, site, span, cut, sum(n)::INTEGER
            FROM per_{grain} SEMI JOIN (SELECT cut FROM cutting WHERE dimension IN ({asked})) USING (cut)
            JOIN ({seats}) USING ({grain}) GROUP BY measure, site, span, cut""")


def _which(measures: dict[int, RecordCount]) -> str:
    """Return which counts each course is in, apart from age: a bit per count and per ``also``."""
    own = _bits(_chosen(one.selection) for one in measures.values())
    also = _bits("true" if one.also is None else _chosen(one.also) for one in measures.values())
    names = ", ".join(f"{name}.cut AS {name}" for name in _CATEGORY)
    joins = " ".join(
        f"JOIN cutting {name} ON {name}.dimension = '{name}' AND {name}.category = {text}"
        for name, text in _CATEGORY.items()
    )
    return f"""
        SELECT sort * 16 + flags AS course, {names}, {own} AS own, {also} AS also
        FROM sort {joins} CROSS JOIN (SELECT unnest(range(16))::INTEGER AS flags)"""


def _within(measures: dict[int, RecordCount], limits: list[_Limit]) -> str:
    """Return per set of age limits that holds, which counts a youth can be in."""
    terms = (
        "true" if one.ages is None else f"(ages >> {limits.index((one.ages, one.age_on))}) & 1 = 1"
        for one in measures.values()
    )
    return f"SELECT ages, {_bits(terms)} AS allowed FROM (SELECT DISTINCT ages FROM home)"


def _cube(measures: dict[int, RecordCount], source: str, grain: str, category: str) -> str:
    """Return how many members (youths or trajectories) have the same bits in the same place."""
    supplier = ", supplier" if grain == "supplier" else ""
    column = f"w.{category}" if category else "0"
    members = f"""
        SELECT home{supplier}, {column} AS category, own & also AS bits
        FROM {source} JOIN which w USING (course)"""
    if next(iter(measures.values())).counted is Counted.YOUTHS:
        members = members.replace("own & also", "bit_or(own) & bit_or(also)") + " GROUP BY ALL"
    traits = "0 AS age_cut, 0 AS sex_cut" if category else "a.cut AS age_cut, g.cut AS sex_cut"
    named = (
        ""
        if category
        else """
        JOIN cutting a ON a.dimension = 'leeftijd' AND a.category = age_group
        JOIN cutting g ON g.dimension = 'geslacht' AND g.category = sex"""
    )
    towns = " JOIN spot USING (spot)" if grain == "town" else ""
    return f"""
        SELECT span, {grain}, m.category, {traits}, bits & allowed AS mask, count(*)::INTEGER AS n
        FROM ({members}) m JOIN home USING (home) JOIN within USING (ages){towns}{named}
        WHERE bits & allowed <> 0 GROUP BY ALL"""


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
