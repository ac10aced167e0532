"""A record without a place of residence."""

from __future__ import annotations

from drietrap.catalogue.rules.columns import Written, form
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="WOONPLAATS-LEEG",
    severity=Severity.FOUT,
    title="Woonplaats ontbreekt",
    message="Er is geen postcode en geen gemeentecode die te lezen is.",
    action=(
        "Vul de postcode in, of de code van de gemeente die volgens het woonplaatsbeginsel "
        "verantwoordelijk is."
    ),
    paragraph="protocol 3.1 postcode/gemeente; regel 3",
    elements=("postcode", "gemeente"),
    test=lambda _: (form("postcode") != Written.GOOD) & (form("gemeente") != Written.GOOD),
    good=(
        Example(),
        Example({"postcode": None}),
        Example({"gemeente": None}),
    ),
    bad=(
        Example({"postcode": None, "gemeente": None}),
        Example({"postcode": "1234", "gemeente": None}),
    ),
)
