"""Columns that grow: people, families and records while the years go by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drietrap.synthetic.arithmetic import IntArray

BoolArray = NDArray[np.bool_]


@dataclass
class Ledger:
    """Named integer columns of equal length, to which rows are added at the end."""

    types: dict[str, type[np.signedinteger]]
    columns: dict[str, NDArray[np.signedinteger]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {name: np.empty(0, dtype=kind) for name, kind in self.types.items()}

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, name: str) -> NDArray[np.signedinteger]:
        return self.columns[name]

    def add(self, **rows: IntArray | int) -> IntArray:
        """Add rows, one array or one value per column; return their places."""
        length = max(np.size(values) for values in rows.values() if not isinstance(values, int))
        start = len(self)
        for name, kind in self.types.items():
            more = np.broadcast_to(np.asarray(rows[name]), length).astype(kind)
            self.columns[name] = np.concatenate([self.columns[name], more])
        return np.arange(start, start + length)


def day(year: int, month: int = 1, number: int = 1) -> int:
    """Return a date as days since 1 January 1970."""
    return (dt.date(year, month, number) - dt.date(1970, 1, 1)).days


def years_old(born: IntArray, year: int) -> IntArray:
    """Return the age on 1 January of a year; zero for who is not born yet."""
    dates = born.astype("datetime64[D]")
    birth_year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    later = dates > dates.astype("datetime64[Y]").astype("datetime64[D]")
    return np.maximum(year - birth_year - later, 0)


def birthday(born: IntArray, age: int) -> IntArray:
    """Return the day on which someone turns ``age``; who is born on 29 February turns on 1 March."""
    dates = born.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    into = (dates - months.astype("datetime64[D]")).astype(np.int64)
    then = (months + np.timedelta64(12 * age, "M")).astype("datetime64[D]").astype(np.int64)
    days: IntArray = then + into
    return days
