"""How municipalities are organised: the catalogue, the facts of 2015, and what a delivery must say."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from tools.pages import ROOT

from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.app.selecting import organisation_of
from drietrap.app.state import opened
from drietrap.catalogue.organisation import EXPERTISE, ORGANISATION, THEMES
from drietrap.catalogue.organisation_words import characteristic_of, code_of, facts_2015
from drietrap.catalogue.organised import Kind
from drietrap.vocabulary.errors import InputError

HEADER = "thema;kenmerk;gebied;waarde;van;tot;toelichting;bron"


def test_the_catalogue_holds_together():
    assert THEMES == ("inkoop", "voorzieningen", "toegang", "jeugdbescherming", "deskundigheid_toegang")
    for name, one in ORGANISATION.items():
        assert one.id == name
        assert 3 <= one.question <= 5
        assert (one.kind in (Kind.CHOICE, Kind.YES_NO)) == bool(one.codes)
        for code in one.codes:
            assert code_of(one, code.id) == code_of(one, code.label.upper()) == code.id
    assert sum(ORGANISATION[name].weight for name, _ in EXPERTISE) == pytest.approx(1)


def test_numbers_and_free_words():
    assert code_of(ORGANISATION["aantal_aanbieders"], " 12,5 ") == "12.5"
    for text in ("twaalf", "1e3", "-1", "inf"):
        assert code_of(ORGANISATION["aantal_aanbieders"], text) is None
    assert code_of(ORGANISATION["overlegvorm"], "iets heel anders") is None
    assert characteristic_of("Wmo-loket") is ORGANISATION["wmo_loket"]
    assert characteristic_of("kleur") is None


def test_the_facts_of_2015_are_coded_for_all_four():
    facts = facts_2015()
    assert len(facts) == 84
    for one in facts:
        known = ORGANISATION[one["kenmerk"]]
        assert one["thema"] == known.theme
        assert one["waarde"] in {code.id for code in known.codes}
        assert code_of(known, one["tekst"]) == one["waarde"]
        assert one["gebied"] in {"ST0001", "ST0002", "ST0003", "ST0004"}
    free = {one["gebied"]: one["waarde"] for one in facts if one["kenmerk"] == "vrij_toegankelijke_jeugdhulp"}
    assert free == {"ST0001": "wijkteam", "ST0002": "geen", "ST0003": "geen", "ST0004": "geen"}


@pytest.mark.shared
def test_the_shared_list_says_the_same_as_our_facts(shared_reference: Path, tmp_path: Path):
    path = shared_reference / "nader_onderzoek_2015_inrichting.csv"
    with path.open(encoding="utf-8") as file:
        theirs = {(r["kenmerk"], r["regio"], r["waarde"]) for r in csv.DictReader(file)}
    labels = dict(EXPERTISE)
    ours = {
        (
            labels.get(one["kenmerk"], one["kenmerk"]),
            f"Gemeente {'ABCD'[int(one['gebied'][-1]) - 1]}",
            one["tekst"],
        )
        for one in facts_2015()
    }
    assert ours == theirs
    folder = DataFolder(tmp_path)
    told = read(folder, [path]).content.files[0]
    assert (told.tables, told.periods, told.cells) == (("INRICHTING",), ("2015",), 84)
    with opened(folder) as state:
        held = organisation_of(state, date(2015, 12, 31))["ST0002"]
        assert organisation_of(state, date(2016, 1, 1)) == {}
    first = next(one for one in held if one.characteristic == "eerste_contact")
    assert (first.code, first.text, first.question) == ("gemeentelijk_loket", "gemeentelijk loket", 4)
    assert (first.since, first.until, first.source) == ("2015-01-01", "2016-01-01", path.name)


def delivered(folder: Path, *rows: str, name: str = "inrichting.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


def test_the_example_and_the_characteristics_of_the_manual(tmp_path: Path):
    page = (ROOT / "docs" / "howto" / "gemeenten-kiezen.md").read_text("utf-8")
    (example,) = re.findall(r"```text\n(thema;.*?)```", page, re.DOTALL)
    path = tmp_path / "inrichting.csv"
    path.write_text(example, "utf-8")
    assert read(DataFolder(tmp_path / "data"), [path]).content.files[0].cells == 3
    main = [name for name in ORGANISATION if name not in dict(EXPERTISE)]
    assert all(f"`{name}`" in page for name in main)


def test_the_value_of_a_day_is_the_one_that_held(tmp_path: Path):
    folder = DataFolder(tmp_path / "data")
    first = delivered(
        tmp_path,
        "toegang;eerste_contact;Dordrecht;wijkteam;2019-01-01;2022-07-01;;raadsbesluit",
        "toegang;eerste_contact;GM0505;Telefoonteam;2022-07-01;;belt eerst;raadsbesluit",
        "inkoop;aantal_aanbieders;Dordrecht;85;2020-01-01;;;inkoopplan",
    )
    read(folder, [first])

    def codes(day: date) -> dict[str, str | None]:
        with opened(folder) as state:
            return {one.characteristic: one.code for one in organisation_of(state, day).get("GM0505", ())}

    assert codes(date(2018, 1, 1)) == {}
    assert codes(date(2022, 6, 30)) == {"eerste_contact": "wijkteam", "aantal_aanbieders": "85"}
    assert codes(date(2022, 7, 1)) == {"eerste_contact": "telefoonteam", "aantal_aanbieders": "85"}
    newer = delivered(
        tmp_path, "toegang;eerste_contact;Dordrecht;gemeentelijk_loket;2021-01-01;;;", name="nieuw.csv"
    )
    assert read(folder, [newer]).content.release == 2
    assert codes(date(2019, 6, 1)) == {}  # a newer list replaces all that stood there for this characteristic
    assert codes(date(2022, 7, 1)) == {"eerste_contact": "gemeentelijk_loket", "aantal_aanbieders": "85"}
    assert read(folder, [newer]).content.files[0].already_known


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("toegang;eerste_contact;Dordrecht;postduif;2020-01-01;;;", "waarde", "een van wijkteam"),
        ("inkoop;aantal_aanbieders;Dordrecht;veel;2020-01-01;;;", "waarde", "een getal"),
        ("toegang;eerste_contact;Dordrecht;;2020-01-01;;;", "waarde", "leeg"),
        ("toegang;kleur;Dordrecht;rood;2020-01-01;;;", "kenmerk", "kennen wij niet"),
        ("inkoop;eerste_contact;Dordrecht;wijkteam;2020-01-01;;;", "thema", "hoort niet bij dit thema"),
        ("toegang;eerste_contact;Dordregt;wijkteam;2020-01-01;;;", "gebied", "Dordrecht"),
        ("toegang;eerste_contact;Zeeland;wijkteam;2020-01-01;;;", "gebied", "Zeeland"),
        ("toegang;eerste_contact;Dordrecht;wijkteam;1 mei 2020;;;", "van", "geen datum"),
        ("toegang;eerste_contact;Dordrecht;wijkteam;2020-01-01;2020-02-31;;", "tot", "geen datum"),
        ("toegang;eerste_contact;Dordrecht;wijkteam;2020-01-01;2020-01-01;;", "tot", "niet na"),
        ("toegang;wachtlijst_toegang;Dordrecht;ja;2020-01-01;;;", "thema", "voorzieningen"),
    ],
)
def test_a_mistake_refuses_the_file_with_row_and_column(tmp_path: Path, row: str, column: str, words: str):
    good = "toegang;doelgroep_team;Dordrecht;integraal;2020-01-01;;;"
    path = delivered(tmp_path, good, row)
    with pytest.raises(InputError) as caught:
        read(DataFolder(tmp_path / "data"), [path])
    assert (caught.value.file, caught.value.row, caught.value.column) == ("inrichting.csv", 3, column)
    assert words in str(caught.value)


def test_two_values_on_one_day_and_no_year_at_all_are_refused(tmp_path: Path):
    folder = DataFolder(tmp_path / "data")
    twice = delivered(
        tmp_path,
        "toegang;eerste_contact;Dordrecht;wijkteam;2020-01-01;;;",
        "toegang;eerste_contact;Dordrecht;telefoonteam;2021-01-01;;;",
    )
    with pytest.raises(InputError, match="ook regel 2") as caught:
        read(folder, [twice])
    assert caught.value.row == 3
    undated = delivered(tmp_path, "toegang;eerste_contact;Dordrecht;wijkteam;;;;")
    with pytest.raises(InputError, match="welk jaar"):
        read(folder, [undated])
    assert read(folder, [undated], year=2020).content.files[0].periods == ("2020",)


def test_what_was_delivered_about_the_study_goes_before_our_facts(tmp_path: Path):
    folder = DataFolder(tmp_path / "data")
    read(
        folder,
        [delivered(tmp_path, "toegang;eerste_contact;Gemeente A;telefoonteam;2015-01-01;2016-01-01;;")],
    )
    with opened(folder) as state:
        held = {one.characteristic: one.code for one in organisation_of(state, date(2015, 6, 1))["ST0001"]}
    assert held["eerste_contact"] == "telefoonteam"
    assert held["beschikking_door"] == "team"
