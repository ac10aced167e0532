"""A sex outside the list."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="GESLACHT-CODE",
    severity=Severity.FOUT,
    title="Geslacht is geen V, M of O",
    message="Het geslacht is leeg of is geen V, M of O.",
    action="Gebruik V (vrouw), M (man) of O (onbekend).",
    paragraph="protocol 3.1 geslacht; regel 3",
    elements=("geslacht",),
    test=not_listed("geslacht"),
    good=(
        Example(),
        Example({"geslacht": "O"}),
        Example({"geslacht": "m"}),
    ),
    bad=(
        Example({"geslacht": None}),
        Example({"geslacht": "X"}),
        Example({"geslacht": "1"}),
    ),
)
