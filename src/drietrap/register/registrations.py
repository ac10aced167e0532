"""What is known beside the deliveries: contracts, production, registrations of municipality and team.

They are kept typed and without a BSN, per kind, municipality and period; a newer file of the same replaces
the older one. The file itself is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
)
from drietrap.catalogue.rules.history.beside import CONTRACTS, TEAM, Beside
from drietrap.catalogue.rules.history.beside import MUNICIPAL as MUNICIPAL_ROWS
from drietrap.catalogue.rules.history.beside import PRODUCTION as PRODUCTION_TOTALS
from drietrap.catalogue.rules.rule import Severity
from drietrap.register import ledger
from drietrap.register.envelope import refuse_misfit
from drietrap.register.identity import PERSON
from drietrap.register.judging import FindingGroup
from drietrap.register.pseudonym import KeyRing
from drietrap.register.registration_checks import CheckedRows
from drietrap.register.registration_rows import PLAN, typed
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.register.warehouse import Release, Warehouse
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

REGISTRATIONS = "register_registrations"
TABLES = {
    CONTRACTED: "register_contracted",
    PRODUCTION: "register_production",
    DISTRICT_TEAM: "register_team",
    MUNICIPAL: "register_municipal",
}
LINE = pl.Schema(
    {
        "sha256": pl.String,
        "kind": pl.String,
        "municipality": pl.String,
        "period": pl.String,
        "key_id": pl.String,
        "received": pl.String,
        "rows": pl.UInt32,
        "left_out": pl.UInt32,
        "replaced_by": pl.String,
        "replaced_on": pl.String,
    }
)
_KEY = ("sha256",)
_OF_PERSONS = (TABLES[DISTRICT_TEAM], TABLES[MUNICIPAL])


@dataclass(frozen=True)
class Incoming:
    """A registration on its way in: ``frame`` as the reader gives it, with BSNs in memory only."""

    kind: str
    municipality: str
    period: Period
    frame: pl.DataFrame
    sha256: str
    received: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """What became of a registration: ``left_out`` rows are set apart; ``findings`` say why, and what else."""

    kind: str
    municipality: str
    period: str
    rows: int
    left_out: int
    known: bool
    replaces: tuple[str, ...]
    findings: tuple[FindingGroup, ...]


def take(warehouse: Warehouse, keys: KeyRing, incoming: Iterable[Incoming]) -> list[Entry | InputError]:
    """Take registrations in, in this order; all that can be used count from the same moment on.

    One that cannot be used does not stop the others: its place in the answer holds the reason.
    """
    answers: list[Entry | InputError] = []
    with warehouse.writing() as release:
        for one in incoming:
            try:
                answers.append(_enter(release, keys, one))
            except InputError as error:
                answers.append(error)
    return answers


def rows_of(reader: Reader, kind: str) -> pl.DataFrame:
    """Return the rows of a kind that count, with ``registered_by`` and ``registered_over`` of their file."""
    name = TABLES[kind]
    if name not in reader.tables:
        return pl.DataFrame()
    lines = reader.frame(REGISTRATIONS).filter(pl.col("kind") == kind, pl.col("replaced_by").is_null())
    about = lines.select(
        pl.col("sha256").str.slice(0, ID_LENGTH).alias("delivery"),
        pl.col("municipality").alias("registered_by"),
        pl.col("period").alias("registered_over"),
    )
    return reader.frame(name).join(about, on="delivery", how="inner").sort("delivery", "row")


def beside(reader: Reader) -> Beside:
    """Return what the rules over deliveries compare with (``catalogue.rules.history.beside``)."""
    return Beside(
        contracts=_columns(rows_of(reader, CONTRACTED), CONTRACTS, {"kind": "delivery_kind"}),
        team=_columns(rows_of(reader, DISTRICT_TEAM), TEAM, {}),
        production=_columns(rows_of(reader, PRODUCTION), PRODUCTION_TOTALS, {"period": "over"}),
        municipal=_columns(rows_of(reader, MUNICIPAL), MUNICIPAL_ROWS, {}),
    )


def _columns(rows: pl.DataFrame, schema: pl.Schema, named: dict[str, str]) -> pl.DataFrame | None:
    """Return the rows as the rules know them; whose file it is says the municipality."""
    if rows.is_empty():
        return None
    names = {"municipality": "registered_by"} | named
    return rows.select(pl.col(names.get(name, name)).cast(kind).alias(name) for name, kind in schema.items())


def about_persons(release: Release) -> Iterator[tuple[dict[str, Any], int]]:
    """Return the lines of registrations about persons, each with how many of its rows are still there."""
    if REGISTRATIONS not in release.names:
        return
    kept: dict[str, int] = {}
    for name in _OF_PERSONS:
        if name in release.names:
            kept |= dict(release.frame(name).group_by("delivery").len().iter_rows())
    for line in release.frame(REGISTRATIONS).sort(_KEY).iter_rows(named=True):
        rows = kept.get(line["sha256"][:ID_LENGTH], 0)
        if rows:
            yield line, rows


def forget(release: Release, deliveries: Sequence[str]) -> None:
    """Remove the rows about persons of these registrations (marks of :data:`ID_LENGTH` characters)."""
    for name in _OF_PERSONS:
        if name in release.names:
            rows = release.frame(name)
            release.put(name, rows.filter(~pl.col("delivery").is_in(deliveries)), key=("delivery", "row"))
    ledger.without(release, ledger.QUARANTINE, list(deliveries))


def carry_over(release: Release, keys: KeyRing) -> int:
    """Bring the pseudonyms of all registrations under the whole key ring; return how many changed."""
    if REGISTRATIONS not in release.names:
        return 0
    lines = release.frame(REGISTRATIONS)
    behind = lines.filter(pl.col("key_id") != keys.id)
    for key_id in behind["key_id"].unique().sort():
        keys.position(key_id)
    made_with = behind.select(pl.col("sha256").str.slice(0, ID_LENGTH).alias("delivery"), "key_id").unique()
    for name in TABLES.values():
        if name in release.names and PERSON in release.frame(name).columns:
            release.put(name, _carried(release.frame(name), made_with, keys), key=("delivery", "row"))
    if behind.height:
        release.put(REGISTRATIONS, lines.with_columns(key_id=pl.lit(keys.id)), key=_KEY)
    return behind.height


def _carried(rows: pl.DataFrame, made_with: pl.DataFrame, keys: KeyRing) -> pl.DataFrame:
    marked = rows.join(made_with, on="delivery", how="left", maintain_order="left")
    parts = [marked.filter(pl.col("key_id").is_null())]
    for key_id in made_with["key_id"].unique().sort():
        part = marked.filter(pl.col("key_id") == key_id)
        hashed = [name for name in (PERSON, PLAN) if name in rows.columns]
        parts.append(part.with_columns(keys.carried_over(part[name], key_id) for name in hashed))
    return pl.concat(parts).select(rows.columns)


def _enter(release: Release, keys: KeyRing, one: Incoming) -> Entry:
    lines = release.frame(REGISTRATIONS) if REGISTRATIONS in release.names else pl.DataFrame(schema=LINE)
    _refuse_other_key(lines, keys)
    there, found = lines.filter(pl.col("sha256") == one.sha256), typed(one.kind, one.frame, keys)
    if there.height:
        return _known(one, there.row(0, named=True), found)
    refuse_misfit(found.quarantine, one.frame.height)
    rows = found.rows
    if rows.is_empty():
        why = "; ".join(group.title for group in found.findings if group.severity is Severity.BLOKKEERT)
        raise InputError(
            f"er staat geen enkele bruikbare regel in het bestand ({why})",
            expected=f"regels van {one.kind}",
            action="controleer het bestand; er is niets veranderd in het register",
        )
    left_out = found.quarantine["row"].n_unique()
    replaced = _counts_over(one)
    gone = tuple(sha256[:ID_LENGTH] for sha256 in lines.filter(replaced)["sha256"].sort())
    release.put(REGISTRATIONS, _lines(lines, replaced, one, (rows.height, left_out), keys), key=_KEY)
    fresh = rows.select(pl.lit(one.sha256[:ID_LENGTH]).alias("delivery"), pl.all())
    name = TABLES[one.kind]
    if name in release.names:
        fresh = pl.concat([release.frame(name).filter(~pl.col("delivery").is_in(gone)), fresh])
    release.put(name, fresh, key=("delivery", "row"))
    apart = found.quarantine.select(pl.lit(one.sha256[:ID_LENGTH]).alias("delivery"), pl.all())
    ledger.without(release, ledger.QUARANTINE, list(gone), apart)
    about = (one.kind, one.municipality, one.period.code)
    return Entry(*about, rows.height, left_out, known=False, replaces=gone, findings=found.findings)


def _known(one: Incoming, line: dict[str, Any], found: CheckedRows) -> Entry:
    if (line["kind"], line["municipality"], line["period"]) != (
        one.kind,
        one.municipality,
        one.period.code,
    ):
        raise InputError(
            f"hetzelfde bestand is al ingelezen voor {line['municipality']} over {line['period']}",
            expected="elk bestand één keer; een lijst geldt tot er een nieuwere is",
            action="kies het juiste bestand; er is niets veranderd in het register",
        )
    about, counts = (one.kind, one.municipality, one.period.code), (line["rows"], line["left_out"])
    return Entry(*about, *counts, known=True, replaces=(), findings=found.findings)


def _counts_over(one: Incoming) -> pl.Expr:
    """Whether a line counts for the same kind, municipality and period."""
    return (
        (pl.col("kind") == one.kind)
        & (pl.col("municipality") == one.municipality)
        & (pl.col("period") == one.period.code)
        & pl.col("replaced_by").is_null()
    )


def _lines(
    lines: pl.DataFrame, replaced: pl.Expr, one: Incoming, counts: tuple[int, int], keys: KeyRing
) -> pl.DataFrame:
    when = (one.received or datetime.now(UTC)).isoformat(timespec="seconds")
    line = {
        "sha256": one.sha256,
        "kind": one.kind,
        "municipality": one.municipality,
        "period": one.period.code,
        "key_id": keys.id,
        "received": when,
        "rows": counts[0],
        "left_out": counts[1],
        "replaced_by": None,
        "replaced_on": None,
    }
    marked = lines.with_columns(
        pl.when(replaced).then(pl.lit(one.sha256)).otherwise("replaced_by").alias("replaced_by"),
        pl.when(replaced).then(pl.lit(when)).otherwise("replaced_on").alias("replaced_on"),
    )
    return pl.concat([marked, pl.DataFrame([line], schema=LINE)])


def _refuse_other_key(lines: pl.DataFrame, keys: KeyRing) -> None:
    for key_id in lines["key_id"].unique().sort():
        keys.position(key_id)
        if key_id != keys.id:
            raise InputError(
                "het register is nog niet omgezet naar de nieuwste sleutel",
                action="zet het register om met 'drietrap sleutel --vernieuw' en lees daarna verder in",
            )
