"""Figures that no verdict may rest on: those with a cell that a check on the published tables found odd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from drietrap.benchmark.finding import Finding, Severity
from drietrap.catalogue.comparison import MATERIAL_SHARE
from drietrap.catalogue.indicator import Indicator, Population, Quotient, Sum

_DOUBTFUL = (Severity.FOUT, Severity.WAARSCHUWING)
_ODD = {"cell": pl.String, "number": pl.UInt32, "message": pl.String, "at_stake": pl.Float64}
_CELL = pl.format("{}:{}:{}", "snapshot", "row", "column")


@dataclass(frozen=True)
class Doubts:
    """Why a figure is in doubt, by indicator and then by area and period."""

    reasons: Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]] = field(default_factory=dict)

    def of(self, indicator: str, area: str, period: str) -> tuple[str, ...]:
        """Return why this figure is in doubt, in the words of the findings; empty when it is not."""
        return self.reasons.get(indicator, {}).get((area, period), ())

    def areas(self, indicator: str, period: str) -> frozenset[str]:
        """Return the areas whose figure of this indicator and period is in doubt."""
        return frozenset(area for area, when in self.reasons.get(indicator, {}) if when == period)


NO_DOUBTS = Doubts()


def doubts(
    figures: pl.DataFrame,
    definitions: Mapping[str, Indicator],
    findings: Iterable[Finding],
    observations: pl.DataFrame,
) -> Doubts:
    """Return which figures are in doubt.

    A figure is in doubt when one of its cells has a finding of severity ``fout`` or ``waarschuwing``, unless
    the finding tells how much is at stake and that is less than :data:`MATERIAL_SHARE` of the sum that the
    cell is part of: a correction of some thousands of euros says nothing about costs of tens of millions.

    Parameters
    ----------
    figures
        All figures (``FIGURE_SCHEMA``).
    definitions
        The indicators to look at, by id.
    findings
        What the checks on published tables found.
    observations
        The cells (columns of ``register.Observation``).
    """
    odd = [
        (cell, number, one.message, one.at_stake)
        for number, one in enumerate(findings)
        if one.severity in _DOUBTFUL
        for cell in one.cells
    ]
    if not odd:
        return NO_DOUBTS
    cells = pl.DataFrame(odd, schema=_ODD, orient="row")
    used = (
        figures.lazy()
        .filter(pl.col("indicator").is_in(list(definitions)))
        .select("indicator", "area", "period", "numerator", "denominator", cell="cells")
        .explode("cell")
        .join(cells.lazy(), on="cell")
        .join(_measures(observations, cells["cell"]).lazy(), on="cell", how="left")
        .sort("indicator", "area", "period", "number", "cell")
        .collect()
    )
    found: dict[str, dict[tuple[str, str], dict[str, None]]] = {}
    for row in used.iter_rows(named=True):
        if _material(row, definitions[row["indicator"]]):
            of_area = found.setdefault(row["indicator"], {}).setdefault((row["area"], row["period"]), {})
            of_area[row["message"]] = None
    return Doubts({name: {key: tuple(why) for key, why in keys.items()} for name, keys in found.items()})


def _measures(observations: pl.DataFrame, cells: pl.Series) -> pl.DataFrame:
    """Return ``cell, table, measure`` of these cells."""
    rows = cells.str.split(":").list.get(1).cast(pl.UInt32)
    near = observations.filter(pl.col("row").is_in(rows.unique().implode()))
    return near.select("table", "measure", cell=_CELL).filter(pl.col("cell").is_in(cells.implode()))


def _material(row: Mapping[str, object], definition: Indicator) -> bool:
    at_stake, formula = row["at_stake"], definition.formula
    if not isinstance(at_stake, float) or not isinstance(formula, Quotient):
        return True
    measure = (row["table"], row["measure"])
    whole = row["numerator"] if measure in _parts(formula.numerator) else row["denominator"]
    return not isinstance(whole, float) or at_stake >= MATERIAL_SHARE * abs(whole)


def _parts(part: Sum | Population) -> set[tuple[str, str]]:
    minus = part.minus if isinstance(part, Sum) else ()
    return {(cell.table, cell.measure) for cell in (*part.cells, *minus)}
