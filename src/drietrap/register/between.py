"""The rules between the records of one delivery, on those that no rule on a row blocks."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from drietrap.catalogue.rules.between.linked import (
    FORM,
    PREVIOUS,
    REACHED,
    RUNNING,
    SINCE,
    TRAJECTORY,
    UNTIL,
    WHO,
    BetweenRule,
)
from drietrap.catalogue.rules.between_rules import BETWEEN_RULES
from drietrap.catalogue.rules.columns import END, HANDED_OVER, START, TAKEN_OVER
from drietrap.catalogue.rules.rule import Scope
from drietrap.register.identity import PERSON, RECORD_KEY, form_element
from drietrap.register.judging import BETWEEN, FindingGroup, Judgement, found_by, in_order, run_tests

_EARLIEST, _DAYS = 1 << 20, 1 << 23  # room for every day from long before 1970 to the year 9999
_FORMS = 100  # forms of care and measures have codes of two digits
_OF_YOUTH = "regels_van_jeugdige"


def with_between(judged: Judgement, rows: pl.DataFrame, who: pl.DataFrame, scope: Scope) -> Judgement:
    """Add what the rules between records find to a judgement of the rows one by one.

    Parameters
    ----------
    judged
        What ``register.judging.judge`` said.
    rows
        Prepared rows (``register.elements.prepared``).
    who
        ``person`` and ``record_key`` of the same rows (``register.identity.identified``).
    scope
        What the rules must know.
    """
    between = judge_between(rows, who, scope, judged.blocked)
    failures = [group for group in (*judged.findings, *between) if group.count == 0]
    findings = [group for group in (*judged.findings, *between) if group.count > 0]
    return Judgement((*failures, *in_order(findings)), judged.blocked)


def judge_between(
    rows: pl.DataFrame,
    who: pl.DataFrame,
    scope: Scope,
    blocked: pl.DataFrame,
    rules: Sequence[BetweenRule] = BETWEEN_RULES,
) -> tuple[FindingGroup, ...]:
    """Check the rows that are not blocked together; a rule that cannot run is itself a finding.

    ``effect`` counts the rows found, ``youths`` the youths they are about; of a row without a known youth
    nothing is known, and it counts as one.
    """
    linked = _linked(rows, who, scope).join(blocked.select("row").unique(), on="row", how="anti")
    several = _followed(linked.filter(pl.col(_OF_YOUTH) > 1))
    failures: list[FindingGroup] = []
    findings: list[FindingGroup] = []
    for whole, frame in ((False, several), (True, linked)):
        those = [rule for rule in rules if rule.whole is whole]
        tests, flags, failed = run_tests(those, scope, frame)
        failures.extend(failed)
        for code, (rule, _) in tests.items():
            if code in flags.columns and flags[code].any():
                broken = flags[code]
                youths = frame.select(WHO).filter(broken).drop_nulls().n_unique()
                findings.append(found_by(rule, broken, frame, BETWEEN, of=rows.height, youths=youths or None))
    return (*failures, *in_order(findings))


def _linked(rows: pl.DataFrame, who: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Add the columns of ``catalogue.rules.between.linked``; numbers of youths say nothing of a person."""
    name = form_element(scope.kind)
    form = pl.col(name) if name in rows.columns else pl.lit(None, dtype=pl.String)
    number = who.select(pl.coalesce(PERSON, RECORD_KEY).rank("dense").cast(pl.UInt32).alias(WHO)).to_series()
    known = rows.with_columns(number, form.alias(FORM)).with_columns(
        _first_known(rows, TAKEN_OVER, START).alias(SINCE),
        pl.coalesce(_first_known(rows, HANDED_OVER, END), pl.lit(RUNNING)).alias(UNTIL),
    )
    complete = pl.col(WHO).is_not_null() & pl.col(FORM).is_not_null() & pl.col(SINCE).is_not_null()
    numbered = known.with_columns(pl.when(complete).then(WHO).alias(WHO))
    return numbered.with_columns(
        (pl.col(WHO).cast(pl.UInt64) * _FORMS + pl.col(FORM).cast(pl.UInt64, strict=False)).alias(TRAJECTORY),
        pl.when(pl.col(WHO).is_not_null()).then(pl.len().over(WHO)).otherwise(1).alias(_OF_YOUTH),
    )


def _followed(several: pl.DataFrame) -> pl.DataFrame:
    """Add what came before in the same trajectory, and sort by youth, start, form and row.

    Of rows that begin on one day the form decides, so that the order of the file changes no count.
    """
    ordered = several.sort(TRAJECTORY, SINCE, "row")
    same = pl.col(TRAJECTORY) == pl.col(TRAJECTORY).shift(1)
    # The latest day so far: begins anew with every trajectory, because those are numbered in this order.
    days = pl.col(UNTIL).cast(pl.Int32).cast(pl.Int64) + _EARLIEST
    reached = (pl.col(TRAJECTORY).rank("dense").cast(pl.Int64) * _DAYS + days).cum_max().shift(1)
    before = ordered.with_columns(
        pl.when(same).then(pl.col(SINCE).shift(1)).alias(PREVIOUS),
        pl.when(same).then((reached % _DAYS - _EARLIEST).cast(pl.Int32)).cast(pl.Date).alias(REACHED),
    )
    return before.sort(WHO, SINCE, TRAJECTORY, "row")


def _first_known(rows: pl.DataFrame, *names: str) -> pl.Expr:
    there = [pl.col(name) for name in names if name in rows.columns]
    return pl.coalesce(there) if there else pl.lit(None, dtype=pl.Date)
