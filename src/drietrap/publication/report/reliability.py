"""Sections about trust: what the figures do not say, where they came from, and what words mean."""

from __future__ import annotations

from dataclasses import replace

from drietrap.publication.dossier import Dossier
from drietrap.publication.report.document import Block, Note, Paragraph, Points, Section
from drietrap.publication.report.lookup import compared, places
from drietrap.publication.tables import Cell, table
from drietrap.publication.wording import period_label
from drietrap.vocabulary.notation import counted

_SHOWN_CELLS = 3
_DATE = len("2026-11-21")
_SHOWN_LABELS = 3
_OPEN_ROWS = 15
_TERMS = (
    (
        "Onder- en bovengrens",
        "Tussen deze twee getallen ligt de werkelijke waarde: met 95% zekerheid, of, bij "
        "bedragen, door de afronding van de bron.",
    ),
    ("Niet te onderscheiden", "De grenzen laten toe dat er geen verschil is. Het kan er wel zijn."),
    (
        "Waarschijnlijk en duidelijk",
        "Waarschijnlijk: geen verschil is onaannemelijk (95%). Duidelijk: dat geldt ook "
        "bij een strengere grens (99%) en na correctie voor het vergelijken van veel cijfers tegelijk.",
    ),
    (
        "Gewone verschillen",
        "Gemeenten verschillen altijd van elkaar. Wie binnen de gewone verschillen valt, is niet bijzonder.",
    ),
    ("Precies, redelijk precies, grof", "Hoe breed de grenzen zijn: tot 5% aan elke kant, tot 15%, of meer."),
    ("Voorlopig", "De bron kan dit cijfer nog veranderen."),
    ("Geheim", "De bron laat kleine aantallen weg om personen te beschermen."),
    ("Aanname", "Iets dat niet gemeten is, maar gekozen om te kunnen rekenen."),
    ("Statistische buren", "Gemeenten die in bevolking, huishoudens, inkomen en woningen het meest lijken."),
)


def reliability_section(dossier: Dossier) -> Section:
    """Return what these figures do not say: limits, assumptions, breaks, and odd things in the tables."""
    blocks: list[Block] = [
        Points(
            (
                Paragraph("Ze zeggen niet waaróm een gemeente afwijkt: het is een begin van een gesprek."),
                Paragraph("Ze zeggen niets over hoe goed de hulp is, of over wie hulp mist."),
                Paragraph("Kleine aantallen zijn geheim, andere zijn afgerond. Daarom staan er grenzen bij."),
            )
        )
    ]
    blocks.extend(Note("Aanname", _unmarked(text)) for text in dossier.assumptions)
    blocks.extend(_warnings(dossier))
    blocks.extend(_findings(dossier))
    blocks.extend(_not_for(dossier))
    return Section("betrouwbaarheid", "Wat deze cijfers niet zeggen", tuple(blocks))


def _unmarked(assumption: str) -> str:
    """Return the text without the word that stands before it already."""
    text = assumption.removeprefix("Aanname:").strip()
    return text[:1].upper() + text[1:]


def _warnings(dossier: Dossier) -> list[Block]:
    """Return what to mind, once per warning, with the figures it is about."""
    about: dict[str, dict[str, None]] = {}
    for indicator, found in compared(dossier):
        said = [text for c in found for text in c.warnings]
        said.extend(f"Breuk vanaf {period_label(b.period)}: {b.reason}" for b in indicator.breaks)
        for text in said:
            about.setdefault(text, {})[indicator.label] = None
    total = sum(1 for _ in compared(dossier))
    rows = [
        (text, _these(list(labels), total))
        for text, labels in sorted(about.items(), key=lambda item: -len(item[1]))
    ]
    if not rows:
        return []
    made = table("tabel-let-op", "Waar u op moet letten", ("Let op", "Bij welke cijfers"), rows)
    return [replace(made, folded=len(rows) > _OPEN_ROWS)]


def _these(labels: list[str], total: int) -> str:
    if len(labels) == total:
        return "alle cijfers"
    more = len(labels) - _SHOWN_LABELS
    return "; ".join(labels[:_SHOWN_LABELS]) + (f"; en {more} andere" if more > 0 else "")


def _findings(dossier: Dossier) -> list[Block]:
    if not dossier.findings:
        return [Paragraph("De controle van de tabellen vond niets vreemds in de cijfers van deze gemeente.")]
    rows = [
        (
            Cell(f.message, f"{f.table}, {f.area_name}, {period_label(f.period)}"),
            f.severity.value,
            " ; ".join(f.arithmetic),
            f.action,
        )
        for f in dossier.findings
    ]
    heads = ("Wat valt op", "Soort", "De som", "Wat te doen")
    return [table("tabel-controle", "Wat vreemd is in de gepubliceerde tabellen", heads, rows)]


def _not_for(dossier: Dossier) -> list[Block]:
    rows = [(i.label, i.definition, i.not_for) for i, _ in compared(dossier)]
    heads = ("Cijfer", "Wat het is", "Waar het niet voor is")
    made = table("tabel-definities", "Wat elk cijfer is, en niet is", heads, rows)
    return [replace(made, folded=len(rows) > _OPEN_ROWS, sheet="Cijfers")]


def source_section(dossier: Dossier) -> Section:
    """Return sources with their hashes, and from every figure back to file, row and column."""
    sources = [
        (
            Cell(s.title, f"{s.table}, {s.publisher}, {s.licence}"),
            Cell(s.file, s.reference),
            Cell(f"gelezen {s.received[:_DATE]}", f"gepubliceerd {s.released[:_DATE]}" if s.released else ""),
            s.sha256,
        )
        for s in dossier.sources
    ]
    used = {c.lineage: c for c in dossier.comparisons}
    lines = []
    for line in dossier.lineage:
        if line.lineage in used:
            where = places(dossier, line)
            more = len(where) - _SHOWN_CELLS
            text = "; ".join(where[:_SHOWN_CELLS]) + (
                f"; en nog {counted(more, 'cel', 'cellen')}" if more > 0 else ""
            )
            lines.append(
                (dossier.definitions[line.indicator].label, period_label(line.period), line.lineage, text)
            )
    intro = Paragraph(
        "Elk cijfer heeft een kenmerk. Daarmee vindt u het bestand, de regel en de kolom terug, ook met het "
        "commando ‘drietrap herkomst’. De SHA-256 bewijst welk bestand het was."
    )
    source_heads = ("Tabel", "Bestand", "Wanneer", "SHA-256")
    line_heads = ("Cijfer", "Periode", "Kenmerk", "Komt uit")
    traced = table("tabel-herkomst", "Van cijfer terug naar bestand", line_heads, lines)
    return Section(
        "bronnen",
        "Bronnen en herkomst",
        (
            intro,
            table("tabel-bronnen", "Gebruikte bronnen", source_heads, sources),
            replace(traced, folded=len(lines) > _OPEN_ROWS, sheet="Herkomst"),
        ),
    )


def term_section() -> Section:
    """Return what the words of the report mean."""
    return Section("begrippen", "Begrippen", (Points(tuple(Paragraph(text, term) for term, text in _TERMS)),))
