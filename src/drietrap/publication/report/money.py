"""Sections about parts and money: referrers, age and household, cost, and the Gemeentefonds."""

from __future__ import annotations

from drietrap.benchmark.allocation import AllocationChange
from drietrap.publication.charts.bars import allocation_bars, breakdown_bars
from drietrap.publication.charts.dots import dots
from drietrap.publication.dossier import BreakdownKind, Dossier
from drietrap.publication.report.document import Block, Paragraph, Section
from drietrap.publication.report.lookup import comparisons_of
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import cents, circular
from drietrap.vocabulary.notation import number, percentage


def breakdown_section(dossier: Dossier, kind: BreakdownKind, id: str) -> Section:
    """Return the breakdowns of one kind as charts."""
    charts = [breakdown_bars(dossier.name, b) for b in dossier.breakdowns if b.kind is kind]
    drawn = tuple(chart for chart in charts if chart)
    missing = Paragraph("Hierover zijn voor deze periode geen cijfers gelezen.")
    return Section(id, kind.value, drawn or (missing,))


def cost_section(dossier: Dossier) -> Section:
    """Return what it costs: the headline beside its groups, and the parts."""
    blocks: list[Block] = [
        Paragraph(
            "Bedragen komen uit de boekhouding van gemeenten. Gemeenten boeken niet allemaal hetzelfde; "
            "kleine verschillen zeggen daarom niets."
        )
    ]
    id = dossier.headlines.cost
    found = comparisons_of(dossier, id) if id else ()
    chart = dots(dossier.name, dossier.definitions[id], found) if id and found else None
    if chart:
        blocks.append(chart)
    blocks.extend(
        block
        for block in breakdown_section(dossier, BreakdownKind.KOSTEN, "kosten").blocks
        if chart is None or not isinstance(block, Paragraph)
    )
    return Section("kosten", "Kosten", tuple(blocks))


def fund_section(dossier: Dossier) -> Section:
    """Return the Gemeentefonds: amounts per circular, the terms of the last one, and what changed."""
    if not dossier.allocations:
        missing = Paragraph("De gegevens van het Gemeentefonds zijn voor deze gemeente niet gelezen.")
        return Section("gemeentefonds", "Gemeentefonds", (missing,))
    blocks: list[Block] = [_amounts(dossier)]
    chart = allocation_bars(dossier.name, dossier.allocations[-1])
    if chart:
        blocks.append(chart)
    blocks.extend(_changes(at, change) for at, change in enumerate(dossier.allocation_changes))
    if dossier.redistribution:
        blocks.append(_redistribution(dossier))
    return Section("gemeentefonds", "Gemeentefonds", tuple(blocks))


def _amounts(dossier: Dossier) -> DataTable:
    rows = [
        (
            circular(a.circular),
            a.year,
            number(a.factor, 3),
            cents(a.total),
            "niet bekend" if a.published is None else cents(a.published),
            cents(a.per_youth),
        )
        for a in dossier.allocations
    ]
    heads = ("Circulaire", "Jaar", "Factor", "Nagerekend", "Gepubliceerd", "Per jeugdige")
    return table("tabel-gemeentefonds", "Bedrag voor jeugd per circulaire", heads, rows, "ttnnnn")


def _changes(at: int, change: AllocationChange) -> DataTable:
    labels = {term.measure: term.label for term in (*change.before.terms, *change.after.terms)}
    parts = sorted(change.by_measure.items(), key=lambda item: (-abs(sum(item[1])), item[0]))
    rows = [
        (labels.get(measure, measure), *(cents(part) for part in causes), cents(sum(causes)))
        for measure, causes in parts
        if any(causes)
    ]
    rows.append(("Samen", "", "", "", cents(change.total)))
    caption = f"Verschil tussen {circular(change.before.circular)} en {circular(change.after.circular)}"
    heads = ("Maatstaf", "Door gewicht", "Door aantal", "Door factor", "Samen")
    return table(f"tabel-circulaires-{at}", caption, heads, rows, "tnnnn")


def _redistribution(dossier: Dossier) -> DataTable:
    rows = [
        (r.area_name, percentage(r.budget_2016, 2), percentage(r.country_2016, 2), r.source)
        for r in dossier.redistribution
    ]
    heads = ("Gemeente", "Budget 2016, van dat in 2015", "Nederland", "Bron")
    return table("tabel-herverdeling", "De herverdeling van 2016", heads, rows, "tnnt")
