"""What a release gives the chapters of a study, and which findings say a figure can have another size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from drietrap.benchmark.consistency.implied import Conflict, conflicts
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.doubt import Doubts, doubts
from drietrap.benchmark.finding import Finding
from drietrap.benchmark.groups import Territory
from drietrap.catalogue.indicator import Indicator
from drietrap.vocabulary.area import NEDERLAND

NO_MEASURE = frozenset({"GEHEIM", "VIJFTAL"})
"""Checks that say a number should not be there, or was reckoned by somebody; not that its size is wrong."""
ZERO, SIZES = "NUL", "NOEMER"


@dataclass(frozen=True)
class Material:
    """What is known: ``land`` are the municipalities to compare with, ``areas`` those of the study."""

    areas: tuple[str, ...]
    period: str
    land: Territory
    definitions: Mapping[str, Indicator]
    figures: pl.DataFrame
    observation: pl.DataFrame
    findings: tuple[Finding, ...]

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Counts and percentages of the municipalities of the study that cannot belong together."""
        near = self.observation.filter(pl.col("area").is_in([*self.areas, NEDERLAND]))
        return tuple(conflicts(Tables(near, {})))

    @cached_property
    def pointed(self) -> tuple[Finding, ...]:
        """The findings that say a size can be wrong, each with only the cells that it points at.

        A conflict of sizes with one suspect, and a zero that cannot be, come with what they were compared
        with; those numbers are not in doubt.
        """
        alone = {
            (str(one.row["area"]), str(one.row["period"]), one.sheet.table.id)
            for one in self.conflicts
            if len(one.suspects) == 1
        }
        return tuple(_pointing(one, alone) for one in self.findings if one.rule not in NO_MEASURE)

    @cached_property
    def doubts(self) -> Doubts:
        """Which figures are in doubt by the findings about sizes."""
        return doubts(self.figures, self.definitions, self.pointed, self.observation)

    def about(self, area: str) -> tuple[Finding, ...]:
        """Return everything that the checks found about an area, whatever it says."""
        return tuple(one for one in self.findings if one.area == area)


def _pointing(one: Finding, alone: set[tuple[str, str, str]]) -> Finding:
    if one.rule == ZERO:
        return replace(one, cells=one.cells[:1])
    if one.rule == SIZES and (one.area, one.period, one.table) in alone:
        return replace(one, cells=one.cells[:2])
    return one


def touching(findings: Iterable[Finding], cells: Iterable[str]) -> tuple[Finding, ...]:
    """Return the findings that point at one of these cells."""
    wanted = set(cells)
    return tuple(one for one in findings if not wanted.isdisjoint(one.cells))
