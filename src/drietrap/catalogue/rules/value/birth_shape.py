"""A date of birth that cannot be read."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import BIRTH_KIND, BirthKind
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="GEBOORTEDATUM-VORM",
    severity=Severity.FOUT,
    title="Geboortedatum is niet te lezen",
    message="De geboortedatum is leeg, bestaat niet of staat er niet als JJJJMMDD.",
    action=(
        "Vul de geboortedatum in. Is alleen de maand of het jaar bekend, gebruik dan JJJJMM00 of JJJJ0000."
    ),
    paragraph="protocol 3.1 geboortedatum; regel 2",
    elements=("geboortedatum",),
    test=lambda _: pl.col(BIRTH_KIND).is_in([BirthKind.EMPTY, BirthKind.SHAPE]),
    good=(
        Example(),
        Example({"geboortedatum": "20100300"}),
        Example({"geboortedatum": "20100000"}),
        Example({"bsn": "000000000", "geboortedatum": "00000000"}),
        Example({"bsn": "999999999", "geboortedatum": "99999999"}, version="2.0", period="2015H1"),
    ),
    bad=(
        Example({"geboortedatum": None}),
        Example({"geboortedatum": "20100230"}),
        Example({"geboortedatum": "14-03-2010"}),
        Example({"geboortedatum": "20101300"}),
        Example({"geboortedatum": "99999999"}),
    ),
)
