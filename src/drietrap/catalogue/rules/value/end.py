"""An end that cannot be read."""

from __future__ import annotations

from drietrap.catalogue.rules.codes import badly_written
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="EINDE-VORM",
    severity=Severity.BLOKKEERT,
    title="Datum einde is niet te lezen",
    message="De datum van einde bestaat niet of staat er niet als JJJJMMDD.",
    action="Vul de dag in waarop de hulp of maatregel eindigde, of laat leeg als zij nog loopt.",
    paragraph="protocol 3.1 datum einde; regel 5",
    elements=("datum_einde",),
    test=badly_written("datum_einde"),
    good=(
        Example(),
        Example({"datum_einde": None, "reden_beeindiging": None}),
    ),
    bad=(
        Example({"datum_einde": "20220431"}),
        Example({"datum_einde": "lopend"}),
        Example({"datum_einde": "99999999"}),
    ),
)
