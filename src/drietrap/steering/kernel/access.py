"""Access: a route leads to normalising, freely accessible help or an individual provision."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled
from drietrap.steering.kernel.draw import ACCESS, PROVIDER, words
from drietrap.steering.kernel.help import begin, class_of
from drietrap.steering.model.codes import AT_EASE, FREE, NORMALISED, PROVISION, WAITING
from drietrap.steering.model.counts import Month
from drietrap.steering.model.people import Person, Standing
from drietrap.steering.model.tables import OFFERS, Market, Table

TRIES = 4


@compiled
def choose_offer(seed: int, month: int, number: int, form: int, area: int, market: Market) -> int:
    """Return the number of the offer that somebody goes to, or -1 where the form knows no queue.

    By market share; who drew one that takes no new clients draws again, so that closing one provider moves
    only its own clients. After four draws the first open one of the area is taken.
    """
    offers = market.offers[form]
    if offers == 0:
        return -1
    draws = words(seed, PROVIDER, number, month)
    for attempt in range(TRIES):
        offer = class_of(draws[attempt], market.share[form])
        if offer < offers and market.open[form, offer] == 1:
            return (area * 10 + form) * OFFERS + offer
    for offer in range(offers):
        if market.open[form, offer] == 1:
            return (area * 10 + form) * OFFERS + offer
    return -1


@compiled
def find_access(
    seed: int,
    month: int,
    capped: bool,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    place: tuple[int, int, int, int],
) -> None:
    """Decide about somebody who comes by a route.

    Parameters
    ----------
    capped
        Whether capacity holds: help then begins only when there is a place.
    place
        Area, age band, 1 when a brother or sister has help (else 0), and the route.
    """
    area, band, beside, route = place
    draw = words(seed, ACCESS, who.number, month)
    decision = class_of(draw[0], table.decide[beside, route, me.need, me.severity])
    counts.seen[route, me.severity, decision] += 1
    me.since = 0
    if decision == NORMALISED:
        if draw[1] < table.settled[me.need, me.severity]:
            me.phase = AT_EASE
        else:
            counts.unsettled[me.need, me.severity] += 1
        return
    me.route = route
    me.form = FREE
    me.left = 0
    if decision == PROVISION:
        me.form = class_of(draw[1], table.choose[band, me.need, me.severity])
        me.left = class_of(draw[2], table.delay[route])
    me.pool = choose_offer(seed, month, who.number, me.form, area, market)
    me.phase = WAITING
    if me.left == 0 and not capped:
        begin(seed, month, who, me, table, counts)
