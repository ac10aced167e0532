"""Published tables we can read, as data: columns, units, rounding, source and licence.

A *measure* is one published quantity of one table. Its id is Dutch and stable; headers are how the
publisher writes it (StatLine title with unit, OData key, or the column name in an edited copy).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

EDITION = "StatLine"  # the variant of cells that come from a yearly edition of CBS itself


class CellKind(StrEnum):
    """What a published cell holds; decides how it is checked and what its rounding means."""

    COUNT = "aantal"
    PERCENTAGE = "percentage"
    AMOUNT = "bedrag"
    NUMBER = "getal"


@dataclass(frozen=True)
class Column:
    """One measure of a published table.

    Parameters
    ----------
    measure
        Stable id of the measure.
    headers
        Texts that name this column in a delivered file; the first is the publisher's own title.
    label
        Dutch name for readers.
    kind
        Kind of cell.
    unit
        Unit for readers, such as ``% van jongeren tot 18 jaar`` or ``EUR``.
    step
        Rounding step of the published value in its unit (5 for counts in fives, 0.1 for one decimal);
        0 when it is not rounded.
    secret_up_to
        Largest count that is withheld (CBS: 0 to 7), or None when the table withholds nothing. An empty
        cell of a count column then means 0 to ``secret_up_to``, unless the whole area is absent.
    factor
        Multiplier from the published unit to ``unit`` (1000 when the file is in EUR 1,000).
    """

    measure: str
    headers: tuple[str, ...]
    label: str
    kind: CellKind
    unit: str
    step: float = 0.0
    secret_up_to: int | None = None
    factor: float = 1.0


@dataclass(frozen=True)
class Edition:
    """One year of a table that CBS publishes under a new number each year, without a list of periods.

    ``levels`` are the beginnings of the area codes that we ask, each a query of its own: all areas together
    are more than CBS gives in one.
    """

    id: str
    year: str
    levels: tuple[str, ...] = ("NL", "GM", "WK")


@dataclass(frozen=True)
class Table:
    """A published table: what it holds and how a delivered file is recognised.

    ``closed`` tables refuse a file with a column we do not know (their layout is fixed by the
    publisher); in open tables unknown columns are left alone. ``parts`` says which parts of a year the
    table is about: ``J`` years, ``H`` half-years, ``K`` quarters. ``editions`` are its years at CBS, as the
    variant ``EDITION`` beside edited copies.
    """

    id: str
    title: str
    publisher: str
    licence: str
    reference: str
    columns: tuple[Column, ...]
    closed: bool = True
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("J",)
    editions: tuple[Edition, ...] = ()
    by_measure: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_measure", {column.measure: column for column in self.columns})
        if len(self.by_measure) != len(self.columns):
            raise ValueError(f"table {self.id} names a measure twice")
