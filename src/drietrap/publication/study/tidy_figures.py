"""Tidy tables of what a study measured: figures, expected use, and differences in parts."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.study_questions import question_of_term
from drietrap.differences.split.result import Split, SplitTerm
from drietrap.differences.study.chapter import Chapter, Part
from drietrap.differences.study.questions import Question
from drietrap.publication.study.tidy_shape import (
    INDICATOR,
    PERIOD,
    QUESTION,
    WHO,
    Shape,
    column,
    ranged,
)

_BY_UNIT = "zie eenheid"

FIGURES = Shape(
    "cijfers",
    "elk cijfer van elke gemeente, naast elke groep",
    (
        *WHO,
        QUESTION,
        INDICATOR,
        column("naam", "naam van het cijfer", lambda one: INDICATORS[one.indicator].label),
        column(
            "eenheid",
            "eenheid van cijfer, referentie en verschil",
            lambda one: INDICATORS[one.indicator].unit.value,
        ),
        PERIOD,
        column("groep", "waarmee is vergeleken", lambda one: one.group.label),
        *ranged("cijfer", "cijfer van de gemeente", _BY_UNIT, lambda one: one.own),
        *ranged("referentie", "cijfer van de groep", _BY_UNIT, lambda one: one.reference),
        *ranged("verschil", "gemeente min groep", _BY_UNIT, lambda one: one.difference),
        column("oordeel", "wat de onzekerheid van het verschil draagt", lambda one: one.verdict.value),
        column("spreiding", "plaats in de gewone spreiding tussen gemeenten", lambda one: one.spread.value),
        column("verborgen", "waarom er geen cijfer is", lambda one: one.hidden),
        column("voorlopig", "of het cijfer voorlopig is", lambda one: one.provisional, "ja/nee"),
        column(
            "herkomst",
            "nummer waarmee het cijfer te herleiden is (drietrap herkomst)",
            lambda one: one.lineage,
        ),
    ),
    lambda _, chapter: chapter.comparisons if chapter.question is not Question.BETROUWBAAR else (),
)
CORRECTED = Shape(
    "na_correctie",
    "cijfers in twijfel, als bereik na correctie",
    (
        *WHO,
        INDICATOR,
        PERIOD,
        column(
            "laag",
            "laagste waarde na correctie",
            lambda one: one.value.lower,
            "getal",
            "eenheid van de indicator",
        ),
        column(
            "hoog",
            "hoogste waarde na correctie",
            lambda one: one.value.upper,
            "getal",
            "eenheid van de indicator",
        ),
        column("oordeel", "vergeleken met Nederland, over de hele breedte", lambda one: one.verdict.value),
        column("hoe_bepaald", "hoe laag en hoog zijn bepaald", lambda one: one.why),
    ),
    lambda _, chapter: chapter.corrected if chapter.question is Question.BETROUWBAAR else (),
)
POINTS = Shape(
    "opvallend",
    "waarom de gemeenten zijn gekozen",
    (
        *WHO,
        INDICATOR,
        QUESTION,
        column("oordeel", "vergeleken met Nederland, zoals gepubliceerd", lambda one: one.verdict.value),
        column("oordeel_na_correctie", "hetzelfde na correctie", lambda one: one.after.value),
        column("blijft_staan", "of er ook na correctie een verschil is", lambda one: one.sure, "ja/nee"),
    ),
    lambda part, chapter: (one for one in part.points if one.question is chapter.question),
)
EXPECTED = Shape(
    "verwacht",
    "verwacht gebruik naast waargenomen gebruik",
    (
        *WHO,
        column("model", "id van het model (drietrap verwacht)", lambda pair: pair[0].model),
        column("gebied_wijk", "code van gemeente of wijk waar de regel over gaat", lambda pair: pair[1].area),
        column("periode", "periode van het cijfer", lambda pair: pair[0].period),
        *ranged("waargenomen", "waargenomen gebruik", "% van de jongeren", lambda pair: pair[1].observed),
        *ranged(
            "verwacht",
            "gebruik dat bij de bevolking past",
            "% van de jongeren",
            lambda pair: pair[1].expected,
        ),
        *ranged("verschil", "waargenomen min verwacht", "procentpunt", lambda pair: pair[1].difference),
        column("oordeel", "wat de onzekerheid draagt", lambda pair: pair[1].verdict.value),
    ),
    lambda _, chapter: [(one, area) for one in chapter.expected for area in (one.own, *one.districts)],
)


def _terms(_: Part, chapter: Chapter) -> Iterator[tuple[Split, SplitTerm]]:
    return ((one, term) for one in chapter.splits.whole for term in one.terms)


SPLIT = Shape(
    "splitsing",
    "verschillen in termen die samen het verschil zijn",
    (
        *WHO,
        QUESTION,
        column("keten", "id van de splitsing (drietrap verschil)", lambda pair: pair[0].chain),
        column("term", "id van de term", lambda pair: pair[1].id),
        column("naam", "naam van de term", lambda pair: pair[1].label),
        column(
            "vraag_term",
            "nummer van de vraag waarop de term antwoord geeft",
            lambda pair: question_of_term(pair[0].chain, pair[1].id, pair[1].kind),
            "geheel getal",
        ),
        *ranged(
            "verschil",
            "wat de term aan het verschil bijdraagt",
            _BY_UNIT,
            lambda pair: pair[1].difference,
        ),
        column("eenheid", "eenheid van het verschil", lambda pair: pair[0].unit),
        column("zekerheid", "wat de onzekerheid draagt", lambda pair: pair[1].certainty),
    ),
    _terms,
)
