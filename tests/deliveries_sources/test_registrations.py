"""What is read beside deliveries: registrations of municipality and team, totals and contracts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from drietrap.sources.registrations import (
    read_contracted_providers,
    read_district_team,
    read_municipal_registration,
    read_production_totals,
    refuse_unlike,
)
from drietrap.vocabulary.errors import InputError

MAPPING = """
soort = "gemeenteregistratie"
naam = "export van het zaaksysteem"
datums = "DD-MM-JJJJ"
overslaan = ["Zaaknummer"]

[[kolom]]
element = "bsn"
koppen = ["BSN cliënt"]

[[kolom]]
element = "geboortedatum"
koppen = ["Geboren op"]

[[kolom]]
element = "geslacht"
koppen = ["Man/vrouw"]
vertaal = {"Man" = "M", "Vrouw" = "V"}

[[kolom]]
element = "aanbieder"
koppen = ["KvK"]

[[kolom]]
element = "verwijzer"
koppen = ["Via"]
vertaal = {"Toegang" = "01", "Huisarts" = "02"}

[[kolom]]
element = "hulpvorm"
koppen = ["Product"]
vertaal = {"Ambulant" = "02", "Pleegzorg" = "11"}

[[kolom]]
element = "datum_aanvang"
koppen = ["Van"]

[[kolom]]
element = "datum_einde"
koppen = ["Tot"]
verplicht = false
"""
REGISTERED = (
    "Zaaknummer;BSN cliënt;Geboren op;Man/vrouw;KvK;Via;Product;Van;Tot\n"
    "Z1;999900006;3-4-2010;Vrouw;12345678;Huisarts;Ambulant;01-02-2022;\n"
    "Z2;999990627;13-04-2012;Man;12345678;Toegang;Dagbesteding;15-02-2022;30-06-2022\n"
)


def test_the_municipality_by_its_own_mapping(tmp_path: Path):
    (tmp_path / "zaken.csv").write_bytes(REGISTERED.encode("cp1252"))
    (tmp_path / "zaken.toml").write_text(MAPPING, encoding="utf-8")
    read = read_municipal_registration(tmp_path / "zaken.csv", tmp_path / "zaken.toml")
    assert read.kind == "gemeenteregistratie"
    names = "row bsn geboortedatum geslacht aanbieder verwijzer hulpvorm datum_aanvang datum_einde"
    assert read.frame.columns == names.split()
    assert read.frame.rows() == [
        (2, "999900006", "20100403", "V", "12345678", "02", "02", "20220201", None),
        (3, "999990627", "20120413", "M", "12345678", "01", "Dagbesteding", "20220215", "20220630"),
    ]


def test_the_district_team_with_family_plans(tmp_path: Path):
    path = tmp_path / "team.csv"
    path.write_text(
        "#beleidsinformatie periode=2022H1\n"
        "BSN;Geboortedatum;Nummer van het gezinsplan;Aantal kinderen waar deze regel voor staat;"
        "Datum aanvang;Datum einde\n"
        "999900006;20100403;G1;;20220201;\n"
        "999990627;20120413;G1;1;20220201;\n"
        "999990639;20140101;G2;3;20220301;20220401\n"
    )
    read = read_district_team(path)
    assert read.period == "2022H1"
    assert read.frame.select("row", "bsn", "gezinsplan", "kinderen_in_plan", "geslacht").rows() == [
        (3, "999900006", "G1", None, None),
        (4, "999990627", "G1", "1", None),
        (5, "999990639", "G2", "3", None),
    ]


def test_production_totals(tmp_path: Path):
    path = tmp_path / "totalen.csv"
    path.write_text(
        "Aanbieder;Periode;Hulpvorm;Aantal jeugdigen;Aantal trajecten;Bedrag in euro's\n"
        "12345678;2022H1;02;140;163;1.234,50\n"
    )
    read = read_production_totals(path)
    assert read.frame.rows() == [(2, "12345678", "2022H1", "02", "140", "163", "1.234,50")]


def test_contracted_providers(tmp_path: Path):
    path = tmp_path / "contracten.csv"
    path.write_text(
        "Aanbieder;Naam van de aanbieder;Soort levering;Contract van;Levert zelf;Hoofdaannemer\n"
        "12345678;De Brug;jeugdhulp;20220101;ja;\n"
        "12345679;Het Roer;jeugdbescherming;20220101;nee;12345678\n"
    )
    rows = read_contracted_providers(path).frame.select("aanbieder", "soort", "levert_zelf", "hoofdaannemer")
    assert rows.rows() == [
        ("12345678", "jeugdhulp", "ja", None),
        ("12345679", "jeugdbescherming", "nee", "12345678"),
    ]


def test_a_mapping_for_something_else(tmp_path: Path):
    (tmp_path / "zaken.csv").write_text(REGISTERED)
    (tmp_path / "zaken.toml").write_text(MAPPING)
    with pytest.raises(InputError, match="voor een ander soort bestand"):
        read_district_team(tmp_path / "zaken.csv", tmp_path / "zaken.toml")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("Geboren op", "Geboren", "'Geboren op'"),
        ("999900006;3-4-2010;Vrouw", "3-4-2010;Vrouw;999900006", "verschoven"),
        ("-2010", "-2010;", "te veel velden"),
    ],
)
def test_a_registration_that_does_not_fit(tmp_path: Path, old: str, new: str, word: str):
    header, first, _ = REGISTERED.splitlines()
    text = f"{header}\n{first}\n".replace(old, new)
    (tmp_path / "zaken.csv").write_text(text, encoding="utf-8")
    (tmp_path / "zaken.toml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(InputError, match=word) as caught:
        read_municipal_registration(tmp_path / "zaken.csv", tmp_path / "zaken.toml")
    assert "999900006" not in caught.value.sentence()
    assert "2010" not in caught.value.sentence()


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('"Ambulant" = "02"', '"Ambulant" = "99"', "woorden met een code die bestaat: 01, 02"),
        ('"Tot"', '"van"', "elke kop bij één element"),
    ],
)
def test_a_mapping_that_contradicts_itself_is_refused(tmp_path: Path, old: str, new: str, word: str):
    assert old in MAPPING
    (tmp_path / "zaken.csv").write_text(REGISTERED)
    (tmp_path / "zaken.toml").write_text(MAPPING.replace(old, new))
    with pytest.raises(InputError) as caught:
        read_municipal_registration(tmp_path / "zaken.csv", tmp_path / "zaken.toml")
    assert word in caught.value.sentence()


def test_words_of_a_mapping_count_in_any_letters(tmp_path: Path):
    (tmp_path / "zaken.csv").write_text(REGISTERED.replace("Ambulant", "AMBULANT").replace("Vrouw", "vrouw"))
    (tmp_path / "zaken.toml").write_text(MAPPING)
    frame = read_municipal_registration(tmp_path / "zaken.csv", tmp_path / "zaken.toml").frame
    assert frame.select("geslacht", "hulpvorm").rows() == [("V", "02"), ("M", "Dagbesteding")]


def test_a_computed_amount_of_a_spreadsheet_has_cents(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Aanbieder", "Periode", "Aantal jeugdigen", "Bedrag in euro's"])
    for amount in (100.10000000000001, 33.3333, 1234.567, 12, -0.005):
        sheet.append(["12345678", "2022H1", 3, amount])
    book.save(tmp_path / "totalen.xlsx")
    read = read_production_totals(tmp_path / "totalen.xlsx").frame["bedrag"].to_list()
    assert [round(float(text), 6) for text in read] == [100.1, 33.33, 1234.57, 12.0, -0.0]


def test_the_refusal_is_about_what_the_columns_are_nearest_to(tmp_path: Path):
    path = tmp_path / "eigen.csv"
    path.write_text("BSN;Geboortedatum;Aanbieder;Hulpvorm;Hulpvorm;Datum aanvang;Datum einde\n")
    with pytest.raises(InputError) as caught:
        refuse_unlike(path, None, None)
    assert "kolom 5 staat er twee keer in" in caught.value.sentence()
    assert "gemeenteregistratie" in caught.value.sentence()
    with pytest.raises(InputError, match="'Nummer van het gezinsplan'"):
        refuse_unlike(path, "wijkteamregistratie", None)
