from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.split import Chain
from drietrap.catalogue.split_costs import KOSTEN
from drietrap.catalogue.split_quantities import AGES
from drietrap.catalogue.split_use import GEBRUIK, TRAJECTEN, UIT_HUIS, VERBLIJF
from drietrap.differences.split.levels import levels
from drietrap.differences.split.ranges import Array, Range
from drietrap.differences.split.terms import WHOLE, Found, chance, terms
from drietrap.statistics.decomposition import log_mean_split, shapley
from tests.differences.worlds import Truth, known, places, published

LONG = os.environ.get("DRIETRAP_LONG") == "1"
CHAINS = {chain.id: chain for chain in (KOSTEN, GEBRUIK, TRAJECTEN)}
few = settings(max_examples=12, deadline=None)


def split(chain: Chain, own: Truth, other: Truth) -> Found:
    return terms(chain, levels(chain, known(own)), levels(chain, known(other)))


def values(found: Found) -> dict[str, float]:
    named = ((name, float(held.value[0])) for name, held in found.terms.items())
    return {name: value for name, value in named if np.isfinite(value)}


@few
@given(places(), places(), st.sampled_from(sorted(CHAINS)))
def test_terms_add_up_to_the_difference(own: Truth, other: Truth, name: str) -> None:
    chain = CHAINS[name]
    found = split(chain, own, other)
    size = abs(float(levels(chain, known(other)).figure.value[0]))
    assert sum(values(found).values()) == pytest.approx(float(found.difference.value[0]), abs=1e-9 * size)


@few
@given(places(), places(), st.sampled_from(sorted(CHAINS)))
def test_sides_that_change_places_change_every_sign(own: Truth, other: Truth, chain_id: str) -> None:
    chain = CHAINS[chain_id]
    forth, back = split(chain, own, other), split(chain, other, own)
    for name, held in forth.terms.items():
        turned = back.terms[name]
        scale = np.abs(held.value) + 1e-9
        assert turned.value == pytest.approx(-held.value, abs=1e-9 * float(scale[0]), nan_ok=True)
        assert turned.low == pytest.approx(-held.high, abs=1e-9 * float(scale[0]) + 1e-9, nan_ok=True)


@few
@given(places(), places(), st.randoms(use_true_random=False))
def test_the_order_of_the_factors_changes_nothing(own: Truth, other: Truth, random: object) -> None:
    blocks = list(KOSTEN.blocks)
    random.shuffle(blocks)  # type: ignore[attr-defined]
    mixed = replace(KOSTEN, blocks=tuple(blocks))
    assert values(split(mixed, own, other)) == pytest.approx(values(split(KOSTEN, own, other)), rel=1e-9)


def test_the_order_of_groups_changes_nothing() -> None:
    own, other = _pair()
    turned = replace(
        KOSTEN, blocks=tuple(replace(block, groups=tuple(reversed(block.groups))) for block in KOSTEN.blocks)
    )
    assert values(split(turned, own, other)) == pytest.approx(values(split(KOSTEN, own, other)), rel=1e-9)


# The oracle is the split by all orders on the logarithm (statistics.decomposition, tried against Das Gupta
# 1993): for the blocks as plain factors both must agree, the right way up and upside down.
@few
@given(places(), places())
def test_blocks_get_what_averaging_over_all_orders_gives(own: Truth, other: Truth) -> None:
    totals = [[block.total.value for block in levels(KOSTEN, known(side)).blocks] for side in (other, own)]

    def product(factors: Sequence[Array]) -> Array:
        return np.asarray(np.prod(np.stack(factors), axis=0))

    def turned(factors: Sequence[Array]) -> Array:
        return np.asarray(1 / product(factors))

    found = values(split(KOSTEN, own, other))
    inside = (("bronnen",), ("leeftijd", "bereik"), ("trajecten",), ("bedrag",))
    ours = np.array([sum(found[name] for name in names) for names in inside])
    slow = log_mean_split(product, totals[0], totals[1])[:, 0]
    assert ours == pytest.approx(slow, rel=1e-7, abs=1e-7)
    down = log_mean_split(turned, totals[0], totals[1])[:, 0]
    if abs(down.sum()) > 1e-9:
        assert ours / ours.sum() == pytest.approx(down / down.sum(), rel=1e-6, abs=1e-6)


# Kitagawa (1955, equation 7) is the Shapley value of a sum of products of two factors.
@few
@given(places(), places())
def test_a_sum_over_ages_is_split_as_kitagawa_does(own: Truth, other: Truth) -> None:
    def over_ages(factors: Sequence[Array]) -> Array:
        return np.asarray((factors[0] * factors[1]).sum(axis=-1))

    sides = []
    for side in (other, own):
        people = np.array([side[f"inwoners_{age}"] for age in AGES])
        use = np.array([side[f"jongeren_{age}"] for age in AGES]) / people
        sides.append([people / side["inwoners_tot_23"], use])
    mix, reach = shapley(over_ages, sides[0], sides[1]) * 100
    found = values(split(GEBRUIK, own, other))
    assert (found["leeftijd"], found["bereik"]) == pytest.approx(
        (float(mix), float(reach)), rel=1e-6, abs=1e-9
    )


@settings(max_examples=1500 if LONG else 30, deadline=None)
@given(places(fewest=0), places(fewest=0), st.sampled_from(sorted(CHAINS)))
def test_no_table_that_is_published_like_this_has_a_term_outside(
    own: Truth, other: Truth, chain_id: str
) -> None:
    """Draw the truth first, publish it, and ask where the truth can lie."""
    chain = CHAINS[chain_id]
    if min(side["jongeren"] for side in (own, other)) <= 8 or min(own["trajecten"], other["trajecten"]) <= 8:
        return
    seen = terms(chain, levels(chain, published(own)), levels(chain, published(other)))
    real = split(chain, own, other)
    for name, held in seen.terms.items():
        truth = float(real.terms[name].value[0])
        if np.isfinite(truth) and np.isfinite(held.low[0]):
            slack = 1e-9 * (abs(truth) + 1)
            assert held.low[0] - slack <= truth <= held.high[0] + slack, name
    if any(whole[0] for whole in seen.whole):
        return  # with secret ages a view divides the block as a whole: something else
    for view, parts in seen.views.items():
        for part, whole in zip(parts, real.views[view], strict=True):
            truth = float(whole.value[0])
            if np.isfinite(truth) and np.isfinite(part.low[0]):
                slack = 1e-9 * (abs(truth) + 1)
                assert part.low[0] - slack <= truth <= part.high[0] + slack, view


@few
@given(places(), places())
def test_parts_of_a_term_add_up_to_it(own: Truth, other: Truth) -> None:
    found = split(KOSTEN, own, other)
    for name, parts in found.groups.items():
        summed = sum(float(part.value[0]) for part in parts.values())
        assert summed == pytest.approx(float(found.terms[name].value[0]), rel=1e-7, abs=1e-7)
    summed = sum(float(part.value[0]) for part in found.views["verwijzer"])
    assert summed == pytest.approx(float(found.terms["bereik"].value[0]), rel=1e-7, abs=1e-6)


def test_a_secret_number_gives_ends_and_never_a_zero() -> None:
    own, other = _pair()
    own["jongeren"] += 3 - own["jongeren_18_22"]
    own["jongeren_18_22"] = 3.0
    found = terms(KOSTEN, levels(KOSTEN, published(own)), levels(KOSTEN, published(other)))
    for name in ("leeftijd", "bereik"):
        held = found.terms[name]
        assert np.isnan(held.value[0])
        assert held.low[0] < held.high[0]
    whole = found.terms["bevolking_en_bereik"]
    assert np.isfinite(whole.value[0])
    truth = values(split(KOSTEN, own, other))
    assert whole.low[0] <= truth["leeftijd"] + truth["bereik"] <= whole.high[0]


@settings(max_examples=2000 if LONG else 60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=6, max_size=6), st.sampled_from([VERBLIJF, UIT_HUIS]), st.data())
def test_a_secret_share_of_a_share_has_ends_that_hold_the_truth(
    numbers: list[int], chain: Chain, data: st.DataObject
) -> None:
    """Up to all four counts may be secret, and the table does not say that they are not nought."""
    sides = []
    for part, more, rest in (numbers[:3], numbers[3:]):
        counts = {
            chain.terms[1].id: part,
            chain.terms[0].id: part + more,
            "jongeren_tot_18": part + more + rest,
        }
        sides.append({name: float(count) for name, count in counts.items()})
    shown = [published(side) for side in sides]
    for side in shown:
        for name in data.draw(st.sets(st.sampled_from([term.id for term in chain.terms]))):
            nothing = np.zeros(1)
            side[name] = Range(nothing * np.nan, nothing, side[name].high)
    found = terms(chain, *(levels(chain, side) for side in shown))
    for name, truth in values(split(chain, *sides)).items():
        low, high = float(found.terms[name].low[0]), float(found.terms[name].high[0])
        assert np.isfinite([low, high]).all()
        assert low - 1e-9 <= truth <= high + 1e-9


def test_chance_follows_from_the_numbers_of_youths() -> None:
    """With one age only, the deviation of reach is that of two shares, times euros per percent."""
    own, other = _pair()
    mine, theirs = levels(GEBRUIK, known(own)), levels(GEBRUIK, known(other))
    found = terms(GEBRUIK, mine, theirs)
    deviation = chance(GEBRUIK, mine, theirs, found)
    by_hand = 0.0
    for side in (own, other):
        for age in AGES:
            people, youths = side[f"inwoners_{age}"], side[f"jongeren_{age}"]
            share = youths / people
            by_hand += (people / side["inwoners_tot_23"]) ** 2 * share * (1 - share) / people
    assert float(deviation[WHOLE][0]) == pytest.approx(100 * np.sqrt(by_hand), rel=1e-6)


@pytest.mark.parametrize("factor", [2.0, 0.5])
def test_a_cause_that_is_put_in_comes_out(factor: float) -> None:
    own, _ = _pair()
    for cause, term in (("lasten", "bedrag"), ("trajecten", "trajecten")):
        other = {name: value * (factor if name.startswith(cause) else 1.0) for name, value in own.items()}
        if cause == "trajecten":  # as much per trajectory, so that only their number differs
            other |= {name: value * factor for name, value in own.items() if name.startswith("lasten")}
        found = values(split(KOSTEN, own, other))
        rest = [abs(value) for name, value in found.items() if name != term]
        assert found[term] == pytest.approx(sum(found.values()))
        assert max(rest) < 1e-6


def _pair() -> tuple[Truth, Truth]:
    """Return two places that differ in everything."""
    sides = []
    for shift in (1.0, 1.3):
        side = {f"inwoners_{age}": 4000.0 + 1000 * n * shift for n, age in enumerate(AGES)}
        side |= {f"jongeren_{age}": 200.0 + 150 * n * shift for n, age in enumerate(AGES)}
        side["inwoners_tot_18"] = sum(side[f"inwoners_{age}"] for age in ("0_3", "4_11", "12_17"))
        side["inwoners_tot_23"] = side["inwoners_tot_18"] + side["inwoners_18_22"]
        side["jongeren_tot_18"] = side["inwoners_tot_18"] * (2 - shift)
        side["jongeren"] = sum(side[f"jongeren_{age}"] for age in AGES)
        names = [part for view in TRAJECTEN.views for part in view.parts]
        side |= {name: 100.0 + 40 * n * shift for n, name in enumerate(names)}
        side["trajecten"] = sum(side[name] for name in names)
        side |= {f"jongeren_{name}": 90.0 for name in ("bij_paar", "eenoudergezin", "ander_huishouden")}
        kinds = ("verblijf", "zonder_verblijf", "bescherming", "oude_code")
        side |= {f"lasten_{kind}": 1e6 * shift * (n + 1) for n, kind in enumerate(kinds)}
        side["lasten"] = sum(side[f"lasten_{kind}"] for kind in kinds)
        sides.append(side)
    return sides[0], sides[1]
