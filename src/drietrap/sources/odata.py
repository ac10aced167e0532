"""Tables of Statistics Netherlands (CBS) through its open-data service, and their snapshots.

:func:`fetch_table` asks the service; what it receives is kept as a snapshot, and the cells are always read
from that snapshot by :func:`read_snapshot`, so that a later reading without a network gives the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import httpx
import polars as pl

from drietrap.catalogue.tables import EDITION
from drietrap.sources import odata3, odata4
from drietrap.sources.odata3 import Progress
from drietrap.sources.odata_http import (
    NoConnectionError,
    Service,
    ServiceAnswerError,
    TableChangedError,
    UnknownTableError,
    default_client,
)
from drietrap.sources.odata_match import Matched, edition_of, known_id, match
from drietrap.sources.odata_snapshot import (
    END,
    HEADER,
    MAX_SNAPSHOT,
    Layout,
    Record,
    Request,
    damaged,
    documents,
    end_line,
    header_line,
    read_header,
    rows_of,
)
from drietrap.sources.raw import CELL_SCHEMA, RawCells
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

__all__ = [
    "FetchedTable",
    "NoConnectionError",
    "ServiceAnswerError",
    "TableChangedError",
    "UnknownTableError",
    "fetch_table",
    "is_snapshot",
    "read_snapshot",
]

_TABLE_ID = re.compile(r"[0-9A-Za-z_]{3,20}", re.ASCII)
_PARTS = {"J": "JJ", "H": "HJ", "K": "KW", "M": "MM"}
_PLACE = ["measure", "area", "period", "variant"]
_SINGLETON = "Properties"


@dataclass(frozen=True)
class FetchedTable:
    """A table of CBS: its cells, what CBS says about it, and the snapshot both come from.

    ``identifier`` is the number at CBS, ``version`` the protocol (3 or 4), ``periods`` the period codes that
    were asked (empty is all), ``released`` the date of publication (ISO), ``modified`` and ``reason`` that
    moment and the reason as delivered, ``body`` the snapshot, ``missing`` the labels of measures that CBS
    should have and this table has not.

    In ``raw`` the ``row`` is the ordinal of the record in the snapshot, from 1, and ``column`` the v3 key or
    the v4 measure code; a provisional period ends in ``*`` as in StatLine; numbers are written without
    exponent or trailing zeros.
    """

    identifier: str
    version: int
    periods: tuple[str, ...]
    title: str
    released: str | None
    modified: str
    reason: str
    raw: RawCells
    body: bytes
    missing: tuple[str, ...] = ()


def fetch_table(
    table: str,
    *,
    base_url: str | None = None,
    version: Literal[3, 4] | None = None,
    periods: Sequence[str] | None = None,
    progress: Progress | None = None,
    client: httpx.Client | None = None,
    page_rows: int = odata3.PAGE_ROWS,
) -> FetchedTable:
    """Fetch a table of CBS.

    Parameters
    ----------
    table
        Number at CBS such as ``85098NED``.
    base_url
        Root of another service with the same protocol; the table id is added to it.
    version
        Protocol, 3 or 4; None is 3, and 4 as well when CBS does not have the table in 3.
    periods
        Periods in any notation of :class:`~drietrap.vocabulary.period.Period`; None is all.
    progress
        Called after each page with the records so far and their total.
    client
        HTTP client to use; its time-outs count. None makes one.
    page_rows
        Rows asked a query in protocol 3, at most 10,000.

    Raises
    ------
    NoConnectionError
        The service cannot be reached or does not work now (exit code 2); a snapshot may be used instead.
    UnknownTableError, TableChangedError, ServiceAnswerError, InputError
        Dutch errors for what cannot be used; nothing is returned in part.
    """
    if not _TABLE_ID.fullmatch(table):
        raise UnknownTableError(
            f"'{table}' is geen tabelnummer van het CBS",
            expected="cijfers en letters, bijvoorbeeld 85098NED",
        )
    identifier, codes = known_id(table), tuple(cbs_code(period) for period in periods or ())
    own = client or default_client()
    notify = progress or _silent
    try:
        if version is None and base_url is None:
            try:
                return _fetched(own, Request(identifier, 3, codes), odata3.BASE_URL, page_rows, notify)
            except UnknownTableError:
                return _fetched(own, Request(identifier, 4, codes), odata4.BASE_URL, page_rows, notify)
        request = Request(identifier, version or 3, codes)
        root = base_url or (odata3.BASE_URL if request.version == 3 else odata4.BASE_URL)
        return _fetched(own, request, root, page_rows, notify)
    finally:
        if client is None:
            own.close()


def read_snapshot(body: bytes) -> FetchedTable:
    """Read a snapshot made by :func:`fetch_table`; the result equals what was returned then.

    Raises
    ------
    ServiceAnswerError
        When the snapshot is damaged, or holds what cannot be a table of CBS.
    InputError
        When its columns are not those of a table we know.
    """
    found: dict[str, list[Record]] = {}
    pages: list[pl.DataFrame] = []
    request, layout = None, None
    seen, counted, ended = 0, None, None
    for name, content in documents(iter(io.BytesIO(body))):
        if request is None:
            request = _request(name, content)
            protocol = _protocol(request)
        elif name == protocol.DATA:
            layout = layout or _dated(protocol.read_layout(found), request)
            rows = rows_of(content)
            pages.append(protocol.read_page(layout, rows, seen + 1))
            seen += len(rows)
        elif name == "count":
            counted = content
        elif name == END:
            ended = content
        else:
            found.setdefault(name, []).extend(_metadata(name, content))
    if request is None or layout is None or ended != {"records": str(seen)} or counted != str(seen):
        raise damaged("er ontbreekt een deel")
    matched = match(request.table, layout.columns)
    cells = pl.concat(pages)
    if request.version == 4:
        cells = odata4.with_empty_cells(layout, cells)
    return _table(request, layout, _measured(cells, matched), matched, body)


def is_snapshot(head: bytes) -> bool:
    """Whether ``head``, the first bytes of a file, begins a snapshot."""
    return head.startswith(b'{"name":"' + HEADER.encode() + b'"')


def cbs_code(text: str) -> str:
    """Return a period as CBS codes it.

    >>> cbs_code("2022"), cbs_code("2015K1")
    ('2022JJ00', '2015KW01')
    """
    period = Period.parse(text)
    return f"{period.year}{_PARTS[period.part]}{0 if period.part == 'J' else period.index:02d}"


def _fetched(
    client: httpx.Client, request: Request, root: str, page_rows: int, progress: Progress
) -> FetchedTable:
    if request.version != 3 and edition_of(request.table):
        raise InputError(
            f"tabel {request.table} kunnen wij niet ophalen met OData-versie {request.version}",
            action="haal haar op zonder --odata, of met --odata 3",
        )
    service = Service(root, client)

    def check(layout: Layout) -> None:
        match(request.table, layout.columns)
        _dated(layout, request)
        _refuse_unknown_periods(request, layout)

    records = 0

    def count(seen: int, total: int | None) -> None:
        nonlocal records
        records = seen
        progress(seen, total)

    if request.version == 3:
        lines = odata3.collect(service, request, page_rows=page_rows, check=check, progress=count)
    else:
        lines = odata4.collect(service, request, check=check, progress=count)
    body = _joined(service, header_line(request), lines)
    return read_snapshot(body + end_line(records))


def _joined(service: Service, head: bytes, lines: Iterator[bytes]) -> bytes:
    buffer = bytearray(head)
    for line in lines:
        buffer += line
        if len(buffer) > MAX_SNAPSHOT:
            raise service.nonsense(f"de tabel is groter dan {MAX_SNAPSHOT // 2**20} MB")
    return bytes(buffer)


def _request(name: str, content: Any) -> Request:
    if name != HEADER:
        raise damaged("de eerste regel zegt niet om welke tabel het gaat")
    return read_header(content)


def _protocol(request: Request) -> Any:
    if request.version not in (3, 4):
        raise damaged(f"protocol {request.version} kennen wij niet")
    return odata3 if request.version == 3 else odata4


def _metadata(name: str, content: Any) -> list[Record]:
    return [content] if name == _SINGLETON and "value" not in content else rows_of(content)


def _dated(layout: Layout, request: Request) -> Layout:
    """Return the layout of a yearly edition with its year, and with the columns that we know of its many."""
    edition = edition_of(request.table)
    if layout.time is not None:
        return layout
    if edition is None:
        raise damaged("de tabel heeft geen perioden")
    if edition.year not in layout.title:
        raise InputError(
            f"tabel {request.table} heet '{layout.title}' en gaat dus niet over {edition.year}",
            action="meld dit bij de beheerder: de catalogus moet worden bijgewerkt",
        )
    known = match(request.table, layout.columns).measures
    columns = {key: title for key, title in layout.columns.items() if key in known}
    return replace(layout, year=edition.year, variant=EDITION, columns=columns)


def _measured(cells: pl.DataFrame, matched: Matched) -> pl.DataFrame:
    """Give the cells their measure, leave out other columns, and put them in order of record and measure."""
    order = {key: place for place, key in enumerate(matched.measures)}
    known = cells.filter(pl.col("column").is_in(list(order))).with_columns(
        pl.col("column").replace_strict(matched.measures, return_dtype=pl.String).alias("measure"),
        pl.col("column").replace_strict(order, return_dtype=pl.UInt32).alias("order"),
    )
    twice = known.filter(known.select(_PLACE).is_duplicated())
    if not twice.is_empty():
        first = twice.row(0, named=True)
        raise damaged(f"{first['column']} van {first['area']} in {first['period']} staat er meer dan eens in")
    return known.sort("row", "order", *_PLACE).select(CELL_SCHEMA.names())


def _table(
    request: Request, layout: Layout, frame: pl.DataFrame, matched: Matched, body: bytes
) -> FetchedTable:
    released = layout.modified[:10] or None
    return FetchedTable(
        identifier=request.table,
        version=request.version,
        periods=request.periods,
        title=layout.title,
        released=released,
        modified=layout.modified,
        reason=layout.reason,
        raw=RawCells(matched.table.id, frame, released=released),
        body=body,
        missing=matched.missing,
    )


def _refuse_unknown_periods(request: Request, layout: Layout) -> None:
    known = layout.codes[layout.time] if layout.time else [_dated(layout, request).year + "JJ00"]
    for period in request.periods:
        if period not in known:
            raise InputError(
                f"periode {period} staat niet in tabel {request.table}",
                expected=", ".join(sorted(known)),
                action="kies een van deze periodes",
            )


def _silent(_seen: int, _total: int | None) -> None:
    """Progress that nobody watches."""
