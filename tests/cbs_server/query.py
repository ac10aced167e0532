"""The OData queries that CBS tables need: $filter (eq, startswith, and, or), $select, $top, $skip."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Test = Callable[[Record], bool]
_TOKEN = re.compile(r"\s*(startswith\([\w.]+,'[^']*'\)|\(|\)|'(?:[^']|'')*'|[\w.]+)")


class BadQueryError(Exception):
    """A query that the service refuses."""


def apply(rows: list[Record], query: dict[str, str], limit: int) -> list[Record]:
    """Return the rows that ``query`` asks; refuses to give more than ``limit``."""
    kept = filtered(rows, query)
    skip = int(query.get("$skip", "0"))
    top = int(query["$top"]) if "$top" in query else None
    if top is not None and top > limit:
        raise BadQueryError(f"The limit of {limit} for Top query has been exceeded.")
    part = kept[skip:] if top is None else kept[skip : skip + top]
    if len(part) > limit:
        raise BadQueryError(f"The requested number of records exceeds the limit of {limit}.")
    if "$select" in query:
        part = [{name: row[name] for name in query["$select"].split(",")} for row in part]
    return part


def filtered(rows: list[Record], query: dict[str, str]) -> list[Record]:
    """Return the rows that pass ``$filter``."""
    if "$filter" not in query:
        return rows
    tokens = _TOKEN.findall(query["$filter"])
    test = _alternatives(tokens)
    if tokens:
        raise BadQueryError(f"unexpected {tokens[0]}")
    return [row for row in rows if test(row)]


def _alternatives(tokens: list[str]) -> Test:
    tests = [_together(tokens)]
    while tokens[:1] == ["or"]:
        tokens.pop(0)
        tests.append(_together(tokens))
    return lambda row: any(test(row) for test in tests)


def _together(tokens: list[str]) -> Test:
    tests = [_single(tokens)]
    while tokens[:1] == ["and"]:
        tokens.pop(0)
        tests.append(_single(tokens))
    return lambda row: all(test(row) for test in tests)


def _single(tokens: list[str]) -> Test:
    if tokens[:1] == ["("]:
        tokens.pop(0)
        test = _alternatives(tokens)
        if tokens[:1] != [")"]:
            raise BadQueryError("bracket expected")
        tokens.pop(0)
        return test
    if tokens and tokens[0].startswith("startswith("):
        field, _, beginning = tokens.pop(0)[len("startswith(") : -1].partition(",")
        return lambda row: str(row[field]).startswith(beginning[1:-1])
    if len(tokens) < 3 or tokens[1] != "eq" or not tokens[2].startswith("'"):
        raise BadQueryError("comparison expected")
    name, _, value = (tokens.pop(0) for _ in range(3))
    wanted = value[1:-1].replace("''", "'")
    return lambda row: str(row[name]) == wanted
