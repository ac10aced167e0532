"""A handover that does not fit the record."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDRECLASSERING
from drietrap.catalogue.rules.columns import END, HANDED_OVER, START, TAKEN_OVER
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _out_of_order(scope: Scope) -> pl.Expr | None:
    if not scope.has(HANDED_OVER, TAKEN_OVER):
        return None
    given, taken = pl.col(HANDED_OVER), pl.col(TAKEN_OVER)
    wrong = [
        given < pl.col(START),
        taken < pl.col(START),
        given > pl.col(END),
        taken > pl.col(END),
        given < taken,
    ]
    return pl.any_horizontal(part.fill_null(False) for part in wrong)


RULE = Rule(
    code="OVERDRACHT-VOLGORDE",
    severity=Severity.FOUT,
    title="Datums van overdracht passen niet bij de maatregel",
    message=(
        "Een datum van overdracht ligt voor de aanvang of na het einde van de maatregel, of de overname "
        "ligt na de overdracht."
    ),
    action="Controleer de datums. De nieuwe instelling begint precies een dag na de laatste dag van de oude.",
    paragraph="protocol 3.2 overdracht; regel 9",
    elements=("datum_aanvang", "datum_einde", "datum_overgedragen", "datum_overgedragen_gekregen"),
    test=_out_of_order,
    good=(
        Example(kind=JEUGDBESCHERMING),
        Example(
            {
                "datum_overgedragen": "{year}0301",
                "datum_overgedragen_gekregen": "{year}0201",
                "datum_einde": None,
                "reden_beeindiging": None,
            },
            kind=JEUGDBESCHERMING,
        ),
    ),
    bad=(
        Example(
            {"datum_overgedragen": "20211231", "datum_overgedragen_gekregen": None}, kind=JEUGDBESCHERMING
        ),
        Example(
            {"datum_overgedragen": "{year}0601", "datum_overgedragen_gekregen": None}, kind=JEUGDBESCHERMING
        ),
        Example(
            {"datum_overgedragen": "{year}0201", "datum_overgedragen_gekregen": "{year}0202"},
            kind=JEUGDRECLASSERING,
        ),
    ),
)
