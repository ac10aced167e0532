"""CBS open data, protocol OData v3: wide records with padded keys, at most 10,000 rows a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import polars as pl

from drietrap.sources.odata_http import Service, TableChangedError
from drietrap.sources.odata_match import edition_of
from drietrap.sources.odata_snapshot import (
    Layout,
    Record,
    Request,
    codes_of,
    damaged,
    document_line,
    rows_of,
    split_dimensions,
    text_of,
)
from drietrap.sources.raw import CELL_SCHEMA

BASE_URL = "https://opendata.cbs.nl/ODataApi/odata"
PAGE_ROWS = 10_000
DATA = "TypedDataSet"

Progress = Callable[[int, int | None], None]


def collect(
    service: Service, request: Request, *, page_rows: int, check: Callable[[Layout], None], progress: Progress
) -> Iterator[bytes]:
    """Yield the snapshot lines of a table: metadata, then each page as it comes in.

    Parameters
    ----------
    page_rows
        Rows asked a query; CBS refuses more than 10,000.
    check
        Called with the layout before any data are fetched; raises when the request cannot be met.
    progress
        Called after each page with the records so far and their total.

    Raises
    ------
    NoConnectionError, UnknownTableError, ServiceAnswerError
    TableChangedError
        When the table was published anew between the first and the last page.
    """
    found: dict[str, list[Record]] = {}
    edition = edition_of(request.table)
    levels = edition.levels if edition else ()
    for name, kind in chain((("TableInfos", ""), ("DataProperties", "")), _later(found)):
        found[name] = []
        for params in _parts("Key", levels if kind.startswith("Geo") else ()):
            for raw, rows in _pages(service, f"{request.table}/{name}", params, page_rows, None):
                found[name] += rows
                yield document_line(name, raw)
    layout = read_layout(found)
    check(layout)
    path = f"{request.table}/{DATA}"
    parts = _parts(layout.area or "", levels)
    if request.periods and layout.time:
        parts = [{"$filter": period_filter(layout.time, request.periods)}]
    expected = [service.count(f"{path}/$count", params) for params in parts]
    yield document_line("count", str(sum(expected)).encode())
    seen = 0
    for params, number in zip(parts, expected, strict=True):
        for raw, rows in _pages(service, path, params, page_rows, number):
            seen += len(rows)
            progress(seen, sum(expected))
            yield document_line(DATA, raw)
    _, body = service.json(f"{request.table}/TableInfos", {"$format": "json"})
    refuse_change(layout.modified, text_of(_first(rows_of(body)), "Modified"))


def read_layout(found: Mapping[str, Sequence[Record]]) -> Layout:
    """Return the layout from ``TableInfos``, ``DataProperties`` and the dimension tables."""
    info = _first(found.get("TableInfos", ()))
    properties = found.get("DataProperties", ())
    kinds = [(text_of(row, "Key"), text_of(row, "Type")) for row in properties if _has_key(row)]
    area, time, others = split_dimensions(kinds)
    return Layout(
        title=text_of(info, "Title"),
        modified=text_of(info, "Modified"),
        reason=text_of(info, "ReasonDelivery"),
        columns={
            text_of(row, "Key"): text_of(row, "Title")
            for row in properties
            if text_of(row, "Type") == "Topic"
        },
        area=area,
        time=time,
        others=others,
        codes={
            name: codes_of(found.get(name, ()), "Key") for name in (area, time, *others) if name is not None
        },
    )


def read_page(layout: Layout, rows: Sequence[Record], first: int) -> pl.DataFrame:
    """Return the cells of one page of ``TypedDataSet``; ``first`` is the ordinal of its first record."""
    places = [layout.place(row) for row in rows]
    ordinals = range(first, first + len(rows))
    parts = [
        pl.DataFrame(
            {
                "row": ordinals,
                "column": [column] * len(rows),
                "area": [place[0] for place in places],
                "period": [place[1] for place in places],
                "variant": [place[2] for place in places],
                "text": [text_of(row, column) or None for row in rows],
            },
            schema_overrides=CELL_SCHEMA,
        )
        for column in layout.columns
    ]
    if not parts:
        raise damaged("de tabel heeft geen onderwerpen")
    return pl.concat(parts)


def period_filter(time: str, periods: Sequence[str]) -> str:
    """Return the OData filter for CBS period codes, the same text in v3 and v4."""
    return " or ".join(f"{time} eq '{period}'" for period in periods)


def _parts(key: str, levels: Sequence[str]) -> list[dict[str, str]]:
    """Return the queries that together give the rows of these levels of area; one query for all without."""
    return [{"$filter": f"startswith({key},'{level}')"} for level in levels] or [{}]


def refuse_change(before: str, after: str) -> None:
    """Raise :class:`TableChangedError` when the table was modified in between."""
    if before != after:
        raise TableChangedError(
            f"het CBS heeft de tabel tijdens het ophalen vernieuwd (eerst {before}, nu {after})",
            action="haal de tabel opnieuw op; er is niets bewaard",
        )


def _later(found: Mapping[str, Sequence[Record]]) -> Iterator[tuple[str, str]]:
    """Name the dimension tables, each with its kind, once ``DataProperties`` is in."""
    for row in found["DataProperties"]:
        kind = text_of(row, "Type")
        if kind.endswith("Dimension") or kind == "GeoDetail":
            yield text_of(row, "Key"), kind


def _pages(
    service: Service, path: str, params: Mapping[str, str], page_rows: int, expected: int | None
) -> Iterator[tuple[bytes, list[Record]]]:
    seen = 0
    while True:
        query = {**params, "$format": "json", "$top": str(page_rows), "$skip": str(seen)}
        raw, body = service.json(path, query)
        rows = rows_of(body)
        seen += len(rows)
        yield raw, rows
        if not rows or (len(rows) < page_rows and (expected is None or seen >= expected)):
            break
        if expected is not None and seen > expected:
            break
    if expected is not None and seen != expected:
        raise service.nonsense(f"er zijn {expected} regels beloofd en {seen} gekomen")


def _has_key(row: Record) -> bool:
    return text_of(row, "Type") != "TopicGroup"


def _is_topic(row: Record) -> bool:
    return text_of(row, "Type") == "Topic"


def _first(rows: Sequence[Record]) -> Record:
    if not rows:
        raise damaged("de beschrijving van de tabel ontbreekt")
    return rows[0]
