"""The population: numbers by age as told, families that hold together, and the same people in every run."""

from __future__ import annotations

import numpy as np
import pytest

from drietrap.steering.places import Place, split_ages
from drietrap.steering.population import GAPS, LARGEST, world_of

START = 264


def place(code: str = "GM0101", scale: float = 1.0) -> Place:
    people = scale * np.array([[400.0, 850.0, 700.0, 600.0], [60.0, 130.0, 90.0, 110.0]])
    codes = (f"WK{code[2:]}00", f"WK{code[2:]}01")
    return Place(code, "Proefdorp", 2022, codes, people, np.array([0.1, 0.5]), np.array([0.0, 0.6]))


def present(persons: np.ndarray, month: int) -> np.ndarray:
    last = np.minimum(persons["leave"], persons["born"] + 276)
    return (persons["enter"] <= month) & (persons["born"] <= month) & (last > month)


def by_age(persons: np.ndarray, month: int) -> np.ndarray:
    age = (month - persons["born"][present(persons, month)]) // 12
    return np.bincount(np.searchsorted((4, 12, 18), age, side="right"), minlength=4)


@pytest.mark.parametrize("years", [0, 10])
def test_ages_are_as_told(years: int) -> None:
    made = place(scale=4.0)
    world = world_of([made], START, 180)
    counts = by_age(world.persons, START + 12 * years)
    if years == 0:
        assert np.abs(counts / made.people.sum(axis=0) - 1.0).max() < 0.05
    assert counts.sum() == pytest.approx(made.people.sum(), rel=0.12)


def test_who_moves_away_is_followed_by_somebody_else() -> None:
    world = world_of([place(scale=4.0)], START, 120)
    sizes = [present(world.persons, START + month).sum() for month in range(0, 120, 12)]
    assert max(sizes) / min(sizes) < 1.1
    p = world.persons
    moved = (p["leave"] > START) & (p["leave"] <= START + 120) & (p["leave"] > p["born"])
    moved &= p["leave"] < p["born"] + 276
    came = (p["enter"] > START) & (p["enter"] <= START + 120) & (p["enter"] > p["born"])
    assert moved.sum() > 500
    assert moved.sum() == pytest.approx(came.sum(), rel=0.15)


def test_families_lie_together_and_are_possible() -> None:
    world = world_of([place(), place("GM0102")], START, 24)
    families, persons = world.families, world.persons
    assert families["first"][0] == 0
    assert families["last"][-1] == len(persons)
    np.testing.assert_array_equal(families["first"][1:], families["last"][:-1])
    sizes = families["last"] - families["first"]
    assert sizes.min() >= 1
    assert sizes.max() <= LARGEST
    gap = np.diff(persons["born"])
    inside = np.ones(len(gap), dtype=bool)
    inside[families["last"][:-1] - 1] = False
    assert ((gap[inside] >= GAPS[0]) & (gap[inside] <= GAPS[1])).all()
    assert len(np.unique(persons["number"])) == len(persons)
    assert set(families["area"]) == {0, 1}
    assert set(families["district"]) == {0, 1, 2, 3}
    assert world.districts == ("WK010100", "WK010101", "WK010200", "WK010201")


def test_the_same_people_in_a_run_alone_with_others_and_of_other_months() -> None:
    alone = world_of([place()], START, 24)
    together = world_of([place("GM0099"), place()], START, 24)
    longer = world_of([place()], START - 12, 60)
    for other in (together, longer):
        at = {number: row for row, number in enumerate(other.persons["number"].tolist())}
        rows = [at[number] for number in alone.persons["number"].tolist()]
        np.testing.assert_array_equal(other.persons[rows], alone.persons)
        family = {number: row for row, number in enumerate(other.families["number"].tolist())}
        mine = other.families[[family[number] for number in alone.families["number"].tolist()]]
        np.testing.assert_array_equal(mine["stratum"], alone.families["stratum"])


def test_frailer_districts_have_frailer_families() -> None:
    world = world_of([place(scale=4.0)], START, 12)
    first, second = (world.families["stratum"][world.families["district"] == d] for d in (0, 1))
    assert (first >= 4).mean() == pytest.approx(0.1, abs=0.03)
    assert (second >= 4).mean() == pytest.approx(0.5, abs=0.06)
    assert (second % 4).mean() > (first % 4).mean() + 0.2


def test_a_run_beyond_the_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="30 years"):
        world_of([place()], START, 12 * 31)


def test_ages_within_groups_add_up() -> None:
    parts = split_ages(np.array([1000.0, 0.0]), np.array([700.0, 300.0]))
    assert parts[0, :2].sum() < 1000.0
    assert parts[0, :3].sum() == pytest.approx(1000.0 + 225.6)
    assert (parts >= 0.0).all()
