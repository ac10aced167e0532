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


def test_who_helped_nobody_has_a_contract_and_nothing_to_deliver(
    register: SyntheticRegister, tmp_path: Path
) -> None:
    period, found = Period(2022, "H", 1), set()
    for code in register.territory.municipality_codes[register.territory.at(2022)][:6]:
        contracts = write_registrations(register, tmp_path, municipality=code, period=period)[0]
        listed = read_contracted_providers(contracts).frame
        helped = {
            (row["provider"], str(row["kind"]))
            for part in (period, Period(2022, "K", 1), Period(2022, "K", 2))
            for row in delivered(register, part).filter(municipality=code).iter_rows(named=True)
        }
        for row in listed.iter_rows(named=True):
            assert (row["levert_zelf"] == "ja") == ((row["aanbieder"], row["soort"]) in helped)
        found |= set(listed["levert_zelf"])
    assert found == {"ja", "nee"}
