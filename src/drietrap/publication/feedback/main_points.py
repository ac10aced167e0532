"""The first page: what a provider must know in two minutes, what to mend first on top."""

from __future__ import annotations

from drietrap.benchmark.mirror import Measured, MirrorFigure
from drietrap.catalogue.rules.rule import standing
from drietrap.publication.charts.beside import beside
from drietrap.publication.feedback.words import (
    NOT_RUN,
    corrected,
    difference,
    half,
    is_far,
    part_name,
    written,
)
from drietrap.publication.mirror import Mirror, MirrorFinding, Part
from drietrap.publication.report.document import Hero, Paragraph, Points
from drietrap.vocabulary.notation import Count, counted, number, percentage

_FEW = 3


def hero(mirror: Mirror) -> Hero:
    """Return which part of the rows counts, with the largest breakdown beside it."""
    rows, accepted = (sum(getattr(part, name) for part in mirror.parts) for name in ("rows", "accepted"))
    caption = f"van de {Count(rows)} geleverde {Count(rows):regel|regels} telt mee"
    part = max(mirror.parts, key=lambda one: one.rows)
    chart = None
    if part.groups:
        id, title = part.groups[0]
        found = [figure for figure in part.figures if figure.group == id]
        chart = beside("eerste-verdeling", f"In het kort, {title.lower()}: {part_name(part)}", found)
    share = 100 * accepted / rows if rows else 0.0
    whole = accepted == rows
    return Hero("Alles" if whole and rows else percentage(min(share, 99.9), 1), caption, chart)


def main_points(mirror: Mirror) -> Points:
    """Return the short points; what is not known is left out, never guessed."""
    made = [
        *(_delivered(part) for part in mirror.parts),
        _first(mirror),
        _over_time(mirror),
        _since(mirror),
        _beside(mirror),
        _not_run(mirror),
        Paragraph(
            "Er staan geen gegevens van jeugdigen in dit rapport. U ziet regelnummers van uw eigen bestand. "
            "Van andere aanbieders ziet u alleen het midden en de middelste helft.",
            "Wat u hier niet vindt",
        ),
    ]
    return Points(tuple(point for point in made if point is not None))


def _delivered(part: Part) -> Paragraph:
    rows, good, merged, apart = map(Count, (part.rows, part.accepted, part.merged, part.quarantined))
    text = f"U leverde {rows} {rows:regel|regels}. Daarvan {good:telt|tellen} er {good} mee."
    if merged:
        text += f" {merged} daarvan {merged:ging|gingen} op in een andere regel over hetzelfde traject."
    if apart:
        share = percentage(100 * apart / rows)
        text += f" {apart} {apart:regel|regels} ({share}) {apart:staat|staan} apart tot u dit herstelt."
    if part.corrections:
        text += f" {corrected(part)} Bij ‘Volledigheid’ staat waarom."
    if part.replaced is not None:
        text += " Deze levering vervangt een eerdere over dezelfde periode."
    return Paragraph(text, part_name(part).capitalize())


def _first(mirror: Mirror) -> Paragraph:
    """Say which two findings to mend first."""
    everything = [*(one for part in mirror.parts for one in part.findings), *mirror.over]
    found = [one for one in everything if one.rule != NOT_RUN]
    if not found:
        return Paragraph("De controles vonden niets.", "Wat u kunt verbeteren")
    order = sorted(found, key=lambda one: standing(one.effect, one.severity, one.count, one.rule))
    listed = " ".join(f"{one.title} ({_size(one)}): {one.action}" for one in order[:2])
    more = f" Er zijn {number(len(found))} soorten bevindingen." if len(found) > 2 else ""
    return Paragraph(listed + more, "Wat u eerst kunt doen")


def _size(finding: MirrorFinding) -> str:
    if finding.over:
        return f"raakt {counted(finding.effect or 0, 'traject', 'trajecten')}"
    return counted(finding.count, "regel", "regels")


def _over_time(mirror: Mirror) -> Paragraph | None:
    found = [finding for finding in mirror.over if finding.rule != NOT_RUN]
    if not found:
        return None
    listed = " ".join(_said(one) for one in found[:2])
    more = f" En nog {number(len(found) - 2)} andere." if len(found) > 2 else ""
    return Paragraph(listed + more, "Wat opvalt naast andere leveringen")


def _said(finding: MirrorFinding) -> str:
    return f"{finding.title.rstrip('.')}: {finding.message}"


def _since(mirror: Mirror) -> Paragraph | None:
    """Say what changed more than chance explains."""
    known = [
        (part, figure)
        for part in mirror.parts
        for figure in part.figures
        if figure.change is not None and figure.group in ("aantallen", "duur")
    ]
    if not known:
        return None
    clear = [(part, figure) for part, figure in known if figure.change is not None and figure.change.is_clear]
    lead = "Sinds de vorige levering"
    if not clear:
        return Paragraph("Geen van de aantallen verschilt meer dan door toeval kan.", lead)
    return Paragraph(". ".join(_changed(part, figure, mirror) for part, figure in clear[:_FEW]) + ".", lead)


def _changed(part: Part, figure: MirrorFigure, mirror: Mirror) -> str:
    what = f"{figure.label} ({part.kind})" if len(mirror.parts) > 1 else figure.label
    before = written(figure.change.before if figure.change else None, figure.unit)
    size, between = difference(figure.change, figure.unit)
    return f"{what}: {written(figure.value, figure.unit)}, was {before} (verschil {size}, {between})"


def _beside(mirror: Mirror) -> Paragraph | None:
    lead = "Naast vergelijkbare aanbieders"
    shown = [(part, one) for part in mirror.parts for one in part.figures if one.around.median is not None]
    if not shown:
        return Paragraph("Er zijn te weinig vergelijkbare aanbieders om uw cijfers naast te leggen.", lead)
    far = [one for _, one in shown if is_far(one) and (one.unit is not Measured.COUNT)]
    if not far:
        return Paragraph("Geen aandeel of duur ligt ver van die van vergelijkbare aanbieders.", lead)
    listed = ". ".join(
        f"{_begun(one.label)}: {written(one.value, one.unit)} ({half(one.around, one.unit)})"
        for one in far[:_FEW]
    )
    return Paragraph(f"Dit ligt ver van anderen, en dat kan kloppen. {listed}.", lead)


def _begun(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"


def _not_run(mirror: Mirror) -> Paragraph | None:
    found = [one for part in mirror.parts for one in part.findings if one.rule == NOT_RUN]
    found += [one for one in mirror.over if one.rule == NOT_RUN]
    if not found:
        return None
    return Paragraph(
        "Niet alle controles zijn uitgevoerd. Bij ‘Bevindingen’ staat welke, en wat daarvoor nodig is.",
        "Wat niet is gecontroleerd",
    )
