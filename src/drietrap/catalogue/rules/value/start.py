"""A start that cannot be read."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import badly_written
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="AANVANG-VORM",
    severity=Severity.BLOKKEERT,
    title="Datum aanvang is niet te lezen",
    message="De datum van aanvang is leeg, bestaat niet of staat er niet als JJJJMMDD.",
    action="Vul de dag in waarop de hulp of maatregel echt begon.",
    paragraph="protocol 3.1 datum aanvang; regel 5",
    elements=("datum_aanvang",),
    test=badly_written("datum_aanvang", required=True),
    good=(Example(),),
    bad=(
        Example({"datum_aanvang": None}),
        Example({"datum_aanvang": "20220230"}),
        Example({"datum_aanvang": "10-01-2022"}),
        Example({"datum_aanvang": "20220100"}),
    ),
)
