"""Trajectories that began, ended, stayed or came through a referrer, as a share: formulas on records.

The study of 2015 published these shares for one quarter; from records they are there for every period.
"""

from __future__ import annotations

from drietrap.catalogue.indicators.tellingen import (
    BESCHERMING,
    HULP,
    NIET_WIJKTEAM,
    VERBLIJF,
    WIJKTEAM,
    ZONDER_VERBLIJF,
    percentage,
    trajecten,
    via,
)
from drietrap.catalogue.record_formula import Course, RecordFormula, Selection

_RAN, _BEGUN, _ENDED, _STOCK = Course.RAN, Course.BEGUN, Course.ENDED, Course.AT_END


def _van_alle(which: Selection, course: Course, year: int, half: int) -> RecordFormula:
    """Return the share of all help that ran; examples of the year (of 7) and its first half (of 6)."""
    given = (("2023", year, 7), ("2023H1", half, 6))
    return percentage(trajecten(which, course), trajecten(HULP), *given)


def _van_instroom(referrer: str | None, year: int) -> RecordFormula:
    began = trajecten(HULP, _BEGUN)
    return percentage(trajecten(via(HULP, referrer), _BEGUN), began, ("2023", year, 4))


VERLOOP = {
    "begonnen": _van_alle(HULP, _BEGUN, 4, 3),
    "beeindigd": _van_alle(HULP, _ENDED, 5, 3),
    "zonder_verblijf": _van_alle(ZONDER_VERBLIJF, _RAN, 5, 5),
    "begonnen_zonder_verblijf": _van_alle(ZONDER_VERBLIJF, _BEGUN, 3, 3),
    "beeindigd_zonder_verblijf": _van_alle(ZONDER_VERBLIJF, _ENDED, 5, 3),
    "begonnen_wijkteam": _van_alle(WIJKTEAM, _BEGUN, 1, 1),
    "begonnen_niet_wijkteam": _van_alle(NIET_WIJKTEAM, _BEGUN, 2, 2),
    "met_verblijf": _van_alle(VERBLIJF, _RAN, 2, 1),
    "begonnen_met_verblijf": _van_alle(VERBLIJF, _BEGUN, 1, 0),
    "beeindigd_met_verblijf": _van_alle(VERBLIJF, _ENDED, 0, 0),
}
INSTROOM = {
    "verwijzer_gemeente": _van_instroom("01", 0),
    "verwijzer_huisarts": _van_instroom("02", 1),
    "verwijzer_jeugdarts": _van_instroom("03", 0),
    "verwijzer_gecertificeerde_instelling": _van_instroom("04", 0),
    "verwijzer_medisch_specialist": _van_instroom("05", 1),
    "geen_verwijzer": _van_instroom("06", 1),
    "verwijzer_rechter": _van_instroom("08", 1),
    "verwijzer_onbekend": _van_instroom(None, 0),
}
AANDEEL_WIJKTEAM = percentage(
    trajecten(WIJKTEAM, _STOCK), trajecten(ZONDER_VERBLIJF, _STOCK), ("2023H1", 0, 2), ("2023", 0, 0)
)
BESCHERMING_BEGONNEN = percentage(
    trajecten(BESCHERMING, _BEGUN), trajecten(BESCHERMING), ("2023", 2, 3), ("2023H1", 1, 2)
)
