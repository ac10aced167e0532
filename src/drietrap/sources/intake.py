"""From a file on disk to text, safely: size, kind of file and encoding are settled before anything is read.

Only :data:`HEAD_BYTES` are read to learn what a file is; the rest follows once the layout is known.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from drietrap.vocabulary.errors import InputError, reason

LIMIT_BYTES = 64 * 2**20
HEAD_BYTES = 64 * 1024

_EXPECTED = "een CSV- of GeoJSON-bestand"
_SAVE_AS_CSV = "sla het op als CSV (UTF-8) en lees dat bestand"
# First bytes -> (what it is, what to do). The first that fits counts.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "een oud Excel-bestand (xls)", f"open het in Excel en {_SAVE_AS_CSV}"),
    (b"%PDF", "een pdf", "haal of maak het bestand als CSV"),
    (b"\x1f\x8b", "een gecomprimeerd bestand (gzip)", "pak het uit en lees het bestand dat erin zit"),
    (b"Rar!", "een gecomprimeerd bestand (rar)", "pak het uit en lees het bestand dat erin zit"),
    (b"7z\xbc\xaf", "een gecomprimeerd bestand (7z)", "pak het uit en lees het bestand dat erin zit"),
    (b"PAR1", "een Parquet-bestand", "haal of maak het bestand als CSV"),
    (b"\x89PNG", "een afbeelding", "haal of maak het bestand als CSV"),
    (b"\xff\xd8\xff", "een afbeelding", "haal of maak het bestand als CSV"),
)
_HTML = re.compile(rb"^\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A lead byte and a continuation byte side by side: utf-8 that is damaged somewhere else.
_DAMAGED_UTF8 = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
# What Dutch text in the Windows encoding holds besides letters.
_TYPOGRAPHY = frozenset("€‚„…‘’“”•–—™«»°²³·¹¼½¾±×µ§©®ºª´¨¡¿£\u00a0\u00ad")


def head_of(path: Path, limit_bytes: int = LIMIT_BYTES, expected: str = _EXPECTED) -> bytes:
    """Return the first bytes of a file that may be read as text.

    Raises
    ------
    InputError
        As :func:`start_of`, and when the file is of a kind that holds no table as text (Excel, zip, pdf,
        web page); ``expected`` then says what it should have been.
    """
    head = start_of(path, limit_bytes)
    _refuse_other_kinds(head, path.name, expected)
    return head


def start_of(path: Path, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Return the first bytes of a file of any kind.

    Raises
    ------
    InputError
        When the file is absent, no ordinary file or larger than ``limit_bytes``. A file that is too large is
        not opened.
    """
    _require_file(path)
    try:
        size = path.stat().st_size
        if size > limit_bytes:
            raise _too_large(path, size, limit_bytes)
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError as error:
        raise _unreadable(path, error) from error


def bytes_of(path: Path, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Return all bytes of a file that :func:`head_of` let through."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit_bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > limit_bytes:
        raise _too_large(path, len(content), limit_bytes)
    return content


def text_of(content: bytes, file: str, *, part: bool = False) -> str:
    """Decode ``content``: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252.

    Parameters
    ----------
    content
        Bytes of the file, or its beginning when ``part``.
    file
        Name for messages.
    part
        Whether the content may stop in the middle of a character.

    Raises
    ------
    InputError
        When no encoding gives sensible text, or the text holds control characters.
    """
    text = _decoded(content, file, part)
    if control := _CONTROL.search(text):
        raise InputError(
            "dit is geen tekstbestand: er staan tekens in die in een tabel niet voorkomen",
            expected="een CSV-bestand in UTF-8",
            action="haal of maak het bestand opnieuw, of sla het op als CSV (UTF-8)",
            file=file,
            row=_row_at(text, control.start()),
        )
    return text


def _require_file(path: Path) -> None:
    if not path.exists():
        raise InputError(
            "dit bestand bestaat niet", action="kijk na of naam en map goed geschreven zijn", file=str(path)
        )
    if path.is_dir():
        raise InputError(
            "dit is een map en geen bestand", action="noem de bestanden in de map", file=str(path)
        )
    if not path.is_file():
        raise InputError("dit is geen gewoon bestand", expected="een bestand op schijf", file=str(path))


def _too_large(path: Path, size: int, limit: int) -> InputError:
    return InputError(
        f"het bestand is te groot: {_megabytes(size)}",
        expected=f"ten hoogste {_megabytes(limit)}",
        action="kijk na of dit het goede bestand is, of haal een kleinere selectie op",
        file=path.name,
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB" if size >= 1024 * 1024 else f"{size} bytes"


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        f"het bestand kan niet gelezen worden ({reason(error)})",
        action="kijk na of u het bestand mag openen en of het niet in gebruik is",
        file=path.name,
    )


def _refuse_other_kinds(head: bytes, file: str, expected: str) -> None:
    plain = head.removeprefix(codecs.BOM_UTF8)
    if not plain.strip():
        raise InputError("het bestand is leeg", action="haal of maak het bestand opnieuw", file=file)
    kind = _zip_kind(head) if head.startswith(b"PK\x03\x04") else _text_kind(plain)
    if kind is None:
        kind = next(((what, action) for magic, what, action in _KINDS if head.startswith(magic)), None)
    if kind is not None:
        raise InputError(f"dit is {kind[0]}", expected=expected, action=kind[1], file=file)


def _zip_kind(head: bytes) -> tuple[str, str]:
    if b"opendocument" in head:
        return "een rekenblad van LibreOffice (ods)", f"open het en {_SAVE_AS_CSV}"
    if b"[Content_Types].xml" in head or b"xl/" in head:
        return "een Excel-bestand (xlsx)", f"open het in Excel en {_SAVE_AS_CSV}"
    return "een zip-bestand", "pak het uit en lees het bestand dat erin zit"


def _text_kind(head: bytes) -> tuple[str, str] | None:
    if _HTML.match(head):
        return "een webpagina", "haal het bestand als CSV op, en niet de pagina waarop het staat"
    if head.lstrip().startswith(b"<"):
        return "een XML-bestand", "haal of maak het bestand als CSV"
    return None


def _decoded(content: bytes, file: str, part: bool) -> str:
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content, final=not part)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise _undecodable(content, error.start, file) from error
        return _windows_text(content, error.start, file)


def _windows_text(content: bytes, position: int, file: str) -> str:
    if _DAMAGED_UTF8.search(content):
        raise _undecodable(content, position, file)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _undecodable(content, error.start, file) from error
    strange = {char for char in set(text) if ord(char) > 127 and not char.isalpha()} - _TYPOGRAPHY
    if strange:
        raise _undecodable(content, position, file)
    return text


def _undecodable(content: bytes, position: int, file: str) -> InputError:
    return InputError(
        "de tekens van dit bestand zijn niet te lezen",
        expected="een CSV-bestand in UTF-8 of Windows-1252",
        action="haal of maak het bestand opnieuw, of sla het op als 'CSV UTF-8'",
        file=file,
        row=content.count(b"\n", 0, position) + 1,
    )


def _row_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
