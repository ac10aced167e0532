"""The intervals hold the truth that was rounded and withheld, and municipalities add up to their region."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drietrap.catalogue.indicator import Indicator, Quotient
from drietrap.catalogue.indicators import INDICATORS
from drietrap.indicators.engine import figures

AGES = ("jongeren_0_3", "jongeren_4_11", "jongeren_12_17", "jongeren_18_22")
FAMILY = [item for item in INDICATORS.values() if item.family == "leeftijd"]
REGION = "JZ99"
Truth = dict[str, tuple[int, int, int, int]]


def published(measure: str, area: str, number: int, *, rounded: bool) -> dict[str, Any]:
    """Return the cell as CBS publishes it: in fives, 0 to 7 withheld; or the exact count."""
    shown = 5 * round(number / 5)
    hidden = rounded and number <= 7
    low, high = (0, 7) if hidden else (max(shown - 2, 8), shown + 2) if rounded else (number, number)
    return {
        "table": "85075NED",
        "variant": "",
        "measure": measure,
        "area": area,
        "period": "2021",
        "value": None if hidden else float(shown if rounded else number),
        "lower": float(low),
        "upper": float(high),
        "hidden": "geheim" if hidden else None,
        "provisional": False,
        "snapshot": "0123456789abcdef",
        "row": 2,
        "column": measure,
    }


def run(truth: Truth, indicators: list[Indicator], *, rounded: bool) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the figures of ``truth`` by indicator and area."""
    rows = [
        published(measure, area, number, rounded=rounded)
        for area, ages in truth.items()
        for measure, number in (*zip(AGES, ages, strict=True), ("jongeren", sum(ages)))
    ]
    with duckdb.connect() as connection:
        frame = pl.DataFrame(rows, schema_overrides={"value": pl.Float64, "hidden": pl.String})
        connection.register("observation", frame.to_arrow())
        return {(f["indicator"], f["area"]): f for f in figures(connection, indicators).to_dicts()}


truths = st.dictionaries(
    st.integers(1, 40).map(lambda number: f"GM{number:04d}"),
    st.tuples(*(st.integers(0, 60) for _ in AGES)),
    min_size=1,
    max_size=20,
)
SLOW = [HealthCheck.too_slow]


@given(truth=truths)
@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
def test_the_interval_holds_every_table_that_could_have_been_published_so(truth: Truth) -> None:
    found = run(truth, FAMILY, rounded=True)
    for place, item in enumerate(FAMILY):
        for area, ages in truth.items():
            figure = found[item.id, area]
            assert figure["numerator_lower"] <= ages[place] <= figure["numerator_upper"]
            assert figure["denominator_lower"] <= sum(ages) <= figure["denominator_upper"]
            if sum(ages):
                share = 100 * ages[place] / sum(ages)
                assert (
                    figure["rounding_lower"] - 1e-9 <= share <= figure["rounding_upper"] + 1e-9 <= 100 + 1e-8
                )
                assert figure["lower"] - 1e-9 <= share <= figure["upper"] + 1e-9


@given(truth=truths)
@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
def test_municipalities_add_up_to_their_region_before_rounding(truth: Truth) -> None:
    region = tuple(sum(ages[place] for ages in truth.values()) for place in range(len(AGES)))
    found = run(truth | {REGION: region}, FAMILY, rounded=False)
    for item in FAMILY:
        for part in ("numerator", "denominator"):
            total = sum(found[item.id, area][part] for area in truth)
            assert total == found[item.id, REGION][part]


def test_an_indicator_asked_for_twice_is_refused() -> None:
    with duckdb.connect() as connection, pytest.raises(ValueError, match="twice"):
        figures(connection, [FAMILY[0], FAMILY[0]])


def test_no_indicators_give_no_figures() -> None:
    with duckdb.connect() as connection:
        assert figures(connection, []).is_empty()


def test_taakvelden_add_up_to_the_total_cost_per_youth() -> None:
    """All taakvelden but 6.2 together have the cells of the total, in accounts and budget."""
    for total, suffix in (("kosten_per_jongere", ""), ("kosten_per_jongere_begroting", "_begroting")):
        parts = [
            item.formula.numerator.cells
            for item in INDICATORS.values()
            if item.theme == "kosten"
            and item.id.startswith("kosten_6_")
            and not item.id.startswith("kosten_6_2_")
            and item.id.endswith(f"_per_jongere{suffix}")
            and isinstance(item.formula, Quotient)
        ]
        whole = INDICATORS[total].formula
        assert isinstance(whole, Quotient)
        assert {cell for cells in parts for cell in cells} == set(whole.numerator.cells)
        assert len(parts) == 14
