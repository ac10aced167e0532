"""Whether a study of its time mentioned what our checks find in its tables: only that of 2015 is known."""

from __future__ import annotations

from drietrap.benchmark.finding import Finding
from drietrap.catalogue.nader_onderzoek_2015 import TABLE
from drietrap.catalogue.study_questions import MENTIONED_2015

NOT_MENTIONED = "niet genoemd"


def mention(finding: Finding) -> str:
    """Return where the study of 2015 says this itself; empty for a finding in another table."""
    if finding.table != TABLE:
        return ""
    measure = finding.cells[0].rpartition(":")[2]
    place = MENTIONED_2015.get((finding.area, finding.rule, measure))
    return f"genoemd in {place}" if place else NOT_MENTIONED
