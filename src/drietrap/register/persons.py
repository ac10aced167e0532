"""Taking a delivery about persons into the register: all of it or none of it, and twice is once.

The BSN is replaced before anything is written. Raw rows come on the disk before the version of the warehouse
that counts them, so a process that dies in between has lost nothing and counted nothing: the same delivery
again goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import polars as pl

from drietrap.register import ledger
from drietrap.register.areas import AreaRegister
from drietrap.register.elements import prepared
from drietrap.register.envelope import Delivered, Envelope, Expected, refuse_misfit, settle
from drietrap.register.identity import identified
from drietrap.register.judging import FindingGroup, judge
from drietrap.register.person_raw import PersonManifest, PersonRaw
from drietrap.register.pseudonym import KeyRing
from drietrap.register.record import Record
from drietrap.register.records import Sorted, sort_out
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.register.warehouse import Release, Warehouse
from drietrap.vocabulary.errors import InputError


class Outcome(StrEnum):
    """What taking in a delivery did."""

    NEW = "nieuw"
    REPLACED = "vervangt een eerdere levering"
    KNOWN = "was al ingelezen"
    OUTDATED = "was al ingelezen en is daarna vervangen"


@dataclass(frozen=True)
class Receipt:
    """What became of a delivery; nothing in it is about one person.

    Parameters
    ----------
    delivery
        First 16 characters of the SHA-256 of the file as received.
    outcome
        What it did.
    kind, provider, period, version
        What it is.
    rows, accepted, merged, quarantined
        Delivered rows; those that are in the register (of which ``merged`` went up in another row); those
        set apart. ``accepted + quarantined == rows``.
    replaces
        Deliveries that no longer count because of this one.
    findings
        What the rules found, grouped.
    """

    delivery: str
    outcome: Outcome
    kind: str
    provider: str
    period: str
    version: str
    rows: int
    accepted: int
    merged: int
    quarantined: int
    replaces: tuple[str, ...]
    findings: tuple[FindingGroup, ...]


@dataclass(frozen=True)
class _Read:
    """A delivery in memory, ready to be written: no BSN in it."""

    envelope: Envelope
    rows: pl.DataFrame
    sorted: Sorted
    findings: tuple[FindingGroup, ...]


class PersonRegister:
    """The register of records about youths.

    Parameters
    ----------
    warehouse, raw
        Where the tables and the raw rows live.
    keys
        Key ring (``register.keys.load``).
    areas
        Municipalities to check against; None when not known.
    places
        Municipality and district of postcodes (``register.elements.PLACES``).
    """

    def __init__(
        self,
        warehouse: Warehouse,
        raw: PersonRaw,
        keys: KeyRing,
        areas: AreaRegister | None = None,
        places: pl.DataFrame | None = None,
    ) -> None:
        self._warehouse = warehouse
        self._raw = raw
        self._keys = keys
        self._areas = areas
        self._places = places

    def take(
        self,
        delivered: Delivered,
        sha256: str,
        expected: Expected | None = None,
        *,
        received: datetime | None = None,
        replaces: str | None = None,
    ) -> Receipt:
        """Take a delivery in.

        Parameters
        ----------
        delivered
            What a reader made of the file; its BSNs stay in memory.
        sha256
            Hash of the file as received.
        expected
            What the receiver knows of it.
        received
            When it came in; now when left out.
        replaces
            First 16 characters of the delivery it replaces, when that is in doubt.

        Raises
        ------
        InputError
            The delivery is refused whole, with one reason; the register is as it was.
        """
        when = received or datetime.now(UTC)
        read = self._read(delivered, sha256, expected or Expected())
        with self._warehouse.writing() as release:
            lines = ledger.ledger(release)
            self._refuse_other_key(lines)
            found = ledger.place(lines, read.envelope, sha256, when, replaces)
            if not found.known:
                self._write(release, read, sha256, when, found)
        return _receipt(read, sha256, found)

    def _read(self, delivered: Delivered, sha256: str, expected: Expected) -> _Read:
        envelope = settle(delivered, expected, self._areas)
        scope, frame = envelope.scope, delivered.frame
        rows = prepared(frame, scope.version, self._places)
        judgement = judge(rows, scope)
        refuse_misfit(judgement.blocked, rows.height)
        who = identified(frame, scope.kind, scope.version, self._keys)
        rows = pl.concat([rows, who], how="horizontal")
        found = sort_out(rows, judgement.blocked, envelope, sha256[:ID_LENGTH])
        return _Read(envelope, rows, found, judgement.findings)

    def _write(self, release: Release, read: _Read, sha256: str, when: datetime, found: ledger.Place) -> None:
        envelope, kind, period = read.envelope, read.envelope.kind.value, read.envelope.period.code
        received, version = when.isoformat(timespec="seconds"), envelope.scope.version.id
        manifest = PersonManifest(
            sha256, kind, version, envelope.provider, period, received, self._keys.id, read.rows.height
        )
        line: dict[str, object] = {
            "sha256": sha256,
            "kind": kind,
            "provider": envelope.provider,
            "period": period,
            "version": version,
            "key_id": self._keys.id,
            "received": received,
            "rows": read.rows.height,
            "accepted": read.sorted.accepted,
            "merged": read.sorted.into.height,
            "quarantined": read.sorted.quarantined,
            "replaced_by": None,
            "replaced_on": None,
        }
        delivery = pl.lit(sha256[:ID_LENGTH]).alias("delivery")
        fresh = self._raw.keep(manifest, read.rows)
        try:
            ledger.enter(
                release,
                line,
                found,
                {
                    ledger.records_table(kind, period): read.sorted.records,
                    ledger.QUARANTINE: read.sorted.quarantine.select(delivery, "row", "rule"),
                    ledger.MERGED: read.sorted.into.select(delivery, "row", "into"),
                },
            )
        except BaseException:
            if fresh:
                self._raw.remove(sha256)
            raise

    def _refuse_other_key(self, lines: pl.DataFrame) -> None:
        for key_id in lines["key_id"].unique().sort():
            self._keys.position(key_id)
            if key_id != self._keys.id:
                raise InputError(
                    "het register is nog niet omgezet naar de nieuwste sleutel",
                    action="zet het register eerst om naar de nieuwe sleutel en lees daarna verder in",
                )


def records(reader: Reader) -> pl.LazyFrame:
    """Return all records that count, of every kind and period; columns as ``Record``."""
    names = [name for name in reader.tables if name.startswith(ledger.RECORDS)]
    if not names:
        return Record.create_empty().lazy()
    return pl.concat([reader.frame(name).lazy() for name in names])


def _receipt(read: _Read, sha256: str, found: ledger.Place) -> Receipt:
    outcome = Outcome.REPLACED if found.replaces else Outcome.NEW
    if found.known:
        outcome = Outcome.OUTDATED if found.replaced_before else Outcome.KNOWN
    envelope = read.envelope
    return Receipt(
        delivery=sha256[:ID_LENGTH],
        outcome=outcome,
        kind=envelope.kind.value,
        provider=envelope.provider,
        period=envelope.period.code,
        version=envelope.scope.version.id,
        rows=read.rows.height,
        accepted=read.sorted.accepted,
        merged=read.sorted.into.height,
        quarantined=read.sorted.quarantined,
        replaces=tuple(replaced[:ID_LENGTH] for replaced in found.replaces),
        findings=read.findings,
    )
