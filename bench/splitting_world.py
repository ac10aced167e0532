"""The fictional youths that municipalities are drawn from: their trajectories of a year, with amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from drietrap.catalogue.split_quantities import AGES
from drietrap.differences.split.records import Counted, counted
from drietrap.statistics.randomness import address, normal, uniform
from drietrap.synthetic.country import Country, build
from drietrap.synthetic.register.assumptions import AGE_HIGH, CENTS_PER_DAY, COST_SPREAD, FORMS
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.model import JEUGDHULP, SyntheticRegister

MUNICIPALITIES = 30
YEAR = 2023
POOL = 0.4  # of the youths of a country: enough to draw from
_PRICES = 0.1  # how far prices of the same kind of help lie apart (sd of the logarithm)
_FIRST, _LAST = pl.date(YEAR, 1, 1), pl.date(YEAR, 12, 31)


@dataclass(frozen=True)
class World:
    """Trajectories (columns of :func:`drietrap.differences.split.records.counted`), and people by age."""

    rows: pl.DataFrame
    people: Mapping[str, float]

    def counted(self, share: float) -> Counted:
        """Return all youths, with the inhabitants of a municipality that is a ``share`` of the world."""
        return counted(self.rows, {age: number * share for age, number in self.people.items()})


@cache
def world(number: int) -> World:
    """Return one of the fictional worlds."""
    country = build(1 + number, MUNICIPALITIES)
    return world_of(country, build_register(country, years=range(YEAR - 1, YEAR + 1), seed=number))


def world_of(country: Country, register: SyntheticRegister) -> World:
    """Return a share of a fictional country in one year."""
    seed = register.seed
    rows = register.of_kind(JEUGDHULP).join(register.persons.select("person", "born"), on="person")
    rows = rows.filter(
        (pl.col("started") <= _LAST) & (pl.col("ended").is_null() | (pl.col("ended") >= _FIRST))
    )
    until = pl.min_horizontal(pl.col("ended").fill_null(_LAST), _LAST)
    age = pl.col("born").dt.year().sub(YEAR).neg().clip(0, AGE_HIGH[-1])
    keys = pl.Series([*AGES, *[list(AGES)[-1]]])
    group = pl.sum_horizontal([(age > high).cast(pl.Int32) for high in AGE_HIGH])
    days = (until - pl.max_horizontal("started", _FIRST)).dt.total_days() + 1
    per_day = {form: cents / 100 for form, cents in zip(FORMS, CENTS_PER_DAY, strict=True)}
    heaviness = np.exp(
        COST_SPREAD * normal(seed, address("zwaarte"), rows["record"].to_numpy().astype(np.int64))
    )
    made = rows.with_columns(days=days.cast(pl.Float64), place=group).with_columns(
        units=pl.col("days") * pl.Series(heaviness), age=keys.gather(rows.select(group).to_series())
    )
    noise = np.exp(_PRICES * normal(seed, address("prijs"), made["record"].to_numpy().astype(np.int64)))
    price = pl.col("form").replace_strict(per_day, return_dtype=pl.Float64) * pl.Series(noise)
    chosen = made.with_columns(euros=pl.col("units") * price, delivered=pl.lit(value=True)).select(
        pl.col("person").cast(pl.Int64).alias("youth"),
        pl.col("record").cast(pl.Int64),
        *("age", "provider", "form", "referrer", "started", "ended", "days", "units", "euros", "delivered"),
    )
    year = country.districts.filter(pl.col("year") == YEAR)
    people = {age: POOL * float(year[f"inwoners_{age}"].sum()) for age in AGES}
    kept = uniform(seed, address("deel"), chosen["youth"].to_numpy()) < POOL
    return World(chosen.filter(pl.Series(kept)).sort("record"), people)
