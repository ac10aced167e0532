"""What the checks found in deliveries: never exact, never more than was delivered, and true."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.rules.rule import Severity
from drietrap.differences.study.chapter import Delivered, DeliveryFinding, Kind
from drietrap.differences.study.delivered import MUNICIPALITY, OTHERS, delivered
from drietrap.differences.study.sources import published_beside
from drietrap.publication.disclosure import publish
from drietrap.publication.study.deliveries import delivery_blocks
from drietrap.register.judging import FindingGroup
from drietrap.vocabulary.errors import IntegrityError

THEMES = ("verwijzers", "aantal trajecten", "aantal jeugdigen")


def group(rule: str, effect: int | None, *, severity: Severity = Severity.FOUT, touches=THEMES[:1]):
    return FindingGroup(
        rule, severity, f"titel {rule}", "", "doe iets", "", effect or 1, 0.1, (), 2, effect, None, touches
    )


_groups = st.builds(
    group,
    st.sampled_from(("R1", "R2", "R3")),
    st.integers(0, 400),
    severity=st.sampled_from(list(Severity)),
    touches=st.lists(st.sampled_from(THEMES), unique=True).map(tuple),
)
_providers = st.dictionaries(
    st.sampled_from([f"P{number}" for number in range(12)]),
    st.tuples(st.integers(1, 300), st.lists(_groups, max_size=4, unique_by=lambda one: one.rule)),
    max_size=12,
)


@given(_providers)
def test_nothing_exact_comes_out_and_the_truth_is_within(providers):
    here = {name: count for name, (count, _) in providers.items()}
    found = {name: tuple(groups) for name, (_, groups) in providers.items()}
    made = publish(delivered("2022", here, found, (), None), public_sources=True).content
    assert len([one for one in made.findings if one.whose != OTHERS]) <= 5
    for one in made.findings:
        assert one.here.value is None
        assert one.here.lower == 0
    for rule in ("R1", "R2", "R3"):  # by hand: what each finding can move here, all providers together
        truth = sum(
            min(one.effect or 0, here[name])
            for name, groups in found.items()
            for one in groups
            if one.rule == rule
        )
        assert sum(one.here.upper or 0 for one in made.findings if one.rule == rule) >= truth
    for theme in THEMES:
        wrong = sum(
            min(
                here[name],
                sum(
                    g.effect or 0 for g in groups if theme in g.touches and g.severity is not Severity.SIGNAAL
                ),
            )
            for name, groups in found.items()
        )
        assert made.stakes.get(theme, 0.0) >= wrong
        assert wrong or theme not in made.stakes


def test_a_provider_is_named_only_from_ten_and_what_is_wrong_is_avoidable():
    found = {
        "A": (group("R1", 400), group("R2", 5)),
        "B": (group("R1", 8), group("R3", 50, severity=Severity.SIGNAAL)),
    }
    of_municipality = (group("TEAM", 30), group("WEINIG", 0))
    made = delivered("1e halfjaar 2022", {"A": 120, "B": 40}, found, of_municipality, ("Zorg X",))
    assert [(one.whose, one.rule, one.kind, one.here.upper) for one in made.findings] == [
        ("Aanbieder A", "R1", Kind.AVOIDABLE, 122.0),  # 120 delivered here, of 400 that are wrong
        ("Aanbieder B", "R3", Kind.UNKNOWN, 42.0),
        (OTHERS, "R1", Kind.AVOIDABLE, 9.0),
        (OTHERS, "R2", Kind.AVOIDABLE, 9.0),
        (MUNICIPALITY, "TEAM", Kind.AVOIDABLE, 32.0),
        (MUNICIPALITY, "WEINIG", Kind.AVOIDABLE, None),
    ]
    assert made.stakes == {"verwijzers": 132.0}  # 120 of A, 8 of B: 128 told as 130, so 132 at most


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        (None, "geen lijst van gecontracteerde aanbieders"),
        ((), "Iedereen op de lijst"),
        (tuple(f"Zorg {number}" for number in range(10)), "Zorg 7 en nog 2"),
    ],
)
def test_who_is_missing_is_told(absent: tuple[str, ...] | None, said: str):
    one = Delivered("2022", 3, absent, (), {})
    text = " ".join(getattr(block, "text", "") for block in delivery_blocks([one], "a1"))
    assert said in text
    assert "vonden in deze leveringen niets" in text


def test_the_door_refuses_a_count_that_is_exact():
    made = delivered("2022", {"A": 40}, {"A": (group("R1", 33),)}, (), None)
    (one,) = made.findings
    harmed: DeliveryFinding = dataclasses.replace(one, here=Estimate(33.0, 33.0, 33.0))
    with pytest.raises(IntegrityError, match="niet beveiligd"):
        publish(dataclasses.replace(made, findings=(harmed,)), public_sources=True)


@given(st.integers(0, 400), st.integers(0, 300))
def test_what_checks_explain_and_the_rest_hold_the_whole_difference(delivered_count: int, stake: int):
    published = {"value": 200.0, "lower": 198.0, "upper": 202.0}
    gap = published_beside("x", published, delivered_count, stake=float(stake))
    publish(gap, public_sources=True)
    away = delivered_count - min(max(delivered_count, 198), 202)
    pieces = {piece.label: piece.amount for piece in gap.pieces}
    rest, wrong = pieces["Ander verschil"], pieces.get("Wat de controles in de leveringen vonden")
    for explained in {0, min(stake, abs(away))}:  # either end of what the checks can explain
        part = explained if away > 0 else -explained
        assert rest.lower <= away - part <= rest.upper
        if wrong is not None:
            assert wrong.lower <= part <= wrong.upper
    assert (wrong is not None) == (away != 0 and stake > 0)
