"""Findings on published tables: computed once when a release is made, and read with it."""

from __future__ import annotations

import polars as pl

from drietrap.app.core import Core
from drietrap.benchmark.consistency.run import RULES, check_tables
from drietrap.benchmark.finding import Finding, Severity

FINDING = pl.Schema(
    {
        "number": pl.UInt32(),
        "rule": pl.String(),
        "severity": pl.String(),
        "table": pl.String(),
        "area": pl.String(),
        "area_name": pl.String(),
        "period": pl.String(),
        "message": pl.String(),
        "arithmetic": pl.List(pl.String()),
        "action": pl.String(),
        "cells": pl.List(pl.String()),
        "at_stake": pl.Float64(),
    }
)
KEY = ("number",)
NUMBER_OF_RULES = len(RULES)


def found_in(core: Core, tables: tuple[str, ...] = (), previous: pl.DataFrame | None = None) -> list[Finding]:
    """Check the tables of a release as they were delivered, before any correction."""
    observations = core.observation
    if tables:
        observations = observations.filter(pl.col("table").is_in(tables))
    areas = core.areas()
    codes = observations["area"].unique().to_list()
    names = {code: areas.by_code[code].name for code in codes if code in areas.by_code}
    return check_tables(observations, names, previous)


def as_table(findings: list[Finding]) -> pl.DataFrame:
    """Return findings as a table, numbered in their order."""
    rows = [
        (
            number,
            one.rule,
            one.severity.value,
            one.table,
            one.area,
            one.area_name,
            one.period,
            one.message,
            list(one.arithmetic),
            one.action,
            list(one.cells),
            one.at_stake,
        )
        for number, one in enumerate(findings)
    ]
    return pl.DataFrame(rows, schema=FINDING, orient="row")


def from_table(table: pl.DataFrame) -> tuple[Finding, ...]:
    """Return the findings of a table, in their order."""
    return tuple(
        Finding(
            rule=row["rule"],
            severity=Severity(row["severity"]),
            table=row["table"],
            area=row["area"],
            area_name=row["area_name"],
            period=row["period"],
            message=row["message"],
            arithmetic=tuple(row["arithmetic"]),
            action=row["action"],
            cells=tuple(row["cells"]),
            at_stake=row.get("at_stake"),  # absent in releases made before it was kept,
        )
        for row in table.sort("number").iter_rows(named=True)
    )
