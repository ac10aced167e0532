"""The ledger of measures: what was expected, when that was written down, and what was known by then.

A line never changes. A new insight is a new version of the same measure, beside the old one; every line
carries a proof of all lines before it, so that a change or a missing line shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime

import polars as pl

from drietrap.learning.measure import Measure, read
from drietrap.register.version import Reader
from drietrap.register.warehouse import Release
from drietrap.vocabulary.errors import InputError, IntegrityError

TABLE = "measures"
SCHEMA = pl.Schema(
    {
        "number": pl.Int64(),
        "measure": pl.String(),  # M1, M2, ...
        "version": pl.Int64(),
        "made": pl.String(),  # UTC
        "area": pl.String(),
        "content": pl.String(),  # the file, as it was
        "known_until": pl.String(),  # last period of the number for the area that was read; empty: none
        "release": pl.Int64(),  # version of the published figures
        "prediction": pl.Boolean(),
        "software": pl.String(),
        "proof": pl.String(),
    }
)
PUBLISHED_BY = (4, 30)
"""A year is taken to be published on the last day of April after it (assumption: CBS does so in spring)."""


@dataclass(frozen=True)
class Line:
    """A version of a measure as it was written down; fields as in :data:`SCHEMA`."""

    number: int
    measure: str
    version: int
    made: str
    area: str
    content: str
    known_until: str
    release: int
    prediction: bool
    software: str
    proof: str

    @property
    def what(self) -> Measure:
        """The measure of this version."""
        return read(self.content.encode(), f"{self.measure}.toml")


@dataclass(frozen=True)
class Entry:
    """What is to be written down: the file, whose it is, and what was known when."""

    content: str
    area: str
    known_until: str
    release: int
    made: datetime
    software: str


def lines_of(source: Reader | Release) -> tuple[Line, ...]:
    """Return all lines, oldest first, after checking that none was changed.

    Raises
    ------
    IntegrityError
        When a line was changed, or one is missing.
    """
    names = source.names if isinstance(source, Release) else source.tables
    if TABLE not in names:
        return ()
    found = tuple(Line(**row) for row in source.frame(TABLE).sort("number").iter_rows(named=True))
    before = ""
    for place, line in enumerate(found, start=1):
        if line.number != place or line.proof != _proof(before, line):
            raise IntegrityError(f"Regel {place} van de vastgelegde maatregelen is veranderd of ontbreekt.")
        before = line.proof
    return found


def add(release: Release, entry: Entry, *, revises: str = "", description: bool = False) -> Line:
    """Write a measure down, or a new version of one.

    Parameters
    ----------
    revises
        The measure of which this is a new version; empty for a new measure.
    description
        Whether it may be written down though its data are there already: it is no prediction then.

    Raises
    ------
    InputError
        When its data are there and ``description`` is False, when ``revises`` is not there or is about
        another municipality or number, or when the same was written down before.
    """
    before = lines_of(release)
    measure = read(entry.content.encode(), "maatregel.toml")
    late = arrived(measure, entry.known_until, entry.made.date())
    if late and not description:
        raise InputError(
            late,
            expected="een maatregel die is vastgelegd voordat haar cijfers er zijn",
            action="leg haar vast met --beschrijving; dan telt zij niet als voorspelling",
        )
    if any(line.content == entry.content for line in before):
        raise InputError(
            "deze maatregel is al precies zo vastgelegd", action="bekijk haar met 'drietrap maatregel'"
        )
    name, version = _named(before, measure, entry, revises)
    bare = Line(
        number=len(before) + 1,
        measure=name,
        version=version,
        made=entry.made.isoformat(timespec="seconds"),
        area=entry.area,
        content=entry.content,
        known_until=entry.known_until,
        release=entry.release,
        prediction=not late,
        software=entry.software,
        proof="",
    )
    line = Line(**{**asdict(bare), "proof": _proof(before[-1].proof if before else "", bare)})
    rows = [asdict(one) for one in (*before, line)]
    release.put(TABLE, pl.DataFrame(rows, schema=SCHEMA), key=("number",))
    return line


def arrived(measure: Measure, known_until: str, day: date) -> str:
    """Return why the first figures of a measure are there already; empty when they are not."""
    if known_until and int(known_until[:4]) >= measure.start:
        return f"de cijfers over {measure.start} zijn al gelezen (tot en met {known_until})"
    if day > date(measure.start + 1, *PUBLISHED_BY):
        return f"de cijfers over {measure.start} zijn naar verwachting al gepubliceerd"
    return ""


def _named(before: tuple[Line, ...], measure: Measure, entry: Entry, revises: str) -> tuple[str, int]:
    """Return the name and version of what is added."""
    if not revises:
        return f"M{len({line.measure for line in before}) + 1}", 1
    mine = versions(before, revises)
    first = mine[0].what
    if mine[0].area != entry.area or first.target != measure.target or first.start != measure.start:
        raise InputError(
            f"dit gaat over iets anders dan {mine[0].measure}",
            expected="dezelfde gemeente, hetzelfde aantal en hetzelfde begin",
            action="leg het vast als nieuwe maatregel, zonder --herzie",
        )
    return mine[0].measure, mine[-1].version + 1


def versions(lines: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    """Return the versions of a measure, oldest first.

    Raises
    ------
    InputError
        When there is no such measure.
    """
    found = tuple(line for line in lines if line.measure.casefold() == name.strip().casefold())
    if not found:
        known = ", ".join(dict.fromkeys(line.measure for line in lines))
        raise InputError(
            f"er is geen maatregel '{name[:40]}'",
            expected=known or "een vastgelegde maatregel",
            action="bekijk met 'drietrap maatregel' wat er is vastgelegd",
        )
    return found


def _proof(before: str, line: Line) -> str:
    said = [before, *(str(value) for name, value in asdict(line).items() if name != "proof")]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()
