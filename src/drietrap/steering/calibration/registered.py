"""From records that providers delivered to the log that calibration reads, for one municipality.

What a month is differs: a record has days, the model whole months of help, at least one. Help of one form
that goes on within a month, with whichever provider, is one trajectory here, as in the model: who is
registered anew on 1 January did not end.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.register.record import RecordKind
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.calibration.logbook import (
    ADULT_MONTHS,
    BROKEN_OFF,
    OPEN,
    OTHERWISE,
    PLANNED,
    Trajectory,
    joined,
)
from drietrap.steering.calibration.records import Log
from drietrap.steering.model.codes import CRISIS, FORM_CODES, RESIDENTIAL, ROUTE_CODES
from drietrap.steering.model.rows import Rows, Whole, layout

DAYS = 30.4375  # of a month
_AS_AGREED, _BROKEN_OFF = "01", ("02", "03", "04")  # codes of reden beëindiging of jeugdhulp
_NOWHERE, _GIRL = -1, "V"
_MEASURES = (RecordKind.JEUGDBESCHERMING.value, RecordKind.JEUGDRECLASSERING.value)
_UNBORN = -(2**20)  # month of birth of whom it is not known: never young


def log_of(histories: pl.DataFrame, people: FloatArray) -> Log | None:
    """Return the log of a municipality; None when there is no help in a form that is known.

    Parameters
    ----------
    histories
        Its trajectories of help, and its measures; columns of
        :data:`drietrap.indicators.records.histories.HISTORIES`.
    people
        (4,): inhabitants by age band.
    """
    forms = {code: form for form, code in enumerate(FORM_CODES) if code and form != CRISIS}
    crisis = (pl.col("form") == FORM_CODES[RESIDENTIAL]) & pl.col("crisis")
    numbered = histories.with_columns(person=pl.col("who").rank("dense"))
    form = pl.when(crisis).then(CRISIS).otherwise(pl.col("form").replace_strict(forms, default=None))
    help_ = (
        numbered.filter(kind=RecordKind.JEUGDHULP.value)
        .with_columns(care=form)
        .filter(pl.col("care").is_not_null())
    )
    if help_.is_empty():
        return None
    window = (
        int(_months(help_["seen_from"], 0).min()),
        int(_months(help_["seen_until"], 0).max()) + 1,
    )
    routes = {code: route for route, code in enumerate(ROUTE_CODES)}
    helped = help_.with_columns(
        route=pl.col("referrer").replace_strict(routes, default=_NOWHERE, return_dtype=pl.Int8)
    )
    measures = numbered.filter(pl.col("kind").is_in(_MEASURES)).with_columns(
        care=pl.lit(_NOWHERE), route=pl.lit(_NOWHERE)
    )
    return Log(joined(_rows(helped, window)), window, people, _rows(measures, window))


def _rows(found: pl.DataFrame, window: tuple[int, int]) -> Rows:
    """Return rows of :class:`Trajectory`; what was last seen before the end of the log is out of sight."""
    rows = np.zeros(found.height, dtype=layout(Trajectory))
    rows["person"] = found["person"].to_numpy()
    rows["form"], rows["route"] = found["care"].to_numpy(), found["route"].to_numpy()
    rows["sex"] = (found["sex"] == _GIRL).fill_null(value=False).to_numpy()
    rows["born"] = _months(found["born"], _UNBORN)
    rows["start"] = _months(found["started"], 0)
    rows["entry"] = _months(found["seen_from"], 0)
    days = (found["ended"] - found["started"]).dt.total_days().fill_null(0).to_numpy()
    ended = found["ended"].is_not_null().to_numpy()
    lost = _months(found["seen_until"], 0) + 1
    out_of_sight = np.where(lost < window[1], np.maximum(lost, rows["start"] + 1), OPEN)
    rows["stop"] = np.where(
        ended, rows["start"] + np.maximum(1, np.rint(days / DAYS)).astype(np.int64), out_of_sight
    )
    grown = np.abs(rows["stop"] - rows["born"] - ADULT_MONTHS) <= 1
    as_agreed = (found["reason"] == _AS_AGREED).fill_null(value=False).to_numpy()
    broken = found["reason"].is_in(list(_BROKEN_OFF)).fill_null(value=False).to_numpy()
    rows["reason"] = np.select(
        [~ended | grown, as_agreed, broken], [OTHERWISE, PLANNED, BROKEN_OFF], default=OTHERWISE
    )
    return rows


def _months(days: pl.Series, absent: int) -> Whole:
    months = (days.dt.year().cast(pl.Int64) - 2000) * 12 + days.dt.month() - 1
    return np.asarray(months.fill_null(absent).to_numpy(), dtype=np.int64)
