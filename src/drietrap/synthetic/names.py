"""Invented names that sound Dutch; a test compares them with every name in the real files."""

from __future__ import annotations

import numpy as np

from drietrap.synthetic.draws import Draws

COUNTRY = "Fictië"
_STEMS = (
    "Aldrum", "Bommer", "Brimmel", "Dralser", "Drummel", "Dwingsel", "Elmsker", "Flarker", "Fonter",
    "Garmsel", "Glister", "Grolmer", "Harkser", "Hoembe", "Ilpser", "Jorker", "Kalvser", "Klimper",
    "Knarser", "Krolder", "Kwister", "Lamser", "Lodder", "Merkser", "Mommel", "Nalder", "Nobber", "Oelder",
    "Pelkser", "Plonger", "Prilser", "Quaster", "Rammer", "Rolsum", "Schalder", "Slumper", "Snelker",
    "Spanser", "Strimmel", "Talmer", "Tonder", "Trelser", "Ulmser", "Vandser", "Vlomper", "Wamsel",
    "Wispel", "Wolmser", "Zamser", "Zilker", "Zomper", "Zwander",
)  # fmt: skip
_TOWNS = (
    "akker", "beek", "berg", "bos", "broek", "burg", "dam", "dijk", "donk", "drecht", "dorp", "geest",
    "haven", "heide", "horst", "hout", "kerk", "loo", "mond", "oord", "rode", "schans", "sluis", "stede",
    "veen", "veld", "voort", "waard", "wijk", "zijl",
)  # fmt: skip
_QUARTERS = ("kwartier", "singel", "tuin", "gaarde", "zoom", "erf", "hof", "dreef", "plantsoen", "werf")
_REGIONS = ("land", "gouw", "kust", "delta")
_PROVINCES = ("mark",)


def _drawn(draws: Draws, decision: str, endings: tuple[str, ...], number: int) -> list[str]:
    """Return ``number`` different names of a stem and an ending, in drawn order."""
    names = [stem + ending for stem in _STEMS for ending in endings]
    if number > len(names):
        raise ValueError(f"there are {len(names)} invented names for {decision}, not {number}")
    order = np.argsort(draws.uniform(decision, np.arange(len(names))), kind="stable")
    return [names[position] for position in order[:number].tolist()]


def municipality_names(draws: Draws, number: int) -> list[str]:
    """Return different names for municipalities (at most 1,560)."""
    return _drawn(draws, "naam gemeente", _TOWNS, number)


def region_names(draws: Draws, number: int) -> list[str]:
    """Return different names for jeugdregio's."""
    return _drawn(draws, "naam jeugdregio", _REGIONS, number)


def province_names(draws: Draws, number: int) -> list[str]:
    """Return different names for provinces, each with a stem of its own."""
    return _drawn(draws, "naam provincie", _PROVINCES, number)


def district_names(draws: Draws, unit: list[int], number: list[int]) -> list[str]:
    """Return names for districts, different within a municipality; ``number`` counts from zero."""
    total = len(_STEMS) * len(_QUARTERS)
    start = (draws.uniform("naam wijk", np.array(unit)) * total).astype(np.int64).tolist()
    # A step without a factor in common with the total visits every name once.
    places = [(first + 77 * place) % total for first, place in zip(start, number, strict=True)]
    return [_STEMS[place % len(_STEMS)] + _QUARTERS[place // len(_STEMS)] for place in places]
