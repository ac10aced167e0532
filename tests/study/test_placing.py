"""Every split stands whole once, every term answers once, and what 2015 did not mention is marked."""

from __future__ import annotations

from collections import Counter

import pytest

from drietrap.benchmark.result import Estimate, Verdict
from drietrap.catalogue.split_years import CHAINS
from drietrap.catalogue.study_questions import MENTIONED_2015, question_of_split
from drietrap.differences.split.result import Split, SplitTerm, SplitView
from drietrap.differences.study.chapter import Point, Study
from drietrap.differences.study.earlier import NOT_MENTIONED, mention
from drietrap.differences.study.placing import Placed, placed
from drietrap.differences.study.questions import Question
from drietrap.publication.study.words import point_sentence, with_period
from tests.study.conftest import Example

_ONE = Estimate(1.0, 0.0, 2.0)
_BETWEEN_PLACES = [chain for chain in CHAINS if not chain.over_time]


def _split(chain_id: str) -> Split:
    chain = next(one for one in CHAINS if one.id == chain_id)
    terms = tuple(
        SplitTerm(
            text.id,
            text.kind,
            text.label,
            _ONE,
            _ONE,
            None,
            None,
            text.unit,
            "duidelijk",
            "",
            tuple(SplitView(view.id, view.label, (), None) for view in chain.views if view.term == text.id),
        )
        for text in chain.terms
    )
    unit = chain.unit.value
    return Split(chain_id, chain.label, "", unit, 1.0, 0, _ONE, _ONE, _ONE, "", terms, "", (), (), (), 1, 0)


@pytest.fixture(scope="module")
def everywhere() -> dict[Question, Placed]:
    splits = [_split(chain.id) for chain in _BETWEEN_PLACES]
    return {question: placed(question, splits) for question in Question}


def test_every_difference_stands_whole_under_one_question(everywhere: dict[Question, Placed]):
    found = Counter(one.chain for here in everywhere.values() for one in here.whole)
    assert found == Counter(chain.id for chain in _BETWEEN_PLACES)
    assert {one.chain for one in everywhere[Question.INKOOP].whole} >= {"kosten", "kosten-verblijf"}
    assert [one.chain for one in everywhere[Question.BEVOLKING].whole] == ["gebruik"]
    assert [one.chain for one in everywhere[Question.BESCHERMING].whole] == ["uit-huis"]


def test_a_term_answers_its_own_question_and_is_never_repeated_with_its_whole(
    everywhere: dict[Question, Placed],
):
    seen = Counter((one.chain, one.term.id) for here in everywhere.values() for one in here.terms)
    assert set(seen.values()) == {1}
    for question, here in everywhere.items():
        assert all(one.where is not question for one in here.terms)
        assert all(question_of_split(one.chain) == one.where for one in here.terms)
    use = {(one.chain, one.term.id) for one in everywhere[Question.BEVOLKING].terms}
    assert {("kosten", "leeftijd"), ("kosten", "bereik"), ("kosten-verblijf", "jeugdhulp")} <= use
    protection = {(one.chain, one.term.id) for one in everywhere[Question.BESCHERMING].terms}
    assert protection == {
        ("kosten-verblijf", "aandeel_bescherming"),
        ("kosten-verblijf", "bedrag_bescherming"),
    }
    registration = {one.term.id for one in everywhere[Question.BETROUWBAAR].terms}
    assert registration == {"bronnen", "oude_code"}


def test_reach_by_referrer_is_shown_with_the_access_once(everywhere: dict[Question, Placed]):
    assert [one.view.id for one in everywhere[Question.TOEGANG].views] == ["verwijzer"]
    assert [one.view.id for one in everywhere[Question.BEVOLKING].views] == ["huishouden"]
    others = (Question.BETROUWBAAR, Question.INKOOP, Question.BESCHERMING)
    assert not any(everywhere[question].views for question in others)


def test_what_the_study_of_2015_did_not_mention_is_marked(whole: Study):
    said = [mention(one) for part in whole.parts for one in part.chapters[0].findings]
    assert Counter(said) == {NOT_MENTIONED: 16, "genoemd in 2.5.3": len(MENTIONED_2015)}


def test_a_report_of_2015_marks_findings_and_no_report_repeats_its_year(example: Example):
    page = (example.place / "rapporten" / "verschillenanalyse-gemeente-d-2015k1.html").read_text()
    assert "In het onderzoek zelf" in page
    assert "noemt het onderzoek zelf er 5 niet" in page
    assert with_period("Jeugdhulp in Breda", "2022") == "Jeugdhulp in Breda, 2022"
    assert with_period("Jeugdhulp 2022", "2022") == "Jeugdhulp 2022"
    assert with_period("Jeugdhulp in 20222 huizen", "2022").endswith(", 2022")


@pytest.mark.parametrize(
    ("said", "after", "own", "sentence"),
    [
        (
            Verdict.CLEARLY_HIGHER,
            Verdict.CLEARLY_HIGHER,
            9.1,
            "duidelijk hoger dan Nederland (9,1% tegen 2,7%).",
        ),
        (
            Verdict.NO_DIFFERENCE_SHOWN,
            Verdict.NO_DIFFERENCE_SHOWN,
            None,
            "niet te onderscheiden van Nederland.",
        ),
        (Verdict.UNKNOWN, Verdict.UNKNOWN, None, "Een verschil is niet te zeggen."),
        (Verdict.UNKNOWN, Verdict.PROBABLY_LOWER, None, "is het waarschijnlijk lager dan Nederland."),
    ],
)
def test_a_point_says_no_more_than_its_verdict(
    said: Verdict, after: Verdict, own: float | None, sentence: str
):
    point = Point("verwijzer_jeugdarts", said, after, Question.TOEGANG, own, None if own is None else 2.7)
    assert point_sentence(point).endswith(sentence)
