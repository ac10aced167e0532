"""Handles: what a lever can take hold of in the parameters, and how a factor works there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.codes import (
    AGE_BANDS,
    DECISIONS,
    FORMS,
    NEEDS,
    PERSONAL,
    PLACEMENTS,
    PROTECTION,
    ROUTES,
    SEVERITIES,
    SHARED,
)
from drietrap.steering.model.parameters import SHAPES, Parameters
from drietrap.steering.model.tables import FIRST_ROUTE

Kind = Literal["rate", "odds", "weight", "months", "cap", "price", "capacity"]
_BESIDE = ("geen broer of zus met hulp", "broer of zus met hulp")
_CLASSES = ("licht", "gemiddeld", "zwaar", "zeer zwaar")
AXES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "need": NEEDS,
        "severity": SEVERITIES,
        "form": FORMS,
        "route": ROUTES,
        "band": AGE_BANDS,
        "beside": _BESIDE,
        "class": _CLASSES,
        "protection": PROTECTION,
        "decision": DECISIONS,
    }
)
"""The axes by which a lever can choose, and their words, in the order of their numbers."""


@dataclass(frozen=True)
class Handle:
    """One place in the parameters that a lever can take hold of.

    Parameters
    ----------
    label
        What it is, in Dutch.
    kind
        ``rate``: a chance per month times the factor. ``odds``: the odds of a share times the factor.
        ``weight``: a weight times the factor, after which shares add up to one again. ``months``, ``price``,
        ``capacity``: times the factor. ``cap``: the least of the present norm and the factor, in months.
    field
        Field of :class:`~drietrap.steering.model.parameters.Parameters`.
    axes
        The axes of the field in its order; an empty word is an axis by which a lever cannot choose.
    last
        Which numbers of the last axis it is about; all when None.
    """

    label: str
    kind: Kind
    field: str
    axes: tuple[str, ...]
    last: tuple[int, ...] | None = None


HANDLES: MappingProxyType[str, tuple[Handle, ...]] = MappingProxyType(
    {
        "need.arises": (
            Handle("hulpvraag ontstaat", "rate", "onset", ("", "", "", "need")),
            Handle("hulpvraag ontstaat", "rate", "shared", ("", "need")),
        ),
        "need.resolves": (
            Handle("gaat over in het gewone leven", "rate", "unseen", ("band", "need", "severity", ""), (0,)),
            Handle("gaat over in het gewone leven", "rate", "waiting", ("need", "severity", ""), (0,)),
        ),
        "need.worsens": (
            Handle("wordt zwaarder zonder hulp", "rate", "unseen", ("band", "need", "severity", ""), (1,)),
            Handle("wordt zwaarder zonder hulp", "rate", "waiting", ("need", "severity", ""), (1,)),
        ),
        "need.crisis": (
            Handle("loopt uit op crisis", "rate", "unseen", ("band", "need", "severity", ""), (2,)),
            Handle("loopt uit op crisis", "rate", "waiting", ("need", "severity", ""), (2,)),
        ),
        "access.seen": (
            Handle(
                "komt in beeld bij een verwijzer",
                "rate",
                "unseen",
                ("band", "need", "severity", "route"),
                tuple(range(FIRST_ROUTE, FIRST_ROUTE + 6)),
            ),
        ),
        "access.normalises": (
            Handle("wordt genormaliseerd", "odds", "normalised", ("beside", "route", "need", "severity")),
        ),
        "access.free": (
            Handle("krijgt vrij toegankelijke hulp", "odds", "free", ("beside", "route", "need", "severity")),
        ),
        "access.settles": (Handle("normaliseren lost de vraag op", "odds", "settled", ("need", "severity")),),
        "access.delay": (Handle("maanden tussen besluit en start", "months", "delay", ("route",)),),
        "help.form": (
            Handle("keuze van de hulpvorm", "weight", "choose", ("band", "need", "severity", "form")),
        ),
        "help.duration": (Handle("duur van de hulp", "months", "duration", ("form",)),),
        "help.longest": (Handle("langste duur per besluit", "cap", "longest", ("form",)),),
        "help.extends": (Handle("wordt verlengd", "rate", "extend", ("form", "need")),),
        "help.extension": (Handle("duur van een verlenging", "months", "extension", ("form",)),),
        "help.intensity": (
            Handle("intensiteit van de hulp", "weight", "intensity", ("form", "severity", "class")),
        ),
        "help.dropout": (Handle("wordt afgebroken", "rate", "dropout", ("form",)),),
        "help.succeeds": (
            Handle("hulpvraag is over na de hulp", "odds", "success", ("form", "need", "severity")),
        ),
        "help.stays_adult": (Handle("hulp loopt door na 18 jaar", "odds", "stays_adult", ("form",)),),
        "protection.report": (Handle("melding over veiligheid", "rate", "report", ("band", "", "")),),
        "protection.investigation": (
            Handle("melding leidt tot raadsonderzoek", "rate", "measure", ("protection", ""), (0,)),
        ),
        "protection.ends": (Handle("maatregel eindigt", "rate", "measure", ("protection", ""), (0,)),),
        "protection.placement": (Handle("uithuisplaatsing", "rate", "measure", ("protection", ""), (2,)),),
        "protection.home": (Handle("thuisplaatsing", "rate", "measure", ("protection", ""), (3,)),),
        "protection.form": (Handle("vorm van een plaatsing", "weight", "place", ("band", "form")),),
        "probation.begins": (Handle("jeugdreclassering begint", "rate", "probation", ("", "")),),
        "supply.capacity": (Handle("plaatsen", "capacity", "capacity", ("form",)),),
        "money.price": (Handle("prijs per maand", "price", "price", ("form",)),),
    }
)
"""Every handle by name. A handle in two fields works in both."""

Where = tuple[tuple[str, tuple[int, ...]], ...]


def turned(parameters: Parameters, handle: str, where: Where, factor: float) -> Parameters:
    """Return parameters with a factor on a handle, for the numbers that ``where`` chooses per axis.

    A factor of exactly 1 (for a cap: infinity) returns the same numbers. Factors on one place multiply, so
    the order of levers does not matter, except for the last bit: sort them first.

    Raises
    ------
    KeyError
        When the handle, or an axis of it, does not exist.
    """
    changed: dict[str, FloatArray] = {}
    for part, mask in _cells(handle, where):
        table = np.asarray(getattr(parameters, part.field), dtype=np.float64)
        changed[part.field] = _changed(part, table, mask, factor)
    return replace(parameters, **changed)


@cache
def _cells(handle: str, where: Where) -> tuple[tuple[Handle, NDArray[np.bool_]], ...]:
    """Return the fields of a handle, each with the cells that it is about."""
    chosen = dict(where)
    parts = HANDLES[handle]
    unknown = set(chosen) - {axis for part in parts for axis in part.axes}
    if unknown:
        raise KeyError(f"{handle} knows no {', '.join(sorted(unknown))}")
    return tuple((part, _mask(part, SHAPES[part.field], chosen)) for part in parts)


def _mask(handle: Handle, shape: tuple[int, ...], chosen: dict[str, tuple[int, ...]]) -> NDArray[np.bool_]:
    """Return the cells that a handle is about, by the axes that are chosen."""
    mask = np.ones(shape, dtype=np.bool_)
    for place, (axis, size) in enumerate(zip(handle.axes, shape, strict=True)):
        numbers = np.arange(size)
        inside = np.ones(size, dtype=np.bool_)
        final = place == len(shape) - 1
        if final and handle.last is not None:
            inside &= np.isin(numbers, handle.last)
        if axis in chosen:
            inside &= np.isin(_numbers(handle, axis, size), chosen[axis])
        mask &= inside.reshape([-1 if other == place else 1 for other in range(len(shape))])
    return mask


def _numbers(handle: Handle, axis: str, size: int) -> NDArray[np.int_]:
    """Return the number on its axis of each cell; some fields hold a part of the axis only."""
    if handle.field == "onset" and axis == "need":
        return np.array(PERSONAL)
    if handle.field == "shared" and axis == "need":
        return np.array(SHARED)
    if handle.field == "place" and axis == "form":
        return np.array(PLACEMENTS)
    if axis == "route" and size > 6:
        return np.arange(size) - FIRST_ROUTE
    return np.arange(size)


def _changed(handle: Handle, table: FloatArray, mask: NDArray[np.bool_], factor: float) -> FloatArray:
    if handle.kind == "cap":
        return np.where(mask, np.minimum(table, factor), table)
    if handle.kind == "odds":
        odds: FloatArray = table * factor / (1.0 - table + table * factor)
        return np.where(mask, odds, table) if factor != 1.0 else table
    return np.where(mask, table * factor, table)
