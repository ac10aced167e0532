"""Results in the terminal: tables that stay readable at 80 columns, never colour alone."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console

from drietrap.app.results import (
    AllocationResult,
    CheckResult,
    ComparisonResult,
    IndicatorsResult,
    RecordOrigin,
    TraceResult,
)
from drietrap.benchmark.result import Comparison, Estimate, GroupKind, Spread, Verdict
from drietrap.catalogue.comparison import WORKBOOK_FAMILIES
from drietrap.catalogue.indicator import Indicator, Unit
from drietrap.cli.output import table
from drietrap.vocabulary.notation import counted, euro, number, percentage

_SIGNS = {
    Verdict.CLEARLY_HIGHER: "▲▲",
    Verdict.PROBABLY_HIGHER: "▲",
    Verdict.NO_DIFFERENCE_SHOWN: "=",
    Verdict.SMALL_DIFFERENCE: "±",
    Verdict.PROBABLY_LOWER: "▼",
    Verdict.CLEARLY_LOWER: "▼▼",
    Verdict.UNKNOWN: "?",
}
_MARKS = {Spread.NOTABLE: "!", Spread.EXCEPTIONAL: "!!"}
_COLUMN = {
    GroupKind.NEDERLAND: "NL",
    GroupKind.JEUGDREGIO: "regio",
    GroupKind.GROOTTEKLASSE: "grootte",
    GroupKind.BUREN: "buren",
}
_SHORT_LIST = 5


def written(value: float | None, definition: Indicator) -> str:
    """Write a value of an indicator in its own unit; a dash when there is none."""
    if value is None:
        return "-"
    if definition.unit is Unit.PERCENTAGE:
        return percentage(value, definition.decimals)
    if definition.unit is Unit.EURO:
        return euro(value * 100, definition.decimals)
    return number(value, definition.decimals)


def _with_interval(estimate: Estimate, definition: Indicator, hidden: str | None = None) -> str:
    if estimate.lower is None or estimate.upper is None:
        known = estimate.value is not None
        return f"{written(estimate.value, definition)} (bandbreedte onbekend)" if known else hidden or "-"
    bounds = f"{written(estimate.lower, definition)} - {written(estimate.upper, definition)}"
    return f"{hidden or written(estimate.value, definition)} ({bounds})"


def show_comparison(out: Console, result: ComparisonResult, fictive: str) -> None:
    """Show every indicator against all groups at once, or one group in detail when only one was asked."""
    if result.synthetic:
        out.print(fictive, style="bold")
    out.print(f"{result.name} ({result.area}), {result.period}", style="bold")
    kinds = [kind for kind in GroupKind if any(c.group.kind is kind for c in result.comparisons)]
    if len(kinds) == 1:
        _show_group(out, list(result.comparisons), result, kinds[0].value)
    else:
        _show_matrix(out, result, kinds)
        _show_neighbours(out, result)
        _show_trends(out, result)
    out.print("Tussen haakjes staat waar de werkelijke waarde kan liggen (afronding en toeval, 95%).")
    out.print("▲▲ duidelijk hoger, ▲ waarschijnlijk hoger, = niet te onderscheiden, ▼ ▼▼ lager, ? onbekend.")
    out.print("! opvallend en !! zeer opvallend binnen de gewone spreiding van gemeenten; * voorlopig.")
    out.print("± minder dan 5% verschil. Bij bedragen telt alleen de afronding mee, niet het toeval.")
    warnings = dict.fromkeys(w for c in result.comparisons for w in c.warnings)
    for warning in (w for w in warnings if not w.startswith("Van ")):
        out.print(f"Let op: {warning}")


def _show_matrix(out: Console, result: ComparisonResult, kinds: list[GroupKind]) -> None:
    groups = {c.group.kind: c.group.label for c in result.comparisons}
    for kind in kinds:
        out.print(f"  {_COLUMN[kind]:<6} {groups[kind]}")
    out.print()
    shown = [c for c in result.comparisons if result.definitions[c.indicator].family not in WORKBOOK_FAMILIES]
    by_indicator = {key: list(rows) for key, rows in groupby(shown, key=lambda c: c.indicator)}
    for theme, names in groupby(by_indicator, key=lambda name: result.definitions[name].theme):
        lines = table(
            theme.capitalize(), "indicator", "hier", "NL", *(_COLUMN[kind] for kind in kinds[1:]), ""
        )
        for name in names:
            lines.add_row(*_matrix_row(by_indicator[name], kinds, result))
        out.print(lines)
        out.print()


def _matrix_row(rows: list[Comparison], kinds: list[GroupKind], result: ComparisonResult) -> list[str]:
    by_kind = {row.group.kind: row for row in rows}
    first, definition = rows[0], result.definitions[rows[0].indicator]
    year = "" if first.period == result.period else f" [{first.period}]"
    signs = [_SIGNS[by_kind[kind].verdict] if kind in by_kind else "" for kind in kinds]
    country = by_kind.get(GroupKind.NEDERLAND)
    national = "" if country is None else f"{signs[0]} {written(country.reference.value, definition)}"
    return [
        f"{definition.label}{year}{'*' if first.provisional else ''}",
        _with_interval(first.own, definition, first.hidden),
        national,
        *signs[1:],
        _MARKS.get(first.spread, ""),
    ]


def _show_neighbours(out: Console, result: ComparisonResult) -> None:
    if not result.neighbours:
        return
    lines = table("Statistische buren", "gemeente", "gelijkenis", "blijft buur", numbers=("blijft buur",))
    for neighbour in result.neighbours:
        lines.add_row(neighbour.name, neighbour.closeness, percentage(100 * neighbour.stability, 0))
    out.print(lines)
    out.print("'Blijft buur': hoe vaak een gemeente buur blijft als de kenmerken opnieuw worden gekozen.\n")


def _show_group(out: Console, rows: list[Comparison], result: ComparisonResult, kind: str) -> None:
    title = f"Tegenover {rows[0].group.label}" if kind != "nederland" else "Tegenover Nederland"
    lines = table(title, "indicator", "hier", "daar", "oordeel", "onder gemeenten", "herkomst")
    for row in rows:
        definition = result.definitions[row.indicator]
        year = "" if row.period == result.period else f" [{row.period}]"
        star = "*" if row.provisional else ""
        lines.add_row(
            f"{definition.label}{year}{star}",
            _with_interval(row.own, definition, row.hidden),
            written(row.reference.value, definition),
            f"{_SIGNS[row.verdict]} {row.verdict.value}",
            row.spread.value,
            row.lineage,
        )
    out.print(lines)
    for warning in dict.fromkeys(w for row in rows for w in row.warnings if w.startswith("Van ")):
        out.print(f"  {warning}")
    out.print()


def _show_trends(out: Console, result: ComparisonResult) -> None:
    lines = table("Ontwikkeling", "indicator", "wat er te zien is")
    for trend in result.trends:
        if result.definitions[trend.indicator].family is not None:
            continue
        label = result.definitions[trend.indicator].label
        for segment in trend.segments:
            if segment.starts_after:
                lines.add_row("", f"Breuk: {segment.starts_after}")
            if len(segment.points) > 1:
                lines.add_row(label, segment.sentence)
    if lines.row_count:
        out.print(lines)
        out.print()


def show_allocation(out: Console, result: AllocationResult, fictive: str) -> None:
    """Show the youth cluster of the Gemeentefonds per measure, and what changed between circulars."""
    if result.synthetic:
        out.print(fictive, style="bold")
    out.print(f"{result.name} ({result.area}): cluster Individuele voorzieningen Jeugd", style="bold")
    for made in result.allocations:
        columns = ("maatstaf", "gewicht", "volume", "bedrag")
        lines = table(
            f"Circulaire {made.circular}, uitkeringsjaar {made.year}", *columns, numbers=columns[1:]
        )
        for term in made.terms:
            lines.add_row(term.label, number(term.weight, 2), number(term.volume, 1), euro(term.amount))
        lines.add_row(f"Uitkering (factor {number(made.factor, 3)})", "", "", euro(made.total))
        out.print(lines)
        if made.published is not None:
            off = made.total - made.published
            said = "gelijk" if off == 0 else f"verschil {euro(off, 2)}"
            out.print(f"  In het bestand: {euro(made.published)} ({said}). ", end="")
        out.print(f"Per jongere tot 18 jaar: {euro(made.per_youth)}.\n")
    for change in result.changes:
        columns = ("maatstaf", "door gewicht", "door volume", "door factor")
        before, after = change.before, change.after
        title = f"Van {before.circular} ({before.year}) naar {after.circular} ({after.year})"
        lines = table(title, *columns, numbers=columns[1:])
        labels = {term.measure: term.label for term in before.terms}
        for measure, parts in change.by_measure.items():
            lines.add_row(labels.get(measure, measure), *(euro(part) for part in parts))
        lines.add_row("Samen", "", "", euro(change.total))
        out.print(lines)
        out.print()
    lines = table("Ter vergelijking: budget 2016 tegenover 2015 (Nader onderzoek 2015)", "gemeente", "budget")
    for line in result.redistribution_2016:
        lines.add_row(line.area_name, percentage(line.budget_2016, 2))
    out.print(lines)


def show_findings(out: Console, result: CheckResult, *, everything: bool) -> None:
    """Show findings grouped per rule, worst first, with the arithmetic of the first ones."""
    names = ", ".join(result.tables) or "geen"
    out.print(f"{result.rules} controles op: {names}", style="bold")
    if not result.findings:
        out.print("Geen bevindingen.")
    for rule, group in groupby(result.findings, key=lambda f: (f.severity, f.rule)):
        found = list(group)
        out.print(f"\n{rule[0].value.upper()} {rule[1]}: {len(found)} keer", style="bold")
        for finding in found if everything else found[:_SHORT_LIST]:
            out.print(f"- {finding.area_name}, {finding.period} ({finding.table}): {finding.message}")
            for line in finding.arithmetic:
                out.print(f"    {line}")
        if len(found) > _SHORT_LIST and not everything:
            out.print(f"  en nog {len(found) - _SHORT_LIST}; met --alles ziet u ze allemaal")
        out.print(f"  Wat u kunt doen: {found[0].action}")
    out.print(f"\n{counted(len(result.findings), 'bevinding', 'bevindingen')}.")


def show_trace(out: Console, result: TraceResult) -> None:
    """Show where a figure comes from."""
    out.print(f"{result.label}: {result.name} ({result.area}), {result.period}", style="bold")
    if result.records is not None:
        _show_deliveries(out, result.records)
    elif result.definition is not None:
        _show_cells(out, result, result.definition)


def _show_cells(out: Console, result: TraceResult, definition: Indicator) -> None:
    estimate = Estimate(result.value, result.lower, result.upper)
    hidden = None if result.value is not None else "geheim of onbekend"
    out.print(f"Waarde: {_with_interval(estimate, definition, hidden)}")
    out.print(f"Berekening: {result.formula}")
    lines = table("Komt uit", "bestand", "regel", "kolom", "er staat", "ontvangen", "SHA-256")
    for cell in result.cells:
        lines.add_row(cell.file, str(cell.row), cell.column, cell.text, cell.received, cell.sha256)
    out.print(lines)


def _show_deliveries(out: Console, origin: RecordOrigin) -> None:
    out.print(origin.definition, soft_wrap=True)
    out.print(f"Niet voor: {origin.not_for}", soft_wrap=True)
    out.print(f"Geheimhouding: {origin.secrecy}", soft_wrap=True)
    out.print(f"Geteld in versie {origin.register_version} van het register.")
    if origin.sha256:
        out.print(f"Correcties die toen golden: SHA-256 {origin.sha256}", soft_wrap=True)
    lines = table(
        "Geteld uit deze leveringen, van alle gemeenten samen",
        *("periode", "aanbieder", "soort", "gecorrigeerd", "ontvangen", "SHA-256", ""),
    )
    for one in origin.deliveries:
        corrected = "ja" if one.corrected else "nee"
        replaced = f"later vervangen door {one.replaced_by}" if one.replaced_by else ""
        lines.add_row(one.period, one.provider, one.kind, corrected, one.received[:10], one.sha256, replaced)
    out.print(lines)


def show_indicators(out: Console, result: IndicatorsResult, *, whole: bool) -> None:
    """Show the catalogue, or one definition whole."""
    if whole:
        for definition in result.definitions:
            out.print(result.descriptions[definition.id], markup=False)
        return
    for theme, group in groupby(result.definitions, key=lambda d: d.theme):
        lines = table(theme.capitalize(), "id", "naam", "eenheid")
        for definition in group:
            lines.add_row(definition.id, definition.label, definition.unit.value)
        out.print(lines)
        out.print()
    out.print(f"{len(result.definitions)} indicatoren. 'drietrap indicatoren ID' toont er één helemaal.")
