"""A postcode that is not written as one."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import badly_written
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="POSTCODE-VORM",
    severity=Severity.FOUT,
    title="Postcode is niet te lezen",
    message="De postcode bestaat niet uit 4 cijfers en 2 letters.",
    action="Vul de hele postcode in, of laat haar leeg en vul de gemeentecode in.",
    paragraph="protocol 3.1 postcode; regel 3",
    elements=("postcode",),
    test=badly_written("postcode"),
    good=(
        Example(),
        Example({"postcode": "1234 ab"}),
        Example({"postcode": None}),
    ),
    bad=(
        Example({"postcode": "1234"}),
        Example({"postcode": "0123AB"}),
        Example({"postcode": "AB1234"}),
    ),
)
