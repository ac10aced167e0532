"""The anonymised edition: which band each figure of a municipality lies in, and the words that name nobody.

Left out is what would give a municipality away however it is written: names, codes, region, size, exact
figures, verdicts (anyone can reckon them for every municipality), what the checks found, how it is organised,
and the fingerprints of chapters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.study_questions import question_of
from drietrap.differences.study.chapter import Study
from drietrap.differences.study.questions import Question
from drietrap.differences.study.redaction import Redacted, redacted
from drietrap.statistics.anonymity import Banded, banded
from drietrap.vocabulary.errors import NoDataError

LEAST = 5
Array = NDArray[np.float64]


@dataclass(frozen=True)
class PublicTable:
    """What an attacker holds: the figures of every municipality on every indicator a chapter can show.

    ``columns`` are (indicator, period); ``values`` are areas x columns, NaN where nothing is published.
    """

    areas: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    values: Array


@dataclass(frozen=True)
class BandedFigure:
    """A figure in bands: the edges between them, and the band of each municipality by letter (from 0)."""

    indicator: str
    period: str
    question: Question
    edges: tuple[float, ...]
    bands: Mapping[str, int]


@dataclass(frozen=True)
class Words:
    """What was written under a question about one municipality, without paragraphs that could name it."""

    letter: str
    question: Question
    text: Redacted


@dataclass(frozen=True)
class Edition:
    """The anonymised edition of a study.

    ``least`` is how many municipalities each letter could be, or more, by everything that is shown;
    ``hidden`` are the indicators that no band was wide enough for.
    """

    period: str
    made_on: str
    software: str
    synthetic: bool
    least: int
    letters: tuple[str, ...]
    figures: tuple[BandedFigure, ...]
    hidden: tuple[str, ...]
    words: tuple[Words, ...]


def edition(study: Study, public: PublicTable, names: Sequence[str], *, least: int = LEAST) -> Edition:
    """Return the anonymised edition.

    Parameters
    ----------
    study
        The study itself.
    public
        The figures of all municipalities; the same for every study over the period.
    names
        Names of all areas in the country; a paragraph with one of them is left out.
    least
        Number of municipalities that each of the study must be able to be.
    """
    parts = sorted(study.parts, key=lambda part: part.letter)
    few = [public.areas.index(part.area) for part in parts]
    shown = banded(public.values, least)
    unseen = [part.name for part, at in zip(parts, few, strict=True) if not shown.alike[at]]
    if unseen:
        raise NoDataError(
            f"van {' en '.join(unseen)} is een cijfer niet bekend dat bijna elke gemeente heeft",
            action="maak de uitgave zonder namen van een onderzoek zonder deze gemeente",
        )
    own = tuple(part.name for part in parts)
    figures, hidden = [], []
    for at, (key, column) in enumerate(zip(public.columns, shown.columns, strict=True)):
        if not column.edges:
            hidden.append(key[0])
            continue
        bands = _bands(column, public.values[:, at], few, [part.letter for part in parts])
        figures.append(
            BandedFigure(
                *key, Question(question_of(INDICATORS[key[0]]) or Question.BETROUWBAAR), column.edges, bands
            )
        )
    words = tuple(
        Words(part.letter, chapter.question, redacted(chapter.text, names, own))
        for part in parts
        for chapter in part.chapters
        if chapter.text
    )
    return Edition(
        period=study.period,
        made_on=study.made_on,
        software=study.software,
        synthetic=study.synthetic,
        least=least,
        letters=tuple(part.letter for part in parts),
        figures=tuple(figures),
        hidden=tuple(hidden),
        words=words,
    )


def _bands(column: Banded, values: Array, few: Sequence[int], letters: Sequence[str]) -> dict[str, int]:
    place = column.of(values)
    return {letter: int(place[at]) for letter, at in zip(letters, few, strict=True)}


def attacked(shown: Edition, public: PublicTable) -> dict[str, tuple[str, ...]]:
    """Return which municipalities each letter can be, for somebody with the published tables.

    Reckoned from what is shown and not from how it was made, so that a fault in the making comes out.
    """
    at = {key: place for place, key in enumerate(public.columns)}
    found: dict[str, tuple[str, ...]] = {}
    for letter in shown.letters:
        possible = []
        for row, area in enumerate(public.areas):
            for figure in shown.figures:
                value = public.values[row, at[figure.indicator, figure.period]]
                band = figure.bands[letter]
                low = -np.inf if band == 0 else figure.edges[band - 1]
                high = np.inf if band == len(figure.edges) else figure.edges[band]
                if not low <= value < high:  # also for a value that is not known
                    break
            else:
                possible.append(area)
        found[letter] = tuple(possible)
    return found
