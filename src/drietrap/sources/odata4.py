"""CBS open data, protocol OData v4: one observation a record, pages linked by the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from drietrap.sources.odata3 import Progress, period_filter, refuse_change
from drietrap.sources.odata_http import Service
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

BASE_URL = "https://datasets.cbs.nl/odata/v1/CBS"
DATA = "Observations"
PLACE = ["area", "period", "variant"]


def collect(
    service: Service, request: Request, *, check: Callable[[Layout], None], progress: Progress
) -> Iterator[bytes]:
    """Yield the snapshot lines of a table: metadata, then each page as it comes in.

    The parameters and errors are those of :func:`drietrap.sources.odata3.collect`; the service chooses the
    size of its pages (100,000 observations).
    """
    raw, properties = service.json(f"{request.table}/Properties")
    yield document_line("Properties", raw)
    found: dict[str, list[Record]] = {"Properties": [_singleton(properties)]}
    for name in _lists(service, request.table):
        found[name] = []
        for raw, rows in _pages(service, f"{request.table}/{name}", {}):
            found[name] += rows
            yield document_line(name, raw)
    layout = read_layout(found)
    check(layout)
    params = {}
    if request.periods and layout.time:
        params["$filter"] = period_filter(layout.time, request.periods)
    expected = service.count(f"{request.table}/{DATA}/$count", params)
    _refuse_other_count(service, found["Properties"][0], request, expected)
    yield document_line("count", str(expected).encode())
    seen = 0
    for raw, rows in _pages(service, f"{request.table}/{DATA}", params):
        seen += len(rows)
        if seen > expected:
            break
        progress(seen, expected)
        yield document_line(DATA, raw)
    if seen != expected:
        raise service.nonsense(f"er zijn {expected} waarnemingen beloofd en {seen} gekomen")
    _, after = service.json(f"{request.table}/Properties")
    refuse_change(layout.modified, text_of(_singleton(after), "Modified"))


def read_layout(found: Mapping[str, Sequence[Record]]) -> Layout:
    """Return the layout from ``Properties``, ``Dimensions``, ``MeasureCodes`` and the dimension codes."""
    if not found.get("Properties"):
        raise damaged("de beschrijving van de tabel ontbreekt")
    info = found["Properties"][0]
    kinds = [(text_of(row, "Identifier"), text_of(row, "Kind")) for row in found.get("Dimensions", ())]
    area, time, others = split_dimensions(kinds)
    measures = found.get("MeasureCodes", ())
    return Layout(
        title=text_of(info, "Title"),
        modified=text_of(info, "Modified"),
        reason=text_of(info, "ReasonDelivery") if "ReasonDelivery" in info else "",
        columns={text_of(row, "Identifier"): text_of(row, "Title") for row in measures},
        area=area,
        time=time,
        others=others,
        codes={
            name: codes_of(found.get(f"{name}Codes", ()), "Identifier")
            for name in (area, time, *others)
            if name is not None
        },
    )


def read_page(layout: Layout, rows: Sequence[Record], first: int) -> pl.DataFrame:
    """Return the cells of one page of ``Observations``; ``first`` is the ordinal of its first record."""
    places = [layout.place(row) for row in rows]
    columns = [text_of(row, "Measure") for row in rows]
    if unknown := set(columns) - set(layout.columns):
        raise damaged(f"de maat '{min(unknown)}' staat niet in de lijst MeasureCodes")
    return pl.DataFrame(
        {
            "row": range(first, first + len(rows)),
            "column": columns,
            "area": [place[0] for place in places],
            "period": [place[1] for place in places],
            "variant": [place[2] for place in places],
            "text": [_value(row) for row in rows],
        },
        schema_overrides=CELL_SCHEMA,
    )


def with_empty_cells(layout: Layout, cells: pl.DataFrame) -> pl.DataFrame:
    """Add an empty cell for each measure that a place in the table lacks.

    The long form leaves out what the wide form shows as empty. A place (area, period, variant) without any
    observation stays out. An added cell has the ordinal of the first record of its place.
    """
    places = cells.group_by(PLACE).agg(pl.col("row").min())
    columns = pl.DataFrame({"column": list(layout.columns)}, schema={"column": pl.String})
    missing = (
        places.join(columns, how="cross")
        .join(cells, on=[*PLACE, "column"], how="anti")
        .with_columns(pl.lit(None, pl.String).alias("text"))
    )
    return pl.concat([cells, missing.select(cells.columns)])


def _lists(service: Service, table: str) -> Iterator[str]:
    """Name the metadata lists that the service document of the table has, in a fixed order."""
    _, body = service.json(table)
    names = {text_of(row, "name") for row in rows_of(body)}
    wanted = {"Dimensions"} | {name for name in names if name.endswith(("Codes", "Groups"))}
    yield from sorted(wanted)


def _pages(service: Service, path: str, params: Mapping[str, str]) -> Iterator[tuple[bytes, list[Record]]]:
    query: Mapping[str, str] | None = params
    visited: set[str] = set()
    while path not in visited:
        visited.add(path)
        raw, body = service.json(path, query)
        yield raw, rows_of(body)
        link = body.get("@odata.nextLink")
        if link is None:
            return
        if not isinstance(link, str):
            raise service.nonsense("de verwijzing naar het vervolg is geen adres")
        path, query = link, None
    raise service.nonsense("de pagina's verwijzen in een kring naar elkaar")


def _singleton(body: object) -> Record:
    if not isinstance(body, dict):
        raise damaged("de beschrijving van de tabel ontbreekt")
    rows = body.get("value")
    return rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else body


def _refuse_other_count(service: Service, info: Record, request: Request, expected: int) -> None:
    promised = text_of(info, "ObservationCount") if "ObservationCount" in info else ""
    if promised and not request.periods and promised != str(expected):
        raise service.nonsense(f"de beschrijving noemt {promised} waarnemingen en de telling {expected}")


def _value(row: Record) -> str | None:
    return text_of(row, "Value") or (text_of(row, "StringValue") if "StringValue" in row else "") or None
