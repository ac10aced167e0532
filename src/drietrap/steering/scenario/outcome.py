"""What is kept of a run: whole numbers per calendar year, in groups that reports and guards read."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.model.codes import (
    AGE_BANDS,
    DROPOUT,
    EIGHTEEN,
    FORMS,
    FOSTER,
    FREE,
    NEEDS,
    NORMALISED,
    RESIDENTIAL,
    SEVERE,
    SUPERVISED,
    UNPROTECTED,
)
from drietrap.steering.model.counts import Counts
from drietrap.steering.model.rows import Whole
from drietrap.steering.money.costs import Costs
from drietrap.steering.scenario.definition import year_of

Outcome = dict[str, Whole]

NUMBERS: MappingProxyType[str, str] = MappingProxyType(
    {
        "hulp": "jeugdigen met een individuele voorziening (maanden)",
        "vrij": "jeugdigen met vrij toegankelijke hulp (maanden)",
        "verblijf": "jeugdigen met verblijf (maanden)",
        "begonnen": "begonnen individuele voorzieningen",
        "vrij_begonnen": "begonnen vrij toegankelijke hulp",
        "genormaliseerd": "vragen die zijn genormaliseerd",
        "niet_opgelost": "genormaliseerd terwijl de vraag bleef",
        "wachten": "wachten op hulp (maanden)",
        "ernstig_wachten": "wachten van jeugdigen met een ernstige vraag, na de eerste maand (maanden)",
        "ernstig_zonder_hulp": "ernstige hulpvraag zonder hulp (maanden)",
        "zonder_hulp": "hulpvraag zonder hulp (maanden)",
        "uitval": "hulp die voortijdig is afgebroken",
        "crisis": "vragen zonder hulp die uitliepen op crisis",
        "opgegeven": "jeugdigen die het wachten opgaven",
        "achttien": "hulp die stopte op de achttiende verjaardag",
        "meldingen": "meldingen over veiligheid",
        "maatregelen": "jeugdigen met een maatregel (maanden)",
        "uithuisgeplaatst": "jeugdigen die uit huis zijn geplaatst (maanden)",
        "reclassering": "jeugdigen met jeugdreclassering (maanden)",
    }
)
"""What is counted, and in which words."""
SHAPES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "telling": tuple(NUMBERS),
        "vorm": FORMS,
        "hulpvraag": NEEDS,
        "leeftijd": AGE_BANDS,
        "ernstig_per_hulpvraag": NEEDS,
        "taakveld": TAAKVELDEN,
    }
)
"""Groups of numbers by their columns; there are also ``wijk``, ``aanbieder``, ``eigen`` and ``kosten``."""


def outcome_of(counts: Counts, costs: Costs, start: int) -> Outcome:
    """Return the numbers of a run by calendar year (years, ...); costs in cents."""
    monthly = {
        "telling": _numbers(counts),
        "vorm": counts["helped"].sum(axis=(2, 3)),
        "hulpvraag": counts.care[:, :, FREE + 1 :].sum(axis=(1, 2, 4), dtype=np.int64),
        "leeftijd": counts["helped"][:, FREE + 1 :].sum(axis=(1, 3)),
        "ernstig_per_hulpvraag": counts["unseen"][:, :, SEVERE],
        "taakveld": costs.taakvelden,
        "wijk": counts.districts.astype(np.int64),
        "aanbieder": costs.offers.sum(axis=1),
        "eigen": costs.own,
        "kosten": costs.total[:, None],
    }
    years = [year_of(start + month) for month in range(len(counts.months))]
    first = [at for at, year in enumerate(years) if at == 0 or years[at - 1] != year]
    return {name: np.add.reduceat(table, first, axis=0) for name, table in monthly.items()}


def _numbers(counts: Counts) -> Whole:
    """Return what :data:`NUMBERS` names, by month."""
    helped, waiting, unseen = counts["helped"].sum(axis=(2, 3)), counts["waiting"], counts["unseen"]
    started, ended, measures = counts["started"], counts["ended"], counts["measures"]
    stay = slice(FOSTER, RESIDENTIAL + 1)
    columns = {
        "hulp": helped[:, FREE + 1 :].sum(axis=1),
        "vrij": helped[:, FREE],
        "verblijf": helped[:, stay].sum(axis=1),
        "begonnen": started[:, FREE + 1 :].sum(axis=(1, 2)),
        "vrij_begonnen": started[:, FREE].sum(axis=1),
        "genormaliseerd": counts["seen"][:, :, :, NORMALISED].sum(axis=(1, 2)),
        "niet_opgelost": counts["unsettled"].sum(axis=(1, 2)),
        "wachten": waiting.sum(axis=(1, 2, 3)),
        "ernstig_wachten": waiting[:, :, SEVERE, 1:].sum(axis=(1, 2)),
        "ernstig_zonder_hulp": unseen[:, :, SEVERE].sum(axis=1),
        "zonder_hulp": unseen.sum(axis=(1, 2)),
        "uitval": ended[:, :, DROPOUT].sum(axis=1),
        "crisis": counts["crises"].sum(axis=1),
        "opgegeven": counts["gave_up"].sum(axis=1),
        "achttien": ended[:, :, EIGHTEEN].sum(axis=1),
        "meldingen": measures[:, UNPROTECTED, 4],
        "maatregelen": counts["protection"][:, SUPERVISED:].sum(axis=1),
        "uithuisgeplaatst": counts["placed"],
        "reclassering": counts["probation"],
    }
    return np.stack([columns[name] for name in NUMBERS], axis=1).astype(np.int64)
