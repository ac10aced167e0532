"""Sentences about the difference between a published figure and one from records, at level B1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drietrap.vocabulary.notation import number

if TYPE_CHECKING:
    from drietrap.indicators.records.beside import Beside

_FEW = 10


def about(count: float) -> str:
    """Return a count in words that give nobody away: in fives, and no number below ten.

    >>> about(3), about(-23), about(1002)
    ('minder dan 10', 'ongeveer 25', 'ongeveer 1.000')
    """
    size = abs(count)
    return f"minder dan {_FEW}" if size < _FEW else f"ongeveer {number(5 * round(size / 5))}"


def headline(found: Beside) -> str:
    """Return the sentence that puts both figures side by side."""
    if found.counted is None:
        return "In de registratie staat niets over dit gebied in deze periode."
    if found.published is None or found.published["value"] is None:
        return "Er is geen gepubliceerd cijfer; alleen de registratie geeft er een."
    if found.within_rounding:
        return "Het cijfer uit de registratie past bij het gepubliceerde cijfer, binnen de afronding."
    if found.difference is None:
        return "Het gepubliceerde cijfer heeft geen aantal; het verschil is niet in aantallen te zeggen."
    more = "meer" if found.difference > 0 else "minder"
    return f"De registratie telt er {about(found.difference)} {more} dan het gepubliceerde cijfer."


def age(change: int) -> str:
    """Return what counting age on the last day would change."""
    if not change:
        return "Leeftijd op de eerste of op de laatste dag van de periode: dat maakt hier niets uit."
    more = "meer" if change > 0 else "minder"
    return (
        "De registratie telt de leeftijd op de eerste dag van de periode. Met de leeftijd op de laatste dag "
        f"zouden het er {about(change)} {more} zijn."
    )


def nowhere(count: int) -> str:
    """Return what is not counted anywhere, because the municipality is not known."""
    return (
        f"In heel Nederland zijn er {about(count)} zonder bekende gemeente. Zij tellen bij geen gemeente "
        "mee; een deel kan van hier zijn."
    )


def silent(missing: int, known: int) -> str:
    """Return how many providers stopped delivering."""
    who = "1 aanbieder" if missing == 1 else f"{number(missing)} aanbieders"
    verb = "leverde" if missing == 1 else "leverden"
    return f"Van de {number(known)} aanbieders van een jaar eerder {verb} {who} niet of niet alles."


def denominator(ratio: float) -> str:
    """Return how the inhabitants counted with differ."""
    size = "groter" if ratio > 1 else "kleiner"
    return (
        f"De noemer van de registratie is {number(abs(ratio - 1) * 100, 1)}% {size} dan die "
        "van het gepubliceerde cijfer."
    )


def quarantined(count: int) -> str:
    """Return how many rows were set apart."""
    return f"Er staan {about(count)} regels in quarantaine; die tellen niet mee."


def deviation(count: int) -> str:
    """Return how far the fictional register is from its table."""
    if not count:
        return "Het fictieve register is precies naar de tabel gemaakt."
    more = "meer" if count > 0 else "minder"
    return f"Het fictieve register heeft er {about(count)} {more} dan de tabel waarnaar het is gemaakt."
