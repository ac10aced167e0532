"""Counting where everybody stands."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled, entry
from drietrap.steering.kernel.month import band_of
from drietrap.steering.kernel.watch import YEAR
from drietrap.steering.model.codes import AGE_FROM, AGES, AT_EASE, HELPED, SEVERE, UNSEEN, WAITING
from drietrap.steering.model.counts import POOLS, AreaMonth, DistrictMonth, Month
from drietrap.steering.model.people import Family, Person, Standing
from drietrap.steering.model.rows import Rows

_BANDS = (*AGE_FROM, AGES)


@compiled
def count_person(
    month: int,
    who: Person,
    me: Standing,
    family: Family,
    counts: Month,
    area: AreaMonth,
    district: DistrictMonth,
) -> None:
    """Add one person who is here to the stocks of a month."""
    counts.protection[me.protection] += 1
    counts.placed += me.placed
    if me.probation > 0:
        counts.probation += 1
    phase = me.phase
    counts.phases[phase] += 1
    if phase == AT_EASE:
        return
    if phase == HELPED:
        area.care[me.form, me.need, me.intensity] += 1
        counts.helped[me.form, band_of((month - who.born) // YEAR), me.severity] += 1
        district.helped += 1
        if me.since == 0:
            area.begun[me.form] += 1
        if me.pool >= 0:
            area.offers[me.pool - family.area * POOLS, me.intensity] += 1
        return
    if phase == WAITING:
        wait = (1 if me.since >= 1 else 0) + (1 if me.since >= 3 else 0) + (1 if me.since >= 6 else 0)
        counts.waiting[me.form, me.severity, wait] += 1
    elif phase == UNSEEN:
        counts.unseen[me.need, me.severity] += 1
    if me.severity == SEVERE:
        district.severe += 1


@entry
def count_people(start: int, families: Rows, persons: Rows, counts: Rows) -> None:
    """Count who is here in each month of a run, by age band; to be added up over the months.

    Only changes are put down: one more in the month in which somebody comes into a band, one less in the
    month in which he or she is no longer in it.
    """
    months = len(counts)
    for number in range(len(families)):
        for person in range(families[number].first, families[number].last):
            who = persons[person]
            for band in range(4):
                born, enter, leave = int(who.born), int(who.enter), int(who.leave)
                into = max(max(enter, born + _BANDS[band] * YEAR), start) - start  # noqa: PLW3301
                out = min(leave, born + _BANDS[band + 1] * YEAR) - start
                if into < min(out, months):
                    counts[into].people[band] += 1
                    if out < months:
                        counts[out].people[band] -= 1
