"""How much is withheld, beside the least that could be."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from drietrap.publication.suppression.audit import audit
from drietrap.publication.suppression.ledger import weight
from drietrap.publication.suppression.loss import loss, ratio_to_optimum
from drietrap.publication.suppression.optimum import least_loss
from drietrap.publication.suppression.outcome import Reason
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS, Rules
from drietrap.publication.suppression.tables import Release
from drietrap.vocabulary.errors import InputError
from tests.suppression.worlds import primary_only, release_of

NO_ROUNDING = dataclasses.replace(CBS, step=1)


def least_by_trying(release: Release, rules: Rules) -> float:
    """Return the least weight over all choices of complementary cells, judged by the attacker."""
    naive = primary_only(release, rules)
    usable = [i for i, shown in enumerate(naive.shown) if shown is not None]
    best = float("inf")
    for size in range(len(usable) + 1):
        for chosen in itertools.combinations(usable, size):
            total = sum(weight(release.cells[i]) for i in chosen)
            if total < best:
                shown = tuple(None if i in chosen else value for i, value in enumerate(naive.shown))
                if not audit(dataclasses.replace(naive, shown=shown)):
                    best = total
    return best


@pytest.mark.parametrize("rules", [CBS, NO_ROUNDING])
def test_the_least_loss_is_that_of_trying_every_choice(rules: Rules) -> None:
    for seed in range(2):
        inner = np.random.default_rng(seed).integers(5, 16, (2, 2))
        release = release_of(inner, (1, 1))
        assert least_loss(release, rules) == pytest.approx(least_by_trying(release, rules), abs=1e-6)


def test_loss_counts_cells_and_weights() -> None:
    outcome = protect(release_of(np.array([[3, 9, 10], [40, 50, 60]]), (1, 1)), CBS)
    result = loss(outcome)
    assert (result.cells, result.primary) == (12, 1)
    assert result.primary_weight == pytest.approx(1 + np.log2(4))
    hidden = [i for i, reason in enumerate(outcome.reasons) if reason is Reason.COMPLEMENTARY]
    assert result.complementary == len(hidden)
    assert result.complementary_weight == pytest.approx(sum(weight(outcome.release.cells[i]) for i in hidden))
    assert 0 < result.share < 1


def ratios(rules: Rules, tables: int) -> list[float]:
    """Return the ratio to the optimum of random tables of 3 x 4 to 4 x 4, where something was needed."""
    result = []
    for seed in range(tables):
        rng = np.random.default_rng(seed)
        inner = rng.negative_binomial(1.5, 0.09, (3 + seed % 2, 4))
        outcome = protect(release_of(inner, (1, 1)), rules)
        ratio = ratio_to_optimum(outcome, seconds=20)
        if ratio is not None and loss(outcome).complementary:
            result.append(ratio)
    return result


def show(name: str, values: list[float]) -> None:
    optimal = sum(value < 1 + 1e-6 for value in values)
    print(
        f"{name}: {len(values)} tables, mean {np.mean(values):.3f}, median {np.median(values):.3f}, "
        f"largest {max(values):.3f}, optimal in {optimal}"
    )


@pytest.mark.parametrize("rules", [CBS, NO_ROUNDING], ids=["fives", "no rounding"])
def test_the_search_is_never_below_and_not_far_above_the_optimum(rules: Rules) -> None:
    values = ratios(rules, 8)
    assert min(values) >= 1 - 1e-6
    assert np.mean(values) < 2


@pytest.mark.long
@pytest.mark.parametrize("rules", [CBS, NO_ROUNDING], ids=["fives", "no rounding"])
def test_ratio_to_the_optimum_on_100_tables(rules: Rules) -> None:
    values = ratios(rules, 100)
    show(f"step {rules.step}", values)
    assert min(values) >= 1 - 1e-6
    assert np.mean(values) < 1.5


def test_the_exact_answer_is_for_small_releases_only() -> None:
    with pytest.raises(InputError):
        least_loss(release_of(np.full((15, 15), 9), (1, 1)), CBS)
