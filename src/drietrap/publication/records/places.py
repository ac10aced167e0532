"""The sections of the report from records about districts and providers: protected counts, and no others."""

from __future__ import annotations

import math

from drietrap.publication.records.dossier import RecordsDossier
from drietrap.publication.records.sections import counted
from drietrap.publication.report.document import Paragraph, Section
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.tables import table
from drietrap.vocabulary.notation import percentage

_NOT_LISTED = "waarvan alles geheim is, staat er niet bij; er kan daar ook niemand zijn."


def districts(dossier: RecordsDossier) -> Section | None:
    """Return youths and trajectories per district; None when nothing of it is shown."""
    asked = dossier.districts
    if asked is None:
        return None
    total = dossier.breakdowns[0].total.codes
    youths, trajectories = (
        {row.codes[0]: row.value for row in dossier.rows(name) if row.codes[1:] == total}
        for name in (asked.youths, asked.trajectories)
    )
    rows = [
        (name, counted(youths.get(code)), counted(trajectories.get(code)))
        for code, name in asked.names
        if youths.get(code) is not None or trajectories.get(code) is not None
    ]
    if not rows:
        return None
    made = table("tabel-wijken", "Wijken", ("Wijk", "Jongeren met jeugdhulp", "Trajecten"), rows, "tnn")
    return Section("wijken", "Wijken", (made, Paragraph(f"Een wijk {_NOT_LISTED}")))


def providers(dossier: RecordsDossier) -> Section | None:
    """Return the share of each provider, as what rounding leaves of it; None when nothing of it is shown."""
    asked = dossier.providers
    if asked is None:
        return None
    here = {
        row.codes[2]: row.value
        for row in dossier.rows(asked.table)
        if row.codes[:2] == (dossier.area, asked.whole)
    }
    whole = here.pop(asked.total, None)
    shown = sorted((-value, name) for name, value in here.items() if value is not None)
    if not shown:
        return None
    rows = [(name, counted(-value), _share(-value, whole)) for value, name in shown]
    heads = ("Aanbieder", "Trajecten jeugdhulp", "Aandeel kan zijn")
    made = table("tabel-aanbieders", "Aanbieders", heads, rows, "tnt")
    text = (
        f"Een aanbieder {_NOT_LISTED} Het aandeel is berekend met de afgeronde aantallen. Wat een "
        "aanbieder doet, kan gevoelig zijn voor zijn bedrijf: overleg met hem voordat u dit openbaar maakt."
    )
    return Section("aanbieders", "Aanbieders", (made, Paragraph(text)))


def _share(part: int, whole: int | None) -> str:
    """Write the share that protected counts allow, as an interval."""
    low, high = CBS.readings(part)
    least, most = CBS.readings(whole)
    if whole is None or high is None or most is None:
        return "niet te zeggen"
    lowest, highest = math.floor(100 * low / most), math.ceil(min(100.0, 100 * high / least))
    return f"{percentage(lowest, 0)} tot {percentage(highest, 0)}"
