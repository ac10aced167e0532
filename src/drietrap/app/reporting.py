"""Making a report about a municipality."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from drietrap.app.dossier import dossier
from drietrap.app.folder import DataFolder
from drietrap.app.results import ReportResult
from drietrap.app.state import opened
from drietrap.publication.charts.render import warm_up
from drietrap.publication.disclosure import Published, publish
from drietrap.publication.report import write_report


def report(folder: DataFolder, text: str, out: Path, *, period: str | None = None) -> Published[ReportResult]:
    """Write the report about a municipality as HTML, PDF and XLSX into ``out``.

    The three appear together or not at all.
    """
    warm_up()
    with opened(folder) as state:
        area = state.municipality(text, period)
        chosen = state.period(area, period)
        gathered = dossier(state, area, chosen, made_on=datetime.now(UTC).date())
        made = write_report(publish(gathered, public_sources=True), out)
        folder.log("rapport", gebied=area, periode=chosen, uitgave=state.number)
        return publish(
            ReportResult(
                area=area,
                name=gathered.name,
                period=chosen,
                synthetic=state.synthetic,
                data=str(folder.root),
                html=str(made.html),
                pdf=str(made.pdf),
                xlsx=str(made.xlsx),
            ),
            public_sources=True,
        )
