"""An accredited intervention outside the list."""

from __future__ import annotations

from drietrap.catalogue.beleidsinformatie import JEUGDRECLASSERING
from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="INTERVENTIE-CODE",
    severity=Severity.WAARSCHUWING,
    title="Inzet erkende interventie is geen code",
    message="De inzet van een erkende interventie is geen ja (01) of nee (02).",
    action="Vul 01 of 02 in.",
    paragraph="protocol 3.2 erkende interventie; regel 3",
    elements=("erkende_interventie",),
    test=not_listed("erkende_interventie"),
    good=(
        Example(kind=JEUGDRECLASSERING),
        Example({"erkende_interventie": None}, kind=JEUGDRECLASSERING),
    ),
    bad=(Example({"erkende_interventie": "03"}, kind=JEUGDRECLASSERING),),
)
