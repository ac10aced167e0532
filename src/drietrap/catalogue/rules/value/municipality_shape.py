"""A municipality that is not written as a code."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import badly_written
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="GEMEENTE-VORM",
    severity=Severity.FOUT,
    title="Gemeentecode is niet te lezen",
    message="De gemeentecode bestaat niet uit 4 cijfers.",
    action="Gebruik de CBS-code van de gemeente, niet haar naam.",
    paragraph="protocol 3.1 gemeente; regel 3",
    elements=("gemeente",),
    test=badly_written("gemeente"),
    good=(
        Example(),
        Example({"gemeente": "505"}),
        Example({"gemeente": "GM0505"}),
        Example({"gemeente": None}),
    ),
    bad=(
        Example({"gemeente": "Dordrecht"}),
        Example({"gemeente": "05051"}),
    ),
)
