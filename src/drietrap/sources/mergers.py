"""Mergers of municipalities: which code ended when, and in which code it went on."""

from __future__ import annotations

import polars as pl

from drietrap.sources.layout import PASSED, Layout, Part, Source
from drietrap.sources.raw import MERGER_SCHEMA, RawFile, RawMergers
from drietrap.vocabulary.errors import InputError

TABLE = "HERINDELINGEN"
_UNTIL, _OLD, _NEW = "until", "old", "new"
_NO_SUCCESSOR = "#N/A"  # went to Germany in 1963


def read_mergers(source: Source) -> tuple[RawFile, ...]:
    """Return one row per merger; ``until`` is the first day on which ``old`` is no longer there.

    Raises
    ------
    InputError
        When a date is not a day of the calendar.
    """
    text = {role: pl.col(str(source.columns[role])).str.strip_chars() for role in (_UNTIL, _OLD, _NEW)}
    frame = source.sheet.frame.select(
        "row",
        text[_UNTIL].str.to_date("%d-%m-%Y", strict=False).alias(_UNTIL),
        text[_OLD].alias(_OLD),
        pl.when(text[_NEW] != _NO_SUCCESSOR).then(text[_NEW]).alias(_NEW),
    )
    undated = frame.filter(pl.col(_UNTIL).is_null())
    if undated.height:
        raise InputError(
            "dit is geen datum",
            expected="een dag als 1-1-2015",
            action="verbeter de datum en lees het bestand opnieuw",
            file=source.path.name,
            row=undated["row"][0],
            column=source.sheet.header[source.columns[_UNTIL]],
        )
    return (RawMergers(source.layout.table, frame.cast(MERGER_SCHEMA)),)


LAYOUTS = (
    Layout(
        name="herindelingen van gemeenten",
        table=TABLE,
        parts=(
            Part(_UNTIL, ("Bestaan tot",)),
            Part(_OLD, ("Oude",)),
            Part(_NEW, ("Nieuwe",)),
            *(Part(PASSED, (name,), required=False) for name in ("Eindjaar", "Huidige code", "Huidige naam")),
        ),
        read=read_mergers,
        delimiter=";",
    ),
)
