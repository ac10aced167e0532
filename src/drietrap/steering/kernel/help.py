"""Help: how it begins, goes on and ends."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.draw import END, QUANTILE, START, class_of, words
from drietrap.steering.kernel.offers import choose_offer
from drietrap.steering.model.codes import (
    AGAIN,
    AT_EASE,
    COURT,
    CRISIS,
    DONE,
    DROPOUT,
    FIRST_STAY,
    HELPED,
    MODERATE,
    OVERTAKEN,
    SEVERE,
    TEAM,
    UNSEEN,
)
from drietrap.steering.model.counts import Month
from drietrap.steering.model.people import Person, Standing
from drietrap.steering.model.tables import Market, Table


@compiled
def begin(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month) -> None:
    """Let help of the chosen form begin: its duration and intensity are drawn."""
    draw = words(seed, START, who.number, month)
    me.phase = HELPED
    me.since = 0
    me.left = table.duration[me.form, draw[0] >> QUANTILE]
    me.intensity = class_of(draw[1], table.intensity[me.form, me.severity])
    me.before = 1
    counts.started[me.form, me.route] += 1


@compiled
def crisis(
    seed: int,
    month: int,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    area: int,
) -> None:
    """Turn a need into a crisis: a place at once, whatever else was planned and however full it is."""
    counts.crises[me.need] += 1
    me.severity = SEVERE
    me.form = CRISIS
    me.route = TEAM
    me.pool = choose_offer(seed, month, who.number, me.form, area, market)
    begin(seed, month, who, me, table, counts)


@inlined
def leave_help(me: Standing, counts: Month, reason: int, phase: int) -> None:
    """End the help of somebody for a reason, and put him or her in another phase."""
    counts.ended[me.form, reason] += 1
    me.phase = phase
    me.since = 0


@compiled
def finish(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month) -> None:
    """At the end of what was agreed: go on, or end with the need over or back."""
    if me.placed == 1 and me.form >= FIRST_STAY and me.form != CRISIS:
        me.left = 1  # a placement ends by the court, not by a date
        return
    draw = words(seed, END, who.number, month)
    if draw[0] < table.extend[me.form, me.need]:
        me.left = table.extension[me.form, draw[3] >> QUANTILE]
        counts.extended[me.form] += 1
    elif draw[1] < table.success[me.form, me.need, me.severity]:
        leave_help(me, counts, DONE, AT_EASE)
    else:
        leave_help(me, counts, AGAIN, UNSEEN)


@inlined
def in_help(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month, draw: int) -> None:
    """One month of help: broken off, one month less to go, or at its end."""
    me.since += 1
    if me.placed == 0 and draw < table.dropout[me.form]:
        leave_help(me, counts, DROPOUT, UNSEEN)
    else:
        me.left -= 1
        if me.left <= 0:
            finish(seed, month, who, me, table, counts)


@compiled
def place(
    seed: int,
    month: int,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    where: tuple[int, int, int],
) -> None:
    """Place somebody out of home by the court: at once, in the place of other help, however full it is.

    ``where`` is the area, the form, and the need of somebody who had none.
    """
    area, form, need = where
    me.placed = 1
    if me.phase == HELPED:
        if me.form >= FIRST_STAY and me.form != CRISIS:
            return
        counts.ended[me.form, OVERTAKEN] += 1
    elif me.phase == AT_EASE:
        me.need = need
        me.severity = MODERATE
    me.form = form
    me.route = COURT
    me.pool = choose_offer(seed, month, who.number, me.form, area, market)
    begin(seed, month, who, me, table, counts)
