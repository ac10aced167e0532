"""The answer for one municipality: expected beside observed, factor by factor, district by district."""

from __future__ import annotations

import math

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.expected_use import GROUPS, Level
from drietrap.differences.expected.design import Rows
from drietrap.differences.expected.judging import Judged
from drietrap.differences.expected.model import Learned
from drietrap.differences.expected.quality import Width
from drietrap.differences.expected.result import (
    Against,
    AreaPoint,
    Expectation,
    ExpectedUse,
    FactorEffect,
    FactorValue,
)
from drietrap.differences.expected.words import sentences
from drietrap.statistics.explained import shares, weighted_rows
from drietrap.statistics.gist import LeftOut
from drietrap.statistics.inputs import FloatArray, two_sided_quantile
from drietrap.vocabulary.errors import NoDataError

_DECIMALS = 4
_WEIGHING = "het gemiddelde over wijken met een cijfer, naar aantal jongeren"


def answer(model: Judged, area: str, name: str) -> ExpectedUse:
    """Return what ``model`` expects of a municipality, learned from all others.

    Raises
    ------
    NoDataError
        When the municipality has no area in this model.
    """
    learned = model.learned
    material = learned.material
    mine = np.flatnonzero(np.array(material.municipalities) == area)
    if not mine.size:
        raise NoDataError(
            f"{name} staat niet in de cijfers van '{material.model.label}' over {material.period}",
            action="kies een andere periode, of de gemeente waarin zij is opgegaan",
        )
    inside = _Inside(model, area)
    own = inside.whole(area, name, model.of_whole)
    districts = inside.parts(model.of_areas) if material.model.level is Level.WIJK else ()
    average, factors = inside.effects()
    return ExpectedUse(
        model=material.model.id,
        label=material.model.label,
        unit="% van de jongeren",
        period=material.period,
        source=material.model.source,
        average=round(average, _DECIMALS),
        own=own,
        factors=factors,
        districts=districts,
        quality=model.quality,
        components=model.components,
        all_areas=tuple(
            AreaPoint(code, round(float(e), _DECIMALS), round(float(o), _DECIMALS))
            for code, e, o in zip(
                model.municipalities, model.whole.expected, model.whole.observed, strict=True
            )
        ),
        sentences=sentences(own, factors, model.quality, average),
        warnings=_warnings(learned, mine),
    )


class _Inside:
    """One municipality held against a model: ``mine`` are its areas, learned of from all others."""

    def __init__(self, model: Judged, area: str) -> None:
        self.learned = learned = model.learned
        self.material, self.design = learned.material, learned.design
        self.columns, self.groups = learned.features()
        self.left_out = LeftOut(model.kept, self.columns, area)
        self.mine = mine = self.left_out.rows
        own = learned.noise(mine)
        self.expected, self.covariance = self.left_out.signal_only(learned.other(mine) + np.diag(own))
        self.nearby, around = self.left_out.everything()
        self.around = around - np.diag(model.kept.noise[mine] - own)
        self.shown = np.isfinite(self.material.value[mine])

    def _weights(self) -> FloatArray:
        youths = self.design.youths[self.mine]
        return weighted_rows(
            np.where(self.shown, youths, 0.0) if self.shown.any() else youths, np.arange(youths.size)
        )

    def whole(self, area: str, name: str, width: Width) -> Expectation:
        """Return the municipality: the mean of its areas with a figure, by youths."""
        weight = self._weights()
        spread = _root(float(weight @ self.covariance @ weight))
        around = _root(float(weight @ self.around @ weight))
        known = self.material.youths[self.mine]
        youths = float(np.nansum(known)) if np.isfinite(known).any() else None
        low, high = np.nan_to_num(self.material.low[self.mine]), np.nan_to_num(self.material.high[self.mine])
        if not self.shown.any():
            return self._expectation(
                area, name, youths, (None, None, None), None, float(weight @ self.expected), spread, width,
                float(weight @ self.nearby), around, self.material.hidden[int(self.mine[0])] or "ontbreekt",
            )  # fmt: skip
        value = float(weight @ np.nan_to_num(self.material.value[self.mine]))
        if self.mine.size == 1:
            shown = self.material.shown[int(self.mine[0])]
        else:
            chance = two_sided_quantile(0.95) * _root(float(weight**2 @ self.design.chance[self.mine]))
            shown = (value - chance, value + chance)
        rounding = (float(weight @ low), float(weight @ high))
        return self._expectation(
            area, name, youths, (value, *shown), rounding, float(weight @ self.expected), spread, width,
            float(weight @ self.nearby), around, None,
        )  # fmt: skip

    def parts(self, width: Width) -> tuple[Expectation, ...]:
        """Return the districts, by code."""
        found = []
        for at, row in enumerate(self.mine):
            material = self.material
            youths = float(material.youths[row])
            value = float(material.value[row])
            known = math.isfinite(value)
            rounding = (float(material.low[row]), float(material.high[row])) if known else None
            lower, upper = material.shown[row]
            if known and material.model.youths is not None:  # the source gives no chance: binomial
                reach = two_sided_quantile(0.95) * _root(float(self.design.chance[row]))
                lower, upper = max(value - reach, 0.0), value + reach
            found.append(
                self._expectation(
                    material.areas[row],
                    material.names[row],
                    youths if math.isfinite(youths) else None,
                    (value if known else None, lower, upper),
                    rounding,
                    float(self.expected[at]),
                    _root(float(self.covariance[at, at])),
                    width,
                    float(self.nearby[at]),
                    _root(float(self.around[at, at])),
                    None if known else material.hidden[row] or "ontbreekt",
                )
            )
        return tuple(found)

    def _expectation(
        self,
        area: str,
        name: str,
        youths: float | None,
        observed: tuple[float | None, float | None, float | None],
        rounding: tuple[float, float] | None,
        expected: float,
        spread: float,
        width: Width,
        nearby: float,
        around: float,
        hidden: str | None,
    ) -> Expectation:
        reach = width.certain * spread
        difference = Estimate(None, None, None)
        verdict = Against.UNKNOWN
        if observed[0] is not None and rounding is not None:
            low, high = rounding[0] - expected - reach, rounding[1] - expected + reach
            difference = _estimate(observed[0] - expected, low, high)
            verdict = Against.HIGHER if low > 0 else Against.LOWER if high < 0 else Against.AS_EXPECTED
        return Expectation(
            area=area,
            name=name,
            youths=None if youths is None else round(youths, 1),
            observed=_estimate(*observed),
            expected=_share(expected, reach),
            likely=_share(expected, width.likely * spread),
            nearby=_share(nearby, width.certain * around),
            difference=difference,
            verdict=verdict,
            hidden=hidden,
        )

    def effects(self) -> tuple[float, tuple[FactorEffect, ...]]:
        """Return the average expected figure, and what each group of factors adds to it here.

        The effects add up to the expected figure minus the average. Learned without the municipality.
        """
        learned, design = self.learned, self.design
        everyone = np.arange(len(self.material.areas))
        seen = np.isin(everyone, learned.observed)
        here = np.zeros(everyone.size)
        here[self.mine] = self._weights()
        everywhere = weighted_rows(np.where(seen, design.youths, 0.0), everyone)
        contrast = here - everywhere
        parts, told = [], []
        for group in design.present():
            chosen = np.array([at for at, one in enumerate(self.groups) if one == group])
            parts.append(self.left_out.part(chosen))
            reach = two_sided_quantile(0.95) * _root(self.left_out.error(chosen, contrast))
            told.append((group, float(contrast @ parts[-1]), reach))
        table = np.array(parts).T
        carried = shares(table, everywhere)
        average = float(here[self.mine] @ self.expected) - sum(value for _, value, _ in told)
        effects = [
            FactorEffect(
                group,
                GROUPS[group],
                _estimate(value, value - reach, value + reach),
                round(float(share), _DECIMALS),
                self._factors(group, here, everywhere),
            )
            for (group, value, reach), share in zip(told, carried, strict=True)
        ]
        return average, tuple(sorted(effects, key=lambda e: (-abs(e.effect.value or 0.0), e.id)))

    def _factors(self, group: str, here: FloatArray, everywhere: FloatArray) -> tuple[FactorValue, ...]:
        found = []
        for at, factor in enumerate(self.material.model.factors):
            if factor.group == group:
                column = self.material.raw[:, at]
                own, average = _mean(column, here), _mean(column, everywhere)
                found.append(FactorValue(*self.material.described[at], own, average or 0.0))
        return tuple(found)


def _mean(column: FloatArray, weights: FloatArray) -> float | None:
    """Return the weighted mean of what is known; None when nothing is."""
    weight = np.where(np.isfinite(column), weights, 0.0)
    total = float(weight.sum())
    return round(float(weight @ np.nan_to_num(column)) / total, _DECIMALS) if total > 0 else None


def _warnings(learned: Learned, mine: Rows) -> tuple[str, ...]:
    material = learned.material
    found = list(material.model.notes)
    if material.model.level is Level.WIJK:
        found.append(f"Het cijfer van de gemeente is {_WEIGHING}.")
    empty = int((~np.isfinite(material.factors[mine])).any(axis=1).sum())
    if empty:
        found.append(
            f"Van {empty} van de {mine.size} gebieden ontbreekt een kenmerk of is het geheim. Daarvoor is "
            "ingevuld wat bij vergelijkbare gebieden hoort, nooit nul."
        )
    return tuple(found)


def _root(variance: float) -> float:
    return math.sqrt(max(variance, 0.0))


def _share(value: float, reach: float) -> Estimate:
    """Return a share with its interval, within 0 and 100 %."""
    return _estimate(min(max(value, 0.0), 100.0), max(value - reach, 0.0), min(value + reach, 100.0))


def _estimate(value: float | None, lower: float | None, upper: float | None) -> Estimate:
    ends = (None if end is None else round(end, _DECIMALS) for end in (value, lower, upper))
    return Estimate(*ends)
