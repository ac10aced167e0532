"""What is no delivery at all is called what it is, in words for who makes deliveries."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.record_layout import own_layout
from drietrap.sources.record_write import write_delivery
from drietrap.vocabulary.errors import InputError
from tests.deliveries_sources.records import delivery
from tests.privacy.registry import exempt

LEAD = b"#beleidsinformatie soort=jeugdhulp versie=7 aanbieder=12345678 periode=2022H1\n"
HEADER = ";".join(field.headers[0] for field in own_layout("jeugdhulp", "7").fields).encode()


def packed() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("levering.csv", LEAD)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.csv", b"", "leeg"),
        ("wit.txt", b"  \n\n", "leeg"),
        ("levering.zip", packed(), "zip-bestand"),
        ("levering.xlsx", packed(), "zip-bestand"),
        ("kapot.xlsx", b"PK\x03\x04kapot", "beschadigd"),
        ("lead.csv", LEAD, "geen gegevens onder de eerste regel"),
        ("kop.csv", LEAD + HEADER + b"\n", "geen regels"),
        ("levering.csv", b"%PDF-1.7\n", "pdf"),
        ("levering.txt", b'{"a": [1, 2]}', "geen indeling heeft regels van 13 posities"),
    ],
)
def test_it_is_called_what_it_is(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_delivery(path)
    assert caught.value.action
    for foreign in ("regio", "StatLine", "tabel"):
        assert foreign not in str(caught.value)


def test_text_as_excel_writes_it_in_utf_16_is_read(tmp_path: Path) -> None:
    made = delivery("jeugdhulp", "7", rows=6)
    plain, wide = exempt(tmp_path / "gewoon.csv"), exempt(tmp_path / "breed.csv")
    write_delivery(made, plain, lead=True)
    wide.write_bytes(plain.read_text(encoding="utf-8-sig").encode("utf-16"))
    assert read_delivery(wide).frame.equals(read_delivery(plain).frame)
