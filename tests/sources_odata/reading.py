"""How the tests look at cells: independent of protocol, order and spelling of the code that is tested."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from drietrap.catalogue.published import TABLES
from drietrap.sources.odata import FetchedTable
from tests.cbs_server import FakeTable

Content = dict[tuple[str, str, str, str], float | None]
MEASURES = [column.measure for column in TABLES["85098NED"].columns]


def content(table: FetchedTable) -> Content:
    """Return value by (measure, area, period, variant)."""
    rows = table.raw.frame.select("measure", "area", "period", "variant", "text").rows()
    found = {row[:4]: None if row[4] is None else float(row[4]) for row in rows}
    assert len(found) == len(rows)
    return found


def served(table: FakeTable, variant: Callable[[tuple[str, ...]], str] = lambda _: "") -> Content:
    """Return what a fake table of 85098NED (region, period, ...) should give, straight from its cells."""
    expected: Content = {}
    statuses = table.dimensions[1].members
    for place, values in table.cells.items():
        star = "*" if statuses[place[1]][1] != "Definitief" else ""
        for measure, value in zip(MEASURES, values, strict=True):
            expected[measure, place[0], place[1] + star, variant(place)] = value
    return expected


def direct_client(timeout: float = 10.0) -> httpx.Client:
    """Return a client that no proxy setting touches."""
    return httpx.Client(trust_env=False, timeout=timeout)
