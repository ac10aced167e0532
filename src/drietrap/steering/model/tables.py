"""The tables by which a month moves: chances as whole numbers out of 2**32, durations in months.

A *version* is one set of tables; months in which every lever stands the same share one. Competing events
lie in *slots* of one line from 0 to 2**32: slot k begins at ``start[k]`` and its event happens to a draw in
[start, start + width). A start belongs to the baseline and never moves, and a width may grow into the room
that its slot keeps free, so that turning one chance never changes who gets the other events.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Protocol

import numpy as np

from drietrap.steering.model.rows import Rows, Whole

ONE = 2**32
QUANTILES = 128  # equally likely durations per table
DELAYS = 12  # help begins 0 to 12 months after the decision
OFFERS = 8  # providers of one form in one area; smaller ones are taken together
UNSEEN_SLOTS, WAITING_SLOTS, MEASURE_SLOTS = 9, 4, 4
RESOLVED, WORSENED, CRISIS_EVENT, FIRST_ROUTE = 0, 1, 2, 3  # slots of a need without help; then six routes
GIVEN_UP = 3  # fourth slot of waiting, after the same first three
# Slots of protection: after a report, in an investigation, under a measure.
TO_INVESTIGATION, REPORT_CLOSED = 0, 1
TO_SUPERVISION, TO_GUARDIANSHIP, NO_MEASURE = 0, 1, 2
MEASURE_ENDS, BECOMES_GUARDIANSHIP, PLACED_OUT, BACK_HOME = 0, 1, 2, 3
EASE = 16  # bits after the point of the factor of a district


class Table(Protocol):
    """One version of the tables.

    Axes: A age (23), S sex (2), R stratum (8), B age band (4), N need (8), D severity (3), F form (10),
    W route (6), Q quantile (128).

    - ``onset_start``, ``onset_top``, ``onset_width`` (A, S, R, 5): a personal need arises, in the order of
      ``PERSONAL``; ``top`` is the end of the last slot.
    - ``shared_*`` (R, 2): a need comes over a family, in the order of ``SHARED``; ``affected`` (B, 2) is the
      chance that a child of it has the need.
    - ``severity`` (N, 2): up to which draw a new need is light, and light or moderate.
    - ``unseen_*`` (B, N, D, 9): what happens to a need without help.
    - ``decide`` (2, W, N, D, 2): up to which draw it is normalised, and normalised or freely accessible help;
      first axis: no brother or sister has help, or one has. ``settled`` (N, D): a need that was normalised is
      over by that.
    - ``choose`` (B, N, D, F - 1): cumulative choice of the form of an individual provision.
    - ``delay`` (W, 12): up to which draw help can begin after 0, 1, ... months.
    - ``waiting_*`` (N, D, 4): what happens while waiting.
    - ``duration``, ``extension`` (F, Q): months of help, and of one extension.
    - ``intensity`` (F, D, 3): cumulative classes of intensity.
    - ``dropout`` (F,) per month; ``extend`` (F, N) at the end of what was agreed; ``success`` (F, N, D): then
      the need is over; ``stays_adult`` (F,): help goes on after the 18th birthday.
    - ``report`` (B, 1 + D, R): a report on somebody's safety; second axis from no need to severe.
    - ``measure_*`` (5, 4): what happens after a report, in an investigation, under a measure; ``place``
      (B, 3): cumulative form of a placement, in the order of ``PLACEMENTS``.
    - ``probation`` (A, S) per month, and ``probation_months`` (Q,).
    """

    onset_start: Annotated[Whole, np.int64, (23, 2, 8, 5)]
    onset_top: Annotated[Whole, np.int64, (23, 2, 8)]
    onset_width: Annotated[Whole, np.int64, (23, 2, 8, 5)]
    shared_start: Annotated[Whole, np.int64, (8, 2)]
    shared_top: Annotated[Whole, np.int64, (8,)]
    shared_width: Annotated[Whole, np.int64, (8, 2)]
    affected: Annotated[Whole, np.int64, (4, 2)]
    severity: Annotated[Whole, np.int64, (8, 2)]
    unseen_start: Annotated[Whole, np.int64, (4, 8, 3, 9)]
    unseen_top: Annotated[Whole, np.int64, (4, 8, 3)]
    unseen_width: Annotated[Whole, np.int64, (4, 8, 3, 9)]
    decide: Annotated[Whole, np.int64, (2, 6, 8, 3, 2)]
    settled: Annotated[Whole, np.int64, (8, 3)]
    choose: Annotated[Whole, np.int64, (4, 8, 3, 9)]
    delay: Annotated[Whole, np.int64, (6, 12)]
    waiting_start: Annotated[Whole, np.int64, (8, 3, 4)]
    waiting_top: Annotated[Whole, np.int64, (8, 3)]
    waiting_width: Annotated[Whole, np.int64, (8, 3, 4)]
    duration: Annotated[Whole, np.int64, (10, 128)]
    extension: Annotated[Whole, np.int64, (10, 128)]
    intensity: Annotated[Whole, np.int64, (10, 3, 3)]
    dropout: Annotated[Whole, np.int64, (10,)]
    extend: Annotated[Whole, np.int64, (10, 8)]
    success: Annotated[Whole, np.int64, (10, 8, 3)]
    stays_adult: Annotated[Whole, np.int64, (10,)]
    report: Annotated[Whole, np.int64, (4, 4, 8)]
    measure_start: Annotated[Whole, np.int64, (5, 4)]
    measure_width: Annotated[Whole, np.int64, (5, 4)]
    place: Annotated[Whole, np.int64, (4, 3)]
    probation: Annotated[Whole, np.int64, (23, 2)]
    probation_months: Annotated[Whole, np.int64, (128,)]


class Market(Protocol):
    """Who offers which form in one area, in one version.

    ``share`` (F, 8): cumulative share of each offer, 2**32 from the last on; ``open`` (F, 8): 1 when it
    takes new clients; ``offers`` (F,): how many there are (0: the form knows no queue). The place of offer k
    of form f in area a has the number ``(a * 10 + f) * 8 + k``.
    """

    share: Annotated[Whole, np.int64, (10, 8)]
    open: Annotated[Whole, np.int64, (10, 8)]
    offers: Annotated[Whole, np.int64, (10,)]


@dataclass(frozen=True)
class Plan:
    """What moves a run: the tables of every month, and who offers what.

    Parameters
    ----------
    version
        (months,): which version holds in each month of the run.
    tables
        (versions,) rows of :class:`Table`.
    markets
        (versions, areas) rows of :class:`Market`.
    capacity
        (versions, areas * 80): how many each offer helps at a time; None when there are no limits.
    ease
        (districts,): 65,536 divided by the factor of the district; draws of needs are stretched by it.
    """

    version: Whole
    tables: Rows
    markets: Rows
    capacity: Whole | None
    ease: Whole

    def part(self, first: int, last: int) -> Plan:
        """Return the plan of some of the months: rows ``first`` up to ``last``."""
        return replace(self, version=self.version[first:last])
