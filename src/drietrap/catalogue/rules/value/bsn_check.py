"""A BSN that fails the elfproef."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import BSN_KIND, BsnKind
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="BSN-ELFPROEF",
    severity=Severity.BLOKKEERT,
    title="BSN bestaat niet",
    message="Het BSN voldoet niet aan de elfproef, dus niemand heeft dit nummer.",
    action="Neem het BSN opnieuw over uit uw eigen registratie. Let op twee verwisselde cijfers.",
    paragraph="protocol 3.1 BSN; regel 1",
    elements=("bsn",),
    test=lambda _: pl.col(BSN_KIND) == BsnKind.CHECK,
    good=(
        Example(),
        Example({"bsn": "000000000"}),
        Example({"bsn": "999999999"}),
        Example({"bsn": "12345672"}),
    ),
    bad=(
        Example({"bsn": "111222334"}),
        Example({"bsn": "111222000"}),
    ),
)
