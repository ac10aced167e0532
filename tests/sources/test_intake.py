"""What is settled before a file is read: its size, its kind and its encoding."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.sources.files import read_file
from drietrap.sources.intake import HEAD_BYTES, text_of
from drietrap.vocabulary.errors import InputError

from .conftest import MERGERS, STATLINE

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "dit is een Excel-bestand (xlsx)"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "LibreOffice"),
        (b"PK\x03\x04\x14\x00\x00\x00tabel.csv", "dit is een zip-bestand"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "dit is een oud Excel-bestand (xls)"),
        (b"%PDF-1.7\n", "dit is een pdf"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\n<!DOCTYPE html><html>", "dit is een webpagina"),
        (b"\xef\xbb\xbf<HTML lang='nl'>", "dit is een webpagina"),
        (b"<?xml version='1.0'?><a/>", "dit is een XML-bestand"),
        (b"", "het bestand is leeg"),
        (b"\xef\xbb\xbf\r\n  \n", "het bestand is leeg"),
        (b"Regio's;Perioden\x00\x01", "dit is geen tekstbestand"),
    ],
)
def test_other_kinds_of_file_are_named_with_what_to_do(content: bytes, problem: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_file(write(content))
    assert problem in caught.value.problem
    assert caught.value.action
    assert caught.value.file == "tabel.csv"


def test_absent_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        read_file(tmp_path / "weg.csv")
    with pytest.raises(InputError, match="een map"):
        read_file(tmp_path)


def test_a_file_of_2_gb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    with path.open("wb") as stream:
        stream.write(STATLINE.encode())
        stream.truncate(2 * 1024**3)
    tracemalloc.start()
    with pytest.raises(InputError) as caught:
        read_file(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
    assert caught.value.problem == "het bestand is te groot: 2048 MB"
    assert caught.value.expected == "ten hoogste 64 MB"


def test_the_limit_is_a_setting(write: Write) -> None:
    path = write(STATLINE)
    assert read_file(path, limit_bytes=path.stat().st_size)
    with pytest.raises(InputError, match="te groot"):
        read_file(path, limit_bytes=path.stat().st_size - 1)


def test_an_unknown_table_is_refused_after_its_head(write: Write) -> None:
    path = write("a,b,c\n" + "1,2,3\n" * 2_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match="herkennen deze tabel niet"):
        read_file(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * HEAD_BYTES < path.stat().st_size


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_give_the_same_cells(encoding: str, write: Write) -> None:
    plain = STATLINE.removeprefix("\ufeff")
    expected = read_file(write(plain, "a.csv"))[0]
    found = read_file(write(plain.encode(encoding), "b.csv"))[0]
    assert found.frame.equals(expected.frame)  # type: ignore[union-attr]
    assert "Súdwest-Fryslân" in set(found.frame["area"])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content",
    [
        MERGERS.encode()[:-20] + b"\xe2" + MERGERS.encode()[-20:],  # utf-8 with one broken byte
        MERGERS.encode("cp1252").replace(b"Duits", b"\x81uits"),  # no character in Windows-1252
        MERGERS.encode("cp1252").replace(b"Duits", b"\x86\x87its"),  # daggers in a table of municipalities
        MERGERS.encode("utf-16")[:-1],  # half a character
    ],
)
def test_text_that_does_not_decode_sensibly_is_refused(content: bytes, write: Write) -> None:
    with pytest.raises(InputError, match="niet te lezen") as caught:
        read_file(write(content))
    assert caught.value.row is not None


def test_utf16_without_a_mark_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="geen tekstbestand"):
        read_file(write(MERGERS.encode("utf-16-le")))


def test_a_head_may_stop_inside_a_character() -> None:
    assert text_of("é".encode()[:1], "x", part=True) == ""
    with pytest.raises(InputError):
        text_of("ééé".encode()[:-1], "x")
