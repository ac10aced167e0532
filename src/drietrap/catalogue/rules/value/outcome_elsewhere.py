"""An outcome in a delivery that has none."""

from __future__ import annotations

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.codes import out_of_place
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="UITKOMST-HIER-NIET",
    severity=Severity.SIGNAAL,
    title="Uitkomst van de hulp hoort niet in deze levering",
    message="De tevredenheid is gevuld, maar die hoort alleen bij jeugdhulp en pas sinds 2018.",
    action="U kunt dit element leeg laten.",
    paragraph="protocol 3.1 outcome; regel 11",
    elements=("tevredenheid",),
    test=out_of_place("tevredenheid"),
    good=(
        Example({"tevredenheid": "8"}),
        Example({"tevredenheid": None}, kind=JEUGDBESCHERMING),
    ),
    bad=(
        Example({"tevredenheid": "8"}, kind=JEUGDBESCHERMING),
        Example({"tevredenheid": "8"}, version="3", period="2016H1"),
    ),
)
