"""Deflators: what lonen and prijzen did from year to year, dated, each value with its source.

The facts are in ``facts/deflator.csv``. A year that is not there is not guessed: a split that needs it is
refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import prod

FILE = "deflator.csv"
READ_AT_SOURCE = "bron"


@dataclass(frozen=True)
class Deflator:
    """A series of prices; ``step`` is what its percentages are rounded to."""

    id: str
    label: str
    source: str
    note: str
    step: float


@dataclass(frozen=True)
class PriceChange:
    """The change of one year against the year before, in percent."""

    series: str
    year: int
    percent: float
    status: str
    source: str


CPI = Deflator(
    "cpi",
    "consumentenprijzen van het CBS",
    "CBS, consumentenprijsindex (83131NED, 70936ned)",
    "Inflatie is hier die van consumenten (CBS). Lonen in de jeugdhulp kunnen sneller of langzamer stijgen; "
    "dat zit dan in de prijs. De jaren 2020 tot en met 2024 zijn overgenomen uit een overzicht dat het CBS "
    "als bron noemt.",
    0.1,
)
INDEXATIE = Deflator(
    "indexatie",
    "indexatie die de VNG adviseert",
    "VNG, Indexatie bij inkoop jeugdhulp en Wmo-ondersteuning",
    "Inflatie is hier de indexatie die de VNG voor tarieven adviseert (90% loonontwikkeling in de zorg, 10% "
    "consumentenprijzen). Aanname: de gemeente volgde dat advies.",
    0.01,
)
DEFLATORS = {deflator.id: deflator for deflator in (CPI, INDEXATIE)}


@cache
def price_changes() -> tuple[PriceChange, ...]:
    """Return every yearly change that is known, by series and year."""
    text = resources.files("drietrap.catalogue").joinpath("facts", FILE).read_text("utf-8")
    lines = [line.split(";") for line in text.splitlines() if not line.startswith("#")][1:]
    return tuple(PriceChange(name, int(year), float(percent), *rest) for name, year, percent, *rest in lines)


def level(series: str, year: int, base: int) -> tuple[float, float, float] | None:
    """Return the price level of ``year`` with ``base`` as 1, and the ends that rounding leaves.

    ``base`` is not after ``year``. None when a year between them is not known.
    """
    known = {change.year: change.percent for change in price_changes() if change.series == series}
    years = range(base + 1, year + 1)
    if not all(between in known for between in years):
        return None
    half = DEFLATORS[series].step / 2
    value, low, high = (
        prod(1 + (known[between] + shift) / 100 for between in years) for shift in (0.0, -half, half)
    )
    return value, low, high
