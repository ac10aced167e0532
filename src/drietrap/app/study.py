"""The published tables of the 2015 study travel with the product: they are read like any delivery."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import polars as pl

from drietrap.app.core import Core
from drietrap.app.delivery import judge
from drietrap.catalogue.nader_onderzoek_2015 import cells
from drietrap.catalogue.organisation_words import FILE as ORGANISATION_FILE
from drietrap.catalogue.organisation_words import facts_2015
from drietrap.catalogue.published.inrichting import INRICHTING
from drietrap.register.areas import AreaRegister
from drietrap.register.organisation import replaced
from drietrap.register.snapshots import SnapshotStore
from drietrap.sources.raw import ORGANISATION_SCHEMA, RawCells, RawFile, RawOrganisation

TABLE = "NADER-ONDERZOEK-2015"
_FILE = "nader_onderzoek_2015.csv"


def study_of_2015(core: Core, store: SnapshotStore) -> Core:
    """Return the core with the study's tables, kept as snapshots like everything else.

    What someone delivered about the organisation of the study's municipalities goes before our own facts.
    """
    with_tables = _with_facts(core, store, RawCells(TABLE, cells()), _FILE)
    after = _with_facts(with_tables, store, _organisation(), ORGANISATION_FILE)
    return replace(after, organisation=replaced(after.organisation, core.organisation))


def _with_facts(core: Core, store: SnapshotStore, raw: RawFile, name: str) -> Core:
    facts = files("drietrap.catalogue").joinpath("facts", name).read_bytes()
    with store.staging(facts, name) as staged:
        if staged.id in core.delivery["snapshot"].to_list():
            return core
        judged = judge((raw,), staged.id, name, AreaRegister.official())
        store.keep(staged, judged.details)
    return core.joined(judged.core)


def _organisation() -> RawOrganisation:
    """Return our facts on the organisation of the four municipalities as a delivered list."""
    names = {
        "theme": "thema",
        "characteristic": "kenmerk",
        "area": "gebied",
        "text": "tekst",
        "since": "van",
        "until": "tot",
        "note": "toelichting",
        "source": "bron",
    }
    rows = [
        {"row": int(row["regel"]), **{ours: row[name] for ours, name in names.items()}}
        for row in facts_2015()
    ]
    return RawOrganisation(INRICHTING.id, pl.DataFrame(rows, schema=ORGANISATION_SCHEMA))
