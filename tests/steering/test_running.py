"""A run gives the same however it is divided, and a turned chance touches only who it is about."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from drietrap.statistics.randomness import philox
from drietrap.steering import running
from drietrap.steering.kernel.draw import words
from drietrap.steering.kernel.watch import place_of
from drietrap.steering.model.codes import FREE, HELPED
from drietrap.steering.model.counts import Counts
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows
from drietrap.steering.model.tables import ONE, RESOLVED, Plan
from drietrap.steering.running import run

from .random_worlds import AREAS, MONTHS, START, random_plan, random_world

SEEDS = st.integers(0, 2**20)


def made(seed: int, capped: bool, families: int = 120) -> tuple[World, Plan]:
    rng = np.random.default_rng(seed)
    return random_world(rng, families), random_plan(rng, capped)


def same(one: tuple[Counts, Rows], other: tuple[Counts, Rows]) -> bool:
    """Whether two runs are the same bit for bit."""
    tables = ("months", "by_area", "by_district")
    return np.array_equal(one[1], other[1]) and all(
        np.array_equal(getattr(one[0], name), getattr(other[0], name)) for name in tables
    )


@njit
def _in_compiled_code(seed: int, decision: int, subject: int, month: int) -> tuple[int, ...]:
    return words(seed, decision, subject, month)


@settings(max_examples=30)
@given(
    seed=st.integers(0, 2**63 - 1),
    decision=st.integers(0, 8),
    subject=st.integers(0, 2**32 - 1),
    month=st.integers(-60_000, 60_000),
)
def test_draws_are_those_of_the_tested_generator(seed: int, decision: int, subject: int, month: int) -> None:
    counter = np.array([subject, month + 65_536, decision, 0], dtype=np.uint32)
    key = np.array([seed & 0xFFFFFFFF, seed >> 32], dtype=np.uint32)
    assert list(_in_compiled_code(seed, decision, subject, month)) == philox(counter, key).tolist()


@njit
def _place_of(bit: np.uint64) -> int:
    return place_of(bit)


def test_the_place_of_every_single_bit_is_known() -> None:
    assert [_place_of(np.uint64(1 << place)) for place in range(64)] == list(range(64))


@settings(max_examples=8)
@given(seed=SEEDS, capped=st.booleans(), threads=st.integers(1, 3), chunk=st.integers(1, 130))
def test_any_division_gives_the_same(seed: int, capped: bool, threads: int, chunk: int) -> None:
    world, plan = made(seed, capped)
    whole = run(world, plan, seed, START, threads=1)
    assert same(run(world, plan, seed, START, threads=threads, chunk=chunk), whole)
    assert same(run(world, plan, seed, START, threads=threads, chunk=chunk, order="months"), whole)


@pytest.mark.parametrize("block", [1, 2, 50])
def test_family_by_family_gives_the_same(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    world, plan = made(3, capped=False)
    whole = run(world, plan, 3, START)
    monkeypatch.setattr(running, "BLOCK", block)
    assert same(run(world, plan, 3, START), whole)


@settings(max_examples=5)
@given(seed=SEEDS)
def test_room_for_everybody_is_no_limit(seed: int) -> None:
    world, plan = made(seed, capped=False)
    roomy = replace(plan, capacity=np.full((len(plan.tables), AREAS * 80), 10**6))
    assert same(run(world, roomy, seed, START), run(world, plan, seed, START))


@settings(max_examples=5)
@given(seed=SEEDS, capped=st.booleans(), cut=st.integers(1, MONTHS - 1))
def test_a_run_in_parts_is_the_run(seed: int, capped: bool, cut: int) -> None:
    world, plan = made(seed, capped)
    before, there = run(world, plan.part(0, cut), seed, START)
    kept = there.copy()
    after, end = run(world, plan.part(cut, MONTHS), seed, START + cut, there)
    whole, last = run(world, plan, seed, START)
    assert np.array_equal(kept, there), "where everybody stood is not changed"
    assert np.array_equal(end, last)
    for name in ("months", "by_area", "by_district"):
        parts = np.concatenate([getattr(before, name), getattr(after, name)])
        assert np.array_equal(parts, getattr(whole, name)), name


def test_families_first_knows_no_queues() -> None:
    world, plan = made(1, capped=True, families=2)
    with pytest.raises(ValueError, match="months first"):
        run(world, plan, 1, START, order="families")


def test_tells_how_far_it_is() -> None:
    world, plan = made(1, capped=False)
    told: list[float] = []
    run(world, plan, 1, START, chunk=25, tell=told.append)
    assert told == sorted(told)
    assert len(told) == 5 and told[-1] == 1.0


@settings(max_examples=5)
@given(seed=SEEDS, capped=st.booleans())
def test_stocks_and_flows_add_up(seed: int, capped: bool) -> None:
    world, plan = made(seed, capped)
    counts, _ = run(world, plan, seed, START)
    everybody = counts["people"].sum(axis=1)
    months = START + np.arange(MONTHS)[:, None]
    born, who = world.persons["born"], world.persons
    here = (who["enter"] <= months) & (born <= months) & (months < who["leave"]) & (months < born + 276)
    assert np.array_equal(everybody, here.sum(axis=1)), "everybody who lives here is counted once"
    for name in ("phases", "protection"):
        assert np.array_equal(counts[name].sum(axis=1), everybody), "everybody is in one phase"
        assert counts[name].min() >= 0
    helped = counts["helped"].sum(axis=(2, 3))
    flow = counts["started"].sum(axis=2) - counts["ended"].sum(axis=2)
    assert np.array_equal(helped, flow.cumsum(axis=0)), "stock = began - ended, for every form"
    assert np.array_equal(counts["phases"][:, HELPED], helped.sum(axis=1))
    assert np.array_equal(counts.care.sum(axis=(1, 3, 4)), helped), "a month of help is a month to pay"
    assert np.array_equal(counts.districts[:, :, 0].sum(axis=1), helped.sum(axis=1))
    assert counts.offers.sum() <= counts.care.sum()
    waiting, unseen = counts["waiting"].sum(axis=(1, 2, 3)), counts["unseen"].sum(axis=(1, 2))
    assert np.array_equal(counts["phases"][:, 1:3], np.stack([unseen, waiting], axis=1))


def test_no_offer_helps_more_than_its_capacity_but_for_the_court_and_a_crisis() -> None:
    world, plan = made(4, capped=True, families=400)
    plan.tables["measure_width"][:, :, 2] = 0
    plan.tables["unseen_width"][..., 2] = plan.tables["waiting_width"][..., 2] = 0
    assert plan.capacity is not None
    steady = replace(plan, version=np.zeros(MONTHS, dtype=np.int64))
    counts, _ = run(world, steady, 4, START)
    limit = np.where(plan.markets["offers"][0].repeat(8) > 0, plan.capacity[0], 0)
    helped = counts.offers.sum(axis=2)
    assert (helped <= limit).all()
    free, _ = run(world, replace(steady, capacity=None), 4, START)
    assert counts["waiting"][-1].sum() > 2 * free["waiting"][-1].sum(), "and that makes others wait"


def test_nothing_changes_before_a_version_does() -> None:
    world, plan = made(5, capped=False)
    base = replace(plan, version=np.zeros(MONTHS, dtype=np.int64))
    turned = replace(plan, version=np.where(np.arange(MONTHS) < 12, 0, 1))
    one, other = run(world, base, 5, START)[0], run(world, turned, 5, START)[0]
    assert np.array_equal(one.months[:12], other.months[:12])
    assert not np.array_equal(one.months[12], other.months[12])


@settings(max_examples=5)
@given(seed=SEEDS)
def test_turning_one_chance_down_gives_nobody_another_event(seed: int) -> None:
    """Who does not recover by himself goes on without help; in that month nothing else befalls anybody."""
    world, plan = made(seed, capped=False)
    tables = plan.tables.copy()
    tables["unseen_width"][..., RESOLVED] //= 2
    _, standing = run(world, plan.part(0, 10), seed, START)
    turned = replace(plan, tables=tables)
    more, one = run(world, plan.part(10, 11), seed, START + 10, standing)
    less, other = run(world, turned.part(10, 11), seed, START + 10, standing)
    assert np.array_equal(one[one["phase"] > 0], other[one["phase"] > 0]), "the same fate"
    assert less["resolved"].sum() <= more["resolved"].sum()
    moved = one != other
    assert (one["phase"][moved] == 0).all() and (other["phase"][moved] == 1).all()


def test_closing_an_offer_moves_only_its_own_clients() -> None:
    world, plan = made(6, capped=False)
    markets = plan.markets.copy()
    markets["offers"], markets["open"] = 4, 1
    markets["share"] = ONE
    markets["share"][..., :3] = np.array([1, 2, 3]) * (ONE // 4)
    closed = markets.copy()
    closed["open"][..., FREE:, 2] = 0
    one = run(world, replace(plan, markets=markets), 6, START)[1]
    other = run(world, replace(plan, markets=closed), 6, START)[1]
    names = [name for name in one.dtype.names or () if name != "pool"]
    assert all(np.array_equal(one[name], other[name]) for name in names)
    led = (one["phase"] > 1) & (one["pool"] >= 0)
    left = led & (one["pool"] % 8 == 2)
    assert left.any() and (other["pool"][left] % 8 != 2).all()
    assert np.array_equal(one["pool"][led & ~left], other["pool"][led & ~left])
