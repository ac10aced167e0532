"""Figures of a chapter as tables and pictures: own and country, what is in doubt, and series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from drietrap.benchmark.result import Comparison, GroupKind, Spread, Verdict
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.chapter import Chapter, Corrected
from drietrap.differences.study.questions import Question
from drietrap.publication.charts.bars import breakdown_bars
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.trend import series
from drietrap.publication.dossier import Breakdown, BreakdownKind, BreakdownPart
from drietrap.publication.report.document import Block
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import (
    GROUP_NAMES,
    NOTHING,
    SIGNS,
    amount,
    bounds,
    period_label,
    precision,
    short_bounds,
    status,
    verdict_words,
)

_ORDER = tuple(GroupKind)
_DRAWN_SERIES = 3
_LEAST_BARS = 2  # one figure alone needs no picture: the table has it
_LEAST_POINTS = 3  # of fewer without a break nobody sees a development


def figures(name: str, chapter: Chapter, prefix: str) -> list[Block]:
    """Return the picture per unit, the table of comparisons, the ranges after correction, and series.

    The chapter on reliability is about figures of the other chapters: their pictures are there.
    """
    if chapter.question is Question.BETROUWBAAR:
        return [corrected_table(chapter.corrected, prefix)] if chapter.corrected else []
    made: list[Block] = [*_pictures(name, chapter, prefix)]
    if chapter.comparisons:
        made.append(comparison_table(name, chapter, prefix))
    if chapter.corrected:
        made.append(corrected_table(chapter.corrected, prefix))
    long = [one for one in chapter.trends if any(len(part.points) >= _LEAST_POINTS for part in one.segments)]
    drawn = (series(INDICATORS[one.indicator], one) for one in long[:_DRAWN_SERIES])
    made.extend(chart for chart in drawn if chart is not None)
    return made


def per_indicator(comparisons: Iterable[Comparison]) -> list[tuple[str, tuple[Comparison, ...]]]:
    """Return the comparisons of each indicator, in their order."""
    return [(key, tuple(group)) for key, group in groupby(comparisons, lambda one: one.indicator)]


def _pictures(name: str, chapter: Chapter, prefix: str) -> list[Chart]:
    """Return a picture per theme, unit and period: only what is a part of the same stands side by side."""
    country = [
        one
        for one in chapter.comparisons
        if one.group.kind is GroupKind.NEDERLAND and one.verdict is not Verdict.UNKNOWN
    ]  # what cannot be judged is not drawn: a picture would judge it
    alike: dict[tuple[str, str, str], list[Comparison]] = {}
    for one in country:
        item = INDICATORS[one.indicator]
        alike.setdefault((item.theme, item.unit.value, one.period), []).append(one)
    drawn = {key: group for key, group in alike.items() if len(group) >= _LEAST_BARS}
    themes = {theme for theme, _, _ in drawn}
    found = []
    for (theme, unit, period), group in drawn.items():
        about = chapter.question.title if len(themes) == 1 else theme[:1].upper() + theme[1:]
        parts = tuple(
            BreakdownPart(
                one.indicator, short_label(one.indicator), one.own, one.reference, one.hidden, one.lineage
            )
            for one in group
        )
        breakdown = Breakdown(
            f"{prefix}-{theme}-{_unit_name(unit)}-{period.lower()}",
            BreakdownKind.VERWIJZER,
            f"{about}: {name} en Nederland, {_unit_words(unit)}",
            period,
            unit,
            parts,
        )
        chart = breakdown_bars(name, breakdown)
        if chart:
            found.append(replace(chart, repeated=True))
    return found


def _unit_name(unit: str) -> str:
    return {"%": "procent", "€": "euro"}.get(unit, "getal")


def _unit_words(unit: str) -> str:
    return {"%": "in procenten", "€": "in euro's"}.get(unit, "als getal")


def short_label(indicator: str) -> str:
    """Return the label without the period that some have in brackets behind it."""
    return INDICATORS[indicator].label.removesuffix(" (eerste kwartaal 2015)")


def comparison_table(name: str, chapter: Chapter, prefix: str) -> DataTable:
    """Return every indicator of a chapter against every group."""
    there = {one.group.kind for one in chapter.comparisons}
    kinds = [kind for kind in _ORDER if kind in there]
    rows: list[tuple[str | Cell, ...]] = []
    for indicator, found in per_indicator(chapter.comparisons):
        item, first = INDICATORS[indicator], found[0]
        by_kind = {one.group.kind: one for one in found}
        head = Cell(short_label(indicator), ", ".join((period_label(first.period), *status(first))))
        own = Cell(
            first.hidden or amount(first.own.value, item.unit, item.decimals), short_bounds(first.own, item)
        )
        others = [_against(by_kind.get(kind)) for kind in kinds]
        rows.append((head, own, *others, _sure(first)))
    heads = ("Cijfer", name, *(GROUP_NAMES[kind] for kind in kinds), "Hoe zeker")
    return table(f"tabel-{prefix}", "De cijfers bij deze vraag", heads, rows, "tn" + "n" * len(kinds) + "t")


def _against(one: Comparison | None) -> Cell:
    if one is None:
        return Cell(NOTHING)
    item = INDICATORS[one.indicator]
    value = amount(one.reference.value, item.unit, item.decimals)
    return Cell(value, one.verdict.value, SIGNS[one.verdict])


def _sure(one: Comparison) -> Cell:
    doubted = any(warning.startswith("Controle van de tabel") for warning in one.warnings)
    words = "in twijfel" if doubted else precision(one.own)
    return Cell(words, "" if one.spread is Spread.UNKNOWN else one.spread.value)


def corrected_table(corrected: Sequence[Corrected], prefix: str) -> DataTable:
    """Return the figures in doubt as ranges after correction."""
    rows = []
    for one in corrected:
        item = INDICATORS[one.indicator]
        range_ = bounds(one.value, item.unit, max(item.decimals, 1)) or NOTHING
        rows.append((short_label(one.indicator), range_, verdict_words(one.verdict), one.why))
    heads = ("Cijfer in twijfel", "Na correctie", "Vergeleken met Nederland", "Hoe bepaald")
    return table(f"tabel-{prefix}-correctie", "Wat de cijfers na correctie kunnen zijn", heads, rows, "tntt")
