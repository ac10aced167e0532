"""What rules over deliveries look at: the records of a period, those of before, and who delivered when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from drietrap.catalogue.rules.history.beside import Beside
from drietrap.vocabulary.period import Period

WINDOW = 8  # periods before the one that is looked at
LINKED = 2  # of those, how many keep their rows and not their counts alone
ROWS = pl.Schema(
    {
        "back": pl.Int64,
        "kind": pl.String,
        "provider": pl.String,
        "delivery": pl.String,
        "row": pl.UInt32,
        "person": pl.String,
        "municipality": pl.String,
        "referrer": pl.String,
        "form": pl.String,
        "started": pl.Date,
        "ended": pl.Date,
        "taken_over": pl.Date,
        "handed_over": pl.Date,
    }
)
COUNTS = pl.Schema(
    {
        "back": pl.Int64,
        "kind": pl.String,
        "provider": pl.String,
        "rows": pl.Int64,
        "youths": pl.Int64,
        "begun": pl.Int64,
    }
)
DELIVERED = pl.Schema({"back": pl.Int64, "kind": pl.String, "provider": pl.String})


@dataclass(frozen=True)
class Past:
    """One period and what came before, of every provider in the register.

    ``back`` counts periods: 0 is the period itself, 1 the one before.

    Parameters
    ----------
    period
        The period that is looked at, a half-year or quarter.
    first, last
        Its first and last day.
    rows
        Records of the period and the :data:`LINKED` before it (:data:`ROWS`).
    counts
        Per kind, provider and period how many rows, youths, and trajectories begun in it (:data:`COUNTS`),
        over at most :data:`WINDOW` periods back.
    delivered
        Who delivered what in which of those periods (:data:`DELIVERED`), also when no row was in it.
    beside
        What else is known.
    """

    period: Period
    first: date
    last: date
    rows: pl.DataFrame = field(repr=False)
    counts: pl.DataFrame = field(repr=False)
    delivered: pl.DataFrame = field(repr=False)
    beside: Beside = field(default_factory=Beside, repr=False)

    def at(self, back: int, kind: str) -> pl.DataFrame:
        """Return the rows of one kind in one period."""
        found = self._parts.get((back, kind))
        return self.rows.clear() if found is None else found

    @cached_property
    def _parts(self) -> dict[tuple[object, ...], pl.DataFrame]:
        return self.rows.partition_by("back", "kind", as_dict=True)

    @cached_property
    def now(self) -> pl.DataFrame:
        """The rows of the period itself."""
        return self.rows.filter(pl.col("back") == 0)

    @cached_property
    def before(self) -> pl.DataFrame:
        """The rows of the period before."""
        return self.rows.filter(pl.col("back") == 1)

    def who_delivered(self, back: int) -> pl.DataFrame:
        """Return ``kind, provider`` of who delivered in a period."""
        return self.delivered.filter(pl.col("back") == back).select("kind", "provider").unique()

    @property
    def has_before(self) -> bool:
        """Whether anybody delivered over the period before."""
        return not self.who_delivered(1).is_empty()
