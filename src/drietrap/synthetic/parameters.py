"""Summary numbers of the real country: derived once from published files, shipped with their source.

``parameters.json`` is written by ``tools/derive_synthetic_parameters.py``; it holds quantiles, correlations,
slopes and spreads, no figure about a person and no row about one municipality.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, cholesky


@dataclass(frozen=True)
class Composition:
    """National shares of categories, and the sd of their logarithms between municipalities."""

    shares: list[float]
    spread: list[float]


@dataclass(frozen=True)
class CostField:
    """One taakveld: level, spread and habits of reporting."""

    eur_per_inhabitant: float
    spread: float
    zero_share: float
    budget_ratio: float
    next_budget_ratio: float
    income_ratio: float
    income_share: float


@dataclass(frozen=True)
class Parameters:
    """All summary numbers the fictional country is built from."""

    source: str
    names: tuple[str, ...]
    levels: FloatArray
    quantiles: dict[str, FloatArray]
    correlation: FloatArray
    factor: FloatArray  # lower Cholesky factor of the correlation
    use_slopes: dict[str, float]
    use_spread: float
    population: dict[str, float]
    rate_by_age: list[float]
    trend: dict[int, tuple[float, float]]  # log ratio to 2021: under 18, 18 to 22
    households: Composition
    referrers: Composition
    trajectories_per_youth: float
    trajectories_spread: float
    reclassering_share: float
    severity: dict[str, tuple[float, float, float]]  # level, slope on the social minimum, spread
    help_of_care: float
    districts: dict[str, float]
    costs: dict[str, CostField]
    not_delivered: float


@cache
def parameters() -> Parameters:
    """Return the shipped parameters."""
    text = resources.files("drietrap.synthetic").joinpath("parameters.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    shape, care, severity = raw["kenmerken"], raw["zorg"], raw["zwaarte"]
    correlation = np.array(shape["correlatie"])
    return Parameters(
        source=(
            f"{raw['bron']}; {raw['licentie']} Afgeleid op {raw['afgeleid_op']} met {raw['afgeleid_met']}."
        ),
        names=tuple(shape["kwantielen"]),
        levels=np.array(shape["niveaus"]),
        quantiles={name: np.array(values) for name, values in shape["kwantielen"].items()},
        correlation=correlation,
        factor=cholesky(correlation),
        use_slopes=raw["gebruik"]["hellingen"],
        use_spread=raw["gebruik"]["spreiding"],
        population=raw["bevolking"],
        rate_by_age=care["aandeel_per_leeftijd"],
        trend={int(year): (pair[0], pair[1]) for year, pair in care["trend"].items()},
        households=Composition(care["huishouden"]["aandeel"], care["huishouden"]["spreiding"]),
        referrers=Composition(care["verwijzer"]["aandeel"], care["verwijzer"]["spreiding"]),
        trajectories_per_youth=care["trajecten_per_jongere"],
        trajectories_spread=care["spreiding_trajecten"],
        reclassering_share=care["reclassering_van_12_22"],
        severity={
            name: (severity[name][0], severity[name][1], severity[name][2])
            for name in ("verblijf", "bescherming", "bescherming_verblijf")
        },
        help_of_care=severity["jeugdhulp_van_jeugdzorg"],
        districts=raw["wijken"],
        costs={name: CostField(*values) for name, values in raw["kosten"]["taakvelden"].items()},
        not_delivered=raw["kosten"]["niet_geleverd"],
    )
