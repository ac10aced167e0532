"""The contract: delivered cells become typed observations, or the whole file is refused.

Published tables are facts about many; one wrong cell means the file is not what it says. So the first wrong
cell refuses the file with its row and column, and nothing is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import dataframely as dy
import polars as pl

from drietrap.catalogue.tables import CellKind, Table
from drietrap.register import meaning
from drietrap.register.areas import AreaRegister
from drietrap.register.observation import HIDDEN_ABSENT, HIDDEN_SECRET, Observation
from drietrap.vocabulary.errors import InputError

KEY = ("table", "variant", "measure", "area", "period")
# StatLine's own signs in an export "met statistische symbolen": no figure here.
EMPTY_SIGNS = ("", ".", "x")
_GROUPED = r"^-?\d{1,3}(?:[.,\s]\d{3})+(?:[.,]\d+)?$"
_NUMBER = {",": r"^-?\d+(?:,\d+)?$", ".": r"^-?\d+(?:\.\d+)?(?:[eE]-\d{1,2})?$"}
_PART_WORDS = {"J": "een jaar", "H": "een halfjaar", "K": "een kwartaal", "M": "een maand"}
_DECIMALS = 9  # a rounding interval of a decimal number ends on a decimal number, not one bit beside it


class Complaint(NamedTuple):
    """What is wrong with a cell, in Dutch; ``{text}`` is the cell."""

    problem: str
    expected: str
    action: str


_REDELIVER = "vraag de afzender om een juist bestand, of herstel de cel en lees het opnieuw in"
COMPLAINTS = {
    "grouped": Complaint(
        "'{text}' heeft een scheidingsteken voor duizendtallen of een ander decimaalteken dan de rest",
        "een getal zonder scheidingsteken voor duizendtallen, met '{decimal}' voor de decimalen",
        "download de tabel opnieuw zonder opmaak van getallen",
    ),
    "text": Complaint(
        "'{text}' is geen getal", "een getal met '{decimal}' voor de decimalen, of een lege cel", _REDELIVER
    ),
    "infinite": Complaint("'{text}' is te groot", "een getal dat te meten is", _REDELIVER),
    "share": Complaint("'{text}' kan geen percentage zijn", "een getal van 0 tot en met 100", _REDELIVER),
    "negative": Complaint("'{text}' is een negatief aantal", "een aantal van 0 of meer", _REDELIVER),
    "fraction": Complaint("'{text}' is geen heel aantal", "een heel getal", _REDELIVER),
}


@dataclass(frozen=True)
class Checked:
    """Observations of one file, how many cells are shown and why others are not, and Dutch remarks."""

    observations: dy.DataFrame[Observation]
    counts: dict[str, int]
    remarks: tuple[str, ...]


def check(
    table: Table,
    cells: pl.DataFrame,
    snapshot: str,
    areas: AreaRegister,
    *,
    decimal: str = ".",
    file: str | None = None,
) -> Checked:
    """Give delivered cells their meaning.

    Parameters
    ----------
    table
        The published table the cells belong to.
    cells
        Columns ``row``, ``column``, ``measure``, ``area``, ``period``, ``variant`` and ``text`` (all text
        but ``row``), as the readers deliver them.
    snapshot
        First 16 characters of the SHA-256 of the delivered file.
    areas
        Register to find the areas in.
    decimal
        Decimal mark of the file, ``','`` or ``'.'``.
    file
        Name of the file for messages.

    Raises
    ------
    InputError
        Unknown area or period, text in a number, an impossible value, a key that occurs twice.
    """
    unknown = set(cells["measure"].unique()) - set(table.by_measure)
    if unknown:
        raise ValueError(f"table {table.id} has no measure {sorted(unknown)}")
    if cells.is_empty():
        raise InputError("er staan geen cijfers in het bestand", expected="ten minste één regel", file=file)
    read = meaning.read(cells, areas)
    _refuse(_other_parts(read.frame, table), file)
    typed = _typed(read.frame, table, decimal)
    _refuse([*read.refusals, *_wrong_cells(typed, decimal), *_doubles(typed)], file)
    frame = _observed(typed, table, snapshot)
    hidden = frame["hidden"]
    secret, absent = (int((hidden == why).sum()) for why in (HIDDEN_SECRET, HIDDEN_ABSENT))
    counts = {"getoond": hidden.null_count(), HIDDEN_SECRET: secret, HIDDEN_ABSENT: absent}
    return Checked(frame, counts, read.remarks)


def _other_parts(frame: pl.DataFrame, table: Table) -> list[InputError]:
    """Return the first period that this table does not have, such as a quarter in a table of years."""
    part = pl.col("when").str.extract(r"^\d{4}([HKM])").fill_null("J")
    other = frame.filter(pl.col("when").is_not_null() & ~part.is_in(table.parts))
    if other.is_empty():
        return []
    cell = other.row(0, named=True)
    words = " of ".join(_PART_WORDS[part] for part in table.parts)
    return [
        InputError(
            f"de periode '{cell['period'][:40]}' hoort niet in tabel {table.id}",
            expected=words,
            action="kijk of dit de juiste tabel is, en of de periode klopt",
            row=cell["row"],
        )
    ]


def _typed(frame: pl.DataFrame, table: Table, decimal: str) -> pl.DataFrame:
    """Add what the column says about the cell, the number in it, and what is wrong with it."""
    columns = pl.DataFrame(
        [(c.measure, c.kind.value, c.step, c.secret_up_to, c.factor) for c in table.columns],
        schema={
            "measure": pl.String,
            "kind": pl.String,
            "step": pl.Float64,
            "secret": pl.Float64,
            "factor": pl.Float64,
        },
        orient="row",
    )
    text = pl.col("text").str.strip_chars()
    frame = frame.join(columns, on="measure", how="left", maintain_order="left").with_columns(
        clean=pl.when(text.is_in(EMPTY_SIGNS)).then(None).otherwise(text)
    )
    frame = frame.with_columns(
        raw=pl.col("clean").str.replace(decimal, ".", literal=True).cast(pl.Float64, strict=False)
    )
    clean, raw, kind = pl.col("clean"), pl.col("raw"), pl.col("kind")
    grouped = clean.str.contains(_GROUPED) & ~clean.str.contains(_NUMBER[decimal])
    wrong = (
        pl.when(clean.is_null())
        .then(None)
        .when(grouped)
        .then(pl.lit("grouped"))
        .when(~clean.str.contains(_NUMBER[decimal]) | raw.is_null())
        .then(pl.lit("text"))
        .when(~raw.is_finite())
        .then(pl.lit("infinite"))
        .when((kind == CellKind.PERCENTAGE) & ~raw.is_between(0, 100))
        .then(pl.lit("share"))
        .when((kind == CellKind.COUNT) & (raw < 0))
        .then(pl.lit("negative"))
        .when((kind == CellKind.COUNT) & (raw != raw.floor()))
        .then(pl.lit("fraction"))
    )
    return frame.with_columns(wrong=wrong)


def _wrong_cells(typed: pl.DataFrame, decimal: str) -> list[InputError]:
    """Return the first cell whose content cannot be used."""
    wrong = typed.filter(pl.col("wrong").is_not_null())
    if wrong.is_empty():
        return []
    cell = wrong.sort("row", "column", "measure").row(0, named=True)
    complaint = COMPLAINTS[cell["wrong"]]
    others = f" (en {wrong.height - 1} andere cellen)" if wrong.height > 1 else ""
    return [
        InputError(
            complaint.problem.format(text=cell["clean"][:40]) + others,
            expected=complaint.expected.format(decimal=decimal),
            action=complaint.action,
            row=cell["row"],
            column=cell["column"],
        )
    ]


def _doubles(typed: pl.DataFrame) -> list[InputError]:
    """Return the first cell that says something about the same thing as an earlier one."""
    key = ["variant", "measure", "code", "when"]
    known = typed.filter(pl.col("code").is_not_null() & pl.col("when").is_not_null())
    twice = known.filter(known.select(key).is_duplicated()).sort("row", "column")
    if twice.is_empty():
        return []
    again = twice.filter(pl.int_range(pl.len()).over(key) > 0).row(0, named=True)
    first = twice.filter(*(pl.col(name) == again[name] for name in key)).row(0, named=True)
    return [
        InputError(
            f"{again['code']} in {again['when']} staat er twee keer, ook op regel {first['row']}",
            expected="elk gebied één keer per periode",
            action="verwijder de dubbele regel, of vraag de afzender welke juist is",
            row=again["row"],
            column=again["column"],
        )
    ]


def _refuse(refusals: list[InputError], file: str | None) -> None:
    """Raise the refusal that stands first in the file."""
    if not refusals:
        return
    first = min(refusals, key=lambda error: error.row or 0)
    raise type(first)(
        first.problem,
        expected=first.expected,
        action=first.action,
        file=file,
        row=first.row,
        column=first.column,
    )


def _observed(typed: pl.DataFrame, table: Table, snapshot: str) -> dy.DataFrame[Observation]:
    """Add value, interval and why it is hidden, and validate the shape."""
    whole_row_empty = pl.col("raw").is_null().all().over("code", "when", "variant")
    with_value = typed.with_columns(value=pl.col("raw") * pl.col("factor"), row_empty=whole_row_empty)
    withheld = pl.col("secret").is_not_null() | (
        (pl.col("kind") == CellKind.PERCENTAGE) & (pl.col("step") > 0)
    )
    secret = pl.col("value").is_null() & ~pl.col("row_empty") & withheld
    lower, upper = _interval()
    frame = with_value.with_columns(
        hidden=pl.when(secret)
        .then(pl.lit(HIDDEN_SECRET))
        .when(pl.col("value").is_null())
        .then(pl.lit(HIDDEN_ABSENT)),
        lower=pl.when(secret).then(0 * pl.col("secret")).otherwise(lower),
        upper=pl.when(secret).then(pl.col("secret")).otherwise(upper),
    ).select(
        pl.lit(table.id).alias("table"),
        "variant",
        "measure",
        pl.col("code").alias("area"),
        pl.col("when").alias("period"),
        "kind",
        "value",
        "lower",
        "upper",
        "hidden",
        "provisional",
        pl.lit(snapshot).alias("snapshot"),
        pl.col("row").cast(pl.UInt32),
        "column",
    )
    return Observation.validate(in_key_order(frame))


def _interval() -> tuple[pl.Expr, pl.Expr]:
    """Return the ends of what a shown value can have been before rounding.

    A shown count was not withheld, so it is above the secret counts, unless its rounding says it cannot be.
    """
    value, half, floor = pl.col("value"), pl.col("step") / 2, pl.col("secret").fill_null(-1) + 1
    count_lower, count_upper = (value - half).ceil().clip(lower_bound=0), (value + half).floor()
    count_lower = (
        pl.when(count_upper >= floor).then(pl.max_horizontal(count_lower, floor)).otherwise(count_lower)
    )
    is_count, is_share = pl.col("kind") == CellKind.COUNT, pl.col("kind") == CellKind.PERCENTAGE
    plain_lower, plain_upper = (value - half).round(_DECIMALS), (value + half).round(_DECIMALS)
    # What is shown as nought or more was not below zero; a negative amount of money may be.
    plain_lower = pl.when(value >= 0).then(plain_lower.clip(0)).otherwise(plain_lower)
    exact = pl.col("step") == 0
    return (
        pl.when(is_count)
        .then(count_lower)
        .when(exact)
        .then(value)
        .when(is_share)
        .then(plain_lower.clip(0, 100))
        .otherwise(plain_lower),
        pl.when(is_count)
        .then(count_upper)
        .when(exact)
        .then(value)
        .when(is_share)
        .then(plain_upper.clip(0, 100))
        .otherwise(plain_upper),
    )


def in_key_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Return observations in order of their key; the same as ``frame.sort(*KEY)``, only faster.

    Every key column has few distinct texts, so their ranks fit together in one whole number.
    """
    rank = pl.lit(0, dtype=pl.UInt64)
    for name in KEY:
        texts = frame[name].unique().sort()
        place = pl.col(name).cast(pl.Enum(texts)).to_physical().cast(pl.UInt64)
        rank = rank * len(texts) + place
    return frame.sort(rank, maintain_order=True)
