"""What was said about a delivery when it came in, kept so that its provider can read it later.

A replaced delivery keeps what was said about it. The words are those of that day; nothing here is about one
person: counts, row numbers, and how many rows have an element.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from drietrap.catalogue.rules.rule import Scope, Severity
from drietrap.register.judging import FindingGroup
from drietrap.register.version import Reader

FINDINGS = "register_findings"
FILLED = "register_filled"
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "delivery": pl.String,
    "place": pl.UInt32,
    "rule": pl.String,
    "severity": pl.String,
    "title": pl.String,
    "message": pl.String,
    "action": pl.String,
    "paragraph": pl.String,
    "count": pl.UInt32,
    "share": pl.Float64,
    "rows": pl.List(pl.UInt32),
    "level": pl.UInt8,
    "effect": pl.UInt32,
    "youths": pl.UInt32,
    "touches": pl.List(pl.String),
}
FINDING = pl.Schema(_COLUMNS)
FILL = pl.Schema({"delivery": pl.String, "element": pl.String, "label": pl.String, "filled": pl.UInt32})
KEYS = {FINDINGS: ("delivery", "place"), FILLED: ("delivery", "element")}
SCHEMAS = {FINDINGS: FINDING, FILLED: FILL}


def findings_frame(groups: Sequence[FindingGroup], delivery: str) -> pl.DataFrame:
    """Return the lines of a delivery in :data:`FINDINGS`; ``place`` keeps their order."""
    lines = [
        {
            "delivery": delivery,
            "place": place,
            "rule": group.rule,
            "severity": group.severity.value,
            "title": group.title,
            "message": group.message,
            "action": group.action,
            "paragraph": group.paragraph,
            "count": group.count,
            "share": group.share,
            "rows": list(group.rows),
            "level": group.level,
            "effect": group.effect,
            "youths": group.youths,
            "touches": list(group.touches),
        }
        for place, group in enumerate(groups, start=1)
    ]
    return pl.DataFrame(lines, schema=FINDING)


def filled_frame(delivered: pl.DataFrame, scope: Scope, delivery: str) -> pl.DataFrame:
    """Return for every element of the version how many delivered rows have something in it."""
    elements = [one for one in scope.version.elements(scope.kind) if one.id in delivered.columns]
    lines = [
        {
            "delivery": delivery,
            "element": element.id,
            "label": element.label,
            "filled": delivered.height - delivered[element.id].null_count(),
        }
        for element in elements
    ]
    return pl.DataFrame(lines, schema=FILL)


def findings_of(reader: Reader, delivery: str) -> tuple[FindingGroup, ...]:
    """Return what was found in a delivery, in the order in which it was said."""
    lines = reader.frame(FINDINGS).filter(delivery=delivery).sort("place")
    return tuple(
        FindingGroup(
            rule=line["rule"],
            severity=Severity(line["severity"]),
            title=line["title"],
            message=line["message"],
            action=line["action"],
            paragraph=line["paragraph"],
            count=line["count"],
            share=line["share"],
            rows=tuple(line["rows"]),
            level=line["level"],
            effect=line["effect"],
            youths=line["youths"],
            touches=tuple(line["touches"]),
        )
        for line in lines.iter_rows(named=True)
    )
