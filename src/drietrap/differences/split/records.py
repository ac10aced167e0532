"""The quantities of a chain counted from records, and their chance by drawing the youths anew.

Per youth the sums are made once; a municipality is the sum over its youths. Chance is a bootstrap over
youths with Poisson weights (Hanley and MacGibbon 2006, "Creating non-parametric bootstrap samples using
Poisson frequencies"), addressed by seed, draw and youth, so that it is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import special

from drietrap.catalogue.split import Chain
from drietrap.catalogue.split_quantities import AGES, REGISTER_FORMS
from drietrap.catalogue.split_records import COUNTED
from drietrap.differences.split.levels import Levels, levels
from drietrap.differences.split.ranges import Array, Range, exact
from drietrap.differences.split.terms import WHOLE, terms
from drietrap.statistics.randomness import uniform

_MOST = 7  # times that a youth is drawn in one sample: above this the chance is less than one in 10,000


@dataclass(frozen=True)
class Counted:
    """Sums per youth: ``youths`` numbers them, ``table`` has a column for each of :data:`COUNTED`.

    ``people`` are the inhabitants per age group, and ``booked`` the amount in the accounts; both are known
    without chance. ``booked`` None means that the accounts equal the registration.
    """

    youths: Array
    table: Array
    people: Mapping[str, float]
    booked: float | None = None

    def held(self, weights: Array | None = None) -> dict[str, Range]:
        """Return the quantities: of these youths, or one set per row of ``weights``."""
        chosen = np.ones((1, len(self.youths))) if weights is None else weights
        summed = np.einsum("dy,yq->dq", chosen, self.table)  # in one order, whatever the number of threads
        found = {name: exact(summed[:, place]) for place, name in enumerate(COUNTED)}
        ones = np.ones(len(summed))
        for age, number in self.people.items():
            found[f"inwoners_{age}"] = exact(ones * number)
        found["inwoners"] = exact(ones * sum(self.people.values()))
        ratio = 1.0
        if self.booked is not None:
            ratio = self.booked / self.table[:, COUNTED.index("bedrag")].sum()
        found["geboekt"] = found["bedrag"].scaled(ratio)
        return found


def counted(trajectories: pl.DataFrame, people: Mapping[str, float], booked: float | None = None) -> Counted:
    """Count the trajectories of one place in one year.

    Parameters
    ----------
    trajectories
        One row per registered trajectory: ``youth`` (whole number), ``age`` (key of the age groups),
        ``provider``, ``form``, ``started``, ``ended`` (null while it runs), ``days`` and ``units`` in the
        year, ``euros`` and ``delivered`` (bool).
    people
        Inhabitants per age group.
    booked
        What the accounts say, in EUR.

    Notes
    -----
    A trajectory that begins no later than the day after the one before ended, for the same youth, form and
    provider, is the same help registered again: it adds to ``trajecten`` and not to ``perioden``.
    """
    order = ["youth", "form", "provider", "started", "ended"]
    spell = ["youth", "form", "provider"]
    until = pl.col("ended").fill_null(pl.date(9999, 12, 31))
    rows = trajectories.sort(order, nulls_last=True).with_columns(before=until.cum_max().shift(1).over(spell))
    again = (pl.col("started") <= pl.col("before") + pl.duration(days=1)).fill_null(value=False)
    one = rows.select(
        "youth",
        *(pl.when(pl.col("age") == age).then(1.0).otherwise(0.0).alias(f"jongeren_{age}") for age in AGES),
        perioden=(~again).cast(pl.Float64),
        trajecten=pl.lit(1.0),
        trajecten_geleverd=pl.col("delivered").cast(pl.Float64),
        dagen=pl.col("days").cast(pl.Float64),
        eenheden="units",
        **{f"eenheden_{form}": pl.col("units") * (pl.col("form") == form) for form in REGISTER_FORMS},
        bedrag="euros",
        **{f"bedrag_{form}": pl.col("euros") * (pl.col("form") == form) for form in REGISTER_FORMS},
    )
    ages = [f"jongeren_{age}" for age in AGES]
    made = (
        one.group_by("youth")
        .agg(pl.col(ages).first(), pl.exclude("youth", *ages).sum())
        .with_columns(jongeren=pl.lit(1.0))
        .sort("youth")
    )
    return Counted(
        made["youth"].to_numpy().astype(np.float64), made.select(COUNTED).to_numpy(), people, booked
    )


def resampled(chain: Chain, side: Counted, *, draws: int, seed: int, place: int) -> Levels:
    """Return the factors of ``chain`` for ``draws`` samples of the youths of one side.

    ``place`` tells the sides of a split apart, so that they are drawn independently.
    """
    return levels(chain, side.held(_weights(side.youths, draws, seed, place)))


def drawn_terms(chain: Chain, own: Levels, other: Levels) -> dict[str, Array]:
    """Return the terms of every sample of both sides; the difference itself is under :data:`WHOLE`.

    A term that a sample does not carry is NaN there.
    """
    found = terms(chain, own, other, parts=False)
    return {name: held.value for name, held in found.terms.items()} | {WHOLE: found.difference.value}


def _weights(youths: Array, draws: int, seed: int, side: int) -> Array:
    """Return how often each youth is drawn in each sample: Poisson with mean 1."""
    address = youths.astype(np.int64)[None, :]
    drawn = uniform(seed, np.arange(draws)[:, None], address, side)
    steps = special.pdtr(np.arange(_MOST), 1.0)
    return np.searchsorted(steps, drawn).astype(np.float64)
