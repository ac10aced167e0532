"""Addressed randomness."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from drietrap.statistics.randomness import address, normal, philox, uniform

# Random123 1.14.0 (D. E. Shaw Research), tests/kat_vectors, the rows "philox4x32 10":
# four counter words, two key words, four expected words
KNOWN_ANSWERS = [
    "00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1",
]


def words(row):
    return np.array([int(word, 16) for word in row.split()], dtype=np.uint32)


@pytest.mark.parametrize("row", KNOWN_ANSWERS)
def test_known_answers(row):
    given_words = words(row)
    np.testing.assert_array_equal(philox(given_words[:4], given_words[4:6]), given_words[6:])


def test_known_answers_as_one_array_with_a_key_each():
    table = np.array([words(row) for row in KNOWN_ANSWERS])
    np.testing.assert_array_equal(philox(table[:, :4], table[:, 4:6]), table[:, 6:])


def plain_philox(counter, key):
    """Oracle: the cipher in Python's own whole numbers."""
    c, k = list(counter), list(key)
    for _ in range(10):
        first, second = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [
            (second >> 32) ^ c[1] ^ k[0],
            second & 0xFFFFFFFF,
            (first >> 32) ^ c[3] ^ k[1],
            first & 0xFFFFFFFF,
        ]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def plain_uniform(seed, parts):
    """Oracle: absorbing an address two numbers at a time, in Python's own whole numbers."""
    key = plain_philox([seed & 0xFFFFFFFF, seed >> 32, len(parts), 0], [0x64726965, 0x74726170])[:2]
    padded = list(parts) + [0] * (len(parts) % 2 or (2 if not parts else 0))
    state = [0, 0, 0, 0]
    for one, other in zip(padded[::2], padded[1::2], strict=True):
        halves = [one & 0xFFFFFFFF, one >> 32 & 0xFFFFFFFF, other & 0xFFFFFFFF, other >> 32 & 0xFFFFFFFF]
        state = plain_philox([a ^ b for a, b in zip(state, halves, strict=True)], key)
    return (((state[0] << 32 | state[1]) >> 12) + 0.5) / 2**52


whole = st.integers(-(2**63), 2**63 - 1)


@given(st.integers(0, 2**64 - 1), st.lists(whole, max_size=5))
def test_equals_the_plain_version_and_lies_inside(seed, parts):
    draw = float(uniform(seed, *parts))
    assert draw == plain_uniform(seed, parts)
    assert 0 < draw < 1


@given(st.integers(0, 2**64 - 1), st.lists(whole, min_size=1, max_size=30), st.randoms())
def test_order_and_chunks_do_not_matter(seed, people, random):
    people = np.array(people)
    at_once = uniform(seed, 7, people, 3)
    order = list(range(people.size))
    random.shuffle(order)
    np.testing.assert_array_equal(uniform(seed, 7, people[order], 3), at_once[order])
    np.testing.assert_array_equal([uniform(seed, 7, person, 3) for person in people], at_once)


def test_frozen_values():
    """A change of these numbers changes every result ever made from a seed: never change them."""
    assert address("instroom") == 8236039765281495508
    assert address("instroom") == int(hashlib.sha256(b"instroom").hexdigest()[:16], 16) // 2
    got = [float(draw) for draw in uniform(2024, address("instroom"), range(3), 12)]
    assert got == [0.6048571321488768, 0.28074543003070584, 0.034179711639628185]


def test_same_in_another_process():
    code = (
        "from drietrap.statistics.randomness import address, uniform\n"
        "import sys; sys.stdout.write(repr([float(u) for u in uniform(5, address('keuze'), range(20))]))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout == repr([float(u) for u in uniform(5, address("keuze"), range(20))])


def test_looks_uniform_and_independent():
    people, months = np.arange(2000)[:, None], np.arange(50)
    draws = uniform(1, address("keuze"), people, months)
    assert draws.shape == (2000, 50)
    assert stats.kstest(draws.ravel(), "uniform").pvalue > 0.001
    boxes = np.histogram2d(draws[:, :-1].ravel(), draws[:, 1:].ravel(), bins=20, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(boxes.ravel()).pvalue > 0.001
    other = uniform(2, address("keuze"), people, months)
    assert abs(np.corrcoef(draws.ravel(), other.ravel())[0, 1]) < 0.015
    assert np.unique(draws).size == draws.size


def test_normal_draws():
    draws = normal(1, address("ruis"), np.arange(50000))
    assert stats.kstest(draws, "norm").pvalue > 0.001
    assert np.isfinite(draws).all()


def test_the_number_of_parts_and_their_order_count():
    draws = [
        uniform(1),
        uniform(1, 0),
        uniform(1, 0, 0),
        uniform(1, 0, 0, 0),
        uniform(1, 2, 3),
        uniform(1, 3, 2),
    ]
    assert len({float(draw) for draw in draws}) == len(draws)


def test_refusals():
    for seed in (-1, 2**64):
        with pytest.raises(ValueError, match="seed"):
            uniform(seed, 1)
    with pytest.raises(TypeError, match="whole numbers"):
        uniform(1, 0.5)
