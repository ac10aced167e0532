"""The demonstration: real tables when they were read, else the synthetic country in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from drietrap.app.fictive import demo_municipality
from drietrap.app.folder import DataFolder
from drietrap.app.reading import current_core, read
from drietrap.app.reporting import report
from drietrap.app.results import ReportResult
from drietrap.publication.disclosure import Published
from drietrap.synthetic.country import build
from drietrap.synthetic.files import write_country

SEED = 2015
EXAMPLE = "voorbeeld"
_WISHED = "GM0505"  # Dordrecht: the city of the seeds' questions


def demo(folder: DataFolder, out: Path | None = None) -> Published[ReportResult]:
    """Show what the product does, from data to report."""
    core = current_core(folder)
    if not core.delivery.is_empty() and not core.synthetic:
        return report(folder, _WISHED, out or folder.reports)
    example = example_folder(folder)
    files = example.root / "bestanden"
    if current_core(example).delivery.is_empty():
        write_country(build(SEED), files)
        read(example, [files])
    return report(example, demo_municipality(files), out or example.reports)


def example_folder(folder: DataFolder) -> DataFolder:
    """Return the data folder of the synthetic country, apart from real data."""
    return folder if (folder.root / "bestanden").is_dir() else DataFolder.resolve(folder.root / EXAMPLE)
