"""What is written is read back: every kind, version and form, and lines typed by hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import xlwt

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.delivery import RawDelivery
from drietrap.sources.record_layout import own_layout
from drietrap.sources.record_write import write_delivery
from drietrap.vocabulary.errors import InputError

from .records import KINDS_AND_VERSIONS, delivery


def write(made: RawDelivery, path: Path, lead: bool = True) -> Path:
    if path.suffix != ".xls":
        write_delivery(made, path, lead=lead)
        return path
    book = xlwt.Workbook()
    sheet = book.add_sheet("levering")
    for place, field in enumerate(own_layout(made.kind, made.version).fields):
        sheet.write(0, place, field.headers[0])
        for number, text in enumerate(made.frame[field.element.id], start=1):
            if text is not None:
                sheet.write(number, place, text)
    book.save(str(path))
    return path


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".xlsx", ".xls"])
@pytest.mark.parametrize(("kind", "version"), KINDS_AND_VERSIONS)
def test_every_version_in_every_form(tmp_path: Path, kind: str, version: str, suffix: str):
    made = delivery(kind, version)
    path = write(made, tmp_path / f"levering{suffix}", lead=False)
    read = read_delivery(path, kind=kind, version=version, provider="12345678", period="2022H1")
    assert (read.kind, read.version, read.provider, read.period) == (kind, version, "12345678", "2022H1")
    assert read.frame.drop("row").equals(made.frame)
    first = 1 if suffix == ".txt" else 2
    assert read.frame["row"].to_list() == list(range(first, first + 40))
    assert read.frame["row"].dtype == pl.UInt32


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".xlsx"])
def test_the_first_line_says_what_it_is(tmp_path: Path, suffix: str):
    made = delivery("jeugdbescherming", "5", provider="87654321", period="2020H2")
    read = read_delivery(write(made, tmp_path / f"levering{suffix}"))
    assert (read.kind, read.version, read.provider, read.period) == (
        "jeugdbescherming",
        "5",
        "87654321",
        "2020H2",
    )
    assert read.frame.drop("row").equals(made.frame)
    assert read.frame["row"][0] == (2 if suffix == ".txt" else 3)


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".xlsx", ".xls"])
@pytest.mark.parametrize(("kind", "version"), KINDS_AND_VERSIONS)
def test_kind_and_period_are_enough(tmp_path: Path, kind: str, version: str, suffix: str):
    path = write(delivery(kind, version), tmp_path / f"levering{suffix}", lead=False)
    period = f"{VERSIONS[version].years[0]}H1"
    read = read_delivery(path, period=period)
    assert (read.kind, read.version) == (kind, version)


# By hand, counting positions in jeugdhulp_v5_tot_v7.toml: bsn 1-9, geboortedatum 10-17, geslacht 18,
# postcode 19-24, gemeente 25-28, verwijzer 29-30, hulpvorm 31-32, crisis 33-34, aanvang 35-42,
# einde 43-50, reden 51-52, and twice tevredenheid (2), zonder hulp verder (2), type informant (15).
BY_HAND = (
    "999900006" + "20120300" + "V" + "3311AB" + "    " + "02" + "11" + "02" + "20220131" + " " * 8 + "  "
    " 8" + "03" + "jeugdige       " + " " * 19 + "\r\n"
    "000000000" + "00000000" + "O" + "      " + "0505" + "06" + "01" + "01" + "20220201" + "20220401" + "01"
    "10" + "04" + "ouder-opvoeder " + "7 " + "01" + "jeugdige       " + "\r\n"
)


LAST_1 = ("8", "03", "jeugdige", None, None, None)
LAST_2 = ("10", "04", "ouder-opvoeder", "7", "01", "jeugdige")


def test_lines_of_fixed_width_typed_by_hand(tmp_path: Path):
    path = tmp_path / "levering.asc"
    path.write_bytes(BY_HAND.encode())
    read = read_delivery(path, version="7")
    assert read.kind == "jeugdhulp"
    assert read.frame.rows() == [
        (1, "999900006", "20120300", "V", "3311AB", None, "02", "11", "02", "20220131", None, None, *LAST_1),
        (
            2,
            "000000000",
            "00000000",
            "O",
            None,
            "0505",
            "06",
            "01",
            "01",
            "20220201",
            "20220401",
            "01",
            *LAST_2,
        ),
    ]


def test_a_csv_typed_by_hand_with_other_names_order_and_letters(tmp_path: Path):
    path = tmp_path / "levering.csv"
    text = (
        "Type machtiging,BURGERSERVICENUMMER,geboortedatum,Geslacht,Postcode,gemeente,begindatum,einddatum\n"
        "71,999900006,20100505,M,1234 ab,,20230101,\n"
    )
    path.write_text(text, encoding="utf-8-sig")
    read = read_delivery(path)
    assert (read.kind, read.version) == ("machtiging", "7")
    assert read.frame.row(0, named=True) == {
        "row": 2,
        "bsn": "999900006",
        "geboortedatum": "20100505",
        "geslacht": "M",
        "postcode": "1234 ab",
        "gemeente": None,
        "maatregel": "71",
        "datum_aanvang": "20230101",
        "datum_einde": None,
    }


def test_numbers_and_dates_of_a_spreadsheet_become_text_of_the_protocol(tmp_path: Path):
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Standaard spreadsheet"])
    sheet.append([])
    sheet.append(
        ["BSN", "Geboortedatum", "Geslacht", "Postcode", "Gemeente", "Type machtiging", "Begindatum", "Einde"]
    )
    day = datetime.date(2023, 2, 1)
    sheet.append([12345678, 20100005, "M", "1234AB", 505, 71, day, None])
    sheet.append([])
    sheet.append([0, 0, "O", None, "0505", 72.0, datetime.datetime(2023, 3, 1), 20230401])
    path = tmp_path / "levering.xlsx"
    book.save(path)
    assert read_delivery(path).frame.rows() == [
        (4, "012345678", "20100005", "M", "1234AB", "0505", "71", "20230201", None),
        (6, "000000000", "00000000", "O", None, "0505", "72", "20230301", "20230401"),
    ]


LAYOUT = """
naam = "export van ons pakket"
soort = "machtiging"
versies = ["7"]
datums = "DD-MM-JJJJ"
overslaan = ["Naam"]
kolom = [
  {element = "maatregel", koppen = ["Soort"], vertaal = {"Gesloten" = "71", "Open" = "72"}},
  {element = "bsn", koppen = ["Nummer"]},
  {element = "geboortedatum", koppen = ["Geboren"]},
  {element = "geslacht", koppen = ["m/v"]},
  {element = "datum_aanvang", koppen = ["Van"]},
  {element = "datum_einde", koppen = ["Tot"]},
]
"""


def test_a_person_can_give_another_layout_without_code(tmp_path: Path):
    layout = tmp_path / "eigen.toml"
    layout.write_text(LAYOUT)
    path = tmp_path / "levering.csv"
    path.write_text("Naam;Soort;Nummer;Geboren;m/v;Van;Tot\nx;Gesloten;999900006;3-4-2010;V;13-01-2023;\n")
    read = read_delivery(path, layout=layout)
    assert read.frame.rows() == [(2, "71", "999900006", "20100403", "V", "20230113", None)]


def test_an_own_layout_of_fixed_width_with_gaps(tmp_path: Path):
    layout = tmp_path / "eigen.toml"
    places = {"bsn": (3, 9), "geboortedatum": (12, 8), "geslacht": (25, 1), "maatregel": (20, 2)}
    places |= {"datum_aanvang": (26, 8), "datum_einde": (34, 8)}
    columns = "".join(
        f'[[kolom]]\nelement = "{name}"\nbegin = {begin}\nlengte = {length}\n'
        for name, (begin, length) in places.items()
    )
    layout.write_text(f'soort = "machtiging"\nversies = ["7"]\nregellengte = 45\n{columns}')
    path = tmp_path / "levering.txt"
    path.write_text("XX" + "999900006" + "20100101" + "72" + "..." + "V" + "20230101" + "20230201" + "ABCD\n")
    read = read_delivery(path, layout=layout)
    assert read.frame.rows() == [(1, "999900006", "20100101", "V", "72", "20230101", "20230201")]


def test_what_does_not_fit_is_not_written(tmp_path: Path):
    made = delivery("machtiging", "7", rows=2)
    long = RawDelivery("machtiging", "7", None, None, made.frame.with_columns(bsn=pl.lit("9999000061")))
    with pytest.raises(ValueError, match="a value of bsn is longer than its 9 positions"):
        write_delivery(long, tmp_path / "levering.txt")
    with pytest.raises(ValueError, match="cannot write"):
        write_delivery(made, tmp_path / "levering.pdf")
    with pytest.raises(InputError, match="bestaat niet in versie 6"):
        own_layout("machtiging", "6")
