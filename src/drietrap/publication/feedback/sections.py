"""The sections of the feedback report: completeness, findings, figures, municipalities and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drietrap.benchmark.mirror import Measured, MirrorFigure
from drietrap.publication.charts.beside import beside
from drietrap.publication.feedback.words import (
    CORRECTED,
    SURE,
    TERMS,
    corrected,
    difference,
    half,
    part_name,
    written,
)
from drietrap.publication.mirror import Earlier, Mirror, MirrorFinding, Part
from drietrap.publication.report.document import Block, Note, Paragraph, Points, Section
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import period_label
from drietrap.vocabulary.notation import counted, number, percentage

_OPEN_ROWS = 15
_COUNTED = ("aantallen", "duur")


def completeness(mirror: Mirror) -> Section:
    """Return how much was delivered, how much counts, and which elements were filled in."""
    blocks: list[Block] = [table("tabel-volledig", "Wat u leverde", *_delivered(mirror))]
    blocks.extend(_corrections(part) for part in mirror.parts if part.corrections)
    blocks.extend(_elements(part) for part in mirror.parts)
    return Section("volledigheid", "Volledigheid", tuple(blocks))


def findings(mirror: Mirror) -> Section:
    """Return what the checks found, the worst first, with what to do and where."""
    blocks: list[Block] = []
    for part in mirror.parts:
        if part.findings:
            blocks.append(
                _findings(f"bevindingen-{_id(part)}", f"Bevindingen in {part_name(part)}", part.findings)
            )
        else:
            blocks.append(Paragraph("De controles vonden niets.", f"{part_name(part).capitalize()}."))
    if mirror.over:
        blocks.append(_over("bevindingen-reeks", "Bevindingen naast andere leveringen", mirror.over))
    return Section("bevindingen", "Bevindingen", tuple(blocks))


def own_figures(mirror: Mirror) -> Section:
    """Return the own figures beside those of comparable providers and of the previous delivery."""
    blocks: list[Block] = []
    for part in mirror.parts:
        counted = [figure for figure in part.figures if figure.group in _COUNTED]
        blocks.append(
            Paragraph(
                f"Vergelijkbaar is hier: {part.kind} over dezelfde periode, {part.band} in de levering.",
                f"{part_name(part).capitalize()}.",
            )
        )
        if part.corrections:
            blocks.append(Paragraph(f"{corrected(part)} De cijfers zijn die na correctie.", "Gecorrigeerd."))
        blocks.append(_figures(part, counted))
        for id, title in part.groups:
            chart = beside(
                f"verdeling-{_id(part)}-{id}",
                f"{title}: {part_name(part)}",
                [figure for figure in part.figures if figure.group == id],
            )
            if chart is not None:
                blocks.append(chart)
    return Section("cijfers", "Uw cijfers", tuple(blocks))


def municipalities(mirror: Mirror) -> Section:
    """Return what was delivered per municipality."""
    heads = ("Gemeente", "Trajecten", "Begonnen", "Beëindigd", "Jeugdigen")
    blocks: list[Block] = []
    for part in mirror.parts:
        rows: list[tuple[str | Cell, ...]] = [
            (
                Cell(line.name, line.area),
                *map(number, (line.trajectories, line.begun, line.ended, line.youths)),
            )
            for line in part.municipalities
        ]
        made = table(f"gemeenten-{_id(part)}", f"Per gemeente: {part_name(part)}", heads, rows, "tnnnn")
        blocks.append(replace(made, folded=len(rows) > _OPEN_ROWS, sheet="Gemeenten"))
    note = "Dit zijn uw eigen aantallen, niet afgerond. Deel deze tabel niet: kleine aantallen herkent men."
    return Section("gemeenten", "Per gemeente", (Note("Let op", note), *blocks))


def since(mirror: Mirror) -> Section:
    """Return what is other than in the previous delivery, and than in one that was replaced."""
    blocks: list[Block] = []
    for part in mirror.parts:
        blocks.extend(_since(part))
    return Section("veranderd", "Wat er veranderde", tuple(blocks))


def terms() -> Section:
    """Return what the words of the report mean."""
    return Section("begrippen", "Begrippen", (Points(tuple(Paragraph(text, term) for term, text in TERMS)),))


def _id(part: Part) -> str:
    return f"{part.kind}-{part.period}".lower()


def _delivered(mirror: Mirror) -> tuple[tuple[str, ...], list[tuple[str | Cell, ...]], str]:
    heads = ("Levering", "Regels", "Telt mee", "Apart gezet", "Bij vergelijkbare aanbieders apart gezet")
    rows: list[tuple[str | Cell, ...]] = [
        (
            Cell(part_name(part), f"protocol {part.version}, kenmerk {part.delivery}"),
            number(part.rows),
            Cell(number(part.accepted), f"{number(part.merged)} samengevoegd" if part.merged else ""),
            Cell(number(part.quarantined), percentage(100 * part.quarantined / part.rows)),
            Cell(written(part.apart.median, Measured.SHARE), half(part.apart, Measured.SHARE)),
        )
        for part in mirror.parts
    ]
    return heads, rows, "tnnnn"


def _corrections(part: Part) -> DataTable:
    rows = [
        (Cell(one.reason, one.id), number(one.rows), CORRECTED[one.action], SURE[one.status])
        for one in part.corrections
    ]
    heads = ("Correctie", "Regels", "Wat er gebeurde", "Hoe zeker")
    made = table(f"correcties-{_id(part)}", f"Gecorrigeerd: {part_name(part)}", heads, rows, "tntt")
    return replace(made, sheet="Correcties")


def _elements(part: Part) -> DataTable:
    rows = [
        (
            one.label,
            written(one.share, Measured.SHARE),
            written(one.before, Measured.SHARE),
            Cell(written(one.around.median, Measured.SHARE), half(one.around, Measured.SHARE)),
        )
        for one in part.elements
    ]
    heads = ("Element", "Ingevuld", "Vorige levering", "Vergelijkbare aanbieders")
    made = table(f"elementen-{_id(part)}", f"Ingevulde elementen: {part_name(part)}", heads, rows, "tnnn")
    return replace(made, folded=len(rows) > _OPEN_ROWS, sheet="Elementen")


def _findings(id: str, caption: str, found: Sequence[MirrorFinding]) -> DataTable:
    rows = [
        (
            _what(one),
            Cell(number(one.count), percentage(100 * one.share)),
            "" if one.before is None else number(one.before),
            Cell(one.action, f"{one.rule}: {one.paragraph}"),
            ", ".join(map(str, one.rows)),
        )
        for one in found
    ]
    heads = ("Bevinding", "Regels", "Vorige keer", "Wat u kunt doen", "Eerste regelnummers")
    return table(f"tabel-{id}", caption, heads, rows, "tnntt")


def _what(one: MirrorFinding) -> Cell:
    return Cell(one.title, f"{one.severity.capitalize()}. {one.message}")


def _over(id: str, caption: str, found: Sequence[MirrorFinding]) -> DataTable:
    rows = [
        (
            _what(one),
            "" if one.effect is None else number(one.effect),
            Cell(one.action, f"{one.rule}: {one.paragraph}"),
        )
        for one in found
    ]
    heads = ("Bevinding", "Raakt trajecten", "Wat u kunt doen")
    return table(f"tabel-{id}", caption, heads, rows, "tnt")


def _figures(part: Part, found: Sequence[MirrorFigure]) -> DataTable:
    rows = [
        (
            one.label,
            Cell(written(one.value, one.unit), f"over {number(one.of)}" if one.group == "duur" else ""),
            written(one.change.before if one.change else None, one.unit),
            Cell(*difference(one.change, one.unit)),
            Cell(written(one.around.median, one.unit), half(one.around, one.unit)),
        )
        for one in found
    ]
    heads = ("Cijfer", "Uw levering", "Vorige levering", "Verschil", "Vergelijkbare aanbieders")
    return table(f"cijfers-{_id(part)}", f"Cijfers: {part_name(part)}", heads, rows, "tnnnn")


def _since(part: Part) -> list[Block]:
    blocks: list[Block] = []
    for earlier, lead in (
        (part.previous, "De levering ervoor"),
        (part.replaced, "De levering die is vervangen"),
    ):
        if earlier is not None:
            blocks.append(Paragraph(_counts(part, earlier), f"{lead}, {part.kind}."))
            if earlier.corrected:
                mended = counted(earlier.corrected, "regel is", "regels zijn")
                blocks.append(Paragraph(f"{mended} daarna gecorrigeerd.", f"{lead}, {part.kind}."))
    if part.previous is None:
        text = "Er is geen levering over de periode ervoor om mee te vergelijken."
        blocks.append(Paragraph(text, f"{part_name(part).capitalize()}."))
    clear = [one for one in part.figures if one.change is not None and one.change.is_clear]
    if clear:
        heads = ("Cijfer", "Nu", "Was", "Verschil")
        rows = [
            (
                Cell(one.label, dict(part.groups).get(one.group, "")),
                written(one.value, one.unit),
                written(one.change.before if one.change else None, one.unit),
                Cell(*difference(one.change, one.unit)),
            )
            for one in clear
        ]
        caption = f"Meer veranderd dan door toeval kan: {part_name(part)}"
        blocks.append(table(f"veranderd-{_id(part)}", caption, heads, rows, "tnnn"))
    if part.gone:
        listed = "; ".join(f"{one.title} ({counted(one.count, 'regel', 'regels')})" for one in part.gone)
        blocks.append(Paragraph(f"{listed}.", f"Niet meer gevonden, {part.kind}:"))
    return blocks


def _counts(part: Part, earlier: Earlier) -> str:
    def change(name: str) -> str:
        return f"{number(getattr(part, name))} (was {number(getattr(earlier, name))})"

    return (
        f"Die ging over {period_label(earlier.period)}. Regels: {change('rows')}. Telt mee: "
        f"{change('accepted')}. Apart gezet: {change('quarantined')}."
    )
