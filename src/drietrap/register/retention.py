"""Keeping no longer than needed: terms per stage by date, and deletion that can be shown afterwards.

Every deletion leaves a line without values: which delivery, which stage, how many rows, when, under which
term. Each line carries the hash of the line before it, so that none can be taken out or changed unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl
import yaml

from drietrap.register import ledger, registrations
from drietrap.register.person_raw import PersonRaw
from drietrap.register.scope import days
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.warehouse import Release, Warehouse
from drietrap.vocabulary.period import Period

DELETIONS = "register_deletions"
SCHEMA = pl.Schema(
    {
        "number": pl.UInt32,
        "day": pl.Date,
        "delivery": pl.String,
        "sha256": pl.String,
        "stage": pl.String,
        "rows": pl.UInt32,
        "term": pl.String,
        "proof": pl.String,
    }
)
_CORE = (ledger.MERGED, ledger.CORRECTED)  # beside the records themselves
_PER_DELIVERY = (ledger.QUARANTINE, *_CORE)
_FACTS = "bewaartermijnen.yaml"


class Stage(StrEnum):
    """What is kept for a term of its own."""

    RAW = "raw"
    REPLACED = "replaced"
    QUARANTINE = "quarantine"
    CORE = "core"


@dataclass(frozen=True)
class Term:
    """How long a stage is kept from ``valid_from`` on: ``months`` after the period, or the replacement.

    ``assumption`` says that no law gives the term; it is then shown with it.
    """

    stage: Stage
    valid_from: date
    months: int
    after: str
    source: str
    assumption: bool

    @property
    def name(self) -> str:
        """Name of the term in the lines of deletion."""
        return f"{self.stage.value} {self.valid_from.isoformat()} {self.months} maanden"


@dataclass(frozen=True)
class Deletion:
    """A stage of a delivery whose term is over; ``rows`` is how many rows go."""

    sha256: str
    stage: Stage
    rows: int
    term: Term


@dataclass(frozen=True)
class Erased:
    """What a round of deletion did; ``waiting`` are versions that a reader still has open."""

    deletions: tuple[Deletion, ...]
    waiting: tuple[int, ...]


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms that the product comes with, from ``catalogue/facts/bewaartermijnen.yaml``."""
    text = files("drietrap.catalogue").joinpath("facts", _FACTS).read_text(encoding="utf-8")
    return tuple(Term(**{**line, "stage": Stage(line["stage"])}) for line in yaml.safe_load(text))


def term_on(stage: Stage, day: date, settings: Sequence[Term]) -> Term | None:
    """Return the term of a stage that holds on a day."""
    held = [term for term in settings if term.stage is stage and term.valid_from <= day]
    return max(held, key=lambda term: term.valid_from, default=None)


def erase(warehouse: Path, raw: PersonRaw, today: date, settings: Sequence[Term] | None = None) -> Erased:
    """Delete everything whose term is over, and write down that it was.

    The lines come first and the raw rows go after; killed in between, the next round finishes it. Older
    versions of the warehouse go too, except those that a reader has open: run again when it is closed.
    """
    held = terms() if settings is None else settings
    house = Warehouse(warehouse, keep=1)
    with house.writing() as release:
        found = tuple(_over(release, raw, today, held))
        if found:
            _delete(release, found, today)
    with house.writing() as release:  # nobody else writes while the raw rows go
        for sha256 in _raw_deleted(release, raw):
            raw.remove(sha256)
    numbers = house.numbers()
    return Erased(found, numbers[:-1])


def due(
    warehouse: Path, raw: PersonRaw, today: date, settings: Sequence[Term] | None = None
) -> tuple[Deletion, ...]:
    """Return what :func:`erase` would delete, and delete nothing."""
    with Warehouse(warehouse).writing() as release:
        return tuple(_over(release, raw, today, terms() if settings is None else settings))


def broken_lines(lines: pl.DataFrame) -> tuple[str, ...]:
    """Return what does not hold in the lines of deletion (:data:`DELETIONS`); nothing when all is well."""
    wrong, before = [], ""
    for place, line in enumerate(lines.sort("number").iter_rows(named=True), start=1):
        if line["number"] != place or line["proof"] != _proof(before, line):
            wrong.append(f"regel {place} van de verwijderingen is veranderd of ontbreekt")
        before = line["proof"]
    return tuple(wrong)


def _over(release: Release, raw: PersonRaw, today: date, settings: Sequence[Term]) -> Iterator[Deletion]:
    """Find the stages of deliveries whose term is over and that are still there."""
    lines = {line["sha256"]: line for line in ledger.ledger(release).iter_rows(named=True)}
    written_down = set(_raw_deleted(release, raw))
    for manifest in raw.list():
        if manifest.sha256 in written_down:
            continue
        line = lines.get(manifest.sha256)
        replaced_on = line["replaced_on"] if line else None
        stage = Stage.REPLACED if replaced_on else Stage.RAW
        term = term_on(stage, today, settings)
        if term is not None and _ends(term, manifest.period, replaced_on) <= today:
            yield Deletion(manifest.sha256, stage, manifest.rows, term)
    counts = {
        name: _counts(release, name) for name in release.names if name in _PER_DELIVERY or _is_core(name)
    }
    for sha256, line in lines.items():
        for stage, names in (
            (Stage.QUARANTINE, (ledger.QUARANTINE,)),
            (Stage.CORE, (*_CORE, ledger.records_table(line["kind"], line["period"]))),
        ):
            term = term_on(stage, today, settings)
            rows = sum(counts.get(name, {}).get(sha256[:ID_LENGTH], 0) for name in names)
            if rows and term is not None and _ends(term, line["period"], line["replaced_on"]) <= today:
                yield Deletion(sha256, stage, rows, term)
    core = term_on(Stage.CORE, today, settings)
    for line, rows in registrations.about_persons(release):
        if core is not None and _ends(core, line["period"], line["replaced_on"]) <= today:
            yield Deletion(line["sha256"], Stage.CORE, rows, core)


def _ends(term: Term, period: str, replaced_on: str | None) -> date:
    """Return the first day after the term."""
    after = date.fromisoformat(replaced_on[:10]) if replaced_on and term.after == "replacement" else None
    start = after or days(Period.parse(period))[1]
    months = start.month - 1 + term.months
    year, month = start.year + months // 12, months % 12 + 1
    # The first of the month after: never a day too early, whatever the length of the months.
    return date(year + month // 12, month % 12 + 1, 1)


def _counts(release: Release, name: str) -> dict[str, int]:
    return dict(release.frame(name).group_by("delivery").len().iter_rows())


def _is_core(name: str) -> bool:
    return name.startswith(ledger.RECORDS)


def _delete(release: Release, found: Sequence[Deletion], today: date) -> None:
    lines = release.frame(DELETIONS) if DELETIONS in release.names else pl.DataFrame(schema=SCHEMA)
    before = lines.sort("number")["proof"].to_list()[-1] if lines.height else ""
    fresh = []
    for number, deletion in enumerate(found, start=lines.height + 1):
        line: dict[str, object] = {
            "number": number,
            "day": today,
            "delivery": deletion.sha256[:ID_LENGTH],
            "sha256": deletion.sha256,
            "stage": deletion.stage.value,
            "rows": deletion.rows,
            "term": deletion.term.name,
        }
        before = _proof(before, line)
        fresh.append({**line, "proof": before})
    _empty_tables(release, found)
    release.put(DELETIONS, pl.concat([lines, pl.DataFrame(fresh, schema=SCHEMA)]), key=("number",))


def _empty_tables(release: Release, found: Sequence[Deletion]) -> None:
    gone = {stage: [d.sha256[:ID_LENGTH] for d in found if d.stage is stage] for stage in Stage}
    if gone[Stage.QUARANTINE]:
        ledger.without(release, ledger.QUARANTINE, gone[Stage.QUARANTINE])
    if gone[Stage.CORE]:
        for name in filter(_is_core, release.names):
            ledger.without(release, name, gone[Stage.CORE])
        for name in _CORE:
            ledger.without(release, name, gone[Stage.CORE])
        registrations.forget(release, gone[Stage.CORE])


def _raw_deleted(release: Release, raw: PersonRaw) -> list[str]:
    """Return raw deliveries that are written down as deleted and still there; not those that came again."""
    if DELETIONS not in release.names:
        return []
    of_raw = release.frame(DELETIONS).filter(pl.col("stage").is_in([Stage.RAW.value, Stage.REPLACED.value]))
    last = dict(of_raw.group_by("sha256").agg(pl.col("day").max()).iter_rows())
    return [
        manifest.sha256
        for manifest in raw.list()
        if manifest.sha256 in last and date.fromisoformat(manifest.received[:10]) <= last[manifest.sha256]
    ]


def _proof(before: str, line: dict[str, object]) -> str:
    fields = [str(line[name]) for name in ("number", "day", "sha256", "stage", "rows", "term")]
    return hashlib.sha256("|".join([before, *fields]).encode()).hexdigest()
