"""A start after the period."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import START
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="AANVANG-NA-PERIODE",
    severity=Severity.BLOKKEERT,
    title="Aanvang ligt na de periode",
    message="De hulp of maatregel begon na de periode van deze levering.",
    action="Lever dit traject aan in de periode waarin het begon.",
    paragraph="protocol 3.3 en 4; regel 5",
    elements=("datum_aanvang",),
    test=lambda scope: pl.col(START) > scope.last,
    good=(
        Example(),
        Example({"datum_aanvang": "{year}0630", "datum_einde": None}),
    ),
    bad=(Example({"datum_aanvang": "{year}0701", "datum_einde": None}),),
)
