"""Which offer of a form somebody goes to."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled
from drietrap.steering.kernel.draw import PROVIDER, class_of, words
from drietrap.steering.model.tables import OFFERS, Market

TRIES = 4


@compiled
def choose_offer(seed: int, month: int, number: int, form: int, area: int, market: Market) -> int:
    """Return the number of the offer that somebody goes to, or -1 where the form knows no queue.

    By market share; who drew one that takes no new clients draws again, so that closing one provider moves
    only its own clients. After four draws the first open one of the area is taken; where none is open, help
    is bought outside the contracts and knows no queue either.
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
