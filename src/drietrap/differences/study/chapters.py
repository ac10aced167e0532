"""The five chapters of a municipality, filled from what a release knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drietrap.benchmark.compare import compare
from drietrap.benchmark.result import Comparison, GroupKind, Trend, Verdict
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.study_questions import question_of
from drietrap.differences.expected.result import ExpectedUse
from drietrap.differences.selection.result import Held
from drietrap.differences.split.result import Split
from drietrap.differences.study.chapter import Chapter, Corrected, Delivered, Gap, Missing, Point
from drietrap.differences.study.correcting import corrected
from drietrap.differences.study.correcting_by_register import corrected_by_register
from drietrap.differences.study.material import Material
from drietrap.differences.study.placing import placed
from drietrap.differences.study.plan import Subject
from drietrap.differences.study.questions import Question


@dataclass(frozen=True)
class Extra:
    """What else is known of a municipality: series, organisation, expected use, splits, other sources."""

    trends: tuple[Trend, ...] = ()
    organisation: tuple[Held, ...] = ()
    expected: tuple[ExpectedUse, ...] = ()
    splits: tuple[Split, ...] = ()
    gaps: tuple[Gap, ...] = ()
    delivered: tuple[Delivered, ...] = ()
    missing: Mapping[Question, tuple[Missing, ...]] = field(default_factory=dict)


def chapters(
    material: Material, subject: Subject, extra: Extra
) -> tuple[tuple[Chapter, ...], tuple[Point, ...]]:
    """Return the five chapters of a municipality, and what our verdicts make of why it was chosen."""
    compared = compare(
        material.figures,
        material.definitions,
        material.land,
        subject.area,
        material.period,
        doubts=material.doubts,
    )
    by_checks = corrected(material, compared)
    mended = corrected_by_register(material, compared, extra.gaps, extra.delivered, by_checks)
    made = tuple(_chapter(question, material, subject, compared, mended, extra) for question in Question)
    return made, points(subject, compared, mended)


def points(
    subject: Subject, compared: Sequence[Comparison], mended: Sequence[Corrected]
) -> tuple[Point, ...]:
    """Return what our verdicts against the country make of the indicators it was chosen for."""
    own = {one.indicator: one for one in compared if one.group.kind is GroupKind.NEDERLAND}
    after = {one.indicator: one.verdict for one in mended}
    found = []
    for indicator in subject.conspicuous:
        one = own.get(indicator)
        said = one.verdict if one else Verdict.UNKNOWN
        plain = one if one and said is not Verdict.UNKNOWN and one.hidden is None else None
        found.append(
            Point(
                indicator,
                said,
                after.get(indicator, said),
                _question(indicator),
                plain.own.value if plain else None,
                plain.reference.value if plain else None,
            )
        )
    return tuple(found)


def _question(indicator: str) -> Question:
    number = question_of(INDICATORS[indicator])
    return Question(number) if number else Question.BETROUWBAAR


def _chapter(
    question: Question,
    material: Material,
    subject: Subject,
    compared: Sequence[Comparison],
    mended: Sequence[Corrected],
    extra: Extra,
) -> Chapter:
    everything = question is Question.BETROUWBAAR
    ids = {key for key, item in material.definitions.items() if question_of(item) == question.value}
    doubtful = {one.indicator for one in mended} | {
        one.indicator for one in compared if material.doubts.of(one.indicator, subject.area, one.period)
    }
    shown = tuple(one for one in compared if one.indicator in (doubtful if everything else ids))
    return Chapter(
        question=question,
        comparisons=shown,
        corrected=tuple(one for one in mended if everything or one.indicator in ids),
        trends=tuple(one for one in extra.trends if one.indicator in ids),
        findings=material.about(subject.area) if everything else (),
        gaps=extra.gaps if everything else (),
        delivered=extra.delivered if everything else (),
        organisation=tuple(one for one in extra.organisation if one.question == question.value),
        expected=extra.expected if question is Question.BEVOLKING else (),
        splits=placed(question, extra.splits),
        missing=(*_missing(question, shown, extra), *extra.missing.get(question, ())),
    )


def _missing(question: Question, shown: Sequence[Comparison], extra: Extra) -> tuple[Missing, ...]:
    """Return what the chapter has no data for, and how to get it."""
    lacks = []
    if question is Question.BETROUWBAAR and not extra.gaps:
        lacks.append(
            Missing(
                "de eigen registratie en de productie van aanbieders naast de gepubliceerde cijfers",
                "lees leveringen, de gemeenteregistratie en productietotalen in met 'drietrap ontvang'",
            )
        )
    elif question is not Question.BETROUWBAAR and not shown:
        lacks.append(
            Missing(
                "cijfers bij deze vraag over deze periode",
                "lees de tabel van deze periode in met 'drietrap lees' of 'drietrap haal'",
            )
        )
    if question is Question.BEVOLKING and not extra.expected:
        lacks.append(
            Missing(
                "het gebruik dat bij de bevolking past",
                "lees kerncijfers van alle gemeenten over deze periode in; zie 'drietrap verwacht'",
            )
        )
    if question is Question.INKOOP and not extra.splits:
        lacks.append(
            Missing(
                "het verschil in gebruik en kosten, uit elkaar gehaald in termen",
                "lees gebruik, kerncijfers en jaarrekening in; zie 'drietrap verschil'",
            )
        )
    by_hand = (Question.INKOOP, Question.TOEGANG, Question.BESCHERMING)
    if question in by_hand and not any(one.question == question.value for one in extra.organisation):
        lacks.append(
            Missing(
                "hoe de gemeente dit heeft ingericht",
                "lever kenmerken van de inrichting aan als CSV, met datum; zie 'drietrap kies'",
            )
        )
    return tuple(lacks)
