"""Needs: how they arise, and what happens to somebody who has one and no help."""

from __future__ import annotations

from drietrap.steering.kernel.access import find_access
from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.draw import ONSET, class_of, words
from drietrap.steering.kernel.help import begin, crisis
from drietrap.steering.kernel.offers import choose_offer
from drietrap.steering.model.codes import AT_EASE, GI, SEVERE, SUPERVISED, UNSEEN, WAITING
from drietrap.steering.model.counts import Month
from drietrap.steering.model.people import Person, Standing
from drietrap.steering.model.tables import (
    CRISIS_EVENT,
    FIRST_ROUTE,
    GIVEN_UP,
    OFFERS,
    RESOLVED,
    UNSEEN_SLOTS,
    WAITING_SLOTS,
    WORSENED,
    Market,
    Table,
)


@compiled
def arise(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month, need: int) -> None:
    """Let a need arise in somebody who had none; its severity is drawn."""
    draw = words(seed, ONSET, who.number, month)[0]
    me.need = need
    me.severity = class_of(draw, table.severity[need])
    me.phase = UNSEEN
    me.since = 0
    counts.onset[me.need, me.severity] += 1


@compiled
def unseen_event(
    seed: int,
    month: int,
    capped: bool,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    place: tuple[int, int, int],
    draw: int,
) -> None:
    """What befalls a need without help: it goes over, worsens, turns to crisis, or a route sees it.

    ``place`` is the area, the age band, and 1 when a brother or sister has help.
    """
    area, band, beside = place
    for slot in range(UNSEEN_SLOTS):
        into = draw - table.unseen_start[band, me.need, me.severity, slot]
        if into < 0 or into >= table.unseen_width[band, me.need, me.severity, slot]:
            continue
        if slot == RESOLVED:
            _resolve(me, counts)
        elif slot == WORSENED:
            _worsen(me, counts)
        elif slot == CRISIS_EVENT:
            crisis(seed, month, who, me, table, market, counts, area)
        elif slot - FIRST_ROUTE < GI or me.protection >= SUPERVISED:
            route = (area, band, beside, slot - FIRST_ROUTE)
            find_access(seed, month, capped, who, me, table, market, counts, route)
        return


@compiled
def waiting_event(
    seed: int,
    month: int,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    area: int,
    draw: int,
) -> None:
    """What befalls somebody who waits: the need goes over, worsens, turns to crisis, or hope is given up."""
    for slot in range(WAITING_SLOTS):
        into = draw - table.waiting_start[me.need, me.severity, slot]
        if into < 0 or into >= table.waiting_width[me.need, me.severity, slot]:
            continue
        if slot == RESOLVED:
            _resolve(me, counts)
        elif slot == WORSENED:
            _worsen(me, counts)
        elif slot == CRISIS_EVENT:
            crisis(seed, month, who, me, table, market, counts, area)
        elif slot == GIVEN_UP:
            counts.gave_up[me.need] += 1
            me.phase = UNSEEN
            me.since = 0
        return


@inlined
def in_queue(
    seed: int,
    month: int,
    capped: bool,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    area: int,
    draw: int,
) -> None:
    """One month of somebody who waits; without limits to capacity help begins after the delay.

    Who waits for an offer that takes nobody any more goes to another one, and keeps the months waited.
    """
    me.since += 1
    if draw < table.waiting_top[me.need, me.severity]:
        waiting_event(seed, month, who, me, table, market, counts, area, draw)
    if me.phase == WAITING:
        if me.pool >= 0 and market.open[me.form, me.pool % OFFERS] == 0:
            me.pool = choose_offer(seed, month, who.number, me.form, area, market)
        if me.left > 0:
            me.left -= 1
        if me.left == 0 and not capped:
            begin(seed, month, who, me, table, counts)


@inlined
def _resolve(me: Standing, counts: Month) -> None:
    counts.resolved[me.need, me.severity] += 1
    me.phase = AT_EASE
    me.since = 0


@inlined
def _worsen(me: Standing, counts: Month) -> None:
    if me.severity < SEVERE:
        counts.worsened[me.need, me.severity] += 1
        me.severity += 1
