"""Access: a route leads to normalising, freely accessible help or an individual provision."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled
from drietrap.steering.kernel.draw import ACCESS, class_of, words
from drietrap.steering.kernel.help import begin
from drietrap.steering.kernel.offers import choose_offer
from drietrap.steering.model.codes import AT_EASE, FREE, NORMALISED, PROVISION, WAITING
from drietrap.steering.model.counts import Month
from drietrap.steering.model.people import Person, Standing
from drietrap.steering.model.tables import Market, Table


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
