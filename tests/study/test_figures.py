"""Pictures of a chapter: only figures of one theme, one unit and one period stand side by side."""

from __future__ import annotations

import itertools
from dataclasses import replace

from drietrap.benchmark.result import GroupKind
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.chapter import Study
from drietrap.differences.study.questions import Question
from drietrap.publication.charts.chart import Chart
from drietrap.publication.study.figures import figures, short_label


def test_figures_of_two_years_are_two_pictures_and_one_alone_is_none(whole: Study):
    part = whole.parts[0]
    chapter = part.chapters[Question.TOEGANG - 1]
    country = [one for one in chapter.comparisons if one.group.kind is GroupKind.NEDERLAND]
    moved = {one.indicator for one in country[:3]}
    alone = country[3].indicator
    years = {one.indicator: "2014" if one.indicator in moved else "2013" if one.indicator == alone else None
             for one in country}  # fmt: skip
    chapter = replace(
        chapter,
        comparisons=tuple(replace(one, period=years[one.indicator] or one.period) for one in country),
        trends=(),
    )
    charts = [one for one in figures(part.name, chapter, "a4") if isinstance(one, Chart)]
    assert [one.title.rsplit(", ", 1)[1] for one in charts] == ["2014", "1e kwartaal 2015"]
    drawn = [{row[0].text for row in one.table.rows} for one in charts]
    assert drawn[0] == {short_label(indicator) for indicator in moved}
    assert not any(short_label(alone) in one for one in drawn)
    assert all(one.repeated for one in charts)  # the table of the chapter has them all


def test_every_picture_of_the_study_is_of_one_unit_and_theme(whole: Study):
    labels = {short_label(key): item for key, item in INDICATORS.items() if item.theme == "kwartaal 2015"}
    seen = 0
    for part, number in itertools.product(whole.parts, range(2, 6)):
        chapter = part.chapters[number - 1]
        charts = [one for one in figures(part.name, chapter, f"x{number}") if isinstance(one, Chart)]
        for chart in charts:
            found = [labels[row[0].text] for row in chart.table.rows]
            assert len({(one.theme, one.unit) for one in found}) == 1
            seen += 1
    assert seen
