"""Measures that exclude each other, at once."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.between.linked import FORM, SINCE, BetweenRule, Case, reach, youth
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.rule import Scope, Severity

# Ots, voorlopige ots and voogdij exclude each other; so do the three kinds of voogdij. Voorlopige voogdij
# beside an ots can be (BW 1:268: parental authority suspended).
EXCLUDES = {
    "11": ("12", "21"),
    "12": ("11", "21"),
    "21": ("11", "12", "22", "23"),
    "22": ("21", "23"),
    "23": ("21", "22"),
}


@only_for(JEUGDBESCHERMING)
def _at_once(_: Scope) -> pl.Expr:
    clashes = [
        (pl.col(FORM) == code) & (pl.col(SINCE) < reach(pl.col(FORM).is_in(others)))
        for code, others in EXCLUDES.items()
    ]
    return pl.any_horizontal(part.fill_null(value=False) for part in clashes)


_RUNS = {"datum_einde": None, "reden_beeindiging": None}


def _measure(code: str, start: str) -> dict[str, str | None]:
    return {"maatregel": code, "datum_aanvang": start, **_RUNS}


RULE = BetweenRule(
    code="MAATREGEL-SAMENLOOP",
    severity=Severity.FOUT,
    title="Maatregelen die elkaar uitsluiten, lopen tegelijk",
    message="De maatregel begint terwijl een andere maatregel van deze jeugdige loopt die daar niet bij kan.",
    action=(
        "Sluit de eerste maatregel af op de dag dat de tweede begint. Een ots eindigt als de voogdij "
        "begint, een voorlopige maatregel als de definitieve begint."
    ),
    paragraph="BW 1:255, 1:257 en 1:275; afleiding",
    elements=("bsn", "maatregel", "datum_aanvang", "datum_einde"),
    test=_at_once,
    good=(
        Case(
            (
                youth(1, {"maatregel": "12"}, JEUGDBESCHERMING),
                youth(1, _measure("11", "{year}0501"), JEUGDBESCHERMING),
            )
        ),
        Case(
            (
                youth(1, {"maatregel": "11"}, JEUGDBESCHERMING),
                youth(1, _measure("22", "{year}0301"), JEUGDBESCHERMING),
            )
        ),
    ),
    bad=(
        Case(
            (
                youth(1, {"maatregel": "11"}, JEUGDBESCHERMING),
                youth(1, _measure("21", "{year}0301"), JEUGDBESCHERMING),
            ),
            (1,),
        ),
        Case(
            (
                youth(1, _measure("11", "{year}0201"), JEUGDBESCHERMING),
                youth(2, {"maatregel": "12"}, JEUGDBESCHERMING),
                youth(1, {"maatregel": "12"}, JEUGDBESCHERMING),
            ),
            (0,),
        ),
    ),
)
