"""A start long before birth."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import BORN_FIRST, START
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="AANVANG-VOOR-GEBOORTE",
    severity=Severity.FOUT,
    title="Aanvang ligt lang voor de geboorte",
    message="De hulp of maatregel begon meer dan negen maanden voor de geboorte.",
    action="Controleer de geboortedatum en de datum van aanvang.",
    paragraph="protocol 3.1 geboortedatum; regel 2",
    elements=("geboortedatum", "datum_aanvang"),
    test=lambda _: pl.col(START) < pl.col(BORN_FIRST) - pl.duration(days=280),
    good=(
        Example(),
        Example({"geboortedatum": "{year}0501"}),
        Example({"geboortedatum": "{year}0000"}),
    ),
    bad=(Example({"geboortedatum": "{year}0314", "datum_aanvang": "20200110"}),),
)
