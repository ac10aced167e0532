"""A measure handed over and taken back, of which the dates do not join."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDRECLASSERING
from drietrap.catalogue.rules.between.linked import TRAJECTORY, BetweenRule, Case, youth
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import HANDED_OVER, TAKEN_OVER
from drietrap.catalogue.rules.rule import Scope, Severity


@only_for(JEUGDBESCHERMING, JEUGDRECLASSERING)
def _apart(_: Scope) -> pl.Expr:
    given = pl.col(HANDED_OVER).cum_max().forward_fill().shift(1).over(TRAJECTORY)
    return pl.col(TAKEN_OVER).is_not_null() & (pl.col(TAKEN_OVER) <= given)


_GIVEN = {"datum_overgedragen": "{year}0301", "datum_einde": None, "reden_beeindiging": None}


def _back(day: str) -> dict[str, str | None]:
    return {"datum_overgedragen_gekregen": day, "datum_einde": None, "reden_beeindiging": None}


RULE = BetweenRule(
    code="OVERDRACHT-SLUIT-NIET",
    severity=Severity.FOUT,
    title="Een maatregel is overgenomen voordat hij was overgedragen",
    message=(
        "De maatregel is overgenomen op of voor de laatste dag van een eerdere regel van deze jeugdige met "
        "dezelfde maatregel."
    ),
    action="Controleer de datums. De overname is nooit eerder dan een dag na de overdracht.",
    paragraph="protocol 3.2 overdracht: precies een dag later; regel 9",
    elements=("bsn", "datum_overgedragen", "datum_overgedragen_gekregen"),
    test=_apart,
    good=(
        Case((youth(1, _GIVEN, JEUGDBESCHERMING), youth(1, _back("{year}0302"), JEUGDBESCHERMING))),
        Case((youth(1, _GIVEN, JEUGDBESCHERMING), youth(1, _back("{year}0515"), JEUGDBESCHERMING))),
        Case((youth(1, _GIVEN, JEUGDBESCHERMING), youth(2, _back("{year}0301"), JEUGDBESCHERMING))),
    ),
    bad=(Case((youth(1, _GIVEN, JEUGDBESCHERMING), youth(1, _back("{year}0301"), JEUGDBESCHERMING)), (1,)),),
)
