"""More than at all others together: the comparison that several rules over deliveries share."""

from __future__ import annotations

import polars as pl

from drietrap.statistics.outlying import poisson_scores

LOWEST, LIMIT = 0.002, 2.5
HOW = (
    "meer dan bij alle anderen samen gewoon is: mid-p van de Poissonstaart (Berry en Armitage 1995) als "
    "normale score boven 2,5; gewoon is ten minste 0,2% (eigen keuze)"
)


def above_others(found: pl.DataFrame, of: int) -> pl.Series:
    """Return for each line whether its ``count`` is more than the rate of all others explains.

    Parameters
    ----------
    found
        ``count`` and ``of`` per provider.
    of
        The total that counts could come from, over all providers.
    """
    if found.is_empty():
        return pl.Series([], dtype=pl.Boolean)
    others = (found["count"].sum() - found["count"]) / (of - found["of"]).clip(1)
    usual = found["of"] * others.clip(LOWEST)
    return pl.Series(poisson_scores(found["count"].to_numpy(), usual.to_numpy()) > LIMIT)
