"""Whether a municipality books its costs on the taakvelden that they belong to, as far as its tables tell."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.app.state import State
from drietrap.catalogue.indicators.geld import bedragen
from drietrap.catalogue.indicators.sources import BEGROTING, JAARREKENING

NEARLY_ALL = 0.95  # of a family of taakvelden on one code
FAR_APART = 0.4  # of the amount stands on another code in the budget than in the account


def shifted(state: State, area: str, codes: tuple[str, ...], year: int) -> str:
    """Return in words what is odd about how a family of taakvelden is booked; empty when nothing is."""
    account, budget = (_shares(state, area, codes, year, document) for document in (JAARREKENING, BEGROTING))
    if account is None:
        return ""
    where = int(account.argmax())
    if account[where] >= NEARLY_ALL:
        return f"{state.name(area)} boekte in {year} vrijwel alles hiervan op taakveld {codes[where]}"
    if budget is not None and np.abs(account - budget).sum() / 2 >= FAR_APART:
        return (
            f"bij {state.name(area)} staan de lasten van {year} in de jaarrekening op andere taakvelden dan "
            "in de begroting"
        )
    return ""


def _shares(
    state: State, area: str, codes: tuple[str, ...], year: int, document: str
) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """Return the share of each taakveld; None where nothing was booked."""
    cells = bedragen(codes, document)
    mine = state.core.observation.filter(
        (pl.col("area") == area) & (pl.col("period") == str(year)) & (pl.col("table") == cells[0].table)
    )
    found = {
        (measure, variant): value
        for measure, variant, value in mine.select("measure", "variant", "value").iter_rows()
    }
    amounts = np.array([found.get((c.measure, document)) or 0.0 for c in cells], dtype=np.float64)
    return amounts / amounts.sum() if amounts.sum() > 0 else None
