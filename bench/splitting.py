"""The split of every pair of municipalities, and the same in plain Python for a share of the pairs."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from drietrap.app.folder import DataFolder
from drietrap.app.state import opened
from drietrap.catalogue.split import Chain, Ratio, quantities_of
from drietrap.catalogue.split_quantities import QUANTITIES
from drietrap.catalogue.split_years import CHAINS
from drietrap.differences.split.gather import Quantities, gathered, usable
from drietrap.differences.split.pairs import Pairs, all_pairs

YEAR = 2022
ONE_IN = 200  # pairs that the plain version does


def splitting(folder: DataFolder) -> dict[str, Any]:
    """Measure all pairs on every cost and use figure, gathering included."""
    chains = [chain for chain in CHAINS if not chain.over_time]
    with opened(folder) as state:
        areas = state.territory(str(YEAR)).areas
        started = time.perf_counter()
        names = dict.fromkeys(name for chain in chains for name in quantities_of(chain))
        quantities = [QUANTITIES[name] for name in names]
        held = gathered(state.core.observation, quantities, areas, YEAR, register=state.areas)
        made = [all_pairs(chain, held) for chain in chains]
        ours = time.perf_counter() - started
    started = time.perf_counter()
    done = sum(_plain(chain, held, pairs) for chain, pairs in zip(chains, made, strict=True))
    total = sum(len(pairs.own) for pairs in made)
    plain = (time.perf_counter() - started) * total / max(done, 1)
    return {
        "what": f"split of all pairs of municipalities ({total:,} on {len(chains)} figures, with intervals)",
        "seconds": ours,
        "pandas": plain,
        "aim": 20.0,
        "note": f"beside plain Python, values only, on {done:,} pairs; its time is scaled to all",
    }


def _plain(chain: Chain, held: Quantities, made: Pairs) -> int:
    """Split a share of the pairs one by one, values only; return how many.

    Raises
    ------
    RuntimeError
        When both ways differ.
    """
    kept = np.flatnonzero(usable(held, quantities_of(chain)))
    places = range(0, len(made.own), ONE_IN)
    for place in places:
        sides = [
            {name: float(found.value[kept[side[place]]]) for name, found in held.ranges.items()}
            for side in (made.own, made.other)
        ]
        for term, value in plain_terms(chain, *sides).items():
            ours = float(made.found.terms[term].value[place])
            if math.isfinite(value) and not math.isclose(value, ours, rel_tol=1e-6, abs_tol=1e-6):
                raise RuntimeError(f"{chain.id}, {term}: {value} and {ours} at pair {place}")
    return len(places)


def plain_terms(chain: Chain, own: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Return the terms of one pair, written as in a textbook; NaN where a number is not known."""
    figures = [_ratio(chain.figure, side) * chain.scale for side in (own, other)]
    weight = _log_mean(*figures)
    found: dict[str, float] = {}
    for block in chain.blocks:
        totals = [_ratio(block.total, side) for side in (own, other)]
        pairs = [
            [(_ratio(g.x, side) if g.x else 1.0, _ratio(g.y, side)) for g in block.groups]
            for side in (own, other)
        ]
        for number, total in enumerate(totals):
            summed = math.fsum(x * y for x, y in pairs[number])
            share = total / summed if math.isfinite(summed) and summed else 1.0
            pairs[number] = [(x, y * share) for x, y in pairs[number]]
        inner = weight / _log_mean(*totals)
        for group, (x1, y1), (x0, y0) in zip(block.groups, *pairs, strict=True):
            if group.x_term:
                found[group.x_term] = found.get(group.x_term, 0.0) + inner * (x1 - x0) * (y1 + y0) / 2
            found[group.y_term] = found.get(group.y_term, 0.0) + inner * (y1 - y0) * (x1 + x0) / 2
    return found


def _ratio(given: Ratio, side: Mapping[str, float]) -> float:
    above = math.prod(side[name] for name in given.above)
    below = math.prod(side[name] for name in given.below)
    return above / below if below > 0 else math.nan


def _log_mean(a: float, b: float) -> float:
    if not (a > 0 and b > 0):
        return math.nan
    return a if a == b else (a - b) / math.log(a / b)
