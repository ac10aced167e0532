"""The first page: what a council member reads in two minutes, the biggest question first."""

from __future__ import annotations

from drietrap.benchmark.result import GroupKind, Verdict
from drietrap.catalogue.comparison import WORKBOOK_FAMILIES
from drietrap.catalogue.indicator import Unit
from drietrap.publication.charts.dots import dots
from drietrap.publication.dossier import Dossier
from drietrap.publication.report.document import Hero, Paragraph, Points
from drietrap.publication.report.lookup import against, compared, comparisons_of
from drietrap.publication.wording import against as verdict_against
from drietrap.publication.wording import (
    amount,
    bounds,
    cents,
    circular,
    millions,
    one_in_words,
    period_label,
    status,
    with_bounds,
)
from drietrap.vocabulary.notation import counted


def hero(dossier: Dossier) -> Hero:
    """Return the one number of the report: '1 op de N', or the share where that says nothing."""
    id = dossier.headlines.use
    indicator, found = dossier.definitions[id], comparisons_of(dossier, id)
    if not found:
        return Hero("geen cijfer", f"{indicator.label}, {dossier.name}", None)
    own = found[0].own
    share = indicator.unit is Unit.PERCENTAGE and own.value is not None and own.value > 0
    text = one_in_words(own) if share else amount(own.value, indicator.unit, indicator.decimals)
    caption = f"{indicator.label} in {dossier.name}, {period_label(found[0].period)}"
    return Hero(text, caption, dots(dossier.name, indicator, found))


def main_points(dossier: Dossier) -> Points:
    """Return five to seven short points; what is not known is left out, never guessed."""
    made = (
        _how_many(dossier),
        _compared(dossier),
        _overall(dossier),
        _cost(dossier),
        _fund(dossier),
        _how_sure(dossier),
        _what_not(dossier),
    )
    return Points(tuple(point for point in made if point is not None))


def _how_many(dossier: Dossier) -> Paragraph | None:
    indicator = dossier.definitions[dossier.headlines.use]
    found = comparisons_of(dossier, indicator.id)
    if not found:
        return None
    own = found[0].own
    if own.value is None:
        return Paragraph(
            f"{indicator.label}: het cijfer van {dossier.name} is geheim of ontbreekt.", "Hoeveel?"
        )
    between = bounds(own, indicator.unit, indicator.decimals)
    text = f"{indicator.label}: {amount(own.value, indicator.unit, indicator.decimals)}"
    if indicator.unit is Unit.PERCENTAGE and own.value > 0:
        text += f", ongeveer {one_in_words(own)}"
    return Paragraph(
        f"{text}. De werkelijke waarde ligt vrijwel zeker {between}." if between else f"{text}.", "Hoeveel?"
    )


def _compared(dossier: Dossier) -> Paragraph | None:
    indicator = dossier.definitions[dossier.headlines.use]
    parts = []
    for kind in (GroupKind.NEDERLAND, GroupKind.BUREN):
        found = against(dossier, indicator.id, kind)
        words = verdict_against(found.verdict, kind) if found else ""
        if found and words:
            value = amount(found.reference.value, indicator.unit, indicator.decimals)
            parts.append(f"{words} ({value})")
    return Paragraph(f"Dat is {' en '.join(parts)}.", "Hoe vergelijken we?") if parts else None


def _overall(dossier: Dossier) -> Paragraph | None:
    verdicts = [
        c.verdict
        for c in dossier.comparisons
        if c.group.kind is GroupKind.NEDERLAND
        and dossier.definitions[c.indicator].family not in WORKBOOK_FAMILIES
    ]
    if not verdicts:
        return None
    clearly = verdicts.count(Verdict.CLEARLY_HIGHER), verdicts.count(Verdict.CLEARLY_LOWER)
    likely = verdicts.count(Verdict.PROBABLY_HIGHER), verdicts.count(Verdict.PROBABLY_LOWER)
    rest = len(verdicts) - sum(clearly) - sum(likely)
    text = (
        f"Van de {len(verdicts)} cijfers zijn er {clearly[0]} duidelijk en {likely[0]} waarschijnlijk hoger "
        f"dan in Nederland, en {clearly[1]} duidelijk en {likely[1]} waarschijnlijk lager. Bij {rest} is het "
        "verschil klein of niet te zeggen."
    )
    return Paragraph(text, "En de andere cijfers?")


def _cost(dossier: Dossier) -> Paragraph | None:
    id = dossier.headlines.cost
    found = against(dossier, id, GroupKind.NEDERLAND) if id else None
    if id is None or found is None or found.own.value is None:
        return None
    indicator = dossier.definitions[id]
    text = f"{indicator.label}, {period_label(found.period)}: {with_bounds(found.own, indicator)}."
    words = verdict_against(found.verdict, GroupKind.NEDERLAND)
    if words:
        text += f" Dat is {words} ({amount(found.reference.value, indicator.unit, indicator.decimals)})."
    return Paragraph(text, "Wat kost het?")


def _fund(dossier: Dossier) -> Paragraph | None:
    if not dossier.allocations:
        return None
    last = dossier.allocations[-1]
    text = (
        f"Het Gemeentefonds rekent voor jeugd met {millions(last.total)} in {last.year} "
        f"({circular(last.circular)}), {cents(last.per_youth)} per inwoner tot 18 jaar. "
        "De raad mag dit geld anders besteden."
    )
    return Paragraph(text, "Wat krijgen we?")


def _how_sure(dossier: Dossier) -> Paragraph:
    words = [set(status(found[0])) for _, found in compared(dossier)]
    provisional = sum("voorlopig" in w for w in words)
    assumed = sum("aanname" in w for w in words)
    hidden = sum(found[0].hidden is not None for _, found in compared(dossier))
    text = (
        f"Van de {len(words)} cijfers zijn er {provisional} voorlopig, {hidden} geheim of afwezig, en "
        f"{assumed} met een aanname. De controle van de tabellen gaf {_count(len(dossier.findings))}."
    )
    return Paragraph(text, "Hoe zeker is dit?")


def _count(findings: int) -> str:
    return "geen opmerkingen" if findings == 0 else counted(findings, "opmerking", "opmerkingen")


def _what_not(dossier: Dossier) -> Paragraph:
    first, stop, _ = dossier.definitions[dossier.headlines.use].not_for.partition(". ")
    text = f"Hoger is niet vanzelf slechter, lager niet vanzelf beter. {first}{stop.strip()}"
    return Paragraph(text, "Wat zegt dit niet?")
