"""A municipality that does not exist in the period."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import Written, form
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _unknown(scope: Scope) -> pl.Expr | None:
    if not scope.municipalities:
        raise LookupError("de gemeenten van deze periode zijn niet bekend")
    delivered = form("gemeente") == Written.GOOD
    return delivered & ~pl.col("gemeente").is_in(sorted(scope.municipalities))


RULE = Rule(
    code="GEMEENTE-ONBEKEND",
    severity=Severity.FOUT,
    title="Gemeente bestaat niet in deze periode",
    message="De gemeentecode hoort niet bij een gemeente die in deze periode bestaat.",
    action=(
        "Gebruik de CBS-code van de gemeente die nu verantwoordelijk is. Na een herindeling is dat de "
        "nieuwe gemeente."
    ),
    paragraph="protocol 3.1 gemeente; regel 3",
    elements=("gemeente",),
    test=_unknown,
    good=(
        Example(),
        Example({"gemeente": None, "postcode": "1234AB"}),
    ),
    bad=(
        Example({"gemeente": "9999"}),
        Example({"gemeente": "0007"}),
    ),
)
