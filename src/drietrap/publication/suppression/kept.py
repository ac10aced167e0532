"""What stays of a release when it is out: what was shown, and no count or proof.

A later release is protected together with it. For that its counts are needed again, and they are not there.
What is there is every table of counts that fits what was shown; of those the one nearest to the counts of
now takes their place. It takes as little as possible to be revised: the strongest thing a reader can hold.
Where nothing was revised, it is the counts of now themselves, and what was safe to show is so again. What a
reader may hold otherwise is less, and tells him less.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.nearest import nearest
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import RULES, Rules
from drietrap.publication.suppression.tables import (
    Dimension,
    Identity,
    Key,
    Kind,
    Release,
    Table,
    cell_key,
)
from drietrap.vocabulary.errors import IntegrityError


@dataclass(frozen=True)
class KeptCell:
    """What was shown of a cell (None: withheld), and whether its count was one that is always withheld.

    ``small`` does not get out: readers see one sign for everything that is withheld.
    """

    codes: tuple[str, ...]
    value: int | None
    small: bool


@dataclass(frozen=True)
class KeptTable:
    """One table; ``released`` is False for counts that only complete what readers can compute."""

    id: str
    measure: str
    dimensions: tuple[str, ...]
    released: bool
    cells: tuple[KeptCell, ...]


@dataclass(frozen=True)
class Kept:
    """A release as it was shown, with the sums that tie it; ``rules`` is the day since when they held.

    ``rests_on`` is there for a block on top of other releases: the mark of its margins (``block.mark_of``).
    """

    label: str
    rules: datetime.date
    dimensions: tuple[Dimension, ...]
    tables: tuple[KeptTable, ...]
    identities: tuple[Identity, ...]
    rests_on: str = ""

    def shows_the_same(self, other: Kept) -> bool:
        """Whether both show the same, whatever they are called."""
        return replace(self, label=other.label, rests_on=other.rests_on) == other

    def could_show(self, now: Release, rules: Rules) -> bool:
        """Whether it may show the same as ``now`` by itself: the same tables, and nothing that differs.

        A quick look; :meth:`shows_the_same` tells, when ``now`` is protected.
        """
        if (self.rules, self.identities) != (rules.valid_from, now.identities):
            return False
        if {one.name: one for one in self.dimensions} != {one.name: one for one in now.dimensions}:
            return False
        if {table.id for table in self.tables} != {table.id for table in now.tables}:
            return False
        counts = {table.id: table.counts for table in now.tables}
        return all(
            (count := counts[table.id].get(cell.codes)) is not None
            and cell.small == (count <= rules.secret_up_to)
            and cell.value in (None, rules.rounded(count))
            for table in self.tables
            for cell in table.cells
        )

    def keys(self) -> frozenset[Key]:
        """Return the names of all its cells."""
        totals = {dimension.name: dimension.total for dimension in self.dimensions}
        named = set()
        for table in self.tables:
            empty = Table(table.id, table.measure, table.dimensions, {}, table.released)
            named |= {cell_key(empty, cell.codes, totals) for cell in table.cells}
        return frozenset(named)


def kept(outcome: Outcome) -> Kept:
    """Return what to keep of a protected release; cells of releases before it are kept with those.

    Raises
    ------
    ValueError
        For rules about one provider and for zeros that everybody knows: what they rest on is not kept.
    """
    release, rules = outcome.release, outcome.rules
    if any(cell.contributions or cell.structural for cell in release.cells):
        raise ValueError("a release with contributions or structural zeros cannot be kept")
    totals = release.totals()
    place = {cell.key: index for index, cell in enumerate(release.cells)}

    def of(table: Table) -> KeptTable:
        cells = []
        for codes, count in sorted(table.counts.items()):
            value = outcome.shown[place[cell_key(table, codes, totals)]] if table.released else None
            cells.append(KeptCell(codes, value, count <= rules.secret_up_to))
        return KeptTable(table.id, table.measure, table.dimensions, table.released, tuple(cells))

    tables = sorted((of(table) for table in release.tables), key=lambda table: table.id)
    return Kept(release.label, rules.valid_from, release.dimensions, tuple(tables), release.identities)


def related(releases: Iterable[Kept], now: Release) -> list[Kept]:
    """Return of ``releases`` what shares counts with ``now``, directly or by way of others."""
    releases = list(releases)
    measures = {table.measure for table in now.tables}
    ties = [_measures(identity) for one in releases for identity in one.identities]
    ties += [_measures(identity) for identity in now.identities]
    ties = list(dict.fromkeys(ties))
    while more := {name for tie in ties if tie & measures for name in tie} - measures:
        measures |= more
    found = []
    for one in releases:
        tables = tuple(table for table in one.tables if table.measure in measures)
        if tables:
            identities = tuple(tie for tie in one.identities if _measures(tie) <= measures)
            found.append(replace(one, tables=tables, identities=identities))
    return found


def recalled(releases: Sequence[Kept], now: Release, below: Sequence[Outcome] = ()) -> list[Outcome]:
    """Return ``releases`` with counts that fit what they showed, as near as can be to those of ``now``.

    Parameters
    ----------
    releases
        Those of :func:`related`.
    now
        What will be published, described by itself.
    below
        The releases that these rest on, recalled before: what they share stays as it is there.

    Raises
    ------
    IntegrityError
        When no table of counts fits what a release showed, or its rules are not known.
    """
    known = (cell for one in (now, *(one.release for one in below)) for cell in one.cells)
    truth = {cell.key: cell.count for cell in known if cell.kind is not Kind.SLACK}
    return [_again(one, truth) for one in releases]


def _again(one: Kept, truth: Mapping[Key, int]) -> Outcome:
    rules = next((rules for rules in RULES if rules.valid_from == one.rules), None)
    if rules is None:
        raise IntegrityError(f"De uitgave {one.label} volgt regels die wij niet kennen.")
    nothing = describe(one.label, _filled(one, {}), one.dimensions, identities=one.identities)
    shown: dict[Key, int | None] = {}
    room: dict[Key, tuple[int, int | None]] = {}
    for table, empty in zip(one.tables, nothing.tables, strict=True):
        for cell in table.cells:
            key = cell_key(empty, cell.codes, nothing.totals())
            shown[key] = cell.value if table.released else shown.get(key)
            room[key] = _room(cell, rules, released=table.released)
    counts = nearest(nothing, room, truth)
    full = describe(one.label, _filled(one, counts), one.dimensions, identities=one.identities)
    return Outcome(full, rules, tuple(shown.get(cell.key) for cell in full.cells), (), (), {}, {}, ())


def _room(cell: KeptCell, rules: Rules, *, released: bool) -> tuple[int, int | None]:
    """Return the lowest and highest count that a cell can have had (None: no limit)."""
    if cell.value is not None:
        return rules.readings(cell.value)
    if cell.small:
        return (rules.floor if released else 0), rules.secret_up_to
    return rules.secret_up_to + 1, None


def _filled(one: Kept, counts: Mapping[Key, int]) -> list[Table]:
    """Return the tables of a release with ``counts``; zero everywhere without, which fits every sum."""
    totals = {dimension.name: dimension.total for dimension in one.dimensions}
    made = []
    for table in one.tables:
        empty = Table(table.id, table.measure, table.dimensions, {}, table.released)
        found = {cell.codes: counts.get(cell_key(empty, cell.codes, totals), 0) for cell in table.cells}
        made.append(replace(empty, counts=found))
    return made


def _measures(identity: Identity) -> frozenset[str]:
    return frozenset(key[0] for key, _ in identity.terms)
