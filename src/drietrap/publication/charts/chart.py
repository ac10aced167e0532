"""A chart as a report uses it: never a picture alone."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.publication.tables import DataTable


@dataclass(frozen=True)
class Chart:
    """A picture with what it says.

    ``finding`` is one sentence that the intervals carry; ``description`` tells what is drawn, for who
    cannot see it; ``notes`` are sentences below the picture. ``svg`` is a complete ``<svg>`` element.
    Where a table beside it has the numbers too (``repeated``), paper leaves out that of the picture.
    """

    id: str
    title: str
    finding: str
    description: str
    svg: str
    table: DataTable
    notes: tuple[str, ...] = ()
    repeated: bool = False
