"""Making the feedback report of a provider."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from drietrap.app.folder import DataFolder
from drietrap.app.mirroring import mirror
from drietrap.app.person_house import PersonHouse
from drietrap.app.register_results import FeedbackResult
from drietrap.publication.charts.render import warm_up
from drietrap.publication.disclosure import Published, publish_feedback, publish_mirror
from drietrap.publication.feedback.write import write_feedback
from drietrap.vocabulary.period import Period


def feedback(folder: DataFolder, provider: str, period: str, out: Path) -> Published[FeedbackResult]:
    """Write the feedback report of a provider over a period as HTML and XLSX into ``out``.

    Raises
    ------
    NoDataError
        When the provider delivered nothing over the period.
    """
    warm_up()
    house = PersonHouse(folder)
    with house.open() as reader:
        found = mirror(
            reader,
            house.areas(),
            provider,
            Period.parse(period),
            made_on=datetime.now(UTC).date(),
            synthetic=house.synthetic,
        )
    made = write_feedback(publish_mirror(found), out)
    folder.log("terugkoppeling", aanbieder=found.provider, periode=found.period)
    return publish_feedback(
        FeedbackResult(
            provider=found.provider,
            label=found.name,
            period=found.period,
            synthetic=found.synthetic,
            rows=sum(part.rows for part in found.parts),
            accepted=sum(part.accepted for part in found.parts),
            quarantined=sum(part.quarantined for part in found.parts),
            corrected=sum(part.corrected for part in found.parts),
            html=str(made.html),
            xlsx=str(made.xlsx),
        )
    )
