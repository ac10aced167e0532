"""A fake table as OData v4 shows it: one observation a record, empty cells left out or marked."""

from __future__ import annotations

from typing import Any

from tests.cbs_server.query import Record, apply, filtered
from tests.cbs_server.tables import FakeTable


def names(table: FakeTable) -> list[str]:
    """Return the collections that the service document of the table lists."""
    codes = [f"{dimension.name}{part}" for dimension in table.dimensions for part in ("Codes", "Groups")]
    return ["MeasureGroups", "MeasureCodes", "Dimensions", *codes, "Observations", "Properties"]


def properties(table: FakeTable) -> Record:
    """Return the description of the table, a singleton."""
    return {
        "Identifier": table.identifier,
        "Title": table.title,
        "Modified": f"{table.modified}+02:00",
        "ReasonDelivery": table.reason,
        "ObservationCount": len(observations(table)),
        "License": "https://creativecommons.org/licenses/by/4.0/",
    }


def rows(table: FakeTable, name: str) -> list[Record] | None:
    """Return the records of a collection, or None when the table has no such collection."""
    if name == "Observations":
        return observations(table)
    if name == "Dimensions":
        return [{"Identifier": d.name, "Title": d.name, "Kind": d.kind} for d in table.dimensions]
    if name == "MeasureCodes":
        return [
            {"Identifier": topic.code, "Title": topic.title, "Unit": topic.unit, "Decimals": topic.decimals}
            for topic in table.topics
        ]
    if name == "MeasureGroups":
        return [{"Id": "0", "Title": "Alle onderwerpen", "ParentId": None}]
    for dimension in table.dimensions:
        if name == f"{dimension.name}Codes":
            return [
                {"Identifier": code, "Title": title, **({} if status is None else {"Status": status})}
                for code, (title, status) in dimension.members.items()
            ]
        if name == f"{dimension.name}Groups":
            return [{"Id": "0", "Title": "Totaal", "ParentId": None}]
    return None


def observations(table: FakeTable) -> list[Record]:
    """Return the long form; an empty cell is absent, but marked when its whole place would be absent."""
    records: list[Record] = []
    for place, values in table.cells.items():
        dimensions = {d.name: code for d, code in zip(table.dimensions, place, strict=True)}
        for topic, value in zip(table.topics, values, strict=True):
            marked = value is None and topic is table.topics[0] and not any(v is not None for v in values)
            if value is None and not marked:
                continue
            records.append(
                {
                    "Id": len(records),
                    "Measure": topic.code,
                    "ValueAttribute": "Impossible" if value is None else "None",
                    "Value": None if value is None else float(value),
                    "StringValue": None,
                    **dimensions,
                }
            )
    return records


def answer(root: str, name: str, found: list[Record], query: dict[str, str], page: int) -> dict[str, Any]:
    """Return a page of ``page`` records of a collection and a link to the next."""
    kept = filtered(found, query)
    skip = int(query.get("$skip", "0"))
    asked = int(query.get("$top", str(len(kept))))
    part = apply(kept, {"$skip": str(skip), "$top": str(min(asked, page))}, page)
    body: dict[str, Any] = {"@odata.context": f"{root}/$metadata#{name}", "value": part}
    if asked > page and len(kept) > skip + page:
        keep = "".join(f"&{key}={value}" for key, value in query.items() if key == "$filter")
        body["@odata.nextLink"] = f"{root}/{name}?$skip={skip + page}{keep}"
    return body
