"""Whatever the bytes: a table comes out whole, or an InputError says why not."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from drietrap.catalogue.published import TABLES
from drietrap.sources import sheet
from drietrap.sources.files import read_file
from drietrap.sources.raw import RawCells
from drietrap.sources.sheet import parse
from drietrap.vocabulary.errors import InputError
from tests.fuzzing.mutation import mutated

from .conftest import IV3, MERGERS, STATLINE, area, geojson

VALID = tuple(text.encode() for text in (STATLINE, IV3, MERGERS, geojson(area(), area("GM0506"))))
in_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)


def read_or_refuse(folder: Path, content: bytes) -> None:
    path = folder / "tabel_2022.csv"
    path.write_bytes(content)
    try:
        assert read_file(path)
    except InputError as error:
        assert error.sentence()


@in_one_folder
@given(st.binary(max_size=300))
def test_arbitrary_bytes(tmp_path: Path, content: bytes) -> None:
    read_or_refuse(tmp_path, content)


@in_one_folder
@given(st.data())
def test_mutated_valid_files(tmp_path: Path, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(VALID))
    read_or_refuse(tmp_path, data.draw(mutated(content)))


# Fields as they may stand in a delivered table, quoted or not, well-formed or not.
fields = st.text(st.sampled_from('ab1,;\t"\n\r ©é='), max_size=4) | st.sampled_from(
    ['"a;b"', '"a"', '""', "Bron: x"]
)


@settings(deadline=None, max_examples=400)
@given(
    st.lists(st.lists(fields, min_size=2, max_size=3).map(";".join), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
    st.sampled_from(["", "\n", "\r\n"]),
)
@example(['"a";"b;c"', "1;2"], "\n", "\n")
@example(['a;"";b', "1;2;3"], "\n", "\n")
def test_the_fast_reader_and_the_careful_one_agree(lines: list[str], end: str, last: str) -> None:
    text = f"x;y{end}{end.join(lines)}{last}"

    def outcome() -> object:
        try:
            return parse(text, ";", "x").frame
        except InputError as error:
            return error.sentence()

    fast = outcome()
    with patch.object(sheet, "read_regular", return_value=None):
        careful = outcome()
    if isinstance(fast, pl.DataFrame):
        assert isinstance(careful, pl.DataFrame)
        assert fast.rows() == careful.rows()
    else:
        assert fast == careful


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('";\n'),
    min_size=1,
    max_size=12,
).filter(lambda name: name.strip() and not name.lstrip().startswith(("©", "Bron:", "Bron :")))
shares = st.none() | st.integers(0, 1000).map(
    lambda tenths: f"{tenths / 10:.1f}".replace(".", ",").removesuffix(",0")
)


@in_one_folder
@given(
    st.lists(st.tuples(names, st.sampled_from(["2021", "2022*"]), *[shares] * 5), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_written_statline_export_is_read_back(
    tmp_path: Path, rows: list[tuple[str | None, ...]], end: str
) -> None:
    def quoted(text: str | None) -> str:
        return '"' + str(text).replace('"', '""') + '"'

    lines = [STATLINE.splitlines()[0]]
    for name, period, *values in rows:
        lines.append(";".join([quoted(name), quoted(period), *(value or "" for value in values)]))
    path = tmp_path / "export.csv"
    path.write_bytes((end.join(lines) + end).encode())
    (cells,) = read_file(path)
    assert isinstance(cells, RawCells)
    measures = [column.measure for column in TABLES["85098NED"].columns]
    expected = [
        (number, measure, name, period, text)
        for number, (name, period, *values) in enumerate(rows, start=2)
        for measure, text in zip(measures, values, strict=True)
    ]
    assert cells.frame.select("row", "measure", "area", "period", "text").rows() == expected


@pytest.mark.parametrize("content", VALID)
def test_the_valid_files_of_the_fuzzer_are_valid(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tabel_2022.csv"
    path.write_bytes(content)
    assert read_file(path)
