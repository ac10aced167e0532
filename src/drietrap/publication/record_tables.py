"""From exact figures to the tables that disclosure control takes: areas in their hierarchy, by breakdown."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from drietrap.indicators.records.figure import Level
from drietrap.publication.suppression.tables import Dimension, Rollup, Table
from drietrap.vocabulary.area import NEDERLAND

TOTAL = "alle"
_LEVELS = (Level.LAND.value, Level.JEUGDREGIO.value, Level.GEMEENTE.value)
_OVERLAPPING = ("vorm", "verwijzer")  # a youth can have several; a trajectory has one


def disclosure_tables(
    figures: pl.DataFrame,
    indicator: str,
    period: str,
    regions: pl.DataFrame,
    *,
    of_youths: bool,
    dimensions: Sequence[str] = ("leeftijd", "vorm", "verwijzer"),
) -> tuple[list[Table], list[Dimension]]:
    """Return the tables of one count in one period, to be protected together with ``describe``.

    Parameters
    ----------
    figures
        Of ``indicators.records.engine.record_figures``, with the country, jeugdregio's and municipalities.
    indicator
        A plain count (no denominator), such as ``jeugdhulptrajecten_aantal``.
    period
        Code of the period.
    regions
        ``municipality, region``: every municipality of the figures in one jeugdregio.
    of_youths
        Whether it counts youths: those with two forms are in both, so that parts overlap.
    dimensions
        Breakdowns; each gives a table of gebied x breakdown, and they share their totals.

    Returns
    -------
    Tables and dimensions. A count that is not in the figures is zero.

    Raises
    ------
    ValueError
        When the figures hold no such count, or a municipality has no region.
    """
    chosen = figures.filter(
        (pl.col("indicator") == indicator) & (pl.col("period") == period) & pl.col("level").is_in(_LEVELS)
    )
    if chosen.is_empty() or not chosen["value"].eq_missing(chosen["numerator"]).all():
        raise ValueError(f"{indicator} of {period} is not a count in these figures")
    areas, rollups = _areas(chosen, regions)
    found = {
        (area, dimension, category): int(count)
        for area, dimension, category, count in chosen.select(
            "area", "dimension", "category", "numerator"
        ).iter_rows()
    }
    made = [Dimension("gebied", None, rollups)]
    tables = []
    for name in dimensions:
        parts = sorted({category for _, dimension, category in found if dimension == name})
        counts: dict[tuple[str, ...], int] = {(area, TOTAL): found.get((area, "", ""), 0) for area in areas}
        counts |= {(area, part): found.get((area, name, part), 0) for area in areas for part in parts}
        tables.append(Table(f"{indicator} naar {name}", indicator, ("gebied", name), counts))
        overlapping = of_youths and name in _OVERLAPPING
        made.append(Dimension(name, TOTAL, (Rollup(TOTAL, tuple(parts), overlapping),) if parts else ()))
    return tables, made


def _areas(chosen: pl.DataFrame, regions: pl.DataFrame) -> tuple[list[str], tuple[Rollup, ...]]:
    """Return all areas, and which add up to which; what has no municipality is a region of its own."""
    of_level = {level: set(chosen.filter(pl.col("level") == level)["area"].to_list()) for level in _LEVELS}
    towns, wide = of_level[Level.GEMEENTE.value], of_level[Level.JEUGDREGIO.value]
    region_of: dict[str, str] = dict(regions.select("municipality", "region").iter_rows())
    loose = sorted(town for town in towns - wide if region_of.get(town) not in wide)
    if loose:
        raise ValueError(f"no region is known of {', '.join(loose)}")
    rollups = [Rollup(NEDERLAND, tuple(sorted(wide)))] if wide else []
    for region in sorted(wide):
        parts = tuple(sorted(town for town in towns if region_of.get(town) == region and town != region))
        if parts:
            rollups.append(Rollup(region, parts))
    return sorted({NEDERLAND, *wide, *towns}), tuple(rollups)
