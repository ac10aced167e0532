"""An end without a reason."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.columns import END, REASON, filled
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _no_reason(scope: Scope) -> pl.Expr | None:
    return pl.col(END).is_not_null() & ~filled(REASON) if scope.has(END, REASON) else None


RULE = Rule(
    code="EINDE-ZONDER-REDEN",
    severity=Severity.FOUT,
    title="Reden van beëindiging ontbreekt",
    message="Er is een datum van einde, maar geen reden van beëindiging.",
    action="Vul de reden van beëindiging in.",
    paragraph="protocol 3.1 reden beëindiging; regel 6",
    elements=("datum_einde", "reden_beeindiging"),
    test=_no_reason,
    good=(
        Example(),
        Example({"datum_einde": None, "reden_beeindiging": None}),
    ),
    bad=(
        Example({"reden_beeindiging": None}),
        Example({"reden_beeindiging": None}, kind=JEUGDBESCHERMING),
    ),
)
