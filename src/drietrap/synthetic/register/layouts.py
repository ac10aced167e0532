"""Where each element stands in a delivery: the product's own layouts, read as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Column:
    """One element: where it begins (from 1), how wide it is, and its heading."""

    element: str
    begin: int
    width: int
    heading: str


@cache
def columns_of(kind: str, version: str) -> tuple[Column, ...]:
    """Return the columns of a kind of delivery in a version of the protocol.

    Raises
    ------
    ValueError
        When the product has no layout for them.
    """
    for layout in _layouts():
        if layout.get("soort") == kind and version in layout.get("versies", []):
            return tuple(
                Column(
                    str(column["element"]),
                    int(column["begin"]),
                    int(column["lengte"]),
                    str(column["koppen"][0]),
                )
                for column in layout["kolom"]
            )
    raise ValueError(f"there is no layout for {kind} in version {version}")


@cache
def headings_of(kind: str) -> dict[str, str]:
    """Return the heading per element of what is read beside the deliveries.

    Raises
    ------
    ValueError
        When the product has no layout for it.
    """
    for layout in _layouts():
        if layout.get("soort") == kind:
            return {str(column["element"]): str(column["koppen"][0]) for column in layout["kolom"]}
    raise ValueError(f"there is no layout for {kind}")


@cache
def _layouts() -> tuple[dict[str, Any], ...]:
    folder = resources.files("drietrap.catalogue").joinpath("facts", "layouts")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
