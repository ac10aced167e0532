"""The figures on which the model is calibrated and judged, from a year of the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.calibration.observing import Year
from drietrap.steering.model.codes import AGE_BANDS, ROUTES


class Role(StrEnum):
    """What a figure is for: fitted to published tables, or to a register, or kept to judge by."""

    PUBLISHED = "gepubliceerd"
    REGISTER = "register"
    KEPT = "achtergehouden"


@dataclass(frozen=True)
class Figure:
    """One figure: its name in Dutch, what it is a part of, and what it is for."""

    id: str
    label: str
    unit: str
    role: Role


_BANDS = ("0_3", "4_11", "12_17", "18_22")
_ROUTES = ("team", "huisarts", "jeugdarts", "specialist", "gi")
FIGURES = (
    *(
        Figure(
            f"zorg_{band}",
            f"jeugdigen van {label} jaar met jeugdzorg",
            "deel van die leeftijd",
            Role.PUBLISHED,
        )
        for band, label in zip(_BANDS, AGE_BANDS, strict=True)
    ),
    *(
        Figure(
            f"route_{name}",
            f"trajecten via {label}",
            "deel van de trajecten met een verwijzer",
            Role.PUBLISHED,
        )
        for name, label in zip(_ROUTES, (*ROUTES[:4], "GI of rechter"), strict=True)
    ),
    Figure("verblijf", "jeugdhulp met verblijf", "deel van wie jeugdhulp heeft", Role.PUBLISHED),
    Figure("bescherming", "jeugdbescherming", "deel van 0 tot 18 jaar", Role.PUBLISHED),
    Figure(
        "bescherming_verblijf",
        "jeugdbescherming met verblijf",
        "deel van wie bescherming heeft",
        Role.PUBLISHED,
    ),
    Figure("reclassering", "jeugdreclassering", "deel van 12 tot 23 jaar", Role.PUBLISHED),
    Figure("meisjes", "meisjes met jeugdzorg", "deel van wie jeugdzorg heeft", Role.REGISTER),
    Figure(
        "terugkeer",
        "weer jeugdhulp binnen het jaar",
        "deel van wie in het eerste halfjaar stopte",
        Role.REGISTER,
    ),
    Figure("hulp", "jeugdhulp in natura", "deel van 0 tot 18 jaar", Role.KEPT),
    Figure("zorg", "jeugdzorg tot 23 jaar", "deel van 0 tot 23 jaar", Role.KEPT),
    Figure("eenouder", "met jeugdzorg in een eenoudergezin", "deel van wie jeugdzorg heeft", Role.KEPT),
    Figure(
        "halfjaar",
        "met jeugdzorg in het eerste halfjaar",
        "deel van wie jeugdzorg heeft in het jaar",
        Role.KEPT,
    ),
    Figure("trajecten", "trajecten per jeugdige met jeugdzorg", "per jeugdige", Role.KEPT),
)
# How far the model itself may be off (sd of the logarithm). It follows one trajectory at a time, while the
# tables count all; youths under protection have more than one, so the share of their referrers is half of
# what is published nationally, and that of all others nearly a tenth higher.
_BESIDE_GI = dict.fromkeys(("route_team", "route_huisarts", "route_jeugdarts", "route_specialist"), 0.1)
DISCREPANCY = {"route_gi": 0.75, "zorg_18_22": 0.1, **_BESIDE_GI}
PLACE = {figure.id: place for place, figure in enumerate(FIGURES)}


def figures_of(year: Year) -> FloatArray:
    """Return the logarithm of every figure, in the order of ``FIGURES``; minus infinity for none."""
    parts = parts_of(year)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(parts[:, 0] / parts[:, 1]), dtype=np.float64)


def events_of(year: Year) -> FloatArray:
    """Return on how many youths or trajectories every figure rests."""
    return np.asarray(parts_of(year)[:, 0], dtype=np.float64)


def parts_of(year: Year) -> FloatArray:
    """Return what every figure is a part of what, shape (figures, 2)."""
    care, children = year.care.sum(), year.people[:3].sum()
    routes = np.append(year.routes[:4], year.routes[4:].sum())
    return np.array(
        [
            *zip(year.care, year.people, strict=True),
            *((route, routes.sum()) for route in routes),
            (year.stay, year.helped),
            (year.protected, children),
            (year.protected_stay, year.protected),
            (year.probation, year.teens),
            (year.girls, care),
            (year.returned, year.stopped),
            (year.helped, children),
            (care, year.people.sum()),
            (year.alone, care),
            (year.half, care),
            (routes.sum(), care),
        ],
        dtype=np.float64,
    )
