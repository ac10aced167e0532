"""From measures to what moves a run: tables per set of strengths, markets, places, prices and contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from drietrap.catalogue.levers.lever import Act
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.codes import FORMS
from drietrap.steering.model.handles import turned
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.model.tables import OFFERS, ONE, Plan
from drietrap.steering.money.contract import EFFORT, LUMP, OUTPUT, Contracts
from drietrap.steering.planning import baseline_layout, clipped, ease_of, tables_of
from drietrap.steering.scenario.definition import Measure
from drietrap.steering.scenario.effects import turns
from drietrap.steering.scenario.ground import UNLIMITED, market
from drietrap.steering.scenario.strength import versions

_CONTRACT = {Act.LUMP: LUMP, Act.OUTPUT: OUTPUT}


@dataclass(frozen=True)
class Course:
    """Everything that a run of some measures needs.

    Parameters
    ----------
    plan
        What moves the run.
    price
        (months, F, 4): cents per month of help, without the rise of prices.
    contracts
        How each form is paid.
    clipped
        Per line of events, the largest part of a chance that did not fit (0: none).
    """

    plan: Plan
    price: FloatArray
    contracts: Contracts
    clipped: dict[str, float]


def course_of(
    parameters: Parameters,
    measures: Sequence[Measure],
    draw: int,
    start: int,
    months: int,
    limits: Whole | None,
) -> Course:
    """Return what moves a run in which some measures are taken.

    Parameters
    ----------
    parameters
        Of the draw, without measures.
    measures
        Sorted by name, so that factors on one place multiply in one order.
    draw
        Number of the draw of effects; 0 is the middle.
    start, months
        Of the run.
    limits
        Places per offer (80,), or None.
    """
    number, strengths = versions(measures, start, months)
    parameters = replace(parameters, capacity=np.ones(len(FORMS)))  # from here on a factor on the places
    every = [_parameters(parameters, measures, row, draw) for row in strengths]
    markets = np.stack([_market(measures, row) for row in strengths])
    lines = baseline_layout(parameters)
    lost = [clipped(one, lines) for one in every[1:]]
    return Course(
        Plan(
            number,
            tables_of(every),
            markets,
            None if limits is None else np.stack([_places(limits, one.capacity) for one in every]),
            ease_of(parameters.district),
        ),
        np.stack([one.price[:, None] * one.heavier for one in every])[number],
        _contracts(measures, strengths, number),
        {name: max((one[name] for one in lost), default=0.0) for name in lines},
    )


def _parameters(
    parameters: Parameters, measures: Sequence[Measure], strengths: FloatArray, draw: int
) -> Parameters:
    for measure, strength in zip(measures, strengths, strict=True):
        if strength > 0.0:
            for turn in turns(measure, draw):
                parameters = turned(parameters, turn.handle, turn.where, turn.at(float(strength)))
    return parameters


def _places(limits: Whole, factor: FloatArray) -> Whole:
    by_form = limits.reshape(len(FORMS), OFFERS)
    wanted = np.where(by_form < UNLIMITED, np.rint(by_form * factor[:, None]), by_form)
    return np.asarray(wanted.reshape(-1), dtype=np.int64)


def _market(measures: Sequence[Measure], strengths: FloatArray) -> Rows:
    """Return the market of a version: smallest providers take no new clients up to the dose."""
    rows = market()
    for measure, strength in zip(measures, strengths, strict=True):
        for direct in measure.definition.direct:
            if direct.act is Act.CLOSE and strength > 0.0:
                for form in direct.forms:
                    close(rows, FORMS.index(form), measure.dose)
    return rows


def close(rows: Rows, form: int, percent: float) -> None:
    """Close the smallest offers of a form that have together at most a percentage of the market.

    One always stays open.
    """
    for row in rows:
        offers = int(row["offers"][form])
        share = np.diff(np.concatenate([[0], row["share"][form][:offers]]))
        order = np.argsort(share, kind="stable")[:-1]
        gone = order[np.cumsum(share[order]) <= percent / 100.0 * ONE + 0.5]
        row["open"][form, gone] = 0


def _contracts(measures: Sequence[Measure], strengths: FloatArray, number: Whole) -> Contracts:
    kind = np.full((len(strengths), len(FORMS)), EFFORT, dtype=np.int64)
    times = np.ones((len(strengths), len(FORMS)))
    for place, measure in enumerate(measures):
        for direct in measure.definition.direct:
            if direct.act in _CONTRACT:
                forms = np.array([FORMS.index(form) for form in direct.forms])
                works = np.flatnonzero(strengths[:, place] > 0.0)
                kind[np.ix_(works, forms)] = _CONTRACT[direct.act]
                times[np.ix_(works, forms)] = 1.0 + measure.dose / 100.0
    return Contracts(kind[number], times[number])
