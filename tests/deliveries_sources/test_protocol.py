"""The versions against the facts, typed over from reference/beleidsinformatie_jeugd.md (B1-B8)."""

from __future__ import annotations

import pytest

from drietrap.catalogue.beleidsinformatie import VERSIONS, Version, version_of_year
from drietrap.catalogue.beleidsinformatie.versions import CHANGES
from drietrap.sources.delivery import ELEMENTS

from .records import KINDS_AND_VERSIONS


def codes(version: str, kind: str, element: str) -> set[str]:
    found = VERSIONS[version].element(kind, element)
    return {code.code for code in found.codes} if found else set()


def versions_with(kind: str, element: str) -> list[str]:
    return [name for name, version in VERSIONS.items() if version.element(kind, element)]


def test_seven_years_and_their_versions():
    years = [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2026]
    found = [version.id if (version := version_of_year(year)) else None for year in years]
    assert found == [None, "2.0", "3", "3", "4", "5", "5", "6", "7", "7"]


def test_referrer_07_only_in_version_2_and_08_from_version_3():
    with_07 = [name for name in VERSIONS if "07" in codes(name, "jeugdhulp", "verwijzer")]
    with_08 = [name for name in VERSIONS if "08" in codes(name, "jeugdhulp", "verwijzer")]
    assert with_07 == ["2.0"]
    assert with_08 == ["3", "4", "5", "6", "7"]
    assert codes("7", "jeugdhulp", "verwijzer") == {"01", "02", "03", "04", "05", "06", "08"}


@pytest.mark.parametrize("name", VERSIONS)
def test_unknown_and_unborn_are_the_other_way_round_in_version_2(name: str):
    sentinels = VERSIONS[name].sentinels
    pair = (sentinels.unknown_bsn, sentinels.unborn_bsn)
    assert pair == (("000000000", "999999999") if name == "2.0" else ("999999999", "000000000"))
    assert sentinels.unborn_birth[0] == ("99999999" if name == "2.0" else "00000000")


@pytest.mark.parametrize(
    ("kind", "element", "versions"),
    [
        ("jeugdhulp", "perspectief", ["2.0", "3", "4"]),
        ("jeugdhulp", "crisis", ["4", "5", "6", "7"]),
        ("jeugdhulp", "tevredenheid", ["4", "5", "6", "7"]),
        ("jeugdhulp", "zonder_hulp_verder_2", ["4", "5", "6", "7"]),
        ("jeugdreclassering", "reden_beeindiging", ["2.0", "3", "4", "5"]),
        ("jeugdreclassering", "risicoprofiel", ["6", "7"]),
        ("jeugdreclassering", "doorverwijzing", ["6", "7"]),
        ("jeugdbescherming", "datum_eerste_contact", ["2.0"]),
        ("machtiging", "maatregel", ["7"]),
    ],
)
def test_elements_come_and_go(kind: str, element: str, versions: list[str]):
    assert versions_with(kind, element) == versions


def test_code_lists():
    assert codes("4", "jeugdhulp", "perspectief") == {"02", "03", "04"}
    assert codes("3", "jeugdhulp", "perspectief") == {"01", "02", "03", "04"}
    assert codes("6", "jeugdhulp", "zonder_hulp_verder") == set()
    assert codes("7", "jeugdhulp", "zonder_hulp_verder") == {"01", "02", "03", "04"}
    assert "07" not in codes("2.0", "jeugdbescherming", "reden_beeindiging")
    assert "07" in codes("3", "jeugdbescherming", "reden_beeindiging")
    assert codes("7", "jeugdreclassering", "maatregel") == {"41", "42", "50", "51", "61", "62", "63"}
    assert codes("7", "jeugdreclassering", "risicoprofiel") == {"41", "42", "43"}
    assert codes("7", "machtiging", "maatregel") == {"71", "72"}


def test_a_reason_says_with_which_measures_it_goes():
    element = VERSIONS["7"].element("jeugdbescherming", "reden_beeindiging")
    assert element
    assert {code.code: code.only_with for code in element.codes}["13"] == ("21", "22", "23")
    assert {code.code: code.only_with for code in element.codes}["07"] == ("11", "12")
    assert all(code.only_with for code in element.codes)


@pytest.mark.parametrize(("kind", "name"), KINDS_AND_VERSIONS)
def test_every_fact_has_its_source_and_every_element_a_place_in_the_contract(kind: str, name: str):
    for element in VERSIONS[name].elements(kind):
        assert "[" in element.source
        assert all("[" in code.source for code in element.codes)
        plain = element.id.removesuffix("_2")
        assert plain in (*ELEMENTS, "datum_eerste_contact")


def test_every_change_has_its_source_and_does_something():
    version: Version = VERSIONS["2.0"]
    for name, changes in CHANGES.items():
        for change in changes:
            assert "[" in change.source
            after = change.applied(version)
            assert after != version
            version = after
        assert version.by_kind == VERSIONS[name].by_kind
