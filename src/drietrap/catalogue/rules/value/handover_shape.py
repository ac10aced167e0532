"""A handover that cannot be read."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDRECLASSERING
from drietrap.catalogue.rules.columns import HANDED_OVER, TAKEN_OVER, Written, form
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _unreadable(scope: Scope) -> pl.Expr | None:
    names = [name for name in (HANDED_OVER, TAKEN_OVER) if scope.has(name)]
    wrong = [form(name).is_in([Written.SHAPE, Written.ABSENT]) for name in names]
    return pl.any_horizontal(wrong) if wrong else None


RULE = Rule(
    code="OVERDRACHT-VORM",
    severity=Severity.FOUT,
    title="Datum van overdracht is niet te lezen",
    message="Een datum van overdracht bestaat niet of staat er niet als JJJJMMDD.",
    action="Vul de laatste dag van de oude en de eerste dag van de nieuwe instelling in.",
    paragraph="protocol 3.2 overdracht; regel 9",
    elements=("datum_overgedragen", "datum_overgedragen_gekregen"),
    test=_unreadable,
    good=(
        Example(
            {"datum_overgedragen": "20220301", "datum_overgedragen_gekregen": None}, kind=JEUGDBESCHERMING
        ),
        Example({"datum_overgedragen": None, "datum_overgedragen_gekregen": None}, kind=JEUGDBESCHERMING),
    ),
    bad=(
        Example(
            {"datum_overgedragen": "20220231", "datum_overgedragen_gekregen": None}, kind=JEUGDBESCHERMING
        ),
        Example({"datum_overgedragen": None, "datum_overgedragen_gekregen": "maart"}, kind=JEUGDRECLASSERING),
    ),
)
