"""A start in the nine months before birth."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import BORN_FIRST, START
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _in_pregnancy(_: Scope) -> pl.Expr:
    born = pl.col(BORN_FIRST)
    return (pl.col(START) < born) & (pl.col(START) >= born - pl.duration(days=280))


RULE = Rule(
    code="AANVANG-IN-ZWANGERSCHAP",
    severity=Severity.SIGNAAL,
    title="Aanvang ligt kort voor de geboorte",
    message="De hulp of maatregel begon in de negen maanden voor de geboorte.",
    action="Dit klopt alleen als de hulp al voor de geboorte begon. Controleer anders de geboortedatum.",
    paragraph="protocol 3.1 geboortedatum; regel 2",
    elements=("geboortedatum", "datum_aanvang"),
    test=_in_pregnancy,
    good=(
        Example(),
        Example({"geboortedatum": "{year}0110"}),
    ),
    bad=(Example({"geboortedatum": "{year}0111"}),),
)
