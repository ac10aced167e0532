"""Rows of the tables of a forecast, the same on screen, on paper and in the workbook."""

from __future__ import annotations

from drietrap.steering.forecast.result import AreaForecast, Expected, Tried
from drietrap.steering.forecast.words import about
from drietrap.vocabulary.notation import counted, number, percentage

AHEAD_HEADS = ("Jaar", "Middelste", "80 van de 100", "95 van de 100")
LEVEL_HEADS = ("Gebied", "Laatst geteld", "Jaar", "Middelste", "80 van de 100", "95 van de 100")
TRIED_HEADS = (
    "Methode",
    "Uitkomsten",
    "Fout (CRPS)",
    "Breedte 80%",
    "Breedte 95%",
    "Binnen 80%",
    "Binnen 95%",
    "Te hoog (+)",
)
TRIED_WORDS = (
    "Getest alsof het eerder was: alleen met wat toen bekend was. Fout (CRPS) en Breedte (de intervalscore, "
    "met een boete voor wat erbuiten viel) zijn in procenten van het aantal zelf: minder is beter. Binnen "
    "80% en 95%: hoe vaak de uitkomst binnen de grenzen viel. Een * staat bij de methode die hier getoond "
    "wordt."
)


def ahead_row(one: Expected) -> tuple[str, str, str, str]:
    """Return a year ahead: the middle and both bands."""
    return one.period, *_three(one)


def _three(one: Expected) -> tuple[str, str, str]:
    return (
        about(one.likely.value or 0.0),
        f"{about(one.likely.lower or 0.0)} tot {about(one.likely.upper or 0.0)}",
        f"{about(one.wide.lower or 0.0)} tot {about(one.wide.upper or 0.0)}",
    )


def level_row(one: AreaForecast) -> tuple[str, ...]:
    """Return an area with its last count and its last forecast."""
    last = one.seen[-1] if one.seen else None
    value = last.count.value if last else None
    known = "-" if last is None else f"{'geheim' if value is None else about(value)} ({last.period})"
    return (one.name, known, one.ahead[-1].period, *_three(one.ahead[-1]))


def tried_row(one: Tried, *, by: str = "method") -> tuple[str, ...]:
    """Return how a method (or ``by`` situation) did."""
    name = one.situation if by == "situation" else f"{one.method}{' *' if one.shown else ''}"
    return (
        name,
        f"{number(one.forecasts)} ({counted(one.origins, 'moment', 'momenten')})",
        percentage(one.crps, 1),
        percentage(one.interval_score_80, 1),
        percentage(one.interval_score_95, 1),
        percentage(one.cover_80, 0),
        percentage(one.cover_95, 0),
        percentage(one.bias, 1),
    )
