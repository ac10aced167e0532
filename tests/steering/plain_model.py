"""The model again, in plain Python: one object per youth, written from the documentation and to be read.

Slow on purpose. The compiled kernel must agree with it person by person and month by month, see
``test_against_plain_model.py``. What is said in words in docs/explanation/rekenkern.md is in the same order
here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from drietrap.steering.model import codes as c
from drietrap.steering.model.people import World
from drietrap.steering.model.tables import Plan

from .plain_draws import Draws

STAYS = (c.FOSTER, c.FAMILY_HOME, c.CLOSED, c.RESIDENTIAL)


def pick(draw: int, bounds: Any) -> int:
    """Return how many bounds a draw has reached: the class it falls in."""
    return sum(1 for bound in bounds if draw >= bound)


def slot(draw: int, starts: Any, widths: Any) -> int | None:
    """Return the slot in which a draw falls."""
    hits = [k for k in range(len(starts)) if starts[k] <= draw < starts[k] + widths[k]]
    assert len(hits) <= 1, "slots may not overlap"
    return hits[0] if hits else None


@dataclass
class Youth:
    """Somebody, and where he or she stands."""

    number: int
    born: int
    enter: int
    leave: int
    sex: int
    phase: int = c.AT_EASE
    need: int = 0
    severity: int = 0
    form: int = 0
    route: int = 0
    intensity: int = 0
    left: int = 0
    since: int = 0
    offer: int | None = None
    protection: int = c.UNPROTECTED
    placed: bool = False
    probation: int = 0
    before: bool = False

    def age(self, month: int) -> int:
        """Age in years."""
        return (month - self.born) // 12

    def band(self, month: int) -> int:
        """Age band."""
        return max(b for b, first in enumerate(c.AGE_FROM) if self.age(month) >= first)

    def present(self, month: int) -> bool:
        """Whether the youth lives here and is under 23."""
        return self.enter <= month < self.leave and 0 <= month - self.born < 23 * 12

    def goes(self, month: int) -> bool:
        """Whether this is the first month no longer here, or the month of the 23rd birthday."""
        gone = min(self.leave, self.born + 23 * 12)
        return month == gone and month >= max(self.enter, self.born)

    def to(self, phase: int) -> None:
        """Come into another phase."""
        self.phase, self.since = phase, 0

    def as_seen(self) -> tuple[Any, ...]:
        """What of all this means something in the present phase."""
        trouble = self.phase != c.AT_EASE
        led = self.phase in (c.WAITING, c.HELPED)
        return (
            self.phase,
            self.protection,
            self.placed,
            self.probation,
            self.before,
            (self.need, self.severity, self.since) if trouble else None,
            (self.form, self.route, self.left, self.offer) if led else None,
            self.intensity if self.phase == c.HELPED else None,
        )


@dataclass
class Household:
    """A family with its children."""

    number: int
    district: int
    area: int
    stratum: int
    youths: list[Youth] = field(default_factory=list)


class PlainModel:
    """A population that goes through the months one by one."""

    def __init__(self, world: World, plan: Plan, seed: int) -> None:
        self.plan, self.draws = plan, Draws(seed)
        self.households = [
            Household(
                int(f["number"]),
                int(f["district"]),
                int(f["area"]),
                int(f["stratum"]),
                [
                    Youth(*(int(p[name]) for name in ("number", "born", "enter", "leave", "sex")))
                    for p in world.persons[f["first"] : f["last"]]
                ],
            )
            for f in world.families
        ]
        self.counts: list[Counter[tuple[Any, ...]]] = []

    def month(self, row: int, month: int) -> None:
        """Let one month pass."""
        self.now, self.table = month, self.plan.tables[self.plan.version[row]]
        self.markets = self.plan.markets[self.plan.version[row]]
        self.count: Counter[tuple[Any, ...]] = Counter()
        self.counts.append(self.count)
        for home in self.households:
            had_help = [youth.phase == c.HELPED for youth in home.youths]
            for index, youth in enumerate(home.youths):
                sibling = any(had_help[:index] + had_help[index + 1 :])
                if youth.present(month):
                    self._live(home, youth, sibling)
                elif youth.goes(month):
                    self._go(youth)
        if self.plan.capacity is not None:
            self._queues(self.plan.capacity[self.plan.version[row]])
        self._stocks()

    # What may happen in a month, in this order.

    def _live(self, home: Household, youth: Youth, sibling: bool) -> None:
        need, safety, probation, event = self.draws.of("month", youth.number, self.now)
        if self.now - youth.born == 18 * 12:
            self._come_of_age(youth)
        moved = self._safety(home, youth, safety)
        if youth.probation > 0:
            youth.probation -= 1
        elif probation < self.table["probation"][youth.age(self.now), youth.sex]:
            draw = self.draws.of("measure", youth.number, self.now)[2]
            youth.probation = int(self.table["probation_months"][draw // 2**25])
            self.count["probations",] += 1
        if moved:
            return
        if youth.phase == c.AT_EASE:
            self._at_ease(home, youth, need, event)
        elif youth.phase == c.UNSEEN:
            youth.since += 1
            self._unseen(home, youth, sibling, event)
        elif youth.phase == c.WAITING:
            youth.since += 1
            self._waiting(home, youth, event)
        else:
            youth.since += 1
            self._helped(youth, event)

    def _go(self, youth: Youth) -> None:
        if youth.phase == c.HELPED:
            oldest = self.now - youth.born == 23 * 12
            self.count["ended", youth.form, c.OLDEST if oldest else c.MOVED] += 1
        youth.phase, youth.protection, youth.placed, youth.probation = c.AT_EASE, 0, False, 0

    def _come_of_age(self, youth: Youth) -> None:
        youth.protection, youth.placed = c.UNPROTECTED, False
        if youth.phase == c.AT_EASE:
            return
        if youth.phase == c.HELPED:
            draw = self.draws.of("end", youth.number, self.now)[2]
            if draw < self.table["stays_adult"][youth.form]:
                return
            self.count["ended", youth.form, c.EIGHTEEN] += 1
        self.count["of_age", youth.phase] += 1
        youth.to(c.AT_EASE)

    # Safety.

    def _safety(self, home: Household, youth: Youth, draw: int) -> bool:
        if youth.protection == c.UNPROTECTED:
            if youth.age(self.now) < 18:
                heavy = 0 if youth.phase == c.AT_EASE else 1 + youth.severity
                chance = self.table["report"][youth.band(self.now), heavy, home.stratum]
                if self._stretched(home, draw) < chance:
                    youth.protection = c.REPORTED
                    self.count["measures", c.UNPROTECTED, 4] += 1
            return False
        was = youth.protection
        event = slot(draw, self.table["measure_start"][was], self.table["measure_width"][was])
        if event is None:
            return False
        if was == c.REPORTED:
            youth.protection = c.INVESTIGATED if event == 0 else c.UNPROTECTED
        elif was == c.INVESTIGATED:
            youth.protection = {0: c.SUPERVISED, 1: c.GUARDED}.get(event, c.UNPROTECTED)
        elif event == 0:
            youth.protection, youth.placed = c.UNPROTECTED, False
        elif event == 1 and was == c.SUPERVISED:
            youth.protection = c.GUARDED
        elif event == 2 and not youth.placed:
            self._place(home, youth)
        elif event == 3 and youth.placed:
            self._send_home(youth)
        else:
            return False
        self.count["measures", was, event] += 1
        return was >= c.SUPERVISED and event >= 2

    def _place(self, home: Household, youth: Youth) -> None:
        draw = self.draws.of("measure", youth.number, self.now)[0]
        form = STAYS[pick(draw, self.table["place"][youth.band(self.now)])]
        youth.placed = True
        if youth.phase == c.HELPED and youth.form in STAYS:
            return
        if youth.phase == c.HELPED:
            self.count["ended", youth.form, c.OVERTAKEN] += 1
        if youth.phase == c.AT_EASE:
            youth.need, youth.severity = c.FAMILY, c.MODERATE
        youth.form, youth.route = form, c.COURT
        youth.offer = self._offer(home, youth)
        self._begin(youth)

    def _send_home(self, youth: Youth) -> None:
        youth.placed = False
        if youth.phase == c.HELPED and youth.form in STAYS:
            draw = self.draws.of("measure", youth.number, self.now)[1]
            over = draw < self.table["success"][youth.form, youth.need, youth.severity]
            self._end(youth, c.REUNITED, over)

    # Needs.

    def _stretched(self, home: Household, draw: int) -> int:
        return draw * int(self.plan.ease[home.district]) // 65_536

    def _at_ease(self, home: Household, youth: Youth, need: int, affected: int) -> None:
        draw = self._stretched(home, self.draws.of("household", home.number, self.now)[0])
        table, stratum = self.table, home.stratum
        shared = slot(draw, table["shared_start"][stratum], table["shared_width"][stratum])
        if shared is not None and affected < table["affected"][youth.band(self.now), shared]:
            self._arise(youth, c.SHARED[shared])
            return
        place = (youth.age(self.now), youth.sex, stratum)
        own = slot(self._stretched(home, need), table["onset_start"][place], table["onset_width"][place])
        if own is not None:
            self._arise(youth, c.PERSONAL[own])

    def _arise(self, youth: Youth, need: int) -> None:
        draw = self.draws.of("onset", youth.number, self.now)[0]
        youth.need, youth.severity = need, pick(draw, self.table["severity"][need])
        youth.to(c.UNSEEN)
        self.count["onset", need, youth.severity] += 1

    def _unseen(self, home: Household, youth: Youth, sibling: bool, draw: int) -> None:
        place = (youth.band(self.now), youth.need, youth.severity)
        event = slot(draw, self.table["unseen_start"][place], self.table["unseen_width"][place])
        if event is None:
            return
        if event < 3:
            self._alone(home, youth, event)
        elif event - 3 in (c.GI, c.COURT) and youth.protection not in (c.SUPERVISED, c.GUARDED):
            return
        else:
            self._access(home, youth, sibling, event - 3)

    def _alone(self, home: Household, youth: Youth, event: int) -> None:
        if event == 0:
            self.count["resolved", youth.need, youth.severity] += 1
            youth.to(c.AT_EASE)
        elif event == 1 and youth.severity < c.SEVERE:
            self.count["worsened", youth.need, youth.severity] += 1
            youth.severity += 1
        elif event == 2:
            self.count["crises", youth.need] += 1
            youth.severity, youth.form, youth.route = c.SEVERE, c.CRISIS, c.TEAM
            youth.offer = self._offer(home, youth)
            self._begin(youth)

    # Access and waiting.

    def _access(self, home: Household, youth: Youth, sibling: bool, route: int) -> None:
        decision, form, delay, _ = self.draws.of("access", youth.number, self.now)
        table, kind = self.table, (youth.need, youth.severity)
        outcome = pick(decision, table["decide"][int(sibling), route][kind])
        self.count["seen", route, youth.severity, outcome] += 1
        if outcome == c.NORMALISED:
            if form < table["settled"][kind]:
                youth.to(c.AT_EASE)
            else:
                self.count[("unsettled", *kind)] += 1
                youth.to(c.UNSEEN)
            return
        youth.route, youth.form, youth.left = route, c.FREE, 0
        if outcome == c.PROVISION:
            youth.form = pick(form, table["choose"][youth.band(self.now)][kind])
            youth.left = pick(delay, table["delay"][route])
        youth.offer = self._offer(home, youth)
        youth.to(c.WAITING)
        if youth.left == 0 and self.plan.capacity is None:
            self._begin(youth)

    def _offer(self, home: Household, youth: Youth) -> int | None:
        market = self.markets[home.area]
        offers, first = int(market["offers"][youth.form]), (home.area * 10 + youth.form) * 8
        willing = [k for k in range(offers) if market["open"][youth.form, k]]
        if not willing:
            return None
        for draw in self.draws.of("provider", youth.number, self.now):
            drawn = pick(draw, market["share"][youth.form])
            if drawn in willing:
                return first + drawn
        return first + willing[0]

    def _waiting(self, home: Household, youth: Youth, draw: int) -> None:
        kind = (youth.need, youth.severity)
        event = slot(draw, self.table["waiting_start"][kind], self.table["waiting_width"][kind])
        if event == 3:
            self.count["gave_up", youth.need] += 1
            youth.to(c.UNSEEN)
        elif event is not None:
            self._alone(home, youth, event)
        if youth.phase != c.WAITING:
            return
        if youth.offer is not None and not self.markets[home.area]["open"][youth.form, youth.offer % 8]:
            youth.offer = self._offer(home, youth)
        youth.left = max(0, youth.left - 1)
        if youth.left == 0 and self.plan.capacity is None:
            self._begin(youth)

    def _queues(self, capacity: Any) -> None:
        everybody = [youth for home in self.households for youth in home.youths]
        free = Counter({offer: int(places) for offer, places in enumerate(capacity)})
        for youth in everybody:
            if youth.phase == c.HELPED and youth.offer is not None:
                free[youth.offer] -= 1
        ready = [youth for youth in everybody if youth.phase == c.WAITING and youth.left == 0]
        for youth in sorted(ready, key=self._turn):
            if youth.offer is None:
                self._begin(youth)
            elif free[youth.offer] > 0:
                free[youth.offer] -= 1
                self._begin(youth)

    def _turn(self, youth: Youth) -> tuple[int, int, int, int]:
        lot = self.draws.of("lot", youth.number, self.now - youth.since)[0]
        return -youth.severity, -youth.since, lot, youth.number

    # Help.

    def _begin(self, youth: Youth) -> None:
        months, intensity, _, _ = self.draws.of("start", youth.number, self.now)
        youth.to(c.HELPED)
        youth.left = int(self.table["duration"][youth.form, months // 2**25])
        youth.intensity = pick(intensity, self.table["intensity"][youth.form, youth.severity])
        youth.before = True
        self.count["started", youth.form, youth.route] += 1

    def _helped(self, youth: Youth, draw: int) -> None:
        if not youth.placed and draw < self.table["dropout"][youth.form]:
            self._end(youth, c.DROPOUT, over=False)
            return
        youth.left -= 1
        if youth.left > 0:
            return
        if youth.placed and youth.form in STAYS:
            youth.left = 1
            return
        more, over, _, months = self.draws.of("end", youth.number, self.now)
        if more < self.table["extend"][youth.form, youth.need]:
            youth.left = int(self.table["extension"][youth.form, months // 2**25])
            self.count["extended", youth.form] += 1
        elif over < self.table["success"][youth.form, youth.need, youth.severity]:
            self._end(youth, c.DONE, over=True)
        else:
            self._end(youth, c.AGAIN, over=False)

    def _end(self, youth: Youth, reason: int, over: bool) -> None:
        self.count["ended", youth.form, reason] += 1
        youth.to(c.AT_EASE if over else c.UNSEEN)

    # Counting.

    def _stocks(self) -> None:
        for home in self.households:
            for youth in home.youths:
                if youth.present(self.now):
                    self._stock(home, youth)

    def _stock(self, home: Household, youth: Youth) -> None:
        count, phase, band = self.count, youth.phase, youth.band(self.now)
        count["people", band] += 1
        count["phases", phase] += 1
        count["protection", youth.protection] += 1
        count["placed",] += youth.placed
        count["probation",] += youth.probation > 0
        if phase == c.HELPED:
            count["care", home.area, youth.form, youth.need, youth.intensity] += 1
            count["helped", youth.form, band, youth.severity] += 1
            count["begun", home.area, youth.form] += youth.since == 0
            count["districts", home.district, 0] += 1
            if youth.offer is not None:
                count["offers", youth.offer, youth.intensity] += 1
        elif phase == c.WAITING:
            wait = max(w for w, months in enumerate(c.WAIT_FROM) if youth.since >= months)
            count["waiting", youth.form, youth.severity, wait] += 1
        elif phase == c.UNSEEN:
            count["unseen", youth.need, youth.severity] += 1
        if phase in (c.UNSEEN, c.WAITING) and youth.severity == c.SEVERE:
            count["districts", home.district, 1] += 1
