"""All figures from records at once, from the view ``record`` of a DuckDB connection."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Protocol

import duckdb
import numpy as np
import polars as pl

from drietrap.catalogue.record_formula import DIMENSIONS, Ages, Method, RecordCount, RecordFormula
from drietrap.indicators.figure import HIDDEN_UNDEFINED
from drietrap.indicators.lineage import lineage_sql
from drietrap.indicators.records import counting, wording
from drietrap.indicators.records.calendar import deliveries
from drietrap.indicators.records.figure import AGE_BANDS, FIGURE_KEY, RECORD_FIGURE_SCHEMA, Level
from drietrap.register.observation import HIDDEN_ABSENT
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.proportions import wilson
from drietrap.statistics.rates import byar
from drietrap.vocabulary.period import Period

CONFIDENCE = 0.95
_SQL = files("drietrap.indicators.records").joinpath("figures.sql").read_text(encoding="utf-8")
_TABLES = ("formula", "cut", "band", "remark", "people")

PEOPLE = pl.Schema(
    {"year": pl.Int64(), "area": pl.String(), "lowest": pl.Int64(), "below": pl.Int64(), "people": pl.Int64()}
)
"""Inhabitants per year and area (of any level) of ``lowest`` up to ``below`` years."""

EVERYWHERE: Mapping[Level, tuple[str, ...]] = {
    Level.LAND: DIMENSIONS,
    Level.JEUGDREGIO: DIMENSIONS,
    Level.GEMEENTE: DIMENSIONS,
    Level.WIJK: (),
    Level.AANBIEDER: (),
}
"""Levels with their breakdowns; districts and providers are many: ask for theirs apart."""


class FromRecords(Protocol):
    """An indicator that can be counted from records (catalogue ``Indicator`` or ``RecordIndicator``)."""

    @property
    def id(self) -> str:
        """Id of the indicator."""
        ...

    @property
    def records(self) -> RecordFormula | None:
        """How it is counted."""
        ...


def record_figures(
    connection: duckdb.DuckDBPyConnection,
    indicators: Iterable[FromRecords],
    periods: Sequence[Period],
    *,
    places: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
    levels: Mapping[Level, tuple[str, ...]] = EVERYWHERE,
) -> pl.DataFrame:
    """Return the figures of ``indicators`` in every place with a record, for ``periods``.

    The counts are exact: they may leave the house only through disclosure control.

    Parameters
    ----------
    connection
        DuckDB connection with a view or table ``record`` (columns of ``register.Record``).
    indicators
        Definitions with ``records``; each id at most once.
    periods
        Years, half-years or quarters, each once.
    places
        ``year, code, municipality, region``: which municipality of today (or of any other year) a delivered
        code belongs to, and its jeugdregio (see :mod:`.places`). None takes the codes as delivered.
    people
        Inhabitants (``PEOPLE``); without them figures per inhabitant are absent.
    levels
        Levels to give, each with the dimensions that it is broken down by.

    Returns
    -------
    Frame with ``RECORD_FIGURE_SCHEMA``, sorted by ``FIGURE_KEY``, which is unique. The order of the records
    and the number of threads change nothing.

    Raises
    ------
    ValueError
        When an indicator is given twice or has no definition on records.
    InputError
        When a period is a month.
    """
    parts = list(
        figures_per_year(connection, indicators, periods, places=places, people=people, levels=levels)
    )
    if not parts:
        return RECORD_FIGURE_SCHEMA.to_frame()
    return pl.concat(parts).sort(FIGURE_KEY, nulls_last=False)


def figures_per_year(
    connection: duckdb.DuckDBPyConnection,
    indicators: Iterable[FromRecords],
    periods: Sequence[Period],
    *,
    places: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
    levels: Mapping[Level, tuple[str, ...]] = EVERYWHERE,
) -> Iterator[pl.DataFrame]:
    """Yield the figures of :func:`record_figures` a year at a time, unsorted, so that memory stays small."""
    formulas = _formulas(indicators)
    if not formulas:
        return
    counts = tuple(dict.fromkeys(one for formula in formulas.values() for one in formula.counts))
    wanted = counting.Wanted(counts, dict(levels))
    for _, year in groupby(sorted(set(periods)), key=lambda period: period.year):
        chosen = list(year)
        try:
            counting.load(connection, chosen, places, counts)
            counting.count(connection, wanted)
            _load(connection, formulas, counts, chosen, people)
            rows = connection.sql(_SQL).pl()
        finally:
            counting.clear(connection)
            for name in _TABLES:
                connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        yield _finished(connection, rows)


def deliveries_behind(
    connection: duckdb.DuckDBPyConnection, formula: RecordFormula, period: Period, provider: str | None = None
) -> pl.DataFrame:
    """Return ``kind, provider, period, delivery``: every delivery that a figure rests on, sorted.

    With ``provider`` only those of that provider.
    """
    parts = [(part.kind, part.delivered) for part in deliveries(period) if part.kind in formula.kinds]
    counting.table(connection, "asked", pl.DataFrame(parts, schema=["kind", "period"], orient="row"))
    try:
        found = connection.execute(
            """SELECT DISTINCT kind, provider, period, delivery
            FROM record SEMI JOIN asked USING (kind, period)
            WHERE $provider IS NULL OR provider = $provider ORDER BY ALL""",
            {"provider": provider},
        ).fetchall()
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.asked")
    columns = ("kind", "provider", "period", "delivery")
    return pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String), orient="row")


def _formulas(indicators: Iterable[FromRecords]) -> dict[str, RecordFormula]:
    formulas: dict[str, RecordFormula] = {}
    for item in indicators:
        if item.records is None or item.id in formulas:
            raise ValueError(f"{item.id} is asked for twice, or cannot be counted from records")
        formulas[item.id] = item.records
    return formulas


def _load(
    connection: duckdb.DuckDBPyConnection,
    formulas: Mapping[str, RecordFormula],
    counts: tuple[RecordCount, ...],
    periods: Sequence[Period],
    people: pl.DataFrame | None,
) -> None:
    place = {one: number for number, one in enumerate(counts)}
    rows = [_formula_row(id_, formula, place) for id_, formula in formulas.items()]
    counting.table(connection, "formula", pl.DataFrame(rows, schema=_FORMULA, orient="row"))
    cuts = [(id_, name) for id_, formula in formulas.items() for name in ("", *formula.breakdowns)]
    counting.table(connection, "cut", pl.DataFrame(cuts, schema=["indicator", "dimension"], orient="row"))
    bands = [(name, ages.lowest, ages.below) for name, ages in AGE_BANDS.items()]
    counting.table(
        connection, "band", pl.DataFrame(bands, schema=["category", "lowest", "below"], orient="row")
    )
    known = PEOPLE.to_frame() if people is None else people.select(PEOPLE.names()).cast(PEOPLE)
    counting.table(connection, "people", known)
    remarks = _remarks(connection, formulas, periods)
    counting.table(connection, "remark", pl.DataFrame(remarks, schema=_REMARK, orient="row"))


_FORMULA = pl.Schema(
    {
        "indicator": pl.String(),
        "numerator": pl.Int32(),
        "denominator": pl.Int32(),
        "lowest": pl.Int64(),
        "below": pl.Int64(),
        "scale": pl.Float64(),
        "inverse": pl.Boolean(),
        "byar": pl.Boolean(),
        "note": pl.String(),
        "kinds": pl.String(),
    }
)
_REMARK = pl.Schema(
    {
        "kinds": pl.String(),
        "period": pl.String(),
        "provider": pl.String(),
        "warnings": pl.List(pl.String()),
        "sources": pl.String(),
    }
)


def _formula_row(id_: str, formula: RecordFormula, place: Mapping[RecordCount, int]) -> tuple[object, ...]:
    below = formula.denominator
    inhabitants = below if isinstance(below, Ages) else None
    return (
        id_,
        place[formula.numerator],
        place[below] if isinstance(below, RecordCount) else None,
        inhabitants.lowest if inhabitants else None,
        inhabitants.below if inhabitants else None,
        formula.scale,
        formula.inverse,
        formula.method is Method.BYAR,
        formula.note,
        " ".join(formula.kinds),
    )


def _remarks(
    connection: duckdb.DuckDBPyConnection, formulas: Mapping[str, RecordFormula], periods: Sequence[Period]
) -> list[tuple[object, ...]]:
    """Return per kinds, period and provider (or '') the warnings, and a hash of what is rested on."""
    found = connection.execute(
        """SELECT provider, kind, code, list(DISTINCT delivery ORDER BY delivery), bool_or(named LIKE '?|%')
        FROM raw GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    ours: dict[str, dict[tuple[str, str], tuple[list[str], bool]]] = {}
    for provider, kind, code, ids, nameless in found:
        ours.setdefault(provider, {})[kind, code] = (ids, nameless)
        whole = ours.setdefault("", {}).setdefault((kind, code), ([], False))
        ours[""][kind, code] = (sorted({*whole[0], *ids}), whole[1] or nameless)
    together = dict.fromkeys(formula.kinds for formula in formulas.values())
    return [
        (" ".join(kinds), period.code, provider, *_said(delivered, period, kinds, provider))
        for provider, delivered in ours.items()
        for period in periods
        for kinds in together
    ]


def _said(
    delivered: Mapping[tuple[str, str], tuple[list[str], bool]],
    period: Period,
    kinds: tuple[str, ...],
    provider: str,
) -> tuple[list[str], str]:
    """Return the warnings about what was delivered, and the hash of the deliveries."""
    warnings, behind, nameless = [], [], False
    for kind in kinds:
        parts = [part.delivered for part in deliveries(period) if part.kind == kind]
        there = [part for part in parts if (kind, part) in delivered]
        # A provider need not deliver every kind; one of which part is missing is a gap.
        if len(there) < len(parts) and (there or not provider):
            warnings.append(wording.not_delivered(kind, [part for part in parts if part not in there]))
        for part in there:
            ids, unknown = delivered[kind, part]
            behind += ids
            nameless = nameless or unknown
    if nameless:
        warnings.append(wording.NAMELESS)
    return warnings, hashlib.sha256("\x1f".join(sorted(behind)).encode()).hexdigest()


def _finished(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``rows`` in ``RECORD_FIGURE_SCHEMA``: with the value, its interval and the lineage id."""
    value, lower, upper = _values(rows)
    there = pl.Series(np.isfinite(value))
    bounded = pl.Series(np.isfinite(value) & np.isfinite(lower) & np.isfinite(upper))
    framed = rows.with_columns(
        value=pl.Series(value).set(~there, None),
        lower=pl.Series(lower).set(~bounded, None),
        upper=pl.Series(upper).set(~bounded, None),
        hidden=pl.when(there)
        .then(None)
        .when("peopleless")
        .then(pl.lit(HIDDEN_ABSENT))
        .otherwise(pl.lit(HIDDEN_UNDEFINED)),
        confidence=pl.when(bounded).then(CONFIDENCE),
        method=pl.when(bounded).then(
            pl.when("byar").then(pl.lit(Method.BYAR.value)).otherwise(pl.lit(Method.WILSON.value))
        ),
        denominator=pl.when(~pl.col("plain")).then("denominator"),
        warnings=pl.when("peopleless")
        .then(pl.col("warnings").list.concat(pl.lit([wording.NO_PEOPLE])))
        .otherwise("warnings"),
    )
    connection.register("framed", framed.to_arrow())
    try:
        made: pl.DataFrame = connection.sql(
            f"SELECT * EXCLUDE (bits), {lineage_sql('bits')} AS lineage FROM framed"
        ).pl()
    finally:
        connection.unregister("framed")
    return made.select(RECORD_FIGURE_SCHEMA.names()).cast(RECORD_FIGURE_SCHEMA)


def _values(rows: pl.DataFrame) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return value and limits; NaN where there is none."""
    k, n = (rows[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in ("numerator", "denominator"))
    scale, inverse = rows["scale"].to_numpy(), rows["inverse"].to_numpy()
    exposure = np.where(rows["plain"].to_numpy(), 1.0, n)
    possible = exposure > 0
    share = possible & ~rows["byar"].to_numpy() & (k <= exposure)
    value, lower, upper = (np.full(len(k), np.nan) for _ in range(3))
    with np.errstate(divide="ignore", invalid="ignore"):
        value[possible] = (k / exposure)[possible]
        lower[share], upper[share] = wilson(k[share], exposure[share], CONFIDENCE)
        rate = possible & rows["byar"].to_numpy()
        events, place = np.unique(k[rate], return_inverse=True)
        low, high = byar(events, 1.0, CONFIDENCE)
        lower[rate], upper[rate] = low[place] / exposure[rate], high[place] / exposure[rate]
        flipped = (1 / value, 1 / upper, 1 / lower)
    return tuple(  # type: ignore[return-value]
        np.where(inverse, other, scale * own)
        for own, other in zip((value, lower, upper), flipped, strict=True)
    )
