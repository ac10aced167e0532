"""Findings of the table checks, held against the figures that rest on the same cells."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from drietrap.app.state import State
from drietrap.benchmark.finding import Severity
from drietrap.benchmark.result import Comparison, Verdict
from drietrap.benchmark.sentences import sentence

_DOUBTFUL = (Severity.FOUT, Severity.WAARSCHUWING)


def doubted(state: State, compared: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """Take back every verdict on a figure of which a check found the cells odd, and say why."""
    reasons: dict[str, list[str]] = {}
    for finding in state.findings:
        if finding.severity in _DOUBTFUL:
            for cell in finding.cells:
                reasons.setdefault(cell, []).append(finding.message)
    if not reasons:
        return compared
    used = state.figures.filter(pl.col("lineage").is_in([c.lineage for c in compared]))
    found: dict[str, dict[str, None]] = {}
    for lineage, cells in used.select("lineage", "cells").iter_rows():
        for cell in cells:
            found.setdefault(lineage, {}).update(dict.fromkeys(reasons.get(cell, ())))
    return tuple(_without_verdict(c, tuple(found.get(c.lineage, ()))) for c in compared)


def _without_verdict(comparison: Comparison, reasons: tuple[str, ...]) -> Comparison:
    if not reasons:
        return comparison
    warnings = (*comparison.warnings, *(f"Controle van de tabel: {reason}" for reason in reasons))
    changed = replace(comparison, verdict=Verdict.UNKNOWN, rank=None, warnings=warnings)
    return replace(changed, sentence=sentence(changed))
