"""The hierarchical model against statsmodels, closed forms, brute force, and data with known truth."""

from __future__ import annotations

import itertools
import warnings

import numpy as np
import pytest

from drietrap.statistics.covariance import curves, linear, near, same, smooth
from drietrap.statistics.explained import ceiling, covered, explained, explained_between, shares, width_factor
from drietrap.statistics.gist import LeftOut, gist
from drietrap.statistics.imputation import filled
from drietrap.statistics.mixed import Fitted, Variances, restricted


def _country(seed: int, groups: int = 30, size: int = 6):
    rng = np.random.default_rng(seed)
    labels = [at // size for at in range(groups * size)]
    x = rng.normal(size=(groups * size, 3))
    level = rng.normal(scale=1.5, size=groups)[labels]
    y = 10 + x @ np.array([1.0, -0.5, 0.3]) + level + rng.normal(scale=1.0, size=groups * size)
    return y, x, labels


def test_variance_components_are_those_of_statsmodels():
    from statsmodels.regression.mixed_linear_model import MixedLM

    y, _, labels = _country(3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = MixedLM(y, np.ones((y.size, 1)), groups=labels).fit(reml=True)
    ours = restricted(y, [same(labels)], [np.ones(y.size)])
    assert ours.shared[0] == pytest.approx(float(oracle.cov_re[0, 0]), rel=0.02)
    assert ours.noise[0] == pytest.approx(float(oracle.scale), rel=0.02)


def test_a_line_per_factor_is_ridge_regression():
    y, x, _ = _country(4)
    signal, noise = 2.0, 3.0
    model = Fitted(y, signal * linear(x), np.zeros((y.size, y.size)), np.full(y.size, noise))
    asked = np.arange(5)
    rest = np.arange(5, y.size)
    centre_x, centre_y = x[rest].mean(axis=0), y[rest].mean()
    shifted = x[rest] - centre_x
    slopes = np.linalg.solve(
        shifted.T @ shifted + noise / signal * np.eye(3), shifted.T @ (y[rest] - centre_y)
    )
    by_hand = centre_y + (x[asked] - centre_x) @ slopes
    for told in (model.everything(asked)[0], model.signal_only(asked)[0]):
        assert told == pytest.approx(by_hand, abs=2e-3)


def test_leaving_a_group_out_is_fitting_without_it():
    y, x, labels = _country(5, groups=8)
    noise = np.linspace(0.5, 2.0, y.size)
    signal, other = 0.7 * linear(x) + smooth(x, 3.0), 1.3 * same(labels)
    model = Fitted(y, signal, other, noise)
    for rows in model.groups(labels):
        rest = np.setdiff1d(np.arange(y.size), rows)
        whole = signal + 1e4 * y.var() + other + np.diag(noise)
        inverse = np.linalg.inv(whole[np.ix_(rest, rest)])
        centre = y.mean()
        told = centre + whole[np.ix_(rows, rest)] @ inverse @ (y[rest] - centre)
        error = whole[np.ix_(rows, rows)] - whole[np.ix_(rows, rest)] @ inverse @ whole[np.ix_(rest, rows)]
        expected, covariance = model.everything(rows)
        assert expected == pytest.approx(told, abs=1e-5)
        assert covariance == pytest.approx(error, abs=1e-5)
        alone = signal + 1e4 * y.var()
        by_population = centre + alone[np.ix_(rows, rest)] @ inverse @ (y[rest] - centre)
        assert model.signal_only(rows)[0] == pytest.approx(by_population, abs=1e-5)
        assert not model.weights_without(rows)[rows].any()


def test_curves_as_columns_are_the_kernel_itself():
    _, x, _ = _country(7)
    for width in (1.0, 3.0, 9.0):
        columns = curves(x, width)
        assert columns @ columns.T == pytest.approx(smooth(x, width), abs=1e-11)
    assert columns.shape[1] < 3 * 12  # a wide curve hardly bends: few columns


def test_a_gist_says_of_a_group_what_the_whole_model_says():
    y, x, labels = _country(9, groups=24)
    names = [str(label) for label in labels]
    noise = np.linspace(0.5, 2.0, y.size)
    columns = np.hstack([np.sqrt(0.7) * x, curves(x, 3.0)])
    other = 1.3 * same(labels)
    model = Fitted(y, columns @ columns.T, other, noise)
    kept = gist(model, columns, names)
    assert sum(array.size for array in kept.arrays().values()) < y.size**2
    contrast = np.linspace(-1, 1, y.size)
    chosen = np.array([0, *range(3, 10)])
    part = columns[:, chosen] @ columns[:, chosen].T
    for name, rows in zip(dict.fromkeys(names), model.groups(names), strict=True):
        one = LeftOut(kept, columns, name)
        assert (one.rows == rows).all()
        block = np.ix_(rows, rows)
        for told, same_of_all in (
            (one.everything(), model.everything(rows)),
            (one.signal_only(other[block] + np.diag(noise[rows])), model.signal_only(rows)),
        ):
            assert told[0] == pytest.approx(same_of_all[0], abs=1e-8)
            assert told[1] == pytest.approx(same_of_all[1], rel=1e-5)  # the constant is as good as unknown
        assert one.part(chosen) == pytest.approx(part @ model.weights_without(rows), abs=1e-8)
        rest = np.setdiff1d(np.arange(y.size), rows)
        inverse = np.linalg.inv(
            (columns @ columns.T + 1e4 * y.var() + other + np.diag(noise))[np.ix_(rest, rest)]
        )
        lean = (part @ contrast)[rest]
        assert one.error(chosen, contrast) == pytest.approx(
            contrast @ part @ contrast - lean @ inverse @ lean, abs=1e-7
        )
    with pytest.raises(KeyError):
        LeftOut(kept, columns, "nobody")


def test_the_order_of_areas_changes_nothing():
    y, x, labels = _country(6)
    order = np.random.default_rng(1).permutation(y.size)
    first = restricted(y, [linear(x), same(labels)], [np.ones(y.size)])
    second = restricted(y[order], [linear(x[order]), same([labels[at] for at in order])], [np.ones(y.size)])
    assert first.shared == pytest.approx(second.shared, rel=1e-9)


def test_intervals_hold_what_they_promise_on_a_generated_country():
    held = []
    for seed in range(12):
        y, x, labels = _country(100 + seed, groups=40, size=4)
        known = restricted(y, [linear(x), same(labels)], [np.ones(y.size)])
        assert isinstance(known, Variances)
        model = Fitted(
            y, known.shared[0] * linear(x), known.shared[1] * same(labels), np.full(y.size, known.noise[0])
        )
        for rows in model.groups(labels):
            told, covariance = model.signal_only(rows)
            held.append(np.abs(y[rows] - told) <= 1.96 * np.sqrt(np.diag(covariance)))
    assert np.concatenate(held).mean() == pytest.approx(0.95, abs=0.02)


def test_shares_are_shapley_values_by_brute_force():
    rng = np.random.default_rng(2)
    parts, weights = rng.normal(size=(40, 4)) @ rng.normal(size=(4, 4)), rng.uniform(1, 5, size=40)

    def worth(members: tuple[int, ...]) -> float:
        whole = parts[:, list(members)].sum(axis=1) if members else np.zeros(40)
        return float(np.average((whole - np.average(whole, weights=weights)) ** 2, weights=weights))

    orders = list(itertools.permutations(range(4)))
    value = np.zeros(4)
    for order in orders:
        for at, member in enumerate(order):
            value[member] += worth(order[: at + 1]) - worth(order[:at])
    assert shares(parts, weights) == pytest.approx(value / len(orders) / worth((0, 1, 2, 3)))


def test_explained_and_its_ceiling():
    observed = np.array([1.0, 2.0, 3.0, 4.0])
    assert explained(observed, observed) == 1
    assert explained(observed, np.full(4, 2.5)) == 0
    assert explained(observed, observed[::-1]) < 0
    assert ceiling(observed, np.full(4, 0.3125)) == pytest.approx(0.75)
    assert covered(observed, np.array([1.0, 2.0, 3.0, 9.0]), np.full(4, 0.5)) == 0.75


def test_the_interval_of_what_is_explained_is_that_of_drawing_municipalities_again():
    rng = np.random.default_rng(5)
    groups = [f"g{at // 3}" for at in range(240)]
    observed = rng.normal(size=240) + np.repeat(rng.normal(size=80), 3)
    expected = observed * 0.5 + rng.normal(scale=0.5, size=240)
    members = [np.arange(at, at + 3) for at in range(0, 240, 3)]
    drawn = [np.concatenate([members[at] for at in rng.integers(0, 80, 80)]) for _ in range(4000)]
    oracle = np.quantile([explained(observed[rows], expected[rows]) for rows in drawn], [0.025, 0.975])
    ends = explained_between(observed, expected, groups)
    assert ends == pytest.approx(oracle, abs=0.02)
    order = rng.permutation(240)
    again = explained_between(observed[order], expected[order], [groups[at] for at in order])
    assert again == pytest.approx(ends, abs=1e-9)
    assert np.isnan(explained_between(np.ones(3), np.ones(3), ["a", "b", "c"])).all()


def test_the_width_holds_its_share_of_what_was_left_out():
    scores = np.arange(1.0, 100.0)
    assert width_factor(scores, 0.8) == 80
    assert width_factor(-scores, 0.95) == 95


def test_what_is_unknown_becomes_what_the_others_foretell_and_not_zero():
    rng = np.random.default_rng(8)
    base = rng.normal(size=200)
    table = np.column_stack([50 + 5 * base, 20 + 2 * base + rng.normal(scale=0.01, size=200)])
    hidden = table.copy()
    hidden[:20, 1] = np.nan
    whole, guessed = filled(table), filled(hidden)
    assert np.abs(guessed[:20, 1] - whole[:20, 1]).max() < 0.3
    assert not filled(np.full((4, 2), np.nan)).any()


def test_an_unknown_region_or_place_is_shared_with_nobody():
    assert same(["a", None, None, "a"]).tolist() == [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]]
    close = near(np.array([[0.0, 0.0], [np.nan, np.nan], [0.0, 30.0]]), 30.0)
    assert close[0, 2] == pytest.approx(np.exp(-1))
    assert close[1].tolist() == [0, 1, 0]


def test_figures_that_do_not_differ_are_refused():
    with pytest.raises(ValueError, match="do not differ"):
        restricted(np.ones(5), [np.eye(5)], [np.ones(5)])
