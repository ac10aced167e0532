"""The published tables of the 2015 study travel with the product: they are read like any delivery."""

from __future__ import annotations

from importlib.resources import files

from drietrap.app.core import Core
from drietrap.app.delivery import judge
from drietrap.catalogue.nader_onderzoek_2015 import cells
from drietrap.register.areas import AreaRegister
from drietrap.register.snapshots import SnapshotStore
from drietrap.sources.raw import RawCells

TABLE = "NADER-ONDERZOEK-2015"
_FILE = "nader_onderzoek_2015.csv"


def study_of_2015(core: Core, store: SnapshotStore) -> Core:
    """Return the core with the study's tables, kept as a snapshot like everything else."""
    facts = files("drietrap.catalogue").joinpath("facts", _FILE).read_bytes()
    with store.staging(facts, _FILE) as staged:
        if staged.id in core.delivery["snapshot"].to_list():
            return core
        raws = (RawCells(TABLE, cells()),)
        judged = judge(raws, staged.id, _FILE, AreaRegister.official())
        store.keep(staged, judged.details)
    return core.joined(judged.core)
