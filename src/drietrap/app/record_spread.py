"""How help and cost are spread in an area: over youths, and in time; never exact counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from drietrap.app.record_asked import Asked
from drietrap.app.record_counts import table_id
from drietrap.app.record_ties import FORM, TRAJECTORIES
from drietrap.app.record_words import codes_of
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.beleidsinformatie.registrations import MUNICIPAL
from drietrap.indicators.records import concentration as division
from drietrap.indicators.records.calendar import bounds
from drietrap.indicators.records.duration import durations
from drietrap.publication.records.dossier import (
    FEWEST_YOUTHS,
    LIMIT_WEEKS,
    Divided,
    Lasting,
    Step,
    Where,
)
from drietrap.publication.wording import period_label
from drietrap.register import registrations
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.period import Period

_FIVE = 5
_NINETY = 0.9
_DAYS = ("days", "lower", "upper")


def divided(reader: Reader, known: pl.DataFrame, asked: Asked) -> tuple[Divided, ...]:
    """Return the curves of cost (where every municipality of the area registers it) and of days.

    ``known`` holds the trajectories of the area (``HISTORIES``).
    """
    first, last = bounds(asked.period)
    made = []
    over, cost = _cost(reader, asked)
    if cost["who"].drop_nulls().n_unique() >= FEWEST_YOUTHS and (cost["bedrag"] > 0).any():
        made.append((division.of_cost(cost), over))
    if division.ran(known, first, last)["who"].n_unique() >= FEWEST_YOUTHS:
        made.append((division.of_days(known, first, last), [asked.period.code]))
    return tuple(_curve(one, over) for one, over in made if one.youths >= FEWEST_YOUTHS)


def _cost(reader: Reader, asked: Asked) -> tuple[list[str], pl.DataFrame]:
    """Return over which periods the municipalities registered cost, and what; nothing if one did not."""
    rows = registrations.rows_of(reader, MUNICIPAL)
    if rows.is_empty():
        return [], pl.DataFrame(schema={"who": pl.String, "bedrag": pl.Int64})
    inside = [covers(asked.period, Period.parse(code)) for code in rows["registered_over"]]
    here = pl.Series(inside, dtype=pl.Boolean) & pl.col("registered_by").is_in(asked.municipalities)
    own = rows.filter(here).rename({"person": "who", "amount": "bedrag"})
    priced = own.filter(pl.col("bedrag").is_not_null())["registered_by"].n_unique()
    cost = own if priced == len(asked.municipalities) else own.clear()
    return sorted(cost["registered_over"].unique().to_list()), cost


def lasting(known: pl.DataFrame, period: Period) -> tuple[Lasting, ...]:
    """Return how long half of the trajectories last, per form of the tables over ``period``.

    How many there are leaves with those tables only, and they decide which of these may be seen.
    """
    found = durations(known, shares=(0.5,))
    rows = {row["form"]: row for row in found.iter_rows(named=True)}
    table = table_id(TRAJECTORIES, period.code, FORM)
    return tuple(
        Lasting(words, Where(table, (f"{JEUGDHULP} {form}",)), _weeks(rows[form]))
        for form, words in codes_of("hulpvorm")
        if form in rows
    )


def _weeks(days: Mapping[str, Any]) -> Estimate:
    """Return whole weeks, with limits rounded outwards in steps: the width must not tell the number."""
    weeks, lower, upper = (None if days[name] is None else days[name] / 7 for name in _DAYS)
    return Estimate(
        None if weeks is None else round(weeks),
        None if lower is None else LIMIT_WEEKS * math.floor(lower / LIMIT_WEEKS),
        None if upper is None else LIMIT_WEEKS * math.ceil(upper / LIMIT_WEEKS),
    )


def _curve(one: division.Concentration, over: Sequence[str]) -> Divided:
    """Return the curve in whole per cents: exact shares would give counts away."""
    need = Estimate(*(round(share, 2) for share in one.for_share(_NINETY)))
    steps = tuple(Step(members, *(round(v, 2) for v in rest)) for members, *rest in one.frame.iter_rows())
    youths = _FIVE * round(one.youths / _FIVE)
    return Divided(one.divided.value, " en ".join(map(period_label, over)), youths, steps, need)
