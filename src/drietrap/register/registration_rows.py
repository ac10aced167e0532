"""The rows of a registration, typed, with a pseudonym for whom they are about."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP, VERSIONS
from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
    REGISTRATIONS,
)
from drietrap.catalogue.rules.columns import BORN_FIRST, END, REASON, START
from drietrap.register.elements import forms, prepared
from drietrap.register.identity import PERSON, identified
from drietrap.register.pseudonym import KeyRing
from drietrap.register.registration_checks import CheckedRows, checked

PLAN = "plan"
_LATEST = VERSIONS["7"]
_WHOLE = r"^(\d+|\d{1,3}(\.\d{3})+)$"
_SIGN = r"^\u20ac\s*"  # the euro sign
_PERIOD = r"^20\d\d(H[12]|K[1-4])?$"
_MONEY = r"^-?\d+([.,]\d{1,2})?$"
_THOUSANDS = r"^-?\d{1,3}(\.\d{3})+,\d{1,2}$|^-?\d{1,3}(\.\d{3}){2,}$"  # 1.234 alone can be two things


def typed(kind: str, frame: pl.DataFrame, keys: KeyRing) -> CheckedRows:
    """Return the rows of a registration that can be used, in the columns of its kind, and what was found.

    Parameters
    ----------
    kind
        As in ``catalogue.beleidsinformatie.registrations``.
    frame
        ``row`` and elements as text; BSNs are in it.
    keys
        Key ring for pseudonyms of persons and of family plans.

    Returns
    -------
    ``row`` and, per kind: *contracted* ``provider, name, delivery_kind, since, until, delivers, main``;
    *production* ``provider, over, form, youths, trajectories, amount`` (cents); *team* ``person, sex, born,
    municipality, district, plan, children, started, ended, reason``; *municipal* as team without plan, and
    ``provider, referrer, form, measure, referred, amount``.
    """
    whole = _with_all(frame, kind)
    if kind == CONTRACTED:
        rows = _contracted(whole)
    elif kind == PRODUCTION:
        rows = _production(whole)
    else:
        rows = _about_persons(kind, whole, keys)
    return checked(kind, whole, rows)


def _contracted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        _row(),
        pl.col("aanbieder").alias("provider"),
        # A name with that many figures in it is no name, and could be the number of a person.
        pl.when(~pl.col("naam").str.contains(r"\d{8}")).then(pl.col("naam")).alias("name"),
        _word(CONTRACTED, "soort").alias("delivery_kind"),
        _day("contract_van").alias("since"),
        _day("contract_tot").alias("until"),
        (_word(CONTRACTED, "levert_zelf") == "ja").alias("delivers"),
        pl.col("hoofdaannemer").alias("main"),
    )


def _production(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        _row(),
        pl.col("aanbieder").alias("provider"),
        _period("periode").alias("over"),
        _code("hulpvorm").alias("form"),
        _count("jeugdigen").alias("youths"),
        _count("trajecten").alias("trajectories"),
        _cents("bedrag").alias("amount"),
    )


def _about_persons(kind: str, frame: pl.DataFrame, keys: KeyRing) -> pl.DataFrame:
    known = [name for name in frame.columns if name in forms() and name != "wijk"]
    read = prepared(frame.select("row", *known), _LATEST)
    who = identified(frame, JEUGDHULP, _LATEST, keys).select(PERSON)
    beside = frame.select(
        pl.col("wijk").alias("own_district"),
        *([_count("kinderen_in_plan").alias("children")] if kind == DISTRICT_TEAM else _money_and_care()),
    )
    rows = pl.concat([read.drop("district"), who, beside], how="horizontal")
    shared = (
        "row",
        PERSON,
        _listed("geslacht").alias("sex"),
        pl.col(BORN_FIRST).alias("born"),
        "municipality",
        pl.col("own_district").alias("district"),
        pl.col(START).alias("started"),
        pl.col(END).alias("ended"),
        _listed(REASON).alias("reason"),
    )
    if kind == DISTRICT_TEAM:
        plans = keys.pseudonyms(frame["gezinsplan"], PLAN).alias(PLAN)
        return rows.with_columns(plans).select(*shared, PLAN, "children")
    more = (_listed("verwijzer").alias("referrer"), _listed("hulpvorm").alias("form"))
    return rows.select(*shared, "provider", *more, "measure", "referred", "amount")


def _money_and_care() -> list[pl.Expr]:
    measures = _codes(MUNICIPAL, "maatregel")
    return [
        pl.col("aanbieder").alias("provider"),
        pl.when(_code("maatregel").is_in(measures)).then(_code("maatregel")).alias("measure"),
        _day("datum_verwijzing").alias("referred"),
        _cents("bedrag").alias("amount"),
    ]


def _with_all(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return the frame with every element of the kind; one that the file does not have is blank."""
    names = [element.id for element in REGISTRATIONS[kind]]
    absent = [pl.lit(None, dtype=pl.String).alias(name) for name in names if name not in frame.columns]
    return frame.with_columns(absent).select("row", *names)


def _listed(name: str) -> pl.Expr:
    """Return a code that the protocol knows; any other text stays out of the register."""
    element = _LATEST.element(JEUGDHULP, name)
    return pl.when(pl.col(name).is_in([code.code for code in element.codes] if element else [])).then(
        pl.col(name)
    )


def _codes(kind: str, name: str) -> list[str]:
    return [code.code for element in REGISTRATIONS[kind] if element.id == name for code in element.codes]


def _word(kind: str, name: str) -> pl.Expr:
    """Return a code that is a word, in whatever letters it was written."""
    word = pl.col(name).str.to_lowercase()
    return pl.when(word.is_in(_codes(kind, name))).then(word)


def _period(name: str) -> pl.Expr:
    """Return a year, half-year or quarter as our own code."""
    code = pl.col(name).str.to_uppercase()
    return pl.when(code.str.contains(_PERIOD)).then(code)


def _row() -> pl.Expr:
    return pl.col("row").cast(pl.UInt32)


def _day(name: str) -> pl.Expr:
    eight = pl.when(pl.col(name).str.contains(r"^\d{8}$")).then(pl.col(name))
    return eight.str.to_date("%Y%m%d", strict=False)


def _code(name: str) -> pl.Expr:
    two = pl.col(name).str.contains(r"^\d{1,2}$")
    return pl.when(two).then(pl.col(name).str.zfill(2))


def _count(name: str) -> pl.Expr:
    whole = pl.when(pl.col(name).str.contains(_WHOLE)).then(
        pl.col(name).str.replace_all(".", "", literal=True)
    )
    return whole.cast(pl.UInt32, strict=False)


def _cents(name: str) -> pl.Expr:
    """Return an amount in cents: 1234,50 or 1234.50 or 1.234,50, with or without the euro sign."""
    text = pl.col(name).str.replace(_SIGN, "")
    bare = (
        pl.when(text.str.contains(_THOUSANDS))
        .then(text.str.replace_all(".", "", literal=True))
        .otherwise(text)
    )
    plain = pl.when(bare.str.contains(_MONEY)).then(bare.str.replace(",", ".", literal=True))
    return plain.cast(pl.Decimal(14, 2), strict=False).mul(100).cast(pl.Int64)
