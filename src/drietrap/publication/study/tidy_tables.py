"""Which tables a study has: what every column means and what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.study_questions import question_of_term
from drietrap.differences.split.result import Split, SplitTerm
from drietrap.differences.study.chapter import Chapter, Gap, Part, Study
from drietrap.differences.study.earlier import mention
from drietrap.differences.study.questions import Question
from drietrap.publication.study.tidy import TidyColumn, TidyTable
from drietrap.publication.study.tidy_shape import (
    INDICATOR,
    PERIOD,
    QUESTION,
    WHO,
    ColumnOf,
    Shape,
    column,
    ranged,
)

_BY_UNIT = "zie eenheid"

_FIGURES = Shape(
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
_CORRECTED = Shape(
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
_FINDINGS = Shape(
    "controles",
    "bevindingen op de gepubliceerde tabellen",
    (
        *WHO,
        column("controle", "code van de controle (drietrap controleer-tabellen)", lambda one: one.rule),
        column("ernst", "fout, waarschuwing of signaal", lambda one: one.severity.value),
        column("tabel", "gepubliceerde tabel", lambda one: one.table),
        PERIOD,
        column("melding", "wat de controle vond", lambda one: one.message),
        column(
            "berekening",
            "de berekening, regels gescheiden door een schuine streep",
            lambda one: " / ".join(one.arithmetic),
        ),
        column("wat_te_doen", "wat u kunt doen", lambda one: one.action),
        column(
            "in_onderzoek_2015", "of het onderzoek van 2015 dit zelf noemt; leeg bij andere tabellen", mention
        ),
    ),
    lambda _, chapter: chapter.findings,
)
_ORGANISATION = Shape(
    "inrichting",
    "hoe de gemeenten zijn ingericht, met datum",
    (
        *WHO,
        QUESTION,
        column("thema", "inkoop, toegang of jeugdbescherming", lambda one: one.theme),
        column("kenmerk", "id van het kenmerk", lambda one: one.characteristic),
        column("naam", "naam van het kenmerk", lambda one: one.label),
        column("code", "vergelijkbare waarde; leeg bij vrije tekst", lambda one: one.code),
        column("waarde", "de waarde zoals aangeleverd", lambda one: one.text),
        column("sinds", "eerste dag waarop dit geldt", lambda one: one.since),
        column("tot", "eerste dag waarop het niet meer geldt", lambda one: one.until),
        column("bron", "waar dit staat", lambda one: one.source),
    ),
    lambda _, chapter: chapter.organisation,
)
_EXPECTED = Shape(
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


_SPLIT = Shape(
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


def _counted(_: Part, chapter: Chapter) -> Iterator[tuple[Gap, str, str, str, Estimate]]:
    """Return every amount of a gap: the sources, the parts of the difference, and what is left of it."""
    for gap in chapter.gaps:
        yield from ((gap, "bron", one.label, "", one.value) for one in gap.sources)
        yield from ((gap, "deel", one.label, one.kind.value, one.amount) for one in gap.pieces)
        yield gap, "na correctie", "", "", gap.after


_SOURCES = Shape(
    "bronnen",
    "één aantal in verschillende bronnen",
    (
        *WHO,
        column("wat", "wat is geteld", lambda line: line[0].label),
        column("soort", "bron, deel van het verschil, of na correctie", lambda line: line[1]),
        column("naam", "naam van de bron of het deel", lambda line: line[2]),
        column("te_vermijden", "of beter registreren dit deel voorkomt", lambda line: line[3]),
        *ranged("aantal", "aantal, beveiligd tegen onthulling", "zie wat", lambda line: line[4]),
    ),
    _counted,
)
_DELIVERIES = Shape(
    "leveringen",
    "wat de controles in de leveringen achter de cijfers vonden",
    (
        *WHO,
        column("over", "deel van de periode", lambda pair: pair[0].label),
        column("van_wie", "aanbieder, de gemeente zelf, of alle andere samen", lambda pair: pair[1].whose),
        column("controle", "code van de controle (docs/naslag/controleregels.md)", lambda pair: pair[1].rule),
        column("ernst", "blokkeert, fout, waarschuwing of signaal", lambda pair: pair[1].severity),
        column("bevinding", "wat de controle vond", lambda pair: pair[1].title),
        column("te_vermijden", "of beter registreren dit voorkomt", lambda pair: pair[1].kind.value),
        column(
            "hoogstens",
            "trajecten van deze gemeente die dit hoogstens raakt, beveiligd tegen onthulling",
            lambda pair: pair[1].here.upper,
            "getal",
            "trajecten",
        ),
        column("raakt", "welke cijfers hierop rusten", lambda pair: ", ".join(pair[1].touches)),
    ),
    lambda _, chapter: [(part, one) for part in chapter.delivered for one in part.findings],
)
_SIGNING = Shape(
    "akkoord",
    "duiding en akkoord per hoofdstuk",
    (
        *WHO,
        QUESTION,
        ColumnOf(
            TidyColumn("versie", "tekst", "", "versie van het hoofdstuk: tekst en cijfers"),
            lambda row: row.chapter.version,
        ),
        ColumnOf(
            TidyColumn("geschreven", "ja/nee", "", "of er duiding is geschreven"),
            lambda row: bool(row.chapter.text),
        ),
        column("rol", "rol van de betrokkene", lambda one: one.role),
        column("stand", "akkoord, vervallen of nog niet", lambda one: one.standing.value),
        column("datum", "dag van het akkoord", lambda one: one.day),
    ),
    lambda _, chapter: chapter.sign_offs,
)
_POINTS = Shape(
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
_SHAPES = (
    _FIGURES,
    _CORRECTED,
    _POINTS,
    _FINDINGS,
    _ORGANISATION,
    _EXPECTED,
    _SPLIT,
    _SOURCES,
    _DELIVERIES,
    _SIGNING,
)


def tidy(study: Study) -> tuple[TidyTable, ...]:
    """Return every table, also those without a row: a reader can then see that there was nothing."""
    return tuple(shape.of(study) for shape in _SHAPES)
