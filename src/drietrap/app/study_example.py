"""The worked example: the Nader onderzoek toegang jeugdhulp (2015), whose tables the product carries."""

from __future__ import annotations

from drietrap.app import outlines
from drietrap.app.checks import KEY, as_table, found_in
from drietrap.app.core import Core
from drietrap.app.folder import DataFolder
from drietrap.app.study import study_of_2015
from drietrap.catalogue.study_questions import CONSPICUOUS_2015
from drietrap.register.snapshots import SnapshotStore
from drietrap.register.warehouse import Warehouse

PERIOD = "2015K1"
_ROLES = (
    ("ambtenaar jeugd", ()),
    ("coördinator van het wijkteam", (1, 3, 4)),
    ("jeugdhulpaanbieders", (1, 3, 4)),
    ("gecertificeerde instelling", (1, 5)),
    ("raad voor de kinderbescherming", (5,)),
)


def with_tables(folder: DataFolder) -> None:
    """Make a release of the carried tables alone when nothing was read yet."""
    if Warehouse(folder.warehouse).current is not None:
        return
    with Warehouse(folder.warehouse).writing() as release:
        core = study_of_2015(Core(), SnapshotStore(folder.raw))
        core.store(release, core.figures())
        release.put(outlines.TABLE, outlines.outlines(core.boundary), key=outlines.KEY)
        release.put("finding", as_table(found_in(core)), key=KEY)


def plan_text(release: int) -> str:
    """Return the plan of the example."""
    parts = [
        "# Het Nader onderzoek toegang jeugdhulp (2015), nagemaakt met de tabellen die het onderzoek noemt.\n"
        'titel = "Nader onderzoek toegang jeugdhulp 2015"\n'
        f'periode = "{PERIOD}"\n'
        f"uitgave = {release}\n"
    ]
    for at, (area, indicators) in enumerate(CONSPICUOUS_2015.items()):
        letter = "ABCD"[at]
        listed = ",\n    ".join(f'"{one}"' for one in indicators)
        parts.append(
            f'[[gemeente]]\ngebied = "{area}"\nnaam = "Gemeente {letter}"\n'
            f'map = "gemeente-{letter.lower()}"\n'
            f'letter = "{letter}"\nopvallend = [\n    {listed},\n]\n'
        )
    for role, questions in _ROLES:
        about = f"vragen = {list(questions)}\n" if questions else ""
        parts.append(f'[[betrokkene]]\nrol = "{role}"\n{about}')
    return "\n".join(parts)
