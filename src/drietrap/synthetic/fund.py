"""Gemeentefonds: fictional weights and factors, volumes, and the amount by the real formula.

amount = factor x sum over maatstaven of weight x volume, as in the circulars of BZK. The weights and factors
here are made up; only their order of magnitude is that of the real ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.draws import Draws

# Fictional, in EUR per unit, and the year of payment they are for.
_BASE_WEIGHTS = {"lidr_w_nw": 2500.0, "jong": 310.0, "cf.regionaal": 44.0, "oadw": -25.0}
NAMES = {
    "lidr_w_nw": "huishoudens met een laag inkomen met drempel (fictief gewicht)",
    "jong": "jongeren (fictief gewicht)",
    "cf.regionaal": "regionale centrumfunctie (fictief gewicht)",
    "oadw": "omgevingsadressendichtheid (fictief gewicht)",
}
# Circular, year of payment, fictional index of the weights, fictional factor.
CIRCULARS = (
    ("M2023", 2024, 1.0, 1.405),
    ("S2023", 2024, 1.006, 1.415),
    ("M2024", 2024, 1.0065, 1.425),
    ("M2024", 2025, 0.996, 1.465),
    ("S2024", 2024, 1.0065, 1.43),
    ("S2024", 2025, 0.996, 1.465),
)
WITH_VOLUMES = (("M2023", 2024), ("S2023", 2024), ("S2024", 2025))
VOLUMES = ("inwo", "jong", "lidr_w_nw", "cf.regionaal", "oadw", "ephh")
_PER_INHABITANT = {
    "lidr_w_nw": "gf_laag_inkomen",
    "cf.regionaal": "gf_centrum",
    "oadw": "gf_adressen",
    "ephh": "gf_eenpersoons",
}


@dataclass(frozen=True)
class Payment:
    """Volumes and amount (EUR) per municipality in one circular."""

    circular: str
    year: int
    volume: dict[str, FloatArray]
    amount: FloatArray


def weights() -> list[tuple[str, str, float, str, int]]:
    """Return maatstaf, name, weight, circular and year of payment."""
    return [
        (measure, NAMES[measure], round(weight * index, 2), circular, year)
        for circular, year, index, _ in CIRCULARS
        for measure, weight in _BASE_WEIGHTS.items()
    ]


def payments(
    draws: Draws,
    inhabitants: dict[int, IntArray],
    under_18: dict[int, IntArray],
    value: dict[str, FloatArray],
    number: IntArray,
) -> list[Payment]:
    """Return the payments of the circulars that come with volumes."""
    result = []
    for place, (circular, year) in enumerate(WITH_VOLUMES):
        noise = 1.0 + 0.004 * draws.normal("raming", number, place)
        volume = {"inwo": inhabitants[year] * noise, "jong": under_18[year] * noise}
        for measure, name in _PER_INHABITANT.items():
            drift = 1.0 + 0.01 * draws.normal(f"raming {measure}", number, place)
            volume[measure] = volume["inwo"] * value[name] * drift
        rounded = {name: _rounded(volume[name], 5) for name in VOLUMES}
        result.append(Payment(circular, year, rounded, _amount(circular, year, rounded)))
    return result


def _amount(circular: str, year: int, volume: dict[str, FloatArray]) -> FloatArray:
    factor = next(f for c, y, _, f in CIRCULARS if (c, y) == (circular, year))
    total = np.zeros(len(volume["inwo"]))
    for measure, _, weight, of_circular, of_year in weights():
        if (of_circular, of_year) == (circular, year):
            total = total + weight * volume[measure]
    return factor * total


def _rounded(values: FloatArray, digits: int) -> FloatArray:
    return np.array([round(value, digits) for value in values.tolist()])
