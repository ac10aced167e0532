"""Two kinds of stay at once with one provider."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.between.linked import FORM, SINCE, STAY, BetweenRule, Case, reach, youth
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.rule import Scope, Severity


@only_for(JEUGDHULP)
def _at_once(_: Scope) -> pl.Expr:
    clashes = [
        (pl.col(FORM) == form)
        & (pl.col(SINCE) < reach(pl.col(FORM).is_in([other for other in STAY if other != form])))
        for form in STAY
    ]
    return pl.any_horizontal(part.fill_null(value=False) for part in clashes)


def _stay(form: str, start: str) -> dict[str, str | None]:
    return {"hulpvorm": form, "datum_aanvang": start, "datum_einde": "{year}0601"}


RULE = BetweenRule(
    code="VERBLIJF-TEGELIJK",
    severity=Severity.WAARSCHUWING,
    title="Twee vormen van verblijf lopen tegelijk",
    message="Het verblijf begint terwijl een andere vorm van verblijf van deze jeugdige nog loopt.",
    action=(
        "Sluit de eerste vorm af op de dag dat de tweede begint: een andere hulpvorm is een nieuw traject."
    ),
    paragraph="protocol 3.3: wijziging van hulpvorm sluit het oude record; afleiding",
    elements=("bsn", "hulpvorm", "datum_aanvang", "datum_einde"),
    test=_at_once,
    good=(
        Case((youth(1, {"hulpvorm": "11"}), youth(1, _stay("14", "{year}0501")))),
        Case((youth(1, {"hulpvorm": "02"}), youth(1, _stay("14", "{year}0301")))),
    ),
    bad=(Case((youth(1, {"hulpvorm": "11"}), youth(1, _stay("14", "{year}0301"))), (1,)),),
)
