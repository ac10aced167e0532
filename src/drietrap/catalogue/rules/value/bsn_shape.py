"""A BSN that is not nine digits."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import BSN_KIND, BsnKind
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="BSN-VORM",
    severity=Severity.BLOKKEERT,
    title="BSN is geen 9 cijfers",
    message="Het BSN is leeg of bestaat niet uit 9 cijfers.",
    action="Vul het BSN in. Is het echt niet bekend, gebruik dan de code die het protocol daarvoor geeft.",
    paragraph="protocol 3.1 BSN; regel 1",
    elements=("bsn",),
    test=lambda _: pl.col(BSN_KIND).is_in([BsnKind.EMPTY, BsnKind.SHAPE]),
    good=(
        Example(),
        Example({"bsn": "999999999"}),
        Example({"bsn": "0"}),
        Example({"bsn": "111 222 333"}),
    ),
    bad=(
        Example({"bsn": None}),
        Example({"bsn": "12345678A"}),
        Example({"bsn": "1234567890"}),
    ),
)
