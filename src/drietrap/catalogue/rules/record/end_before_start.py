"""An end before the start."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import END, START
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="EINDE-VOOR-AANVANG",
    severity=Severity.BLOKKEERT,
    title="Einde ligt voor de aanvang",
    message="De datum van einde ligt voor de datum van aanvang.",
    action="Controleer beide datums. Misschien zijn dag en maand of de twee datums verwisseld.",
    paragraph="protocol 3.1 datum einde; regel 5",
    elements=("datum_aanvang", "datum_einde"),
    test=lambda _: pl.col(END) < pl.col(START),
    good=(
        Example(),
        Example({"datum_einde": "{year}0110"}),
        Example({"datum_einde": None}),
    ),
    bad=(Example({"datum_einde": "{year}0109"}),),
)
