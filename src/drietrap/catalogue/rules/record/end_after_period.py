"""An end after the period."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from drietrap.catalogue.rules.columns import END
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="EINDE-NA-PERIODE",
    severity=Severity.WAARSCHUWING,
    title="Einde ligt na de periode",
    message="De datum van einde ligt na de periode. Een verwachte einddatum hoort niet in de levering.",
    action="Laat de einddatum leeg zolang de hulp of maatregel loopt.",
    paragraph="protocol 3.1 datum einde; regel 5",
    elements=("datum_einde",),
    test=lambda scope: pl.col(END) > scope.last + timedelta(days=1),
    good=(
        Example(),
        Example({"datum_einde": "{year}0630"}),
        Example({"datum_einde": "{year}0701"}),
    ),
    bad=(
        Example({"datum_einde": "{year}0702"}),
        Example({"datum_einde": "20991231"}),
    ),
)
