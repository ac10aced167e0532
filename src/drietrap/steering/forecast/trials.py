"""How methods did on the past, as rows for readers: in per cents, per method, size class and horizon."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from drietrap.catalogue.comparison import SIZE_CLASSES
from drietrap.steering.forecast.backtest import Score, score
from drietrap.steering.forecast.foretelling import Foretold
from drietrap.steering.forecast.result import Tried
from drietrap.steering.forecast.series import Panel


def trials(foretold: Foretold) -> tuple[Tried, ...]:
    """Return how every method did on the municipalities, and on the country."""
    found = [
        (score(trial, one.method), where)
        for trial, where in ((foretold.areas, "gemeenten"), (foretold.country, "Nederland"))
        if trial is not None
        for one in trial.told
    ]
    return tuple(_tried(one, where, foretold.method) for one, where in found if one.forecasts)


def _tried(found: Score, situation: str, shown: str) -> Tried:
    parts = (
        found.crps,
        found.score_80,
        found.score_95,
        found.cover_80,
        found.cover_95,
        found.bias,
    )
    return Tried(
        situation,
        found.method,
        found.method == shown,
        found.forecasts,
        found.origins,
        *(round(100 * part, 2) for part in parts),
    )


def by_size(foretold: Foretold, panel: Panel, inhabitants: Mapping[str, float]) -> tuple[Tried, ...]:
    """Return how the method that is shown did, per size class of municipalities."""
    if foretold.areas is None:
        return ()
    found = []
    for band in SIZE_CLASSES:
        rows = [
            at
            for at, area in enumerate(panel.areas)
            if band.lowest <= inhabitants.get(area, np.nan) < band.below
        ]
        one = score(foretold.areas, foretold.method, rows) if rows else None
        if one is not None and one.forecasts:
            found.append(_tried(one, f"gemeenten met {band.label}", foretold.method))
    return tuple(found)


def by_horizon(foretold: Foretold) -> tuple[Tried, ...]:
    """Return how the method that is shown did, per number of years ahead."""
    trial = foretold.areas or foretold.country
    if trial is None:
        return ()
    return tuple(
        _tried(one, f"{step + 1} jaar vooruit", foretold.method)
        for step in range(trial.observed.shape[2])
        if (one := score(trial, foretold.method, step=step)).forecasts
    )
