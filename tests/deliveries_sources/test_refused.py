"""Files that are refused whole: one clear reason each, and never a value of a person in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlwt

from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.delivery import RawDelivery
from drietrap.sources.record_layout import own_layout
from drietrap.sources.record_write import write_delivery
from drietrap.vocabulary.errors import InputError

from .records import delivery

Change = Callable[[pl.DataFrame], pl.DataFrame]


def refused(path: Path, made: RawDelivery | None = None, **claims: str) -> InputError:
    """Return the error, which may not hold a BSN, date of birth or other long value of the delivery."""
    with pytest.raises(InputError) as caught:
        read_delivery(path, **claims)  # type: ignore[arg-type]
    sentence = caught.value.sentence()
    if made is not None:
        frame = made.frame
        values = {text for name in frame.columns for text in frame[name].drop_nulls() if len(text) > 3}
        assert not [text for text in values - {"jeugdige", "ouder-opvoeder"} if text in sentence]
    assert caught.value.file == path.name
    return caught.value


def lines(path: Path, change: Callable[[list[str]], list[str]]) -> Path:
    path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")
    return path


@pytest.fixture
def fixed(tmp_path: Path) -> Path:
    path = tmp_path / "levering.txt"
    write_delivery(delivery("jeugdhulp", "7"), path, lead=False)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "levering.csv"
    write_delivery(delivery("jeugdhulp", "7"), path, lead=False)
    return path


MADE = delivery("jeugdhulp", "7")


@pytest.mark.parametrize("cut", [1, 3, 40, 89])
def test_a_truncated_line(fixed: Path, cut: int):
    lines(fixed, lambda rows: [*rows[:7], rows[7][:-cut], *rows[8:]])
    error = refused(fixed, MADE, version="7")
    assert error.row == 8
    assert "afgekapt" in error.problem
    assert "90 posities" in str(error.expected)


def test_a_file_that_stops_in_the_middle(fixed: Path):
    fixed.write_bytes(fixed.read_bytes()[:-30])
    assert refused(fixed, MADE, version="7").row == 40


def test_a_line_too_long_and_an_empty_line(fixed: Path):
    lines(fixed, lambda rows: [*rows[:3], rows[3] + " ", *rows[4:]])
    assert "te lang" in refused(fixed, MADE, version="7").problem
    lines(fixed, lambda rows: [*rows[:2], "", rows[2], *rows[4:]])
    assert refused(fixed, MADE, version="7").row == 3


def test_a_letter_with_an_accent_in_fixed_width(fixed: Path):
    lines(fixed, lambda rows: [*rows[:4], "é" + rows[4][1:], *rows[5:]])
    assert refused(fixed, MADE, version="7").row == 5


@pytest.mark.parametrize(("shift", "word"), [(1, "rechts"), (-1, "links")])
def test_fixed_width_shifted_by_one_position(fixed: Path, shift: int, word: str):
    def moved(rows: list[str]) -> list[str]:
        return [" " + row[:-1] if shift > 0 else row[1:] + " " for row in rows]

    lines(fixed, moved)
    error = refused(fixed, MADE, version="7")
    assert f"één positie te ver naar {word}" in error.problem


def test_every_line_one_position_longer(fixed: Path):
    lines(fixed, lambda rows: [" " + row for row in rows])
    assert "één positie verschoven" in refused(fixed, MADE, version="7").problem


@pytest.mark.parametrize(
    ("moved", "word"),
    [
        (lambda cells: ["", *cells[:-1]], "naar rechts"),
        (lambda cells: [*cells[1:], ""], "naar links"),
        (lambda cells: [*cells[:5], "", *cells[5:-1]], "naar rechts"),
        (lambda cells: [*cells[:6], *cells[7:], ""], "naar links"),
    ],
)
def test_columns_of_a_csv_shifted_by_one(table: Path, moved: Callable[[list[str]], list[str]], word: str):
    lines(table, lambda rows: [rows[0], *(";".join(moved(row.split(";"))) for row in rows[1:])])
    error = refused(table, MADE, version="7")
    assert "één plaats" in error.problem
    assert word in error.problem
    assert error.column


@pytest.mark.parametrize("order", ["%d%m%Y", "%d-%m-%Y", "%m/%d/%Y", "%Y-%m-%d"])
@pytest.mark.parametrize("element", ["geboortedatum", "datum_aanvang"])
def test_dates_in_another_order(tmp_path: Path, order: str, element: str):
    frame = MADE.frame.with_columns(
        pl.col(element).str.to_date("%Y%m%d").dt.strftime(order)  # type: ignore[attr-defined]
    )
    path = tmp_path / "levering.csv"
    write_delivery(RawDelivery("jeugdhulp", "7", None, None, frame), path, lead=False)
    error = refused(path, RawDelivery("jeugdhulp", "7", None, None, frame), version="7")
    assert "volgorde" in error.problem
    assert error.expected == "JJJJMMDD"
    day_first = {"%d%m%Y": "DDMMJJJJ", "%d-%m-%Y": "DD-MM-JJJJ"}.get(order, "")
    assert day_first in error.problem


def test_a_few_dates_in_another_order_are_for_the_checks(tmp_path: Path):
    dates = MADE.frame["datum_aanvang"].to_list()
    dates[3] = "31-01-2022"
    frame = MADE.frame.with_columns(datum_aanvang=pl.Series(dates))
    path = tmp_path / "levering.csv"
    write_delivery(RawDelivery("jeugdhulp", "7", None, None, frame), path)
    assert read_delivery(path).frame["datum_aanvang"][3] == "31-01-2022"


def test_the_codes_of_another_version_do_not_judge_a_file(tmp_path: Path):
    scale = pl.lit("05")  # on the scale of before version 7, which has no 05
    frame = delivery("jeugdhulp", "6").frame.with_columns(
        zonder_hulp_verder=scale, zonder_hulp_verder_2=scale
    )
    path = tmp_path / "levering.csv"
    write_delivery(RawDelivery("jeugdhulp", "6", None, None, frame), path)
    assert set(read_delivery(path).frame["zonder_hulp_verder"]) == {"05"}


def test_another_version_than_claimed(tmp_path: Path):
    made = delivery("jeugdhulp", "4")
    for suffix in (".txt", ".csv", ".xlsx"):
        path = tmp_path / f"levering{suffix}"
        write_delivery(made, path, lead=False)
        error = refused(path, made, version="7")
        assert "niet geschreven als versie 7, maar als jeugdhulp versie 4" in error.problem
        error = refused(path, made, period="2022H1")
        assert "versie 7" in error.problem


def test_another_kind_than_claimed(fixed: Path):
    error = refused(fixed, MADE, kind="jeugdbescherming")
    assert "niet geschreven als jeugdbescherming" in error.problem


@pytest.mark.parametrize("suffix", [".txt", ".csv"])
def test_a_version_that_cannot_be_told_is_asked_for(tmp_path: Path, suffix: str):
    path = tmp_path / f"levering{suffix}"
    write_delivery(MADE, path, lead=False)
    error = refused(path, MADE)
    assert "jeugdhulp versie 5, 6 of 7" in error.problem
    assert "versie of periode" in str(error.expected)


@pytest.mark.parametrize(
    ("claims", "word"),
    [
        ({"version": "5"}, "versie"),
        ({"kind": "jeugdbescherming"}, "soort"),
        ({"provider": "11111111"}, "aanbieder"),
        ({"period": "2023H1"}, "periode"),
    ],
)
def test_the_file_says_something_else_than_the_person(tmp_path: Path, claims: dict[str, str], word: str):
    path = tmp_path / "levering.csv"
    write_delivery(RawDelivery("jeugdhulp", "7", "12345678", "2022H1", MADE.frame), path)
    error = refused(path, MADE, **claims)
    assert f"een andere {word}" in error.problem
    assert "12345678" not in error.sentence()


@pytest.mark.parametrize(
    "claims",
    [{"version": "8"}, {"kind": "zorg"}, {"period": "2022H3"}, {"period": "nu"}, {"provider": "a b"}],
)
def test_claims_that_mean_nothing(fixed: Path, claims: dict[str, str]):
    assert "die wij kennen" in refused(fixed, MADE, **claims).problem


@pytest.mark.parametrize("lead", ["soort=zorg", "versie=7 versie=7", "bsn=999900006", "999900006"])
def test_a_first_line_that_means_nothing(table: Path, lead: str):
    table.write_text(f"#beleidsinformatie {lead}\n" + table.read_text())
    assert "999900006" not in refused(table, MADE).sentence()


def test_rows_of_a_csv_without_a_header_or_with_another(table: Path):
    lines(table, lambda rows: rows[1:])
    assert "kolomnamen" in refused(table, MADE, version="7").problem


def test_a_missing_an_unknown_and_a_double_column(table: Path):
    original = table.read_text()
    table.write_text(original.replace("Hulpvorm", "999900006", 1))
    error = refused(table, MADE, version="7")
    assert "'Hulpvorm'" in error.problem
    assert "999900006" not in error.sentence()
    table.write_text(original.replace("Type informant (2)", "Jan Jansen", 1))
    error = refused(table, MADE, version="7")
    assert "kolom 17 kennen wij niet" in error.problem
    assert "Jansen" not in error.sentence()
    table.write_text(original.replace("Type informant (2)", "BSN", 1))
    assert "kolom 17 staat er twee keer in" in refused(table, MADE, version="7").problem


def test_a_row_with_a_field_less(table: Path):
    lines(table, lambda rows: [*rows[:5], rows[5].rsplit(";", 1)[0], *rows[6:]])
    assert refused(table, MADE, version="7").row == 6
    table.write_text("#beleidsinformatie\n" + table.read_text())
    assert refused(table, MADE, version="7").row == 7


def xlsx(path: Path, cell: object = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([field.headers[0] for field in own_layout("jeugdhulp", "7").fields])
    for row in MADE.frame.rows():
        sheet.append(row)
    if cell is not None:
        sheet["C5"] = cell
    book.save(path)
    return path


def test_a_formula(tmp_path: Path):
    error = refused(xlsx(tmp_path / "levering.xlsx", '=IF(A5="","V","M")'), MADE, version="7")
    assert (error.row, error.column) == (5, "C")
    assert "formule" in error.problem


def test_a_formula_in_an_old_spreadsheet(tmp_path: Path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("levering")
    for place, field in enumerate(own_layout("machtiging", "7").fields):
        sheet.write(0, place, field.headers[0])
    sheet.write(1, 0, xlwt.Formula("999900006+0"))
    path = tmp_path / "levering.xls"
    book.save(str(path))
    error = refused(path)
    assert (error.row, error.column) == (2, "A")


def test_text_that_only_looks_like_a_formula_is_text(tmp_path: Path):
    frame = MADE.frame.with_columns(type_informant=pl.lit("=1+1"))
    path = tmp_path / "levering.xlsx"
    write_delivery(RawDelivery("jeugdhulp", "7", None, None, frame), path)
    assert set(read_delivery(path).frame["type_informant"]) == {"=1+1"}


def test_macros(tmp_path: Path):
    path = xlsx(tmp_path / "levering.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert "macro's" in refused(path, MADE, version="7").problem


def test_macros_by_the_type_of_the_content(tmp_path: Path):
    path, other = xlsx(tmp_path / "levering.xlsx"), tmp_path / "met.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(part, content)
    assert "macro's" in refused(other, MADE, version="7").problem


def ole(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"".join(n.encode("utf-16-le") for n in names)


@pytest.mark.parametrize(
    ("name", "word"),
    [("EncryptedPackage", "wachtwoord"), ("_VBA_PROJECT_CUR", "macro's"), ("", "beschadigd")],
)
def test_containers_of_old_excel(tmp_path: Path, name: str, word: str):
    path = tmp_path / "levering.xls"
    path.write_bytes(ole(name))
    assert word in refused(path).problem


def test_an_old_spreadsheet_with_a_password(tmp_path: Path):
    book = xlwt.Workbook()
    book.add_sheet("levering").write(0, 0, "BSN")
    stream = io.BytesIO()
    book.save(stream)
    content = stream.getvalue()
    # FILEPASS (0x002F) in place of the record WRITEACCESS (0x005C), as Excel writes after a password.
    at = content.index(b"\x5c\x00\x70\x00")
    path = tmp_path / "levering.xls"
    path.write_bytes(content[:at] + b"\x2f\x00\x70\x00" + content[at + 4 :])
    assert "wachtwoord" in refused(path).problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_a_spreadsheet(tmp_path: Path, encoding: str):
    path, other = xlsx(tmp_path / "levering.xlsx"), tmp_path / "met.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{content.decode()}'.encode(encoding)
            new.writestr(part, content)
    assert "beschadigd" in refused(other, MADE, version="7").problem


def far_row(number: int, column: str = "A") -> bytes:
    return f'<row r="{number}"><c r="{column}{number}"><v>1</v></c></row>'.encode()


@pytest.mark.parametrize("row", [far_row(2**40), far_row(60, "XFD")])
def test_a_cell_far_away(tmp_path: Path, row: bytes):
    path, other = xlsx(tmp_path / "levering.xlsx"), tmp_path / "met.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", row + b"</sheetData>")
            new.writestr(part, content)
    assert "te groot" in refused(other, MADE, version="7").problem


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "leeg"), (b"%PDF-1.7", "pdf"), (b"<html><body>", "webpagina"), (b"PK\x03\x04rest", "beschadigd")],
)
def test_other_kinds_of_file(tmp_path: Path, content: bytes, word: str):
    path = tmp_path / "levering.txt"
    path.write_bytes(content)
    assert word in refused(path).problem


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(InputError, match="bestaat niet"):
        read_delivery(tmp_path / "weg.csv")


def test_a_header_and_no_rows(tmp_path: Path):
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"levering{suffix}"
        write_delivery(RawDelivery("jeugdhulp", "7", None, None, MADE.frame.clear()), path)
        assert "geen regels" in refused(path).problem


def test_a_value_beside_the_last_column(tmp_path: Path):
    path = xlsx(tmp_path / "levering.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["Z7"] = "999900006"
    book.save(path)
    assert refused(path, MADE, version="7").row == 7
