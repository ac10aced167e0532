"""All figures from records at once, from the view ``record`` of a DuckDB connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Protocol

import duckdb
import numpy as np
import polars as pl

from drietrap.catalogue.record_formula import DIMENSIONS, Ages, Method, RecordCount, RecordFormula
from drietrap.indicators.figure import HIDDEN_UNDEFINED
from drietrap.indicators.records import counting, wording
from drietrap.indicators.records.calendar import deliveries
from drietrap.indicators.records.figure import AGE_BANDS, FIGURE_KEY, RECORD_FIGURE_SCHEMA, Level
from drietrap.register.lineage import lineage_id
from drietrap.register.observation import HIDDEN_ABSENT
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.proportions import wilson
from drietrap.statistics.rates import byar
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

CONFIDENCE = 0.95
_SQL = files("drietrap.indicators.records").joinpath("figures.sql").read_text(encoding="utf-8")
_NAMES = ("site", "span", "cutting")
_TABLES = ("formula", "asking", "band", "remark", "people")

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
            remarks = _load(connection, formulas, counts, chosen, people)
            rows = connection.sql(_SQL).pl()
            names = {name: connection.sql(f"SELECT * FROM {name}").pl() for name in _NAMES}
        finally:
            counting.clear(connection)
            for name in _TABLES:
                connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        yield _finished(rows, list(formulas.items()), names, remarks)


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
) -> pl.DataFrame:
    """Make the tables of ``figures.sql``; return the remarks, by number."""
    place = {one: number for number, one in enumerate(counts)}
    rows = [_formula_row(number, formula, place) for number, formula in enumerate(formulas.values())]
    counting.table(connection, "formula", pl.DataFrame(rows, schema=_FORMULA, orient="row"))
    cuts = [(i, name) for i, formula in enumerate(formulas.values()) for name in ("", *formula.breakdowns)]
    counting.table(connection, "asking", pl.DataFrame(cuts, schema=_ASKING, orient="row"))
    bands = [(name, ages.lowest, ages.below) for name, ages in AGE_BANDS.items()]
    counting.table(connection, "band", pl.DataFrame(bands, schema=_BAND, orient="row"))
    known = PEOPLE.to_frame() if people is None else people.select(PEOPLE.names()).cast(PEOPLE)
    counting.table(connection, "people", known)
    remarks = pl.DataFrame(_remarks(connection, formulas, periods), schema=_REMARK, orient="row")
    remarks = remarks.with_row_index("remark")
    counting.table(connection, "remark", remarks.select("remark", "kinds", "period", "provider"))
    return remarks


_FORMULA = pl.Schema(
    {
        "formula": pl.Int32(),
        "numerator": pl.Int32(),
        "denominator": pl.Int32(),
        "lowest": pl.Int64(),
        "below": pl.Int64(),
        "kinds": pl.String(),
    }
)
_ASKING = pl.Schema({"formula": pl.Int32(), "dimension": pl.String()})
_BAND = pl.Schema({"category": pl.String(), "lowest": pl.Int64(), "below": pl.Int64()})
_REMARK = pl.Schema(
    {
        "kinds": pl.String(),
        "period": pl.String(),
        "provider": pl.String(),
        "warnings": pl.List(pl.String()),
        "without_people": pl.List(pl.String()),
        "lineage": pl.String(),
    }
)


def _formula_row(number: int, formula: RecordFormula, place: Mapping[RecordCount, int]) -> tuple[object, ...]:
    below = formula.denominator
    inhabitants = below if isinstance(below, Ages) else None
    return (
        number,
        place[formula.numerator],
        place[below] if isinstance(below, RecordCount) else None,
        inhabitants.lowest if inhabitants else None,
        inhabitants.below if inhabitants else None,
        _rests_on(formula),
    )


def _rests_on(formula: RecordFormula) -> str:
    """Return a name for what decides the remarks: the kinds of records, and the note."""
    return " ".join((*formula.kinds, formula.note))


def _remarks(
    connection: duckdb.DuckDBPyConnection, formulas: Mapping[str, RecordFormula], periods: Sequence[Period]
) -> list[tuple[object, ...]]:
    """Return per kinds, period and provider (or '') the warnings, and the lineage id of what is rested on."""
    found = connection.execute(
        """SELECT provider, kind, code, list(DISTINCT delivery ORDER BY delivery), bool_or(named LIKE '?|%')
        FROM raw GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    ours: dict[str, dict[tuple[str, str], tuple[list[str], bool]]] = {"": {}}
    for provider, kind, code, ids, nameless in found:
        ours.setdefault(provider, {})[kind, code] = (ids, nameless)
        everyone = ours[""].setdefault((kind, code), ([], False))
        ours[""][kind, code] = ([*everyone[0], *ids], everyone[1] or nameless)
    together = {_rests_on(formula): formula for formula in formulas.values()}
    rows: list[tuple[object, ...]] = []
    for provider, delivered in ours.items():
        for period in periods:
            for name, formula in together.items():
                said, lineage = _said(delivered, period, formula.kinds, provider)
                warnings = [formula.note, *said] if formula.note else said
                rows.append((name, period.code, provider, warnings, [*warnings, wording.NO_PEOPLE], lineage))
    return rows


def _said(
    delivered: Mapping[tuple[str, str], tuple[list[str], bool]],
    period: Period,
    kinds: tuple[str, ...],
    provider: str,
) -> tuple[list[str], str]:
    """Return the warnings about what was delivered, and the lineage id of the deliveries."""
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
    return warnings, lineage_id(" ".join(kinds), provider or NEDERLAND, period.code, behind)


def _finished(
    rows: pl.DataFrame,
    formulas: Sequence[tuple[str, RecordFormula]],
    names: Mapping[str, pl.DataFrame],
    remarks: pl.DataFrame,
) -> pl.DataFrame:
    """Return ``rows`` in ``RECORD_FIGURE_SCHEMA``: with names for numbers, the value and its interval."""
    traits = [
        (
            number,
            id_,
            formula.denominator is None,
            formula.scale,
            formula.inverse,
            formula.method.value,
        )
        for number, (id_, formula) in enumerate(formulas)
    ]
    about = pl.DataFrame(traits, schema=_TRAITS, orient="row")
    full = (
        rows.join(about, on="formula", how="left", maintain_order="left")
        .join(names["site"].rename({"provider": "supplier"}), on="site", how="left", maintain_order="left")
        .join(names["span"].select("span", "period"), on="span", how="left", maintain_order="left")
        .join(names["cutting"], on="cut", how="left", maintain_order="left")
        .join(remarks.drop("kinds", "period", "provider"), on="remark", how="left", maintain_order="left")
    )
    value, lower, upper = _values(full)
    there, bounded = pl.Series(np.isfinite(value)), pl.Series(np.isfinite(value + lower + upper))
    made = full.with_columns(
        value=pl.Series(value).set(~there, None),
        lower=pl.Series(lower).set(~bounded, None),
        upper=pl.Series(upper).set(~bounded, None),
        provider=pl.when(pl.col("supplier") != "").then("supplier"),
        hidden=pl.when(there)
        .then(None)
        .when("peopleless")
        .then(pl.lit(HIDDEN_ABSENT))
        .otherwise(pl.lit(HIDDEN_UNDEFINED)),
        confidence=pl.when(bounded).then(CONFIDENCE),
        method=pl.when(bounded).then("method"),
        denominator=pl.when(~pl.col("plain")).then("denominator"),
        warnings=pl.when("peopleless").then("without_people").otherwise("warnings"),
    )
    return made.select(RECORD_FIGURE_SCHEMA.names()).cast(RECORD_FIGURE_SCHEMA)


_TRAITS = pl.Schema(
    {
        "formula": pl.Int32(),
        "indicator": pl.String(),
        "plain": pl.Boolean(),
        "scale": pl.Float64(),
        "inverse": pl.Boolean(),
        "method": pl.String(),
    }
)


def _values(rows: pl.DataFrame) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return value and limits; NaN where there is none."""
    k, n = (rows[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in ("numerator", "denominator"))
    scale, inverse = rows["scale"].to_numpy(), rows["inverse"].to_numpy()
    of_rate = (rows["method"] == Method.BYAR.value).to_numpy()
    exposure = np.where(rows["plain"].to_numpy(), 1.0, n)
    rate, share = (exposure > 0) & of_rate, (exposure > 0) & ~of_rate & (k <= exposure)
    lower, upper = np.full(len(k), np.nan), np.full(len(k), np.nan)
    lower[share], upper[share] = wilson(k[share], exposure[share], CONFIDENCE)
    events, place = np.unique(k[rate], return_inverse=True)
    low, high = byar(events, 1.0, CONFIDENCE)
    lower[rate], upper[rate] = low[place] / exposure[rate], high[place] / exposure[rate]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(exposure > 0, k / exposure, np.nan)
        flipped = (1 / value, 1 / upper, 1 / lower)
    own = (value, lower, upper)
    found = [np.where(inverse, turned, scale * one) for one, turned in zip(own, flipped, strict=True)]
    return found[0], found[1], found[2]
