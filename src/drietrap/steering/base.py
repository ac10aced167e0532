"""The base values of the model, read from data: each with its source, its grade and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

import numpy as np
import yaml
from scipy.special import expit, logit

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal
from drietrap.steering.building import AXES, parameters_of
from drietrap.steering.model.parameters import Parameters

FILES = ("hulpvragen", "toegang", "hulp", "bescherming", "geld")
_DRAW_SEED = address("onzekerheid van de sturing")


class Grade(StrEnum):
    """Where a value comes from: a published figure, computed from some, or an assumption of our own."""

    GEMETEN = "gemeten"
    AFGELEID = "afgeleid"
    AANNAME = "aanname"


class Scale(StrEnum):
    """On which scale the uncertainty of a value is normal."""

    LOG = "log"
    LOGIT = "logit"
    FIXED = "fixed"


@dataclass(frozen=True)
class Value:
    """One value, or table of values along ``axes``.

    Parameters
    ----------
    id, label, unit
        Fixed name; what it is and in what, in Dutch.
    axes
        What the table runs along; see :data:`drietrap.steering.building.AXES`.
    table
        The middle values.
    scale, spread
        Standard deviation on the scale, the same for every element or one for each.
    source, year, grade
        Where it comes from, of which year, and how good that is.
    """

    id: str
    label: str
    unit: str
    axes: tuple[str, ...]
    table: FloatArray
    scale: Scale
    spread: FloatArray
    source: str
    year: int
    grade: Grade

    def moved(self, by: FloatArray) -> FloatArray:
        """Return the table moved on its scale by ``by``; zero and infinite elements stay."""
        if self.scale is Scale.FIXED:
            return self.table
        if self.scale is Scale.LOGIT:
            inside = (self.table > 0.0) & (self.table < 1.0)
            safe = np.where(inside, self.table, 0.5)
            shares: FloatArray = np.where(inside, expit(logit(safe) + by), self.table)
            return shares
        return np.asarray(self.table * np.exp(by), dtype=np.float64)


@dataclass(frozen=True)
class Basis:
    """All values that the parameters are made of, by id."""

    values: Mapping[str, Value]

    def table(self, name: str) -> FloatArray:
        """Return the middle values of a table."""
        return self.values[name].table

    def parameters(self, districts: int = 1) -> Parameters:
        """Return the parameters that follow from the middle values; every district has factor 1."""
        return parameters_of({name: value.table for name, value in self.values.items()}, districts)

    def with_tables(self, tables: Mapping[str, FloatArray]) -> Basis:
        """Return the same with other middle values for some tables."""
        changed = {
            name: replace(self.values[name], table=np.asarray(table, dtype=np.float64))
            for name, table in tables.items()
        }
        return Basis(MappingProxyType({**self.values, **changed}))

    def drawn(self, number: int) -> Basis:
        """Return one draw of all values from their uncertainty; draw 0 is the middle itself.

        Draws are addressed: number, table and element decide, so that adding a table changes no other.
        """
        if number == 0:
            return self
        return self.with_tables(
            {
                name: value.moved(value.spread * noise(name, value.table.shape, number))
                for name, value in self.values.items()
                if value.scale is not Scale.FIXED
            }
        )


def noise(name: str, shape: tuple[int, ...], number: int) -> FloatArray:
    """Return standard normal draws for the elements of a table in one draw."""
    elements = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    return normal(_DRAW_SEED, address(name), elements, number)


def drawn(basis: Basis, number: int, districts: int = 1) -> Parameters:
    """Return the parameters of one draw; draw 0 is the middle."""
    return basis.drawn(number).parameters(districts)


@cache
def base() -> Basis:
    """Return the base values that the product comes with, from ``catalogue/facts/steering``.

    Raises
    ------
    ValueError
        When a table has another shape than its axes say.
    """
    folder = resources.files("drietrap.catalogue") / "facts" / "steering"
    rows = [
        row for name in FILES for row in yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    ]
    return Basis(MappingProxyType({row["id"]: _value(row) for row in rows}))


def _value(row: dict[str, object]) -> Value:
    axes: tuple[str, ...] = tuple(row["axes"])  # type: ignore[arg-type]
    table = np.asarray(row["values"], dtype=np.float64)
    shape = tuple(len(AXES[axis]) for axis in axes)
    if table.shape != shape:
        raise ValueError(f"{row['id']}: expected {shape}, found {table.shape}")
    return Value(
        str(row["id"]),
        str(row["label"]),
        str(row["unit"]),
        axes,
        table,
        Scale(str(row["scale"])),
        np.broadcast_to(np.asarray(row["spread"], dtype=np.float64), shape),
        str(row["source"]),
        int(str(row["year"])),
        Grade(str(row["grade"])),
    )
