"""A BSN that says unborn with a date of birth that does not, or the reverse."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import BIRTH_KIND, BSN_KIND, BirthKind, BsnKind
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _differs(_: Scope) -> pl.Expr:
    unborn, unborn_birth = pl.col(BSN_KIND) == BsnKind.UNBORN, pl.col(BIRTH_KIND) == BirthKind.UNBORN
    return (unborn & ~unborn_birth) | (unborn_birth & pl.col(BSN_KIND).is_in([BsnKind.GOOD]))


RULE = Rule(
    code="ONGEBOREN-TEGENSTRIJDIG",
    severity=Severity.WAARSCHUWING,
    title="BSN en geboortedatum spreken elkaar tegen",
    message="Het BSN of de geboortedatum zegt dat het kind nog niet geboren is, en de andere zegt dat niet.",
    action="Gebruik voor een ongeboren kind allebei de codes. Die zijn in versie 2.0 andersom dan daarna.",
    paragraph="protocol 3.1 BSN en geboortedatum; regel 2",
    elements=("bsn", "geboortedatum"),
    test=_differs,
    good=(
        Example(),
        Example({"bsn": "000000000", "geboortedatum": "00000000"}),
        Example({"bsn": "999999999", "geboortedatum": "99999999"}, version="2.0", period="2015H1"),
    ),
    bad=(
        Example({"bsn": "000000000"}),
        Example({"geboortedatum": "00000000"}),
        Example({"bsn": "999999999"}, version="2.0", period="2015H1"),
    ),
)
