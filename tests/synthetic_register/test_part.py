"""The register of one jeugdregio: its own municipalities only, with the figures of the country's tables."""

from __future__ import annotations

import polars as pl
import pytest

from drietrap.synthetic.country import Country
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.part import within
from drietrap.vocabulary.period import Period


def test_a_region_keeps_its_own_municipalities_and_their_published_youths(country: Country) -> None:
    municipal = country.areas.filter((pl.col("kind") == "gemeente") & pl.col("valid_to").is_null())
    region = municipal.filter(pl.col("code") == country.demo)["region"][0]
    wanted = set(municipal.filter(pl.col("region") == region)["code"])
    register = build_register(within(country, country.demo), years=range(2021, 2023), seed=5)
    rows = delivered(register, Period.parse("2022H1"))
    assert set(rows["municipality"].drop_nulls()) == wanted
    ages = register.margins.filter((pl.col("year") == 2022) & (pl.col("margin") == "leeftijd"))
    published = country.districts.filter((pl.col("year") == 2022) & pl.col("municipality").is_in(wanted))
    columns = [name for name in published.columns if name.startswith("jongeren_")]
    assert ages["target"].sum() == published.select(pl.sum_horizontal(columns)).sum().item()
    off = (ages["realised"] - ages["target"]).abs().sum()
    assert off <= 0.01 * ages["target"].sum()


def test_an_unknown_municipality_has_no_region(country: Country) -> None:
    with pytest.raises(ValueError, match="no municipality"):
        within(country, "GM0001")
