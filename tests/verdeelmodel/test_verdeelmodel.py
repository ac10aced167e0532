"""The formula against the published amounts, and the split against all six orders of change."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.benchmark.verdeelmodel import (
    all_allocations,
    allocation,
    allocation_change,
    editions,
    exact,
    redistribution_2016,
    whole_parts,
)
from drietrap.catalogue.published.gemeentefonds import MAATSTAVEN
from drietrap.vocabulary.errors import InputError, NoDataError

MEASURES = [measure for measure, _ in MAATSTAVEN.values()]


def frame(
    editions_: dict[tuple[str, str], tuple[list[float], float, dict[str, list[float]]]],
) -> pl.DataFrame:
    """One row per (edition -> weights, factor, area -> volumes)."""
    rows: list[tuple[str, str, str, str, str, float]] = []
    for (circular, year), (weights, factor, volumes) in editions_.items():
        for measure, weight in zip(MEASURES, weights, strict=True):
            name = measure.replace("volume", "gewicht")
            rows.append(("GF-JEUGD-GEWICHTEN", circular, year, "NL01", name, weight))
        rows.append(("GF-FACTOR", circular, year, "NL01", "uitkeringsfactor", factor))
        for area, numbers in volumes.items():
            for measure, volume in zip(MEASURES, numbers, strict=True):
                rows.append(("GF-JEUGD-VOLUMES", circular, year, area, measure, volume))
    columns = ["table", "variant", "period", "area", "measure", "value"]
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.mark.shared
def test_every_municipality_of_the_three_circulars_is_equal_to_the_cent(real: pl.DataFrame) -> None:
    amounts = all_allocations(real)
    assert amounts.group_by("circular", "year").len().sort("circular").rows() == [
        ("M2023", "2024", 342),
        ("S2023", "2024", 342),
        ("S2024", "2025", 342),
    ]
    assert amounts["published"].null_count() == 0
    assert amounts.filter(pl.col("difference") != 0).is_empty()
    assert amounts.filter(pl.sum_horizontal(MEASURES) != pl.col("total")).is_empty()


@pytest.mark.shared
def test_no_other_weights_or_factor_give_the_published_amounts(real: pl.DataFrame) -> None:
    """The circular and year printed beside weights and factor are the ones used: any other is far off."""
    volumes = pl.col("table") == "GF-JEUGD-VOLUMES"
    right = {("M2023", "2024"), ("S2023", "2024"), ("S2024", "2025")}
    parameters = real.filter(~volumes).select("variant", "period").unique().rows()
    for circular, year in right:
        amounts = real.filter(volumes, variant=circular, period=year)
        for other in parameters:
            if other == (circular, year) or (other == ("M2024", "2025") and year == "2025"):
                continue  # May and September 2024 give the same weights and factor for 2025
            moved = amounts.with_columns(variant=pl.lit(other[0]), period=pl.lit(other[1]))
            wrong = all_allocations(pl.concat([real.filter(~volumes), moved]))
            assert (wrong["difference"].abs() > 100).all()


@pytest.mark.shared
def test_one_municipality_is_the_row_of_all(real: pl.DataFrame) -> None:
    one = allocation(real, "GM0505", "S2024", "2025")
    row = all_allocations(real).row(
        by_predicate=(pl.col("area") == "GM0505") & (pl.col("circular") == "S2024"), named=True
    )
    assert (one.total, one.published, one.per_youth) == (row["total"], row["published"], row["per_youth"])
    assert [term.amount for term in one.terms] == [row[measure] for measure in MEASURES]
    assert one.total == one.published


@pytest.mark.shared
def test_change_between_circulars_adds_up_for_every_municipality(real: pl.DataFrame) -> None:
    for area in real.filter(pl.col("area") != "NL01")["area"].unique().sort().head(40):
        change = allocation_change(
            allocation(real, area, "M2023", "2024"), allocation(real, area, "S2024", "2025")
        )
        assert change.before.published is not None
        assert change.after.published is not None
        parts = sum(sum(parts) for parts in change.by_measure.values())
        assert parts == change.total == change.after.published - change.before.published


@pytest.mark.shared
def test_weights_without_volumes_say_what_is_missing(real: pl.DataFrame) -> None:
    assert ("M2024", "2025") not in editions(real)
    with pytest.raises(NoDataError, match=r"volumes per gemeente.*volume_jong.*ontbreekt") as error:
        allocation(real, "GM0505", "M2024", "2025")
    assert "M2023 2024" in str(error.value.expected)


SIMPLE = {
    ("M1", "2024"): ([2.5, 100.0, 0.1, -1.0], 1.5, {"GM0001": [10.0, 2.0, 30.0, 4.0]}),
    ("S1", "2025"): ([3.0, 100.0, 0.1, -1.0], 1.6, {"GM0001": [10.0, 3.0, 30.0, 4.0]}),
}


def test_worked_by_hand() -> None:
    # (2.50*10 + 100*2 + 0.10*30 - 1*4) * 1.5 = 224 * 1.5 = 336 euros; 336 / 10 youths = 33.60.
    one = allocation(frame(SIMPLE), "GM0001", "M1", "2024")
    assert (one.total, one.per_youth, one.published) == (33_600, 3_360, None)
    assert [term.amount for term in one.terms] == [3_750, 30_000, 450, -600]


def test_a_missing_weight_factor_or_municipality_is_named_in_dutch() -> None:
    whole = frame(SIMPLE)
    cases = [
        (pl.col("measure") != "gewicht_jong", "het gewicht van volume_jong ontbreekt"),
        (pl.col("table") != "GF-FACTOR", "de uitkeringsfactor ontbreekt"),
        (pl.col("measure") != "volume_omgevingsadressen", "volume_omgevingsadressen voor GM0001"),
        (pl.col("area") != "GM0001", "volumes per gemeente"),
    ]
    for keep, words in cases:
        with pytest.raises(NoDataError, match=words):
            allocation(whole.filter(keep), "GM0001", "M1", "2024")
    with pytest.raises(NoDataError, match="gemeente GM0002"):
        allocation(whole, "GM0002", "M1", "2024")


def test_a_municipality_without_all_volumes_stays_in_the_table_without_amounts() -> None:
    amounts = all_allocations(frame(SIMPLE).filter(pl.col("measure") != "volume_jong"))
    assert amounts.select("area", "circular", "total").rows() == [
        ("GM0001", "M1", None),
        ("GM0001", "S1", None),
    ]


def test_different_municipalities_cannot_be_split() -> None:
    two = dict(SIMPLE)
    two["S1", "2025"] = ([1.0] * 4, 1.0, {"GM0002": [1.0] * 4})
    observations = frame(two)
    with pytest.raises(InputError, match="Twee verschillende gemeenten"):
        allocation_change(
            allocation(observations, "GM0001", "M1", "2024"), allocation(observations, "GM0002", "S1", "2025")
        )


def brute_force(before: list[Fraction], after: list[Fraction]) -> list[Fraction]:
    """Average over all six orders of the change when each factor steps to its new value."""
    parts = [Fraction(0)] * 3
    for order in permutations(range(3)):
        state = list(before)
        for i in order:
            old = state[0] * state[1] * state[2]
            state[i] = after[i]
            parts[i] += (state[0] * state[1] * state[2] - old) / 6
    return parts


WEIGHTS = st.integers(-300_000, 300_000).map(lambda cents: cents / 100)
VOLUMES = st.integers(1, 10**9).map(lambda units: units / 10_000)
FACTORS = st.integers(500, 2_500).map(lambda units: units / 1_000)
EDITION = st.tuples(
    st.lists(WEIGHTS, min_size=4, max_size=4), FACTORS, st.lists(VOLUMES, min_size=4, max_size=4)
)


@given(EDITION, EDITION)
def test_split_is_the_average_over_the_six_orders(
    one: tuple[list[float], float, list[float]], two: tuple[list[float], float, list[float]]
) -> None:
    observations = frame(
        {("M1", "2024"): (*one[:2], {"GM0001": one[2]}), ("S1", "2025"): (*two[:2], {"GM0001": two[2]})}
    )
    before = allocation(observations, "GM0001", "M1", "2024")
    after = allocation(observations, "GM0001", "S1", "2025")
    change = allocation_change(before, after)
    assert sum(sum(parts) for parts in change.by_measure.values()) == change.total
    for i, measure in enumerate(MEASURES):
        expected = brute_force(
            [exact(one[0][i]), exact(one[2][i]), exact(one[1])],
            [exact(two[0][i]), exact(two[2][i]), exact(two[1])],
        )
        assert sum(change.by_measure[measure]) == after.terms[i].amount - before.terms[i].amount
        for part, right in zip(change.by_measure[measure], expected, strict=True):
            assert abs(part - right * 100) < 2


@given(st.lists(st.fractions(-1000, 1000), min_size=1, max_size=6))
def test_whole_parts_add_up_and_stay_close(parts: list[Fraction]) -> None:
    whole = whole_parts(parts, round(sum(parts)))
    assert sum(whole) == round(sum(parts))
    assert all(abs(a - b) <= 1 for a, b in zip(whole, parts, strict=True))


def test_redistribution_of_2016() -> None:
    effect = {one.area_name: (one.budget_2016, one.country_2016) for one in redistribution_2016()}
    assert effect == {
        "Gemeente A": (90.62, 95.0),
        "Gemeente B": (88.68, 95.0),
        "Gemeente C": (100.25, 95.0),
        "Gemeente D": (96.06, 95.0),
    }
