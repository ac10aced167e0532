"""What providers deliver over a period: the rows of the register as they would stand in their files."""

from __future__ import annotations

import datetime as dt

import polars as pl

from drietrap.synthetic.register.model import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    MACHTIGING,
    SyntheticRegister,
)
from drietrap.vocabulary.period import Period

_KINDS_OF_PART = {"H": (JEUGDHULP, JEUGDBESCHERMING, MACHTIGING), "K": (JEUGDRECLASSERING,)}
_MONTHS = {"H": 6, "K": 3}
_AT_END = ("ended", "reason", "satisfaction", "without_help", "informant", "referral")
_FIRST_AUTHORISATIONS = 2022
COLUMNS = (
    "kind",
    "provider",
    "period",
    "row",
    "record",
    "person",
    "bsn",
    "sex",
    "born",
    "born_exact",
    "municipality",
    "district",
    "referrer",
    "form",
    "perspective",
    "crisis",
    "started",
    "ended",
    "reason",
    "taken_over",
    "handed_over",
    "satisfaction",
    "without_help",
    "informant",
    "referral",
    "intervention",
)


def bounds(period: Period) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a half-year or quarter.

    Raises
    ------
    ValueError
        When the period is neither: no provider delivers over it.
    """
    if period.part not in _MONTHS:
        raise ValueError(f"deliveries cover half-years (H) and quarters (K), not {period.code}")
    months = _MONTHS[period.part]
    first = dt.date(period.year, (period.index - 1) * months + 1, 1)
    after = period.index * months + 1
    following = dt.date(period.year + 1, 1, 1) if after > 12 else dt.date(period.year, after, 1)
    return first, following - dt.timedelta(days=1)


def delivered(register: SyntheticRegister, period: Period) -> pl.DataFrame:
    """Return the rows that all providers deliver over a period, distortions included.

    Half-years hold jeugdhulp, jeugdbescherming and (since 2022) authorisations, quarters jeugdreclassering,
    as the protocol asks. A row is there when it ran on some day of the period; an end, reason or handover
    after its last day is not known yet. The municipality and district are where the family lives on the
    last day.

    Returns
    -------
    The columns of :data:`COLUMNS`; ``row`` counts from 1 within a provider and kind.
    """
    first, last = bounds(period)
    kinds = [
        k for k in _KINDS_OF_PART[period.part] if k != MACHTIGING or period.year >= _FIRST_AUTHORISATIONS
    ]
    leaves = pl.coalesce("handed_over", "ended")
    rows = register.records.filter(
        pl.col("kind").is_in(kinds)
        & (pl.coalesce("taken_over", "started") <= last)
        & (leaves.is_null() | (leaves >= first))
    )
    rows = _without_silence(register, rows, last)
    rows = rows.with_columns(
        *(pl.when(pl.col("ended") <= last).then(pl.col(name)).alias(name) for name in _AT_END),
        pl.when(pl.col("handed_over") <= last).then("handed_over").alias("handed_over"),
        period=pl.lit(period.code),
        born_exact=pl.lit(value=True),
    )
    rows = rows.join(register.persons, on="person", how="left")
    rows = rows.join(residence(register, last), on="family", how="left")
    rows = _elsewhere(register, rows, last)
    order = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("kind", "provider")
    return rows.sort("kind", "provider", "record").with_columns(row=order).select(COLUMNS)


def residence(register: SyntheticRegister, day: dt.date) -> pl.DataFrame:
    """Return ``family, municipality, district`` on a day, with the codes of its year."""
    moved = (
        register.moves.filter(pl.col("date") <= day)
        .group_by("family")
        .agg(pl.col("place").sort_by("date").last().alias("later"))
    )
    place = pl.coalesce("later", "place")
    codes = register.territory.at(day.year)
    district = pl.Series(register.territory.district_codes[codes])
    municipality = pl.Series(register.territory.municipality_codes[codes])
    homes = register.families.join(moved, on="family", how="left").select("family", place=place)
    where = homes["place"]
    return homes.select("family").with_columns(
        municipality=municipality.gather(where), district=district.gather(where)
    )


def _without_silence(register: SyntheticRegister, rows: pl.DataFrame, last: dt.date) -> pl.DataFrame:
    """Leave out what is hidden, or what a silent provider has, when the period ends."""
    now = _in_force(last)
    hidden = register.hidden.filter(now).select("record").unique()
    silent = register.silent.filter(now).select("provider").unique()
    return rows.join(hidden, on="record", how="anti").join(silent, on="provider", how="anti")


def _elsewhere(register: SyntheticRegister, rows: pl.DataFrame, last: dt.date) -> pl.DataFrame:
    """Put records on another municipality where a distortion says so; their district is then not known."""
    wrong = register.residences.filter(_in_force(last)).unique("record", keep="last", maintain_order=True)
    joined = rows.join(wrong.select("record", wrong="municipality"), on="record", how="left")
    return joined.with_columns(
        municipality=pl.coalesce("wrong", "municipality"),
        district=pl.when(pl.col("wrong").is_null()).then("district"),
    )


def _in_force(day: dt.date) -> pl.Expr:
    return (pl.col("since") <= day) & (pl.col("until").is_null() | (pl.col("until") >= day))
