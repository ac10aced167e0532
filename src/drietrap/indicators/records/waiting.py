"""From referral or decision to the start of help, from the municipality's own registration."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

REFERRED, STARTED = "datum_verwijzing", "datum_aanvang"


def waiting(registration: pl.DataFrame, by: Sequence[str] = ("hulpvorm",)) -> pl.DataFrame:
    """Return how many days lie between referral or decision and start, per group.

    Parameters
    ----------
    registration
        Rows with dates ``datum_verwijzing`` and ``datum_aanvang`` and the columns of ``by``.

    Returns
    -------
    ``by``, ``trajectories``, ``known`` (both dates there, the start not first), ``earlier`` (help that began
    before the referral: an error, or crisis), ``unknown``, and ``days_25``, ``days_50``, ``days_75``,
    ``days_90`` of the known. A referral whose help has not begun is not in the registration: the distance is
    that of who was helped, and shorter than the waiting of all.
    """
    days = (pl.col(STARTED) - pl.col(REFERRED)).dt.total_days()
    known = days.filter(days >= 0)
    return (
        registration.group_by(*by)
        .agg(
            trajectories=pl.len(),
            known=known.len(),
            earlier=(days < 0).sum(),
            unknown=days.is_null().sum(),
            **{f"days_{share}": known.quantile(share / 100, "linear") for share in (25, 50, 75, 90)},
        )
        .sort(*by, nulls_last=True)
    )
