"""A scenario file: what it holds, written and read back, and every refusal with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.levers.all import LEVERS
from drietrap.catalogue.levers.lever import Knob
from drietrap.steering.scenario.definition import (
    Measure,
    Member,
    OwnEffect,
    Scenario,
    Settlement,
    Variant,
)
from drietrap.steering.scenario.examples import EXAMPLES, QUICK_SAVING, example
from drietrap.steering.scenario.reading import read
from drietrap.steering.scenario.writing import written
from drietrap.vocabulary.errors import InputError

MINIMAL = """\
titel = "Een"
gemeente = "Dordrecht"
vraag = "Wat doet het?"
begin = "2027-01"
jaren = 2

[[maatregel]]
knop = "tarieven"
reden = "De begroting vraagt hierom."
"""


OWN = '[[eigen_effect]]\nmaatregel = "{}"\neffect = "{}"\nlaag = {}\nmidden = {}\nhoog = 3\n'


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


def test_the_example_has_every_knob_apart_and_all_together() -> None:
    scenario = read(example().encode(), "voorbeeld.toml")
    everything, *apart = scenario.variants
    assert set(everything.measures) == {one.name for one in scenario.measures}
    knobs = [{one.definition.knob for one in scenario.measures_of(variant)} for variant in apart]
    assert knobs == [{knob} for knob in Knob]
    assert scenario.months == 60
    poh = next(one for one in scenario.measures if one.name == "poh")
    assert (poh.start, poh.delay, poh.ramp, poh.cost) == (330, 3, 12, 600_000)


def test_the_example_shows_how_to_give_an_effect_of_your_own() -> None:
    text = example()
    begin = text.index("# [[eigen_effect]]")
    block, rest = text[begin:].split("\n\n", 1)
    opened = "\n".join([text[:begin] + re.sub("^# ", "", block, flags=re.MULTILINE), rest])
    poh = next(one for one in read(opened.encode(), "s.toml").measures if one.name == "poh")
    assert poh.own[0].middle == 1.5
    assert not poh.assumed


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_can_be_about_any_municipality(name: str) -> None:
    assert read(example(name).encode(), "s.toml").municipality == "Dordrecht"
    moved = example(name, 'Stad "aan zee"')
    assert read(moved.encode(), "s.toml").municipality == 'Stad "aan zee"'
    assert len(moved.splitlines()) == len(example(name).splitlines())


def test_the_quick_saving_stands_beside_a_calmer_one() -> None:
    scenario = read(example(QUICK_SAVING).encode(), "s.toml")
    assert [one.name for one in scenario.variants] == ["snel", "met-vangnet", "rustiger"]


def test_what_is_left_out_comes_from_the_lever() -> None:
    (measure,) = read(MINIMAL.encode(), "s.toml").measures
    lever = LEVERS["tarieven"]
    assert measure == Measure(
        "tarieven", "tarieven", lever.dose.usual, 324, lever.delay, lever.ramp, "De begroting vraagt hierom."
    )


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"), min_size=1
)
WORDS = WORDS.filter(lambda text: text == text.strip() and text != "")
REASONS = WORDS.map(lambda text: text + " en dat is de reden")


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    levers = draw(st.lists(st.sampled_from(sorted(LEVERS)), min_size=1, max_size=4, unique=True))
    one_payment = [name for name in levers if name != "bekostiging-per-traject"] or levers
    start = draw(st.integers(200, 400))
    months = 12 * draw(st.integers(1, 15))
    measures = tuple(draw(measure(name, start, months)) for name in one_payment)
    chosen = draw(st.lists(st.sampled_from([one.name for one in measures]), unique=True))
    return Scenario(
        draw(WORDS),
        draw(WORDS),
        draw(WORDS),
        start,
        months,
        measures,
        (Variant("a", draw(WORDS), tuple(chosen)),),
        draw(st.integers(1, 2000)),
        draw(st.integers(0, 2**31)),
        draw(st.floats(-10, 20)),
        ((2000 + start // 12, draw(st.integers(0, 10**12))),),
        draw(
            st.none()
            | st.builds(
                Settlement,
                st.integers(0, 1000),
                st.floats(0.1, 1e6),
                WORDS,
                st.builds(lambda over: (Member("Buur", 12, 3.5, over),), st.integers(0, 1000)),
                st.integers(0, 1000),
            )
        ),
        draw(st.none() | st.floats(50, 100)),
        draw(st.sampled_from(["", "maatregel", "knop"])),
    )


@st.composite
def measure(draw: st.DrawFn, name: str, start: int, months: int) -> Measure:
    lever = LEVERS[name]
    begin = draw(st.integers(start, start + months - 1))
    own = tuple(
        OwnEffect(effect.name, 1.0, draw(st.floats(0.05, 1.0)), draw(st.floats(1.0, 20.0)), draw(WORDS))
        for effect in draw(
            st.lists(st.sampled_from(lever.effects), unique=True) if lever.effects else st.just([])
        )
    )
    return Measure(
        name,
        name,
        draw(st.floats(lever.dose.low, lever.dose.high)),
        begin,
        draw(st.integers(0, 120)),
        draw(st.integers(1, 120)),
        draw(REASONS),
        draw(st.none() | st.integers(begin + 1, begin + 99)),
        draw(st.none() | st.integers(0, 10**12)),
        own,
    )


@settings(max_examples=30)
@given(scenarios())
def test_written_and_read_back_is_the_same(scenario: Scenario) -> None:
    assert read(written(scenario).encode(), "s.toml") == scenario


@pytest.mark.parametrize(
    ("change", "to", "line", "says"),
    [
        ('reden = "De begroting vraagt hierom."', "", '[[maatregel]]', "'reden' ontbreekt"),
        ("De begroting vraagt hierom.", "ja", "reden", "te kort"),
        ('"tarieven"', '"tariven"', "knop", "misschien: tarieven"),
        ("knop", "dosis = 40\nknop", "dosis", "-10 tot en met 15 (procent: verandering van het tarief)"),
        ("knop", 'begin = "2026-12"\nknop', "2026-12", "2027-01 tot en met 2028-12"),
        ("knop", 'begin = "2029-01"\nknop', "2029-01", "2027-01 tot en met 2028-12"),
        ("knop", 'begin = "2027-13"\nknop', "2027-13", "jaar en maand"),
        ("knop", 'begin = "2027-05"\neinde = "2027-05"\nknop', "einde", "een maand na 2027-05"),
        ("knop", "aanloop = 0\nknop", "aanloop", "1 tot en met 120"),
        ("knop", "sterkte = 3\nknop", "sterkte", "kennen wij hier niet"),
        ("jaren = 2", "jaren = 99", "jaren", "1 tot en met 15"),
        ("jaren = 2", 'jaren = 2\nsplitsing = "wijk"', "splitsing", "maatregel of knop"),
        ("jaren = 2", "jaren = 2\nbezetting = 101", "bezetting", "50 tot en met 100"),
        ("jaren = 2", "jaren = nan", "jaren", "geheel getal"),
        ('titel = "Een"', "", "gemeente", "'titel' ontbreekt"),
        ("[[maatregel]]", "[[maatregelen]]", "[[maatregelen]]", "kennen wij hier niet"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_line(change: str, to: str, line: str, says: str) -> None:
    text = MINIMAL.replace(change, to, 1)
    with pytest.raises(InputError) as caught:
        read(text.encode(), "s.toml")
    assert says in str(caught.value)
    assert caught.value.file == "s.toml"
    if "titel" not in says:
        assert caught.value.row == line_of(text, line)


def with_second(lever: str, more: str = "", before: str = "") -> str:
    block = f'\n[[maatregel]]\nnaam = "tweede"\nknop = "{lever}"\nreden = "Dit is de tweede maatregel."\n'
    return MINIMAL.replace("[[maatregel]]", before + "[[maatregel]]", 1) + block + more


def test_two_tariffs_at_one_time_contradict_each_other() -> None:
    text = with_second("tarieven")
    with pytest.raises(InputError, match="spreken elkaar tegen") as caught:
        read(text.encode(), "s.toml")
    assert caught.value.row == 13
    later = with_second("tarieven", 'begin = "2028-01"\n').replace(
        'hierom."', 'hierom."\neinde = "2028-01"', 1
    )
    assert len(read(later.encode(), "s.toml").measures) == 2


def test_two_ways_to_pay_one_form_contradict_each_other_only_in_one_variant() -> None:
    text = with_second("bekostiging-per-traject").replace('"tarieven"', '"taakgerichte-bekostiging"', 1)
    with pytest.raises(InputError, match="twee manieren van betalen voor ambulante hulp"):
        read(text.encode(), "s.toml")
    apart = (
        text
        + '[[variant]]\nnaam = "een"\nmaatregelen = ["taakgerichte-bekostiging"]\n'
        + '[[variant]]\nnaam = "twee"\nmaatregelen = ["tweede"]\n'
    )
    assert len(read(apart.encode(), "s.toml").variants) == 2
    wrong = apart.replace('["tweede"]', '["tweede", "taakgerichte-bekostiging"]')
    with pytest.raises(InputError, match="spreken elkaar tegen") as caught:
        read(wrong.encode(), "s.toml")
    assert caught.value.row == line_of(wrong, '["tweede", ')


def test_a_scenario_in_the_past_is_refused() -> None:
    with pytest.raises(InputError, match="2027-04 of later") as caught:
        read(MINIMAL.encode(), "s.toml", known=326)
    assert caught.value.row == 4
    assert read(MINIMAL.encode(), "s.toml", known=323).start == 324


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (OWN.format("tarieven", "x", 1, 1) + 'bron = "b"', "geen effect 'x'"),
        (OWN.format("tarieven", "uitval", 1, 1), "'bron'"),
        (OWN.format("tarieven", "uitval", 2, 1) + 'bron = "b"', "volgorde"),
        (OWN.format("nee", "x", 1, 1) + 'bron = "b"', "geen maatregel 'nee'"),
        ('[[variant]]\nnaam = "v"\nmaatregelen = ["nee"]', "geen maatregel van dit bestand"),
        ('[[begroting]]\njaar = 2031\nbedrag = 4', "2027 tot en met 2028"),
        ('[[verevening]]\ndeel = 50\nsleutel = 1\nwat = "inwoners"', "niet compleet"),
        ('[[regio]]\ngemeente = "x"\nlasten = 1\nsleutel = 1', "zonder [[verevening]]"),
    ],
)  # fmt: skip
def test_other_blocks_are_refused_too(more: str, says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        read((MINIMAL + more + "\n").encode(), "s.toml")
    assert caught.value.row is not None
    assert caught.value.row > 9


def test_too_many_measures_are_not_split_by_measure() -> None:
    blocks = "".join(
        f'[[maatregel]]\nknop = "{name}"\nreden = "Dit is een lange proef."\n\n'
        for name in sorted(LEVERS)
        if name not in ("tarieven", "bekostiging-per-traject")
    )
    text = MINIMAL + "\n" + blocks
    assert len(read(text.encode(), "s.toml").measures) == len(LEVERS) - 1
    with pytest.raises(InputError, match="hoogstens 10 maatregelen") as caught:
        read(text.replace("jaren = 2", 'jaren = 2\nsplitsing = "maatregel"').encode(), "s.toml")
    assert caught.value.row == 6
