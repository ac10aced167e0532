"""Which tidy tables a study has, and those of what people set up, wrote and signed."""

from __future__ import annotations

from drietrap.differences.study.chapter import Study
from drietrap.publication.study.tidy import TidyColumn, TidyTable
from drietrap.publication.study.tidy_figures import CORRECTED, EXPECTED, FIGURES, POINTS, SPLIT
from drietrap.publication.study.tidy_shape import QUESTION, WHO, ColumnOf, Shape, column
from drietrap.publication.study.tidy_sources import DELIVERIES, FINDINGS, SOURCES

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
_SHAPES = (
    FIGURES,
    CORRECTED,
    POINTS,
    FINDINGS,
    _ORGANISATION,
    EXPECTED,
    SPLIT,
    SOURCES,
    DELIVERIES,
    _SIGNING,
)


def tidy(study: Study) -> tuple[TidyTable, ...]:
    """Return every table, also those without a row: a reader can then see that there was nothing."""
    return tuple(shape.of(study) for shape in _SHAPES)
