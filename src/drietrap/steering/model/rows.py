"""Rows of fixed shape, described once: the words for people and the memory layout for compiled code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Rows = NDArray[np.void]


@cache
def layout(row: type) -> np.dtype[np.void]:
    """Return the dtype of a row from its annotations.

    Each field is ``Annotated[int, kind]`` for one number or ``Annotated[Whole, kind, shape]`` for a table.
    """
    fields: list[Any] = []
    for name, hint in get_type_hints(row, include_extras=True).items():
        kind, *shape = hint.__metadata__
        fields.append((name, kind, tuple(shape[0])) if shape else (name, kind))
    return np.dtype(fields, align=True)


def content(rows: Rows) -> Iterator[bytes]:
    """Return the values of rows field by field; what lies between fields in memory differs every time."""
    for name in rows.dtype.names or ():
        yield name.encode()
        yield np.ascontiguousarray(rows[name]).tobytes()


def shape_of(row: type, field: str) -> tuple[int, ...]:
    """Return the shape of a table in a row."""
    found = layout(row).fields
    return () if found is None else found[field][0].shape
