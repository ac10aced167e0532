"""Tables that cannot be used: each is refused in Dutch with its place, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.sources.files import read_file
from drietrap.sources.raw import RawCells
from drietrap.vocabulary.errors import InputError

from .conftest import IV3, MERGERS, STATLINE

Write = Callable[..., Path]
FIRST = "Jongeren met jeugdhulp in natura"
LAST = ';"Jongeren met jeugdreclassering (% (zie toelichting))"'


def refused(path: Path, **options: int) -> InputError:
    with pytest.raises(InputError) as caught:
        read_file(path, **options)
    assert caught.value.file == path.name
    assert caught.value.action
    return caught.value


@pytest.mark.parametrize("row", [2, 3, 4])
def test_every_cut_inside_a_row_is_seen(row: int, write: Write) -> None:
    lines = STATLINE.splitlines(keepends=True)
    before = "".join(lines[: row - 1])
    for length in range(1, len(lines[row - 1])):
        error = refused(write(before + lines[row - 1][:length]))
        assert error.row == row, length
        assert "afgekapt" in error.problem, length


def test_a_cut_inside_the_header_is_seen(write: Write) -> None:
    header = STATLINE.splitlines()[0]
    for length in range(2, len(header) + 1):
        refused(write(header[:length]))


def test_only_a_header(write: Write) -> None:
    assert "geen regels" in refused(write(STATLINE.splitlines()[0] + "\n")).problem


def test_too_few_and_too_many_fields_name_the_row(write: Write) -> None:
    few = refused(write(STATLINE.replace("13;11,5;1,4;56,9;", "13;11,5;1,4;56,9")))
    assert (few.row, few.column) == (3, "Jongeren met jeugdreclassering (% (zie toelichting))")
    assert "te weinig velden (6)" in few.problem
    many = refused(write(STATLINE.replace("13;11,5;1,4;56,9;", "13;11,5;1,4;56,9;;")))
    assert (many.row, many.problem) == (3, "deze regel heeft te veel velden (8)")
    assert "7 velden" in str(many.expected)


def test_unbalanced_quote(write: Write) -> None:
    assert refused(write(STATLINE.replace('"Dordrecht"', '"Dordrecht'))).row == 4
    assert refused(write(STATLINE.replace('"Dordrecht"', '"Dor"drecht"'))).row == 4


def test_missing_column_is_named_with_the_expected_ones(write: Write) -> None:
    without = "\n".join(line.rpartition(";")[0] for line in STATLINE.splitlines()) + "\n"
    error = refused(write(without))
    assert (error.row, error.column) == (1, "Jongeren met jeugdreclassering")
    assert FIRST in str(error.expected)


def test_missing_period_column(write: Write) -> None:
    error = refused(write(STATLINE.replace('"Perioden";', "").replace('"2022*";', "")))
    assert error.column == "Perioden"


def test_renamed_column_names_both(write: Write) -> None:
    error = refused(write(STATLINE.replace(FIRST, "Jongeren")))
    assert error.column == FIRST
    assert "'Jongeren (% (zie toelichting))' kennen wij niet" in error.problem


def test_extra_column_in_a_closed_table(write: Write) -> None:
    extra = STATLINE.replace(LAST, LAST + ';"Opmerking"').replace("\n", ";x\n").replace('ing";x', 'ing"', 1)
    error = refused(write(extra))
    assert (error.row, error.column) == (1, "Opmerking")


def test_column_without_a_name(write: Write) -> None:
    error = refused(write("\n".join(line + ";" for line in STATLINE.splitlines()) + "\n"))
    assert error.column == "8 (zonder naam)"


def test_double_header(write: Write) -> None:
    second = '"Jongeren met jeugdbescherming (% (zie toelichting))"'
    error = refused(write(STATLINE.replace(LAST[1:], second)))
    assert error.problem == "deze kolom staat er twee keer"
    assert error.column == second.strip('"')


def test_two_headers_for_one_measure(write: Write) -> None:
    error = refused(write(STATLINE.replace(LAST[1:], '"JongerenMetJeugdhulpInNatura_1"')))
    assert "dezelfde als" in error.problem


def test_unknown_table_lists_what_we_read(write: Write) -> None:
    error = refused(write("naam;leeftijd\nx;3\n"))
    assert "'naam', 'leeftijd'" in error.problem
    assert "85098NED" in str(error.expected)
    assert "geen kolommen" in refused(write("zomaar wat tekst\n")).problem


def test_comma_is_accepted_when_the_table_is_unambiguous(write: Write) -> None:
    comma = STATLINE.replace(",", ".").replace(";", ",")
    (cells,) = read_file(write(comma, "a.csv"))
    assert isinstance(cells, RawCells)
    assert cells.decimal == "."
    assert cells.frame["text"][0] == "13.2"
    tab = STATLINE.replace(";", "\t")
    (cells,) = read_file(write(tab, "b.csv"))
    assert isinstance(cells, RawCells)
    assert (cells.decimal, cells.frame["text"][0]) == (",", "13,2")


def test_comma_between_fields_and_in_numbers_is_refused(write: Write) -> None:
    error = refused(write(STATLINE.replace(";", ",")))
    assert error.row == 2
    assert "komma" in str(error.action)


def test_period_from_content_then_name_then_person(write: Write) -> None:
    text = "regio,jongeren_met_jeugdzorg,pct\nNederland,435760,9.8\n"

    def period(name: str, **options: int) -> str:
        (cells,) = read_file(write(text, name), **options)
        assert isinstance(cells, RawCells)
        return str(cells.frame["period"][0])

    assert period("84134NED_2020.csv") == "2020"
    assert period("84134NED.csv", year=2019) == "2019"
    assert period("2019_2020.csv", year=2019) == "2019"
    assert "noemt geen jaar" in refused(write(text, "84134NED.csv")).problem
    assert "meer dan één jaar" in refused(write(text, "2019_2020.csv")).problem
    assert "(--jaar 2022)" in str(refused(write(text, "x.csv")).action)
    assert "u geeft het jaar 2021" in refused(write(text, "x_2020.csv"), year=2021).problem
    (cells,) = read_file(write(STATLINE, "tabel_2019.csv"), year=2018)
    assert isinstance(cells, RawCells)
    assert set(cells.frame["period"]) == {"2022*"}


def test_unknown_taakveld(write: Write) -> None:
    error = refused(write(IV3.replace("6.82a Jeugd", "6.751 Jeugd")))
    assert (error.row, error.column) == (3, "Taakveld")
    assert "6.751" in error.problem
    assert "2025" in str(error.action)


def test_unknown_maatstaf(write: Write) -> None:
    error = refused(
        write("maatstaf,naam,gewicht_eur_per_eenheid,circulaire,uitkeringsjaar\nhonden,x,1.0,M2023,2024\n")
    )
    assert (error.row, error.column) == (2, "maatstaf")


def test_merger_without_a_date(write: Write) -> None:
    error = refused(write(MERGERS.replace("1-8-1963", "31-2-1963")))
    assert (error.row, error.column) == (3, "Bestaan tot")


def test_figures_below_the_source_line(write: Write) -> None:
    error = refused(write(STATLINE + '"© CBS"\n"Zwolle";"2022*";1;1;1;1;1\n'))
    assert error.row == 5
