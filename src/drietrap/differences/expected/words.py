"""Sentences about expected use: nothing that the intervals do not carry, and never without how good it is."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.result import Estimate
from drietrap.differences.expected.quality import NEW_DISTRICT, POPULATION, SURROUNDED
from drietrap.differences.expected.result import Against, Expectation, FactorEffect, Quality
from drietrap.vocabulary.notation import number, percentage

_SHOWN = 3
_MUCH_LOWER = 0.1  # of R²: from here large areas are foretold much worse than small ones (assumption)
LIMITS = (
    "Dit is geen oordeel over een gemeente, een wijkteam of een persoon. Verwacht is niet hetzelfde als "
    "nodig of goed, en wat het model niet weet, zit ook in het verschil."
)


def sentences(
    own: Expectation, factors: Sequence[FactorEffect], quality: Sequence[Quality], average: float
) -> tuple[str, ...]:
    """Return what is expected, how the observed figure lies to it, what matters here, and how good it is."""
    return (_expected(own, average), _against(own), _matters(factors), how_good(quality), LIMITS)


def between(estimate: Estimate) -> str:
    """Write the ends of an interval in per cents."""
    if estimate.lower is None or estimate.upper is None:
        return "bandbreedte onbekend"
    return f"{number(estimate.lower, 1)} tot {percentage(estimate.upper)}"


def _expected(own: Expectation, average: float) -> str:
    return (
        f"Bij een gemeente met deze bevolking past {percentage(own.expected.value or 0.0)} "
        f"({between(own.expected)}). Gemiddeld over alle jongeren in het land verwacht het model "
        f"{percentage(average)}."
    )


def _against(own: Expectation) -> str:
    if own.observed.value is None:
        return f"Het werkelijke cijfer is {own.hidden}; over een verschil is niets te zeggen."
    seen = f"Het werkelijke cijfer is {percentage(own.observed.value)}"
    if own.verdict is Against.AS_EXPECTED:
        return f"{seen}. Dat valt binnen wat bij zo'n bevolking past: een verschil is niet aangetoond."
    way = "hoger" if own.verdict is Against.HIGHER else "lager"
    return (
        f"{seen}. Dat is {way} dan bij zo'n bevolking past, ook met alle onzekerheid. Bij 1 op de 20 "
        "gemeenten komt zo'n uitkomst voor zonder dat er iets aan de hand is."
    )


def _matters(factors: Sequence[FactorEffect]) -> str:
    sure = [f for f in factors if _sure(f.effect)][:_SHOWN]
    if not sure:
        return (
            "Geen enkele groep kenmerken wijkt hier zoveel af dat het effect zeker boven of onder nul ligt."
        )
    told = [f"{factor.label} ({points(factor.effect.value or 0.0)})" for factor in sure]
    return f"Wat hier vooral telt, tegenover het gemiddelde: {_listed(told)}."


def _sure(effect: Estimate) -> bool:
    return effect.lower is not None and effect.upper is not None and (effect.lower > 0 or effect.upper < 0)


def points(value: float) -> str:
    """Write a number of percentage points with its sign."""
    sign = "+" if value > 0 else ""
    return f"{sign}{number(value, 1)} procentpunt"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"


def how_good(quality: Sequence[Quality]) -> str:
    """Return how much the model explains of municipalities that it had never seen.

    Named is the figure over all areas, left out in turn, with its interval; what a lucky or unlucky draw
    of areas kept apart gives stands beside it.
    """
    crossed = {q.situation: q for q in quality if not q.reserved}
    alone, near = crossed.get(POPULATION), crossed.get(SURROUNDED)
    if alone is None or near is None:
        return "Hoe goed dit model is, is niet te zeggen: er zijn te weinig gebieden."
    told = [
        f"Dit model verklaart uit de bevolking {_share(alone.explained)} {_spread(alone)}van de verschillen "
        f"bij gemeenten die het nooit zag, en {_share(near.explained)} als ook de regio en de omgeving "
        "meetellen."
    ]
    told += [
        f"Bij de {number(one.areas)} gebieden die apart zijn gehouden is dat {_share(one.explained)} "
        f"{_spread(one)}uit de bevolking."
        for one in quality
        if one.reserved and one.situation == POPULATION
    ]
    if alone.weighted < alone.explained - _MUCH_LOWER:
        areas = "wijken" if NEW_DISTRICT in crossed else "gemeenten"
        told.append(
            f"Telt elke jongere even zwaar, dan is het {_share(alone.weighted)}: het model zegt weinig over "
            f"verschillen tussen grote {areas}."
        )
    told.append(f"Toeval laat hoogstens {_share(near.ceiling)} te verklaren over.")
    return " ".join(told)


def _spread(quality: Quality) -> str:
    lower, upper = quality.spread.lower, quality.spread.upper
    if lower is None or upper is None:
        return ""
    return f"(tussen {percentage(100 * max(lower, 0.0), 0)} en {percentage(100 * max(upper, 0.0), 0)}) "


def _share(value: float) -> str:
    return "niets" if value <= 0 else percentage(100 * value, 0)
