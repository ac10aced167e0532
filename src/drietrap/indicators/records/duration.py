"""How long help lasts, with trajectories that have not ended: Kaplan-Meier per form, area or provider."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from drietrap.statistics.survival import Survival, kaplan_meier, quantile

QUARTERS = (0.25, 0.5, 0.75)


def survival_of(histories: pl.DataFrame) -> Survival:
    """Return the share of trajectories that lasts longer than a number of days.

    A day counts from the start: what ends on the day that it began lasted 0 days. What had not ended when
    it was last delivered is open from that day on. What began before the register did came in later (left
    truncation): it is only compared with trajectories that lasted as long.

    Parameters
    ----------
    histories
        Columns of ``HISTORIES``; rows with an end before their start are left out.
    """
    times = histories.select(
        lasted=(pl.coalesce("ended", "seen_until") - pl.col("started")).dt.total_days(),
        ended=pl.col("ended").is_not_null(),
        entry=(pl.col("seen_from") - pl.col("started")).dt.total_days().clip(lower_bound=0),
    ).filter((pl.col("lasted") >= 0) & (pl.col("entry") <= pl.col("lasted")))
    lasted, ended, entry = (times[name].to_numpy() for name in ("lasted", "ended", "entry"))
    return kaplan_meier(lasted, ended, entry)


def durations(
    histories: pl.DataFrame, by: Sequence[str] = ("form",), shares: Sequence[float] = QUARTERS
) -> pl.DataFrame:
    """Return in how many days a share of the trajectories has ended, per group.

    Returns
    -------
    ``by``, ``trajectories``, ``ended``, ``share``, ``days``, ``lower``, ``upper`` (95 %), sorted by group and
    share; days are null when they lie beyond what was seen. Exact counts: internal.
    """
    rows = []
    groups = histories.partition_by(list(by), as_dict=True) if by else {(): histories}
    for group, members in groups.items():
        found = survival_of(members)
        for share in shares:
            days = [None if np.isinf(value) else value for value in quantile(found, share)]
            rows.append((*group, members.height, int(found.events.sum()), share, *days))
    counts = dict.fromkeys(("trajectories", "ended"), pl.Int64())
    numbers = dict.fromkeys(("share", "days", "lower", "upper"), pl.Float64())
    schema = pl.Schema({**{name: histories.schema[name] for name in by}, **counts, **numbers})
    return pl.DataFrame(rows, schema=schema, orient="row").sort(*by, "share", nulls_last=True)


def curve(histories: pl.DataFrame) -> pl.DataFrame:
    """Return ``days, at_risk, ended, share, lower, upper``: the whole curve."""
    found = survival_of(histories)
    names = ("time", "at_risk", "events", "share", "lower", "upper")
    columns = ("days", "at_risk", "ended", "share", "lower", "upper")
    return pl.DataFrame({to: getattr(found, name) for to, name in zip(columns, names, strict=True)})
