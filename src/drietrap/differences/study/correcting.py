"""A figure in doubt as the range it can have once mended, and the verdict that range carries.

What a check found is not taken as an answer: the published number stays one end of the range, and what the
other numbers allow is the other. A verdict that holds over the whole range holds whichever of them is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from drietrap.benchmark.consistency.implied import fitting_count, fitting_share
from drietrap.benchmark.difference import difference, verdict
from drietrap.benchmark.finding import Finding
from drietrap.benchmark.result import Comparison, Estimate, GroupKind, Verdict
from drietrap.benchmark.sample import Sample, sample
from drietrap.catalogue.indicator import Indicator, IntervalMethod, Published, Quotient
from drietrap.catalogue.published import TABLES
from drietrap.differences.study.chapter import Corrected
from drietrap.differences.study.material import SIZES, ZERO, Material, touching
from drietrap.vocabulary.area import NEDERLAND

Row = dict[str, Any]


@dataclass(frozen=True)
class _Open:
    """What a finding leaves open: the figure from ``low`` to ``high``, of a group of ``fewest`` or more.

    Chance is reckoned with the fewest, where it is widest.
    """

    low: float
    high: float
    why: str
    fewest: float = math.inf


def corrected(material: Material, compared: Iterable[Comparison]) -> tuple[Corrected, ...]:
    """Return every figure in doubt of which it can be said between what it lies once mended."""
    found = []
    for one in compared:
        if one.group.kind is not GroupKind.NEDERLAND:
            continue
        row = row_of(material, one)
        reasons = touching(material.pointed, row["cells"]) if row else ()
        mended = _mended(material, one, row, reasons) if row and reasons else None
        if row and mended:
            said = range_verdict(material, one, mended.low, mended.high, mended.fewest)
            value = Estimate(None, mended.low, mended.high)
            found.append(Corrected(one.indicator, one.period, value, said, mended.why))
    return tuple(found)


def row_of(material: Material, one: Comparison) -> Row | None:
    """Return the figure behind a comparison."""
    rows = material.figures.filter(
        (pl.col("indicator") == one.indicator)
        & (pl.col("area") == one.area)
        & (pl.col("period") == one.period)
    )
    return None if rows.is_empty() else rows.row(0, named=True)


def _mended(material: Material, one: Comparison, row: Row, reasons: tuple[Finding, ...]) -> _Open | None:
    """Return the hull of what every finding leaves; None when one of them leaves everything open."""
    left = [_left_open(material, one, row, reason) for reason in reasons]
    known = [part for part in left if part is not None]
    if len(known) < len(left):
        return None
    few = row["denominator_lower"]
    return _Open(
        min(float(row["rounding_lower"]), *(part.low for part in known)),
        max(float(row["rounding_upper"]), *(part.high for part in known)),
        " ".join(dict.fromkeys(part.why for part in known)),
        min(math.nan if few is None else float(few), *(part.fewest for part in known)),
    )


def _left_open(material: Material, one: Comparison, row: Row, reason: Finding) -> _Open | None:
    if reason.rule == ZERO:
        return _zero(row, reason)
    if reason.rule == SIZES:
        return _other_size(material, one, row, reason)
    return _at_stake(row, reason, material.definitions[one.indicator])


def _zero(row: Row, reason: Finding) -> _Open | None:
    limits = [column.secret_up_to for column in TABLES[reason.table].columns if column.secret_up_to]
    if not limits or not row["denominator_lower"]:
        return None
    most = 100 * max(limits) / float(row["denominator_lower"])
    return _Open(0.0, most, f"Een nul kan hier ook een geheim aantal zijn: 0 tot en met {max(limits)}.")


def _other_size(material: Material, one: Comparison, row: Row, reason: Finding) -> _Open | None:
    formula = material.definitions[one.indicator].formula
    for conflict in material.conflicts:
        here = (str(conflict.row["area"]), str(conflict.row["period"]), conflict.sheet.table.id)
        if here != (one.area, reason.period, reason.table) or len(conflict.suspects) != 1:
            continue
        suspect = conflict.suspects[0]
        if isinstance(formula, Published) and formula.cell.measure != suspect.pair.share:
            count = fitting_count(conflict.sheet, conflict.row, suspect)
            bounds = float(row["rounding_lower"]), float(row["rounding_upper"])
            return _Open(*bounds, "Om hoeveel jongeren het gaat, is niet zeker.", count.lower)
        fits = fitting_share(conflict.sheet, conflict.row, suspect)
        if fits is not None:
            why = "Of het percentage klopt, of het aantal: de grenzen horen bij wat elk van beide zegt."
            return _Open(fits.lower, fits.upper, why)
    return None


def _at_stake(row: Row, reason: Finding, definition: Indicator) -> _Open | None:
    if reason.at_stake is None:
        return None
    left = moved(row, definition, reason.at_stake)
    if left is None:
        return None
    return _Open(*left, "De controle zegt hoeveel er verkeerd kan staan; dat is er af en bij gerekend.")


def moved(row: Row, definition: Indicator, amount: float) -> tuple[float, float] | None:
    """Return between what a quotient lies when its count can be ``amount`` too high or too low."""
    formula = definition.formula
    few, many = row["denominator_lower"], row["denominator_upper"]
    if not isinstance(formula, Quotient) or not few or not many or row["numerator_lower"] is None:
        return None
    low = formula.scale * max(0.0, row["numerator_lower"] - amount) / many
    return low, formula.scale * (row["numerator_upper"] + amount) / few


def range_verdict(
    material: Material, one: Comparison, lower: float, upper: float, fewest: float = math.inf
) -> Verdict:
    """Return the verdict against the country that holds over a whole range.

    Chance is reckoned for a group of ``fewest``, where it is widest.
    """
    definition = material.definitions[one.indicator]
    chance = definition.interval_method is IntervalMethod.WILSON
    scale = definition.formula.scale if isinstance(definition.formula, Quotient) else 100.0
    rows = material.figures.filter((pl.col("indicator") == one.indicator) & (pl.col("period") == one.period))
    country = sample(rows, [NEDERLAND], chance=chance, scale=scale)
    if not np.isfinite(country.low[0]):  # not published: the sum of the others, with its own interval
        chance, country = False, _interval(one.reference, scale)
    if not np.isfinite(country.low[0]):
        return Verdict.UNKNOWN
    whole, low, high = np.array([fewest]), np.array([lower]), np.array([upper])
    own = Sample((low + high) / 2, low, high, low * whole / scale, high * whole / scale, whole, whole, scale)
    made = difference(own if chance else own.plain(), country)
    return verdict(int(made.code[0]))


def _interval(held: Estimate, scale: float) -> Sample:
    """Return an interval that holds chance already, as a sample without."""
    value, low, high = (
        np.array([math.nan if end is None else end]) for end in (held.value, held.lower, held.upper)
    )
    nothing = np.array([math.nan])
    return Sample(value, low, high, nothing, nothing, nothing, nothing, scale, chance=False)
