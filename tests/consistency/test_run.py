"""Running the rules: order, failing rules, tables that lack a measure, and where cells came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl
import pytest

from drietrap.benchmark.consistency.examples import observations
from drietrap.benchmark.consistency.rule import Odd
from drietrap.benchmark.consistency.run import NOT_RUN, RULES, check_tables
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.relation import measures_of
from drietrap.catalogue.relations import RELATIONS, SAME_QUANTITY
from drietrap.register.observation import Observation

NATURA = """
85075NED
area   | period | jongeren | jongeren_0_3 | jongeren_4_11 | jongeren_12_17 | jongeren_18_22
GM0001 | 2021   | 200      | 10           | 50            | 45             | .
GM0002 | 2021   | 5        | .            | .             | .              | .
"""


def fails(tables: Tables) -> Iterator[Odd]:
    yield from ()
    raise KeyError("secret value 123")


def test_a_rule_that_fails_is_a_finding_and_the_others_still_run() -> None:
    broken = replace(RULES[0], code="KAPOT", title="Een kapotte controle", find=fails)
    findings = check_tables(observations(NATURA), {}, None, (broken, *RULES))
    (failure,) = [one for one in findings if one.rule == NOT_RUN and one.severity is Severity.FOUT]
    assert "Een kapotte controle" in failure.message
    assert "123" not in repr(failure)
    assert {"DELEN-GEHEEL", "GEHEIM"} <= {one.rule for one in findings}


def test_a_measure_that_is_not_in_the_table_is_named() -> None:
    findings = check_tables(observations(NATURA), {}, None)
    (missing,) = [one for one in findings if one.rule == NOT_RUN]
    assert missing.severity is Severity.SIGNAAL
    assert "Ontbreekt in de tabel: Totaal trajecten in natura" in missing.arithmetic


def test_the_worst_is_first_and_order_of_input_does_not_matter() -> None:
    frame = observations(NATURA)
    findings = check_tables(frame, {}, None)
    order = list(Severity)
    assert [order.index(one.severity) for one in findings] == sorted(
        order.index(one.severity) for one in findings
    )
    assert findings == check_tables(frame.sample(fraction=1.0, shuffle=True, seed=1), {}, None)


def test_no_tables_no_findings() -> None:
    assert check_tables(observations(NATURA).clear(), {}, None) == []


def test_names_and_places_of_cells() -> None:
    findings = check_tables(observations(NATURA), {"GM0001": "Voorbeeldstad"}, None)
    (parts,) = [one for one in findings if one.rule == "DELEN-GEHEEL"]
    assert parts.area_name == "Voorbeeldstad"
    assert parts.message.startswith("In Voorbeeldstad (2021) ")
    assert parts.cells[0] == "voorbeeld-000000:3:jongeren"


def test_examples_are_valid_observations() -> None:
    frame = observations(NATURA)
    assert Observation.validate(frame).height == frame.height


@pytest.mark.parametrize("table", sorted({relation.table for relation in RELATIONS}))
def test_relations_name_measures_that_exist(table: str) -> None:
    for relation in (one for one in RELATIONS if one.table == table):
        assert set(measures_of(relation)) <= set(TABLES[table].by_measure)


def test_same_quantities_name_measures_that_exist() -> None:
    for relation in SAME_QUANTITY:
        for cell in (relation.one, relation.other):
            assert cell.measure in TABLES[cell.table].by_measure


def test_bounds_of_examples_are_those_of_the_register(study_2015: pl.DataFrame) -> None:
    from drietrap.benchmark.consistency.examples import bounds

    table = TABLES["NADER-ONDERZOEK-2015"]
    shown = study_2015.filter(pl.col("value").is_not_null())
    for measure, value, lower, upper in shown.select("measure", "value", "lower", "upper").iter_rows():
        low, high, hidden = bounds(table.by_measure[measure], value)
        assert (low, high, hidden) == (pytest.approx(lower), pytest.approx(upper), None)
