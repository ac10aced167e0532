"""Recognising the synthetic country: a folder with its mark brings its own, fictional, areas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from drietrap.app.core import AREA, MERGER, Core, area_row
from drietrap.catalogue.gemeenten import Area
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError

MANIFEST = "fictief.json"


def fictive_areas(folders: Sequence[Path]) -> Core | None:
    """Return the fictional areas and mergers when one of ``folders`` carries the mark, else None."""
    for folder in dict.fromkeys(folders):
        path = folder / MANIFEST
        if path.is_file():
            return _areas(path)
    return None


def demo_municipality(folder: Path) -> str:
    """Return the code of the municipality that a demonstration shows."""
    return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["voorbeeldgemeente"]["code"])


def _areas(path: Path) -> Core:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        country = Area(NEDERLAND, read["land"], other_names=("Nederland",))
        found = [
            Area(area["code"], area["naam"], _day(area["van"]), _day(area["tot"]))
            for area in read["gebieden"]
        ]
        mergers = [(_day(m["tot"]), m["oud"], m["nieuw"], True) for m in read["herindelingen"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "dit is geen lijst van fictieve gebieden",
            action="maak het fictieve land opnieuw met 'drietrap demo'",
            file=path.name,
        ) from error
    rows = [area_row(area) for area in (country, *found)]
    return Core(
        area=pl.DataFrame(rows, schema=AREA, orient="row"),
        merger=pl.DataFrame(mergers, schema=MERGER, orient="row"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
