"""The corrections of the register of persons: applied to its records in one version, and undone as easily.

The corrections in force stand in the warehouse beside what they changed, so that a version says by itself how
it was made. Of every record that was touched, the row as delivered is kept: corrections are always applied to
what was delivered, never on top of each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from drietrap.register import ledger
from drietrap.register.record import Record
from drietrap.register.record_correction_file import RecordAction, RecordCorrection, load
from drietrap.register.record_corrections import ROW, TOUCHED, Fit, correct
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.register.warehouse import Release

CORRECTIONS = "register_corrections"
_KEY = ("place",)
_SCHEMA = pl.Schema(
    {
        "place": pl.UInt32,
        "correction": pl.String,
        "found": pl.UInt32,
        "touched": pl.UInt32,
        "sentence": pl.String,
        "content": pl.String,
        "sha256": pl.String,
    }
)


@dataclass(frozen=True)
class InForce:
    """The corrections of a version: the SHA-256 of their file (empty without one), and how each fitted."""

    sha256: str
    fits: tuple[Fit, ...]


def adopt(release: Release, content: bytes, name: str) -> InForce:
    """Put a corrections file in the place of the one in force, and correct the register by it.

    Raises
    ------
    InputError
        When a correction is not right; nothing has then changed.
    """
    return _apply(release, content.decode("utf-8", errors="replace"), load(content, name), ())


def renew(release: Release, entered: Collection[str]) -> InForce:
    """Correct the register by the corrections in force, after deliveries were entered.

    ``entered`` are the marks of deliveries of which the rows are as delivered.
    """
    content = _content(release)
    return _apply(release, content, load(content.encode(), CORRECTIONS), entered)


def in_force(reader: Reader) -> InForce:
    """Return the corrections of an open version."""
    if CORRECTIONS not in reader.tables:
        return InForce("", ())
    lines = reader.frame(CORRECTIONS).sort(_KEY)
    corrections = load(str(lines["content"][0]).encode(), CORRECTIONS)
    rows = lines.select("found", "touched", "sentence").iter_rows()
    fits = tuple(Fit(one, *row) for one, row in zip(corrections, rows, strict=True))
    return InForce(str(lines["sha256"][0]), fits)


def touched(reader: Reader) -> pl.DataFrame:
    """Return which corrections touched which records (``record_corrections.TOUCHED``)."""
    if ledger.CORRECTED not in reader.tables:
        return pl.DataFrame(schema=TOUCHED)
    return reader.frame(ledger.CORRECTED).select(TOUCHED.names())


def _apply(
    release: Release, content: str, corrections: Sequence[RecordCorrection], entered: Collection[str]
) -> InForce:
    kept = _kept(release, entered)
    if not corrections and kept is None:
        return InForce("", ())
    active = ledger.ledger(release).filter(pl.col("replaced_by").is_null())
    now = {name: release.frame(name) for name in _tables(release, corrections, kept)}
    before = {name: _as_delivered(rows, name, kept) for name, rows in now.items()}
    found = correct(pl.concat([Record.create_empty(), *before.values()]), corrections, active)
    for name, rows in now.items():
        here = found.records.filter(_is_in(name)).sort("kind", *ROW)
        if not here.equals(rows.select(here.columns).sort("kind", *ROW), null_equal=True):
            release.put(name, here, key=("kind", *ROW))
    _keep(release, before, found.touched)
    return InForce(_write(release, content, found.fits), found.fits)


def _kept(release: Release, entered: Collection[str]) -> pl.DataFrame | None:
    """Return the rows as delivered of records that are corrected now; None when there never were any."""
    if ledger.CORRECTED not in release.names:
        return None
    active = ledger.ledger(release).filter(pl.col("replaced_by").is_null())
    marks = set(active["sha256"].str.slice(0, ID_LENGTH)) - set(entered)
    return release.frame(ledger.CORRECTED).filter(pl.col("delivery").is_in(sorted(marks)))


def _tables(
    release: Release, corrections: Sequence[RecordCorrection], kept: pl.DataFrame | None
) -> list[str]:
    """Return the tables of records to look at: of every correction its own, all of the kind for a restart."""
    names: set[str] = set()
    for one in corrections:
        if one.action is RecordAction.CONTINUE:
            names |= {name for name in release.names if name.startswith(f"{ledger.RECORDS}{one.kind}_")}
        names.add(ledger.records_table(one.kind.value, one.period.code))
    if kept is not None:
        pairs = kept.select("kind", "period").unique().iter_rows()
        names |= {ledger.records_table(kind, period) for kind, period in pairs}
    return sorted(names & set(release.names))


def _is_in(name: str) -> pl.Expr:
    """Whether a record belongs in a table."""
    table = pl.concat_str(pl.lit(ledger.RECORDS), "kind", pl.lit("_"), pl.col("period").str.to_lowercase())
    return table == name


def _as_delivered(rows: pl.DataFrame, name: str, kept: pl.DataFrame | None) -> pl.DataFrame:
    if kept is None:
        return rows
    originals = kept.filter(_is_in(name)).select(rows.columns).unique(ROW, keep="first", maintain_order=True)
    return pl.concat([rows.join(originals, on=ROW, how="anti", maintain_order="left"), originals])


def _keep(release: Release, before: Mapping[str, pl.DataFrame], touched: pl.DataFrame) -> None:
    """Keep the rows as delivered of what was touched, with the corrections that did."""
    if touched.is_empty():
        if ledger.CORRECTED in release.names:
            release.drop(ledger.CORRECTED)
        return
    rows = pl.concat(before.values()).join(touched, on=ROW)
    release.put(ledger.CORRECTED, rows, key=ledger.KEYS[ledger.CORRECTED])


def _content(release: Release) -> str:
    if CORRECTIONS not in release.names:
        return ""
    return str(release.frame(CORRECTIONS)["content"][0])


def _write(release: Release, content: str, fits: Sequence[Fit]) -> str:
    if not fits:
        if CORRECTIONS in release.names:
            release.drop(CORRECTIONS)
        return ""
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    rows = [
        (place, fit.correction.id, fit.found, fit.touched, fit.sentence, content, sha256)
        for place, fit in enumerate(fits)
    ]
    release.put(CORRECTIONS, pl.DataFrame(rows, schema=_SCHEMA, orient="row"), key=_KEY)
    return sha256
