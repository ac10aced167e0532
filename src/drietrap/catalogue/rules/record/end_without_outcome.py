"""Probation that ended without the way it ended."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDRECLASSERING
from drietrap.catalogue.rules.columns import END, filled
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _no_outcome(scope: Scope) -> pl.Expr | None:
    if not scope.has("risicoprofiel", "doorverwijzing"):
        return None
    return pl.col(END).is_not_null() & ~(filled("risicoprofiel") & filled("doorverwijzing"))


RULE = Rule(
    code="EINDE-ZONDER-WIJZE",
    severity=Severity.WAARSCHUWING,
    title="Wijze van beëindiging ontbreekt",
    message="De jeugdreclassering is beëindigd, maar het risicoprofiel of de doorverwijzing ontbreekt.",
    action="Vul bij het einde het dynamisch risicoprofiel en de doorverwijzing in.",
    paragraph="protocol 3.2 wijze beëindiging; regel 10",
    elements=("datum_einde", "risicoprofiel", "doorverwijzing"),
    test=_no_outcome,
    good=(
        Example(kind=JEUGDRECLASSERING),
        Example({"datum_einde": None, "risicoprofiel": None, "doorverwijzing": None}, kind=JEUGDRECLASSERING),
        Example(kind=JEUGDRECLASSERING, version="5", period="2019K1"),
    ),
    bad=(
        Example({"risicoprofiel": None}, kind=JEUGDRECLASSERING),
        Example({"doorverwijzing": None}, kind=JEUGDRECLASSERING),
    ),
)
