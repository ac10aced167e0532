"""What the sheets of the workbook hold: numbers as numbers, with the unit they are written in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Indicator, Unit
from drietrap.publication.dossier import BreakdownKind, Dossier
from drietrap.publication.report.document import Document
from drietrap.publication.report.lookup import area_names, compared, places
from drietrap.publication.wording import ASSUMPTION, circular, period_label, status


@dataclass(frozen=True)
class Number:
    """A number and how it is shown; ``unit`` None for a plain number with ``decimals``."""

    value: float | None
    unit: Unit | None = None
    decimals: int = 1


Value = str | Number
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: a header row and rows below it; ``widths`` in characters."""

    name: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


def as_wide_as_heads(name: str, heads: tuple[str, ...], rows: Iterable[Row], least: int = 12) -> Sheet:
    """Return a sheet of which every column is as wide as its head, and at least ``least``."""
    return Sheet(name, heads, tuple(max(least, len(head) + 2) for head in heads), tuple(rows))


def sheets(dossier: Dossier, document: Document) -> tuple[Sheet, ...]:
    """Return all sheets of the workbook, in order."""
    return (
        _main_points(document),
        _figures(dossier),
        _comparisons(dossier),
        _parts(dossier, "Uitsplitsingen", (BreakdownKind.VERWIJZER, BreakdownKind.LEEFTIJD_HUISHOUDEN)),
        _parts(dossier, "Kosten", (BreakdownKind.KOSTEN,)),
        _trends(dossier),
        _municipalities(dossier),
        _fund(dossier),
        _reliability(dossier),
        _lineage(dossier),
        _sources(dossier),
    )


def _sheet(name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Row]) -> Sheet:
    return Sheet(name, tuple(c[0] for c in columns), tuple(c[1] for c in columns), tuple(rows))


def _three(estimate: Estimate, unit: Unit, decimals: int) -> tuple[Number, Number, Number]:
    value, lower, upper = estimate.value, estimate.lower, estimate.upper
    return Number(value, unit, decimals), Number(lower, unit, decimals), Number(upper, unit, decimals)


def _main_points(document: Document) -> Sheet:
    rows: list[Row] = [(document.hero.caption, document.hero.number)]
    rows.extend((item.lead, item.text) for item in document.main_points.items)
    return _sheet("Hoofdpunten", (("Vraag", 34), ("Antwoord", 110)), rows)


def _figures(dossier: Dossier) -> Sheet:
    columns = (
        ("Thema", 16), ("Cijfer", 44), ("Eenheid", 12), ("Periode", 10), (dossier.name, 14),
        ("Ondergrens", 12), ("Bovengrens", 12), ("Afronding van", 14), ("Afronding tot", 14), ("Methode", 20),
        ("Status", 24), ("Rang", 8), ("Rang van", 10), ("Rang tot", 10), ("Aantal gemeenten", 18),
        ("Wat het is", 60), ("Waar niet voor", 60), ("Id", 28), ("Kenmerk herkomst", 22),
    )  # fmt: skip
    rows: list[Row] = []
    for indicator, found in compared(dossier):
        own, unit, decimals = found[0], indicator.unit, indicator.decimals
        rank = own.rank
        ranks = (rank.value, rank.lower, rank.upper, rank.of) if rank else (None,) * 4
        rows.append(
            (
                indicator.theme,
                indicator.label,
                unit.value,
                period_label(own.period),
                *_three(own.own, unit, decimals),
                *_three(own.own_rounding, unit, decimals)[1:],
                indicator.interval_method.value,
                ", ".join(status(own)) or "definitief",
                *(Number(value, decimals=0) for value in ranks),
                indicator.definition,
                indicator.not_for,
                indicator.id,
                own.lineage,
            )
        )
    return _sheet("Cijfers", columns, rows)


def _comparisons(dossier: Dossier) -> Sheet:
    columns = (
        ("Cijfer", 44), ("Periode", 10), ("Groep", 20), ("Welke", 32), (dossier.name, 14),
        ("Groepscijfer", 14), ("Groep van", 12), ("Groep tot", 12), ("Verschil", 12), ("Verschil van", 14),
        ("Verschil tot", 14), ("Oordeel", 24), ("Spreiding", 20), ("p-waarde", 11), ("q-waarde", 11),
        ("Zin", 70), ("Verandert zonder", 30), ("Let op", 60), ("Kenmerk herkomst", 22),
    )  # fmt: skip
    names = area_names(dossier)
    rows: list[Row] = []
    for indicator, found in compared(dossier):
        for c in found:
            unit, decimals = indicator.unit, indicator.decimals
            rows.append(
                (
                    indicator.label,
                    period_label(c.period),
                    c.group.kind.value,
                    c.group.label,
                    Number(c.own.value, unit, decimals),
                    *_three(c.reference, unit, decimals),
                    *_three(c.difference, unit, decimals),
                    c.verdict.value,
                    c.spread.value,
                    Number(c.p_value, decimals=4),
                    Number(c.q_value, decimals=4),
                    c.sentence,
                    ", ".join(names.get(area, area) for area in c.changes_without),
                    " ".join(c.warnings),
                    c.lineage,
                )
            )
    return _sheet("Vergelijking", columns, rows)


def _parts(dossier: Dossier, name: str, kinds: tuple[BreakdownKind, ...]) -> Sheet:
    columns = (
        ("Verdeling", 44), ("Periode", 10), ("Eenheid", 26), ("Onderdeel", 40), (dossier.name, 14),
        ("Ondergrens", 12), ("Bovengrens", 12), ("Nederland", 14), ("Nederland van", 15),
        ("Nederland tot", 15), ("Status", 14), ("Opmerking", 60), ("Kenmerk herkomst", 22),
    )  # fmt: skip
    rows: list[Row] = [
        (
            breakdown.title,
            period_label(breakdown.period),
            breakdown.unit,
            part.label,
            *(Number(n) for n in (part.own.value, part.own.lower, part.own.upper)),
            *(Number(n) for n in (part.reference.value, part.reference.lower, part.reference.upper)),
            part.hidden or "",
            breakdown.note,
            part.lineage,
        )
        for breakdown in dossier.breakdowns
        if breakdown.kind in kinds
        for part in breakdown.parts
    ]
    return _sheet(name, columns, rows)


def _trends(dossier: Dossier) -> Sheet:
    columns = (
        ("Cijfer", 44), ("Periode", 12), ("Stuk", 8), ("Waarde", 14), ("Ondergrens", 12), ("Bovengrens", 12),
        ("Status", 14), ("Breuk vóór dit stuk", 70), ("Kenmerk herkomst", 22),
    )  # fmt: skip
    rows: list[Row] = []
    for trend in dossier.trends:
        indicator: Indicator = dossier.definitions[trend.indicator]
        for at, segment in enumerate(trend.segments, start=1):
            rows.extend(
                (
                    indicator.label,
                    period_label(point.period),
                    Number(at, decimals=0),
                    *_three(point.estimate, indicator.unit, indicator.decimals),
                    "voorlopig" if point.provisional else "definitief",
                    segment.starts_after or "",
                    point.lineage,
                )
                for point in segment.points
            )
    return _sheet("Ontwikkeling", columns, rows)


def _municipalities(dossier: Dossier) -> Sheet:
    columns = (
        ("Cijfer", 44), ("Code", 10), ("Gemeente", 28), ("Waarde", 14), ("Ondergrens", 12),
        ("Bovengrens", 12), ("Noemer", 12), ("In de jeugdregio", 16), ("Statistische buur", 17),
    )  # fmt: skip
    rows: list[Row] = []
    lines = dossier.headlines
    for id in dict.fromkeys((lines.use, lines.cost, *lines.more)):
        if id is None or id not in dossier.definitions:
            continue
        indicator, peers = dossier.definitions[id], dossier.peers.get(id, ())
        rows.extend(
            (
                indicator.label,
                peer.area,
                peer.name,
                *_three(Estimate(peer.value, peer.lower, peer.upper), indicator.unit, indicator.decimals),
                Number(peer.size, decimals=0),
                "ja" if peer.in_region else "nee",
                "ja" if peer.is_neighbour else "nee",
            )
            for peer in peers
        )
    return _sheet("Gemeenten", columns, rows)


def _fund(dossier: Dossier) -> Sheet:
    columns = (
        ("Circulaire", 26), ("Jaar", 8), ("Maatstaf", 44), ("Gewicht", 16), ("Aantal", 16), ("Factor", 10),
        ("Bedrag", 18), ("Gepubliceerd", 18),
    )  # fmt: skip
    rows: list[Row] = []
    for allocation in dossier.allocations:
        head = (circular(allocation.circular), allocation.year)
        factor = Number(allocation.factor, decimals=3)
        for term in allocation.terms:
            numbers = (Number(term.weight, decimals=2), Number(term.volume, decimals=1), factor)
            rows.append((*head, term.label, *numbers, _cents(term.amount), ""))
        total, published = _cents(allocation.total), _cents(allocation.published)
        rows.append((*head, "Totaal", "", "", factor, total, published))
    return _sheet("Gemeentefonds", columns, rows)


def _cents(amount: int | None) -> Number:
    return Number(None if amount is None else amount / 100, Unit.EURO, 0)


def _reliability(dossier: Dossier) -> Sheet:
    columns = (("Soort", 16), ("Waar", 40), ("Wat", 90), ("De som", 70), ("Wat te doen", 60))
    rows: list[Row] = [(ASSUMPTION, dossier.name, text, "", "") for text in dossier.assumptions]
    rows.extend(
        (
            finding.severity.value,
            f"{finding.table}, {finding.area_name}, {period_label(finding.period)}",
            finding.message,
            " ; ".join(finding.arithmetic),
            finding.action,
        )
        for finding in dossier.findings
    )
    for indicator, found in compared(dossier):
        said = dict.fromkeys(text for c in found for text in c.warnings)
        rows.extend(("let op", indicator.label, text, "", "") for text in said)
        rows.extend(("breuk", indicator.label, b.reason, "", b.source) for b in indicator.breaks)
    return _sheet("Betrouwbaarheid", columns, rows)


def _lineage(dossier: Dossier) -> Sheet:
    columns = (("Kenmerk", 22), ("Cijfer", 44), ("Periode", 10), ("Komt uit", 120))
    rows: list[Row] = []
    for line in dossier.lineage:
        definition = dossier.definitions.get(line.indicator)
        label = definition.label if definition else line.indicator
        where = "; ".join(places(dossier, line))
        rows.append((line.lineage, label, period_label(line.period), where))
    return _sheet("Herkomst", columns, rows)


def _sources(dossier: Dossier) -> Sheet:
    columns = (
        ("Tabel", 18), ("Titel", 60), ("Uitgever", 16), ("Licentie", 20), ("Bestand", 50), ("Gelezen", 12),
        ("Gepubliceerd", 14), ("SHA-256", 68), ("Adres", 60),
    )  # fmt: skip
    rows: list[Row] = [
        (
            s.table,
            s.title,
            s.publisher,
            s.licence,
            s.file,
            s.received,
            s.released or "",
            s.sha256,
            s.reference,
        )
        for s in dossier.sources
    ]
    return _sheet("Bronnen", columns, rows)
