"""Rules between the records of one delivery: their examples, a slow reference, and the order of rows."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.between.linked import BetweenRule, Case, youth
from drietrap.catalogue.rules.between.measures import EXCLUDES
from drietrap.catalogue.rules.between_rules import BETWEEN_RULES
from drietrap.catalogue.rules.row_rules import ROW_RULES
from drietrap.catalogue.rules.rule import Example, Scope, Severity
from drietrap.register.between import judge_between, with_between
from drietrap.register.elements import prepared
from drietrap.register.identity import identified
from drietrap.register.judging import BETWEEN, BROKEN, NOT_RUN, FindingGroup, Judgement, judge
from drietrap.register.record import RecordKind
from drietrap.register.scope import scope_of
from drietrap.vocabulary.period import Period
from tests.register_persons.deliveries import RING

BY_CODE = {rule.code: rule for rule in BETWEEN_RULES}
NOTHING_BLOCKED = pl.DataFrame(schema=BROKEN)
Span = tuple[int, str, date, date | None]


def delivery(examples: tuple[Example, ...]) -> tuple[pl.DataFrame, pl.DataFrame, Scope]:
    """Prepare examples of one kind and period as rows 0, 1, 2 of a delivery."""
    first = examples[0]
    scope = scope_of(RecordKind(first.kind), first.version, Period.parse(first.period))
    columns = [element.id for element in VERSIONS[first.version].elements(first.kind)]
    rows = [{"row": place, **dict.fromkeys(columns), **one.row} for place, one in enumerate(examples)]
    schema = dict.fromkeys(columns, pl.String)
    frame = pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)
    return prepared(frame, scope.version), identified(frame, scope.kind, scope.version, RING), scope


def found(examples: tuple[Example, ...], *rules: BetweenRule) -> tuple[FindingGroup, ...]:
    rows, who, scope = delivery(examples)
    return judge_between(rows, who, scope, NOTHING_BLOCKED, rules or BETWEEN_RULES)


def judge_delivery(rows: pl.DataFrame, who: pl.DataFrame, scope: Scope) -> Judgement:
    return with_between(judge(rows, scope), rows, who, scope)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_keeps_to_its_examples(code: str) -> None:
    rule = BY_CODE[code]
    assert rule.good and rule.bad
    for case in rule.good:
        assert not case.found
        assert found(case.rows, rule) == (), case
    for case in rule.bad:
        (group,) = found(case.rows, rule)
        assert (group.rule, group.count, group.level) == (code, len(case.found), BETWEEN), case
        assert group.rows == case.found[:5], case
        assert group.share == pytest.approx(len(case.found) / len(case.rows))


def test_codes_are_unique_and_sentences_whole() -> None:
    codes = [rule.code for rule in (*ROW_RULES, *BETWEEN_RULES)]
    assert len(set(codes)) == len(codes)
    for rule in BETWEEN_RULES:
        assert re.fullmatch(r"[A-Z]+(-[A-Z0-9]+)+", rule.code)
        assert rule.message.endswith(".") and rule.action.endswith("."), rule.code
        assert not rule.title.endswith(".") and len(rule.title) < 70, rule.code
        assert "regel" in rule.paragraph or "afleiding" in rule.paragraph, rule.code
        assert "  " not in rule.message + rule.action, rule.code
        assert rule.severity is not Severity.BLOKKEERT, rule.code


@pytest.mark.parametrize("version", VERSIONS)
def test_every_rule_runs_or_does_not_apply_in_every_version(version: str) -> None:
    for kind in VERSIONS[version].kinds:
        period = f"{VERSIONS[version].years[0]}{'K' if kind == 'jeugdreclassering' else 'H'}1"
        rows = tuple(Example({"bsn": number}, kind, version, period) for number in ("111222333", "123456782"))
        assert found(rows) == (), kind


def test_a_blocked_row_is_not_compared() -> None:
    judged = judge_delivery(*delivery((youth(1), youth(1, {"hulpvorm": "99"}))))
    assert judged.blocked["row"].to_list() == [1]
    assert not {"SLEUTEL-DUBBEL", "BSN-VAAK-ONBEKEND"} & {group.rule for group in judged.findings}
    whole = judge_delivery(*delivery((youth(1), youth(1))))
    assert "SLEUTEL-DUBBEL" in {group.rule for group in whole.findings}


def test_a_rule_that_breaks_is_a_finding_and_others_go_on() -> None:
    bad = BetweenRule(**{**vars(BY_CODE["SLEUTEL-DUBBEL"]), "code": "KAPOT-TEST", "test": _broken})
    groups = found((youth(1), youth(1)), bad, BY_CODE["SLEUTEL-DUBBEL"])
    assert [group.rule for group in groups] == [NOT_RUN, "SLEUTEL-DUBBEL"]


def _broken(_: Scope) -> pl.Expr:
    return pl.col("hulpvorm").str.to_date("%Y") > pl.col("postcode")


def test_findings_come_by_effect_and_then_by_severity() -> None:
    cases: list[Case] = [BY_CODE[code].bad[0] for code in ("SLEUTEL-DUBBEL", "OVERLAP-ZELFDE-VORM")]
    rows = tuple(
        Example({**one.change, "bsn": youth(10 * place + 1).change["bsn"]})
        for place, case in enumerate(cases * 3)
        for one in case.rows
        if one.change["bsn"] == youth(1).change["bsn"]
    )
    groups = judge_delivery(*delivery(rows)).findings
    order = list(Severity)
    keys = [(-(g.effect or 0), order.index(g.severity), -g.count, g.rule) for g in groups if g.count]
    assert keys == sorted(keys) and len(keys) > 1


spans = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(["11", "12", "21", "22", "23"]),
        st.integers(0, 14),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=9,
)


def measures(drawn: list[tuple[int, str, int, int | None]]) -> list[Span]:
    first = date(2022, 1, 3)
    return [
        (
            who,
            form,
            first + timedelta(days=start),
            None if length is None else first + timedelta(days=start + length),
        )
        for who, form, start, length in drawn
    ]


def as_rows(those: list[Span]) -> tuple[Example, ...]:
    return tuple(
        youth(
            who,
            {
                "maatregel": form,
                "datum_aanvang": f"{start:%Y%m%d}",
                "datum_einde": None if end is None else f"{end:%Y%m%d}",
                "reden_beeindiging": None,
            },
            "jeugdbescherming",
        )
        for who, form, start, end in those
    )


def expected(those: list[Span]) -> dict[str, set[int]]:
    """Compare every pair of rows, one by one; of a pair the later one is found, or the higher code."""
    out: dict[str, set[int]] = {code: set() for code in _PAIRWISE}
    for here, (who, form, start, end) in enumerate(those):
        reached: list[date] = []
        same_start = False
        for there, (other, other_form, began, ended) in enumerate(those):
            earlier = (began, other_form, there) < (start, form, here)
            last = ended or date(9999, 12, 31)
            if here == there or other != who:
                continue
            if other_form == form and began == start:
                out["SLEUTEL-DUBBEL"].add(here)
                same_start = same_start or there < here
            if earlier and other_form == form:
                reached.append(last)
            if earlier and other_form in EXCLUDES[form] and last > start:
                out["MAATREGEL-SAMENLOOP"].add(here)
        if reached and max(reached) > start and not same_start:
            out["OVERLAP-ZELFDE-VORM"].add(here)
        if reached and start - max(reached) in (timedelta(0), timedelta(days=1)):
            out["TRAJECT-SLUIT-AAN"].add(here)
        assert end is None or end >= start
    return out


_PAIRWISE = ("SLEUTEL-DUBBEL", "OVERLAP-ZELFDE-VORM", "TRAJECT-SLUIT-AAN", "MAATREGEL-SAMENLOOP")


@settings(max_examples=50, deadline=None)
@given(spans)
def test_a_plain_loop_over_pairs_finds_the_same(drawn: list[tuple[int, str, int, int | None]]) -> None:
    those = measures(drawn)
    groups = {group.rule: group for group in found(as_rows(those), *(BY_CODE[code] for code in _PAIRWISE))}
    for code, places in expected(those).items():
        count = groups[code].count if code in groups else 0
        assert count == len(places), code
        if count:
            assert set(groups[code].rows) == set(sorted(places)[:5]), code


@settings(max_examples=25, deadline=None)
@given(spans, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_count(
    drawn: list[tuple[int, str, int, int | None]], chance: random.Random
) -> None:
    rows = list(as_rows(measures(drawn)))
    before = {group.rule: (group.count, group.youths) for group in found(tuple(rows))}
    chance.shuffle(rows)
    assert {group.rule: (group.count, group.youths) for group in found(tuple(rows))} == before
