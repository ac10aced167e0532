"""A study folder that was edited into nonsense: which file, which line, what was expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.differences.study.lines import read_toml
from drietrap.differences.study.plan import Plan, plan_of
from drietrap.differences.study.questions import Question
from drietrap.vocabulary.errors import InputError

GOOD = """\
titel = "Onderzoek"
periode = "2022"

[[gemeente]]
gebied = "GM0505"
naam = "Dordrecht"
letter = "C"
opvallend = ["jeugdhulp_gebruik"]

[[gemeente]]
gebied = "GM0758"

[[betrokkene]]
rol = "beleidsadviseur"

[[betrokkene]]
rol = "gecertificeerde instelling"
gemeente = "GM0758"
vragen = [1, 5]
"""


def plan(text: str) -> Plan:
    return plan_of(read_toml(text.encode(), "onderzoek.toml"))


def test_a_plan_is_read_whole():
    made = plan(GOOD)
    told = [(one.area, one.name, one.folder, one.letter) for one in made.subjects]
    assert told == [("GM0505", "Dordrecht", "gm0505", "C"), ("GM0758", "GM0758", "gm0758", "B")]
    assert made.roles("GM0505", Question.BESCHERMING) == ("beleidsadviseur",)
    assert made.roles("GM0758", Question.BESCHERMING) == ("beleidsadviseur", "gecertificeerde instelling")
    assert made.subject("dordrecht") is made.subject("C") is made.subjects[0]


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ('titel = "Onderzoek"', "titel = Onderzoek", 1),
        ('periode = "2022"', 'periode = "vroeger"', 2),
        ('periode = "2022"', 'perioden = "2022"', 2),
        ('periode = "2022"', "'perioden' = \"2022\"", 2),
        ('periode = "2022"', "uitgave = 1" + 5000 * "0", 2),
        ('titel = "Onderzoek"', 'titel = "Onder\\u202ezoek"', 1),
        ('titel = "Onderzoek"', f'titel = "{201 * "x"}"', 1),
        ('gebied = "GM0505"', 'gebied = "Dordrecht"', 5),
        ('naam = "Dordrecht"', 'naam = "B"', 6),
        ('naam = "Dordrecht"', 'naam = "gm 0758"', 10),
        ("vragen = [1, 5]", "vragen = []", 19),
        ("vragen = [1, 5]", "vragen = [true]", 19),
        ("vragen = [1, 5]", "vragen = { a = 1 }", 19),
        ('rol = "beleidsadviseur"', 'rol = "beleids\\u0007adviseur"', 14),
        ('gebied = "GM0505"', 'gebied = "WK050501"', 5),
        ('letter = "C"', 'letter = "c"', 7),
        ('letter = "C"', 'letter = "B"', 10),
        ('["jeugdhulp_gebruik"]', '["iets"]', 8),
        ('["jeugdhulp_gebruik"]', "3", 8),
        ('gebied = "GM0758"', 'gebied = "GM0505"', 11),
        ('gebied = "GM0758"', 'gebied = "GM0758"\nmap = "../buiten"', 12),
        ('rol = "beleidsadviseur"', 'naam = "beleidsadviseur"', 14),
        ('rol = "beleidsadviseur"', 'rol = "mw. Jansen"', 14),
        ('rol = "beleidsadviseur"', 'rol = "iemand@voorbeeld.nl"', 14),
        ('gemeente = "GM0758"', 'gemeente = "GM0014"', 18),
        ("vragen = [1, 5]", "vragen = [1, 6]", 19),
        ("vragen = [1, 5]", "vragen = 1", 19),
    ],
)
def test_nonsense_is_refused_with_its_line(was: str, now: str, line: int):
    with pytest.raises(InputError) as found:
        plan(GOOD.replace(was, now, 1))
    assert (found.value.file, found.value.row) == ("onderzoek.toml", line)
    assert found.value.expected or "keer" in str(found.value) or "letter" in str(found.value)


def test_no_municipality_and_too_many():
    with pytest.raises(InputError, match="geen gemeenten"):
        plan('titel = "x"\nperiode = "2022"\n')
    many = "".join(f'[[gemeente]]\ngebied = "GM{number:04d}"\n' for number in range(1, 28))
    with pytest.raises(InputError, match="27 gemeenten") as found:
        plan(f'titel = "x"\nperiode = "2022"\n{many}')
    assert found.value.row == 3 + 2 * 26


@given(st.binary(max_size=200))
def test_whatever_the_bytes_a_plan_or_one_error_with_a_line(content: bytes):
    try:
        plan_of(read_toml(content, "onderzoek.toml"))
    except InputError as error:
        assert error.file == "onderzoek.toml"
        assert error.row is not None
        assert 1 <= error.row <= content.count(b"\n") + content.count(b"\r") + 1


@given(st.integers(0, len(GOOD) - 1), st.sampled_from('"[]=\n#\\{}A1'))
def test_one_wrong_key_stroke_is_a_plan_or_one_error(place: int, letter: str):
    try:
        plan(GOOD[:place] + letter + GOOD[place + 1 :])
    except InputError as error:
        assert error.row is not None
