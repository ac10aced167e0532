"""The exact search for the most different set, against trying every set."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.statistics.dispersion import TooManyError, most_different


def every_set(table, number, by_total=False, allowed=None):
    """Return all sets in order, by trying them: (members, smallest, total)."""
    found = []
    for members in combinations(range(len(table)), number):
        pairs = list(combinations(members, 2))
        if allowed is not None and not all(allowed[pair] for pair in pairs):
            continue
        smallest = min(table[pair] for pair in pairs)
        total = sum(table[pair] for pair in pairs)
        found.append((members, smallest, total))
    first, second = (2, 1) if by_total else (1, 2)
    return sorted(found, key=lambda one: (-round(one[first], 9), -round(one[second], 9), one[0]))


SIZES = st.integers(2, 9)


@st.composite
def problems(draw, sizes=SIZES):
    size = draw(sizes)
    steps = draw(st.sampled_from([4, 1000]))  # few steps make many ties
    half = draw(st.lists(st.integers(0, steps), min_size=size * size, max_size=size * size))
    table = np.array(half, dtype=float).reshape(size, size) / steps
    table = np.triu(table, 1) + np.triu(table, 1).T
    return table, draw(st.integers(2, min(size, 5)))


@given(problems(), st.booleans(), st.integers(1, 6))
def test_the_best_sets_are_those_of_trying_every_set(problem, by_total, top):
    table, number = problem
    found = most_different(table, number, top=top, by_total=by_total)
    expected = every_set(table, number, by_total)[:top]
    assert [one.members for one in found] == [members for members, _, _ in expected]
    assert [one.smallest for one in found] == pytest.approx([smallest for _, smallest, _ in expected])
    assert [one.total for one in found] == pytest.approx([total for _, _, total in expected])


@given(problems(), st.data())
def test_pairs_that_may_not_go_together_never_do(problem, data):
    table, number = problem
    size = len(table)
    bits = data.draw(st.lists(st.booleans(), min_size=size * size, max_size=size * size))
    allowed = np.array(bits).reshape(size, size)
    allowed |= allowed.T
    found = most_different(table, number, top=3, allowed=allowed)
    assert [one.members for one in found] == [one[0] for one in every_set(table, number, False, allowed)[:3]]


@given(problems(st.integers(3, 8)), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_only_their_numbers(problem, random):
    table, number = problem
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = table[np.ix_(order, order)]
    first, again = most_different(table, number)[0], most_different(shuffled, number)[0]
    assert (again.smallest, again.total) == (first.smallest, first.total)


@given(problems(st.integers(4, 8)))
def test_a_dominated_candidate_never_changes_the_choice(problem):
    table, number = problem
    best = most_different(table, number)[0]
    size = len(table)
    wider = np.zeros((size + 1, size + 1))
    wider[:size, :size] = table
    wider[size, :size] = wider[:size, size] = max(best.smallest - 0.001, 0.0)
    if best.smallest > 0:  # nobody differs less from everyone: a set with it comes behind
        assert most_different(wider, number)[0].members == best.members


def test_a_whole_country_is_searched_and_an_impossible_question_is_refused():
    points = np.random.default_rng(5).random((110, 2))
    far = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
    threes = np.array(list(combinations(range(110), 3)))
    smallest = np.minimum.reduce([far[threes[:, i], threes[:, j]] for i, j in ((0, 1), (0, 2), (1, 2))])
    found = most_different(far, 3)[0]
    assert found.smallest == pytest.approx(smallest.max())
    assert found.members == tuple(threes[smallest.argmax()])
    with pytest.raises(TooManyError):
        most_different(np.ones((342, 342)) - np.eye(342), 9, nodes=200)


@pytest.mark.parametrize(
    ("table", "number"),
    [([[0, 1], [2, 0]], 2), ([[0, -1], [-1, 0]], 2), ([[0, np.inf], [np.inf, 0]], 2), ([[0, 1], [1, 0]], 3)],
)
def test_what_is_no_problem_is_refused(table, number):
    with pytest.raises(ValueError, match=r"difference|choose"):
        most_different(table, number)
