"""Many rows without a BSN."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.between.linked import BetweenRule, Case, youth
from drietrap.catalogue.rules.columns import BSN_KIND, BsnKind
from drietrap.catalogue.rules.rule import Scope, Severity

LEAST, SHARE = 5, 0.05


def _unknown(_: Scope) -> pl.Expr:
    unknown = pl.col(BSN_KIND) == BsnKind.UNKNOWN
    return unknown & (unknown.sum() >= LEAST) & (unknown.sum() > SHARE * pl.len())


_KNOWN = tuple(youth(n) for n in range(4))
_NOT_KNOWN = tuple(youth(0, {"bsn": "999999999", "geboortedatum": f"201{n}0314"}) for n in range(5))
RULE = BetweenRule(
    code="BSN-VAAK-ONBEKEND",
    severity=Severity.WAARSCHUWING,
    title="Bij veel jeugdigen is het BSN onbekend",
    message="Het BSN is onbekend, en dat is in deze levering vaak zo.",
    action=(
        "Zoek het BSN op. Zonder BSN telt een jeugdige met twee trajecten als twee jeugdigen, en zijn "
        "trajecten over de jaren niet te volgen."
    ),
    paragraph="protocol 3.1 BSN; afleiding",
    elements=("bsn",),
    test=_unknown,
    good=(Case(_KNOWN), Case((*_KNOWN, *_NOT_KNOWN[:2]))),
    bad=(Case((*_KNOWN, *_NOT_KNOWN), (4, 5, 6, 7, 8)),),
    whole=True,
)
