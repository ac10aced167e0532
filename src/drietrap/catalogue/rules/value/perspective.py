"""A perspective outside the list of the version."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="PERSPECTIEF-CODE",
    severity=Severity.WAARSCHUWING,
    title="Perspectief is geen code van deze versie",
    message="Het perspectief is leeg of is geen code van deze versie van het protocol.",
    action="Kies een perspectief. Stabilisatie van een crisis (01) bestond tot en met 2017.",
    paragraph="protocol 3.1 perspectief; regel 12",
    elements=("perspectief",),
    test=not_listed("perspectief"),
    good=(
        Example(version="4", period="2018H1"),
        Example({"perspectief": "01"}, version="3", period="2016H1"),
    ),
    bad=(
        Example({"perspectief": "01"}, version="4", period="2018H1"),
        Example({"perspectief": "05"}, version="3", period="2016H1"),
    ),
)
