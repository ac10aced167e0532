"""What the register of the fictional country holds."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from drietrap.synthetic.register.territory import Territory

JEUGDHULP, JEUGDBESCHERMING = "jeugdhulp", "jeugdbescherming"
JEUGDRECLASSERING, MACHTIGING = "jeugdreclassering", "machtiging"
KINDS = (JEUGDHULP, JEUGDBESCHERMING, JEUGDRECLASSERING, MACHTIGING)
DAY = pl.Date()

RECORDS: dict[str, pl.DataType] = {
    "kind": pl.Enum(KINDS),
    "record": pl.UInt32(),
    "person": pl.UInt32(),
    "provider": pl.String(),
    "form": pl.String(),
    "referrer": pl.String(),
    "perspective": pl.String(),
    "crisis": pl.String(),
    "started": DAY,
    "ended": DAY,
    "reason": pl.String(),
    "taken_over": DAY,
    "handed_over": DAY,
    "satisfaction": pl.UInt8(),
    "without_help": pl.String(),
    "informant": pl.String(),
    "referral": pl.String(),
    "intervention": pl.String(),
}
"""Columns of the records; the names they share with the product's own table of records mean the same.

``satisfaction`` (1 to 10), ``without_help`` (01 to 04) and ``informant`` are the outcome of jeugdhulp,
``referral`` (51 no, 52 yes) whether someone was referred to care at the end of jeugdreclassering,
``intervention`` (01 yes, 02 no) whether an acknowledged intervention was used in it.
"""

MARGINS: dict[str, pl.DataType] = {
    "year": pl.Int32(),
    "municipality": pl.String(),
    "margin": pl.String(),
    "category": pl.String(),
    "target": pl.Int64(),
    "realised": pl.Int64(),
}
RESIDENCES: dict[str, pl.DataType] = {
    "record": pl.UInt32(),
    "municipality": pl.String(),
    "since": DAY,
    "until": DAY,
}
HIDDEN: dict[str, pl.DataType] = {"record": pl.UInt32(), "since": DAY, "until": DAY}
SILENT: dict[str, pl.DataType] = {"provider": pl.String(), "since": DAY, "until": DAY}
CHANGES: dict[str, pl.DataType] = {
    "distortion": pl.String(),
    "record": pl.UInt32(),
    "change": pl.String(),
    "provider": pl.String(),
    "municipality": pl.String(),
    "since": DAY,
}
"""``change`` is ``gewijzigd``, ``toegevoegd``, ``verwijderd``, ``verborgen`` or ``verkeerde gemeente``."""


@dataclass(frozen=True)
class SyntheticRegister:
    """The register of a fictional country: the truth, or the truth with distortions.

    Parameters
    ----------
    seed
        What it was drawn from, with the country's own.
    years
        The years that it covers.
    territory
        The districts and municipalities.
    persons
        ``person, bsn, family, sex, born`` of everyone with a record; a BSN cannot be anyone's.
    families
        ``family, household`` and the ``place`` (number in the territory) where it lived first.
    moves
        ``family, date, place``: from that date on the family lives in another district.
    records
        One row per trajectory, measure (per GI) or authorisation; see :data:`RECORDS`.
    providers
        ``provider, kind, trade, municipality, reach, size``.
    contracts
        ``provider, municipality, form, since, until`` (years; null: before and after the years covered).
    margins
        What the published tables ask per year, municipality (as before the merger) and category, and what
        was realised in the truth.
    residences, hidden, silent
        Distortions that hold for a time: a record delivered for another municipality, a record not
        delivered, a provider that delivers nothing (whenever a period ends from ``since`` to ``until``).
    changes
        What distortions did, one row per record; see :data:`CHANGES`.
    """

    seed: int
    years: range
    territory: Territory
    persons: pl.DataFrame
    families: pl.DataFrame
    moves: pl.DataFrame
    records: pl.DataFrame
    providers: pl.DataFrame
    contracts: pl.DataFrame
    margins: pl.DataFrame
    residences: pl.DataFrame
    hidden: pl.DataFrame
    silent: pl.DataFrame
    changes: pl.DataFrame

    def of_kind(self, kind: str) -> pl.DataFrame:
        """Return the records of one kind (see :data:`KINDS`)."""
        return self.records.filter(pl.col("kind") == kind)

    @property
    def deviations(self) -> pl.DataFrame:
        """Margins where the truth differs from the published table, the largest difference first."""
        off = (pl.col("realised") - pl.col("target")).alias("difference")
        key = ["year", "municipality", "margin", "category"]
        return (
            self.margins.with_columns(off)
            .filter(pl.col("difference") != 0)
            .sort(pl.col("difference").abs(), *key, descending=[True, *[False] * 4])
        )
