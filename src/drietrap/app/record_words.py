"""Codes of the breakdowns of counts from records, with the words that readers see."""

from __future__ import annotations

from drietrap.app.record_counts import MINORS
from drietrap.app.record_ties import AGE, FORM, HELP, REFERRER, SEX
from drietrap.catalogue.beleidsinformatie import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    VERSIONS,
)
from drietrap.indicators.records.figure import NO_REFERRER, UNKNOWN

Words = tuple[tuple[str, str], ...]

AGES: Words = (
    ("0_3", "tot 4 jaar"),
    ("4_11", "4 tot 12 jaar"),
    ("12_17", "12 tot 18 jaar"),
    (MINORS, "samen tot 18 jaar"),
    ("18_22", "18 tot 23 jaar"),
)


def words_of_breakdowns() -> dict[str, dict[str, str]]:
    """Return per breakdown the words for each code."""
    unknown = (UNKNOWN, "onbekend")
    return {
        AGE: dict((*AGES, ("23_en_ouder", "23 jaar of ouder"), unknown)),
        SEX: dict((*sexes(), unknown)),
        FORM: dict((*forms(), (HELP, "alle jeugdhulp"))),
        REFERRER: dict(referrers()),
    }


def sexes() -> Words:
    """Return the categories of the dimension ``geslacht``."""
    return codes_of("geslacht")


def forms() -> Words:
    """Return the categories of the dimension ``vorm``."""
    kinds = {JEUGDHULP: "hulpvorm", JEUGDBESCHERMING: "maatregel", JEUGDRECLASSERING: "maatregel"}
    return tuple(
        (f"{kind} {code}", words)
        for kind, element in kinds.items()
        for code, words in codes_of(element, kind)
    )


def referrers() -> Words:
    """Return the categories of the dimension ``verwijzer``."""
    return (
        *codes_of("verwijzer"),
        (UNKNOWN, "onbekend"),
        (NO_REFERRER, "maatregel (heeft geen verwijzer)"),
    )


def codes_of(element: str, kind: str = JEUGDHULP) -> Words:
    """Return the codes of an element of the newest protocol; none when the kind does not have it."""
    found = VERSIONS["7"].element(kind, element)
    return tuple((code.code, code.label) for code in found.codes) if found else ()
