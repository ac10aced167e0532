"""A reason for ending outside the list of the version."""

from __future__ import annotations

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDRECLASSERING
from drietrap.catalogue.rules.codes import not_listed
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="REDEN-CODE",
    severity=Severity.FOUT,
    title="Reden van beëindiging is geen code van deze levering",
    message="De reden van beëindiging is geen code van dit soort levering en deze versie.",
    action="Kies de reden uit de codelijst van deze levering.",
    paragraph="protocol 3.1 en 3.2 reden beëindiging; regel 3",
    elements=("reden_beeindiging",),
    test=not_listed("reden_beeindiging"),
    good=(
        Example(),
        Example(kind=JEUGDBESCHERMING),
        Example(kind=JEUGDRECLASSERING, version="5", period="2019K1"),
        Example({"reden_beeindiging": "07", "maatregel": "12"}, kind=JEUGDBESCHERMING),
    ),
    bad=(
        Example({"reden_beeindiging": "06"}),
        Example({"reden_beeindiging": "07"}, kind=JEUGDBESCHERMING, version="2.0", period="2015H1"),
        Example({"reden_beeindiging": "01"}, kind=JEUGDRECLASSERING, version="5", period="2019K1"),
    ),
)
