"""The ledger: one line for every delivery ever taken in, and the tables that hold its rows.

A delivery replaces what its provider delivered before over the same period, no more and no less. Its line in
the ledger stays, and says by which delivery it was replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from drietrap.register import remarks
from drietrap.register.envelope import Envelope
from drietrap.register.record import Record
from drietrap.register.scope import covers
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.warehouse import Release
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

DELIVERIES = "register_deliveries"
QUARANTINE = "register_quarantine"
MERGED = "register_merged"
CORRECTED = "register_corrected"  # rows as delivered of the records that a correction touched
RECORDS = "register_records_"
LEDGER = pl.Schema(
    {
        "sha256": pl.String,
        "kind": pl.String,
        "provider": pl.String,
        "period": pl.String,
        "version": pl.String,
        "key_id": pl.String,
        "received": pl.String,
        "rows": pl.UInt32,
        "accepted": pl.UInt32,
        "merged": pl.UInt32,
        "quarantined": pl.UInt32,
        "replaced_by": pl.String,
        "replaced_on": pl.String,
    }
)
KEYS = {
    DELIVERIES: ("sha256",),
    QUARANTINE: ("delivery", "row", "rule"),
    MERGED: ("delivery", "row"),
    CORRECTED: ("delivery", "row", "correction"),
    **remarks.KEYS,
}
_ROWS = {
    QUARANTINE: pl.Schema({"delivery": pl.String, "row": pl.UInt32, "rule": pl.String}),
    MERGED: pl.Schema({"delivery": pl.String, "row": pl.UInt32, "into": pl.UInt32}),
    **remarks.SCHEMAS,
}


@dataclass(frozen=True)
class Place:
    """Where a delivery comes in the ledger: already there, or new with the deliveries it replaces."""

    known: bool
    replaced_before: bool
    replaces: tuple[str, ...]


def records_table(kind: str, period: str) -> str:
    """Return the name of the table with the records of a kind and period."""
    return f"{RECORDS}{kind}_{period.lower()}"


def ledger(release: Release) -> pl.DataFrame:
    """Return the ledger, empty when nothing was ever taken in."""
    return release.frame(DELIVERIES) if DELIVERIES in release.names else pl.DataFrame(schema=LEDGER)


def place(
    lines: pl.DataFrame, envelope: Envelope, sha256: str, received: datetime, replaces: str | None
) -> Place:
    """Return where a delivery comes in the ledger.

    Parameters
    ----------
    replaces
        The first 16 characters of the hash of the delivery it must replace: said by a person, it settles
        which of several is the right one.

    Raises
    ------
    InputError
        The same file as a delivery of another provider or period; a period that is covered already; two
        different deliveries of one period on one day.
    """
    own = _own(lines, envelope)
    twice = lines.filter(pl.col("sha256") == sha256)
    if not twice.is_empty():
        line = twice.row(0, named=True)
        here = (line["kind"], line["provider"].casefold(), line["period"])
        if here != (envelope.kind.value, envelope.provider.casefold(), envelope.period.code):
            raise _refusal(
                "hetzelfde bestand is al ingelezen als een andere levering",
                "elk bestand één keer, bij één aanbieder en één periode",
                "kies het juiste bestand",
            )
        if line["replaced_by"] is None or replaces is None:
            return Place(True, line["replaced_by"] is not None, ())
    active = own.filter(pl.col("replaced_by").is_null() & (pl.col("sha256") != sha256))
    wider = [line for line in active.iter_rows(named=True) if _is_wider(line["period"], envelope.period)]
    if wider:
        raise _refusal(
            "er is al een levering over een langere periode waar deze in valt",
            "een levering van na die periode",
            "lever de langere periode opnieuw aan",
        )
    inside = [
        line
        for line in active.sort("received", "sha256").iter_rows(named=True)
        if covers(envelope.period, Period.parse(line["period"]))
    ]
    _refuse_same_day(inside, envelope.period.code, received, replaces)
    return Place(False, False, tuple(line["sha256"] for line in inside))


def _refuse_same_day(
    inside: list[dict[str, str]], period: str, received: datetime, replaces: str | None
) -> None:
    same = [line["sha256"] for line in inside if line["period"] == period]
    if replaces is not None:
        if not any(sha256.startswith(replaces) and len(replaces) >= ID_LENGTH for sha256 in same):
            raise _refusal(
                "de levering die u wilt vervangen geldt niet voor deze aanbieder en periode",
                "het kenmerk van de levering die nu geldt",
                "zoek het kenmerk op in het overzicht van leveringen",
            )
        return
    today = received.date().isoformat()
    if any(line["received"][:10] == today for line in inside if line["period"] == period):
        raise _refusal(
            "er is vandaag al een andere levering van deze aanbieder over deze periode ingelezen, "
            "en het is niet te zeggen welke van de twee geldt",
            "één levering per periode op een dag",
            "noem bij het inlezen welke levering deze vervangt",
        )


class Book:
    """The ledger of a release while deliveries are entered; the tables are written once, at the end."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._fresh: dict[str, dict[str, pl.DataFrame]] = {}  # of each table the rows per delivery
        self.gone: set[str] = set()  # marks of the deliveries that were replaced
        self.entered: set[str] = set()  # marks of the deliveries that were entered
        self.lines = ledger(release)

    def enter(self, line: dict[str, object], found: Place, frames: dict[str, pl.DataFrame]) -> None:
        """Enter a delivery and take out what it replaces.

        ``frames`` holds its records, its quarantine, its merged rows and what was said about it under their
        table names. What was said about a replaced delivery stays.
        """
        replaced = pl.col("sha256").is_in(found.replaces)
        periods = set(self.lines.filter(replaced)["period"])
        lines = self.lines.with_columns(
            pl.when(replaced).then(pl.lit(line["sha256"])).otherwise("replaced_by").alias("replaced_by"),
            pl.when(replaced).then(pl.lit(line["received"])).otherwise("replaced_on").alias("replaced_on"),
        ).filter(pl.col("sha256") != line["sha256"])
        self.lines = pl.concat([lines, pl.DataFrame([line], schema=LEDGER)])
        own, gone = str(line["sha256"])[:ID_LENGTH], {sha256[:ID_LENGTH] for sha256 in found.replaces}
        self.gone |= gone
        self.entered.add(own)
        for name in {*frames, *(records_table(str(line["kind"]), period) for period in periods)}:
            entered = self._fresh.setdefault(name, {})
            for delivery in () if name in remarks.SCHEMAS else gone:
                entered.pop(delivery, None)
            if name in frames:
                entered[own] = frames[name]

    def kept(self, table: str) -> pl.DataFrame:
        """Return the records of a table as it was before anything was entered."""
        return self._release.frame(table) if table in self._release.names else Record.create_empty()

    def write(self) -> None:
        """Put all that was entered in the release; nothing when nothing was."""
        if not self._fresh:
            return
        self._release.put(DELIVERIES, self.lines, key=KEYS[DELIVERIES])
        for name, frames in sorted(self._fresh.items()):
            # A delivery that counts again, after it was replaced, is said the same about once.
            gone = self.entered if name in remarks.SCHEMAS else self.gone
            without(self._release, name, sorted(gone), pl.concat(frames.values()) if frames else None)


def without(release: Release, name: str, gone: list[str], fresh: pl.DataFrame | None = None) -> int:
    """Take the rows of deliveries out of a table and put ``fresh`` in; return how many rows went out."""
    old = release.frame(name) if name in release.names else None
    kept = old.filter(~pl.col("delivery").is_in(gone)) if old is not None else None
    parts = [frame for frame in (kept, fresh) if frame is not None and not frame.is_empty()]
    removed = old.height - kept.height if old is not None and kept is not None else 0
    if parts:
        release.put(name, pl.concat(parts), key=KEYS.get(name, ("kind", "delivery", "row")))
    elif name in _ROWS:
        release.put(name, pl.DataFrame(schema=_ROWS[name]), key=KEYS[name])
    elif old is not None:
        release.drop(name)
    return removed


def _own(lines: pl.DataFrame, envelope: Envelope) -> pl.DataFrame:
    same = pl.col("provider").str.to_lowercase() == envelope.provider.lower()
    return lines.filter(same & (pl.col("kind") == envelope.kind.value))


def _is_wider(period: str, wanted: Period) -> bool:
    found = Period.parse(period)
    return found != wanted and covers(found, wanted)


def _refusal(problem: str, expected: str, action: str) -> InputError:
    return InputError(problem, expected=expected, action=f"{action}; er is niets veranderd in het register")
