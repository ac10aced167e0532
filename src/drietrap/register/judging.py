"""Every rule on every row at once: which rows stop, and findings that are grouped and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import polars as pl

from drietrap.catalogue.rules.between.linked import BetweenRule
from drietrap.catalogue.rules.columns import (
    BIRTH_KIND,
    BORN_FIRST,
    BORN_LAST,
    BSN_KIND,
    FORM_SUFFIX,
    FORMED,
)
from drietrap.catalogue.rules.row_rules import ROW_RULES, VALUE_RULES
from drietrap.catalogue.rules.rule import Rule, Scope, Severity, standing
from drietrap.catalogue.rules.themes import touched

AnyRule: TypeAlias = Rule | BetweenRule
R = TypeVar("R", Rule, BetweenRule)
NOT_RUN = "NIET-UITGEVOERD"
SHOWN_ROWS = 5
VALUE, RECORD, BETWEEN, HISTORY = 2, 3, 4, 5
BROKEN = pl.Schema({"row": pl.UInt32, "rule": pl.String})
_ON_VALUE = frozenset(rule.code for rule in VALUE_RULES)
_OWN_COLUMNS = {"bsn": (BSN_KIND,), "geboortedatum": (BIRTH_KIND, BORN_FIRST, BORN_LAST)}


@dataclass(frozen=True)
class FindingGroup:
    """All rows that break one rule.

    Parameters
    ----------
    rule, severity, title, message, action, paragraph
        As the rule says them; no value of a row is in any of them.
    count, share
        How many rows, and which part of the delivery (0 to 1); 0 for a rule that could not run.
    rows
        The first rows in the file, at most :data:`SHOWN_ROWS`.
    level
        Level of the check: :data:`VALUE`, :data:`RECORD`, :data:`BETWEEN` or :data:`HISTORY`.
    effect, youths
        How many trajectories and youths the figures could move by; None when that is not known. Every row in
        quarantine is one trajectory that no figure counts; what else is wrong with it moves nothing more.
    touches
        Which figures (``catalogue.rules.themes``); none when no figure rests on it.
    """

    rule: str
    severity: Severity
    title: str
    message: str
    action: str
    paragraph: str
    count: int
    share: float
    rows: tuple[int, ...]
    level: int = 0
    effect: int | None = None
    youths: int | None = None
    touches: tuple[str, ...] = ()


def in_order(groups: Iterable[FindingGroup]) -> tuple[FindingGroup, ...]:
    """Return findings in the order to read them (``catalogue.rules.rule.standing``)."""
    return tuple(
        sorted(groups, key=lambda group: standing(group.effect, group.severity, group.count, group.rule))
    )


@dataclass(frozen=True)
class Judgement:
    """What the rules say about a delivery.

    ``findings`` come as in :func:`in_order`; ``blocked`` has ``row`` and ``rule`` for every
    blocking rule that a row breaks.
    """

    findings: tuple[FindingGroup, ...]
    blocked: pl.DataFrame

    @property
    def rules_run(self) -> bool:
        """Whether every rule could run."""
        return all(group.rule != NOT_RUN for group in self.findings)


def judge(rows: pl.DataFrame, scope: Scope, rules: Sequence[Rule] = ROW_RULES) -> Judgement:
    """Check prepared rows (``register.elements.prepared``) with every rule that applies.

    A rule that fails, or lacks an element that this version does have, is itself a finding.
    """
    tests, flags, failures = run_tests(rules, scope, rows)
    blocked = _blocked(rows, flags, tests)
    counted = ~rows["row"].is_in(blocked["row"].implode())
    findings = [
        found_by(rule, flags[code], rows, VALUE if code in _ON_VALUE else RECORD, counted=counted)
        for code, (rule, _) in tests.items()
        if code in flags.columns and flags[code].any()
    ]
    return Judgement((*failures, *in_order(findings)), blocked)


def run_tests(
    rules: Sequence[R], scope: Scope, rows: pl.DataFrame
) -> tuple[dict[str, tuple[R, pl.Expr]], pl.DataFrame, list[FindingGroup]]:
    """Run the tests of rules on rows.

    Returns
    -------
    The rules that apply with their test, by code; a column of booleans per rule that ran; and a finding for
    every rule that could not run.
    """
    tests: dict[str, tuple[R, pl.Expr]] = {}
    failures: list[FindingGroup] = []
    for rule in rules:
        try:
            test = _test(rule, scope, rows)
        except Exception as error:
            failures.append(_not_run(rule, error))
            continue
        if test is not None:
            tests[rule.code] = (rule, test)
    return tests, _flags(rows, tests, failures), failures


def found_by(
    rule: AnyRule,
    broken: pl.Series,
    rows: pl.DataFrame,
    level: int,
    *,
    of: int | None = None,
    youths: int | None = None,
    counted: pl.Series | None = None,
) -> FindingGroup:
    """Return the finding of a rule that rows break.

    ``broken`` says which of ``rows`` do; ``of`` is how many rows the delivery has, when more than these;
    ``counted`` which rows no rule blocks, all when left out.
    """
    count = int(broken.sum())
    first = rows["row"].filter(broken).sort().head(SHOWN_ROWS).to_list()
    touches = touched(rule.elements)
    moving = count if counted is None else int((broken & counted).sum())
    effect = count if rule.severity is Severity.BLOKKEERT else moving if touches else 0
    return FindingGroup(
        rule.code,
        rule.severity,
        rule.title,
        rule.message,
        rule.action,
        rule.paragraph,
        count,
        count / (of or rows.height),
        tuple(first),
        level,
        effect,
        youths,
        touches,
    )


def _test(rule: AnyRule, scope: Scope, rows: pl.DataFrame) -> pl.Expr | None:
    """Return the test with false for 'cannot tell', or None where the rule does not apply."""
    found = rule.test(scope)
    if found is None:
        return None
    lacking = [name for name in rule.elements if not _columns(name) <= set(rows.columns)]
    expected = [name for name in lacking if scope.has(name)]
    if expected:
        raise LookupError(f"het element {', '.join(expected)} ontbreekt")
    needed = set(found.meta.root_names())
    if not needed <= set(rows.columns):
        return None  # an element that this version does not have, and the file neither
    return found.fill_null(False).alias(rule.code)


def _columns(element: str) -> set[str]:
    if element in _OWN_COLUMNS:
        return set(_OWN_COLUMNS[element])
    return {element, element + FORM_SUFFIX} if element in FORMED else {element}


def _flags(
    rows: pl.DataFrame, tests: Mapping[str, tuple[AnyRule, pl.Expr]], failures: list[FindingGroup]
) -> pl.DataFrame:
    """Return a column of booleans per rule; rules that break while running become findings."""
    try:
        return _run(rows, [test for _, test in tests.values()])
    except Exception:
        good = []
        for rule, test in tests.values():
            try:
                _run(rows.head(0), [test])
                good.append(test)
            except Exception as error:
                failures.append(_not_run(rule, error))
        return _run(rows, good)


def _run(rows: pl.DataFrame, tests: list[pl.Expr]) -> pl.DataFrame:
    # A test of the scope alone is one boolean: the row number makes it as long as the delivery.
    flags = rows.lazy().with_columns(tests).select("row", *(test.meta.output_name() for test in tests))
    frame = flags.collect()
    for name, kind in frame.schema.items():
        if name != "row" and kind != pl.Boolean:
            raise TypeError(f"{name} gives no yes or no")
    return frame


def _blocked(rows: pl.DataFrame, flags: pl.DataFrame, tests: dict[str, tuple[Rule, pl.Expr]]) -> pl.DataFrame:
    found = [
        rows.filter(flags[code]).select("row", pl.lit(code).alias("rule"))
        for code, (rule, _) in tests.items()
        if rule.severity is Severity.BLOKKEERT and code in flags.columns and flags[code].any()
    ]
    return pl.concat([pl.DataFrame(schema=BROKEN), *found]).sort("row", "rule")


def _not_run(rule: AnyRule, error: Exception) -> FindingGroup:
    # The words of an error can hold a value; only our own, about missing knowledge, are shown.
    why = str(error.args[0]) if type(error) is LookupError and error.args else type(error).__name__
    return FindingGroup(
        NOT_RUN,
        Severity.SIGNAAL if type(error) is LookupError else Severity.FOUT,
        f"De controle '{rule.title}' is niet uitgevoerd",
        f"De controle {rule.code} kon niet worden uitgevoerd: {why}.",
        "Deze fout kan nog in de levering zitten. Lever alle elementen aan, of meld dit aan de makers.",
        rule.paragraph,
        0,
        0.0,
        (),
    )
