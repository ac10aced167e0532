"""An answer on going on without help outside the list."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="ZONDER-HULP-CODE",
    severity=Severity.WAARSCHUWING,
    title="Zonder hulp verder is geen code van deze versie",
    message="Het antwoord op zonder hulp verder is geen code van deze versie.",
    action="Gebruik de schaal van 01 tot en met 04 die sinds versie 7 geldt.",
    paragraph="protocol 3.1 outcome; regel 3",
    elements=("zonder_hulp_verder", "zonder_hulp_verder_2"),
    test=not_listed("zonder_hulp_verder", "zonder_hulp_verder_2"),
    good=(Example({"zonder_hulp_verder": "01", "zonder_hulp_verder_2": None}),),
    bad=(
        Example({"zonder_hulp_verder": "05", "zonder_hulp_verder_2": None}),
        Example({"zonder_hulp_verder": None, "zonder_hulp_verder_2": "eens"}),
    ),
)
