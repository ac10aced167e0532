"""Taking a delivery about persons into the register: all of it or none of it, and twice is once.

The BSN is replaced before anything is written. Raw rows come on the disk before the version of the warehouse
that counts them, so a process that dies in between has lost nothing and counted nothing: the same delivery
again goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

import polars as pl

from drietrap.register import correcting, ledger, remarks
from drietrap.register.areas import AreaRegister
from drietrap.register.between import with_between
from drietrap.register.elements import prepared
from drietrap.register.envelope import Delivered, Envelope, Expected, refuse_misfit, settle
from drietrap.register.identity import identified
from drietrap.register.judging import FindingGroup, judge
from drietrap.register.period_fit import refuse_other_period, refuse_unfinished
from drietrap.register.person_raw import PersonManifest, PersonRaw
from drietrap.register.pseudonym import KeyRing
from drietrap.register.record import Record
from drietrap.register.records import Sorted, sort_out
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.register.warehouse import Warehouse
from drietrap.register.whose import Trajectories, known
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
class Incoming:
    """A delivery on its way in; the fields are those of :meth:`PersonRegister.take`."""

    delivered: Delivered
    sha256: str
    expected: Expected = field(default_factory=Expected)
    received: datetime | None = None
    replaces: str | None = None


@dataclass(frozen=True)
class _Read:
    """A delivery in memory, ready to be written: no BSN in it."""

    envelope: Envelope
    rows: pl.DataFrame
    sorted: Sorted
    findings: tuple[FindingGroup, ...]
    filled: pl.DataFrame


@dataclass(frozen=True)
class _Desk:
    """What is open while deliveries are entered; ``kept`` are those of which the raw rows are on the disk."""

    book: ledger.Book
    trajectories: Trajectories
    kept: list[str]


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
        one = Incoming(delivered, sha256, expected or Expected(), received, replaces)
        read = self._read(one)
        with self._open_desk() as desk:
            return self._enter(desk, one, read)

    def take_all(self, incoming: Iterable[Incoming]) -> list[Receipt | InputError]:
        """Take many deliveries in at once, in this order: much faster than one by one.

        One that is refused does not stop the others: its place in the answer holds the reason. All that are
        accepted count from the same moment on, or none of them when the writing itself fails.
        """
        answers: list[Receipt | InputError] = []
        with self._open_desk() as desk:
            for one in incoming:
                try:
                    answers.append(self._enter(desk, one, self._read(one)))
                except InputError as error:
                    answers.append(error)
        return answers

    @contextmanager
    def _open_desk(self) -> Iterator[_Desk]:
        """Open the ledger for entries; what was kept in ``raw`` goes again when they cannot be written."""
        with self._warehouse.writing() as release:
            book = ledger.Book(release)
            self._refuse_other_key(book.lines)
            desk = _Desk(book, Trajectories(book), [])
            try:
                yield desk
                book.write()
                if book.entered:
                    correcting.renew(release, book.entered)
            except BaseException:
                for sha256 in desk.kept:
                    self._raw.remove(sha256)
                raise

    def _enter(self, desk: _Desk, one: Incoming, read: _Read) -> Receipt:
        when = one.received or datetime.now(UTC)
        refuse_unfinished(read.envelope.period, when.date())
        found = ledger.place(desk.book.lines, read.envelope, one.sha256, when, one.replaces)
        if not found.known:
            mine = known(read.sorted.records)
            if not one.expected.sure:
                desk.trajectories.refuse_elsewhere(read.envelope, mine)
            more = desk.trajectories.remarks(read.envelope, mine)
            read = replace(read, findings=(*more, *read.findings))
            line = self._line(read, one.sha256, when)
            if self._raw.keep(_manifest(line), read.rows):
                desk.kept.append(one.sha256)
            desk.book.enter(line, found, _frames(read, one.sha256[:ID_LENGTH]))
            desk.trajectories.note(read.envelope, mine)
        return _receipt(read, one.sha256, found)

    def _read(self, one: Incoming) -> _Read:
        envelope = settle(one.delivered, one.expected, self._areas)
        scope, frame = envelope.scope, one.delivered.frame
        rows = prepared(frame, scope.version, self._places)
        judgement = judge(rows, scope)
        refuse_misfit(judgement.blocked, rows.height)
        if not one.expected.sure:
            refuse_other_period(rows, scope)
        who = identified(frame, scope.kind, scope.version, self._keys)
        judgement = with_between(judgement, rows, who, scope)
        rows = pl.concat([rows, who], how="horizontal")
        found = sort_out(rows, judgement.blocked, envelope, one.sha256[:ID_LENGTH])
        filled = remarks.filled_frame(frame, scope, one.sha256[:ID_LENGTH])
        return _Read(envelope, rows, found, judgement.findings, filled)

    def _line(self, read: _Read, sha256: str, when: datetime) -> dict[str, object]:
        return {
            "sha256": sha256,
            "kind": read.envelope.kind.value,
            "provider": read.envelope.provider,
            "period": read.envelope.period.code,
            "version": read.envelope.scope.version.id,
            "key_id": self._keys.id,
            "received": when.isoformat(timespec="seconds"),
            "rows": read.rows.height,
            "accepted": read.sorted.accepted,
            "merged": read.sorted.into.height,
            "quarantined": read.sorted.quarantined,
            "replaced_by": None,
            "replaced_on": None,
        }

    def _refuse_other_key(self, lines: pl.DataFrame) -> None:
        for key_id in lines["key_id"].unique().sort():
            self._keys.position(key_id)
            if key_id != self._keys.id:
                raise InputError(
                    "het register is nog niet omgezet naar de nieuwste sleutel",
                    action="zet het register om met 'drietrap sleutel --vernieuw' en lees daarna verder in",
                )


def records(reader: Reader) -> pl.LazyFrame:
    """Return all records that count, of every kind and period; columns as ``Record``."""
    names = [name for name in reader.tables if name.startswith(ledger.RECORDS)]
    if not names:
        return Record.create_empty().lazy()
    return pl.concat([reader.frame(name).lazy() for name in names])


def _manifest(line: dict[str, object]) -> PersonManifest:
    return PersonManifest(
        sha256=str(line["sha256"]),
        kind=str(line["kind"]),
        version=str(line["version"]),
        provider=str(line["provider"]),
        period=str(line["period"]),
        received=str(line["received"]),
        key_id=str(line["key_id"]),
    )


def _frames(read: _Read, delivery: str) -> dict[str, pl.DataFrame]:
    mark = pl.lit(delivery).alias("delivery")
    return {
        ledger.records_table(read.envelope.kind.value, read.envelope.period.code): read.sorted.records,
        ledger.QUARANTINE: read.sorted.quarantine.select(mark, "row", "rule"),
        ledger.MERGED: read.sorted.into.select(mark, "row", "into"),
        remarks.FINDINGS: remarks.findings_frame(read.findings, delivery),
        remarks.FILLED: read.filled,
    }


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
