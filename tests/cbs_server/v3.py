"""A fake table as OData v3 shows it: wide records, padded keys, the Api (10,000 rows), the Feed (links)."""

from __future__ import annotations

from typing import Any

from tests.cbs_server.query import Record, apply, filtered
from tests.cbs_server.tables import FakeTable

METADATA = ("TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "CategoryGroups")


def names(table: FakeTable) -> list[str]:
    """Return the collections that the service document of the table lists."""
    return [*METADATA, *(dimension.name for dimension in table.dimensions)]


def rows(table: FakeTable, name: str) -> list[Record] | None:
    """Return the records of a collection, or None when the table has no such collection."""
    if name == "TableInfos":
        return [_info(table)]
    if name == "DataProperties":
        return _properties(table)
    if name == "CategoryGroups":
        return []
    if name in ("TypedDataSet", "UntypedDataSet"):
        return _data(table, typed=name == "TypedDataSet")
    for dimension in table.dimensions:
        if dimension.name == name:
            return [
                {
                    "Key": code.ljust(dimension.width),
                    "Title": title,
                    "Description": "",
                    **({} if status is None else {"Status": status}),
                    **({"CategoryGroupID": None} if status is None else {}),
                }
                for code, (title, status) in dimension.members.items()
            ]
    return None


def answer(root: str, name: str, found: list[Record], query: dict[str, str], limit: int) -> dict[str, Any]:
    """Return a collection as ODataApi gives it: refuses more than ``limit`` rows."""
    return {"odata.metadata": f"{root}/$metadata#{name}", "value": apply(found, query, limit)}


def feed(root: str, name: str, found: list[Record], query: dict[str, str], limit: int) -> dict[str, Any]:
    """Return a collection as ODataFeed gives it: ``limit`` rows and a link to the next."""
    skip = int(query.get("$skip", "0"))
    kept = filtered(found, query)
    body = answer(root, name, kept, {**query, "$top": query.get("$top", str(limit))}, limit)
    if "$top" not in query and len(kept) > skip + limit:
        rest = "".join(f"&{key}={value}" for key, value in query.items() if key != "$skip")
        body["odata.nextLink"] = f"{root}/{name}?$skip={skip + limit}{rest}"
    return body


def _info(table: FakeTable) -> Record:
    return {
        "ID": 0,
        "Title": table.title,
        "ShortTitle": table.title,
        "Identifier": table.identifier,
        "Modified": table.modified,
        "ReasonDelivery": table.reason,
        "Language": "nl",
        "Catalog": "CBS",
        **table.extra,
    }


def _properties(table: FakeTable) -> list[Record]:
    listed: list[Record] = [
        {"Type": dimension.kind, "Key": dimension.name, "Title": dimension.name, "Unit": None}
        for dimension in table.dimensions
    ]
    listed.append({"Type": "TopicGroup", "Key": "", "Title": "Alle onderwerpen", "Unit": None})
    listed += [
        {"Type": "Topic", "Key": topic.key, "Title": topic.title, "Unit": topic.unit}
        for topic in table.topics
    ]
    return [{"odata.type": f"Cbs.OData.{row['Type']}", "ID": i, **row} for i, row in enumerate(listed)]


def _data(table: FakeTable, *, typed: bool) -> list[Record]:
    records = []
    for i, (place, values) in enumerate(table.cells.items()):
        record: Record = {"ID": i}
        for dimension, code in zip(table.dimensions, place, strict=True):
            record[dimension.name] = code.ljust(dimension.width)
        for topic, value in zip(table.topics, values, strict=True):
            record[topic.key] = value if typed else _text(value)
        records.append(record)
    return records


def _text(value: float | int | None) -> str:
    """Return a cell of UntypedDataSet: right-aligned text, a point when there is no figure."""
    return ("." if value is None else str(value)).rjust(8)
