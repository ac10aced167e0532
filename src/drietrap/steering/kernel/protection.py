"""Protection and probation: report, investigation, measure, placement, and their ends."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.draw import MEASURE, QUANTILE, class_of, words
from drietrap.steering.kernel.help import leave_help, place
from drietrap.steering.model.codes import (
    AT_EASE,
    CRISIS,
    FAMILY,
    FIRST_STAY,
    FOSTER,
    GUARDED,
    HELPED,
    INVESTIGATED,
    REPORTED,
    REUNITED,
    SUPERVISED,
    UNPROTECTED,
    UNSEEN,
)
from drietrap.steering.model.counts import Month
from drietrap.steering.model.people import Person, Standing
from drietrap.steering.model.tables import (
    BACK_HOME,
    BECOMES_GUARDIANSHIP,
    MEASURE_ENDS,
    MEASURE_SLOTS,
    PLACED_OUT,
    TO_GUARDIANSHIP,
    TO_INVESTIGATION,
    TO_SUPERVISION,
    Market,
    Table,
)

REPORT = 4  # column of the counted events of protection


@inlined
def report(me: Standing, counts: Month) -> None:
    """Let a report on a youth's safety come in."""
    me.protection = REPORTED
    counts.measures[UNPROTECTED, REPORT] += 1


@compiled
def protected_month(
    seed: int,
    month: int,
    who: Person,
    me: Standing,
    table: Table,
    market: Market,
    counts: Month,
    near: tuple[int, int],
    draw: int,
) -> bool:
    """One month of a youth with a report, an investigation or a measure.

    ``near`` is the area and the age band. Returns whether the court placed somebody or sent somebody home:
    nothing else happens to that youth's help this month.
    """
    area, band = near
    moved = False
    where = me.protection
    for slot in range(MEASURE_SLOTS):
        into = draw - table.measure_start[where, slot]
        if into < 0 or into >= table.measure_width[where, slot]:
            continue
        if where < SUPERVISED:
            _follow_up(me, slot)
        elif slot == MEASURE_ENDS:
            me.protection = UNPROTECTED
            me.placed = 0
        elif slot == BECOMES_GUARDIANSHIP and where == SUPERVISED:
            me.protection = GUARDED
        elif slot == PLACED_OUT and me.placed == 0:
            choice = words(seed, MEASURE, who.number, month)[0]
            form = FOSTER + class_of(choice, table.place[band])
            place(seed, month, who, me, table, market, counts, (area, form, FAMILY))
            moved = True
        elif slot == BACK_HOME and me.placed == 1:
            _go_home(seed, month, who, me, table, counts)
            moved = True
        else:
            return False
        counts.measures[where, slot] += 1
        return moved
    return moved


@inlined
def _follow_up(me: Standing, slot: int) -> None:
    """What follows a report or an investigation; anything else closes it."""
    if me.protection == REPORTED:
        me.protection = INVESTIGATED if slot == TO_INVESTIGATION else UNPROTECTED
    elif slot == TO_SUPERVISION:
        me.protection = SUPERVISED
    else:
        me.protection = GUARDED if slot == TO_GUARDIANSHIP else UNPROTECTED


@inlined
def _go_home(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month) -> None:
    me.placed = 0
    if me.phase == HELPED and me.form >= FIRST_STAY and me.form != CRISIS:
        draw = words(seed, MEASURE, who.number, month)[1]
        over = draw < table.success[me.form, me.need, me.severity]
        leave_help(me, counts, REUNITED, AT_EASE if over else UNSEEN)


@compiled
def start_probation(seed: int, month: int, who: Person, me: Standing, table: Table, counts: Month) -> None:
    """Let youth probation begin, for a drawn number of months."""
    draw = words(seed, MEASURE, who.number, month)[2]
    me.probation = table.probation_months[draw >> QUANTILE]
    counts.probations += 1
