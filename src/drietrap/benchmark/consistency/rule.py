"""What a rule is: a code, a sentence, a test, advice, and worked examples that run as tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drietrap.benchmark.consistency.tables import CellKey, Row, Sheet, Tables
from drietrap.benchmark.finding import Severity


@dataclass(frozen=True)
class Odd:
    """Something a rule found.

    ``cells`` are the cells it is about, the first of which gives table, area and period of the finding;
    ``arithmetic`` is the sum with the numbers filled in, line by line; ``severity`` overrides the rule's;
    ``at_stake`` is as in :class:`~drietrap.benchmark.finding.Finding`.
    """

    cells: tuple[CellKey, ...]
    message: str
    arithmetic: tuple[str, ...]
    severity: Severity | None = None
    at_stake: float | None = None


@dataclass(frozen=True)
class Example:
    """A small published table as text, in which a rule finds something or nothing.

    The first line names the table; then a header and rows, separated by ``|``. Columns ``area`` and
    ``period`` are needed, ``variant`` is optional, all others are measures. ``.`` is an empty cell.
    ``previous`` is an earlier release in the same form.
    """

    text: str
    previous: str | None = None


@dataclass(frozen=True)
class Rule:
    """A check on published tables.

    Parameters
    ----------
    code
        Stable code.
    severity
        How bad a finding normally is.
    title
        Dutch name.
    checks
        What is checked, in Dutch.
    action
        What the reader can do with a finding, in Dutch.
    find
        The check itself.
    good, bad
        Tables in which it finds nothing, and in which it finds exactly one thing.
    """

    code: str
    severity: Severity
    title: str
    checks: str
    action: str
    find: Callable[[Tables], Iterator[Odd]]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]


def odd(
    sheet: Sheet,
    row: Row,
    measures: tuple[str, ...],
    message: str,
    arithmetic: list[str],
    severity: Severity | None = None,
    at_stake: float | None = None,
) -> Odd:
    """Return what was found in one row of a sheet."""
    return Odd(sheet.keys(row, *measures), message, tuple(arithmetic), severity, at_stake)
