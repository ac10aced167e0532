"""A grade for satisfaction that is not 1 to 10."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


def _no_grade(scope: Scope) -> pl.Expr | None:
    names = [name for name in ("tevredenheid", "tevredenheid_2") if scope.has(name)]
    if not names:
        return None
    grades = {name: pl.col(name).str.replace(",", ".").cast(pl.Float64, strict=False) for name in names}
    return pl.any_horizontal(
        pl.col(name).is_not_null() & ~grade.is_between(1, 10).fill_null(False)
        for name, grade in grades.items()
    )


RULE = Rule(
    code="TEVREDENHEID-CIJFER",
    severity=Severity.WAARSCHUWING,
    title="Tevredenheid is geen rapportcijfer",
    message="De tevredenheid is geen cijfer van 1 tot en met 10.",
    action="Vul een rapportcijfer in, of laat leeg als er niet is gemeten.",
    paragraph="protocol 3.1 outcome; regel 11",
    elements=("tevredenheid", "tevredenheid_2"),
    test=_no_grade,
    good=(
        Example({"tevredenheid": "8", "tevredenheid_2": None}),
        Example({"tevredenheid": None, "tevredenheid_2": "10"}),
        Example({"tevredenheid": "7,5", "tevredenheid_2": None}),
    ),
    bad=(
        Example({"tevredenheid": "11", "tevredenheid_2": None}),
        Example({"tevredenheid": "0", "tevredenheid_2": None}),
        Example({"tevredenheid": "7", "tevredenheid_2": "goed"}),
    ),
)
