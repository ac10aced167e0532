"""A reason without an end."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.columns import END, REASON, filled
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _no_end(scope: Scope) -> pl.Expr | None:
    return ~filled(END) & filled(REASON) if scope.has(END, REASON) else None


RULE = Rule(
    code="REDEN-ZONDER-EINDE",
    severity=Severity.FOUT,
    title="Datum van einde ontbreekt",
    message="Er is een reden van beëindiging, maar geen datum van einde.",
    action="Vul de datum van einde in, of maak de reden leeg als de hulp of maatregel nog loopt.",
    paragraph="protocol 3.1 reden beëindiging; regel 6",
    elements=("datum_einde", "reden_beeindiging"),
    test=_no_end,
    good=(
        Example(),
        Example({"datum_einde": None, "reden_beeindiging": None}),
    ),
    bad=(
        Example({"datum_einde": None}),
        Example({"datum_einde": None}, kind=JEUGDBESCHERMING),
    ),
)
