"""A measure that ended by coming of age, of a child."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import BORN_FIRST, END, REASON
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDBESCHERMING)
def _minor(_: Scope) -> pl.Expr:
    # An end on the day before the birthday is common: the last day of being a minor.
    minor = pl.col(END) < pl.col(BORN_FIRST).dt.offset_by("18y") - pl.duration(days=1)
    return pl.col(REASON).is_in(["01", "11"]) & minor


RULE = Rule(
    code="REDEN-MEERDERJARIG",
    severity=Severity.FOUT,
    title="Jeugdige was nog niet meerderjarig",
    message="De reden van beëindiging is meerderjarigheid, maar de jeugdige was bij het einde nog geen 18.",
    action="Controleer de geboortedatum, de datum van einde en de reden.",
    paragraph="protocol 3.2 reden beëindiging; eigen afleiding",
    elements=("geboortedatum", "datum_einde", "reden_beeindiging"),
    test=_minor,
    good=(
        Example(kind=JEUGDBESCHERMING),
        Example({"geboortedatum": "20040501", "reden_beeindiging": "01"}, kind=JEUGDBESCHERMING),
        Example({"geboortedatum": "20040000", "reden_beeindiging": "01"}, kind=JEUGDBESCHERMING),
    ),
    bad=(
        Example({"reden_beeindiging": "01"}, kind=JEUGDBESCHERMING),
        Example({"maatregel": "21", "reden_beeindiging": "11"}, kind=JEUGDBESCHERMING),
    ),
)
