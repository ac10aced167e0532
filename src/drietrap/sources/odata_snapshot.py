"""The snapshot of a fetched table: JSON lines with every answer of the service as it was received.

The first line says what was asked, the last one how many records there are; between them each line names
one document and holds one answer. Only line breaks between JSON tokens become spaces, so that an answer
fits on a line. The same table gives the same bytes, whenever it is fetched: no time of fetching is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drietrap.sources.odata_http import ServiceAnswerError, parse_json
from drietrap.vocabulary.area import NEDERLAND

FORMAT = "drietrap-cbs-1"
HEADER = "snapshot"
END = "end"
MAX_SNAPSHOT = 2**30
DEFINITE = "definitief"

Record = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """What was asked of the service: table id, protocol version and period codes (empty is all)."""

    table: str
    version: int
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A member of a dimension: its title, and the status of a period."""

    title: str
    status: str = ""

    @property
    def provisional(self) -> bool:
        """Whether the figures of this period are not final ('Voorlopig', 'Nader voorlopig')."""
        return self.status.casefold() not in ("", DEFINITE)


@dataclass(frozen=True)
class Layout:
    """What the metadata of a table say, in the words of either protocol.

    ``columns`` maps a delivered column (v3 key, v4 measure code) to its title; ``area`` is the regional
    dimension (None in a national table), ``time`` the period and ``others`` what is left; ``codes`` has the
    members of each dimension by trimmed code. A yearly edition has no ``time``: all its records are about
    ``year``, and ``variant`` sets them apart from edited copies.
    """

    title: str
    modified: str
    reason: str
    columns: dict[str, str]
    area: str | None
    time: str | None
    others: tuple[str, ...]
    codes: dict[str, dict[str, Code]]
    year: str = ""
    variant: str = ""

    def place(self, row: Record) -> tuple[str, str, str]:
        """Return area code, period (with ``*`` when provisional) and variant of a record.

        The variant joins the titles of the other dimensions. A table without regions is about the country.
        """
        area = NEDERLAND
        if self.area:
            area, _ = self._member(row, self.area)
        if area.startswith("NL"):  # NL00 or NL01, by table
            area = NEDERLAND
        titles = [self._member(row, dimension)[1].title for dimension in self.others]
        if self.time is None:
            return area, self.year, "; ".join([self.variant, *titles])
        period, member = self._member(row, self.time)
        return area, period + "*" * member.provisional, "; ".join(titles)

    def _member(self, row: Record, dimension: str) -> tuple[str, Code]:
        code = text_of(row, dimension)
        member = self.codes[dimension].get(code)
        if member is None:
            raise damaged(f"de code '{code}' staat niet in de lijst {dimension}")
        return code, member


def damaged(problem: str) -> ServiceAnswerError:
    """Return the error for a snapshot, or an answer in it, that cannot be read."""
    return ServiceAnswerError(
        f"de opgehaalde tabel van het CBS kan niet worden gelezen: {problem}",
        expected="een volledige momentopname met metadata en gegevens",
        action="haal de tabel opnieuw op",
    )


def header_line(request: Request) -> bytes:
    """Return the first line of a snapshot."""
    body = {"format": FORMAT, "table": request.table, "version": request.version, "periods": request.periods}
    return document_line(HEADER, json.dumps(body, separators=(",", ":")).encode())


def document_line(name: str, raw: bytes) -> bytes:
    """Return the line that holds one answer of the service under ``name``."""
    flat = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b" ").replace(b"\n", b" ").strip()
    return b'{"name":' + json.dumps(name).encode() + b',"body":' + flat + b"}\n"


def end_line(records: int) -> bytes:
    """Return the last line of a snapshot."""
    return document_line(END, json.dumps({"records": records}).encode())


def documents(lines: Iterator[bytes]) -> Iterator[tuple[str, Any]]:
    """Yield the name and parsed body of each line; a :class:`ServiceAnswerError` when a line is not whole."""
    for line in lines:
        try:
            document = parse_json(line)
            yield str(document["name"]), document["body"]
        except (ValueError, KeyError, TypeError):
            raise damaged("een regel is niet heel") from None


def read_header(body: Any) -> Request:
    """Return what was asked, from the first line."""
    try:
        if body["format"] != FORMAT:
            raise damaged(f"de vorm is {body['format']}, niet {FORMAT}")
        return Request(str(body["table"]), int(body["version"]), tuple(body["periods"]))
    except (KeyError, TypeError, ValueError):
        raise damaged("de eerste regel zegt niet om welke tabel het gaat") from None


def rows_of(body: Any) -> list[Record]:
    """Return the records of an answer (``value``); a :class:`ServiceAnswerError` when it has none."""
    rows = body.get("value") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise damaged("een antwoord heeft geen lijst met regels")
    return rows


def text_of(row: Record, key: str) -> str:
    """Return ``row[key]`` as trimmed text, '' when it is null; an error when it is absent or not text."""
    if key not in row:
        raise damaged(f"het veld {key} ontbreekt")
    value = row[key]
    if value is not None and not isinstance(value, str):
        raise damaged(f"het veld {key} is geen tekst of getal")
    return (value or "").strip()


def codes_of(rows: Sequence[Record], key: str) -> dict[str, Code]:
    """Return the members of a dimension by trimmed code; ``key`` names the field with the code."""
    return {
        text_of(row, key): Code(text_of(row, "Title"), text_of(row, "Status") if "Status" in row else "")
        for row in rows
    }


def split_dimensions(kinds: Sequence[tuple[str, str]]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return the regional, the time and the other dimensions from (key, kind) pairs.

    CBS names the kinds ``Dimension``, ``TimeDimension``, ``GeoDimension`` and ``GeoDetail`` in v3 and v4.
    """
    geo = [key for key, kind in kinds if kind.startswith("Geo")]
    time = [key for key, kind in kinds if kind == "TimeDimension"]
    others = tuple(key for key, kind in kinds if kind == "Dimension")
    if len(time) > 1:
        raise damaged("de tabel heeft meer dan één indeling naar periode")
    if len(geo) > 1:
        raise damaged("de tabel heeft meer dan één indeling naar regio")
    return (geo[0] if geo else None), (time[0] if time else None), others
