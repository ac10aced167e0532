"""Each step by itself: what stays, what falls, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy import stats

from drietrap.benchmark.doubt import Doubts
from drietrap.benchmark.result import Estimate
from drietrap.differences.selection.alike import margins
from drietrap.differences.selection.bounds import bound, one_of
from drietrap.differences.selection.components import PLACE, components
from drietrap.differences.selection.conspicuous import conspicuous
from drietrap.differences.selection.definition import (
    AlikeStep,
    Bound,
    ConspicuousStep,
    DifferentStep,
    OneOf,
    OrdinaryStep,
    Side,
)
from drietrap.differences.selection.ordinary import ordinary, side
from drietrap.differences.selection.result import Departure
from drietrap.differences.selection.world import World
from drietrap.vocabulary.errors import InputError, NoDataError
from tests.benchmark.worlds import figure, figures
from tests.selection.worlds import YOUTHS, with_features, world

ALL = tuple(range(40))


def test_a_bound_counts_both_ends_and_a_secret_value_is_never_zero():
    here = world(5, counts={"gebruik": [800, 880, 960, 1040, 1120]})
    rows = here.figures.filter(here.figures["area"] != here.land.areas[4])
    secret = figures([figure(here.land.areas[4], 0, YOUTHS, hidden=True)])
    here = replace(here, figures=rows.vstack(secret), _views={})
    step = Bound("gebruik", None, 11.05)  # 11.0 is published: 10.95 to 11.05
    outcome = bound(here, (0, 1, 2, 3, 4), step)
    assert outcome.kept == (0, 1, 4)  # the secret one is 0 to 0.09 percent: surely below
    low = bound(here, (0, 1, 2, 3, 4), Bound("gebruik", 0.05, 11.05))
    assert low.kept == (0, 1)
    (why,) = [one for one in low.fallen if one.area == here.land.areas[4]]
    assert why.doubtful
    assert "niet zeker" in why.reason
    assert bound(here, (0, 1, 2, 3, 4), replace(step, lowest=0.05, keep_doubtful=True)).kept == (0, 1, 4)


def test_a_bound_within_the_rounding_is_doubtful_and_says_by_how_much():
    here = world(3, counts={"gebruik": [800, 880, 960]})
    outcome = bound(here, (0, 1, 2), Bound("gebruik", 11.0))
    assert outcome.kept == (2,)
    below, edge = outcome.fallen
    assert (below.doubtful, edge.doubtful) == (False, True)
    assert below.shortfall == pytest.approx(11.0 - 10.05)
    assert edge.shortfall == pytest.approx(0.05)


def test_a_figure_in_doubt_or_absent_falls_out_as_doubtful():
    here = world(3, counts={"gebruik": [960, None, 960]})
    doubted = {"gebruik": {(here.land.areas[0], "2022"): ("klopt niet",)}}
    here = replace(here, doubts=Doubts(doubted), _views={})
    outcome = bound(here, (0, 1, 2), Bound("gebruik", 5))
    assert outcome.kept == (2,)
    assert all(one.doubtful for one in outcome.fallen)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Bound("gebruik"), "ontbreekt een getal"),
        (Bound("gebruik", 3, 2), "boven de bovengrens"),
        (Bound("gebruk", 3), "bedoelt u gebruik"),
    ],
)
def test_a_bound_that_says_nothing_is_refused(step, words):
    with pytest.raises(InputError, match=words):
        bound(world(5), (0, 1), step)


def test_one_of_regions_and_of_values():
    here = world(10, organisation={"eerste_contact": ["wijkteam", None, "telefoonteam"] + ["wijkteam"] * 7})
    assert one_of(here, tuple(range(10)), OneOf("jeugdregio", ("regio 1",))).kept == (5, 6, 7, 8, 9)
    outcome = one_of(here, tuple(range(10)), OneOf("eerste_contact", ("telefoonteam",)))
    assert outcome.kept == (2,)
    assert [one.doubtful for one in outcome.fallen].count(True) == 1
    for step in (
        OneOf("jeugdregio", ("elders",)),
        OneOf("eerste_contact", ("post",)),
        OneOf("gebruik", ("1",)),
    ):
        with pytest.raises(InputError, match="kennen wij niet"):
            one_of(here, (0, 1), step)


def test_ordinary_by_share_is_a_quantile_of_the_country_and_by_number_of_who_remains():
    here = world()
    half = ordinary(here, ALL, OrdinaryStep(share=0.5))
    assert len(half.kept) == 20
    some = ordinary(here, ALL[10:], OrdinaryStep(share=0.5))
    assert some.kept == tuple(i for i in half.kept if i >= 10)
    five = ordinary(here, ALL, OrdinaryStep(share=None, number=5))
    nearest = sorted(ALL, key=lambda i: half.ordinary[i].distance.value)[:5]
    assert five.kept == tuple(sorted(nearest))
    for i in ALL:
        shares = [one.share for one in half.ordinary[i].departures]
        assert shares == sorted(shares, reverse=True)


def test_an_unknown_factor_makes_nobody_ordinary():
    here = world()
    plain = ordinary(here, ALL, OrdinaryStep(share=0.5))
    first = plain.kept[0]
    features = here.land.features.copy()
    features[first, 3:9] = np.nan
    less = ordinary(with_features(here, features), ALL, OrdinaryStep(share=0.5))
    place = less.ordinary[first]
    assert place.distance.lower < place.distance.value <= place.distance.upper
    (why,) = [one for one in less.fallen if one.area == here.land.areas[first]]
    assert why.doubtful
    assert "onbekend" in why.reason
    features[first] = np.nan
    (why,) = [
        one
        for one in ordinary(with_features(here, features), ALL, OrdinaryStep(share=1.0)).fallen
        if one.area == here.land.areas[first]
    ]
    assert why.shortfall is None


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        ("jeugdhulp_gebruik", "de uitkomst zelf"),
        ("kosten_per_jongere", "de uitkomst zelf"),
        ("pct_jeugdzorg_tot_23", "de uitkomst zelf"),
        ("eerste_contact", "een keuze van de gemeente"),
        ("pct_koopwoning", "bedoelt u pct_koopwoningen"),
    ],
)
def test_the_outcome_in_disguise_is_refused_as_a_factor(factor, words):
    with pytest.raises(InputError, match=words):
        ordinary(world(), ALL, OrdinaryStep((factor,)))


def test_no_population_factors_at_all():
    here = world()
    with pytest.raises(NoDataError, match="geen enkele gemeente"):
        ordinary(with_features(here, np.full_like(here.land.features, np.nan)), ALL, OrdinaryStep())


def outstanding(highs: dict[int, int]) -> World:
    """Return a world with overdispersion of its own, and some that stand out."""
    random = np.random.default_rng(4)
    counts = [int(k) for k in random.binomial(YOUTHS, np.clip(random.normal(0.12, 0.01, 60), 0.05, 0.3))]
    for i, k in highs.items():
        counts[i] = k
    return world(60, counts={"gebruik": counts})


def test_conspicuous_is_after_overdispersion_and_after_multiple_testing():
    here = outstanding({7: 1500, 21: 1490, 33: 480})
    everyone = tuple(range(60))
    step = ConspicuousStep(("gebruik",), false_discoveries=0.05)
    outcome = conspicuous(here, everyone, step)
    assert outcome.kept == (7, 21, 33)
    assert [outcome.conspicuous[i][0].high for i in outcome.kept] == [True, True, False]
    assert conspicuous(here, everyone, replace(step, side=Side.LOW)).kept == (33,)
    z = here.view("gebruik").field.z_adjusted
    q = stats.false_discovery_control(2 * stats.norm.sf(np.abs(z)))  # an independent Benjamini-Hochberg
    assert outcome.conspicuous[7][0].q_value == pytest.approx(q[7])
    chance_alone = np.flatnonzero(np.abs(here.view("gebruik").field.z) > 1.96)
    assert len(chance_alone) > 20  # without allowing for ordinary variation nearly everyone stands out


def test_the_family_is_who_remains_times_the_indicators():
    here = outstanding({7: 1330})
    few, all_ = tuple(range(5, 12)), tuple(range(60))
    step = ConspicuousStep(("gebruik",), false_discoveries=0.9)
    assert (
        conspicuous(here, few, step).conspicuous[7][0].q_value
        < conspicuous(here, all_, step).conspicuous[7][0].q_value
    )


def test_who_falls_hears_which_figure_was_nearest():
    outcome = conspicuous(world(), ALL, ConspicuousStep(("gebruik",), false_discoveries=0.001))
    assert not outcome.kept
    assert all("gebruik" in one.reason and one.shortfall > 0 for one in outcome.fallen)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (ConspicuousStep(()), "geen enkele indicator"),
        (ConspicuousStep(("gebruik",), false_discoveries=0), "aandeel fouten"),
        (ConspicuousStep(("gebruik",), at_least=2), "meer cijfers"),
        (ConspicuousStep(("jeugdhulp_1_op",)), "kennen wij niet"),
    ],
)
def test_what_cannot_be_conspicuous_is_refused(step, words):
    with pytest.raises(InputError, match=words):
        conspicuous(world(), ALL, step)


def test_the_same_figures_by_a_slow_way():
    here = world(6, counts={"gebruik": [960, 970, 1000, 1400, None, 960]})
    needed = margins(here, tuple(range(6)), ("gebruik",))
    target = here.view("gebruik").field.target

    def wilson(k):
        z = stats.norm.ppf(0.95)
        p, n = k / YOUTHS, YOUTHS
        middle, reach = p + z * z / 2 / n, z * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
        return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)

    for a, b, k, m in ((0, 1, 960, 970), (0, 3, 960, 1400)):
        shares = [round(100 * one / YOUTHS, 1) / 100 for one in (k, m)]
        rounded = [(share - 0.0005, share + 0.0005) for share in shares]
        chance = [(wilson(low * YOUTHS)[0], wilson(high * YOUTHS)[1]) for low, high in rounded]
        down = np.hypot(rounded[0][0] - chance[0][0], chance[1][1] - rounded[1][1])
        up = np.hypot(chance[0][1] - rounded[0][1], rounded[1][0] - chance[1][0])
        low, high = rounded[0][0] - rounded[1][1] - down, rounded[0][1] - rounded[1][0] + up
        assert needed[a, b] == pytest.approx(max(abs(low), abs(high)) / target, rel=1e-3)
    assert np.isinf(needed[4]).all()  # no figure is never the same
    assert np.isinf(np.diag(needed)).all()
    assert (needed == needed.T).all()


def test_a_part_by_hand_and_unknown_parts_between_zero_and_one():
    here = world(
        4,
        organisation={
            "eerste_contact": ["wijkteam", "wijkteam", "telefoonteam", None],
            "aantal_aanbieders": ["10", "60", "110", "10"],
        },
    )
    step = DifferentStep(2, characteristics=("eerste_contact", "aantal_aanbieders"))
    parts = {one.id: one for one in components(here, (0, 1, 2, 3), step)}
    assert {name: round(one.weight, 9) for name, one in parts.items()} == {
        "eerste_contact": 0.25,
        "aantal_aanbieders": 0.25,
        PLACE: 0.5,
    }
    first, number, place = parts["eerste_contact"], parts["aantal_aanbieders"], parts[PLACE]
    assert first.low.tolist() == [[0, 0, 1, 0], [0, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 0]]
    assert first.high[3].tolist() == [1, 1, 1, 0]
    assert number.low[0].tolist() == [0, 0.5, 1, 0]
    far = here.kilometres()
    assert place.low.max() == 1
    assert place.low[0, 1] == pytest.approx(far[0, 1] / far.max())


def test_a_figure_as_a_part_keeps_its_rounding_and_its_secrecy():
    here = world(4, counts={"gebruik": [800, 880, 1600, 1600]})
    rows = here.figures.filter(here.figures["area"] != here.land.areas[3])
    secret = figures([figure(here.land.areas[3], 0, YOUTHS, hidden=True)])
    here = replace(here, figures=rows.vstack(secret), _views={})
    (part,) = components(here, (0, 1, 2, 3), DifferentStep(2, place=0, characteristics=("gebruik",)))
    # Published 10.0, 11.0, 20.0 and secret (0 to 0.0875); the largest certain difference is 19.95 - 0.0875.
    full = 19.95 - 0.0875
    assert part.low[0, 1] == pytest.approx((10.95 - 10.05) / full)
    assert part.high[0, 1] == pytest.approx((11.05 - 9.95) / full)
    assert part.low[0, 3] == pytest.approx((9.95 - 0.0875) / full)
    assert part.low[2, 3] == 1
    assert part.shown == ("10,0%", "11,0%", "20,0%", None)


def test_where_chance_cannot_be_reckoned_nobody_is_conspicuous():
    here = outstanding({7: 1500})
    blind = here.figures.with_columns(
        *(
            pl.lit(None, dtype=pl.Float64).alias(f"{part}_{end}")
            for part in ("numerator", "denominator")
            for end in ("lower", "upper")
        )
    )
    outcome = conspicuous(
        replace(here, figures=blind, _views={}), tuple(range(60)), ConspicuousStep(("gebruik",))
    )
    assert not outcome.kept
    assert all(one.doubtful and one.shortfall is None for one in outcome.fallen)
    assert "te weinig cijfers" in outcome.remarks[0]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (DifferentStep(2, organisation=0, place=0), "niets waarop"),
        (DifferentStep(2, place=-1), "lager dan 0"),
        (DifferentStep(2, characteristics=("eerste_kontakt",)), "kennen wij niet"),
        (DifferentStep(2, weights=(("mee", 2.0),)), "kennen wij niet"),
        (DifferentStep(2, population=1, factors=("jeugdhulp_gebruik",)), "de uitkomst zelf"),
    ],
)
def test_parts_that_cannot_be_are_refused(step, words):
    with pytest.raises(InputError, match=words):
        components(world(5), (0, 1, 2), step)


@pytest.mark.parametrize(
    ("factor", "z", "said"),
    [
        ("stedelijkheid", 1.0, "minder stedelijk"),  # CBS: 5 is not urban
        ("stedelijkheid", -1.0, "stedelijker"),
        ("huishoudgrootte", 1.0, "groter"),
        ("inkomen_per_inwoner", -1.0, "lager"),
        ("stedelijkheid", None, "onbekend"),
    ],
)
def test_the_side_of_a_factor_is_said_in_its_own_words(factor, z, said):
    assert side(Departure(factor, factor, Estimate(z, z, z), 0.5)) == said


def test_distances_over_the_ground_are_those_of_a_map():
    here = world(2)
    dordrecht, groningen = (51.8133, 4.6901), (53.2194, 6.5665)
    here = replace(here, places=np.array([dordrecht, groningen]))
    assert here.kilometres()[0, 1] == pytest.approx(201.5, abs=1.0)
    assert AlikeStep(("x",)).margin == 0.25
