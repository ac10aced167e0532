"""A register of the model itself: what known parameters would leave in a log, with or without faults."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, uniform
from drietrap.steering.baseline import baseline_plan
from drietrap.steering.burn_in import MONTHS, standing_at
from drietrap.steering.calibration.logbook import OPEN, OTHERWISE, Trajectory, Writer
from drietrap.steering.calibration.observing import Flags, band_counts
from drietrap.steering.calibration.records import Log
from drietrap.steering.model.codes import AGE_FROM, GI, SUPERVISED
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows, layout
from drietrap.steering.running import run

_SEED = address("vertekening van een gemaakt register")
_MISSING, _GI, _SILENT, _ELSEWHERE = range(4)
_OTHERS = 2**40  # numbers of youths of elsewhere begin here


def generated_log(world: World, parameters: Parameters, seed: int, window: tuple[int, int]) -> Log:
    """Return the log that a register would hold of the months of ``window``.

    Parameters
    ----------
    world
        Population that covers the window.
    parameters, seed
        What moves it.
    window
        First month, and the first after it; at least twelve months.
    """
    begin, end = window
    before = baseline_plan(parameters, MONTHS, len(world.areas))
    standing = standing_at(world, before, seed, begin)
    writer, guarded = Writer(world, standing, begin), np.zeros(len(world.persons), dtype=np.bool_)
    plan = baseline_plan(parameters, 1, len(world.areas))
    for month in range(begin, end):
        _, standing = run(world, plan, seed, month, standing)
        writer.look(standing, month)
        if month >= end - 12:
            guarded |= (standing["protection"] >= SUPERVISED) | (standing["probation"] > 0)
    return Log(writer.rows(), window, inhabitants(world, end - 12), _measures(world, guarded, window))


def _measures(world: World, guarded: Flags, window: tuple[int, int]) -> Rows:
    """Return who had protection or probation in the last year and lives there still, as registered."""
    persons = world.persons[guarded & (world.persons["leave"] >= window[1])]
    rows = np.zeros(len(persons), dtype=layout(Trajectory))
    rows["person"], rows["born"], rows["sex"] = persons["number"], persons["born"], persons["sex"]
    rows["form"], rows["route"] = -1, -1
    rows["start"], rows["stop"], rows["entry"] = window[1] - 12, OPEN, window[0]
    return rows


def inhabitants(world: World, month: int) -> FloatArray:
    """Return who lives there in the year from ``month``, by age band on its first day."""
    persons = world.persons
    age = np.maximum(month - persons["born"], 0) // 12
    last = month + 12
    here = (persons["enter"] < last) & (persons["born"] < last) & (persons["leave"] >= last) & (age < 23)
    return band_counts(np.searchsorted(AGE_FROM, age[here], side="right") - 1)


def undelivered(log: Log, share: float, seed: int) -> Log:
    """Return the log without a part of the trajectories: a provider did not deliver."""
    kept = uniform(seed, _SEED, _MISSING, np.arange(len(log.rows))) >= share
    return replace(log, rows=log.rows[kept])


def restarted(log: Log, month: int) -> Log:
    """Return the log in which everything that ran was ended and registered anew in one month."""
    rows = log.rows
    runs = (rows["start"] < month) & (rows["stop"] > month)
    fresh = rows[runs].copy()
    fresh["start"] = month
    old = rows.copy()
    old["stop"][runs] = month
    old["reason"][runs] = 0
    return replace(log, rows=np.concatenate([old, fresh]))


def named_by_gi(log: Log, share: float, seed: int) -> Log:
    """Return the log in which part of the trajectories carries the GI as referrer, wrongly."""
    rows: Rows = log.rows.copy()
    wrong = uniform(seed, _SEED, _GI, np.arange(len(rows))) < share
    rows["route"][wrong] = GI
    return replace(log, rows=rows)


def silent(log: Log, share: float, month: int, seed: int) -> Log:
    """Return the log in which a provider with part of the trajectories delivers nothing from a month on."""
    rows: Rows = log.rows.copy()
    theirs = uniform(seed, _SEED, _SILENT, np.arange(len(rows))) < share
    rows["reason"][theirs & (rows["stop"] >= month)] = OTHERWISE
    rows["stop"][theirs] = np.minimum(rows["stop"][theirs], month)
    return replace(log, rows=rows[~theirs | (rows["start"] < month)])


def counted_here(log: Log, share: float, seed: int) -> Log:
    """Return the log with youths of elsewhere in it, as many as part of the trajectories and alike."""
    rows = log.rows
    others = rows[uniform(seed, _SEED, _ELSEWHERE, np.arange(len(rows))) < share].copy()
    others["person"] += _OTHERS
    return replace(log, rows=np.concatenate([rows, others]))
