"""What a scenario says: the guard first, money with its interval, what rests on assumptions, who notices."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drietrap.app.levers import levers
from drietrap.benchmark.result import Estimate
from drietrap.publication.disclosure import publish
from drietrap.publication.plain import plain
from drietrap.publication.scenario.write import build, write_scenario
from drietrap.steering.scenario.answering import answer
from drietrap.steering.scenario.definition import Member, OwnEffect, Scenario, Settlement, Variant
from drietrap.steering.scenario.estimating import added_up
from drietrap.steering.scenario.guard import MATTERS, GuardVerdict, watch
from drietrap.steering.scenario.outcome import NUMBERS
from drietrap.steering.scenario.region import paid
from drietrap.steering.scenario.result import ScenarioResult, VariantResult
from drietrap.steering.scenario.simulating import Draws, simulate
from drietrap.vocabulary.errors import InputError, IntegrityError
from tests.steering.towns import measure, scenario, town

HURTS = (
    OwnEffect("minder_verlengd", 0.2, 0.2, 0.2, "proef"),
    OwnEffect("te_vroeg_gestopt", 0.1, 0.1, 0.1, "proef"),
)


def draws_of(without: list[int], turned: list[int], number: str) -> Draws:
    """Draws in which one number is given and everything else is 1,000."""
    tables = []
    for given in (without, turned):
        table = np.full((len(given), 1, len(NUMBERS)), 1000, dtype=np.int64)
        table[:, 0, list(NUMBERS).index(number)] = given
        tables.append({"telling": table})
    return Draws({frozenset(): tables[0], frozenset({"m"}): tables[1]}, 0.0)


@pytest.mark.parametrize(
    ("turned", "verdict"),
    [
        ([110] * 10, GuardVerdict.WORSE),
        ([110] * 9 + [90], GuardVerdict.WORSE),
        ([110] * 8 + [90] * 2, GuardVerdict.MAYBE_WORSE),
        ([110] * 6 + [90] * 4, GuardVerdict.NO_CHANGE),
        ([100] * 9 + [109], GuardVerdict.NO_CHANGE),
        ([90] * 10, GuardVerdict.BETTER),
        ([90] * 7 + [101] * 3, GuardVerdict.MAYBE_BETTER),
        ([100] * 10, GuardVerdict.NO_CHANGE),
    ],
)
def test_a_number_is_worse_when_it_rises_enough_and_in_nearly_all_draws(
    turned: list[int], verdict: GuardVerdict
) -> None:
    (unmet, *_) = watch(draws_of([100] * 10, turned, "ernstig_zonder_hulp"), frozenset({"m"}))
    assert unmet.verdict is verdict


def test_a_rise_that_hardly_matters_is_no_verdict() -> None:
    little = round(100_000 * (1 + MATTERS / 2))
    draws = draws_of([100_000] * 10, [little] * 10, "crisis")
    assert all(one.verdict is GuardVerdict.NO_CHANGE for one in watch(draws, frozenset({"m"})))


def test_few_draws_are_never_sure() -> None:
    (unmet, *_) = watch(draws_of([100] * 9, [150] * 9, "ernstig_zonder_hulp"), frozenset({"m"}))
    assert unmet.verdict is GuardVerdict.MAYBE_WORSE


def test_dropout_is_watched_per_month_of_help() -> None:
    draws = draws_of([1000] * 10, [500] * 10, "hulp")
    dropout = {one.watched.id: one for one in watch(draws, frozenset({"m"}))}["uitval"]
    assert dropout.change == pytest.approx(1.0)
    assert dropout.verdict is GuardVerdict.WORSE


@pytest.fixture(scope="module")
def hurting() -> VariantResult:
    asked = scenario(measure("toets-op-verlengen", own=HURTS, cost=0), draws=10, occupancy=None)
    return answer(asked, town(), simulate(asked, town())).variants[0]


def test_a_saving_that_hurts_severe_need_says_so_first(hurting: VariantResult) -> None:
    assert hurting.euros.upper is not None
    assert hurting.euros.upper < 0.0
    unmet = {one.id: one for one in hurting.guards}["ernstig-zonder-hulp"]
    assert unmet.verdict is GuardVerdict.WORSE
    assert hurting.beware[0].startswith(
        "Dit pakket bespaart geld, maar de hulp voor wie die echt nodig heeft"
    )
    assert "jeugdigen met een ernstige vraag zonder hulp" in hurting.beware[0]
    assert "minder kwijt" in hurting.sentence


def test_the_report_of_such_a_saving_begins_with_it(hurting: VariantResult) -> None:
    result = ScenarioResult("GM1999", "Stad", True, "t", "?", "2027-01", "2028-12", 10, (hurting,), (), ())
    document = build(result, datetime.date(2026, 1, 2), "proef")
    assert document.hero.number == "Let op"
    assert document.hero.caption == hurting.beware[0]
    assert document.main_points.items[0].text == hurting.beware[0]
    unhurt = replace(result, variants=(replace(hurting, beware=()),))
    assert "€" in build(unhurt, datetime.date(2026, 1, 2), "proef").hero.number


def test_who_notices_adds_up_to_the_whole(hurting: VariantResult) -> None:
    helped = {line.id: line for line in hurting.effects}["hulp"].difference.value
    for kind in ("hulpvraag", "leeftijd"):
        parts = [one.youths.value or 0.0 for one in hurting.notices if one.kind == kind]
        assert sum(parts) == pytest.approx(helped)
    unmet = {line.id: line for line in hurting.effects}["ernstig_zonder_hulp"].difference.value
    by_need = [one.unmet.value or 0.0 for one in hurting.notices if one.kind == "hulpvraag" and one.unmet]
    assert sum(by_need) == pytest.approx(unmet)
    assert [one.label for one in hurting.notices if one.kind == "wijk"] == [
        "WK199901",
        "WK199902",
        "WK199903",
    ]


SOME = ("normaliseren", "zorgfraude", "wonen")
REGION = Settlement(500, 1.0, "inwoners", (Member("Buur", 20_000_000, 3.0),))


@pytest.fixture(scope="module")
def told() -> tuple[Scenario, ScenarioResult]:
    asked = scenario(*map(measure, SOME), draws=3, budget=((2027, 9_000_000),), settlement=REGION, months=24)
    return asked, answer(asked, town(), simulate(asked, town()))


def test_terms_and_years_add_up_to_the_whole(told: tuple[Scenario, ScenarioResult]) -> None:
    (one,) = told[1].variants
    assert len(one.terms) == 3 + 3 + 1
    assert sum(term.euros.value or 0.0 for term in one.terms) == one.euros.value
    assert sum(year.difference.value or 0.0 for year in one.years) == pytest.approx(one.euros.value, abs=1.0)


def test_budget_and_region_are_told(told: tuple[Scenario, ScenarioResult]) -> None:
    first, second = told[1].variants[0].years
    assert first.budget == 9_000_000.0
    assert second.budget is None
    assert first.left is not None
    assert first.left.value == pytest.approx(9_000_000.0 - (first.turned.value or 0.0))
    # s * total * key + (1 - s) * own, with s a half and a key of a quarter
    own = first.turned.value or 0.0
    assert first.contribution is not None
    assert first.kept is not None
    assert first.contribution.value == pytest.approx(0.5 * (own + 20e6) * 0.25 + 0.5 * own, abs=0.02)
    assert first.kept.value == pytest.approx((first.difference.value or 0.0) * 0.625, abs=0.05)
    # the same in every draw, so that the bounds are those of the own costs
    assert first.kept.lower == pytest.approx((first.difference.lower or 0.0) * 0.625, abs=0.05)
    assert first.kept.upper == pytest.approx((first.difference.upper or 0.0) * 0.625, abs=0.05)
    assert second.contribution is not None


def test_what_lies_above_a_stop_loss_is_shared_in_full() -> None:
    costs = np.array([1_000_000, 3_000_000])
    member = Member("Buur", 40_000, 3.0, over=250)  # 4,000,000 cents, of which 1,000,000 above
    half = Settlement(500, 1.0, "inwoners", (member,), over=100)
    # shared of mine: 10 % in full and half of the rest, 55 %; of theirs 25 % and half of the rest, 62.5 %
    wanted = [round(0.45 * own + 0.25 * (0.55 * own + 0.625 * 4_000_000)) for own in costs.tolist()]
    found = paid(half, costs, costs + 100)
    assert found is not None
    assert found[0].tolist() == wanted
    assert paid(None, costs, costs) is None


def test_assumptions_cannot_be_missed(told: tuple[Scenario, ScenarioResult]) -> None:
    (one,) = told[1].variants
    assert any(text.startswith("ALLEEN AANNAME: het effect van zorgfraude") for text in one.warnings)
    only = scenario(measure("zorgfraude"), draws=1)
    (alone,) = answer(only, town(), simulate(only, town())).variants
    assert any(text.startswith("DIT HELE RESULTAAT RUST OP AANNAMES") for text in alone.warnings)
    assert all(line.verdict is GuardVerdict.NO_CHANGE for line in alone.guards)
    mine = OwnEffect("minder_onterecht_betaald", 0.9, 0.85, 0.95, "eigen controle")
    known = scenario(measure("zorgfraude", own=(mine,)), draws=1)
    (better,) = answer(known, town(), simulate(known, town())).variants
    assert not any("AANNAME" in text for text in better.warnings)
    assert any(text.startswith("TE WEINIG DOORREKENINGEN") for text in better.warnings)


def test_what_follows_from_the_dose_itself_is_only_partly_an_assumption() -> None:
    asked = scenario(measure("tarieven"), draws=1)
    (one,) = answer(asked, town(), simulate(asked, town())).variants
    assert [text.split(":")[0] for text in one.warnings] == ["DEELS AANNAME", "TE WEINIG DOORREKENINGEN"]


def test_a_chance_that_does_not_fit_is_a_finding() -> None:
    huge = OwnEffect("eerder_in_beeld", 40.0, 40.0, 40.0, "proef")
    asked = scenario(measure("preventie-vroegsignalering", own=(huge,)), draws=1)
    draws = simulate(asked, town())
    assert draws.clipped > 0.0
    (one,) = answer(asked, town(), draws).variants
    assert any("past" in text and "te klein" in text for text in one.warnings)


def test_an_uncalibrated_ground_is_told_with_every_variant(told: tuple[Scenario, ScenarioResult]) -> None:
    asked = replace(told[0], draws=1)
    bare = replace(town(), warning="NIET GEIJKT: er is niets.")
    (one,) = answer(asked, bare, simulate(asked, bare)).variants
    assert one.warnings[0] == "NIET GEIJKT: er is niets."


def test_the_report_and_the_json_hold_it_all(told: tuple[Scenario, ScenarioResult], tmp_path: Path) -> None:
    sealed = publish(told[1], public_sources=True)
    made = write_scenario(sealed, tmp_path, made_on=datetime.date(2026, 1, 2), software="proef")
    assert {Path(str(path)).suffix for path in (made.html, made.pdf, made.xlsx)} == {".html", ".pdf", ".xlsx"}
    page = Path(str(made.html)).read_text()
    for words in (
        "Blijft er hulp voor wie die echt nodig heeft?",
        "ALLEEN AANNAME",
        "Fictieve gegevens",
        "wonen",
    ):
        assert words in page
    assert "Hoe het mis kan gaan" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    data = plain("simuleer", sealed)["resultaat"]
    assert data["varianten"][0]["waakt"][0]["oordeel"] in set(GuardVerdict)
    with pytest.raises(IntegrityError):
        write_scenario(told[1], tmp_path, made_on=datetime.date(2026, 1, 2), software="x")  # type: ignore[arg-type]


def test_providers_and_taakvelden_add_up_to_the_costs_of_help(told: tuple[Scenario, ScenarioResult]) -> None:
    (one,) = told[1].variants
    by_provider = sum(line.baseline.value or 0.0 for line in one.providers)
    help_only = [line for line in one.taakvelden if line.code not in ("6.82a", "6.82b")]
    assert by_provider == pytest.approx(sum(line.baseline.value or 0.0 for line in help_only))


def test_a_variant_without_measures_changes_nothing() -> None:
    asked = scenario(measure("normaliseren"), draws=1)
    nothing = replace(asked, variants=(Variant("niets", "Niets doen", ()),))
    (one,) = answer(nothing, town(), simulate(nothing, town())).variants
    assert one.euros == Estimate(0.0, 0.0, 0.0)
    assert one.terms == ()
    assert all(line.difference == Estimate(0.0, 0.0, 0.0) for line in (*one.effects, *one.guards))


def test_terms_are_rounded_so_that_they_add_up() -> None:
    parts = [np.array([40, 41]), np.array([40, 41]), np.array([19, 20])]
    whole = np.asarray(sum(parts))
    made = added_up(parts, whole, 10)
    assert sum(one.value or 0.0 for one in made) == round(float(whole.mean()) / 10)


def test_levers_are_listed_and_an_unknown_one_gets_its_nearest() -> None:
    every = levers().content.levers
    assert len({one.id for one in every}) == len(every)
    assert levers("tarieven").content.levers[0].acts
    with pytest.raises(InputError, match="misschien: tarieven"):
        levers("tarief")
