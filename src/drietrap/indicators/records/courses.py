"""What is counted in each period: youths, and what their trajectories did.

A year and its parts are counted from the same rows, so that these are read and put in order once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drietrap.catalogue.record_formula import AgeDay, Ages, Course
from drietrap.indicators.records.calendar import bounds, deliveries
from drietrap.indicators.records.figure import AGE_BANDS
from drietrap.indicators.records.packing import BoolArray, IntArray, dense, distinct, joint, split, starts
from drietrap.indicators.records.rows import FAR, Rows, day_number
from drietrap.indicators.records.speaking import by_home, by_trajectory
from drietrap.register.record import RecordKind
from drietrap.vocabulary.period import Period

FLAGS = {Course.AT_START: 1, Course.AT_END: 2, Course.BEGUN: 4, Course.ENDED: 8}
"""What a trajectory did in a period, as bits."""
DID = 16

Limit = tuple[Ages, AgeDay]


@dataclass(frozen=True)
class Youths:
    """A youth per period, as told by the row that speaks for it; a number per youth in each array.

    ``sex`` is a place in the sexes of the rows, ``band`` one in the age bands or just after them when age is
    not known, ``within`` one in the rows of ``limits``: which age limits hold, a column per limit asked for.
    """

    span: IntArray
    spot: IntArray
    sex: IntArray
    band: IntArray
    within: IntArray
    limits: BoolArray


@dataclass(frozen=True)
class Trajectories:
    """Trajectories in a period, a number per trajectory in each array.

    ``youth`` is a place in the youths, ``provider`` a number of the rows, and ``course`` is ``DID`` x the
    sort of care + what it did (``FLAGS``).
    """

    youth: IntArray
    provider: IntArray
    course: IntArray


@dataclass(frozen=True)
class Facts:
    """What is counted.

    ``anywhere`` has a measure once, ``at_provider`` at each institution that delivered it.
    """

    youths: Youths
    anywhere: Trajectories
    at_provider: Trajectories


@dataclass(frozen=True)
class _Span:
    """A period: its days, and per part of the rows whether it is of the period and ends with it."""

    first: int
    last: int
    of_it: BoolArray
    final: BoolArray


@dataclass(frozen=True)
class _Ordered:
    """The rows by trajectory at a provider, measures by measure, and the turn of each row to tell a home."""

    held: tuple[IntArray, IntArray]
    measures: tuple[IntArray, IntArray]
    homes: IntArray
    turn: IntArray
    is_help: BoolArray


def facts(rows: Rows, periods: Sequence[Period], limits: Sequence[Limit]) -> Facts:
    """Return what is counted in ``periods``; the place of a period is the span of its youths."""
    ordered = _ordered(rows)
    found = [_of_period(rows, ordered, _span(rows, period)) for period in periods]
    sizes = np.cumsum([0, *(len(homes) for homes, _, _ in found)])
    homes = np.concatenate([one[0] for one in found])
    span = np.repeat(np.arange(len(periods)), np.diff(sizes))
    return Facts(
        _youths(rows, periods, homes, span, limits),
        _together([one[1] for one in found], sizes),
        _together([one[2] for one in found], sizes),
    )


def _ordered(rows: Rows) -> _Ordered:
    help_ = np.array([one.kind == RecordKind.JEUGDHULP for one in rows.sorts], dtype=np.bool_)[rows["sort"]]
    homes = by_home(rows)
    turn = np.empty_like(homes)
    turn[homes] = np.arange(len(homes))
    return _Ordered(
        held=by_trajectory(rows, np.arange(len(homes)), ("who", "care", "started", "provider")),
        measures=by_trajectory(rows, np.flatnonzero(~help_), ("who", "care", "started")),
        homes=homes,
        turn=turn,
        is_help=help_,
    )


def _span(rows: Rows, period: Period) -> _Span:
    first, last = bounds(period)
    final = {(part.kind, part.delivered): part.last for part in deliveries(period)}
    named = [(part.kind, part.period) for part in rows.parts]
    return _Span(
        day_number(first),
        day_number(last),
        np.array([name in final for name in named], dtype=np.bool_),
        np.array([final.get(name, False) for name in named], dtype=np.bool_),
    )


def _of_period(rows: Rows, ordered: _Ordered, span: _Span) -> tuple[IntArray, Trajectories, Trajectories]:
    """Return the row that speaks for each youth, and the trajectories anywhere and at a provider.

    Help is counted per provider; a measure or authorisation once.
    """
    ran = span.of_it[rows["part"]] & (rows["started"] <= span.last) & (rows["ended"] >= span.first)
    held, once = (_speaking(*order, ran) for order in (ordered.held, ordered.measures))
    who = rows["who"][held]
    first = starts(who)
    homes = (
        ordered.homes[np.minimum.reduceat(ordered.turn[held], np.flatnonzero(first))] if len(held) else held
    )
    youth = np.cumsum(first) - 1
    number = np.zeros(int(rows["who"].max(initial=0)) + 1, dtype=np.int64)
    number[who] = youth
    help_ = ordered.is_help[held]
    anywhere = np.concatenate([held[help_], once])
    belonging = np.concatenate([youth[help_], number[rows["who"][once]]])
    begins, ends, takes, hands = (rows[name] for name in ("started", "ended", "taken_over", "handed_over"))
    # At a provider, what it took over began there and what it handed over ended.
    own_begin = np.where(takes[held] == FAR, begins[held], takes[held])
    own_end = np.where(hands[held] == FAR, ends[held], hands[held])
    return (
        homes,
        Trajectories(
            belonging,
            rows["provider"][anywhere],
            _course(rows, anywhere, begins[anywhere], ends[anywhere], span),
        ),
        Trajectories(youth, rows["provider"][held], _course(rows, held, own_begin, own_end, span)),
    )


def _speaking(order: IntArray, trajectory: IntArray, ran: BoolArray) -> IntArray:
    """Return the rows that speak, among those that ran in the period."""
    there = ran[order]
    return order[there][starts(trajectory[there])]


def _course(rows: Rows, chosen: IntArray, begins: IntArray, ends: IntArray, span: _Span) -> IntArray:
    """Return what each of the rows ``chosen`` did in the period, with its sort of care.

    What runs on runs at the end only when the last delivery of the period has it.
    """
    final = span.final[rows["part"][chosen]]
    did = np.where(begins < span.first, FLAGS[Course.AT_START], FLAGS[Course.BEGUN])
    over = np.where(final, FLAGS[Course.AT_END], 0)
    return DID * rows["sort"][chosen] + did + np.where(ends <= span.last, FLAGS[Course.ENDED], over)


def _youths(
    rows: Rows, periods: Sequence[Period], homes: IntArray, span: IntArray, limits: Sequence[Limit]
) -> Youths:
    known = rows["born"] != FAR
    earliest = int(rows["born"].min(initial=FAR))
    births, birth = dense(np.where(known, rows["born"] - earliest + 1, 0)[homes])
    born = np.where(births == 0, FAR, births - 1 + earliest)
    days = [bounds(period) for period in periods]
    on_first, on_last = (_ages(born, [pair[i] for pair in days])[span, birth] for i in (0, 1))
    # Who is born later in the period is in the youngest band.
    edges = [ages.below for ages in AGE_BANDS.values()]
    band = np.where(on_first < 0, len(edges), np.searchsorted(edges, on_first, side="right"))
    columns = (on_first + 1, on_last + 1)
    pairs, pair = dense(joint(*columns))
    first, last = split(pairs, columns)
    age = {AgeDay.FIRST: first - 1, AgeDay.LAST: last - 1}
    holds = np.ones((len(pairs), len(limits)), dtype=np.bool_)
    for column, (ages, on) in enumerate(limits):
        holds[:, column] = (age[on] >= ages.lowest) & (age[on] < ages.below)
    different, within = distinct(holds)
    return Youths(span, rows["spot"][homes], rows["sex"][homes], band, within[pair], different)


def _ages(born: IntArray, days: Sequence[dt.date]) -> IntArray:
    """Return ages in whole years, a row per day: 0 before birth, -1 where birth is not known."""
    known = born != FAR
    year, month_day = _year_and_month_day(np.where(known, born, 0))
    day_year, day_month_day = _year_and_month_day(np.array([day_number(day) for day in days], dtype=np.int64))
    age = day_year[:, None] - year - (day_month_day[:, None] < month_day)
    return np.where(known, np.maximum(age, 0), -1)


def _year_and_month_day(days: IntArray) -> tuple[IntArray, IntArray]:
    """Return the year, and month x 100 + day."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year, number = np.divmod(month.astype(np.int64), 12)
    return year + 1970, (number + 1) * 100 + (day - month).astype(np.int64) + 1


def _together(parts: Sequence[Trajectories], sizes: IntArray) -> Trajectories:
    return Trajectories(
        np.concatenate([one.youth + size for one, size in zip(parts, sizes, strict=False)]),
        np.concatenate([one.provider for one in parts]),
        np.concatenate([one.course for one in parts]),
    )
