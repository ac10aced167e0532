"""What stands behind the figures: who delivered, and what the checks found in those deliveries."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.differences.study.chapter import Delivered, DeliveryFinding
from drietrap.publication.report.document import Block, Heading, Paragraph
from drietrap.publication.tables import Cell, table
from drietrap.publication.wording import NOTHING
from drietrap.vocabulary.notation import counted, number

_NAMED = 8


def delivery_blocks(found: Sequence[Delivered], prefix: str) -> list[Block]:
    """Return per part of the period who delivered and what the checks found there."""
    if not found:
        return []
    made: list[Block] = [Heading("De leveringen achter de cijfers")]
    for at, one in enumerate(found):
        made.append(Paragraph(who(one), f"{one.label[:1].upper()}{one.label[1:]}."))
        if not one.findings:
            made.append(Paragraph("De controles vonden in deze leveringen niets dat cijfers van hier raakt."))
            continue
        heads = ("Wat de controle vond", "Waar", "Te vermijden", "Trajecten hier", "Raakt")
        caption = f"Wat de controles in de leveringen vonden, {one.label}"
        rows = [_row(finding) for finding in one.findings]
        made.append(table(f"tabel-{prefix}-leveringen-{at}", caption, heads, rows, "tttnt"))
    return made


def who(one: Delivered) -> str:
    """Return how many delivered about a municipality, and who should have."""
    said = f"Over jongeren van deze gemeente leverden {counted(one.providers, 'aanbieder', 'aanbieders')}."
    if one.absent is None:
        return f"{said} Er is geen lijst van gecontracteerde aanbieders; wie ontbreekt, is niet te zien."
    if not one.absent:
        return f"{said} Iedereen op de lijst van gecontracteerde aanbieders leverde."
    more = len(one.absent) - _NAMED
    names = ", ".join(one.absent[:_NAMED]) + (f" en nog {more}" if more > 0 else "")
    return f"{said} Op de lijst van gecontracteerde aanbieders staan, maar niet geleverd hebben: {names}."


def _row(one: DeliveryFinding) -> tuple[str | Cell, ...]:
    most = NOTHING if one.here.upper is None else f"hoogstens {number(one.here.upper)}"
    touches = ", ".join(one.touches) or "geen cijfer"
    return (
        Cell(one.title, f"{one.severity}, controle {one.rule}"),
        one.whose,
        one.kind.value,
        most,
        touches,
    )
