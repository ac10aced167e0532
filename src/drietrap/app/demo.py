"""The demonstration: real tables when they were read, else the synthetic country in a folder of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from drietrap.app.folder import DataFolder
from drietrap.app.reading import current_core, read
from drietrap.app.reporting import report
from drietrap.app.results import ReportResult
from drietrap.app.state import opened
from drietrap.publication.disclosure import Published
from drietrap.synthetic.country import Country, build
from drietrap.synthetic.files import write_country

SEED = 2015
EXAMPLE = "voorbeeld"
_WISHED = "GM0505"  # Dordrecht: the city of the seeds' questions


def demo(folder: DataFolder, out: Path | None = None) -> Published[ReportResult]:
    """Show what the product does, from data to report."""
    core = current_core(folder)
    if not core.delivery.is_empty() and not core.synthetic:
        return report(folder, _real_municipality(folder), out or folder.reports)
    example = example_with_tables(folder)
    return report(example, fictional_country().demo, out or example.reports)


def example_with_tables(folder: DataFolder) -> DataFolder:
    """Return the example folder with the published tables of the synthetic country read."""
    example = example_folder(folder)
    if current_core(example).delivery.is_empty():
        files = example.root / "bestanden"
        write_country(fictional_country(), files)
        read(example, [files])
    return example


@cache
def fictional_country() -> Country:
    """Return the synthetic country of the demonstration, built once in a process."""
    return build(SEED)


def _real_municipality(folder: DataFolder) -> str:
    """Return the wished municipality when it has figures, else the one with the most."""
    with opened(folder) as state:
        municipal = state.figures.filter(
            pl.col("area").str.starts_with("GM") & pl.col("rounding_lower").is_not_null()
        )
    counted = municipal.group_by("area").len().sort("len", "area", descending=[True, False])
    areas = counted["area"].to_list()
    return _WISHED if _WISHED in areas or not areas else str(areas[0])


def example_folder(folder: DataFolder) -> DataFolder:
    """Return the data folder of the synthetic country, apart from real data."""
    return folder if (folder.root / "bestanden").is_dir() else DataFolder.resolve(folder.root / EXAMPLE)
