"""Delivered rows as whole numbers: persons, providers, places, sorts of care and days.

The numbers differ from run to run and never leave. Text is kept once per number: to name places and
categories, and to choose between rows that are equal otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from drietrap.indicators.records.calendar import bounds, deliveries
from drietrap.indicators.records.packing import IntArray, dense, joint, split, starts
from drietrap.vocabulary.period import Period

FAR = 2**31 - 1
"""The day of what is not there: no end, no handover, no known date of birth."""

PLACES = pl.Schema(
    {"year": pl.Int64(), "code": pl.String(), "municipality": pl.String(), "region": pl.String()}
)
_SQL = files("drietrap.indicators.records").joinpath("rows.sql").read_text(encoding="utf-8")
_EPOCH = dt.date(1970, 1, 1)

Texts = Sequence[str | None]


@dataclass(frozen=True)
class Part:
    """A delivery of one kind over one period, by whichever provider, and its last day."""

    kind: str
    period: str
    ends: int


@dataclass(frozen=True)
class Sort:
    """A sort of care and who referred; ``care`` is the number of kind and form together."""

    kind: str
    form: str
    referrer: str | None
    care: int


@dataclass(frozen=True)
class Spot:
    """Where someone lives, as far as it is known."""

    municipality: str | None
    region: str | None
    district: str | None


@dataclass(frozen=True)
class Rows:
    """The rows that some periods of one year are counted from.

    ``numbers`` has per name an array with a number per row: ``part``, ``provider``, ``delivery``, ``sex``,
    ``sort`` and ``spot`` are places in the lists here; ``who`` is a youth and ``care`` a kind and form;
    ``row`` is as delivered; ``born``, ``started``, ``ended``, ``taken_over`` and ``handed_over`` are days
    since 1 January 1970, ``FAR`` where there is none; ``nameless`` is 1 for a youth without a pseudonym.
    """

    numbers: Mapping[str, IntArray]
    parts: Sequence[Part]
    providers: Texts
    deliveries: Texts
    sexes: Texts
    sorts: Sequence[Sort]
    spots: Sequence[Spot]

    def __getitem__(self, name: str) -> IntArray:
        """Return the numbers of a name."""
        return self.numbers[name]


def read_rows(
    connection: duckdb.DuckDBPyConnection, periods: Sequence[Period], places: pl.DataFrame | None
) -> Rows:
    """Return the rows that ``periods``, all of one year, are counted from.

    Parameters
    ----------
    connection
        With a view or table ``record`` (columns of ``register.Record``).
    periods
        A year, half-years or quarters.
    places
        ``year, code, municipality, region``; None takes the codes as they were delivered.

    Raises
    ------
    ValueError
        When a code lies in two places in the year.
    """
    wanted = sorted({(part.kind, part.delivered) for period in periods for part in deliveries(period)})
    table(connection, "asked", pl.DataFrame(wanted, schema=["kind", "period"], orient="row"))
    try:
        found = connection.sql(_SQL).to_arrow_table()
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.asked")
    numbers: dict[str, IntArray] = {}
    texts: dict[str, Texts] = {}
    for name in found.column_names:
        column = found[name].combine_chunks()
        if pa.types.is_date(column.type):
            numbers[name] = _days(column)
        elif pa.types.is_integer(column.type):
            numbers[name] = column.to_numpy().astype(np.int64)
        else:
            numbers[name], texts[name] = _coded(column, keep=name != "person")
    parts, part = _parts(numbers, texts, wanted)
    sorts, sort = _sorts(numbers, texts)
    spots, spot = _spots(numbers, texts, places, periods[0].year)
    made = {"part": part, "sort": sort, "spot": spot, **_youths(numbers)}
    made["care"] = np.array([one.care for one in sorts], dtype=np.int64)[sort]
    kept = ("provider", "delivery", "sex", "row", "born", "started", "ended", "taken_over", "handed_over")
    made.update((name, numbers[name]) for name in kept)
    return Rows(made, parts, texts["provider"], texts["delivery"], texts["sex"], sorts, spots)


def table(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Copy a frame into a temporary table."""
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def day_number(day: dt.date) -> int:
    """Return the days since 1 January 1970."""
    return (day - _EPOCH).days


def _coded(column: pa.Array, *, keep: bool) -> tuple[IntArray, Texts]:
    """Return the place of each text in the list of texts, which begins with None and is empty unless kept."""
    coded = column.dictionary_encode()
    numbers = pc.fill_null(coded.indices, -1).to_numpy().astype(np.int64) + 1
    return numbers, [None, *coded.dictionary.to_pylist()] if keep else []


def _days(column: pa.Array) -> IntArray:
    days: IntArray = pc.fill_null(column.cast(pa.int32()), FAR).to_numpy().astype(np.int64)
    return days


def _told(
    numbers: Mapping[str, IntArray], texts: Mapping[str, Texts], names: Sequence[str]
) -> tuple[list[tuple[str | None, ...]], IntArray]:
    """Return the different combinations of the texts of ``names``, and per row which one it has."""
    columns = [numbers[name] for name in names]
    different, place = dense(joint(*columns))
    parts = split(different, columns)
    told = [[texts[name][number] for number in part] for name, part in zip(names, parts, strict=True)]
    return list(zip(*told, strict=True)), place


def _parts(
    numbers: Mapping[str, IntArray], texts: Mapping[str, Texts], wanted: Iterable[tuple[str, str]]
) -> tuple[list[Part], IntArray]:
    parts = [Part(kind, code, day_number(bounds(Period.parse(code))[1])) for kind, code in wanted]
    number = {(part.kind, part.period): i for i, part in enumerate(parts)}
    told, place = _told(numbers, texts, ("kind", "period"))
    return parts, np.array([number[str(kind), str(code)] for kind, code in told], dtype=np.int64)[place]


def _sorts(numbers: Mapping[str, IntArray], texts: Mapping[str, Texts]) -> tuple[list[Sort], IntArray]:
    told, place = _told(numbers, texts, ("kind", "form", "referrer"))
    care = {one: i for i, one in enumerate(sorted({(str(kind), str(form)) for kind, form, _ in told}))}
    sorts = [Sort(str(k), str(f), referrer, care[str(k), str(f)]) for k, f, referrer in told]
    return sorts, place


def _spots(
    numbers: Mapping[str, IntArray], texts: Mapping[str, Texts], places: pl.DataFrame | None, year: int
) -> tuple[list[Spot], IntArray]:
    told, place = _told(numbers, texts, ("municipality", "district"))
    if places is None:
        return [Spot(said, None, district) for said, district in told], place
    here = places.select(PLACES.names()).cast(PLACES).filter(year=year).drop("year").unique()
    if here["code"].is_duplicated().any():
        raise ValueError(f"a code lies in two municipalities or regions in {year}")
    known = {code: (municipality, region) for code, municipality, region in here.iter_rows()}
    return [Spot(*known.get(said, (None, None)), district) for said, district in told], place


def _youths(numbers: Mapping[str, IntArray]) -> dict[str, IntArray]:
    """Return ``who`` and ``nameless``.

    Who has no pseudonym is counted as one youth per trajectory: equal rows of two deliveries are one youth,
    equal rows of one delivery are not.
    """
    who = numbers["person"]
    nameless = np.flatnonzero(who == 0)
    if len(nameless):
        same = ("kind", "provider", "form", "started", "sex", "born", "municipality", "district")
        key = joint(*(numbers[name][nameless] - numbers[name][nameless].min() for name in same))
        each = joint(key, numbers["delivery"][nameless])
        order = np.lexsort((numbers["row"][nameless], each))
        first = starts(each[order])
        nth = np.empty(len(order), dtype=np.int64)
        nth[order] = np.arange(len(order)) - np.flatnonzero(first)[np.cumsum(first) - 1]
        who = who.copy()
        who[nameless] = int(who.max()) + 1 + dense(joint(key, nth))[1]
    return {"who": who, "nameless": (numbers["person"] == 0).astype(np.int64)}
