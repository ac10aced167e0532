"""Run every rule on published tables; a rule that cannot run is itself a finding."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Odd, Rule
from drietrap.benchmark.consistency.rules import (
    area_shares,
    areas,
    at_most,
    decimal_slip,
    denominators,
    entry_size,
    impossible_zero,
    multiple_of_five,
    negative_amount,
    not_delivered,
    parts_of_whole,
    ratio,
    release_jump,
    same_quantity,
    secret_leak,
    shares_of_100,
    stock_flow,
    stock_joint,
    variant_parts,
    year_jump,
)
from drietrap.benchmark.consistency.tables import CellKey, Tables
from drietrap.benchmark.finding import Finding, Severity
from drietrap.catalogue.relation import measures_of
from drietrap.catalogue.relations import RELATIONS

RULES: tuple[Rule, ...] = (
    parts_of_whole.RULE,
    variant_parts.RULE,
    at_most.RULE,
    shares_of_100.RULE,
    ratio.RULE,
    denominators.RULE,
    decimal_slip.RULE,
    areas.RULE,
    area_shares.RULE,
    multiple_of_five.RULE,
    impossible_zero.RULE,
    secret_leak.RULE,
    negative_amount.RULE,
    not_delivered.RULE,
    entry_size.RULE,
    stock_flow.RULE,
    stock_joint.RULE,
    same_quantity.RULE,
    release_jump.RULE,
    year_jump.RULE,
)
NOT_RUN = "NIET-UITGEVOERD"
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def check_tables(
    observations: pl.DataFrame,
    names: dict[str, str],
    previous: pl.DataFrame | None,
    rules: tuple[Rule, ...] = RULES,
) -> list[Finding]:
    """Check published tables on everything that cannot be true in them.

    Parameters
    ----------
    observations
        Core table (``register.Observation``).
    names
        Area code to name, for the sentences.
    previous
        An earlier release of the same tables in the same shape, or None.
    rules
        Rules to run.

    Returns
    -------
    list of Finding
        The worst first, then by rule, table, area and period. A rule that fails gives a finding of
        severity ``fout``; one that lacks a measure gives a ``signaal``.
    """
    tables = Tables(observations, names, previous)
    found: list[tuple[Rule, Odd]] = []
    findings = list(_missing(tables))
    for rule in rules:
        try:
            found.extend((rule, odd) for odd in rule.find(tables))
        except Exception as error:
            findings.append(_failed(rule, error))
    places = _places(observations, found)
    findings.extend(_finding(rule, odd, tables, places) for rule, odd in found)
    return sorted(
        findings,
        key=lambda one: (_ORDER[one.severity], one.rule, one.table, one.area, one.period, one.message),
    )


def _places(observations: pl.DataFrame, found: list[tuple[Rule, Odd]]) -> dict[CellKey, str]:
    """Return where every cell of the findings was delivered: ``snapshot:row:column``."""
    wanted = pl.DataFrame(
        sorted({cell for _, odd in found for cell in odd.cells}), schema=list(CellKey._fields), orient="row"
    )
    if wanted.is_empty():
        return {}
    here = observations.join(wanted, on=list(CellKey._fields), how="semi")
    place = pl.format("{}:{}:{}", "snapshot", "row", "column").alias("place")
    return {CellKey(*row[:5]): row[5] for row in here.select(*CellKey._fields, place).iter_rows()}


def _finding(rule: Rule, odd: Odd, tables: Tables, places: dict[CellKey, str]) -> Finding:
    first = odd.cells[0]
    return Finding(
        rule=rule.code,
        severity=odd.severity or rule.severity,
        table=first.table,
        area=first.area,
        area_name=tables.name(first.area),
        period=first.period,
        message=odd.message,
        arithmetic=odd.arithmetic,
        action=rule.action,
        cells=tuple(places[cell] for cell in odd.cells if cell in places),
        at_stake=odd.at_stake,
    )


def _failed(rule: Rule, error: Exception) -> Finding:
    return Finding(
        rule=NOT_RUN,
        severity=Severity.FOUT,
        table="",
        area="",
        area_name="",
        period="",
        message=f"De controle '{rule.title}' ({rule.code}) kon niet worden uitgevoerd.",
        arithmetic=(f"Oorzaak: {type(error).__name__}",),
        action="Meld dit aan de makers, met de naam van de tabel. Deze fout kan nog in de tabel zitten.",
        cells=(),
    )


def _missing(tables: Tables) -> Iterator[Finding]:
    """Report the measures that relations need and that a table we do have lacks altogether."""
    lacking: dict[str, set[str]] = {}
    for relation in RELATIONS:
        sheet = tables.sheets.get(relation.table)
        if sheet is not None:
            absent = set(measures_of(relation)) - sheet.measures
            if absent:
                lacking.setdefault(relation.table, set()).update(absent)
    for table, measures in sorted(lacking.items()):
        title = tables.sheets[table].table.title
        labels = sorted(tables.sheets[table].column(measure).label for measure in measures)
        yield Finding(
            rule=NOT_RUN,
            severity=Severity.SIGNAAL,
            table=table,
            area="",
            area_name="",
            period="",
            message=f"Niet alle controles op de tabel '{title}' konden worden uitgevoerd.",
            arithmetic=tuple(f"Ontbreekt in de tabel: {label}" for label in labels),
            action="Lees de hele tabel, zoals de bron die uitgeeft.",
            cells=(),
        )
