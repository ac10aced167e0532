"""Runs of simple plans meet what mathematics says of them, within 4.5 standard errors of drawing."""

from __future__ import annotations

import numpy as np
import pytest

from drietrap.steering.model.codes import (
    AMBULATORY,
    AT_EASE,
    FIRST_STAY,
    HELPED,
    SINGLE,
    UNSEEN,
    WAITING,
)
from drietrap.steering.model.people import Family, Person, World
from drietrap.steering.model.rows import layout
from drietrap.steering.model.tables import (
    FIRST_ROUTE,
    ONE,
    RESOLVED,
    UNSEEN_SLOTS,
    WORSENED,
    Market,
    Plan,
    Table,
)
from drietrap.steering.running import run

START = 240
GROUPS = 400
SURE = 4.5


def single_children(many: int) -> World:
    """Return families of one child, all born in the first month, in districts of equal size."""
    persons = np.zeros(many, dtype=layout(Person))
    persons["number"], persons["born"] = np.arange(many), START
    persons["enter"], persons["leave"] = START, 9_999
    families = np.zeros(many, dtype=layout(Family))
    families["number"], families["first"], families["last"] = (
        np.arange(many),
        np.arange(many),
        np.arange(1, many + 1),
    )
    families["district"] = np.arange(many) % GROUPS
    return World(persons, families, ("A",), tuple(map(str, range(GROUPS))))


def whole(chance: float) -> int:
    return round(chance * ONE)


def still(months: int) -> Plan:
    """Return a plan in which nothing happens; every need leads to ambulatory help that solves it."""
    tables = np.zeros(2, dtype=layout(Table))
    for name in ("onset", "unseen", "measure"):
        slots = tables[f"{name}_start"].shape[-1]
        tables[f"{name}_start"] = np.arange(slots) * (ONE // slots)
        if name != "measure":
            tables[f"{name}_top"] = ONE
    tables["decide"] = 0  # always an individual provision
    tables["choose"][..., AMBULATORY:] = ONE
    tables["delay"] = ONE
    tables["success"] = ONE
    tables["duration"] = 1
    tables["intensity"] = ONE
    markets = np.zeros((2, 1), dtype=layout(Market))
    return Plan(np.zeros(months, dtype=np.int64), tables, markets, None, np.full(GROUPS, 65_536))


def near(found: float, expected: float, deviation: float) -> bool:
    return abs(found - expected) <= SURE * deviation


@pytest.mark.parametrize("seed", [1, 2])
def test_renewal_little_and_spread(seed: int) -> None:
    """At ease, unseen, waiting and helped in turn: stocks by renewal-reward, flows by Little's law.

    With rare needs this is the queue M/G/infinity: the number in help is Poisson, whatever the durations.
    """
    many, months, arise, seen = 20_000, 160, 0.05, 0.3
    plan = still(months)
    for table in plan.tables:
        table["onset_width"][..., SINGLE - 1] = whole(arise)
        table["unseen_width"][..., FIRST_ROUTE] = whole(seen)
        table["delay"] = (np.minimum(np.arange(1, 13), 4) * ONE) // 4  # 0, 1, 2 or 3 months
        table["duration"] = np.arange(128) // 8 + 1  # 1 to 16 months
    counts, _ = run(single_children(many), plan, seed, START)
    stays = {AT_EASE: 1 / arise, UNSEEN: 1 / seen, WAITING: 1.5, HELPED: 8.5}
    cycle = sum(stays.values())
    for phase, mean in stays.items():
        share = mean / cycle
        assert near(counts["phases"][-1, phase], many * share, np.sqrt(many * share * (1 - share))), phase
    share, size = stays[HELPED] / cycle, many // GROUPS
    spread = counts.districts[-1, :, 0].var() / (size * share * (1 - share))
    assert near(spread, 1.0, np.sqrt(2 / GROUPS)), "persons are independent of each other"
    begun = counts["started"].sum(axis=(1, 2))[60:]
    rate = many / cycle
    assert near(begun.mean(), rate, np.sqrt(rate / len(begun)))
    stock = counts["phases"][60:, HELPED].mean()
    assert stock / begun.mean() == pytest.approx(stays[HELPED], rel=0.01), "Little's law"


def test_rare_needs_make_a_poisson_stock() -> None:
    """M/G/infinity (Takacs 1962): mean and variance of the number in help are both rate times duration."""
    many, months, arise = 40_000, 120, 0.002
    plan = still(months)
    for table in plan.tables:
        table["onset_width"][..., SINGLE - 1] = whole(arise)
        table["unseen_width"][..., FIRST_ROUTE] = ONE // UNSEEN_SLOTS
        table["duration"] = np.repeat([4, 20], 64)
    counts, _ = run(single_children(many), plan, 3, START)
    helped = counts.districts[-1, :, 0]
    free = 1 / (1 + arise * (12 + 9))  # the few who have a need cannot get another
    mean = many / GROUPS * arise * 12 * free
    assert near(helped.mean(), mean, np.sqrt(mean / GROUPS))
    assert near(helped.var() / helped.mean(), 1 - mean * GROUPS / many, np.sqrt(2 / GROUPS))


def test_every_month_of_help_was_drawn() -> None:
    """When nobody comes in any more, all help ends, and its months are those that were drawn."""
    many, months = 20_000, 200
    plan = still(months)
    plan.version[20:] = 1
    for table in plan.tables:
        table["unseen_width"][..., FIRST_ROUTE] = ONE // UNSEEN_SLOTS
        table["duration"] = np.arange(128) // 8 + 1
    plan.tables[0]["onset_width"][..., SINGLE - 1] = whole(0.02)
    counts, _ = run(single_children(many), plan, 4, START)
    began, stock = counts["started"].sum(), counts["helped"].sum()
    assert counts["phases"][-1, 1:].sum() == 0, "everybody is at ease again"
    assert counts["ended"].sum() == began == counts["onset"].sum()
    assert counts.care.sum() == stock
    spread = np.sqrt((16**2 - 1) / 12 / began)
    assert near(stock / began, 8.5, spread)


def test_competing_events_share_by_their_chances() -> None:
    many, months = 20_000, 60
    widths = {RESOLVED: 0.02, WORSENED: 0.04, FIRST_ROUTE: 0.05, FIRST_ROUTE + 2: 0.03}
    plan = still(months)
    for table in plan.tables:
        table["onset_width"][..., SINGLE - 1] = whole(0.03)
        for slot, chance in widths.items():
            table["unseen_width"][..., slot] = whole(chance)
    counts, _ = run(single_children(many), plan, 5, START)
    seen = counts["seen"].sum(axis=(0, 2, 3))
    found = np.array([counts["resolved"].sum(), seen[0], seen[2]], dtype=np.float64)
    chances = np.array([widths[RESOLVED], widths[FIRST_ROUTE], widths[FIRST_ROUTE + 2]])
    expected = found.sum() * chances / chances.sum()
    assert ((found - expected) ** 2 / expected).sum() < 20  # chi-square, two degrees of freedom


def test_protection_is_the_markov_chain_of_its_chances() -> None:
    many, months = 20_000, 100
    plan = still(months)
    report = 0.03
    events = np.zeros((5, 4))
    events[1, :2], events[2, :3], events[3, :2], events[4, 0] = (
        (0.24, 0.2),
        (0.1, 0.02, 0.08),
        (0.05, 0.01),
        0.02,
    )
    for table in plan.tables:
        table["report"] = whole(report)
        table["measure_width"] = np.rint(events * ONE)
    counts, _ = run(single_children(many), plan, 6, START)
    to = [[1, 0, 0, 0], [2, 0, 0, 0], [3, 4, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0]]
    chain = np.zeros((5, 5))
    chain[0, 1] = report
    for state in range(1, 5):
        for slot, chance in enumerate(events[state]):
            chain[state, to[state][slot]] += chance
    chain += np.diag(1 - chain.sum(axis=1))
    for row in (0, 11, 47, 99):
        share = np.linalg.matrix_power(chain, row + 1)[0]
        deviation = np.sqrt(many * share * (1 - share)) + 1e-9
        assert (np.abs(counts["protection"][row] - many * share) <= SURE * deviation).all(), row


def test_placement_lasts_until_the_court_ends_it() -> None:
    """Months in care out of home are geometric, whatever duration the help had."""
    many, months, home = 20_000, 120, 0.1
    plan = still(months)
    for table in plan.tables:
        table["report"] = whole(0.2)
        table["measure_width"][1, 0] = table["measure_width"][2, 0] = whole(0.25)
        table["measure_width"][3, 2] = whole(0.05)
        table["measure_width"][3, 3] = whole(home)
        table["place"] = ONE
    counts, _ = run(single_children(many), plan, 7, START)
    placed, back = counts["placed"][60:], counts["measures"][60:, 3, 3]
    assert np.array_equal(counts["placed"], counts["helped"][:, FIRST_STAY].sum(axis=(1, 2)))
    assert near(back.sum(), placed[:-1].sum() * home, np.sqrt(placed.sum() * home * (1 - home)))
