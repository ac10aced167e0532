"""A part of the fictional country: one jeugdregio, as the region that keeps a register would know it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from drietrap.synthetic.country import Country


def within(country: Country, municipality: str) -> Country:
    """Return the country with only the districts of the jeugdregio of a municipality.

    Its published tables are those of the whole country; :func:`build_register` makes of it the register of
    that region alone, in which every youth, provider and trajectory is in the region.

    Parameters
    ----------
    municipality
        Code of a municipality that exists in the last year.

    Raises
    ------
    ValueError
        When there is no such municipality.
    """
    municipal = country.areas.filter(pl.col("kind") == "gemeente")
    own = municipal.filter(pl.col("code") == municipality)
    if own.is_empty():
        raise ValueError(f"{municipality} is no municipality of this country")
    codes = municipal.filter(pl.col("region") == own["region"][0])["code"]
    before = country.mergers.filter(pl.col("new").is_in(codes.implode()))["old"]
    here = pl.concat([codes, before]).unique()
    inside = pl.col("municipality").is_in(here.implode())
    return replace(
        country,
        districts=country.districts.filter(inside),
        use=country.use.filter(inside),
        care=country.care.filter(pl.col("code").is_in(here.implode())),
        neighbours=country.neighbours.filter(
            pl.col("code").is_in(here.implode()) & pl.col("neighbour").is_in(here.implode())
        ),
    )
