"""What is known while the years of the register are made."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray, exp
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.assumptions import ADULT, AGE_LOW, OLDEST, Duration
from drietrap.synthetic.register.ledger import BoolArray, Ledger, birthday, day, years_old
from drietrap.synthetic.register.people import People
from drietrap.synthetic.register.providers import Market
from drietrap.synthetic.register.territory import Territory

HELP, PROTECTION, PROBATION_KIND, AUTHORISATION = range(4)


def record_ledger() -> Ledger:
    """Return a ledger of records. ``follows`` is 1 for a voorlopige ots that an ots follows.

    ``handover`` is the last day of the first GI (-1: none) and ``successor`` the next one.
    """
    return Ledger(
        {
            "kind": np.int8,
            "person": np.int32,
            "provider": np.int32,
            "form": np.int8,
            "referrer": np.int8,
            "crisis": np.int8,
            "started": np.int32,
            "ended": np.int32,
            "follows": np.int8,
            "handover": np.int32,
            "successor": np.int32,
        }
    )


@dataclass
class State:
    """Everything that the next year builds on."""

    draws: Draws
    territory: Territory
    market: Market
    people: People
    records: Ledger = field(default_factory=record_ledger)

    def running(self, year: int) -> IntArray:
        """Return the records that have not ended before a year."""
        return np.flatnonzero(self.records["ended"] >= day(year))

    def of_kind(self, records: IntArray, kind: int) -> IntArray:
        """Return those of the records that are of a kind."""
        chosen: IntArray = records[self.records["kind"][records] == kind]
        return chosen

    def flag(self, records: IntArray) -> BoolArray:
        """Return per person whether one of the records is theirs."""
        mark = np.zeros(len(self.people.persons), dtype=np.bool_)
        mark[self.records["person"][records]] = True
        return mark

    def age_group(self, person: IntArray, year: int) -> IntArray:
        """Return the age group of each person on 1 January."""
        age = years_old(self.people.persons["born"][person].astype(np.int64), year)
        return np.searchsorted(np.array(AGE_LOW), age, side="right") - 1

    def starts(self, decision: str, person: IntArray, address: IntArray, year: int) -> IntArray:
        """Return days in the year on which something can start: born, and of the same side of 18.

        Brothers and sisters often start on one day, each with their first, second, ... start of the year.
        No start falls on 1 January: a mass start on that day is always a matter of administration.
        """
        born = self.people.persons["born"][person].astype(np.int64)
        minor = years_old(born, year) < ADULT
        limit = np.where(minor, birthday(born, ADULT), birthday(born, OLDEST)) - 1
        low = np.maximum(day(year, 1, 2), born)
        high = np.maximum(np.minimum(limit, day(year, 12, 31)), low)
        chance = self.alike(f"{decision} {year}", person, address, _turn(person))
        days: IntArray = low + np.floor(chance * (high - low + 1)).astype(np.int64)
        return days

    def days(
        self, decision: str, durations: tuple[Duration, ...], form: IntArray, address: IntArray
    ) -> IntArray:
        """Return lognormal durations in whole days, by form."""
        median = np.array([d.median for d in durations])[form]
        spread = np.array([d.spread for d in durations])[form]
        drawn: FloatArray = median * exp(spread * self.draws.normal(decision, address))
        return np.floor(drawn).astype(np.int64)

    def alike(
        self, decision: str, person: IntArray, address: IntArray, turn: IntArray | int = 0
    ) -> FloatArray:
        """Return a uniform draw that half of the time is that of the family (a new one at each turn)."""
        own = self.draws.uniform(decision, address)
        shared = self.draws.uniform(decision + " gezin", self.people.persons["family"][person], turn)
        return np.where(self.draws.uniform(decision + " gelijk", address) < 0.5, shared, own)


def _turn(person: IntArray) -> IntArray:
    """Return how many times the person occurred before, 0 for the first."""
    order = np.argsort(person, kind="stable")
    ordered = person[order]
    before = np.arange(len(person)) - np.searchsorted(ordered, ordered, side="left")
    turn = np.empty(len(person), dtype=np.int64)
    turn[order] = before
    return turn
