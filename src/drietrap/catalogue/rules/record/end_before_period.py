"""An end before the period."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import END
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="EINDE-VOOR-PERIODE",
    severity=Severity.BLOKKEERT,
    title="Einde ligt voor de periode",
    message="De hulp of maatregel eindigde al voor de periode van deze levering.",
    action="Laat dit traject weg uit deze periode. Controleer of het in de vorige levering is afgesloten.",
    paragraph="protocol 3.3 en 4; regel 5",
    elements=("datum_einde",),
    test=lambda scope: pl.col(END) < scope.first,
    good=(
        Example(),
        Example({"datum_aanvang": "20210301", "datum_einde": "20220101"}),
    ),
    bad=(Example({"datum_aanvang": "20210301", "datum_einde": "20211231"}),),
)
