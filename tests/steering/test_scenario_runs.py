"""Scenarios beside their baseline: what may not move does not, what must move does, and all adds up."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drietrap.catalogue.levers.all import LEVERS
from drietrap.steering.scenario import simulating
from drietrap.steering.scenario.definition import OwnEffect, Scenario
from drietrap.steering.scenario.drawing import draw, players, runs_of
from drietrap.steering.scenario.ground import Ground, history, parameters_in, places, seed_of
from drietrap.steering.scenario.keeping import Kept, key_of
from drietrap.steering.scenario.simulating import simulate
from drietrap.steering.scenario.splitting import split
from drietrap.steering.scenario.turning import course_of
from drietrap.steering.scenario.verdicts import ChangeKind
from tests.steering.towns import MONTHS, START, measure, scenario, town

NONE = frozenset[str]()


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray], upto: int | None = None) -> bool:
    return all(np.array_equal(one[name][:upto], other[name][:upto]) for name in one)


def test_a_scenario_without_measures_is_the_baseline_bit_for_bit() -> None:
    ground = town()
    basis = ground.basis(1)
    parameters = parameters_in(ground, basis)
    nothing = [replace(measure(name), dose=0.0) for name in LEVERS if LEVERS[name].dose.low == 0.0]
    limits = places(history(ground, basis, 1, START), 95.0)
    without = course_of(parameters, [], 1, START, MONTHS, limits)
    turned_off = [one for one in nothing if not one.definition.direct]
    idle = course_of(parameters, turned_off, 1, START, MONTHS, limits)
    assert len(turned_off) > 30
    for version in idle.plan.tables:
        assert version.tobytes() == without.plan.tables[0].tobytes()
    assert np.array_equal(np.unique(idle.price), np.unique(without.price))
    free = [replace(one, cost=0) for one in turned_off]
    outcome = draw(scenario(*free[:3]), ground, 1).outcomes
    assert same(outcome[NONE], outcome[frozenset(one.name for one in free[:3])])


def strong(lever: str) -> tuple[OwnEffect, ...]:
    """Return every effect of a lever made large, so that a small town shows it."""
    effects = LEVERS[lever].effects
    sizes = {one.name: 6.0 if (one.middle, one.high) > (1.0, 1.0 / one.low) else 0.1 for one in effects}
    return tuple(OwnEffect(name, size, size, size, "proef") for name, size in sizes.items())


def moved(asked: Scenario, ground: Ground) -> bool:
    outcomes = draw(asked, ground, 1).outcomes
    baseline = outcomes.pop(NONE)
    (turned,) = outcomes.values()
    assert same(baseline, turned, upto=1)
    return any(not np.array_equal(baseline[name], turned[name]) for name in ("telling", "kosten"))


def late(lever: str, own: tuple[OwnEffect, ...] = ()) -> Scenario:
    """Return a scenario in which a lever is turned in the second year, without costs of its own."""
    dose = LEVERS[lever].dose
    turned = dose.usual or dose.high
    return scenario(measure(lever, start=START + 12, cost=0, dose=turned, own=own))


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_moves_something_but_nothing_before_it_starts(lever: str) -> None:
    assert moved(late(lever, strong(lever)), town())


@pytest.mark.long
@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_moves_something_at_its_own_size_in_a_large_town(lever: str) -> None:
    assert moved(late(lever), town(80_000))


def test_a_delay_puts_off_the_effect_and_an_end_takes_it_back() -> None:
    slow = scenario(measure("normaliseren", delay=12, cost=0))
    outcomes = draw(slow, town(), 1).outcomes
    assert same(*outcomes.values(), upto=1)
    assert not same(*outcomes.values())
    course = course_of(
        parameters_in(town(), town().basis(1)),
        [measure("normaliseren", end=START + 6)],
        1,
        START,
        MONTHS,
        None,
    )
    assert course.plan.version.tolist() == [1] * 6 + [0] * 18


SOME = ("normaliseren", "praktijkondersteuner-jeugd", "normenkader-duur", "tarieven")


@pytest.fixture(scope="module")
def four() -> tuple[object, object]:
    asked = scenario(*map(measure, SOME))
    return asked, simulate(asked, town())


def test_the_split_adds_up_exactly_for_every_number_draw_and_year(four: tuple) -> None:
    asked, draws = four
    (variant,) = asked.variants
    for group in draws.baseline_groups():
        terms = split(asked, variant, draws, group)
        assert [term.kind for term in terms].count(ChangeKind.PAIR) == 6
        total = sum(term.change for term in terms)
        assert np.array_equal(total, draws.difference(frozenset(SOME), group))
    apart = {term.parts: term.change for term in split(asked, variant, draws, "kosten")}
    assert any(np.any(change) for parts, change in apart.items() if len(parts) == 2)


def test_the_order_of_measures_does_not_matter(four: tuple) -> None:
    asked, draws = four
    turned_round = scenario(*map(measure, reversed(SOME)))
    other = simulate(turned_round, town())
    (variant,) = turned_round.variants
    mine = {frozenset(t.parts): t.change for t in split(asked, asked.variants[0], draws, "kosten")}
    theirs = {frozenset(t.parts): t.change for t in split(turned_round, variant, other, "kosten")}
    assert mine.keys() == theirs.keys()
    assert all(np.array_equal(change, theirs[parts]) for parts, change in mine.items())


def test_many_measures_are_split_by_knob() -> None:
    names = [*itertools.islice(LEVERS, 8), "zorgfraude"]
    asked = scenario(*map(measure, names))
    parts = players(asked, asked.variants[0])
    assert list(parts) == ["vraag", "rechtmatigheid en handhaving"]
    assert frozenset().union(*parts.values()) == frozenset(names)
    assert len(runs_of(asked)) == 4
    few = scenario(*map(measure, names[:3]), split_by="knop")
    assert list(players(few, few.variants[0])) == ["vraag"]
    every = replace(asked, split_by="maatregel")
    assert len(players(every, every.variants[0])) == 9


def test_everybody_is_accounted_for_whatever_is_turned(four: tuple) -> None:
    _, draws = four
    for tables in draws.tables.values():
        assert np.array_equal(tables["vorm"][..., 1:].sum(axis=-1), tables["hulpvraag"].sum(axis=-1))
        assert np.array_equal(tables["leeftijd"].sum(axis=-1), tables["hulpvraag"].sum(axis=-1))
        assert np.array_equal(tables["telling"][..., 0], tables["hulpvraag"].sum(axis=-1))


def test_euros_by_taakveld_and_by_provider_add_up_to_the_cent(four: tuple) -> None:
    _, draws = four
    for tables in draws.tables.values():
        whole = tables["taakveld"].sum(axis=-1) + tables["eigen"].sum(axis=-1)
        assert np.array_equal(tables["kosten"][..., 0], whole)
        protection = tables["taakveld"][..., -2:].sum(axis=-1)
        assert np.array_equal(
            tables["aanbieder"].sum(axis=(-1, -2)), tables["taakveld"].sum(axis=-1) - protection
        )
        assert (tables["aanbieder"] >= 0).all()


def test_a_run_that_was_broken_off_goes_on_and_a_damaged_draw_is_made_again(tmp_path: Path) -> None:
    asked, ground = scenario(measure("normaliseren"), draws=3), town()
    first = simulate(asked, ground, tmp_path)
    kept = Kept(tmp_path, asked, ground)
    files = sorted(kept.folder.iterdir())
    assert [path.name for path in files] == [f"trekking-{n:05d}.npz" for n in (1, 2, 3)]
    files[1].unlink()
    files[2].write_bytes(files[2].read_bytes()[:2000])
    made: list[int] = []

    def counted(*args: object) -> object:
        made.append(args[2])  # type: ignore[arg-type]
        return draw(*args)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(simulating, "draw", counted)
        told: list[int] = []
        again = simulate(asked, ground, tmp_path, lambda done, of: told.append(done))
        assert told == [1, 2, 3]
        more = simulate(replace(asked, draws=4), ground, tmp_path)
    assert made == [2, 3, 4]
    for chosen, tables in first.tables.items():
        assert same(tables, again.tables[chosen])
        assert all(np.array_equal(tables[name], more.tables[chosen][name][:3]) for name in tables)
    assert Kept(tmp_path, replace(asked, seed=7), ground).folder != kept.folder


def test_the_key_of_kept_draws_does_not_see_what_lies_between_fields() -> None:
    asked, ground = scenario(measure("normaliseren")), town()
    raw = np.frombuffer(ground.world.persons.tobytes(), dtype=np.uint8).copy()
    inside = np.zeros(ground.world.persons.dtype.itemsize, dtype=np.bool_)
    for kind, offset, *_ in (ground.world.persons.dtype.fields or {}).values():
        inside[offset : offset + kind.itemsize] = True
    assert not inside.all()
    raw.reshape(-1, len(inside))[:, ~inside] ^= 0xFF
    dirty = replace(ground.world, persons=raw.view(ground.world.persons.dtype))
    assert key_of(asked, replace(ground, world=dirty)) == key_of(asked, ground)
    fewer = replace(ground.world, persons=ground.world.persons[1:])
    assert key_of(asked, replace(ground, world=fewer)) != key_of(asked, ground)


def test_each_draw_has_its_own_fates_and_every_variant_shares_them() -> None:
    asked = scenario(measure("normaliseren"))
    assert len({seed_of(asked, number) for number in range(1, 500)}) == 499
    draws = simulate(asked, town())
    hulp = draws.baseline("telling")
    assert not np.array_equal(hulp[0], hulp[1])
