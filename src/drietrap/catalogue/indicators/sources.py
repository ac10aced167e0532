"""Cells of the tables that the definitions read most, and what every definition shares."""

from __future__ import annotations

from drietrap.catalogue.indicator import Cell, Version
from drietrap.catalogue.published import cbs_jeugd

SECRET_UP_TO = cbs_jeugd.SECRET_UP_TO
FIRST = (Version("2026-11-21", "Eerste versie."),)
JAARREKENING, BEGROTING = "jaarrekening", "begroting"

STATLINE_INDICATOREN = "CBS StatLine 85098NED, Indicatoren jeugdzorg in natura; gemeenten (met toelichting)"
STATLINE_NATURA = "CBS StatLine 85075NED, Jongeren met jeugdzorg in natura en trajecten (met toelichting)"
IV3_BRON = (
    "Iv3, lasten en baten per taakveld (CBS/BZK); taakvelden volgens het Iv3-informatievoorschrift 2023"
)
GEMEENTEFONDS_BRON = "Circulaires Gemeentefonds (ministerie van BZK), cluster Individuele voorzieningen Jeugd"


def indicatoren(measure: str) -> Cell:
    """Return a measure of 85098NED."""
    return Cell("85098NED", measure)


def natura(measure: str) -> Cell:
    """Return a measure of 85075NED."""
    return Cell("85075NED", measure)


def iv3(measure: str, document: str) -> Cell:
    """Return a measure of Iv3, from the budget or the accounts."""
    return Cell("IV3-JEUGD", measure, document)
