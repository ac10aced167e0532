"""Where a youth lived when a record began."""

from __future__ import annotations

import polars as pl

from drietrap.synthetic.register.model import SyntheticRegister


def living_in(register: SyntheticRegister, rows: pl.DataFrame, municipality: str) -> pl.DataFrame:
    """Return the rows of youths who lived in a municipality (code since the merger) on the first day."""
    family = register.persons.select("person", "family")
    homes = rows.select("record", "person", "started").join(family, on="person").sort("started")
    moves = register.moves.select("family", started="date", later="place").sort("started")
    latest = homes.join_asof(moves, on="started", by="family", check_sortedness=False)
    place = latest.join(register.families.select("family", "place"), on="family", how="left")
    codes = pl.Series(register.territory.municipality_codes[1])
    there = place.with_columns(place=pl.coalesce("later", "place"))
    inside = there.filter(codes.gather(there["place"]) == municipality)
    return rows.join(inside, on="record", how="semi")
