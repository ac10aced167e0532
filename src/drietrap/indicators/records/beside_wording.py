"""Sentences about why a published figure and one from records differ, at level B1."""

from __future__ import annotations

from drietrap.vocabulary.notation import counted, number, percentage


def age(percent: int | None) -> str:
    """Return what counting age on the last day would change, over the whole register.

    >>> age(6)[-55:]
    'zijn het er minder: over het hele register ongeveer 6%.'
    """
    less = "niet meer" if not percent else f"minder: over het hele register ongeveer {percentage(percent, 0)}"
    return (
        "De registratie telt de leeftijd op de eerste dag van de periode. Met de leeftijd op de laatste dag "
        f"zijn het er {less}."
    )


def silent(missing: int, known: int) -> str:
    """Return how many providers stopped delivering."""
    who = counted(missing, "aanbieder", "aanbieders")
    verb = "leverde" if missing == 1 else "leverden"
    return f"Van de {number(known)} aanbieders van een jaar eerder {verb} {who} niet of niet alles."
