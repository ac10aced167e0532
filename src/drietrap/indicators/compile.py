"""From definitions to SQL: one query gives every area and period of every indicator.

The formulas become small relations of constants; ``figures.sql`` beside this file, the same for all
indicators, does the arithmetic with them. Rounding intervals go through every sum, quotient and product.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

from drietrap.catalogue.indicator import (
    Cell,
    Formula,
    Indicator,
    IntervalMethod,
    OneIn,
    Population,
    Published,
    Quotient,
    ShareOfShare,
    Sum,
    population_of,
)
from drietrap.indicators import wording
from drietrap.indicators.lineage import lineage_sql

_SQL = files("drietrap.indicators").joinpath("figures.sql").read_text(encoding="utf-8")
_COLUMNS = {
    "definition": (
        *("indicator", "kind", "scale", "secret", "whole", "wilson", "population"),
        *("assumption", "nearest_text", "none_text", "exceeds_text"),
    ),
    "population": ("population", "factor", "reach", "partial"),
    "need": ("owner", "part", "needed"),
    "term": (
        *("owner", "part", "lone", "slot", "preference", "alternatives", "sign"),
        *('"table"', "variant", "measure"),
    ),
    "area_break": ("indicator", "ordinal", "area", "period", "reason"),
}
_KINDS = {Published: "percentage", OneIn: "one_in", ShareOfShare: "product", Quotient: "quotient"}

Value = str | float | int | bool | None
Values = tuple[Value, ...]
Part = tuple[str, Sum]


def to_sql(indicators: Sequence[Indicator]) -> str:
    """Return the query of ``indicators``.

    It reads the relation ``cell`` (see :mod:`drietrap.indicators.engine`) and returns the columns of
    ``FIGURE_SCHEMA`` except the 95 % interval, with instead of that ``chance_k_*`` and ``chance_n_*`` (ranges
    of counts), ``scale`` and ``inverse``, sorted by indicator, area and period.
    """
    owners = _population_ids(indicators)
    parts = [
        *((item.id, part) for item in indicators for part in _parts(item.formula)),
        *((owner, part) for population, owner in owners.items() for part in _population_parts(population)),
    ]
    relations: dict[str, list[Values]] = {
        "definition": [_definition(item, owners) for item in indicators],
        "population": [(id_, p.factor, p.reach, p.share is not None) for p, id_ in owners.items()],
        "need": [
            (owner, name, 1 if total.absent_as_zero else len(_terms(total))) for owner, (name, total) in parts
        ],
        "term": [row for owner, part in parts for row in _term_rows(owner, part)],
        "area_break": [
            (item.id, ordinal, a_break.area, a_break.period, a_break.reason)
            for item in indicators
            for ordinal, a_break in enumerate(item.breaks)
            if a_break.area is not None
        ],
    }
    heads = ",\n".join(_relation(name, rows) for name, rows in relations.items())
    return f"WITH {heads},\n{_SQL.replace('{lineage}', lineage_sql('f.bits'))}"


def literal(value: Value) -> str:
    """Return ``value`` as an SQL literal.

    >>> literal("'s-Gravenhage")
    "'''s-Gravenhage'"
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else f"{value!r}"


def _relation(name: str, rows: Iterable[Values]) -> str:
    """Return a common table expression of constants; without rows one of nulls, that joins nothing."""
    columns = _COLUMNS[name]
    lines = ["(" + ", ".join(literal(value) for value in row) + ")" for row in rows]
    return (
        f"{name}({', '.join(columns)}) AS (VALUES\n  "
        + (",\n  ".join(lines) or "(" + ", ".join("NULL" for _ in columns) + ")")
        + ")"
    )


def _population_ids(indicators: Iterable[Indicator]) -> dict[Population, str]:
    """Return an id for every population in use; a number keeps two with the same name apart."""
    found = dict.fromkeys(
        population for item in indicators if (population := population_of(item.formula)) is not None
    )
    return {population: f"{number} {population.id}" for number, population in enumerate(found)}


def _definition(indicator: Indicator, owners: dict[Population, str]) -> Values:
    formula = indicator.formula
    quotient = isinstance(formula, Quotient)
    population = population_of(formula)
    label = population.label if population else ""
    none = wording.NO_DENOMINATOR if quotient else wording.NO_POPULATION
    return (
        indicator.id,
        _KINDS[type(formula)],
        float(formula.scale) if isinstance(formula, Quotient) else 100.0,
        None if isinstance(formula, Quotient) else formula.secret_up_to,
        isinstance(formula, Quotient) and (formula.share or _rest(formula) is not None),
        indicator.interval_method is IntervalMethod.WILSON,
        owners[population] if population else None,
        population.assumption if population else None,
        wording.NEAREST_YEAR.replace("{label}", label),
        none.replace("{label}", label) if population else None,
        wording.PART_EXCEEDS_WHOLE,
    )


def _parts(formula: Formula) -> list[Part]:
    """Return the named sums of a formula, without those of its population."""
    match formula:
        case Published(cell=cell) | OneIn(cell=cell):
            return [("numerator", Sum((cell,)))]
        case ShareOfShare(share=share, whole=whole):
            return [("numerator", Sum((share,))), ("whole", Sum((whole,)))]
        case Quotient(numerator=above, denominator=below):
            found = [("numerator", above)]
            if isinstance(below, Sum):
                found.append(("denominator", below))
            rest = _rest(formula)
            return [*found, ("rest", rest)] if rest else found


def _population_parts(population: Population) -> list[Part]:
    people: Part = ("people", Sum(population.cells))
    return [people, ("belonging", Sum((population.share,)))] if population.share else [people]


def _rest(formula: Quotient) -> Sum | None:
    """Return what the denominator adds to the numerator, when the numerator's cells are among its cells."""
    above, below = formula.numerator, formula.denominator
    if not isinstance(below, Sum) or above.minus or below.minus or not set(above.cells) < set(below.cells):
        return None
    others = tuple(cell for cell in below.cells if cell not in above.cells)
    return Sum(others, absent_as_zero=below.absent_as_zero)


def _terms(total: Sum) -> list[tuple[Cell, int]]:
    return [*((cell, 1) for cell in total.cells), *((cell, -1) for cell in total.minus)]


def _term_rows(owner: str, part: Part) -> list[Values]:
    name, total = part
    terms = _terms(total)
    lone = len(terms) == 1 and not total.minus
    return [
        (owner, name, lone, slot, preference, len(cell.variants) > 1, sign, cell.table, variant, cell.measure)
        for slot, (cell, sign) in enumerate(terms)
        for preference, variant in enumerate(cell.variants)
    ]
