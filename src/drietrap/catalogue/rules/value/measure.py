"""A measure or authorisation outside the list."""

from __future__ import annotations

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDRECLASSERING, MACHTIGING
from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="MAATREGEL-CODE",
    severity=Severity.BLOKKEERT,
    title="Type maatregel is geen code van deze levering",
    message="Het type maatregel is leeg of past niet bij dit soort levering.",
    action=(
        "Kies de maatregel die de rechter oplegde. Jeugdbescherming, jeugdreclassering en machtigingen "
        "levert u apart aan."
    ),
    paragraph="protocol 3.2 type maatregel; regel 3",
    elements=("maatregel",),
    test=not_listed("maatregel"),
    good=(
        Example(kind=JEUGDBESCHERMING),
        Example({"maatregel": "63"}, kind=JEUGDRECLASSERING),
        Example({"maatregel": "71"}, kind=MACHTIGING),
    ),
    bad=(
        Example({"maatregel": None}, kind=JEUGDBESCHERMING),
        Example({"maatregel": "41"}, kind=JEUGDBESCHERMING),
        Example({"maatregel": "11"}, kind=JEUGDRECLASSERING),
        Example({"maatregel": "11"}, kind=MACHTIGING),
    ),
)
