"""A start with crisis in a version that does not have it."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import out_of_place
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="CRISIS-TE-VROEG",
    severity=Severity.SIGNAAL,
    title="Gestart met crisis hoort nog niet in deze versie",
    message="Gestart met crisis is gevuld, maar dat hoort pas sinds 2018 in de levering.",
    action="Controleer of u de juiste versie van het protocol gebruikt.",
    paragraph="protocol 3.1 gestart met crisis; regel 12",
    elements=("crisis",),
    test=out_of_place("crisis"),
    good=(
        Example(),
        Example({"crisis": None}, version="3", period="2016H1"),
    ),
    bad=(
        Example({"crisis": "01"}, version="3", period="2016H1"),
        Example({"crisis": "02"}, version="2.0", period="2015H1"),
    ),
)
