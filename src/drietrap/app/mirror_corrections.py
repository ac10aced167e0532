"""Which corrections changed the delivery that a feedback report is about: how many rows, and why."""

from __future__ import annotations

import polars as pl

from drietrap.publication.mirror import MirrorCorrection
from drietrap.register.correcting import in_force, touched
from drietrap.register.version import Reader


def corrections_of(reader: Reader, delivery: str) -> tuple[MirrorCorrection, ...]:
    """Return the corrections that changed a delivery, or left rows of it out, in the order of their file.

    Who looks after a correction is left out: that can be the name of a person.

    Parameters
    ----------
    delivery
        Its mark.
    """
    here = touched(reader).filter(delivery=delivery)
    rows = dict(here.group_by("correction").agg(pl.col("row").n_unique()).iter_rows())
    return tuple(
        MirrorCorrection(
            fit.correction.id,
            fit.correction.action.value,
            rows[fit.correction.id],
            fit.correction.reason,
            fit.correction.status.value,
        )
        for fit in in_force(reader).fits
        if fit.correction.id in rows
    )


def corrected_rows(reader: Reader, delivery: str) -> int:
    """Return how many rows of a delivery a correction changed or left out, each counted once."""
    return touched(reader).filter(delivery=delivery)["row"].n_unique()
