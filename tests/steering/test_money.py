"""Money by hand: contract forms, booking and providers, and sharing costs within a region."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.steering.base import base
from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.model.codes import AMBULATORY, FORMS, SINGLE, SUPERVISED
from drietrap.steering.model.counts import Counts
from drietrap.steering.money.contract import LUMP, OUTPUT, Contracts, Reference, paid
from drietrap.steering.money.costs import costs_of, worth_of
from drietrap.steering.money.prices import Tariffs, booked, cents, index_of, tariffs_of
from drietrap.steering.money.settlement import contributions

SIX = 6


def counts_of(months: int = SIX) -> Counts:
    """Two youths in the lightest class and one in the heaviest, every month; one begins in month 2."""
    counts = Counts.zeros(months, 1, 1)
    counts.care[:, 0, AMBULATORY, SINGLE, 0] = 2
    counts.care[:, 0, AMBULATORY, SINGLE, 3] = 1
    counts.begun[2, 0, AMBULATORY] = 1
    counts.offers[:, AMBULATORY * 8 + 1, 0] = 2
    counts.months["protection"][:, SUPERVISED] = 5
    counts.months["probation"] = 1
    return counts


PRICE = np.broadcast_to(np.array([100.0, 150.0, 200.0, 305.0]), (SIX, 10, 4))
HALF_AND_HALF = np.zeros((10, len(TAAKVELDEN)), dtype=np.int64)
HALF_AND_HALF[:, 1], HALF_AND_HALF[:, 2] = 4999, 5001
TARIFFS = Tariffs(1000, 70, HALF_AND_HALF)
FLAT = np.ones(SIX)
NOTHING = np.zeros((SIX, 0), dtype=np.int64)


def now(counts: Counts) -> Reference:
    return Reference(worth_of(counts, cents(PRICE, FLAT)), counts.begun.astype(np.int64))


def test_per_month_of_help_each_class_has_its_price_and_the_provider_gets_its_own() -> None:
    counts = counts_of()
    costs = costs_of(counts, PRICE, TARIFFS, Contracts.effort(SIX), now(counts), FLAT, NOTHING)
    assert costs.forms[:, 0, AMBULATORY].tolist() == [505] * SIX
    assert costs.offers[0, 0, AMBULATORY].tolist() == [0, 200, 0, 0, 0, 0, 0, 0, 305]
    # 505 * 0.4999 = 252.4 and 505 * 0.5001 = 252.6: what is left goes to the larger part
    assert costs.taakvelden[0, 1:3].tolist() == [252, 253]
    assert costs.taakvelden[0, -2:].tolist() == [5000, 70]
    assert costs.total.tolist() == [5575] * SIX


def test_a_lump_sum_is_what_it_cost_before_whatever_happens_and_goes_to_providers_by_worth() -> None:
    counts = counts_of()
    contracts = Contracts.effort(SIX)
    contracts.kind[3:, AMBULATORY] = LUMP
    contracts.times[3:, AMBULATORY] = 0.9
    rise = np.array([1.0] * 4 + [1.1] * 2)
    reference = now(counts)
    counts.care[3:] *= 2
    costs = costs_of(counts, PRICE, TARIFFS, contracts, reference, rise, NOTHING)
    # 0.9 * 505 = 454.5 -> 454 (halves go to even); with the rise of prices 499.95 -> 500
    assert costs.forms[:, 0, AMBULATORY].tolist() == [505, 505, 505, 454, 500, 500]
    assert costs.offers[3, 0, AMBULATORY].tolist() == [
        0,
        454 * 200 // 1010,
        0,
        0,
        0,
        0,
        0,
        0,
        454 - 454 * 200 // 1010,
    ]


def test_per_trajectory_is_paid_when_it_begins_and_is_worth_all_its_months() -> None:
    counts = counts_of()
    contracts = Contracts.effort(SIX)
    contracts.kind[:, AMBULATORY] = OUTPUT
    amounts = paid(
        worth_of(counts, cents(PRICE, FLAT)), counts.begun.astype(np.int64), contracts, now(counts), FLAT
    )
    assert amounts[:, 0, AMBULATORY].tolist() == [0, 0, SIX * 505, 0, 0, 0]


def test_prices_rise_each_january_from_the_year_of_the_base_values() -> None:
    index = index_of((2024 - 2000) * 12 + 11, 2, 10.0)
    assert index.tolist() == pytest.approx([1.1, 1.21])
    assert cents(np.full((2, 10, 4), 40.0), index)[:, 0, 0].tolist() == [44, 48]


def test_every_form_is_booked_on_taakvelden_of_its_kind() -> None:
    tariffs = tariffs_of(base())
    assert (tariffs.booking.sum(axis=1) == 10_000).all()
    where = {
        form: {TAAKVELDEN[at] for at in np.flatnonzero(row)}
        for form, row in zip(FORMS, tariffs.booking, strict=True)
    }
    assert where["pleegzorg"] == {"6.73a"}
    assert where["gezinsgerichte opvang"] == {"6.73b"}
    assert where["gesloten plaatsing"] == {"6.74c"}
    assert where["daghulp"] == {"6.72c"}
    assert where["vrij toegankelijke hulp"] == {"6.2"}


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**13), min_size=10, max_size=10))
def test_booking_keeps_every_cent(amounts: list[int]) -> None:
    parts = booked(np.array(amounts), tariffs_of(base()).booking)
    assert parts.sum(axis=1).tolist() == amounts
    assert (parts >= 0).all()


MEMBERS = st.integers(1, 12).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 10**11), min_size=size, max_size=size),
        st.lists(st.floats(0.01, 1e6), min_size=size, max_size=size),
    )
)


@settings(max_examples=25)
@given(MEMBERS, st.integers(0, 1000), st.integers(0, 10))
def test_contributions_add_up_to_the_cent(
    members: tuple[list[int], list[float]], share: int, tenth: int
) -> None:
    costs, keys = members
    over = [cost * tenth // 10 for cost in costs]
    paid_in = contributions(costs, keys, share, over)
    assert int(paid_in.sum()) == sum(costs)
    assert (paid_in >= -1).all()


@settings(max_examples=25)
@given(MEMBERS)
def test_without_solidarity_the_user_pays_and_with_all_of_it_the_key_does(
    members: tuple[list[int], list[float]],
) -> None:
    costs, keys = members
    assert contributions(costs, keys, 0).tolist() == costs
    total, whole = sum(costs), sum(keys)
    for one, key in zip(contributions(costs, keys, 1000), keys, strict=True):
        assert one == pytest.approx(total * key / whole, abs=2.0, rel=1e-9)


def test_the_stop_loss_is_shared_in_full() -> None:
    assert contributions([1000, 0], [1, 3], 0, [400, 0]).tolist() == [700, 300]


@pytest.mark.parametrize(
    "wrong", [([-1, 2], [1, 1], 0), ([1, 2], [0, 0], 0), ([1, 2], [1, 1], 1001), ([1, 2], [1, -1], 5)]
)
def test_what_is_no_share_is_refused(wrong: tuple[list[int], list[float], int]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        contributions(*wrong)
    with pytest.raises(ValueError, match="stop-loss"):
        contributions([1], [1], 0, [2])
