"""A reason that does not fit the measure."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.columns import REASON
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _other_measure(scope: Scope) -> pl.Expr | None:
    element = scope.version.element(scope.kind, REASON)
    bound = [code for code in element.codes if code.only_with] if element is not None else []
    known = scope.codes("maatregel")
    wrong = [
        (pl.col(REASON) == code.code)
        & pl.col("maatregel").is_in([measure for measure in known if measure not in code.only_with])
        for code in bound
    ]
    return pl.any_horizontal(wrong) if wrong else None


RULE = Rule(
    code="REDEN-PAST-NIET",
    severity=Severity.FOUT,
    title="Reden past niet bij de maatregel",
    message="De reden van beëindiging hoort bij een ander type maatregel.",
    action="Kies een reden die bij deze maatregel hoort, of herstel het type maatregel.",
    paragraph="protocol 3.2 reden beëindiging; regel 10",
    elements=("maatregel", "reden_beeindiging"),
    test=_other_measure,
    good=(
        Example(kind=JEUGDBESCHERMING),
        Example({"maatregel": "21", "reden_beeindiging": "14"}, kind=JEUGDBESCHERMING),
        Example({"maatregel": "31", "reden_beeindiging": "31"}, kind=JEUGDBESCHERMING),
        Example({"reden_beeindiging": None, "datum_einde": None}, kind=JEUGDBESCHERMING),
    ),
    bad=(
        Example({"maatregel": "11", "reden_beeindiging": "14"}, kind=JEUGDBESCHERMING),
        Example({"maatregel": "22", "reden_beeindiging": "04"}, kind=JEUGDBESCHERMING),
        Example({"maatregel": "31", "reden_beeindiging": "04"}, kind=JEUGDBESCHERMING),
    ),
)
