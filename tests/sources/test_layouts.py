"""Variants of a layout that people have on disk, and what each layout reads from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.published import TABLES
from drietrap.sources.files import LAYOUTS, read_file, recognise
from drietrap.sources.raw import CELL_SCHEMA, RawCells, RawMergers

from .conftest import IV3, MERGERS, STATLINE

Write = Callable[..., Path]


def cells(path: Path) -> RawCells:
    found = read_file(path)[0]
    assert isinstance(found, RawCells)
    return found


@pytest.mark.parametrize("closing", ['"© CBS"\n', "Bron: CBS", '"Bron: CBS";;;;;;\n', "\n\n© CBS\n\n"])
def test_a_closing_source_line_is_no_figure(closing: str, write: Write) -> None:
    assert cells(write(STATLINE + closing, "a.csv")).frame.equals(cells(write(STATLINE, "b.csv")).frame)


def test_empty_lines_and_windows_line_ends_keep_the_row_numbers(write: Write) -> None:
    lines = STATLINE.splitlines()
    text = "\r\n".join([lines[0], lines[1], "", ";;;;;;", lines[3], "", ""])
    assert cells(write(text)).frame["row"].unique(maintain_order=True).to_list() == [2, 5]


def test_line_break_inside_quotes_is_one_row(write: Write) -> None:
    frame = cells(write(STATLINE.replace('"Nederland"', '"Neder\nland"'))).frame
    assert frame.filter(pl.col("area") == "Dordrecht")["row"].unique().to_list() == [4]
    assert frame["area"][0] == "Neder\nland"


def test_statline_titles_with_a_path_and_columns_in_another_order(write: Write) -> None:
    columns = [column.headers[0] for column in TABLES["85075NED"].columns]
    titles = [f"Jongeren/Leeftijd/{name} (aantal)" for name in columns]
    header = ";".join(f'"{name}"' for name in ["Perioden", *reversed(titles), "Wijken en buurten"])
    found = cells(write(f'{header}\n"2023";{";".join(["5"] * 16)};;"GM0505    "\n'))
    assert found.table == "85075NED"
    assert found.frame.height == 17
    assert set(found.frame["area"]) == {"GM0505    "}
    assert found.frame.filter(pl.col("text").is_null())["measure"].to_list() == ["jongeren"]


def test_unprocessed_dataset_with_keys(write: Write) -> None:
    keys = [column.headers[1] for column in TABLES["85098NED"].columns]
    text = ";".join(f'"{name}"' for name in ["ID", "RegioS", "Perioden", *keys])
    found = cells(write(f'{text}\n0;"GM0505    ";"2022JJ00";    15.8;8.9;1.5;51.0;\n'))
    assert (found.table, found.decimal) == ("85098NED", ".")
    assert found.frame.select("area", "period").row(0) == ("GM0505    ", "2022JJ00")
    assert found.frame["text"].to_list() == ["    15.8", "8.9", "1.5", "51.0", None]


def test_iv3_amounts_per_taakveld_and_inhabitants_once(write: Write) -> None:
    frame = cells(write(IV3)).frame
    assert frame.schema == CELL_SCHEMA
    found = frame.select("row", "measure", "area", "text").rows()
    assert found == [
        (2, "lasten_6.2", "Eendracht", "100.0"),
        (2, "baten_6.2", "Eendracht", "4.0"),
        (2, "inwoners", "Eendracht", "1200"),
        (3, "lasten_6.82a", "Eendracht", "-7.0"),
        (3, "baten_6.82a", "Eendracht", "0.0"),
        (4, "lasten_6.2", "Oost, West en Thuis", "0.0"),
        (4, "baten_6.2", "Oost, West en Thuis", "0.0"),
        (4, "inwoners", "Oost, West en Thuis", "900"),
        (5, "lasten_6.2", "Nederland", "100.0"),
        (5, "baten_6.2", "Nederland", "4.0"),
        (5, "inwoners", "Nederland", "2100"),
    ]


def test_two_numbers_of_inhabitants_for_one_municipality_both_stay(write: Write) -> None:
    frame = cells(write(IV3.replace("-7.0,0.0,1200", "-7.0,0.0,1300"))).frame
    found = frame.filter(pl.col("measure") == "inwoners", pl.col("area") == "Eendracht")
    assert found.select("row", "text").rows() == [(2, "1200"), (3, "1300")]


def test_open_table_leaves_unknown_columns_alone(write: Write) -> None:
    frame = cells(
        write("gemeentecode,Hobby's,aantal_inwoners,0_15,\nGM0505,9,7,12.0,x\n", "k_2022.csv")
    ).frame
    assert frame.select("measure", "text").rows() == [("inwoners", "7"), ("pct_0_14", "12.0")]


def test_mergers_without_a_successor(write: Write) -> None:
    (found,) = read_file(write(MERGERS))
    assert isinstance(found, RawMergers)
    assert found.frame["new"].to_list() == ["GM0080", None]


@pytest.mark.parametrize(
    ("numbers", "mark"),
    [
        (("12,5", "13"), ","),
        (("12.5", "13"), "."),
        (("1.250", "13"), ","),  # could be a thousand: stays as the publisher writes
        (("12.5", "13,1"), ","),  # both: the usual mark, so that 12.5 is refused later
        (("12", "13"), ","),
    ],
)
def test_decimal_mark(numbers: tuple[str, str], mark: str, write: Write) -> None:
    header = STATLINE.splitlines()[0]
    assert cells(write(f'{header}\n"X";"2022";{";".join(numbers)};;;\n')).decimal == mark


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_full_header_is_recognised_as_its_own_layout(layout: object) -> None:
    assert hasattr(layout, "parts") and hasattr(layout, "delimiter")
    names = [
        part.headers[0].replace('"', '""') for part in layout.parts if part.required or not layout.closed
    ]
    header = layout.delimiter.join(f'"{name}"' for name in names) + "\n"
    assert recognise(header, "x") == (layout, layout.delimiter)


def test_layouts_name_known_tables_and_no_header_twice() -> None:
    for layout in LAYOUTS:
        assert layout.table in TABLES
        headers = [name for part in layout.parts for name in part.headers]
        assert len(headers) == len(set(headers)), layout.name
