"""The sentences of an answer: the guard first, then money, then what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.levers.lever import Evidence
from drietrap.steering.scenario.definition import Measure, Scenario, Variant
from drietrap.steering.scenario.guard import Watch
from drietrap.steering.scenario.verdicts import GuardVerdict
from drietrap.vocabulary.notation import number

_CLIPPED = 0.001
_ENOUGH = 100  # draws for bounds of 95 %
_OPENINGS = {
    GuardVerdict.WORSE: ("", "wordt slechter"),
    GuardVerdict.MAYBE_WORSE: (" misschien wordt", "slechter"),
}


@dataclass(frozen=True)
class Said:
    """What sentences are made of; ``alone`` is the mean in euros of each measure alone, where known."""

    scenario: Scenario
    variant: Variant
    euros: Estimate
    guards: tuple[Watch, ...]
    clipped: float
    alone: dict[str, float]

    @property
    def saves(self) -> bool:
        """Whether it costs less on average."""
        return self.euros.value is not None and self.euros.value < 0.0


def euros(amount: float) -> str:
    """Return an amount in words of at most three digits, without a sign.

    >>> euros(-1_234_567.0), euros(45_678.0)
    ('€ 1,2 miljoen', '€ 46.000')
    """
    size = abs(amount)
    if size >= 999_500.0:
        return f"€ {number(size / 1e6, 1)} miljoen"
    return f"€ {number(round(size, -3), 0)}"


def first_sentences(said: Said) -> tuple[str, ...]:
    """Return what must be said before anything else: who gets less help than they need."""
    found = []
    for verdict, (between, ends) in _OPENINGS.items():
        parts = [_part(one) for one in said.guards if one.verdict is verdict]
        if parts:
            money = _money(said.euros, saves=said.saves)
            but = "maar" if said.saves else "en"
            opening = f"Dit pakket {money}, {but}{between} de hulp voor wie die echt nodig heeft {ends}"
            found.append(f"{opening}: {'; '.join(parts)}.")
    return tuple(found)


def _money(held: Estimate, *, saves: bool) -> str:
    sure = held.lower is not None and held.upper is not None and (held.lower > 0.0 or held.upper < 0.0)
    word = "bespaart" if saves else "kost"
    return f"{word} geld" if sure else f"{word} gemiddeld geld (maar dat is niet zeker)"


def _part(one: Watch) -> str:
    rise = "van niets naar iets" if one.change == float("inf") else f"{number(100 * one.change, 0)}% meer"
    return f"{one.watched.label} ({rise}, in {number(100 * one.worse, 0)}% van de doorrekeningen)"


def money_sentence(said: Said) -> str:
    """Return the answer on money, with no more than the interval carries."""
    held, years = said.euros, said.scenario.months // 12
    if held.value is None or held.lower is None or held.upper is None:
        return "Over het geld is niets te zeggen."
    over = f"over {years} jaar samen" if years > 1 else "in een jaar"
    between = f"tussen {_signed(held.lower)} en {_signed(held.upper)}"
    if held.lower > 0.0 or held.upper < 0.0:
        word = "minder" if held.value < 0.0 else "meer"
        return (
            f"De gemeente is {over} {euros(held.value)} {word} kwijt dan zonder deze maatregelen ({between})."
        )
    return f"Of de gemeente {over} meer of minder kwijt is, is niet te zeggen: het verschil ligt {between}."


def _signed(amount: float) -> str:
    if abs(amount) < 500.0:
        return "€ 0"
    return f"{euros(amount)} {'minder' if amount < 0.0 else 'meer'}"


def warnings_of(said: Said) -> tuple[str, ...]:
    """Return warnings: what rests on assumptions alone, and what did not fit in the model."""
    measures = said.scenario.measures_of(said.variant)
    assumed = [one for one in measures if one.assumed]
    found = []
    if assumed and len(assumed) == len(measures):
        found.append(
            "DIT HELE RESULTAAT RUST OP AANNAMES. Van geen enkele maatregel komt het effect uit onderzoek, "
            "een raming of ervaring. Gebruik het om te bespreken wat waar moet zijn, niet als bewijs."
        )
    elif assumed:
        names = ", ".join(one.name for one in assumed)
        words = f"ALLEEN AANNAME: het effect van {names} is door ons geschat, zonder bron."
        found.append(words + _weight(said, {one.name for one in assumed}))
    if partly := [one.name for one in measures if _partly(one)]:
        found.append(
            f"DEELS AANNAME: bij {', '.join(partly)} volgt een deel uit de maatregel zelf; wat jeugdigen en "
            "aanbieders daarna doen, is een aanname."
        )
    if said.scenario.draws < _ENOUGH:
        found.append(
            f"TE WEINIG DOORREKENINGEN: er zijn er {said.scenario.draws}. Grenzen en oordelen zijn ruw. "
            f"Reken voor een besluit minstens {_ENOUGH} keer door."
        )
    if said.clipped > _CLIPPED:
        found.append(
            "Een kans werd zo veel hoger dat die niet helemaal in het model past; dit effect is te klein "
            f"geteld (ten hoogste {number(100 * said.clipped, 1)} procentpunt per maand)."
        )
    if said.scenario.settlement is not None and said.saves:
        part = number(said.scenario.settlement.share / 10, 0)
        words = f"De regio deelt {part}% van de kosten"
        found.append(f"{words}: een besparing komt voor dat deel bij alle gemeenten terecht.")
    return tuple(found)


def _partly(measure: Measure) -> bool:
    """Return whether the dose does something of itself, and all else about it is an assumption."""
    lever = measure.definition
    kinds = {effect.evidence for effect in lever.effects}
    return bool(lever.direct) and not measure.own and kinds == {Evidence.AANNAME}


def _weight(said: Said, names: set[str]) -> str:
    """Return how many euros rest on some measures, each alone."""
    if not said.alone:
        return ""
    mine = sum(amount for name, amount in said.alone.items() if name in names)
    return f" Samen met hun eigen kosten gaat het om {_signed(mine)}."
