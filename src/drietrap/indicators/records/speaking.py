"""Which row speaks: for a trajectory the latest, and for a youth the latest with a known municipality.

The orders hold for all rows of a year; each period takes its own rows out of them. Every choice is made by
what rows say, and by delivery and row only where that is equal.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from drietrap.indicators.records.packing import IntArray, dense, joint, starts
from drietrap.indicators.records.rows import FAR, Rows

_CONTENT = ("municipality", "district", "referrer", "born", "sex")
_NOTHING = "~"


def by_trajectory(rows: Rows, chosen: IntArray, names: Sequence[str]) -> tuple[IntArray, IntArray]:
    """Return the rows ``chosen`` by trajectory, the one that speaks first; and the trajectory of each.

    Of two rows on one trajectory the one delivered over the latest period speaks, then one that was not
    handed over, then one that runs on, then the earliest end, then the latest takeover.

    Parameters
    ----------
    chosen
        Places of rows.
    names
        What makes rows be about one trajectory, of which the youth is the first: numbers of ``rows``.
    """
    key = joint(*(_from_zero(rows[name][chosen]) for name in names))
    later = (
        _ends_latest_first(rows),
        (rows["handed_over"] != FAR).astype(np.int64),
        np.where(rows["ended"] == FAR, 0, 1 + _from_zero(rows["ended"])),
        _latest_first(rows["taken_over"]),
    )
    order = _settled(rows, chosen, joint(key, *(one[chosen] for one in later)))
    return chosen[order], key[order]


def by_home(rows: Rows) -> IntArray:
    """Return all rows by youth, the one first that tells who and where the youth is.

    Known municipalities first, then the delivery over the latest period, the latest start, and known
    districts.
    """
    nowhere = np.array([one.municipality is None for one in rows.spots], dtype=np.int64)
    vague = np.array([one.district is None for one in rows.spots], dtype=np.int64)
    key = joint(
        rows["who"],
        nowhere[rows["spot"]],
        _ends_latest_first(rows),
        _latest_first(rows["started"]),
        vague[rows["spot"]],
    )
    tells = joint(rows["spot"], rows["sex"], _from_zero(rows["born"]))
    return _settled(rows, np.arange(len(key)), key, tells)


def _settled(rows: Rows, chosen: IntArray, key: IntArray, tells: IntArray | None = None) -> IntArray:
    """Return the order of ``key``; where it is equal, of the content of the rows ``chosen``.

    Rows that ``tells`` is equal for may stand in any order.
    """
    order = np.argsort(key)
    first = starts(key[order])
    if first.all():
        return order
    group = np.cumsum(first) - 1
    if tells is None:
        doubt = np.bincount(group) > 1
    else:
        doubt = np.bincount(group[1:][~first[1:] & ~starts(tells[order])[1:]], minlength=group[-1] + 1) > 0
    places = np.flatnonzero(doubt[group])
    order[places] = order[places][_by_content(rows, group[places], chosen[order[places]])]
    return order


def _by_content(rows: Rows, group: IntArray, chosen: IntArray) -> IntArray:
    """Return the order of the rows ``chosen`` within their group, by what they say."""
    spots = [rows.spots[number] for number in rows["spot"][chosen]]
    sorts = [rows.sorts[number] for number in rows["sort"][chosen]]
    days = [None if day == FAR else day for day in rows["born"][chosen].tolist()]
    said = pl.DataFrame(
        {
            "municipality": [one.municipality for one in spots],
            "district": [one.district for one in spots],
            "referrer": [one.referrer for one in sorts],
            "born": pl.Series(days, dtype=pl.Int32).cast(pl.Date).cast(pl.String),
            "sex": [rows.sexes[number] for number in rows["sex"][chosen]],
        },
        schema=dict.fromkeys(_CONTENT, pl.String),
    )
    frame = pl.DataFrame(
        {
            "group": group,
            "content": said.select(pl.concat_str(pl.all().fill_null(_NOTHING), separator="|")).to_series(),
            "delivery": [rows.deliveries[number] for number in rows["delivery"][chosen]],
            "row": rows["row"][chosen],
            "kind": [one.kind for one in sorts],
        }
    )
    keys = ("group", "content", "delivery", "row", "kind")
    order: IntArray = frame.with_row_index("place").sort(keys)["place"].to_numpy().astype(np.int64)
    return order


def _ends_latest_first(rows: Rows) -> IntArray:
    ends = np.array([part.ends for part in rows.parts], dtype=np.int64)
    return dense(ends.max() - ends)[1][rows["part"]]


def _from_zero(days: IntArray) -> IntArray:
    return days - days.min() if len(days) else days


def _latest_first(days: IntArray) -> IntArray:
    """Return days as numbers of zero or more, the latest day first and no day last."""
    known = days != FAR
    latest = int(days[known].max()) if known.any() else 0
    found = np.where(known, latest - days, 0)
    return np.where(known, found, found.max(initial=0) + 1)
