"""The rows of what is told of a measure, the same in a terminal, a report and a workbook."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.learning.result import EffectMethod, EffectResult, MeasureTold, WeighedLever
from drietrap.learning.words import between, percent
from drietrap.vocabulary.notation import number

METHOD_HEADS = ("Manier van rekenen", "Verandering", "95% van", "95% tot", "p-waarde", "Andere gemeenten")
LEVER_HEADS = ("Effect van de knop", "Was", "Wordt")
VERSION_HEADS = ("Maatregel", "Versie", "Vastgelegd", "Cijfers gelezen t/m", "Verwacht (80%)", "Soort")
EARLIER = "Alsof eerder begonnen"
LEVER_WORDS = (
    "De factor van elk effect van de knop, eerst zoals hij in drietrap staat en dan gewogen met wat is "
    "gezien (met 80 % zekerheid). Neem hem over als eigen effect in een scenario. Aanname: het aantal "
    "verandert even sterk mee als het effect."
)


def kind(measure: MeasureTold) -> str:
    """Return whether a version is a prediction."""
    return "voorspelling" if measure.prediction else "beschrijving achteraf"


def version_row(one: MeasureTold) -> tuple[str, ...]:
    """Return a version of a measure as a row of :data:`VERSION_HEADS`."""
    return (
        one.id,
        str(one.version),
        one.written_on,
        one.known_until or "-",
        between(one.expected),
        kind(one),
    )


def method_rows(result: EffectResult) -> list[tuple[str, ...]]:
    """Return the effects by method, and that of the years before, as rows of :data:`METHOD_HEADS`."""
    rows = [_method(one.method, one) for one in result.methods]
    return rows if result.earlier is None else [*rows, _method(EARLIER, result.earlier)]


def _method(name: str, one: EffectMethod) -> tuple[str, ...]:
    change = (percent(one.change.value), percent(one.change.lower), percent(one.change.upper))
    return (name, *change, number(one.p_value, 3), str(one.others) if one.others else "-")


def lever_row(one: WeighedLever) -> tuple[str, ...]:
    """Return an effect of a lever as a row of :data:`LEVER_HEADS`."""
    return (f"{one.lever}: {one.effect}", factor(one.before), factor(one.after))


def factor(one: Estimate) -> str:
    """Write a factor with its bounds."""
    middle, low, high = (number(value or 0.0, 2) for value in (one.value, one.lower, one.upper))
    return f"{middle} ({low} tot {high})"
