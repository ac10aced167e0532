"""A calibration: found back from a register, kept and recalled, and drawn from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drietrap.steering.base import base
from drietrap.steering.baseline import baseline_plan
from drietrap.steering.burn_in import standing_at
from drietrap.steering.calibration import straightening
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.fitting import Posterior, Prior, Target
from drietrap.steering.calibration.generated import (
    counted_here,
    named_by_gi,
    restarted,
    silent,
    undelivered,
)
from drietrap.steering.calibration.keeping import recalled, stored
from drietrap.steering.calibration.logbook import OTHERWISE
from drietrap.steering.calibration.pooling import Pooled
from drietrap.steering.calibration.records import Log
from drietrap.steering.calibration.recovery import recovered
from drietrap.steering.calibration.result import Calibration
from drietrap.steering.calibration.sensitivity import sensitivity
from drietrap.steering.calibration.simulated import Simulator
from drietrap.steering.calibration.straightening import Straightener
from drietrap.steering.model.codes import GI
from drietrap.steering.model.people import World
from drietrap.steering.population import world_of
from tests.steering.test_population import START, place


def calibration() -> Calibration:
    basis = base()
    elements, slope = Elements(basis), sensitivity(basis)
    at = (1, 4, 11)
    moves = 0.1 * np.sin(np.arange(len(elements)))
    target = Target(at, np.log([0.15, 0.4, 0.012]), np.array([0.02, 0.03, 0.05]))
    prior = Prior(np.zeros(len(elements)), np.diag(elements.spread))
    posterior = Posterior(prior, target, slope[list(at)], moves, np.zeros(len(slope)), 3)
    one = Pooled("zorg_4_11", "85075NED", 2021, 0.15, 0.149, 0.151, 0.151, 0.02, 0.16, 0.157, 0.9, 0.05)
    return Calibration(place(), 7, basis, posterior, np.array([0.9, 1.2]), (one,), ())


def test_what_is_kept_comes_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(straightening, "YOUTHS", 3_000)
    made = calibration()
    back = recalled(stored(made), base())
    assert back is not None
    assert back.place.districts == made.place.districts
    assert back.pooled == made.pooled
    for number in (0, 5):
        ours, theirs = made.drawn(number), back.drawn(number)
        for name in ("onset", "unseen", "duration", "district"):
            np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))


@pytest.mark.parametrize("damage", ["cut", "bit", "empty"])
def test_a_damaged_one_is_not_trusted(damage: str) -> None:
    content = bytearray(stored(calibration()))
    if damage == "bit":
        content[len(content) // 2] ^= 1
    kept = {"cut": bytes(content[:-9]), "bit": bytes(content), "empty": b""}[damage]
    assert recalled(kept, base()) is None


def test_draws_agree_with_the_figures_they_were_fitted_to() -> None:
    made = calibration()
    slope = made.posterior.slope
    draws = np.array([_moves(made, number) for number in range(1, 201)])
    figures = draws @ slope.T
    free = np.sqrt(((slope @ made.posterior.prior.root) ** 2).sum(axis=1))
    assert (figures.std(axis=0) < 0.35 * free).all()
    np.testing.assert_allclose(draws.std(axis=0).mean(), made.posterior.spread().mean(), rtol=0.07)


def test_a_draw_that_is_set_right_misses_its_figures_by_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(straightening, "YOUTHS", 10_000)
    made = calibration()
    posterior, at = made.posterior, list(made.posterior.target.at)
    right = Straightener(made.place, made.elements, posterior)
    world = world_of([replace(made.place, people=made.place.people * 8.0)], 264, 12)
    other = Simulator(world, made.basis.parameters(2), (77,))  # other people, with another fate

    def figures(moves: np.ndarray) -> np.ndarray:
        return other.figures(made.elements.moved(moves).parameters(2))[at]

    middle, missed = figures(posterior.moves), []
    for number in (1, 2, 3):
        moves = _moves(made, number)
        wanted = middle + posterior.slope @ (moves - posterior.moves)
        missed.append([np.abs(figures(one) - wanted)[:2] for one in (moves, right.corrected(moves))])
    before, after = np.mean(missed, axis=(0, 2))
    assert before > 0.03
    assert after < 0.7 * before
    assert right.corrected(posterior.moves) == pytest.approx(posterior.moves)


def _moves(made: Calibration, number: int) -> np.ndarray:
    from drietrap.statistics.randomness import normal
    from drietrap.steering.calibration.result import _ELEMENTS, _FIGURES, _SEED

    before = normal(_SEED, _ELEMENTS, np.arange(len(made.posterior.moves)), number)
    chance = normal(_SEED, _FIGURES, np.arange(len(made.posterior.target.at)), number)
    return made.posterior.drawn(before, chance)


def test_the_standing_is_kept_and_made_anew_when_damaged(tmp_path: Path) -> None:
    world, plan = world_of([place()], START, 12), baseline_plan(base().parameters(2), 24)
    first = standing_at(world, plan, 3, START, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    stamp = file.stat().st_mtime_ns
    again = standing_at(world, plan, 3, START, tmp_path)
    assert file.stat().st_mtime_ns == stamp
    np.testing.assert_array_equal(first, again)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    np.testing.assert_array_equal(standing_at(world, plan, 3, START, tmp_path), first)
    assert file.stat().st_mtime_ns != stamp
    other = standing_at(world, plan, 4, START, tmp_path)
    assert len(list(tmp_path.glob("*.npz"))) == 2
    assert (other["phase"] != first["phase"]).any()


def test_a_second_run_finds_the_standing_of_the_first_whatever_lies_between_fields(tmp_path: Path) -> None:
    plan = baseline_plan(base().parameters(2), 12)
    first, second = (_filled_between(world_of([place()], START, 12), byte) for byte in (0x00, 0xFF))
    assert first.persons.tobytes() != second.persons.tobytes()
    assert first.digest() == second.digest()
    standing_at(first, plan, 3, START, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    stamp = file.stat().st_mtime_ns
    standing_at(second, plan, 3, START, tmp_path)
    assert list(tmp_path.glob("*.npz")) == [file]
    assert file.stat().st_mtime_ns == stamp
    second.persons["sex"][0] ^= 1
    assert first.digest() != second.digest()


def _filled_between(world: World, byte: int) -> World:
    """Return the world with one byte everywhere between the fields of its rows."""
    made = []
    for rows in (world.persons, world.families):
        fresh = np.frombuffer(bytearray([byte]) * rows.nbytes, dtype=rows.dtype)
        for name in rows.dtype.names or ():
            fresh[name] = rows[name]
        made.append(fresh)
    return World(made[0], made[1], world.areas, world.districts)


def test_known_values_are_found_back_from_three_registers() -> None:
    found = [recovered(seed, 8_000, rounds=3) for seed in (1, 2, 3)]
    inside = np.mean([one.inside for one in found])
    assert inside > 0.88
    learned = np.mean([1.0 - one.after / one.before for one in found], axis=0)
    known = learned > 0.2
    assert known.sum() >= 8
    errors = np.array([(one.found - one.truth) / one.before for one in found])[:, known]
    assert np.sqrt((errors**2).mean()) < 0.95  # guessing the middle gives 1


def test_faults_change_a_log_as_they_say() -> None:
    rows = np.zeros(
        400, dtype=np.dtype([("person", int), ("start", int), ("stop", int), ("reason", int), ("route", int)])
    )
    rows["start"], rows["stop"] = np.arange(400) % 40, np.arange(400) % 40 + 8
    log = Log(rows, (0, 48), np.ones(4))
    assert 300 < len(undelivered(log, 0.1, 1).rows) < 400
    fresh = restarted(log, 20).rows
    assert len(fresh) == 400 + ((rows["start"] < 20) & (rows["stop"] > 20)).sum()
    assert not ((fresh["start"] < 20) & (fresh["stop"] > 20)).any()
    assert 15 < (named_by_gi(log, 0.1, 1).rows["route"] == GI).sum() < 70
    quiet = silent(log, 0.5, 20, 1).rows
    assert (quiet["start"] >= 20).sum() < 0.7 * (rows["start"] >= 20).sum()
    assert ((quiet["stop"] == 20) & (quiet["reason"] == OTHERWISE)).sum() > 20
    assert 405 < len(counted_here(log, 0.05, 1).rows) < 440
