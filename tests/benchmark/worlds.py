"""Small made-up worlds for the benchmark's tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from drietrap.benchmark.groups import Territory
from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS
from drietrap.catalogue.indicator import (
    Break,
    Cell,
    Indicator,
    IntervalMethod,
    Moment,
    Population,
    Published,
    Quotient,
    Sum,
    Unit,
    Version,
)
from drietrap.indicators.figure import FIGURE_SCHEMA

_POPULATION = Population("tot_18", "jongeren tot 18 jaar", (Cell("T", "n"),))


def definition(name: str = "gebruik", *, chance: bool = True, breaks: tuple[Break, ...] = ()) -> Indicator:
    """Return a definition that is enough for the benchmark; texts are not under test here."""
    share = Published(Cell("T", name), _POPULATION)
    amount = Quotient(Sum((Cell("T", "k"),)), Sum((Cell("T", "n"),)), scale=1.0)
    return Indicator(
        id=name,
        theme="test",
        label=name,
        unit=Unit.PERCENTAGE if chance else Unit.EURO,
        question="?",
        definition="",
        not_for="",
        numerator="",
        denominator="",
        formula=share if chance else amount,
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON if chance else IntervalMethod.ROUNDING,
        reference="",
        versions=(Version("2022", "eerste"),),
        disclosure_group="test",
        examples=(),
        breaks=breaks,
    )


def figure(
    area: str,
    k: int,
    n: int,
    *,
    indicator: str = "gebruik",
    period: str = "2022",
    hidden: bool = False,
) -> dict[str, object]:
    """Return the figure of a share published with one decimal, as the indicator engine makes it."""
    share = round(100 * k / n, 1)
    low, high = (0.0, 700 / n) if hidden else (max(share - 0.05, 0.0), min(share + 0.05, 100.0))
    return {
        "indicator": indicator,
        "area": area,
        "period": period,
        "value": None if hidden else share,
        "lower": low,
        "upper": high,
        "rounding_lower": low,
        "rounding_upper": high,
        "numerator": None if hidden else share * n / 100,
        "numerator_lower": low * n / 100,
        "numerator_upper": high * n / 100,
        "denominator": float(n),
        "denominator_lower": float(n),
        "denominator_upper": float(n),
        "confidence": 0.95,
        "method": "Wilson",
        "hidden": "geheim" if hidden else None,
        "provisional": False,
        "warnings": [],
        "lineage": f"H{indicator}{area}{period}",
        "cells": ["s:1:k"],
    }


def figures(rows: list[dict[str, object]]) -> pl.DataFrame:
    """Return figures in the engine's schema."""
    return pl.DataFrame(rows, schema=FIGURE_SCHEMA)


def territory(number: int, *, seed: int = 1, features: bool = True) -> Territory:
    """Return ``number`` municipalities in regions of five, from small to large."""
    random = np.random.default_rng(seed)
    areas = tuple(f"GM{7001 + i}" for i in range(number))
    table = random.normal(size=(number, len(NEIGHBOUR_CHARACTERISTICS)))
    return Territory(
        2022,
        areas,
        tuple(f"Plaats {i}" for i in range(number)),
        tuple((f"JZ{71 + i // 5}", f"Regio {i // 5}") for i in range(number)),
        np.linspace(8_000, 300_000, number),
        table if features else np.full_like(table, np.nan),
    )


def without_regions(land: Territory) -> Territory:
    """Return ``land`` with no jeugdregio known."""
    return replace(land, regions=tuple(None for _ in land.areas))
