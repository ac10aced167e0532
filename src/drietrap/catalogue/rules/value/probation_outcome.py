"""A risk profile or onward referral outside the list."""

from __future__ import annotations

from drietrap.catalogue.beleidsinformatie import JEUGDRECLASSERING
from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="WIJZE-EINDE-CODE",
    severity=Severity.FOUT,
    title="Wijze van beëindiging is geen code",
    message="Het dynamisch risicoprofiel of de doorverwijzing is geen code van deze versie.",
    action="Gebruik 41, 42 of 43 voor het risicoprofiel en 51 of 52 voor de doorverwijzing.",
    paragraph="protocol 3.2 wijze beëindiging; regel 10",
    elements=("risicoprofiel", "doorverwijzing"),
    test=not_listed("risicoprofiel", "doorverwijzing"),
    good=(
        Example(kind=JEUGDRECLASSERING),
        Example(kind=JEUGDRECLASSERING, version="5", period="2019K1"),
    ),
    bad=(
        Example({"risicoprofiel": "51"}, kind=JEUGDRECLASSERING),
        Example({"doorverwijzing": "41"}, kind=JEUGDRECLASSERING),
    ),
)
