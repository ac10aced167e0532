"""What changed between two releases of the same table, or between two versions before publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from drietrap.register.contract import KEY
from drietrap.vocabulary.notation import counted


@dataclass(frozen=True)
class Changes:
    """The difference between two releases.

    Parameters
    ----------
    added, removed
        Rows that only the new, or only the old, release has: key, value and why it is hidden.
    changed
        Rows whose value, or the reason it is hidden, differs: key, ``before``, ``after``,
        ``hidden_before``, ``hidden_after``, ``difference`` and ``jump`` (difference as a share of the
        larger of the two, 0 to 2; null when one of them is hidden).
    unchanged
        How many rows are the same.
    """

    added: pl.DataFrame
    removed: pl.DataFrame
    changed: pl.DataFrame
    unchanged: int

    @property
    def nothing(self) -> bool:
        """Whether both releases say the same."""
        return self.added.is_empty() and self.removed.is_empty() and self.changed.is_empty()

    def largest(self, count: int = 10) -> pl.DataFrame:
        """Return the changed rows with the largest jumps; cells that became hidden or shown come last."""
        return self.changed.sort(
            "jump",
            pl.col("difference").abs(),
            *self.changed.columns,
            descending=[True, True] + [False] * self.changed.width,
            nulls_last=True,
        ).head(count)

    def sentence(self) -> str:
        """Return the counts as one Dutch sentence."""
        if self.nothing:
            return f"Er is niets veranderd: {_cells(self.unchanged)} gelijk."
        return (
            f"{_cells(self.changed.height)} veranderd, {self.added.height} erbij, "
            f"{self.removed.height} vervallen en {self.unchanged} gelijk."
        )


def compare(before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str] = KEY) -> Changes:
    """Return the difference between two frames with a ``value``, perhaps a ``hidden``, and a unique key.

    Raises
    ------
    ValueError
        When the key is not unique in one of the frames.
    """
    old, new = _plain(before, key), _plain(after, key)
    both = old.join(new, on=list(key), how="inner", suffix="_after").rename(
        {"value": "before", "value_after": "after", "hidden": "hidden_before"}
    )
    same = pl.col("before").eq_missing(pl.col("after")) & pl.col("hidden_before").eq_missing(
        pl.col("hidden_after")
    )
    changed = both.filter(~same).with_columns(difference=pl.col("after") - pl.col("before"))
    scale = pl.max_horizontal(pl.col("before").abs(), pl.col("after").abs())
    changed = changed.with_columns(jump=pl.when(scale > 0).then(pl.col("difference").abs() / scale))
    return Changes(
        added=new.join(old, on=list(key), how="anti").sort(*key),
        removed=old.join(new, on=list(key), how="anti").sort(*key),
        changed=changed.select(
            *key, "before", "after", "hidden_before", "hidden_after", "difference", "jump"
        ).sort(*key),
        unchanged=both.height - changed.height,
    )


def _plain(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    if frame.select(key).is_duplicated().any():
        raise ValueError(f"the key {tuple(key)} is not unique")
    hidden = pl.col("hidden") if "hidden" in frame.columns else pl.lit(None, dtype=pl.String).alias("hidden")
    return frame.select(*key, pl.col("value").cast(pl.Float64), hidden.cast(pl.String))


def _cells(count: int) -> str:
    return counted(count, "cijfer", "cijfers")
