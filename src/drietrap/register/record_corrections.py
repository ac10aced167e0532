"""Known errors in deliveries, corrected in the open: each correction on the records as delivered.

A correction says how many records it must match. When it matches another number the source was mended or is
not what was thought: nothing is corrected then, and a sentence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import polars as pl

from drietrap.register.correction_list import not_applied
from drietrap.register.record import Record
from drietrap.register.record_correction_file import RecordAction, RecordCorrection
from drietrap.register.snapshots import ID_LENGTH
from drietrap.vocabulary.notation import counted, number

ROW = ("delivery", "row")
TOUCHED = pl.Schema({"delivery": pl.String, "row": pl.UInt32, "correction": pl.String, "action": pl.String})
_SAME = ("person", "form")
_CODE_LENGTH = 4  # figures of a municipality, in its own code and in those of its districts
_OF_FIRST = (
    "started",
    "referrer",
    "crisis",
)  # what a continuation keeps of the first start, as a merger does


@dataclass(frozen=True)
class Fit:
    """How a correction fits: the records it matched (None without its delivery), and why it was not applied.

    ``touched`` is how many records it changed or left out, in all deliveries; ``sentence`` is empty when it
    was applied.
    """

    correction: RecordCorrection
    found: int | None
    touched: int
    sentence: str

    @property
    def applied(self) -> bool:
        """Whether it was applied."""
        return not self.sentence


@dataclass(frozen=True)
class CorrectedRecords:
    """Corrected records, a row per record and correction that touched it (:data:`TOUCHED`), and every fit."""

    records: pl.DataFrame
    touched: pl.DataFrame
    fits: tuple[Fit, ...]


@dataclass(frozen=True)
class _Change:
    """What one correction does: new values per row (columns as ``Record``), and rows that go.

    ``astray`` is how many rows it would give a district that is not in their municipality.
    """

    found: int
    values: dict[str, pl.DataFrame] = field(default_factory=dict)
    gone: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={n: TOUCHED[n] for n in ROW}))
    astray: int = 0

    @property
    def rows(self) -> pl.DataFrame:
        """The rows it touches, each once, in order."""
        return pl.concat([self.gone, *(rows.select(ROW) for rows in self.values.values())]).unique().sort(ROW)


def correct(
    records: pl.DataFrame, corrections: Sequence[RecordCorrection], lines: pl.DataFrame
) -> CorrectedRecords:
    """Apply corrections, each to the records as delivered; a later one wins where two set the same element.

    Parameters
    ----------
    records
        Records as delivered (columns of ``Record``), at least those of every delivery that is corrected.
    corrections
        In the order of the file.
    lines
        The deliveries that count (``register.ledger.LEDGER``).
    """
    corrected, fits, touched = records, [], []
    for one in corrections:
        mark, why = _delivery(one, lines)
        if mark is None:
            fits.append(Fit(one, None, 0, _sentence(one, why, "Er is niets te doen zolang die er niet is")))
            continue
        change = _change(records, one, mark)
        if change.found != one.expect:
            fits.append(Fit(one, change.found, 0, _misfit(one, change.found)))
            continue
        if change.astray:
            fits.append(Fit(one, change.found, 0, _astray(one, change.astray)))
            continue
        corrected = _changed(corrected, change)
        rows = change.rows
        label = (pl.lit(one.id).alias("correction"), pl.lit(one.action.value).alias("action"))
        touched.append(rows.select(*ROW, *label))
        fits.append(Fit(one, change.found, rows.height, ""))
    found = pl.concat([pl.DataFrame(schema=TOUCHED), *touched])
    return CorrectedRecords(Record.validate(corrected), found, tuple(fits))


def _delivery(one: RecordCorrection, lines: pl.DataFrame) -> tuple[str | None, str]:
    """Return the mark of the delivery that a correction is about, or None and why there is none."""
    here = lines.filter(
        pl.col("kind") == one.kind.value, _is_of(one.provider), pl.col("period") == one.period.code
    )
    marks = here["sha256"].str.slice(0, ID_LENGTH).to_list()
    if not marks:
        return None, "er is geen levering van deze aanbieder over deze periode"
    if one.delivery and one.delivery != marks[0]:
        return None, "de levering met dit kenmerk geldt niet (meer)"
    return marks[0], ""


def _is_of(provider: str) -> pl.Expr:
    return pl.col("provider").str.to_lowercase() == provider.lower()


def _change(records: pl.DataFrame, one: RecordCorrection, mark: str) -> _Change:
    chosen = records.filter(pl.col("delivery") == mark, *_wanted(one))
    if one.action is RecordAction.CONTINUE:
        return _continued(records, chosen, one)
    if one.action is RecordAction.LEAVE_OUT:
        return _Change(chosen.height, gone=chosen.select(ROW))
    return _given(chosen, dict(one.values))


def _given(chosen: pl.DataFrame, given: dict[str, str | None]) -> _Change:
    """Give elements another value; a district that is not in the new municipality goes with the old one."""
    new = chosen.with_columns(pl.lit(value, dtype=pl.String).alias(name) for name, value in given.items())
    inside = pl.col("district").str.slice(2, _CODE_LENGTH) == pl.col("municipality").str.slice(2)
    names, astray = set(given), 0
    if given.get("district") is not None:
        astray = new.filter(~inside.fill_null(value=False)).height
    elif "municipality" in given:
        new = new.with_columns(pl.when(inside).then("district").alias("district"))
        names.add("district")
    return _Change(chosen.height, {name: new.select(*ROW, name) for name in sorted(names)}, astray=astray)


def _wanted(one: RecordCorrection) -> list[pl.Expr]:
    if one.rows:
        return [pl.col("row").is_in(one.rows)]
    return [
        pl.any_horizontal(
            pl.col(name).is_null() if value is None else pl.col(name).eq_missing(pl.lit(value))
            for value in values
        )
        for name, values in one.elements
    ]


def _continued(records: pl.DataFrame, chosen: pl.DataFrame, one: RecordCorrection) -> _Change:
    """Take restarts as what ended the day before at the same provider: same youth, same form, one start.

    Its start, referrer and crisis hold for the restart, here and in every later delivery, and its end goes;
    when both are in one delivery, its row goes.
    """
    own = records.filter(
        pl.col("kind") == one.kind.value, _is_of(one.provider), pl.col("person").is_not_null()
    )
    ended = own.filter(pl.col("ended") == one.restart - timedelta(days=1))
    alone = ended.filter(pl.col("started").n_unique().over(_SAME) == 1)
    first = alone.sort(*_SAME, *ROW).unique(_SAME, keep="first", maintain_order=True)
    restarted = chosen.filter(pl.col("started") == one.restart).join(first, on=_SAME, how="semi")
    pairs = first.join(restarted, on=_SAME, how="semi").select(*_SAME, *_OF_FIRST)
    again = own.filter(pl.col("started") == one.restart).drop(_OF_FIRST).join(pairs, on=_SAME)
    closed = alone.join(pairs, on=_SAME, how="semi")
    within = closed.join(restarted, on="delivery", how="semi")
    opened = closed.join(within, on=ROW, how="anti").select(ROW)
    values = {name: again.select(*ROW, name) for name in _OF_FIRST}
    for name in ("ended", "reason"):
        values[name] = opened.with_columns(pl.lit(None, dtype=records.schema[name]).alias(name))
    return _Change(restarted.height, values, within.select(ROW))


def _changed(records: pl.DataFrame, change: _Change) -> pl.DataFrame:
    rows = records.join(change.gone, on=ROW, how="anti", maintain_order="left")
    for name, new in change.values.items():
        marked = new.select(*ROW, pl.col(name).alias("_new"), pl.lit(True).alias("_hit"))
        joined = rows.join(marked, on=ROW, how="left", maintain_order="left")
        value = pl.when(pl.col("_hit")).then("_new").otherwise(name).alias(name)
        rows = joined.with_columns(value).select(records.columns)
    return rows


def _astray(one: RecordCorrection, rows: int) -> str:
    return _sentence(
        one,
        f"bij {counted(rows, 'regel', 'regels')} ligt de wijk niet in de gemeente van die regel",
        "Noem bij 'values' ook de gemeente, of maak de correctie nauwer",
    )


def _misfit(one: RecordCorrection, found: int) -> str:
    if found == 0:
        return _sentence(
            one,
            "geen enkele regel past; de bron is hersteld, of de correctie klopt niet",
            "Controleer de bron en haal de correctie weg",
        )
    numbers = f"{number(found)} in plaats van {number(one.expect)}"
    if found > one.expect:
        return _sentence(
            one,
            f"zij past op meer regels dan verwacht ({numbers})",
            "Maak de correctie nauwer of pas 'expect' aan",
        )
    return _sentence(
        one,
        f"zij past op minder regels dan verwacht ({numbers}); de bron is voor een deel hersteld",
        "Controleer de bron en pas 'expect' aan",
    )


def _sentence(one: RecordCorrection, why: str, what_to_do: str) -> str:
    about = f"{one.kind} over {one.period.code}"
    return not_applied(one.id, about, why, what_to_do, one.owner)
