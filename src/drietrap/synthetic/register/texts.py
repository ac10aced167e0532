"""The delivered rows as the texts of the protocol's elements."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDRECLASSERING, VERSIONS

_DAY = "%Y%m%d"
_SOURCE: Mapping[str, pl.Expr] = MappingProxyType(
    {
        "bsn": pl.col("bsn"),
        "geboortedatum": pl.col("born").dt.strftime(_DAY),
        "geslacht": pl.col("sex"),
        "gemeente": pl.col("municipality").str.slice(2),
        "verwijzer": pl.col("referrer"),
        "hulpvorm": pl.col("form"),
        "maatregel": pl.col("form"),
        "perspectief": pl.col("perspective"),
        "crisis": pl.col("crisis"),
        "datum_aanvang": pl.col("started").dt.strftime(_DAY),
        "datum_eerste_contact": pl.col("started").dt.strftime(_DAY),
        "datum_einde": pl.col("ended").dt.strftime(_DAY),
        "datum_overgedragen": pl.col("handed_over").dt.strftime(_DAY),
        "datum_overgedragen_gekregen": pl.col("taken_over").dt.strftime(_DAY),
        "reden_beeindiging": pl.col("reason"),
        "tevredenheid": pl.col("satisfaction").cast(pl.String),
        "zonder_hulp_verder": pl.col("without_help"),
        "type_informant": pl.col("informant"),
        "erkende_interventie": pl.col("intervention"),
        "risicoprofiel": pl.col("reason"),
        "doorverwijzing": pl.col("referral"),
    }
)
# What is delivered in a version that does not have the code (assumption): a judge's referral comes through
# the GI, a stay in crisis is guidance, a voorlopige ots that an ots follows ran its term.
_INSTEAD = {"verwijzer": {"08": "04"}, "perspectief": {"01": "03"}, "reden_beeindiging": {"07": "04"}}
_UNKNOWN_REFERRER = "07"  # version 2 only


def texts(rows: pl.DataFrame, kind: str, version: str) -> pl.DataFrame:
    """Return the rows of one kind as text per element of a version, in protocol order; blank is null.

    Elements that the register does not fill (the postcode, a second outcome) are blank.
    """
    elements = VERSIONS[version].elements(kind)
    known = {element.id: {code.code for code in element.codes} for element in elements}
    frame = rows.select(
        _SOURCE.get(element.id, pl.lit(None, dtype=pl.String)).alias(element.id) for element in elements
    )
    for name, instead in _INSTEAD.items():
        if name in known and kind != JEUGDRECLASSERING:
            missing = {code: other for code, other in instead.items() if code not in known[name]}
            frame = frame.with_columns(pl.col(name).replace(missing))
    if _UNKNOWN_REFERRER in known.get("verwijzer", ()):
        frame = frame.with_columns(pl.col("verwijzer").fill_null(_UNKNOWN_REFERRER))
    return frame
