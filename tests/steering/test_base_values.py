"""Base values: every value tells where it comes from, and parameters are built from main effects."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from drietrap.steering.base import Basis, Grade, Scale, base, drawn
from drietrap.steering.building import AXES, parameters_of
from drietrap.steering.calibration.figures import PLACE
from drietrap.steering.calibration.simulated import START as FIRST
from drietrap.steering.calibration.simulated import Simulator
from drietrap.steering.model.codes import GP, NEEDS, SEVERE, SINGLE, TEAM
from drietrap.steering.model.parameters import SHAPES
from drietrap.steering.places import ONE_PARENT, Place
from drietrap.steering.planning import slots
from drietrap.steering.population import world_of

UNLIMITED = {"longest", "capacity"}
CHANCES = (
    "onset", "shared", "affected", "unseen", "waiting", "normalised", "free", "settled", "dropout", "extend",
    "success", "stays_adult", "report", "measure", "probation",
)  # fmt: skip


def test_every_value_has_a_source_and_an_assumption_says_so() -> None:
    for value in base().values.values():
        assert value.source
        assert value.unit
        assert value.label
        assert 2010 <= value.year <= 2030
        if value.source.startswith("aanname"):
            assert value.grade is Grade.AANNAME
        if value.scale is not Scale.FIXED:
            assert (value.spread > 0).all()


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_parameters_have_their_shape_and_are_chances(number: int) -> None:
    parameters = drawn(base(), number, districts=2)
    for name, shape in SHAPES.items():
        table = getattr(parameters, name)
        assert table.shape == shape, name
        assert name in UNLIMITED or np.isfinite(table).all(), name
    for name in CHANCES:
        table = getattr(parameters, name)
        assert ((table >= 0.0) & (table <= 1.0)).all(), name
    for name in ("onset", "shared", "unseen", "waiting", "measure"):
        slots(getattr(parameters, name))  # events of one line fit


def test_draw_zero_is_the_middle_and_a_draw_does_not_depend_on_other_tables() -> None:
    whole = base()
    assert whole.drawn(0) is whole
    alone = Basis({"seen": whole.values["seen"]})
    np.testing.assert_array_equal(alone.drawn(7).table("seen"), whole.drawn(7).table("seen"))
    assert not np.array_equal(whole.drawn(7).table("seen"), whole.drawn(8).table("seen"))


def test_draws_spread_as_the_catalogue_says() -> None:
    value = base().values["seen"]
    alone = Basis({"seen": value})  # a draw does not depend on other tables
    draws = np.array([alone.drawn(number).table("seen") for number in range(1, 401)])
    logits = np.log(draws / (1 - draws))
    middle = np.log(value.table / (1 - value.table))
    assert np.abs(logits.mean(axis=0) - middle).max() < 4 * 0.3 / np.sqrt(400)
    assert np.abs(logits.std(axis=0) / value.spread - 1.0).max() < 0.2


def test_one_cell_by_hand() -> None:
    v = {name: value.table for name, value in base().values.items()}
    parameters = parameters_of(v)
    at = SINGLE - 1  # needs of the tables begin at the first real one
    age, girl, stratum = 5, 1, 6  # 5 years: the second band; third class of frailty, one parent
    by_hand = (
        v["onset"][at] / 12_000 * v["onset_age"][1, 1] * v["onset_girl"][1] * v["age_sex"][1, 1]
        * v["onset_frailty"][1] ** 0.5 * v["onset_one_parent"][1]
    )  # fmt: skip
    assert parameters.onset[age, girl, stratum, 1] == pytest.approx(by_hand)
    odds = (
        v["normalised"][GP]
        / (1 - v["normalised"][GP])
        * v["normalised_need"][at]
        * v["normalised_severity"][2]
    )
    assert parameters.normalised[0, GP, SINGLE, SEVERE] == pytest.approx(odds / (1 + odds))
    beside = odds * v["normalised_beside"]
    assert parameters.normalised[1, GP, SINGLE, SEVERE] == pytest.approx(beside / (1 + beside))
    shares = v["route_need"][at] * v["route_age"][1]
    seen = (
        v["seen"][at]
        * v["seen_severity"][0]
        * v["seen_age"][1]
        * shares[TEAM]
        / shares.sum()
        * v["route"][TEAM]
    )
    assert parameters.unseen[1, SINGLE, 0, 3 + TEAM] == pytest.approx(seen)


def test_a_table_of_another_shape_is_refused() -> None:
    from drietrap.steering.base import _value

    row = {
        "id": "x", "label": "x", "unit": "x", "axes": ["need"], "values": [1.0], "scale": "log",
        "spread": 0.1, "source": "x", "year": 2022, "grade": "aanname",
    }  # fmt: skip
    with pytest.raises(ValueError, match="x: expected"):
        _value(row)


def test_every_axis_is_named_once() -> None:
    assert all(len(set(words)) == len(words) for words in AXES.values())
    assert AXES["need"] == NEEDS[1:]
    assert {axis for value in base().values.values() for axis in value.axes} <= set(AXES)
    assert dataclasses.is_dataclass(parameters_of({n: v.table for n, v in base().values.items()}))


# Country, from the published tables: CBS 85075NED over 2021, 85098NED over 2022.
COUNTRY = {
    "zorg_0_3": 0.0459, "zorg_4_11": 0.1566, "zorg_12_17": 0.1578, "zorg_18_22": 0.0162, "verblijf": 0.0876,
    "bescherming": 0.0117, "bescherming_verblijf": 0.4656, "reclassering": 0.0037, "eenouder": 0.2818,
}  # fmt: skip


def test_the_middle_gives_the_figures_of_the_country() -> None:
    """What follows one trajectory at a time is left out: referrers and trajectories per youth."""
    people = np.tile(np.array([0.157, 0.330, 0.270, 0.243]) * 15_000, (8, 1))
    codes = tuple(f"WK20000{number}" for number in range(8))
    town = Place("GM2000", "x", 2022, codes, people, np.full(8, ONE_PARENT), np.linspace(-0.4, 0.4, 8))
    parameters = base().parameters(8)
    figures = np.exp(Simulator(world_of([town], FIRST, 12), parameters).figures(parameters))
    for name, published in COUNTRY.items():
        assert figures[PLACE[name]] == pytest.approx(published, rel=0.08), name
