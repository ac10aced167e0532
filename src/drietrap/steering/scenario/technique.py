"""How an answer was made, for the technical annex: sizes, seeds, draws, and the error that chance leaves."""

from __future__ import annotations

import math

from drietrap.steering.scenario.definition import Scenario, Variant
from drietrap.steering.scenario.drawing import players, runs_of
from drietrap.steering.scenario.ground import SHARES, Ground
from drietrap.steering.scenario.guard import FEWEST, LIKELY, MATTERS, SURE
from drietrap.steering.scenario.result import TechnicalLine
from drietrap.steering.scenario.simulating import Draws
from drietrap.vocabulary.notation import number

_CENTS = 100.0


def technical_lines(scenario: Scenario, ground: Ground, draws: Draws) -> tuple[TechnicalLine, ...]:
    """Return what a colleague needs to judge an answer, or to make it again."""
    clipped = number(100 * draws.clipped, 2)
    return (
        *_run(scenario, ground),
        *_method(),
        TechnicalLine(
            "Past niet", f"Hoogstens {clipped} procentpunt van een kans paste niet in de tabellen."
        ),
        *(
            TechnicalLine(f"Rekenfout: {one.title}", _error(scenario, one, draws))
            for one in scenario.variants
        ),
    )


def _run(scenario: Scenario, ground: Ground) -> tuple[TechnicalLine, ...]:
    followed, districts = number(len(ground.world.persons), 0), len(ground.world.districts)
    tables = sum(bool(value.spread.any()) for value in ground.basis(1).values.values())
    effects = sum(len(one.definition.effects) for one in scenario.measures)
    return (
        TechnicalLine("Model", "Microsimulatie: iedere jeugdige in een gezin, per maand, van 0 tot 23 jaar."),
        TechnicalLine("Gevolgd", f"{followed} jeugdigen in {districts} wijken; ook wie erheen verhuist."),
        TechnicalLine("Duur", f"{scenario.months} maanden, na een aanloop van {ground.burn_in} maanden."),
        TechnicalLine(
            "Doorrekeningen",
            f"{scenario.draws}. In elke doorrekening draait het model {len(runs_of(scenario))} keer: niets "
            "doen, iedere variant, ieder deel en ieder paar. Iedereen heeft daarin steeds hetzelfde toeval.",
        ),
        TechnicalLine(
            "Toeval",
            f"Getallen op adres (Philox 4x32-10), begin {scenario.seed}. Dezelfde invoer geeft overal "
            "precies dezelfde uitkomst.",
        ),
        TechnicalLine(
            "Onzekere waarden",
            f"Steeds opnieuw getrokken: {tables} tabellen van het model en {effects} groottes van effecten.",
        ),
    )


def _method() -> tuple[TechnicalLine, ...]:
    rise, sure, likely = (number(100 * part, 0) for part in (MATTERS, SURE, LIKELY))
    return (
        TechnicalLine("Aanbieders", f"{len(SHARES)} per ingekochte vorm van hulp, met vaste aandelen."),
        TechnicalLine(
            "Splitsing",
            "Deel alleen: zijn verschil met niets doen. Paar: wat twee samen meer of minder doen dan apart. "
            "Rest: wat overblijft. De volgorde van delen doet er niet toe.",
        ),
        TechnicalLine(
            "Oordeel over hulp",
            f"Slechter: minstens {rise}% meer, in minstens {sure}% van de doorrekeningen. Misschien "
            f"slechter: in minstens {likely}%. Onder {FEWEST} doorrekeningen is niets zeker.",
        ),
    )


def _error(scenario: Scenario, variant: Variant, draws: Draws) -> str:
    """Return the standard error of the mean difference in euros, and what a variant was split by."""
    euros = draws.difference(frozenset(variant.measures), "kosten")[..., 0].sum(axis=1) / _CENTS
    split = f"Gesplitst over: {', '.join(players(scenario, variant)) or 'niets'}."
    if len(euros) < 2:
        return f"Niet te zeggen bij één doorrekening. {split}"
    error = number(float(euros.std(ddof=1)) / math.sqrt(len(euros)), 0)
    return f"De standaardfout van het gemiddelde verschil in geld is € {error}. {split}"
