"""Who a row is about: the pseudonym of the BSN, or the key the protocol gives when there is none."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP, Version
from drietrap.catalogue.rules.columns import BsnKind
from drietrap.register.elements import bsn_digits, bsn_kinds
from drietrap.register.pseudonym import KeyRing

PERSON = "person"
RECORD_KEY = "record_key"
_ABOUT_PERSON = "bsn"
_ABOUT_RECORD = "traject"


def form_element(kind: str) -> str:
    """Return the element that says which care or measure a record is about."""
    return "hulpvorm" if kind == JEUGDHULP else "maatregel"


def identified(frame: pl.DataFrame, kind: str, version: Version, keys: KeyRing) -> pl.DataFrame:
    """Return ``person`` and ``record_key`` for every delivered row, both pseudonyms.

    ``person`` is there when the BSN is good. ``record_key`` is there when the BSN is unknown or the child
    unborn: sex, date of birth, postcode, start and form of care together (bijlage 2 Regeling Jeugdwet, 3.3).
    A wrong BSN has neither.
    """
    digits = bsn_digits(frame["bsn"])
    kinds = bsn_kinds(digits, version)
    rows = pl.DataFrame({"digits": digits, "kind": kinds}).with_columns(_fallback(frame, kind))
    nameless = pl.col("kind").is_in([BsnKind.UNKNOWN, BsnKind.UNBORN])
    texts = rows.select(
        pl.when(pl.col("kind") == BsnKind.GOOD).then("digits").alias(PERSON),
        pl.when(nameless).then("fallback").alias(RECORD_KEY),
    )
    return pl.DataFrame(
        {
            PERSON: keys.pseudonyms(texts[PERSON], _ABOUT_PERSON),
            RECORD_KEY: keys.pseudonyms(texts[RECORD_KEY], _ABOUT_RECORD),
        }
    )


def _fallback(frame: pl.DataFrame, kind: str) -> pl.Series:
    names = ("geslacht", "geboortedatum", "postcode", "datum_aanvang", form_element(kind))
    parts = [
        pl.col(name).str.to_uppercase().str.replace_all(r"\s", "").fill_null("")
        if name in frame.columns
        else pl.lit("")
        for name in names
    ]
    # A spreadsheet drops the zero of a code: 2 and 02 are one form of care.
    parts[-1] = parts[-1].str.zfill(2)
    return frame.select(pl.concat_str(parts, separator="|").alias("fallback")).to_series()
