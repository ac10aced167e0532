"""Many starts, or many ends, on one day."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from drietrap.catalogue.rules.between.linked import BetweenRule, Case, days_of, youth
from drietrap.catalogue.rules.columns import END, START
from drietrap.catalogue.rules.rule import Scope, Severity

LEAST, SHARE = 10, 0.25
_FEW, _MANY = 4, 12


def _on_one_day(name: str) -> Callable[[Scope], pl.Expr]:
    def test(scope: Scope) -> pl.Expr:
        inside = pl.col(name).is_between(scope.first, scope.last)
        here = inside.sum().over(name)
        return inside & (here >= LEAST) & (here > SHARE * inside.sum())

    return test


_SPREAD = Case(
    tuple(
        youth(n, {"datum_aanvang": day, "datum_einde": None, "reden_beeindiging": None})
        for n, day in enumerate(days_of(_MANY))
    )
)
_STARTED = tuple(
    youth(n, {"datum_aanvang": "{year}0101", "datum_einde": None, "reden_beeindiging": None})
    for n in range(_MANY)
)
_ENDED = tuple(youth(n, {"datum_aanvang": "20210510", "datum_einde": "{year}0331"}) for n in range(_MANY))
STARTS = BetweenRule(
    code="AANVANG-OP-EEN-DAG",
    severity=Severity.WAARSCHUWING,
    title="Opvallend veel trajecten beginnen op dezelfde dag",
    message="Het traject begint op een dag waarop een groot deel van alle nieuwe trajecten begint.",
    action=(
        "Lever de dag waarop de hulp echt begon. Een nieuw jaar, nieuw contract of nieuw systeem is geen "
        "nieuwe aanvang."
    ),
    paragraph="protocol 3.1 datum aanvang; Nader onderzoek toegang jeugdhulp 2015, 2.2; afleiding",
    elements=("datum_aanvang",),
    test=_on_one_day(START),
    good=(_SPREAD, Case(_STARTED[:_FEW])),
    bad=(Case(_STARTED, tuple(range(_MANY))),),
    whole=True,
)
ENDS = BetweenRule(
    code="EINDE-OP-EEN-DAG",
    severity=Severity.SIGNAAL,
    title="Opvallend veel trajecten eindigen op dezelfde dag",
    message="Het traject eindigt op een dag waarop een groot deel van alle beëindigde trajecten eindigt.",
    action=(
        "Lever de dag waarop de hulp echt eindigde, en niet de laatste dag van een beschikking of contract."
    ),
    paragraph="protocol 3.1 datum einde; Nader onderzoek toegang jeugdhulp 2015, 2.2; afleiding",
    elements=("datum_einde",),
    test=_on_one_day(END),
    good=(_SPREAD, Case(_ENDED[:_FEW])),
    bad=(Case(_ENDED, tuple(range(_MANY))),),
    whole=True,
)
