"""Factors that are the outcome in disguise: what they measure is use or cost of youth care itself.

Whoever explains youth care by youth care explains nothing: the fit is excellent and the answer empty. So
such a factor is refused, by a declared list and by its definition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.published import TABLES
from drietrap.vocabulary.errors import InputError

_ADVICE = "kies een kenmerk van inwoners of van de plaats, zoals pct_laag_inkomen of stedelijkheid"


@dataclass(frozen=True)
class Disguise:
    """A kind of factor that is refused: measures of whole tables, or measures by name, and why (Dutch)."""

    reason: str
    tables: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


DISGUISES = (
    Disguise(
        "het is zelf een cijfer over gebruik van jeugdzorg",
        tables=("85098NED", "85075NED", "84134NED", "JB-INSTROOM", "JB-STROOM", "ZIN-PGB", "NJI-JEUGDZORG"),
        measures=("jongeren_jeugdzorg", "pct_jeugdzorg_tot_23", "pct_ambulant"),
    ),
    Disguise(
        "het is een verwachting die uit het gebruik zelf is afgeleid, met het niveau van elke gemeente erin",
        measures=("pct_ambulant_verwacht", "residu"),
    ),
    Disguise("het zijn kosten van jeugdzorg, dus gebruik maal prijs", tables=("IV3-JEUGD", "83454NED")),
    Disguise(
        "het is een bedrag van het gemeentefonds, dat mede volgt uit gebruik en kosten van jeugdzorg",
        tables=("GF-JEUGD-VOLUMES", "GF-JEUGD-GEWICHTEN", "GF-FACTOR"),
    ),
)
# What the label, the unit or the name of a measure of care or its cost says.
_SAYS_CARE = re.compile(
    r"jeugd(hulp|zorg|bescherming|reclassering|ggz|wet)|youth (care|welfare)|\bots\b|voogdij|uithuisplaats",
    re.IGNORECASE,
)


def refuse_disguised(measure: str, table: str | None = None) -> None:
    """Raise when a factor is the outcome in disguise.

    Parameters
    ----------
    measure
        Name of the measure in our catalogue or in the file, or of an indicator.
    table
        Published table it comes from; None when only its name is known: every table is then looked at.

    Raises
    ------
    InputError
        With the reason: on the declared list, an indicator of youth care, or youth care by its own
        definition.
    """
    given, measure = measure, _our_name(measure, table)
    for kind in DISGUISES:
        there = {c.measure for t in kind.tables if t in TABLES for c in TABLES[t].columns}
        if measure in kind.measures or (table in kind.tables if table else measure in there - _people()):
            raise _refused(given, kind.reason)
    if measure in INDICATORS:
        raise _refused(given, "het is een indicator van jeugdzorg, geen kenmerk van inwoners")
    said = [
        f"{column.label} ({column.unit})"
        for name, one in TABLES.items()
        for column in one.columns
        if column.measure == measure and table in (None, name)
    ]
    for words in (measure, *said):
        if _SAYS_CARE.search(words):
            raise _refused(given, f"volgens de omschrijving gaat het over jeugdzorg: '{words}'")


def _our_name(name: str, table: str | None) -> str:
    """Return our name of a measure on the declared list that is called as in the file; else ``name``."""
    declared = {measure for kind in DISGUISES for measure in kind.measures}
    for id, one in TABLES.items():
        for column in one.columns:
            if column.measure in declared and name in column.headers and table in (None, id):
                return column.measure
    return name


def _people() -> set[str]:
    """Return the measures that count people: tables of care hold them too, beside the care."""
    return {column.measure for column in TABLES["KERNCIJFERS"].columns} - {
        measure for kind in DISGUISES for measure in kind.measures
    }


def _refused(measure: str, reason: str) -> InputError:
    return InputError(
        f"'{measure}' kan geen verklaring zijn: {reason}",
        expected="een factor die niet zelf jeugdzorg meet; anders verklaart het gebruik zichzelf",
        action=_ADVICE,
    )
