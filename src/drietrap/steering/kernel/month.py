"""One month of one person: the step that the whole model is made of."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.draw import END, HOUSEHOLD, MONTH, words
from drietrap.steering.kernel.help import in_help, leave_help
from drietrap.steering.kernel.needs import arise, in_queue, unseen_event
from drietrap.steering.kernel.protection import protected_month, report, start_probation
from drietrap.steering.model.codes import (
    ADULT,
    AGES,
    AT_EASE,
    EIGHTEEN,
    EVERYDAY,
    HELPED,
    MOVED,
    OLDEST,
    PARENTS,
    UNPROTECTED,
    UNSEEN,
    WAITING,
    YOUNG_ADULT,
)
from drietrap.steering.model.counts import Month
from drietrap.steering.model.people import Family, Person, Standing
from drietrap.steering.model.tables import EASE, Market, Table

_YEAR = 12
ABSENT, HERE, LEAVING = 0, 1, 2


@inlined
def band_of(age: int) -> int:
    """Return the age band of an age in years: 0 to 4, 4 to 12, 12 to 18, 18 to 23."""
    return (1 if age >= 4 else 0) + (1 if age >= 12 else 0) + (1 if age >= 18 else 0)


@inlined
def presence(month: int, who: Person) -> int:
    """Return whether somebody is here and under 23, or leaves this month, or is absent."""
    if month < who.enter or month < who.born:
        return ABSENT
    last = min(int(who.leave), int(who.born) + AGES * _YEAR)
    return HERE if month < last else (LEAVING if month == last else ABSENT)


@compiled
def depart(month: int, who: Person, me: Standing, counts: Month) -> None:
    """Let somebody leave: moved, or 23."""
    if me.phase == HELPED:
        reason = OLDEST if month - who.born == AGES * _YEAR else MOVED
        counts.ended[me.form, reason] += 1
    me.phase = AT_EASE
    me.protection = UNPROTECTED
    me.placed = 0
    me.probation = 0


@compiled
def come_of_age(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month) -> None:
    """The 18th birthday: protection ends, and help only goes on where it is extended (to 23 at most)."""
    me.protection = UNPROTECTED
    me.placed = 0
    phase = me.phase
    if phase == AT_EASE:
        return
    if phase == HELPED:
        if words(seed, END, who.number, month)[2] < table.stays_adult[me.form]:
            return
        leave_help(me, counts, EIGHTEEN, AT_EASE)
    counts.of_age[phase] += 1
    me.phase = AT_EASE
    me.since = 0


@compiled
def shared_need(seed: int, month: int, family: Family, table: Table, ease: int) -> int:
    """Return which need comes over a family this month (0 or 1), or -1."""
    draw = words(seed, HOUSEHOLD, family.number, month)[0] * ease >> EASE
    if draw < table.shared_top[family.stratum]:
        for kind in range(2):
            into = draw - table.shared_start[family.stratum, kind]
            if 0 <= into < table.shared_width[family.stratum, kind]:
                return kind
    return -1


@compiled
def at_ease(
    seed: int,
    month: int,
    family: Family,
    who: Person,
    me: Standing,
    table: Table,
    counts: Month,
    place: tuple[int, int],
    draws: tuple[int, int],
) -> None:
    """One month of somebody without a need: one may come, over the family or over the person.

    ``place`` is the age and the ease of the district; ``draws`` decide about a personal need and about
    being affected by that of the family.
    """
    age, ease = place
    shared = shared_need(seed, month, family, table, ease)
    if shared >= 0 and draws[1] < table.affected[band_of(age), shared]:
        arise(seed, month, who, me, table, counts, PARENTS + shared)
        return
    draw = draws[0] * ease >> EASE
    if draw < table.onset_top[age, who.sex, family.stratum]:
        for kind in range(5):
            into = draw - table.onset_start[age, who.sex, family.stratum, kind]
            if 0 <= into < table.onset_width[age, who.sex, family.stratum, kind]:
                need = YOUNG_ADULT if kind == 4 else EVERYDAY + kind
                arise(seed, month, who, me, table, counts, need)
                return


@inlined
def safety(
    seed: int,
    month: int,
    family: Family,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    place: tuple[int, int],
    draws: tuple[int, int],
) -> bool:
    """One month of protection and probation, beside the help; return whether the court moved somebody.

    ``place`` is the age and the ease of the district.
    """
    age, ease = place
    moved = False
    if me.protection == UNPROTECTED:
        heaviness = 0 if me.phase == AT_EASE else 1 + me.severity
        if age < ADULT and draws[0] * ease >> EASE < table.report[band_of(age), heaviness, family.stratum]:
            report(me, counts)
    else:
        near = (family.area, band_of(age))
        moved = protected_month(seed, month, who, me, table, market, counts, near, draws[0])
    if me.probation > 0:
        me.probation -= 1
    elif draws[1] < table.probation[age, who.sex]:
        start_probation(seed, month, who, me, table, counts)
    return moved


@compiled
def person_month(
    seed: int,
    month: int,
    capped: bool,
    family: Family,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    place: tuple[int, int],
) -> None:
    """One month of one person who is here.

    ``place`` is the ease of the district, and 1 when a brother or sister has help (else 0).
    """
    ease, beside = place
    months = month - who.born
    age = months // _YEAR
    draw = words(seed, MONTH, who.number, month)
    if months == ADULT * _YEAR:
        come_of_age(seed, month, who, me, table, counts)
    if safety(seed, month, family, who, me, table, market, counts, (age, ease), (draw[1], draw[2])):
        return
    phase = me.phase
    if phase == AT_EASE:
        at_ease(seed, month, family, who, me, table, counts, (age, ease), (draw[0], draw[3]))
    elif phase == UNSEEN:
        me.since += 1
        band = band_of(age)
        if draw[3] < table.unseen_top[band, me.need, me.severity]:
            near = (family.area, band, beside)
            unseen_event(seed, month, capped, who, me, table, market, counts, near, draw[3])
    elif phase == WAITING:
        in_queue(seed, month, capped, who, me, table, market, counts, family.area, draw[3])
    else:
        in_help(seed, month, who, me, table, counts, draw[3])
