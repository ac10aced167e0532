"""A start with crisis outside the list."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="CRISIS-CODE",
    severity=Severity.FOUT,
    title="Gestart met crisis is geen code",
    message="Gestart met crisis is leeg of is geen ja (01) of nee (02).",
    action="Vul in of de hulp met een crisis begon: 01 of 02.",
    paragraph="protocol 3.1 gestart met crisis; regel 12",
    elements=("crisis",),
    test=not_listed("crisis"),
    good=(
        Example(),
        Example({"crisis": "1"}),
    ),
    bad=(
        Example({"crisis": None}),
        Example({"crisis": "03"}),
        Example({"crisis": "ja"}),
    ),
)
