"""The shape of a tidy table of a study: every column beside where its value comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from drietrap.benchmark.result import Estimate
from drietrap.differences.study.chapter import Chapter, Part, Study
from drietrap.publication.study.tidy import TidyColumn, TidyTable, Value


@dataclass(frozen=True)
class Row:
    """One row before it is written: a thing (``one``), and the chapter and municipality it belongs to."""

    part: Part
    chapter: Chapter
    one: Any


@dataclass(frozen=True)
class ColumnOf:
    """A column and where its value comes from."""

    column: TidyColumn
    value: Callable[[Row], Value]


@dataclass(frozen=True)
class Shape:
    """A table: ``found`` gives the things of a municipality's chapter that are its rows."""

    name: str
    meaning: str
    columns: tuple[ColumnOf, ...]
    found: Callable[[Part, Chapter], Iterable[Any]]

    def of(self, study: Study) -> TidyTable:
        """Return the table of a study."""
        rows = (
            Row(part, chapter, one)
            for part in study.parts
            for chapter in part.chapters
            for one in self.found(part, chapter)
        )
        body = tuple(tuple(one.value(row) for one in self.columns) for row in rows)
        return TidyTable(self.name, self.meaning, tuple(one.column for one in self.columns), body)


def column(
    name: str, meaning: str, value: Callable[[Any], Value], kind: str = "tekst", unit: str = ""
) -> ColumnOf:
    """Return a column of the thing in a row."""
    return ColumnOf(TidyColumn(name, kind, unit, meaning), lambda row: value(row.one))


def ranged(name: str, what: str, unit: str, held: Callable[[Any], Estimate]) -> tuple[ColumnOf, ...]:
    """Return three columns: a figure and where it can lie."""
    margin = "(afronding en toeval, 95%)"
    return (
        column(name, what, lambda one: held(one).value, "getal", unit),
        column(f"{name}_laag", f"{what}: ondergrens {margin}", lambda one: held(one).lower, "getal", unit),
        column(f"{name}_hoog", f"{what}: bovengrens {margin}", lambda one: held(one).upper, "getal", unit),
    )


WHO = (
    ColumnOf(
        TidyColumn("gebied", "tekst", "", "code van de gemeente (CBS; ST voor een gebied zonder plaats)"),
        lambda row: row.part.area,
    ),
    ColumnOf(TidyColumn("gemeente", "tekst", "", "naam van de gemeente"), lambda row: row.part.name),
)
QUESTION = ColumnOf(
    TidyColumn("vraag", "geheel getal", "", "nummer van de onderzoeksvraag, 1 tot en met 5"),
    lambda row: row.chapter.question.value,
)
INDICATOR = column("indicator", "id in de catalogus (drietrap indicatoren)", lambda one: one.indicator)
PERIOD = column("periode", "periode van het cijfer", lambda one: one.period)
