"""What readers know of counts from the register together, beside the sums of each table.

Some of it is true by definition, and must hold. In a half-year nothing begins that does not end or run on,
and what ran at the start is what ended and runs on, less what began; that is not shown, but it is zero or
more for every area and age (age is taken on one day). Some of it is true unless youths moved or deliveries
were left out: what runs after a half-year, with what begins in the next, ends in it or runs after it. A
reader who counts on that is right where it holds, so there it is a tie too. By sex it is one as well, and by
age it is not, because everybody grows older between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.indicators.records.figure import NO_REFERRER
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.suppression.tables import Identity, Key, Table, cell_key
from drietrap.vocabulary.period import Period

YOUTHS, TRAJECTORIES = "jongeren_met_jeugdhulp_aantal", "trajecten_aantal"
BEGUN, ENDED = "jeugdhulptrajecten_begonnen_aantal", "jeugdhulptrajecten_beeindigd_aantal"
RUNNING = "jeugdhulptrajecten_stand"
AGE, SEX, FORM, REFERRER = "leeftijd", "geslacht", "vorm", "verwijzer"
HELP = JEUGDHULP
"""All forms of help together, without measures."""

_Terms = tuple[tuple[Key, int], ...]


def measure(indicator: str, period: Period) -> str:
    """Return the name of a count in a period, as cells have it."""
    return f"{indicator} {period.code}"


def ties(tables: Sequence[Table], period: Period, halves: Sequence[Period]) -> tuple[Identity, ...]:
    """Return what ties the counts of a report.

    Parameters
    ----------
    tables
        Its tables of area by one breakdown each.
    period
        A year or half-year.
    halves
        The half-years of its course, in order of time.
    """
    counts = {
        cell_key(table, codes, dict.fromkeys(table.dimensions[1:], TOTAL) | {table.dimensions[0]: None}): n
        for table in tables
        for codes, n in table.counts.items()
    }
    usual = [*_onwards(tables, halves), *_over_year(tables, period, halves)]
    made = [Identity(terms) for terms in _without_referrer(tables, period)]
    made += [Identity(terms) for terms in usual if _holds(terms, counts)]
    more = [terms for half in halves for terms in _at_start(tables, half)]
    more += _with_trajectory(tables, period)
    made += [Identity(terms, at_least=True) for terms in more]
    return tuple(one for one in made if all(key in counts for key, _ in one.terms))


def _at_start(tables: Iterable[Table], half: Period) -> Iterator[_Terms]:
    """Ended + running - begun, in every cell by age or sex: what ran at the start."""
    name = measure(BEGUN, half)
    for table in tables:
        if table.measure == name:
            for area, code in sorted(table.counts):
                signs = ((ENDED, 1), (RUNNING, 1), (BEGUN, -1))
                cut = (table.dimensions[1], code)
                yield tuple((_at(count, half, area, cut), sign) for count, sign in signs)


def _onwards(tables: Sequence[Table], halves: Sequence[Period]) -> Iterator[_Terms]:
    """Running after a half-year + begun - ended - running after the next."""
    for before, after in pairwise(halves):
        if _next(before) == after:
            for area, sex in _by_sex(tables):
                cut = (SEX, sex)
                stock = ((_at(RUNNING, before, area, cut), 1), (_at(RUNNING, after, area, cut), -1))
                yield (*stock, (_at(BEGUN, after, area, cut), 1), (_at(ENDED, after, area, cut), -1))


def _over_year(tables: Sequence[Table], period: Period, halves: Sequence[Period]) -> Iterator[_Terms]:
    """Trajectories of help in the period, less what ended in its half-years and runs after the last."""
    own = [half for half in halves if half.year == period.year and period.part == "J"] or [period]
    if not set(own) <= set(halves) or len(own) != (2 if period.part == "J" else 1):
        return
    for area, help_, _ in _forms(tables, period):
        ended = tuple((_at(ENDED, half, area), -1) for half in own)
        yield (*help_, *ended, (_at(RUNNING, own[-1], area), -1))


def _without_referrer(tables: Sequence[Table], period: Period) -> Iterator[_Terms]:
    """Measures have no referrer, and nothing else has none."""
    for area, _, measures in _forms(tables, period):
        yield (*measures, (_at(TRAJECTORIES, period, area, (REFERRER, NO_REFERRER)), -1))


def _with_trajectory(tables: Sequence[Table], period: Period) -> Iterator[_Terms]:
    """Trajectories of help less youths with help: each has one, or more."""
    for area, help_, _ in _forms(tables, period):
        yield (*help_, (_at(YOUTHS, period, area), -1))


def _forms(tables: Iterable[Table], period: Period) -> Iterator[tuple[str, _Terms, _Terms]]:
    """Return per area the cells of the forms of help, and of the measures."""
    tables = list(tables)
    name = measure(TRAJECTORIES, period)
    found: dict[str, list[str]] = {area: [] for area in _areas(tables)}
    for table in tables:
        if table.measure == name and table.dimensions[1] == FORM:
            for area, code in table.counts:
                if code not in (TOTAL, HELP):
                    found[area].append(code)
    for area, forms in found.items():
        cells = {code: (_at(TRAJECTORIES, period, area, (FORM, code)), 1) for code in sorted(forms)}
        helping = tuple(cell for code, cell in cells.items() if code.startswith(f"{JEUGDHULP} "))
        measures = tuple(cell for code, cell in cells.items() if not code.startswith(f"{JEUGDHULP} "))
        yield area, helping, measures


def _by_sex(tables: Iterable[Table]) -> list[tuple[str, str]]:
    """Return every area with every sex, and with all of them together."""
    tables = list(tables)
    sexes = {code for table in tables if table.dimensions[1] == SEX for _, code in table.counts}
    return [(area, sex) for area in _areas(tables) for sex in sorted(sexes | {TOTAL})]


def _areas(tables: Iterable[Table]) -> list[str]:
    return sorted({codes[0] for table in tables for codes in table.counts})


def _at(indicator: str, period: Period, area: str, cut: tuple[str, str] | None = None) -> Key:
    pairs = [("gebied", area)]
    if cut is not None and cut[1] != TOTAL:
        pairs.append(cut)
    return measure(indicator, period), tuple(sorted(pairs))


def _holds(terms: _Terms, counts: Mapping[Key, int]) -> bool:
    return all(key in counts for key, _ in terms) and not sum(sign * counts[key] for key, sign in terms)


def _next(half: Period) -> Period:
    return Period(half.year, "H", 2) if half.index == 1 else Period(half.year + 1, "H", 1)
