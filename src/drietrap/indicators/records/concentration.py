"""Which part of the youths takes which part of the cost, or of the days or trajectories without cost.

The document behind the system speaks of about 30 % of the youths for 90 % of the cost. What is shown says
what it divides: days of help are no euros.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl

from drietrap.statistics.concentration import Curve, curve, members_for
from drietrap.statistics.randomness import address

POINTS = tuple(percent / 100 for percent in range(0, 101, 5))


class Divided(StrEnum):
    """What is divided over the youths."""

    COST = "kosten (bedrag uit de eigen registratie van de gemeente)"
    DAYS = "dagen hulp (geen kosten: een dag verblijf telt even zwaar als een dag ambulante hulp)"
    TRAJECTORIES = "trajecten (geen kosten: elk traject telt even zwaar)"


@dataclass(frozen=True)
class Concentration:
    """The curve over ``youths`` youths, and what it divides."""

    divided: Divided
    youths: int
    curve: Curve

    def for_share(self, share: float) -> tuple[float, float, float]:
        """Return the share of youths that takes ``share`` of the total, with its 95 % limits."""
        return members_for(self.curve, share)

    @property
    def frame(self) -> pl.DataFrame:
        """``youths, share, lower, upper``, each from 0 to 1."""
        found = self.curve
        columns = {"youths": found.members, "share": found.share, "lower": found.lower, "upper": found.upper}
        return pl.DataFrame(columns)


def of_cost(registration: pl.DataFrame, *, seed: int = 1, replicates: int = 400) -> Concentration:
    """Return the concentration of cost.

    Parameters
    ----------
    registration
        ``who`` (pseudonym) and ``bedrag`` (whole cents) of the municipality's own registration. Rows without
        either are left out; a youth whose amounts are corrected to zero or less counts as zero.
    """
    known = registration.drop_nulls(["who", "bedrag"])
    each = known.group_by("who").agg(amount=pl.col("bedrag").sum().clip(lower_bound=0))
    return _concentration(Divided.COST, each, seed, replicates)


def of_days(
    histories: pl.DataFrame, first: dt.date, last: dt.date, *, seed: int = 1, replicates: int = 400
) -> Concentration:
    """Return the concentration of days of help between two days, both included."""
    until = pl.min_horizontal(pl.coalesce("ended", "seen_until"), pl.lit(last))
    since = pl.max_horizontal("started", pl.lit(first))
    each = (
        ran(histories, first, last)
        .group_by("who")
        .agg(amount=((until - since).dt.total_days() + 1).clip(lower_bound=0).sum())
    )
    return _concentration(Divided.DAYS, each, seed, replicates)


def of_trajectories(
    histories: pl.DataFrame, first: dt.date, last: dt.date, *, seed: int = 1, replicates: int = 400
) -> Concentration:
    """Return the concentration of trajectories that ran between two days."""
    each = ran(histories, first, last).group_by("who").agg(amount=pl.len())
    return _concentration(Divided.TRAJECTORIES, each, seed, replicates)


def ran(histories: pl.DataFrame, first: dt.date, last: dt.date) -> pl.DataFrame:
    """Return the trajectories of known youths that ran between two days, both included."""
    runs = pl.coalesce("ended", "seen_until") >= first
    return histories.filter(pl.col("known") & (pl.col("started") <= last) & runs)


def _concentration(divided: Divided, each: pl.DataFrame, seed: int, replicates: int) -> Concentration:
    """Return the curve; a youth's draws are addressed by its pseudonym, so that order changes nothing."""
    numbers = np.array([address(who) for who in each["who"]], dtype=np.int64)
    amounts = each["amount"].cast(pl.Float64).to_numpy()
    found = curve(amounts, numbers, points=POINTS, seed=seed, replicates=replicates)
    return Concentration(divided, each.height, found)
