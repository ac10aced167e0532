"""Sections that set the municipality beside others: comparison, map, trend and statistical neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drietrap.benchmark.result import Comparison, GroupKind
from drietrap.catalogue.comparison import WORKBOOK_FAMILIES
from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.funnel import funnel
from drietrap.publication.charts.map import municipal_map
from drietrap.publication.charts.trend import series
from drietrap.publication.dossier import Dossier
from drietrap.publication.report.document import Block, Paragraph, Section
from drietrap.publication.report.lookup import against, area_names, compared, kinds_of
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import (
    GROUP_NAMES,
    NOTHING,
    SIGNS,
    amount,
    period_label,
    precision,
    short_bounds,
    status,
)
from drietrap.vocabulary.notation import number

_DRAWN_TRENDS = 4
_OPEN_ROWS = 15


def comparison_section(dossier: Dossier) -> Section:
    """Return all indicators against all groups: a table per theme, and the funnel of the main one."""
    blocks: list[Block] = [
        Paragraph(
            "In elke kolom staat het cijfer van die groep, met daaronder hoe "
            f"{dossier.name} daarbij ligt. Twee pijlen is duidelijk, één pijl waarschijnlijk, een golfje "
            "niet te onderscheiden. Waarom er verschil is, zeggen deze cijfers niet. De taakvelden van de "
            "begroting en per jongere met jeugdzorg staan in het Excel-bestand."
        )
    ]
    themes: dict[str, list[tuple[Indicator, tuple[Comparison, ...]]]] = {}
    for indicator, found in compared(dossier):
        if indicator.family not in WORKBOOK_FAMILIES:
            themes.setdefault(indicator.theme, []).append((indicator, found))
    for at, (theme, rows) in enumerate(themes.items()):
        blocks.append(_theme_table(dossier, f"tabel-vergelijking-{at}", theme, rows))
    drawn = _funnel(dossier)
    if drawn:
        blocks.append(drawn)
    return Section("vergelijking", "Vergelijking", tuple(blocks))


def _theme_table(
    dossier: Dossier, id: str, theme: str, rows: Sequence[tuple[Indicator, tuple[Comparison, ...]]]
) -> DataTable:
    kinds = kinds_of(dossier)
    heads = ("Cijfer", dossier.name, *(GROUP_NAMES[kind] for kind in kinds), "Hoe precies")
    body: list[tuple[str | Cell, ...]] = []
    for indicator, found in rows:
        by_kind = {c.group.kind: c for c in found}
        first = found[0]
        head = Cell(indicator.label, ", ".join((period_label(first.period), *status(first))))
        own = Cell(
            first.hidden or amount(first.own.value, indicator.unit, indicator.decimals),
            short_bounds(first.own, indicator),
        )
        others = [_against(indicator, by_kind.get(kind)) for kind in kinds]
        body.append((head, own, *others, precision(first.own)))
    made = table(id, f"{theme.capitalize()} vergeleken", heads, body, "tn" + "n" * len(kinds) + "t")
    return replace(made, folded=len(body) > _OPEN_ROWS)


def _against(indicator: Indicator, found: Comparison | None) -> Cell:
    if found is None:
        return Cell(NOTHING)
    value = amount(found.reference.value, indicator.unit, indicator.decimals)
    return Cell(value, found.verdict.value, SIGNS[found.verdict])


def _funnel(dossier: Dossier) -> Chart | None:
    id = dossier.headlines.use
    found = against(dossier, id, GroupKind.NEDERLAND)
    return funnel(dossier.name, dossier.definitions[id], found, dossier.peers.get(id, ())) if found else None


def map_section(dossier: Dossier) -> Section:
    """Return the map of the main indicator, or the words that it is missing."""
    id = dossier.headlines.use
    found = against(dossier, id, GroupKind.NEDERLAND)
    period = found.period if found else dossier.period
    drawn = municipal_map(
        dossier.area,
        dossier.name,
        dossier.definitions[id],
        period,
        dossier.peers.get(id, ()),
        dossier.shapes,
    )
    missing = Paragraph("Er is geen kaart: de gemeentegrenzen of de cijfers van andere gemeenten ontbreken.")
    return Section("kaart", "Kaart", (drawn or missing,))


def trend_section(dossier: Dossier) -> Section:
    """Return the series of the headline indicators, each cut at its breaks."""
    lines = dossier.headlines
    wanted = [id for id in (lines.use, lines.cost, *lines.more) if id][:_DRAWN_TRENDS]
    by_indicator = {trend.indicator: trend for trend in dossier.trends}
    charts = [series(dossier.definitions[id], by_indicator[id]) for id in wanted if id in by_indicator]
    drawn = tuple(chart for chart in charts if chart)
    missing = Paragraph("Er is van te weinig periodes een cijfer om een ontwikkeling te laten zien.")
    return Section("trend", "Ontwikkeling", drawn or (missing,))


def neighbour_section(dossier: Dossier) -> Section:
    """Return the statistical neighbours: how close, and how sure it is that they belong there."""
    if not dossier.neighbours:
        missing = Paragraph("Er zijn te weinig kenmerken bekend om vergelijkbare gemeenten te kiezen.")
        return Section("buren", "Statistische buren", (missing,))
    intro = Paragraph(
        "Statistische buren lijken op deze gemeente in bevolking, huishoudens, inkomen en woningen. "
        "Cijfers over jeugdhulp tellen bij de keuze niet mee. ‘Blijft buur’ zegt hoe vaak een gemeente "
        "gekozen wordt als we de kenmerken steeds iets anders trekken."
    )
    rows = [
        (n.name, n.closeness, number(n.distance, 2), f"{number(100 * n.stability)}%")
        for n in dossier.neighbours
    ]
    heads = ("Gemeente", "Hoe gelijk", "Afstand", "Blijft buur")
    blocks: list[Block] = [intro, table("tabel-buren", "De statistische buren", heads, rows, "ttnn")]
    blocks.extend(_sensitive(dossier))
    return Section("buren", "Statistische buren", tuple(blocks))


def _sensitive(dossier: Dossier) -> list[Block]:
    names = area_names(dossier)
    found = [c for c in dossier.comparisons if c.group.kind is GroupKind.BUREN and c.changes_without]
    if not found:
        return [Paragraph("Geen enkel oordeel verandert als één van deze gemeenten wordt weggelaten.")]
    rows = [
        (dossier.definitions[c.indicator].label, ", ".join(names.get(a, a) for a in c.changes_without))
        for c in found
    ]
    heads = ("Cijfer", "Oordeel verandert zonder")
    made = table("tabel-buren-gevoelig", "Oordelen die van één buur afhangen", heads, rows)
    return [replace(made, folded=len(rows) > _OPEN_ROWS, sheet="Vergelijking")]
