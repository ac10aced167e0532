"""Youths and trajectories of a period one by one, each with its place, provider and sort of care.

For tables over more than one of these at once, which the figures do not have. They are counted as the figures
are (:mod:`.courses`): a youth with help once, a trajectory of help per provider, a measure once.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import polars as pl

from drietrap.indicators.records.courses import DID, facts
from drietrap.indicators.records.figure import Level
from drietrap.indicators.records.naming import Names, names_of
from drietrap.indicators.records.packing import BoolArray, IntArray
from drietrap.indicators.records.rows import Rows, read_rows
from drietrap.register.record import RecordKind
from drietrap.vocabulary.period import Period

_PLACES = {"region": Level.JEUGDREGIO, "municipality": Level.GEMEENTE, "district": Level.WIJK}


@dataclass(frozen=True)
class Members:
    """Everybody and everything that is counted; internal, it is about persons.

    ``youths`` has ``region, municipality, district, leeftijd, geslacht`` of every youth with help;
    ``trajectories`` has the same places with ``vorm, verwijzer, geslacht`` and ``provider`` (null for a
    measure, which can lie with several).
    """

    youths: pl.DataFrame
    trajectories: pl.DataFrame


def members(
    connection: duckdb.DuckDBPyConnection, period: Period, places: pl.DataFrame | None = None
) -> Members:
    """Return the youths with help and the trajectories, not authorisations, that ran in ``period``.

    Parameters
    ----------
    connection, places
        As for :func:`drietrap.indicators.records.engine.record_figures`.
    """
    rows = read_rows(connection, [period], places)
    names, found = names_of(rows), facts(rows, [period], ())
    ran, youths = found.anywhere, found.youths
    sort = ran.course // DID
    kept = _of_kind(rows, sort, set(RecordKind) - {RecordKind.MACHTIGING})
    is_help = _of_kind(rows, sort, {RecordKind.JEUGDHULP})
    helped = np.unique(ran.youth[is_help])
    each = {
        **_at(names, youths.spot[helped]),
        "leeftijd": names.categories["leeftijd"].of(youths.band[helped]),
        "geslacht": names.categories["geslacht"].of(youths.sex[helped]),
    }
    whose, sort = ran.youth[kept], sort[kept]
    provider = names.places[Level.AANBIEDER].of(ran.provider[kept])
    trajectories = pl.DataFrame(
        {
            **_at(names, youths.spot[whose]),
            "vorm": names.categories["vorm"].of(sort),
            "verwijzer": names.categories["verwijzer"].of(sort),
            "geslacht": names.categories["geslacht"].of(youths.sex[whose]),
            "provider": provider.zip_with(pl.Series(is_help[kept]), pl.Series([None], dtype=pl.String)),
        }
    )
    return Members(pl.DataFrame(each), trajectories)


def _of_kind(rows: Rows, sort: IntArray, kinds: set[RecordKind]) -> BoolArray:
    chosen: BoolArray = np.array([one.kind in kinds for one in rows.sorts], dtype=np.bool_)[sort]
    return chosen


def _at(names: Names, spot: IntArray) -> dict[str, pl.Series]:
    return {name: names.places[level].of(spot) for name, level in _PLACES.items()}
