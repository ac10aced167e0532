from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.benchmark.compare import closest_period, compare, everything, view
from drietrap.benchmark.groups import groups, neighbours, size_class
from drietrap.benchmark.result import GroupKind, Verdict
from drietrap.benchmark.sample import pooled
from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS, SIZE_CLASSES
from tests.benchmark.worlds import definition, figure, figures, territory, without_regions

LAND = territory(40)
DEFINITIONS = {"gebruik": definition("gebruik"), "bescherming": definition("bescherming")}


def country(seed: int = 3) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    rows = []
    for name, level in (("gebruik", 0.13), ("bescherming", 0.011)):
        for i, area in enumerate(LAND.areas):
            n = int(LAND.inhabitants[i] * 0.2)
            share = min(max(level * float(np.exp(random.normal(0, 0.15))), 0.0), 1.0)
            k = int(random.binomial(n, share))
            rows.append(figure(area, k, n, indicator=name, hidden=k <= 7))
    return figures(rows)


def test_one_by_one_and_all_at_once_say_the_same() -> None:
    table = country()
    together = everything(table, DEFINITIONS, LAND, "2022")
    for area in LAND.areas[::7]:
        for one in compare(table, DEFINITIONS, LAND, area, "2022"):
            row = together.filter(
                (pl.col("indicator") == one.indicator)
                & (pl.col("area") == area)
                & (pl.col("group") == one.group.kind.value)
            ).row(0, named=True)
            assert row["verdict"] == one.verdict.value
            assert row["lower"] == pytest.approx(one.difference.lower)
            assert one.rank is None or row["rank"] == one.rank.value


def test_the_order_of_figures_does_not_matter() -> None:
    table = country()
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=5)
    assert compare(table, DEFINITIONS, LAND, LAND.areas[3], "2022") == compare(
        shuffled, DEFINITIONS, LAND, LAND.areas[3], "2022"
    )


def test_group_values_are_the_members_added_up() -> None:
    looked = view(country().filter(pl.col("indicator") == "gebruik"), DEFINITIONS["gebruik"], "2022", LAND)
    random = np.random.default_rng(1)
    weights = (random.random((6, len(LAND.areas))) < 0.3).astype(float)
    result = pooled(looked.sample, weights)
    for row in range(6):
        members = [i for i in range(len(LAND.areas)) if weights[row, i]]
        k_low = sum(looked.sample.k_low[i] for i in members)
        n = sum(looked.sample.n_low[i] for i in members)
        assert result.low[row] == pytest.approx(100 * k_low / n)
        assert result.low[row] <= result.value[row] <= result.high[row]


def test_leaving_a_neighbour_out_is_what_a_second_comparison_without_it_says() -> None:
    table, area = country(11), LAND.areas[20]
    for one in compare(table, DEFINITIONS, LAND, area, "2022"):
        if one.group.kind is not GroupKind.BUREN:
            assert one.changes_without == ()
            continue
        changed = []
        for left_out in one.group.members:
            fewer = table.filter(pl.col("area") != left_out)
            again = next(
                c
                for c in compare(fewer, {one.indicator: DEFINITIONS[one.indicator]}, LAND, area, "2022")
                if c.group.kind is GroupKind.BUREN
            )
            if again.verdict is not one.verdict:
                changed.append(left_out)
        # with one indicator the false discovery rate changes nothing beyond p below 0.05
        assert set(one.changes_without) >= set(changed) or one.verdict is Verdict.UNKNOWN


def test_groups_never_hold_the_municipality_itself() -> None:
    for area in LAND.areas:
        for group in groups(LAND, area):
            assert area not in group.members
            assert set(group.members) <= set(LAND.areas)


def test_without_regions_or_characteristics_those_groups_are_left_out() -> None:
    bare = without_regions(territory(40, features=False))
    assert [g.kind for g in groups(bare, bare.areas[0])] == [GroupKind.NEDERLAND, GroupKind.GROOTTEKLASSE]
    assert neighbours(bare, bare.areas[0]) == ()


def test_neighbours_are_chosen_on_characteristics_only() -> None:
    outcomes = ("jeugd", "traject", "wmo", "lasten", "verblijf")
    assert not [c.measure for c in NEIGHBOUR_CHARACTERISTICS if any(word in c.measure for word in outcomes)]


def test_neighbours_say_how_close_and_how_stable() -> None:
    found = neighbours(LAND, LAND.areas[5])
    assert [n.distance for n in found] == sorted(n.distance for n in found)
    assert all(0 <= n.stability <= 1 for n in found)
    assert neighbours(LAND, LAND.areas[5]) == found


def test_size_classes_leave_no_gap_and_do_not_overlap() -> None:
    for lower, upper in pairwise(SIZE_CLASSES):
        assert lower.below == upper.lowest
    assert size_class(119_537).id == "100000-250000"  # type: ignore[union-attr]
    assert size_class(float("nan")) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(2015, 2026), min_size=1, unique=True), st.integers(2015, 2026))
def test_the_nearest_period_is_near_and_nothing_is_nearer(years: list[int], wanted: int) -> None:
    chosen = closest_period([str(year) for year in years], str(wanted))
    best = min(abs(year - wanted) for year in years)
    if best > 2:
        assert chosen is None
    else:
        assert chosen is not None
        assert abs(int(chosen) - wanted) == best


def test_a_figure_of_another_year_says_so() -> None:
    table = country().with_columns(period=pl.lit("2021"))
    first = compare(table, DEFINITIONS, LAND, LAND.areas[0], "2022")[0]
    assert first.period == "2021"
    assert any("2021" in warning for warning in first.warnings)


def test_funnel_without_real_differences_calls_few_municipalities_special() -> None:
    random = np.random.default_rng(4)
    wide = territory(300)
    rows = [
        figure(
            area, int(random.binomial(int(wide.inhabitants[i] * 0.2), 0.13)), int(wide.inhabitants[i] * 0.2)
        )
        for i, area in enumerate(wide.areas)
    ]
    field = view(figures(rows), DEFINITIONS["gebruik"], "2022", wide).field
    assert np.mean(np.abs(field.z_adjusted) > 1.96) < 0.08


def test_overdispersion_widens_the_funnel() -> None:
    field = view(
        country().filter(pl.col("indicator") == "gebruik"), DEFINITIONS["gebruik"], "2022", LAND
    ).field
    funnel = field.funnel(30)
    assert funnel is not None
    assert funnel.phi > 2
    assert (
        funnel.adjusted_95[0]
        < funnel.limits_95[0]
        < funnel.target
        < funnel.limits_95[1]
        < funnel.adjusted_95[1]
    )
    assert np.mean(np.abs(field.z) > 1.96) > 3 * np.mean(np.abs(field.z_adjusted) > 1.96)


def test_ranks_lie_within_their_intervals_and_large_municipalities_are_surer() -> None:
    field = view(
        country().filter(pl.col("indicator") == "gebruik"), DEFINITIONS["gebruik"], "2022", LAND
    ).field
    ranks = [field.rank(i) for i in range(len(LAND.areas))]
    assert all(r is not None and r.lower <= r.value <= r.upper for r in ranks)
    widths = [r.upper - r.lower for r in ranks if r is not None]
    assert sum(widths[:10]) > sum(widths[-10:])


def test_withheld_municipalities_take_part_in_ranks_with_their_bounds() -> None:
    rows = [figure(area, 5 if i < 3 else 40 + i, 4_000, hidden=i < 3) for i, area in enumerate(LAND.areas)]
    field = view(figures(rows), DEFINITIONS["gebruik"], "2022", LAND).field
    rank = field.rank(30)
    assert rank is not None
    assert rank.of == len(LAND.areas)
    assert field.rank(0) is None


def test_amounts_have_no_rank_and_are_held_against_all_others_together() -> None:
    costs = definition("lasten", chance=False)
    per_hundred = ("value", "lower", "upper", "rounding_lower", "rounding_upper")
    rows = [figure(area, 100 + i, 1_000, indicator="lasten") for i, area in enumerate(LAND.areas)]
    rows.append(figure("NL01", 999_999, 1_000_000, indicator="lasten"))
    table = figures(rows).with_columns(pl.col(per_hundred) / 100)
    first = compare(table, {"lasten": costs}, LAND, LAND.areas[0], "2022")[0]
    assert first.rank is None
    assert first.reference.value is not None
    assert first.reference.value < 0.2  # the row of the country, which is another thing here, is not used


def test_shrinkage_draws_a_small_municipality_further_than_a_large_one() -> None:
    field = view(
        country().filter(pl.col("indicator") == "bescherming"), DEFINITIONS["bescherming"], "2022", LAND
    ).field
    assert field.fit is not None
    pull = []
    for i in (2, 38):
        shrunk = field.shrunk(i)
        assert shrunk is not None
        own = (field.sample.low[i] + field.sample.high[i]) / 2
        target = field.fit.mean * 100
        assert min(own, target) - 1e-9 <= shrunk.value <= max(own, target) + 1e-9  # type: ignore[operator]
        pull.append(abs(own - shrunk.value) / abs(own - target))  # type: ignore[operator]
    assert pull[0] > pull[1]
