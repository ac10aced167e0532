"""What the fictional municipality knows itself, read back by the product's own readers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from drietrap.sources.registrations import (
    read_contracted_providers,
    read_district_team,
    read_municipal_registration,
    read_production_totals,
)
from drietrap.synthetic.register.beside import write_registrations
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.vocabulary.period import Period


@pytest.mark.parametrize("period", [Period(2019, "H", 1), Period(2023, "H", 2)])
def test_the_registrations_are_read_back(register: SyntheticRegister, tmp_path: Path, period: Period) -> None:
    code = register.territory.municipality_codes[register.territory.at(period.year)][0]
    contracts, team, production, own = write_registrations(
        register, tmp_path, municipality=code, period=period
    )
    rows = delivered(register, period).filter(pl.col("municipality") == code)

    known = read_contracted_providers(contracts).frame
    contracted = set(known.filter(pl.col("soort") == "jeugdhulp")["aanbieder"])
    residents = rows.filter((pl.col("kind") == "jeugdhulp") & (pl.col("started").dt.year() == period.year))
    assert len(contracted & set(residents["provider"])) > 0.8 * residents["provider"].n_unique()
    assert set(known["soort"]) == {"jeugdhulp", "jeugdbescherming", "jeugdreclassering", "machtiging"}

    plans = read_district_team(team).frame
    helped = rows.filter(pl.col("form") == "01")
    assert sorted(plans["bsn"]) == sorted(helped["bsn"])
    family = register.persons.select("bsn", "family")
    numbers = plans.join(family, on="bsn").select("gezinsplan", "family").unique()
    assert numbers["gezinsplan"].is_unique().all()
    assert numbers["family"].is_unique().all()

    totals = read_production_totals(production).frame
    mine = rows.filter(pl.col("kind") == "jeugdhulp")
    assert totals["trajecten"].cast(pl.Int64).sum() == mine.height
    one = totals.row(0, named=True)
    same = mine.filter((pl.col("provider") == one["aanbieder"]) & (pl.col("form") == one["hulpvorm"]))
    assert int(one["jeugdigen"]) == same["person"].n_unique()
    assert all("fictief" in path.name for path in (contracts, team, production, own))

    paid = read_municipal_registration(own).frame
    assert sorted(paid["bsn"]) == sorted(mine["bsn"])
    assert (paid["datum_verwijzing"] <= paid["datum_aanvang"]).all()
    stay = paid["hulpvorm"].is_in(["11", "12", "13", "14"])
    amount = paid["bedrag"].str.replace(",", ".", literal=True).cast(pl.Float64)
    assert amount.min() > 0  # type: ignore[operator]
    assert amount.filter(stay).mean() > 3 * amount.filter(~stay).mean()  # type: ignore[operator]
