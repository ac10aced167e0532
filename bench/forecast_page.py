"""docs/naslag/vooruitblik.md: how often the bands of a forecast held, in Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.forecast_worlds import OF_EACH, SIZES, Kind
from drietrap.vocabulary.notation import number, percentage

_MAKER = "<!-- Gemaakt door `make forecasts`; pas dit bestand niet met de hand aan. -->\n\n"
_QUARTERS = ("3 maanden", "1 jaar", "2 jaar", "5 jaar")
_YEARS = ("1 jaar", "2 jaar", "5 jaar")

_WHAT = (
    "`drietrap vooruitblik` geeft grenzen waar 80 en 95 van de 100 uitkomsten binnen moeten vallen. Dat "
    "is hier nagegaan op verzonnen gemeenten, waarvan de latere jaren bekend zijn. Alles wat de schatting"
    " gebruikt (niveau, trend, spreiding, hoe lang jongeren blijven) leerde zij uit de afgeronde cijfers;"
    f" de waarheid zag zij niet. Elke wereld heeft {OF_EACH} gemeenten van elke grootte. De regels waarmee"
    " zij gemaakt zijn, staan in `bench/forecast_worlds.py` en zijn niet die van de schatting: jongeren "
    "komen en gaan één voor één, of worden elke periode opnieuw geteld."
)
_NOT = (
    "**Wat dit niet zegt.** In het echt komen er breuken, wetten en aanbieders bij die stoppen. Daar "
    "weten deze werelden niets van. Met de twee jaren die nu per gemeente gepubliceerd zijn, rust de "
    "spreiding deels op aannames; zij staan in elke vooruitblik."
)


def page(learned: Sequence[dict[str, Any]], whole: Sequence[dict[str, Any]]) -> str:
    """Return the page.

    Parameters
    ----------
    learned, whole
        Worlds of both parts, as :mod:`bench.forecast_truth` keeps them.
    """
    parts = [_MAKER + "# Vooruitblik: kloppen de grenzen?\n\n" + _WHAT, _NOT]
    for kind in Kind:
        chosen = [one for one in learned if one["kind"] == kind.value]
        parts.append(_held(f"Tien jaar kwartalen, {kind.value}", chosen, _QUARTERS))
    for kind in Kind:
        chosen = [one for one in whole if one["kind"] == kind.value]
        words = (
            f"Tien jaar jaarcijfers, {kind.value}: met keuze van de methode en bijstelling op het verleden"
        )
        parts += [_held(words, chosen, _YEARS), _methods(chosen)]
    return "\n\n".join(parts) + "\n"


def _held(title: str, worlds: Sequence[dict[str, Any]], ahead: Sequence[str]) -> str:
    rows = [
        f"## {title}",
        "",
        f"{number(len(worlds))} werelden; tussen haakjes de standaardfout, in procentpunten.",
        "",
        f"| aantal jongeren nu | {' | '.join(f'{c}%, {one} vooruit' for c in (80, 95) for one in ahead)} |",
        f"| --- | {' | '.join('---' for _ in range(2 * len(ahead)))} |",
    ]
    for at, size in enumerate(SIZES):
        cells = []
        for confidence in ("80", "95"):
            held = 100 * np.array([one["held"][confidence][at] for one in worlds])
            error = held.std(axis=0) / np.sqrt(len(worlds))
            cells += [
                f"{percentage(float(m), 1)} ({number(float(e), 1)})"
                for m, e in zip(held.mean(axis=0), error, strict=True)
            ]
        rows.append(f"| {number(size)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _methods(worlds: Sequence[dict[str, Any]]) -> str:
    names = list(worlds[0]["crps"])
    rows = ["| methode | gemiddelde fout (CRPS, % van het aantal) | getoond |", "| --- | --- | --- |"]
    for name in names:
        error = 100 * float(np.mean([one["crps"][name] for one in worlds]))
        shown = 100 * float(np.mean([one["method"] == name for one in worlds]))
        rows.append(f"| {name} | {percentage(error, 1)} | {percentage(shown, 0)} van de werelden |")
    return "\n".join(rows)
