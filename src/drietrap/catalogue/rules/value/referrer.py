"""A referrer outside the list of the version."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="VERWIJZER-CODE",
    severity=Severity.FOUT,
    title="Verwijzer is geen code van deze versie",
    message="De verwijzer is leeg of is geen code van deze versie van het protocol.",
    action="Kies de code van degene die naar deze hulp verwees. Code 07 (onbekend) bestond alleen in 2015.",
    paragraph="protocol 3.1 verwijzer; regel 3",
    elements=("verwijzer",),
    test=not_listed("verwijzer"),
    good=(
        Example(),
        Example({"verwijzer": "8"}),
        Example({"verwijzer": "07"}, version="2.0", period="2015H1"),
    ),
    bad=(
        Example({"verwijzer": None}),
        Example({"verwijzer": "07"}),
        Example({"verwijzer": "huisarts"}),
        Example({"verwijzer": "08"}, version="2.0", period="2015H1"),
    ),
)
