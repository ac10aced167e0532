"""Every rule passes its good examples and finds its bad ones, from delivered text onwards."""

from __future__ import annotations

import re
from itertools import groupby

import polars as pl
import pytest

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.row_rules import ROW_RULES
from drietrap.catalogue.rules.rule import Example, Rule, Severity
from drietrap.register.areas import AreaRegister
from drietrap.register.elements import prepared
from drietrap.register.judging import NOT_RUN, Judgement, judge
from drietrap.register.record import RecordKind
from drietrap.register.scope import scope_of
from drietrap.vocabulary.period import Period

AREAS = AreaRegister.official()
BY_CODE = {rule.code: rule for rule in ROW_RULES}


def judged(*examples: Example, rules: tuple[Rule, ...] = ROW_RULES) -> Judgement:
    """Judge examples of one kind, version and period as rows 0, 1, 2 of one delivery."""
    first = examples[0]
    scope = scope_of(RecordKind(first.kind), first.version, Period.parse(first.period), AREAS)
    elements = {name: None for example in examples for name in example.row}
    columns = [*names(first.version, first.kind), *elements]
    rows = [{"row": place, **dict.fromkeys(columns), **one.row} for place, one in enumerate(examples)]
    frame = pl.DataFrame(rows, schema_overrides=dict.fromkeys(columns, pl.String), infer_schema_length=None)
    return judge(prepared(frame, scope.version), scope, rules)


def together(examples: tuple[Example, ...]) -> list[list[Example]]:
    """Examples that can be one delivery."""
    order = sorted(examples, key=_delivery)
    return [list(group) for _, group in groupby(order, key=_delivery)]


def _delivery(example: Example) -> tuple[str, str, str]:
    return example.kind, example.version, example.period


def codes(judgement: Judgement) -> set[str]:
    return {group.rule for group in judgement.findings}


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_keeps_to_its_examples(code: str) -> None:
    rule = BY_CODE[code]
    assert rule.good and rule.bad
    for group in together(rule.good):
        assert judged(*group, rules=(rule,)).findings == (), group
    for group in together(rule.bad):
        found = judged(*group, rules=(rule,))
        assert codes(found) == {code}, group
        assert found.findings[0].rows == tuple(range(len(group))), group
        blocked = found.blocked["row"].to_list()
        assert blocked == (list(range(len(group))) if rule.severity is Severity.BLOKKEERT else []), group


def test_codes_are_unique_and_sentences_whole() -> None:
    assert len(BY_CODE) == len(ROW_RULES)
    for rule in ROW_RULES:
        assert re.fullmatch(r"[A-Z]+(-[A-Z0-9]+)+", rule.code)
        assert rule.message.endswith(".") and rule.action.endswith("."), rule.code
        assert not rule.title.endswith(".") and len(rule.title) < 70, rule.code
        assert "regel" in rule.paragraph or "afleiding" in rule.paragraph, rule.code
        assert "  " not in rule.message + rule.action, rule.code


@pytest.mark.parametrize("version", VERSIONS)
def test_a_good_row_of_any_version_and_kind_breaks_no_rule(version: str) -> None:
    for kind in VERSIONS[version].kinds:
        period = f"{VERSIONS[version].years[0]}{'K' if kind == 'jeugdreclassering' else 'H'}1"
        found = judged(Example({}, kind, version, period))
        assert found.findings == (), (kind, found.findings)


def names(version: str, kind: str) -> list[str]:
    return [element.id for element in VERSIONS[version].elements(kind)]


def test_a_rule_that_cannot_run_is_a_finding() -> None:
    def broken(_: object) -> pl.Expr:
        return pl.col("hulpvorm").str.to_date("%Y") > pl.col("postcode")

    bad = Rule(**{**vars(BY_CODE["GESLACHT-CODE"]), "code": "KAPOT-TEST", "test": broken})
    found = judged(Example({"geslacht": "X"}), rules=(bad, BY_CODE["GESLACHT-CODE"]))
    assert [group.rule for group in found.findings] == [NOT_RUN, "GESLACHT-CODE"]
    assert not found.rules_run
    assert found.findings[0].severity is Severity.FOUT


def test_a_missing_element_is_a_finding_and_other_rules_go_on() -> None:
    scope = scope_of(RecordKind.JEUGDHULP, "7", Period.parse("2022H1"))
    row = {name: text for name, text in Example({"geslacht": "X"}).row.items() if name != "crisis"}
    rows = prepared(pl.DataFrame({"row": [2], **{name: [text] for name, text in row.items()}}), scope.version)
    found = judge(rows, scope)
    assert "GESLACHT-CODE" in codes(found)
    missing = [group.message for group in found.findings if group.rule == NOT_RUN]
    assert any("CRISIS-CODE" in message and "crisis" in message for message in missing)
    assert any("gemeenten van deze periode" in message for message in missing)


def test_findings_are_counted_and_not_listed() -> None:
    good = Example().row
    rows = [{"row": place, **good, "geslacht": "X" if place % 2 else "V"} for place in range(2, 1002)]
    scope = scope_of(RecordKind.JEUGDHULP, "7", Period.parse("2022H1"), AREAS)
    found = judge(prepared(pl.DataFrame(rows), scope.version), scope)
    group = next(group for group in found.findings if group.rule == "GESLACHT-CODE")
    assert (group.count, group.share, group.rows) == (500, 0.5, (3, 5, 7, 9, 11))
