"""What a forecast says in sentences that anyone in a council can read (Dutch, level B1)."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.catalogue.forecast import ForecastTarget
from drietrap.steering.forecast.backtest import Score, Trial, enough, score
from drietrap.steering.forecast.foretelling import SHARED, Foretold
from drietrap.steering.forecast.result import AreaForecast, Expected
from drietrap.steering.forecast.rivals import SIMPLEST
from drietrap.vocabulary.notation import counted, number, percentage

LEADS = ("Vooruit", "Bandbreedte", "Getest", "Rust op", "Zit er niet in")


def about(value: float) -> str:
    """Write a number no more exactly than it is known: to fives, tens, fifties, and so on.

    >>> [about(v) for v in (3.2, 47.0, 612.0, 6884.0, 484513.0)]
    ['5', '45', '610', '6.900', '484.500']
    """
    step = next(step for limit, step in _STEPS if value < limit)
    return number(step * round(value / step))


_STEPS = ((100, 5), (1_000, 10), (10_000, 50), (100_000, 100), (float("inf"), 500))


def sentences(
    target: ForecastTarget, own: AreaForecast, foretold: Foretold, municipalities: int, years: int
) -> tuple[str, ...]:
    """Return one sentence or a few for each of :data:`LEADS`."""
    last = own.ahead[-1]
    return (
        _answer(target, own, last),
        _width(last, own),
        _tested(foretold),
        _leans(target, foretold, own, municipalities, years),
        "Nieuw beleid, een nieuwe wet, een andere inkoop of een aanbieder die stopt: daar weten deze reeksen "
        "niets van. Ook euro's zitten er niet in.",
    )


def _now(own: AreaForecast) -> str:
    seen = own.seen[-1]
    if seen.count.value is None:
        return f"Over {seen.period} houdt de bron het aantal geheim"
    return f"In {seen.period} waren er in {own.name} ongeveer {about(seen.count.value)}"


def _answer(target: ForecastTarget, own: AreaForecast, last: Expected) -> str:
    middle, low, high = last.likely.value or 0.0, last.likely.lower or 0.0, last.likely.upper or 0.0
    return (
        f"{_now(own)} {target.label}; in {last.period} zijn dat er waarschijnlijk tussen de {about(low)} en "
        f"{about(high)}, met {about(middle)} als middelste schatting."
    )


def _width(last: Expected, own: AreaForecast) -> str:
    first = own.ahead[0]
    return (
        f"Van 100 zulke schattingen komen er ongeveer 80 uit binnen die grenzen, en 95 tussen de "
        f"{about(last.wide.lower or 0.0)} en {about(last.wide.upper or 0.0)}. Voor {first.period} zijn die "
        f"ruimste grenzen {about(first.wide.lower or 0.0)} en {about(first.wide.upper or 0.0)}."
    )


def _tested(foretold: Foretold) -> str:
    parts = [
        _trial(trial, foretold.method, where)
        for trial, where in ((foretold.areas, "alle gemeenten"), (foretold.country, "Nederland als geheel"))
        if trial is not None
    ]
    if not parts:
        return (
            "Er zijn te weinig jaren om te zien hoe goed zo'n schatting vroeger was. De bandbreedte rust "
            "op aannames en is daarom ruim."
        )
    return " ".join([*parts, _chosen(foretold)])


def _trial(trial: Trial, method: str, where: str) -> str:
    found: Score = score(trial, method)
    outcomes = counted(found.forecasts, "uitkomst", "uitkomsten")
    return (
        f"Op {where}, vanaf {counted(found.origins, 'eerder moment', 'eerdere momenten')}: "
        f"{percentage(100 * found.cover_80, 0)} van {outcomes} viel "
        f"binnen de 80%-grenzen, en {percentage(100 * found.cover_95, 0)} binnen de 95%-grenzen."
    )


def _chosen(foretold: Foretold) -> str:
    judge = foretold.areas if foretold.decided else foretold.country
    if foretold.method == SHARED:
        where = "" if foretold.decided else " voor Nederland als geheel"
        return f"Een gedeelde trend voorspelde{where} beter dan de laatste waarde, en is daarom gebruikt."
    if judge is not None and enough(judge, SIMPLEST):
        return (
            "Een trend doortrekken voorspelde niet beter dan aannemen dat het blijft zoals het nu is. "
            "Daarom staat hier de eenvoudigste schatting: de laatste waarde."
        )
    return (
        "Dat is te weinig om methoden te vergelijken. Daarom staat hier de eenvoudigste: de laatste waarde."
    )


def _leans(
    target: ForecastTarget, foretold: Foretold, own: AreaForecast, municipalities: int, years: int
) -> str:
    known = counted(len(own.seen), "jaar", "jaren")
    near = f" Die landelijke reeks telt iets anders: {target.near}." if target.near else ""
    text = (
        f"{known} van {own.name}, dezelfde cijfers van {number(municipalities)} gemeenten, en de landelijke "
        f"reeks van {counted(years, 'jaar', 'jaren')}.{near}"
    )
    if len(own.seen) < 3:
        text += (
            " Zo weinig jaren zeggen niet of een verandering blijft; daarom lopen de grenzen naar voren toe "
            "snel uiteen."
        )
    if not foretold.decided:
        text += (
            " Hoe ver gemeenten van Nederland afwijken, is nog te weinig getest: het verschil tussen "
            "methoden telt in de bandbreedte mee."
        )
    return text


def widths(expected: Sequence[Expected]) -> str:
    """Say where the width of the last period comes from, largest part first."""
    last = expected[-1].uncertainty
    if last is None:
        return ""
    named = sorted(
        (
            (last.process, "wat er zelf verandert (jongeren, gebruik)"),
            (last.parameters, "niveau en trend die geschat zijn"),
            (last.reporting, "afronding en voorlopige cijfers"),
            (last.model, "verschil tussen methoden en eerdere missers"),
        ),
        reverse=True,
    )
    told = "; ".join(f"{words} {percentage(100 * part, 0)}" for part, words in named)
    return f"Waar de bandbreedte in {expected[-1].period} vandaan komt: {told}."
