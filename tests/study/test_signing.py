"""A sign-off holds for one version: it lapses when text or figures change, and says which."""

from __future__ import annotations

import pytest

from drietrap.differences.study.lines import read_toml
from drietrap.differences.study.plan import Involved, Plan, Subject
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import (
    Signed,
    Standing,
    figures_fingerprint,
    line_of,
    sign_offs,
    signed_of,
    version_of,
)
from drietrap.vocabulary.errors import InputError

ROLE = 'adviseur "jeugd"'
PLAN = Plan(
    "t", "2022", 1, "", (Subject("GM0505", "Dordrecht", "d", "A"),), (Involved(ROLE, "", tuple(Question)),)
)
THEN = version_of("a" * 64, "c" * 64)


@pytest.mark.parametrize(
    ("text", "figures", "standing"),
    [
        ("a", "c", Standing.VALID),
        ("b", "c", Standing.TEXT_CHANGED),
        ("a", "d", Standing.FIGURES_CHANGED),
        ("b", "d", Standing.BOTH_CHANGED),
    ],
)
def test_a_sign_off_lapses_and_says_why(text: str, figures: str, standing: Standing):
    signed = (Signed("GM0505", Question.INKOOP, ROLE, "2026-01-02", THEN),)
    now = version_of(text * 64, figures * 64)
    (found,) = sign_offs(signed, PLAN, "GM0505", Question.INKOOP, now)
    assert (found.role, found.day, found.standing) == (ROLE, "2026-01-02", standing)
    (other,) = sign_offs(signed, PLAN, "GM0505", Question.TOEGANG, now)
    assert other.standing is Standing.MISSING


def test_the_last_line_of_a_role_counts():
    old = Signed("GM0505", Question.INKOOP, ROLE, "2026-01-01", version_of("", "c" * 64))
    new = Signed("GM0505", Question.INKOOP, ROLE, "2026-01-02", THEN)
    (found,) = sign_offs((old, new), PLAN, "GM0505", Question.INKOOP, THEN)
    assert found.standing is Standing.VALID


def test_what_is_recorded_is_read_back():
    signed = Signed("GM0505", Question.INKOOP, ROLE, "2026-01-02", THEN)
    assert signed_of(read_toml(line_of(signed).encode(), "akkoord.toml"), PLAN) == (signed,)


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("vraag = 3", "vraag = 7", 4),
        ("vraag = 3", "vraag = true", 4),
        ("GM0505", "GM0001", 3),
        ("adviseur", "wethouder", 5),
        ("2026-01-02", '"morgen"', 6),
        ("2026-01-02", "2999-01-02", 6),
        ("versie = ", 'versie = "x"\nerbij = ', 7),
    ],
)
def test_a_line_that_is_not_right_is_told_with_its_place(was: str, now: str, line: int):
    text = line_of(Signed("GM0505", Question.INKOOP, ROLE, "2026-01-02", THEN)).replace(was, now, 1)
    with pytest.raises(InputError) as found:
        signed_of(read_toml(text.encode(), "akkoord.toml"), PLAN)
    assert (found.value.file, found.value.row) in {("akkoord.toml", line), ("akkoord.toml", line + 1)}


def test_figures_in_another_order_are_the_same_version():
    assert figures_fingerprint(["a", "b"]) == figures_fingerprint(["b", "a"])
    assert figures_fingerprint(["a", "b"]) != figures_fingerprint(["a", "c"])
