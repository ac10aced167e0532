"""From what was simulated to records with the protocol's codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl

from drietrap.synthetic.arithmetic import IntArray
from drietrap.synthetic.register.assumptions import (
    ADULT,
    FORMS,
    GUARDIANSHIP,
    GUARDIANSHIP_REASONS,
    MEASURES,
    OTS_REASONS,
    PERSPECTIVES,
    PROBATION,
    REASONS,
    REFERRER_CODES,
    SCORED,
)
from drietrap.synthetic.register.authorisations import authorisations
from drietrap.synthetic.register.fitting import choose
from drietrap.synthetic.register.ledger import BoolArray, birthday, day
from drietrap.synthetic.register.model import JEUGDBESCHERMING, JEUGDHULP, JEUGDRECLASSERING, RECORDS
from drietrap.synthetic.register.state import HELP, PROBATION_KIND, PROTECTION, State

_CODES = {
    HELP: (JEUGDHULP, FORMS),
    PROTECTION: (JEUGDBESCHERMING, MEASURES),
    PROBATION_KIND: (JEUGDRECLASSERING, PROBATION),
}
_FIRST_OUTCOME = 2018
_GRADES = np.array([0.005, 0.005, 0.01, 0.02, 0.05, 0.11, 0.26, 0.34, 0.14, 0.06])
_WITHOUT_HELP = np.array([0.22, 0.20, 0.18, 0.40])
_NEW_ENDS = 2021  # since then the end of jeugdreclassering is told by risk and referral
_PROBATION_REASONS = np.array([0.72, 0.08, 0.08, 0.05, 0.065, 0.005])


Columns = dict[str, IntArray]


def records_frame(state: State, years: range) -> pl.DataFrame:
    """Return all records that ran on some day of the years; what ends later is still open."""
    first, last = day(years.start), day(years.stop) - 1
    records = pl.concat([_of_kind(state, kind, first, last) for kind in _CODES], how="diagonal")
    records = pl.concat([records, authorisations(records, _date(last))], how="diagonal")
    ends = ("reason", "satisfaction", "without_help", "informant", "referral", "ended")
    ended = pl.col("ended") <= pl.lit(_date(last))
    return (
        records.with_columns(pl.when(ended).then(pl.col(name)).alias(name) for name in ends)
        .sort("kind", "person", "form", "started", "provider", "taken_over", nulls_last=False)
        .with_row_index("record")
        .select(pl.col(name).cast(kind) for name, kind in RECORDS.items())
    )


def _of_kind(state: State, kind: int, first: int, last: int) -> pl.DataFrame:
    """Return the records of one kind, with two rows for a measure that went to another GI."""
    ledger = state.records
    chosen = (ledger["kind"] == kind) & (ledger["ended"] >= first) & (ledger["started"] <= last)
    place = np.flatnonzero(chosen & (ledger["started"] <= ledger["ended"]))
    name, codes = _CODES[kind]
    column = {key: ledger[key][place].astype(np.int64) for key in ledger.types}
    providers = state.market.frame["provider"]
    frame = pl.DataFrame(
        {
            "kind": pl.Series([name], dtype=RECORDS["kind"]).new_from_index(0, len(place)),
            "person": column["person"].astype(np.uint32),
            "provider": providers.gather(column["provider"]),
            "successor": providers.gather(np.maximum(column["successor"], 0)),
            "form": pl.Series(codes).gather(column["form"]),
            "started": _dates(column["started"]),
            "ended": _dates(column["ended"]),
            "handed_over": _dates(column["handover"]),
            **_TOLD[kind](state, place, column),
        }
    )
    goes = pl.Series((column["handover"] >= 0) & (column["handover"] <= last))
    return _two_institutions(frame.with_columns(goes=goes), _date(first))


def _two_institutions(frame: pl.DataFrame, first: dt.date) -> pl.DataFrame:
    """Split what was handed over: the first GI reports the last day, the next one begins the day after."""
    null = pl.lit(None, dtype=pl.Date)
    stays = frame.filter(~pl.col("goes")).with_columns(handed_over=null, taken_over=null)
    gone = frame.filter("goes")
    ends = [pl.lit(None, dtype=pl.Date).alias("ended"), pl.lit(None, dtype=pl.String).alias("reason")]
    old = gone.filter(pl.col("handed_over") >= first).with_columns(*ends, taken_over=null)
    new = gone.with_columns(
        provider=pl.col("successor"), taken_over=pl.col("handed_over").dt.offset_by("1d"), handed_over=null
    )
    return pl.concat([part.drop("goes", "successor") for part in (stays, old, new)], how="diagonal")


def _of_help(state: State, place: IntArray, column: Columns) -> dict[str, pl.Series]:
    draws = state.draws
    scored = draws.uniform("outcome", place) < SCORED
    scored = scored & (column["ended"] >= day(_FIRST_OUTCOME))
    grade = pl.Series(choose(_GRADES, draws.uniform("tevredenheid", place)) + 1)
    further = _numbered(choose(_WITHOUT_HELP, draws.uniform("zonder hulp verder", place)) + 1)
    informant = np.where(draws.uniform("informant", place) < 0.45, "jeugdige", "ouder")
    reason = choose(REASONS, draws.uniform("reden einde", place)) + 1
    reason = np.where(column["ended"] == _adult(state, column), 1, reason)
    referrer = pl.Series(REFERRER_CODES).gather(column["referrer"])
    return {
        "referrer": referrer.replace("", None),
        "perspective": _numbered(choose(PERSPECTIVES, draws.uniform("perspectief", place)) + 1),
        "crisis": _numbered(np.where(column["crisis"] == 1, 1, 2)),
        "reason": _numbered(reason),
        "satisfaction": _where(scored, grade),
        "without_help": _where(scored, further),
        "informant": _where(scored, pl.Series(informant)),
    }


def _of_protection(state: State, place: IntArray, column: Columns) -> dict[str, pl.Series]:
    """Return the reason: 01 or 11 at 18, 07 when an ots follows, else drawn."""
    guardian = column["form"] >= GUARDIANSHIP
    adult = column["ended"] == _adult(state, column)
    chance = state.draws.uniform("reden einde", place)
    reason = np.where(guardian, 12 + choose(GUARDIANSHIP_REASONS, chance), 2 + choose(OTS_REASONS, chance))
    reason = np.where(adult, np.where(guardian, 11, 1), reason)
    return {"reason": _numbered(np.where(column["follows"] == 1, 7, reason))}


def _of_probation(state: State, place: IntArray, column: Columns) -> dict[str, pl.Series]:
    """Return the reason (until 2020) or the risk at the end and the referral (since 2021)."""
    draws = state.draws
    since = column["ended"] >= day(_NEW_ENDS)
    old = 21 + choose(_PROBATION_REASONS, draws.uniform("reden einde", place))
    risk = 41 + choose(np.array([0.5, 0.4, 0.1]), draws.uniform("risicoprofiel", place))
    referral = 51 + (draws.uniform("doorverwijzing", place) < 0.25)
    intervention = np.where(draws.uniform("erkende interventie", place) < 0.2, 1, 2)
    return {
        "reason": _numbered(np.where(since, risk, old)),
        "referral": _where(since, _numbered(referral)),
        "intervention": _numbered(intervention),
    }


_TOLD: dict[int, Callable[[State, IntArray, Columns], dict[str, pl.Series]]] = {
    HELP: _of_help,
    PROTECTION: _of_protection,
    PROBATION_KIND: _of_probation,
}


def _adult(state: State, column: Columns) -> IntArray:
    return birthday(state.people.persons["born"][column["person"]].astype(np.int64), ADULT)


def _numbered(number: IntArray) -> pl.Series:
    """Return codes of two figures."""
    return pl.Series([f"{code:02d}" for code in range(100)]).gather(number)


def _where(kept: BoolArray, values: pl.Series) -> pl.Series:
    """Return the values, null where they are not kept."""
    return values.set(pl.Series(~kept), None)


def _dates(days: IntArray) -> pl.Series:
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def _date(number: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=number)
