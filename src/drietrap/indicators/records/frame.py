"""From fractions to the frame that is handed on: value, interval, names, warnings and lineage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
import polars as pl
from numpy.typing import NDArray

from drietrap.catalogue.record_formula import Method, RecordFormula
from drietrap.indicators.figure import HIDDEN_UNDEFINED
from drietrap.indicators.records import wording
from drietrap.indicators.records.figure import RECORD_FIGURE_SCHEMA, Level
from drietrap.indicators.records.fractions import ABSENT, CUTS, LEVELS, Fractions
from drietrap.indicators.records.naming import Names
from drietrap.indicators.records.packing import BoolArray, IntArray, dense, joint, split
from drietrap.indicators.records.remarks import EVERYONE, Remarks
from drietrap.register.observation import HIDDEN_ABSENT
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.proportions import wilson
from drietrap.statistics.rates import byar
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

CONFIDENCE = 0.95
_AT_PROVIDER = LEVELS.index(Level.AANBIEDER)


def frame_of(
    found: Fractions,
    formulas: Mapping[str, RecordFormula],
    periods: Sequence[Period],
    names: Names,
    remarks: Remarks,
) -> pl.DataFrame:
    """Return the figures in ``RECORD_FIGURE_SCHEMA``, sorted by ``FIGURE_KEY``."""
    ids, chosen = list(formulas), list(formulas.values())
    found = _sorted(found, ids, periods)
    plain = np.array([one.denominator is None for one in chosen])[found.formula]
    absent = found.below == ABSENT
    value, lower, upper = _values(found, chosen, plain)
    there, bounded = np.isfinite(value), np.isfinite(value + lower + upper)
    methods = [*(one.method.value for one in chosen), None]
    columns = {
        "indicator": _gathered(ids, found.formula),
        "level": _gathered([level.value for level in LEVELS], found.level),
        **_places(found, names),
        "period": _gathered([period.code for period in periods], found.span),
        **_categories(found, names),
        "value": _floats(value, there),
        "lower": _floats(lower, bounded),
        "upper": _floats(upper, bounded),
        "numerator": _floats(found.above, None),
        "denominator": _floats(found.below, ~(plain | absent)),
        "confidence": _gathered([CONFIDENCE, None], (~bounded).astype(np.int64)),
        "method": _gathered(methods, np.where(bounded, found.formula, len(chosen))),
        "hidden": _gathered(
            [None, HIDDEN_ABSENT, HIDDEN_UNDEFINED], np.where(there, 0, np.where(absent, 1, 2))
        ),
        **_said(found, absent, chosen, names, remarks),
    }
    return pl.DataFrame(columns).select(RECORD_FIGURE_SCHEMA.names()).cast(RECORD_FIGURE_SCHEMA)


def _sorted(found: Fractions, ids: Sequence[str], periods: Sequence[Period]) -> Fractions:
    """Return the figures in the order of their names; places and categories are numbered in that order."""
    order = np.argsort(
        joint(
            _ranks(ids)[found.formula],
            _ranks([level.value for level in LEVELS])[found.level],
            found.place,
            _ranks([period.code for period in periods])[found.span],
            _ranks(CUTS)[found.cut],
            found.category,
        )
    )
    return Fractions(*(getattr(found, field.name)[order] for field in fields(Fractions)))


def _ranks(texts: Sequence[str]) -> IntArray:
    order = sorted(range(len(texts)), key=texts.__getitem__)
    ranks = np.empty(len(texts), dtype=np.int64)
    ranks[order] = np.arange(len(texts))
    return ranks


def _gathered(texts: Sequence[object], number: IntArray) -> pl.Series:
    return pl.Series(texts).gather(pl.Series(number))


def _floats(numbers: NDArray[np.number], there: BoolArray | None) -> pl.Series:
    """Return numbers, null where they are not ``there``."""
    series = pl.Series(numbers, dtype=pl.Float64)
    return series if there is None else pl.select(pl.when(pl.Series(there)).then(series)).to_series()


def _places(found: Fractions, names: Names) -> dict[str, pl.Series]:
    """Return the area and the provider; a provider is in the country, and an area has no provider."""
    texts: list[str] = [NEDERLAND]
    first = np.zeros(len(LEVELS), dtype=np.int64)
    for number, level in enumerate(LEVELS):
        first[number] = len(texts)
        texts += names.places[level].names
    place = first[found.level] + found.place
    of_provider = found.level == _AT_PROVIDER
    return {
        "area": _gathered(texts, np.where(of_provider, 0, place)),
        "provider": _gathered([None, *texts[1:]], np.where(of_provider, place, 0)),
    }


def _categories(found: Fractions, names: Names) -> dict[str, pl.Series]:
    texts: list[str] = []
    first = np.zeros(len(CUTS), dtype=np.int64)
    for number, dimension in enumerate(CUTS):
        first[number] = len(texts)
        texts += names.categories[dimension].names
    return {
        "dimension": _gathered(CUTS, found.cut),
        "category": _gathered(texts, first[found.cut] + found.category),
    }


def _said(
    found: Fractions, absent: BoolArray, formulas: Sequence[RecordFormula], names: Names, remarks: Remarks
) -> dict[str, pl.Series]:
    """Return warnings and lineage, made once for figures that rest on the same deliveries."""
    bases = list(dict.fromkeys((one.kinds, one.note) for one in formulas))
    base = np.array([bases.index((one.kinds, one.note)) for one in formulas])
    # The provider without a name is first among the names, and stands for EVERYONE.
    of_name = np.argsort(names.places[Level.AANBIEDER].number)
    provider = of_name[np.where(found.level == _AT_PROVIDER, found.place, EVERYONE)]
    columns = (base[found.formula], found.span, provider)
    different, which = dense(joint(*columns))
    told = [
        remarks.about(bases[number], span, owner)
        for number, span, owner in zip(*(one.tolist() for one in split(different, columns)), strict=True)
    ]
    texts = list(dict.fromkeys(warnings for warnings, _ in told))
    number = {warnings: i for i, warnings in enumerate(texts)}
    warning = np.array([number[warnings] for warnings, _ in told], dtype=np.int64)[which]
    lists = [list(one) for one in texts] + [[*one, wording.NO_PEOPLE] for one in texts]
    series = pl.Series(lists, dtype=pl.List(pl.String))
    return {
        "warnings": series.gather(pl.Series(warning + len(texts) * absent)),
        "lineage": _gathered([lineage for _, lineage in told], which),
    }


def _values(
    found: Fractions, formulas: Sequence[RecordFormula], plain: BoolArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return value and limits; not finite where there is none."""
    k = found.above.astype(np.float64)
    exposure = np.where(plain, 1.0, found.below)
    of_rate = np.array([one.method is Method.BYAR for one in formulas])[found.formula]
    scale = np.array([one.scale for one in formulas])[found.formula]
    inverse = np.array([one.inverse for one in formulas])[found.formula]
    rate, share = (exposure > 0) & of_rate, (exposure > 0) & ~of_rate & (k <= exposure)
    lower, upper = np.full(len(k), np.nan), np.full(len(k), np.nan)
    lower[share], upper[share] = wilson(k[share], exposure[share], CONFIDENCE)
    events, place = dense(found.above[rate])
    low, high = byar(events, 1.0, CONFIDENCE)
    lower[rate], upper[rate] = low[place] / exposure[rate], high[place] / exposure[rate]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(exposure > 0, k / exposure, np.nan)
        flipped = (1 / value, 1 / upper, 1 / lower)
    own = (value, lower, upper)
    made = [np.where(inverse, turned, scale * one) for one, turned in zip(own, flipped, strict=True)]
    return made[0], made[1], made[2]
