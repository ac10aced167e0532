"""From a dossier to a document: which sections there are, and in which order."""

from __future__ import annotations

from drietrap.publication.dossier import BreakdownKind, Dossier
from drietrap.publication.report.comparison import (
    comparison_section,
    map_section,
    neighbour_section,
    trend_section,
)
from drietrap.publication.report.document import Document
from drietrap.publication.report.main_points import hero, main_points
from drietrap.publication.report.money import breakdown_section, cost_section, fund_section
from drietrap.publication.report.reliability import reliability_section, source_section, term_section
from drietrap.publication.wording import period_label
from drietrap.vocabulary.errors import NoDataError


def build(dossier: Dossier) -> Document:
    """Return the whole report of ``dossier`` before it has a form.

    Raises
    ------
    NoDataError
        When there is no figure to compare, so that there is nothing to report.
    """
    if dossier.headlines.use not in dossier.definitions:
        raise NoDataError(
            f"er zijn geen cijfers over {dossier.name} in {dossier.period} om te vergelijken",
            action="lees eerst de tabellen in, of kies een andere periode",
        )
    period = period_label(dossier.period)
    edition = dossier.edition
    return Document(
        title=f"Jeugdhulp in {dossier.name}",
        subtitle=f"Vergelijking over {period}",
        area=dossier.area,
        made_on=edition.made_on,
        software=f"{edition.software}, uitgave {edition.release}",
        synthetic=edition.synthetic,
        hero=hero(dossier),
        main_points=main_points(dossier),
        sections=(
            comparison_section(dossier),
            map_section(dossier),
            trend_section(dossier),
            breakdown_section(dossier, BreakdownKind.VERWIJZER, "verwijzers"),
            breakdown_section(dossier, BreakdownKind.LEEFTIJD_HUISHOUDEN, "leeftijd"),
            cost_section(dossier),
            fund_section(dossier),
            reliability_section(dossier),
            neighbour_section(dossier),
            source_section(dossier),
            term_section(),
        ),
    )
