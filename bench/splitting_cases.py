"""The known causes by which two fictional municipalities differ, and which term should name each.

A case changes the trajectories of the second municipality, how many of its youths are in care, or how many
inhabitants it has. The same change is made to the whole country, which gives the truth without chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.statistics.randomness import address, uniform

COSTS, TRAJECTORIES = "kosten-register", "trajecten-register"
HALF_YEAR = pl.date(2023, 7, 1)
_AGES = {"0_3": -1.0, "4_11": 0.0, "12_17": 1.0, "18_22": 1.0}
_COSTLY, _CHEAP = "14", "02"

Rows = Callable[[pl.DataFrame, float, int], pl.DataFrame]
"""From trajectories, the size of the cause and the seed to the trajectories of the second municipality."""


def _unchanged(rows: pl.DataFrame, _size: float, _seed: int) -> pl.DataFrame:
    return rows


def _drawn(rows: pl.DataFrame, what: str, by: str, seed: int) -> pl.Series:
    """Return a draw from 0 to 1 per row, the same for the same row or youth in every case."""
    return pl.Series(uniform(seed, address(what), rows[by].to_numpy().astype(np.int64)))


def _scaled(*columns: str, sign: float = 1.0) -> Rows:
    def change(rows: pl.DataFrame, size: float, _seed: int) -> pl.DataFrame:
        return rows.with_columns(pl.col(columns) * (1 + sign * size))

    return change


def _more_trajectories(rows: pl.DataFrame, size: float, seed: int) -> pl.DataFrame:
    """Give a share of the youths their first trajectory once more, with another provider."""
    chosen = rows.with_columns(drawn=_drawn(rows, "tweede traject", "youth", seed))
    first = chosen.sort("youth", "record").unique("youth", keep="first", maintain_order=True)
    extra = first.filter(pl.col("drawn") < size).drop("drawn")
    return pl.concat([rows, extra.with_columns(provider=pl.col("provider") + "-2")])


def _other_forms(rows: pl.DataFrame, size: float, seed: int) -> pl.DataFrame:
    """Turn a share of the cheap help into costly help: as long and as intensive, at its own price."""
    price = (
        rows.filter(pl.col("form") == _COSTLY).select(pl.col("euros").sum() / pl.col("units").sum()).item()
    )
    chosen = (_drawn(rows, "andere vorm", "record", seed) < size / 2) & (rows["form"] == _CHEAP)
    return rows.with_columns(
        form=pl.when(chosen).then(pl.lit(_COSTLY)).otherwise("form"),
        euros=pl.when(chosen).then(pl.col("units") * price).otherwise("euros"),
    )


def _restarted(rows: pl.DataFrame, size: float, seed: int) -> pl.DataFrame:
    """Register everything that runs on 1 July at a share of the providers anew on that day."""
    running = (pl.col("started") < HALF_YEAR) & (pl.col("ended").is_null() | (pl.col("ended") >= HALF_YEAR))
    number = rows["provider"].rank("dense").cast(pl.Int64)
    chosen = pl.Series(uniform(seed, address("herstart"), number.to_numpy())) < 2 * size
    split = rows.with_columns(again=chosen & rows.select(running).to_series())
    halves = [pl.col("days", "units", "euros") / 2]
    early = split.filter("again").with_columns(*halves, ended=HALF_YEAR - pl.duration(days=1))
    late = split.filter("again").with_columns(*halves, started=HALF_YEAR)
    return pl.concat([split.filter(~pl.col("again")), early, late]).drop("again")


def _not_delivered(rows: pl.DataFrame, size: float, seed: int) -> pl.DataFrame:
    """Leave the trajectories of some providers out of the deliveries, ``size`` of them on average."""
    number = rows["provider"].rank("dense").cast(pl.Int64)
    absent = pl.Series(uniform(seed, address("niet geleverd"), number.to_numpy())) < size
    return rows.with_columns(delivered=~absent)


@dataclass(frozen=True)
class Case:
    """A cause, or two at once.

    Parameters
    ----------
    terms
        The terms of ``chain`` that should be named, the first of them first when there is one.
    published
        The term of published tables that should be named; empty when no term of them can.
    reach
        Change of the share of youths in care, times the size of the cause.
    older
        Whether the population is older.
    booked
        Change of the accounts, times the size, against the registration.
    """

    id: str
    label: str
    chain: str
    terms: tuple[str, ...]
    published: str
    rows: Rows = _unchanged
    reach: float = 0.0
    older: bool = False
    booked: float = 0.0

    def weights(self, ages: pl.Series, size: float) -> np.ndarray:
        """Return per youth how many of them the second municipality has for each in the first."""
        by_age = self.people(dict.fromkeys(_AGES, 1.0), size)
        return ages.replace_strict(by_age, return_dtype=pl.Float64).to_numpy() * (1 + self.reach * size)

    def people(self, people: Mapping[str, float], size: float) -> dict[str, float]:
        """Return the inhabitants of the second municipality, for those of the first."""
        return {age: n * (1 + self.older * _AGES[age] * size) for age, n in people.items()}


CASES = (
    Case("bereik", "meer jongeren met hulp", COSTS, ("bereik",), "bereik", reach=1.0),
    Case("leeftijd", "oudere jongeren", COSTS, ("leeftijd",), "leeftijd", older=True),
    Case(
        "trajecten", "meer trajecten per jongere", COSTS, ("trajecten",), "trajecten", rows=_more_trajectories
    ),
    Case("duur", "langere duur", COSTS, ("duur",), "bedrag", rows=_scaled("days", "units", "euros")),
    Case(
        "intensiteit", "meer hulp per dag", COSTS, ("intensiteit",), "bedrag", rows=_scaled("units", "euros")
    ),
    Case("prijs", "hogere prijs", COSTS, ("prijs",), "bedrag", rows=_scaled("euros")),
    Case("soorten", "duurdere soorten hulp", COSTS, ("samenstelling",), "bedrag", rows=_other_forms),
    Case("geboekt", "meer geboekt dan geregistreerd", COSTS, ("geboekt",), "bedrag", booked=1.0),
    Case("herstart", "iedereen opnieuw geregistreerd", TRAJECTORIES, ("herstart",), "", rows=_restarted),
    Case(
        "niet-geleverd", "aanbieders leveren niet", TRAJECTORIES, ("niet_geleverd",), "", rows=_not_delivered
    ),
    Case(
        "bereik-prijs",
        "meer jongeren én een lagere prijs",
        COSTS,
        ("bereik", "prijs"),
        "",
        rows=_scaled("euros", sign=-1.0),
        reach=1.0,
    ),
    Case(
        "leeftijd-bereik",
        "oudere jongeren én minder hulp",
        COSTS,
        ("leeftijd", "bereik"),
        "",
        reach=-1.0,
        older=True,
    ),
    Case(
        "duur-intensiteit",
        "langere duur én minder hulp per dag",
        COSTS,
        ("duur", "intensiteit"),
        "",
        rows=lambda rows, size, seed: _scaled("units", "euros", sign=-1.0)(
            _scaled("days", "units", "euros")(rows, size, seed), size, seed
        ),
    ),
    Case("geen", "geen oorzaak, alleen toeval", COSTS, (), ""),
)
