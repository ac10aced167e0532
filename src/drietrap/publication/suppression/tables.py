"""What is published together: cells with exact counts, and every sum that ties them.

A cell is named by what it counts and where, with totals left out. So the total over age in a table by age
is the same cell as the total over care form in a table by care form: linked tables share it by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from drietrap.vocabulary.errors import InputError

Key = tuple[str, tuple[tuple[str, str], ...]]
"""A measure, and the (dimension, code) pairs that are no totals, in order of dimension."""


@dataclass(frozen=True)
class Rollup:
    """A code that is the sum of others: a gemeente of its wijken, all ages of the age groups.

    ``overlapping`` parts may share members (a youth with two care forms): each part is then at most the
    total, and together they are at least the total. With ``sparse``, a part that has no cell is zero and
    everybody knows why (a provider without a contract in a gemeente).
    """

    total: str
    parts: tuple[str, ...]
    overlapping: bool = False
    sparse: bool = False

    def __post_init__(self) -> None:
        if not self.parts or len(set(self.parts)) < len(self.parts) or self.total in self.parts:
            raise InputError(
                f"De optelling van {self.total} klopt niet",
                expected="een of meer verschillende delen, zonder het totaal zelf",
            )


@dataclass(frozen=True)
class Dimension:
    """One way to break down, with its hierarchies; several rollups may share a total or a part.

    ``total`` is the code that means 'not broken down'; None when there is none (a peildatum).
    """

    name: str
    total: str | None
    rollups: tuple[Rollup, ...] = ()


@dataclass(frozen=True)
class Table:
    """Exact counts of one table; ``counts`` maps one code per dimension to a number.

    Parameters
    ----------
    id
        Name under which the table is published.
    measure
        What is counted; tables with the same measure share cells.
    dimensions
        Names of the dimensions, in the order of the codes.
    counts
        Whole numbers of zero or more.
    released
        False for cells that are not published but complete a sum that is.
    """

    id: str
    measure: str
    dimensions: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]
    released: bool = True


class Kind(StrEnum):
    """What a cell is to its readers."""

    RELEASED = "released"
    INTERNAL = "internal"
    """Not in this release (but perhaps in an earlier one), and tied to it by a sum."""
    SLACK = "slack"
    """No count of anyone: the room in an inequality of overlapping parts."""


@dataclass(frozen=True)
class Cell:
    """One exact count.

    ``contributions`` are the parts of the largest providers, in any order. ``structural`` is a zero that
    everybody knows. ``seen`` holds the lowest and highest count behind what an earlier release showed,
    ``kept`` tells that it withheld the cell.
    """

    key: Key
    count: int
    kind: Kind = Kind.RELEASED
    contributions: tuple[int, ...] = ()
    structural: bool = False
    seen: tuple[int, int] | None = None
    kept: bool = False


@dataclass(frozen=True)
class Relation:
    """Cells with coefficients whose sum is zero: ``((0, 1), (1, -1), (2, -1))`` is cell 0 = 1 + 2."""

    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Identity:
    """What readers know of several measures together: cells with coefficients whose sum is zero.

    Stock at the end = stock at the start + begun - ended. With ``at_least`` the sum is zero or more: nobody
    has help without a trajectory, so trajectories less youths cannot be below zero.
    """

    terms: tuple[tuple[Key, int], ...]
    at_least: bool = False


@dataclass(frozen=True)
class Release:
    """All cells that are published together or tie to those, in order of key, and all their relations.

    ``tables``, ``dimensions`` and ``identities`` are of this release alone, without those before it.
    """

    label: str
    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]
    tables: tuple[Table, ...]
    dimensions: tuple[Dimension, ...]
    identities: tuple[Identity, ...] = ()

    def totals(self) -> dict[str, str | None]:
        """Return the code of each dimension that names leave out."""
        return {dimension.name: dimension.total for dimension in self.dimensions}


def cell_key(table: Table, codes: tuple[str, ...], totals: Mapping[str, str | None]) -> Key:
    """Return the name of the cell of ``table`` at ``codes``, with the totals left out.

    >>> table = Table("t", "trajecten", ("vorm", "gebied"), {})
    >>> cell_key(table, ("alle", "GM0003"), {"vorm": "alle", "gebied": "NL"})
    ('trajecten', (('gebied', 'GM0003'),))
    """
    pairs = zip(table.dimensions, codes, strict=True)
    return (table.measure, tuple(sorted(pair for pair in pairs if totals[pair[0]] != pair[1])))
