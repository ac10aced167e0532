"""Whether a scenario contradicts itself: in time, or by two measures on one thing."""

from __future__ import annotations

from itertools import combinations

from drietrap.catalogue.levers.lever import Act
from drietrap.differences.study.lines import TOP, Toml
from drietrap.steering.scenario.definition import BY_KNOB, BY_MEASURE, Measure, Scenario, month_text

_PAYS = (Act.LUMP, Act.OUTPUT)
MOST_SPLIT = 10  # measures that a difference is split by; every pair is a run of its own


def check(scenario: Scenario, file: Toml) -> None:
    """Refuse what contradicts itself.

    Raises
    ------
    InputError
        With the line of the second of two that do not go together.
    """
    at = {one.name: ("maatregel", place) for place, one in enumerate(scenario.measures)}
    for measure in scenario.measures:
        _in_time(scenario, measure, file, at[measure.name])
    for place, variant in enumerate(scenario.variants):
        for one, other in combinations(scenario.measures_of(variant), 2):
            why = clash(one, other)
            if why:
                words = f"'{one.name}' en '{other.name}' spreken elkaar tegen: {why}"
                allowed = "een ander begin of einde, of ieder in een eigen [[variant]]"
                variants = file.tables("variant")
                table = variants[place] if variants else max(at[one.name], at[other.name])
                raise file.wrong(words, table, "maatregelen" if variants else "knop", allowed)
    largest = max(len(variant.measures) for variant in scenario.variants)
    if scenario.split_by == BY_MEASURE and largest > MOST_SPLIT:
        words = f"een verschil over {largest} maatregelen splitsen vraagt te veel doorrekeningen"
        allowed = f'hoogstens {MOST_SPLIT} maatregelen in een variant, of splitsing = "{BY_KNOB}"'
        raise file.wrong(words, TOP, "splitsing", allowed)
    for year, _ in scenario.budget:
        if year not in scenario.years:
            entries = [entry for entry in file.tables("begroting") if file.entry(entry).get("jaar") == year]
            years = f"een jaar van {scenario.years[0]} tot en met {scenario.years[-1]}"
            raise file.wrong(f"{year} valt buiten het scenario", entries[0], "jaar", years)


def _in_time(scenario: Scenario, measure: Measure, file: Toml, table: tuple[str, int]) -> None:
    last = scenario.start + scenario.months
    if not scenario.start <= measure.start < last:
        between = f"een maand van {month_text(scenario.start)} tot en met {month_text(last - 1)}"
        raise file.wrong(f"'{measure.name}' begint buiten het scenario", table, "begin", between)
    if measure.end is not None and measure.end <= measure.start:
        after = f"een maand na {month_text(measure.start)}"
        raise file.wrong(f"'{measure.name}' eindigt voordat het begint", table, "einde", after)


def in_past(scenario: Scenario, known: int, file: Toml) -> None:
    """Refuse a scenario that begins before the last month of which there are data.

    Raises
    ------
    InputError
        With the line of ``begin``.
    """
    if scenario.start <= known:
        allowed = f"{month_text(known + 1)} of later: tot en met {month_text(known)} zijn er gegevens"
        raise file.wrong(
            f"het scenario begint in het verleden ({month_text(scenario.start)})", TOP, "begin", allowed
        )


def clash(one: Measure, other: Measure) -> str:
    """Return why two measures cannot stand beside each other; empty when they can."""
    if not _together(one, other):
        return ""
    if one.lever == other.lever:
        return "dezelfde knop staat op hetzelfde moment twee keer"
    for first in one.definition.direct:
        for second in other.definition.direct:
            shared = sorted(set(first.forms) & set(second.forms))
            if shared and first.act in _PAYS and second.act in _PAYS:
                return f"twee manieren van betalen voor {shared[0]} op hetzelfde moment"
            if shared and first.handle and first.handle == second.handle:
                return f"twee keer een nieuwe waarde voor {shared[0]} op hetzelfde moment"
    return ""


def _together(one: Measure, other: Measure) -> bool:
    ends = [float("inf") if each.end is None else each.end for each in (one, other)]
    return one.start < ends[1] and other.start < ends[0]
