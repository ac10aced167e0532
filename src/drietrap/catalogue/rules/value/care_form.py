"""A form of care outside the list."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="HULPVORM-CODE",
    severity=Severity.BLOKKEERT,
    title="Hulpvorm is geen code van deze versie",
    message="De hulpvorm is leeg of is geen code van deze versie van het protocol.",
    action="Kies de hulpvorm die de jeugdige in deze periode kreeg.",
    paragraph="protocol 3.1 hulpvorm; regel 3",
    elements=("hulpvorm",),
    test=not_listed("hulpvorm"),
    good=(
        Example(),
        Example({"hulpvorm": "2"}),
        Example({"hulpvorm": "14"}),
    ),
    bad=(
        Example({"hulpvorm": None}),
        Example({"hulpvorm": "05"}),
        Example({"hulpvorm": "99"}),
    ),
)
