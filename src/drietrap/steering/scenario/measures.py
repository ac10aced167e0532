"""Measures and assumptions as a reader sees them."""

from __future__ import annotations

from drietrap.steering.scenario.definition import Measure, Scenario, month_text
from drietrap.steering.scenario.ground import SHARES, Ground
from drietrap.steering.scenario.lever_lines import used
from drietrap.steering.scenario.own import yearly
from drietrap.steering.scenario.result import MeasureLine
from drietrap.vocabulary.notation import number


def measure_line(measure: Measure, youths: int) -> MeasureLine:
    """Return a measure as it was used; ``youths`` under 18 decide about its own costs."""
    lever = measure.definition
    return MeasureLine(
        id=measure.name,
        lever=lever.id,
        label=lever.label,
        knob=lever.knob.value,
        dose=f"{measure.dose:g} {lever.dose.unit}: {lever.dose.meaning}".replace(".", ","),
        begins=month_text(measure.start),
        until="" if measure.end is None else month_text(measure.end),
        reason=measure.reason,
        mechanism=lever.mechanism,
        risk=lever.risk,
        cost=round(yearly(measure, youths)),
        assumed=measure.assumed,
        effects=used(lever, measure.own),
    )


def assumptions_of(scenario: Scenario, ground: Ground) -> tuple[str, ...]:
    """Return on what the numbers rest, in sentences."""
    fitted = ground.fitted or (
        "De waarden van het model zijn die van heel Nederland; zij zijn niet geijkt op deze gemeente."
    )
    places = "Er is in het model altijd een plaats: wachten door te weinig plaatsen telt niet mee."
    if scenario.occupancy is not None:
        taken = number(scenario.occupancy, 0)
        places = f"Bij het begin is {taken}% van de plaatsen bezet (opgave van de gebruiker)."
    ends = f"{SHARES[0]:.0%} tot {SHARES[-1]:.0%}"
    shares = f"Iedere vorm van hulp heeft {len(SHARES)} aanbieders met aandelen van {ends} (aanname)."
    sized = [effect for one in scenario.measures for effect in one.definition.effects]
    measured = sum(effect.measured for effect in sized) + sum(len(one.own) for one in scenario.measures)
    return (
        fitted,
        f"Van de {len(sized)} effecten in dit scenario komt bij {measured} de grootte uit een bron of van de "
        "gebruiker. Bij de andere is de grootte door ons geschat, ook als de richting uit onderzoek komt.",
        places,
        shares,
        f"Prijzen stijgen met {number(scenario.index, 1)}% per jaar vanaf 2023 (opgave van de gebruiker).",
        "De eigen kosten van een maatregel zijn een aanname, tenzij u zelf een bedrag gaf.",
        f"Alles is {scenario.draws} keer doorgerekend, iedere keer met andere waarden en een ander toeval. "
        "Grenzen geven 95% van die uitkomsten. Fouten in het model zelf zitten daar niet in.",
    )
