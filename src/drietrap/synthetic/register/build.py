"""Make the register of a fictional country: families, help and measures in every year."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.catalogue.relations import REFERRERS
from drietrap.synthetic.arithmetic import IntArray
from drietrap.synthetic.care import AGES
from drietrap.synthetic.country import Country
from drietrap.synthetic.register.bsn import numbers_for
from drietrap.synthetic.register.chunks import ChunkedDraws
from drietrap.synthetic.register.frames import records_frame
from drietrap.synthetic.register.model import CHANGES, HIDDEN, MARGINS, RESIDENCES, SILENT, SyntheticRegister
from drietrap.synthetic.register.people import People
from drietrap.synthetic.register.providers import make_market
from drietrap.synthetic.register.simulation import run_year
from drietrap.synthetic.register.state import State
from drietrap.synthetic.register.territory import SEVERE, Targets, Territory, targets_of, territory_of
from drietrap.synthetic.tables import HOUSEHOLDS

YEARS = range(2015, 2025)
_BEFORE = 3  # years made first and left out, so that the first year begins with help that runs
_EARLIEST, _LATEST = 2000, 2040


def build_register(country: Country, *, years: range = YEARS, seed: int) -> SyntheticRegister:
    """Make the register of a fictional country.

    The same country, years and seed give the same register on every machine. In every year the youths in
    care per municipality follow the country's table by age exactly where they can, and by household and
    trajectories by referrer as near as whole numbers and running help allow; see
    :attr:`SyntheticRegister.deviations`.

    Parameters
    ----------
    country
        What :func:`drietrap.synthetic.country.build` made.
    years
        Consecutive years, two or more.
    seed
        Whole number from 0 up to 2**64.

    Raises
    ------
    ValueError
        When the years or the seed are out of range, or the country has more youths than there are
        numbers that cannot be a BSN.
    """
    if len(years) < 2 or years.step != 1 or years.start < _EARLIEST or years.stop > _LATEST:
        raise ValueError(f"a register covers two or more years in a row, {_EARLIEST} to {_LATEST}")
    territory = territory_of(country)
    draws = ChunkedDraws(seed)
    state = State(draws, territory, make_market(draws, territory, years), People.none(territory))
    margins = []
    for year in range(years.start - _BEFORE, years.stop):
        targets = targets_of(country, territory, year)
        made = run_year(state, targets, year)
        if year in years:
            margins.extend(_margins(territory, targets, made, year))
    return _frozen(state, seed, years, pl.concat(margins))


def _margins(
    territory: Territory, targets: Targets, made: dict[str, IntArray], year: int
) -> list[pl.DataFrame]:
    """Return target and realised per municipality for each margin of a year."""
    wanted = {
        "leeftijd": (AGES, targets.ages),
        "huishouden": (HOUSEHOLDS, targets.households),
        "verwijzer": (REFERRERS, targets.referrers),
        **{name: (("totaal",), targets.severe[name][:, None]) for name in SEVERE},
    }
    units = len(territory.unit_codes)
    return [
        pl.DataFrame(
            {
                "year": [year] * (units * len(categories)),
                "municipality": np.repeat(np.array(territory.unit_codes), len(categories)),
                "margin": [name] * (units * len(categories)),
                "category": list(categories) * units,
                "target": target.ravel(),
                "realised": made[name].ravel(),
            },
            schema=MARGINS,
        )
        for name, (categories, target) in wanted.items()
    ]


def _frozen(state: State, seed: int, years: range, margins: pl.DataFrame) -> SyntheticRegister:
    """Return the frames of what was made; persons without a record in the years are left out."""
    records = records_frame(state, years)
    kept = np.unique(records["person"].to_numpy())
    people = state.people.persons
    persons = pl.DataFrame(
        {
            "person": kept.astype(np.uint32),
            "bsn": pl.Series(numbers_for(state.draws, len(kept))).cast(pl.String).str.zfill(9),
            "family": people["family"][kept].astype(np.uint32),
            "sex": pl.Series(np.where(people["male"][kept] == 1, "M", "V")),
            "born": pl.Series(people["born"][kept]).cast(pl.Date),
        }
    )
    return SyntheticRegister(
        seed=seed,
        years=years,
        territory=state.territory,
        persons=persons,
        families=_families(state, persons),
        moves=_moves(state, persons),
        records=records,
        providers=state.market.frame,
        contracts=state.market.contracts,
        margins=margins,
        residences=pl.DataFrame(schema=RESIDENCES),
        hidden=pl.DataFrame(schema=HIDDEN),
        silent=pl.DataFrame(schema=SILENT),
        changes=pl.DataFrame(schema=CHANGES),
    )


def _families(state: State, persons: pl.DataFrame) -> pl.DataFrame:
    names = pl.Series(HOUSEHOLDS)
    family = np.unique(persons["family"].to_numpy())
    return pl.DataFrame(
        {
            "family": family,
            "household": names.gather(state.people.families["household"][family]),
            "place": state.people.families["start"][family].astype(np.uint32),
        }
    )


def _moves(state: State, persons: pl.DataFrame) -> pl.DataFrame:
    moves = state.people.moves
    frame = pl.DataFrame(
        {
            "family": moves["family"].astype(np.uint32),
            "date": pl.Series(moves["date"]).cast(pl.Date),
            "place": moves["district"].astype(np.uint32),
        }
    )
    known = persons.select("family").unique()
    return frame.join(known, on="family", how="semi").sort("family", "date")
