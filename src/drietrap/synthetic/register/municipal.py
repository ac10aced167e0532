"""The fictional municipality's own registration: whom it pays help for, decided when, for how much."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.synthetic.arithmetic import exp, log
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.assumptions import (
    CENTS_PER_DAY,
    COST_SPREAD,
    DAYS_TO_START,
    DAYS_TO_START_SPREAD,
    FORMS,
)
from drietrap.synthetic.register.delivered import bounds
from drietrap.synthetic.register.model import JEUGDHULP
from drietrap.vocabulary.period import Period

_DAY = "%Y%m%d"


def municipal(seed: int, rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Return the registration over a period, with the elements of the product's own layout as text.

    Parameters
    ----------
    seed
        Of the register.
    rows
        What is delivered for the youths of the municipality (columns of :func:`delivered`).
    period
        The amount is what the days of help in it cost.
    """
    first, last = bounds(period)
    help_ = rows.filter(pl.col("kind") == JEUGDHULP)
    record = help_["record"].to_numpy().astype(np.int64)
    draws = Draws(seed)
    until = pl.min_horizontal(pl.col("ended").fill_null(last), pl.lit(last))
    days = (until - pl.max_horizontal("started", pl.lit(first))).dt.total_days() + 1
    per_day = pl.col("form").replace_strict(
        dict(zip(FORMS, CENTS_PER_DAY, strict=True)), return_dtype=pl.Int64
    )
    heaviness = exp(COST_SPREAD * draws.normal("kosten per dag", record))
    wait = exp(log(np.array([DAYS_TO_START])) + DAYS_TO_START_SPREAD * draws.normal("wachttijd", record))
    cents = (days * per_day * pl.Series("heaviness", heaviness)).round().cast(pl.Int64)
    waited = help_.with_columns(pl.Series("wait", np.floor(wait).astype(np.int64)))
    decided = pl.col("started") - pl.duration(days=pl.col("wait"))
    return waited.with_columns(cents=cents, decided=decided).select(
        bsn="bsn",
        geboortedatum=pl.col("born").dt.strftime(_DAY),
        geslacht="sex",
        gemeente=pl.col("municipality").str.slice(2),
        wijk="district",
        aanbieder="provider",
        verwijzer="referrer",
        hulpvorm="form",
        datum_aanvang=pl.col("started").dt.strftime(_DAY),
        datum_einde=pl.col("ended").dt.strftime(_DAY),
        reden_beeindiging="reason",
        datum_verwijzing=pl.col("decided").dt.strftime(_DAY),
        bedrag=pl.format(
            "{},{}", pl.col("cents") // 100, (pl.col("cents") % 100).cast(pl.String).str.zfill(2)
        ),
    )
