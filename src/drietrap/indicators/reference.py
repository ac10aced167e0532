"""The slow, obvious engine: one figure at a time, on plain Python rows, with :class:`Interval`.

It reads the same definitions as :mod:`drietrap.indicators.compile` and shares no calculation with it, so
that the two can be held against each other. It is not used to make figures for readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drietrap.catalogue.indicator import (
    Cell,
    Indicator,
    IntervalMethod,
    OneIn,
    Population,
    Quotient,
    ShareOfShare,
    Sum,
    population_of,
)
from drietrap.indicators import wording
from drietrap.indicators.figure import FIGURE_SCHEMA, HIDDEN_UNDEFINED
from drietrap.register.lineage import lineage_id
from drietrap.register.observation import HIDDEN_ABSENT, HIDDEN_SECRET
from drietrap.statistics.interval import Interval

Row = Mapping[str, Any]
_Z = 1.959963984540054  # standard normal, 97.5 %


@dataclass(frozen=True)
class Reading:
    """What is known of a quantity: its value, all values it can have, and where it was read."""

    hidden: str | None
    value: float | None = None
    possible: Interval | None = None
    provisional: bool = False
    cells: tuple[str, ...] = ()
    used: str | None = None


class World:
    """Published cells, found by measure, area and period."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)

    def read(self, cell: Cell, area: str, period: str) -> Reading | None:
        """Return the cell of the first variant that is published, else one that is absent, else None."""
        absent = None
        for variant in cell.variants:
            for row in self.rows:
                place = (row["table"], row["variant"], row["measure"], row["area"], row["period"])
                if place != (cell.table, variant, cell.measure, area, period):
                    continue
                reading = _reading(row)
                if reading.hidden != HIDDEN_ABSENT:
                    return reading
                absent = absent or reading
        return absent

    def places(self, total: Sum) -> list[tuple[str, str]]:
        """Return the areas and periods for which some cell of ``total`` has a row."""
        keys = {
            (cell.table, variant, cell.measure)
            for cell in (*total.cells, *total.minus)
            for variant in cell.variants
        }
        return sorted(
            {
                (row["area"], row["period"])
                for row in self.rows
                if (row["table"], row["variant"], row["measure"]) in keys
            }
        )

    def add(self, total: Sum, area: str, period: str) -> Reading | None:
        """Return the sum, or None when no cell of it has a row."""
        signed = [*((cell, 1) for cell in total.cells), *((cell, -1) for cell in total.minus)]
        found = [(self.read(cell, area, period), sign) for cell, sign in signed]
        rows = [(reading, sign) for reading, sign in found if reading is not None]
        if not rows:
            return None
        provisional = any(reading.provisional for reading, _ in rows)
        cells = tuple(name for reading, _ in rows for name in reading.cells)
        incomplete = len(rows) < len(signed) and not total.absent_as_zero
        if incomplete or any(reading.hidden == HIDDEN_ABSENT for reading, _ in rows):
            return Reading(HIDDEN_ABSENT, provisional=provisional, cells=cells)
        possible = _signed_total(rows)
        if any(reading.hidden for reading, _ in rows):
            return Reading(HIDDEN_SECRET, None, possible, provisional, cells)
        value = math.fsum(sign * (reading.value or 0.0) for reading, sign in rows)
        return Reading(None, value, possible, provisional, cells)

    def population(self, population: Population, area: str, period: str) -> Reading | None:
        """Return the population of the nearest year within reach, the earlier of two as near."""
        total = Sum(population.cells)
        candidates = []
        for where, when in self.places(total):
            distance = abs(int(when[:4]) - int(period[:4]))
            reading = self.add(total, where, when)
            if where == area and distance <= population.reach and reading and reading.hidden != HIDDEN_ABSENT:
                candidates.append(((distance, when != period, when), reading))
        if not candidates:
            return None
        (_, _, used), people = min(candidates, key=lambda candidate: candidate[0])
        value = None if people.value is None else people.value * population.factor
        possible = None if people.possible is None else people.possible * population.factor
        everyone = Reading(people.hidden, value, possible, people.provisional, people.cells, used)
        if population.share is None:
            return everyone
        share = self.read(population.share, area, period)
        if share is None or share.hidden == HIDDEN_ABSENT:
            return None
        return _product(everyone, share, used)


def reference_figures(rows: Iterable[Row], indicators: Sequence[Indicator]) -> list[dict[str, Any]]:
    """Return the same figures as :func:`drietrap.indicators.engine.figures`, as dicts, in the same order."""
    world = World(rows)
    made = [_figure(world, item, *place) for item in indicators for place in world.places(_spine(item))]
    return sorted(made, key=lambda figure: (figure["indicator"], figure["area"], figure["period"]))


def _spine(indicator: Indicator) -> Sum:
    """Return the measures that decide for which areas and periods there is a figure."""
    formula = indicator.formula
    if isinstance(formula, Quotient):
        return formula.numerator
    return Sum((formula.share if isinstance(formula, ShareOfShare) else formula.cell,))


def _figure(world: World, indicator: Indicator, area: str, period: str) -> dict[str, Any]:
    figure: dict[str, Any] = dict.fromkeys(FIGURE_SCHEMA.names())
    figure.update(indicator=indicator.id, area=area, period=period, warnings=[])
    population = population_of(indicator.formula)
    base = world.population(population, area, period) if population else None
    if isinstance(indicator.formula, Quotient):
        chance = _quotient(world, indicator.formula, base, figure)
    else:
        chance = _percentage(world, indicator.formula, base, figure)
    _interval(indicator, figure, chance)
    if population is not None:
        figure["warnings"] += _about(population, base, indicator, period)
    for item in indicator.breaks:
        if item.area == area and period >= item.period:
            figure["warnings"].append(item.reason)
    figure["lineage"] = lineage_id(indicator.id, area, period, figure["cells"])
    return figure


def _percentage(
    world: World, formula: Any, base: Reading | None, figure: dict[str, Any]
) -> tuple[Interval, Interval] | None:
    """Fill ``figure`` for a published percentage; return the possible counts for the Wilson limits."""
    area, period = figure["area"], figure["period"]
    if isinstance(formula, ShareOfShare):
        pct = _product(world.read(formula.whole, area, period), world.read(formula.share, area, period), None)
    else:
        pct = world.read(formula.cell, area, period) or Reading(HIDDEN_ABSENT)
    possible, people = pct.possible, base.possible if base else None
    most = None
    if pct.hidden == HIDDEN_SECRET and formula.secret_up_to is not None and people and people.lower > 0:
        most = float(formula.secret_up_to)
        known = possible or Interval(0.0, 100.0)
        possible = Interval(known.lower, min(known.upper, 100 * most / people.lower))
    outcome, value = possible, pct.value
    if isinstance(formula, OneIn):
        divides = possible is not None and possible.lower > 0
        outcome = 100 / possible if possible is not None and divides else None
        value = 100 / value if value is not None and divides else None
    _store(figure, "value", value, outcome, bounds="rounding")
    if base is not None:
        _store(figure, "denominator", base.value, people)
        count = None if pct.value is None or base.value is None else pct.value * base.value / 100
        counts = possible * people * 0.01 if possible and people else None
        if counts and most is not None:
            counts = Interval(counts.lower, min(counts.upper, most))
        _store(figure, "numerator", count, counts)
    _status(figure, [pct, base], pct.hidden or (HIDDEN_UNDEFINED if value is None else None))
    if possible is None or people is None:
        return None
    fewest = people.lower
    share = Interval(min(max(possible.lower / 100, 0), 1), min(max(possible.upper / 100, 0), 1))
    return share * fewest, Interval.exact(fewest)


def _quotient(
    world: World, formula: Quotient, base: Reading | None, figure: dict[str, Any]
) -> tuple[Interval, Interval] | None:
    """Fill ``figure`` for a quotient; return the possible counts when it is a share."""
    area, period = figure["area"], figure["period"]
    above = world.add(formula.numerator, area, period) or Reading(HIDDEN_ABSENT)
    below, rest = base, None
    if isinstance(formula.denominator, Sum):
        below = world.add(formula.denominator, area, period)
        rest = _rest(world, formula.numerator, formula.denominator, area, period)
    below = below or Reading(HIDDEN_ABSENT)
    _store(figure, "numerator", above.value, above.possible)
    _store(figure, "denominator", below.value, below.possible)
    hidden = _worst(above.hidden, below.hidden)
    a, b = above.possible, below.possible
    divides = b is not None and b.lower > 0
    if hidden is None and not divides:
        hidden = HIDDEN_UNDEFINED
    part = formula.share or _is_part(formula)
    within = part and a is not None and b is not None and 0 <= a.lower <= b.upper and b.upper > 0
    if part and a is not None and b is not None and a.lower > b.upper:
        figure["warnings"].append(wording.PART_EXCEEDS_WHOLE)
    _status(figure, [above, below], hidden)
    if hidden in (HIDDEN_ABSENT, HIDDEN_UNDEFINED) or a is None or b is None:
        return None
    ratio = _ratio(a, b, rest, within)
    value = None
    if hidden is None and above.value is not None and below.value:
        value = above.value / below.value
        value = formula.scale * (min(value, 1.0) if within else value)
    _store(figure, "value", value, ratio * formula.scale if ratio else None, bounds="rounding")
    return (a, Interval(max(b.lower, 0), b.upper)) if within and ratio else None


def _ratio(a: Interval, b: Interval, rest: Interval | None, within: bool) -> Interval | None:
    """Return all values of a / b; with ``rest`` b is a + rest, and ``within`` says that a is part of b."""
    if within and rest is not None and rest.lower >= 0:
        corners = [x / (x + y) for x in (a.lower, a.upper) for y in (rest.lower, rest.upper) if x + y > 0]
        # Nothing of nothing is left open as a share of zero.
        low = min(corners) if a.lower + rest.upper > 0 else 0.0
        return Interval(low, max(corners) if a.upper + rest.lower > 0 else 0.0)
    if b.lower > 0:
        plain = a / b
        return Interval(plain.lower, min(plain.upper, 1.0)) if within else plain
    return Interval(a.lower / b.upper, 1.0) if within else None


def _is_part(formula: Quotient) -> bool:
    if not isinstance(formula.denominator, Sum) or formula.numerator.minus or formula.denominator.minus:
        return False
    return set(formula.numerator.cells) < set(formula.denominator.cells)


def _rest(world: World, above: Sum, below: Sum, area: str, period: str) -> Interval | None:
    """Return all values of the denominator without the numerator, when the cells overlap."""
    if not _is_part(Quotient(above, below)):
        return None
    others = Sum(tuple(cell for cell in below.cells if cell not in above.cells), (), below.absent_as_zero)
    reading = world.add(others, area, period)
    return reading.possible if reading else None


def _interval(indicator: Indicator, figure: dict[str, Any], chance: tuple[Interval, Interval] | None) -> None:
    """Fill ``lower``, ``upper``, ``confidence`` and ``method``."""
    figure["lower"], figure["upper"] = figure["rounding_lower"], figure["rounding_upper"]
    if figure["lower"] is not None:
        figure["method"] = IntervalMethod.ROUNDING.value
    if chance is None or indicator.interval_method is not IntervalMethod.WILSON:
        return
    k, n = chance
    low = _wilson(k.lower, n.upper)[0]
    most_of = max(n.lower, k.lower)
    high = _wilson(min(k.upper, most_of), most_of)[1]
    if isinstance(indicator.formula, OneIn):
        if low == 0:
            return
        low, high = 1 / high, 1 / low
    else:
        scale = indicator.formula.scale if isinstance(indicator.formula, Quotient) else 100.0
        low, high = scale * low, scale * high
    figure.update(lower=low, upper=high, confidence=0.95, method=IntervalMethod.WILSON.value)


def _wilson(k: float, n: float) -> tuple[float, float]:
    """Return both roots of (p - k/n)^2 = z^2 p (1 - p) / n, the definition of the score limits."""
    if n == 0:
        return 0.0, 1.0
    share = k / n
    a, b, c = 1 + _Z**2 / n, -(2 * share + _Z**2 / n), share**2
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (0.0 if k == 0 else (-b - root) / (2 * a)), (1.0 if k == n else (-b + root) / (2 * a))


def _about(population: Population, base: Reading | None, indicator: Indicator, period: str) -> list[str]:
    """Return what a reader must know about the population used."""
    if base is None or base.used is None:
        none = wording.NO_DENOMINATOR if isinstance(indicator.formula, Quotient) else wording.NO_POPULATION
        return [none.format(label=population.label, wanted=period)]
    said = []
    if base.used != period:
        said.append(wording.NEAREST_YEAR.format(label=population.label, used=base.used, wanted=period))
    return said + ([population.assumption] if population.assumption else [])


def _reading(row: Row) -> Reading:
    name = f"{row['snapshot']}:{row['row']}:{row['column']}"
    if row["hidden"] == HIDDEN_ABSENT:
        return Reading(HIDDEN_ABSENT, provisional=row["provisional"], cells=(name,))
    low = row["lower"] if row["lower"] is not None else row["value"]
    high = row["upper"] if row["upper"] is not None else row["value"]
    possible = None if low is None or high is None else Interval(low, high)
    return Reading(row["hidden"], row["value"], possible, row["provisional"], (name,))


def _signed_total(rows: list[tuple[Reading, int]]) -> Interval | None:
    total = Interval.exact(0.0)
    for reading, sign in rows:
        if reading.possible is None:
            return None
        total = total + (reading.possible if sign > 0 else -reading.possible)
    return total


def _product(whole: Reading | None, share: Reading | None, used: str | None) -> Reading:
    """Return ``share`` percent of ``whole``; a withheld percentage can be anything from 0 to 100."""
    both = [reading or Reading(HIDDEN_ABSENT) for reading in (whole, share)]
    hidden = _worst(both[0].hidden, both[1].hidden)
    provisional = any(reading.provisional for reading in both)
    cells = both[0].cells + both[1].cells
    if hidden == HIDDEN_ABSENT:
        return Reading(HIDDEN_ABSENT, provisional=provisional, cells=cells, used=used)
    percent = both[1].possible or Interval(0.0, 100.0)
    amount = both[0].possible or (Interval(0.0, 100.0) if used is None else None)
    possible = amount * percent * 0.01 if amount else None
    value = None
    if hidden is None and both[0].value is not None and both[1].value is not None:
        value = both[0].value * both[1].value / 100
    return Reading(hidden, value, possible, provisional, cells, used)


def _worst(*hidden: str | None) -> str | None:
    for reason in (HIDDEN_ABSENT, HIDDEN_SECRET):
        if reason in hidden:
            return reason
    return None


def _store(
    figure: dict[str, Any], name: str, value: float | None, possible: Interval | None, *, bounds: str = ""
) -> None:
    figure[name] = value
    if possible is not None:
        figure[f"{bounds or name}_lower"] = possible.lower
        figure[f"{bounds or name}_upper"] = possible.upper


def _status(figure: dict[str, Any], inputs: list[Reading | None], hidden: str | None) -> None:
    read = [reading for reading in inputs if reading is not None]
    figure["hidden"] = hidden
    figure["provisional"] = any(reading.provisional for reading in read)
    figure["cells"] = sorted({name for reading in read for name in reading.cells})
