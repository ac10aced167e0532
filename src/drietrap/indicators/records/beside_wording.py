"""Sentences about why a published figure and one from records differ, at level B1."""

from __future__ import annotations

from collections.abc import Sequence

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


def silent(missing: int, known: int, kinds: Sequence[str]) -> str:
    """Return how many of the providers that delivered any of ``kinds`` stopped delivering.

    >>> silent(2, 54, ("jeugdhulp",))
    'Van de 54 aanbieders die een jaar eerder jeugdhulp leverden, leverden 2 aanbieders niet of niet alles.'
    """
    who = counted(missing, "aanbieder", "aanbieders")
    verb = "leverde" if missing == 1 else "leverden"
    what = f"{', '.join(kinds[:-1])} of {kinds[-1]}" if len(kinds) > 1 else kinds[0]
    before = f"Van de {number(known)} aanbieders die een jaar eerder {what} leverden"
    return f"{before}, {verb} {who} niet of niet alles."
