"""Our own layouts are the protocol in its order; a layout that cannot be is refused with its reason."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.beleidsinformatie.registrations import REGISTRATIONS
from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.record_layout import layout_of, own_layout, own_layouts, own_registration, read_layout
from drietrap.vocabulary.errors import InputError
from tests.fuzzing.mutation import mutated

from .records import KINDS_AND_VERSIONS

GOOD = """
soort = "machtiging"
versies = ["7"]
[[kolom]]
element = "bsn"
begin = 1
lengte = 9
[[kolom]]
element = "geboortedatum"
begin = 10
lengte = 8
[[kolom]]
element = "geslacht"
begin = 18
lengte = 1
[[kolom]]
element = "maatregel"
begin = 19
lengte = 2
[[kolom]]
element = "datum_aanvang"
begin = 21
lengte = 8
"""


@pytest.mark.parametrize(("kind", "version"), KINDS_AND_VERSIONS)
def test_an_own_layout_has_every_element_in_the_order_and_width_of_the_protocol(kind: str, version: str):
    layout = own_layout(kind, version)
    elements = VERSIONS[version].elements(kind)
    assert [field.element.id for field in layout.fields] == [element.id for element in elements]
    assert [field.length for field in layout.fields] == [element.width for element in elements]
    assert layout.fields[0].begin == 1
    for one, other in pairwise(layout.fields):
        assert one.begin and one.length and other.begin == one.begin + one.length
    assert [field.headers[0] for field in layout.fields] == [element.label for element in elements]


def test_line_lengths_tell_kinds_apart():
    lengths = [layout.line_length for layout in own_layouts()]
    assert len(set(lengths)) == len(lengths)


@pytest.mark.parametrize("kind", REGISTRATIONS)
def test_every_registration_has_a_layout_with_all_its_elements(kind: str):
    layout = own_registration(kind)
    assert [field.element for field in layout.fields] == list(REGISTRATIONS[kind])


def test_the_good_example_is_good():
    assert layout_of(GOOD, "x.toml").line_length == 28


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('soort = "machtiging"', 'soort = "zorg"', "een van jeugdhulp"),
        ('versies = ["7"]', 'versies = ["6"]', "een of meer van 7"),
        ('versies = ["7"]', "versies = []", "een of meer van 7"),
        ('versies = ["7"]', "versies = 7", "een lijst van teksten"),
        ('element = "bsn"', 'element = "naam"', "een van bsn"),
        ('element = "geslacht"', 'element = "bsn"', "elk element één keer"),
        ("begin = 18", "begin = 17", "niet overlappen"),
        ("begin = 18", "begin = 0", "van 1 tot en met"),
        ("begin = 18", "begin = true", "van 1 tot en met"),
        ("begin = 18\nlengte = 1", "", "bij alle kolommen"),
        ("begin = 18\n", "", "begin en lengte samen"),
        ("begin = 18", "begin = 18\nkop = 'x'", "alleen begin, element"),
        ("begin = 18", "begin = 18\nvertaal = {a = 1}", "woorden en codes"),
        ("begin = 18", 'begin = 18\nverplicht = "nee"', "true of false"),
        ('[[kolom]]\nelement = "geslacht"\nbegin = 18\nlengte = 1\n', "", "ook een kolom voor geslacht"),
        ('soort = "machtiging"', 'soort = "machtiging"\nregellengte = 20', "ten minste 28"),
        ('soort = "machtiging"', 'soort = "machtiging"\ndatums = "JJMMDD"', "JJJJMMDD"),
        ('soort = "machtiging"', 'soort = "machtiging"\nnaam = 3', "tekst tussen aanhalingstekens"),
        ('soort = "machtiging"', "soort = machtiging", "regels zoals"),
        ("[[kolom]]", "[[rij]]", "ten minste één blok"),
    ],
)
def test_a_layout_that_cannot_be(old: str, new: str, expected: str):
    assert old in GOOD
    with pytest.raises(InputError, match=r"x\.toml") as caught:
        layout_of(GOOD.replace(old, new), "x.toml")
    assert expected in caught.value.sentence()


def test_a_layout_of_a_registration_is_not_for_a_delivery(tmp_path: Path):
    layout = tmp_path / "eigen.toml"
    layout.write_text(
        'soort = "productietotalen"\nkolom = [{element = "aanbieder", koppen = ["Wie"]}]\n', encoding="utf-8"
    )
    (tmp_path / "levering.csv").write_text("Wie;x\n1;2\n")
    with pytest.raises(InputError, match="voor een registratie"):
        read_delivery(tmp_path / "levering.csv", layout=layout)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_any_text_is_a_layout_or_refused(tmp_path: Path, data: st.DataObject):
    path = tmp_path / "eigen.toml"
    path.write_bytes(data.draw(mutated(GOOD.encode(), most=3)))
    try:
        assert read_layout(path).fields
    except InputError as error:
        assert error.sentence()
