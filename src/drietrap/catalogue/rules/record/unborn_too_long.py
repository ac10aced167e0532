"""An unborn child whose help began more than nine months before the period."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from drietrap.catalogue.rules.columns import BSN_KIND, START, BsnKind
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="ONGEBOREN-TE-LANG",
    severity=Severity.WAARSCHUWING,
    title="Kind had al geboren moeten zijn",
    message="De hulp aan een ongeboren kind begon meer dan negen maanden voor de periode.",
    action="Vul het BSN en de geboortedatum van het kind in, of sluit het traject af.",
    paragraph="protocol 3.1 BSN; eigen afleiding",
    elements=("bsn", "datum_aanvang"),
    test=lambda scope: (
        (pl.col(BSN_KIND) == BsnKind.UNBORN) & (pl.col(START) < scope.first - timedelta(days=280))
    ),
    good=(
        Example({"bsn": "000000000", "geboortedatum": "00000000"}),
        Example({"datum_aanvang": "20200101"}),
    ),
    bad=(Example({"bsn": "000000000", "geboortedatum": "00000000", "datum_aanvang": "20210101"}),),
)
