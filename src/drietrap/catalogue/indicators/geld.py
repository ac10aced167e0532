"""The taakvelden of youth as sums of cells, and words that all cost indicators share."""

from __future__ import annotations

from drietrap.catalogue.indicator import Cell
from drietrap.catalogue.indicators.sources import BEGROTING, JAARREKENING, iv3
from drietrap.catalogue.published.iv3 import TAAKVELDEN, baten, lasten

# 6.2 (toegang en eerstelijn) also serves adults, so it is no part of the cost of youth.
CODES = tuple(code for code in TAAKVELDEN if code != "6.2")
VERBLIJF = ("6.73a", "6.73b", "6.73c", "6.74b", "6.74c")


def bedragen(codes: tuple[str, ...], document: str, *, income: bool = False) -> tuple[Cell, ...]:
    """Return the costs, or the income, on taakvelden ``codes``."""
    return tuple(iv3(baten(code) if income else lasten(code), document) for code in codes)


JEUGD = {
    JAARREKENING: bedragen(CODES, JAARREKENING),
    BEGROTING: bedragen(CODES, BEGROTING),
    "baten": bedragen(CODES, JAARREKENING, income=True),
}

NIET_COMPLEET = (
    "Nul euro op alle taakvelden jeugd betekent dat de gemeente niet heeft geleverd, niet dat er geen kosten "
    "zijn. De regel Nederland is de som van de gemeenten die wel leverden. Sommige gemeenten boeken nog op "
    "de oude codes 6.72 en 6.82; die tellen in het totaal mee."
)
NIET_DOELMATIG = (
    "Niet om te zeggen of een gemeente zuinig of duur werkt: het bedrag hangt af van hoeveel jongeren hulp "
    "krijgen, hoe zwaar die hulp is, de tarieven en hoe de gemeente boekt."
)
PER_JONGERE = "Jongeren tot 18 jaar (raming uit de circulaire van het Gemeentefonds)"
