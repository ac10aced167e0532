"""The population of a run: families, their children, where they live, and where everybody stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated, Protocol

import numpy as np

from drietrap.steering.model.rows import Rows, content, layout


class Person(Protocol):
    """What does not change about a person; months count from January 2000 (month 0).

    ``number`` is the number by which the person draws, never used again for somebody else; ``born`` the
    month of birth; ``enter`` and ``leave`` the first month here and the first no longer here; ``sex`` is 0
    for a boy and 1 for a girl.
    """

    number: Annotated[int, np.int64]
    born: Annotated[int, np.int32]
    enter: Annotated[int, np.int32]
    leave: Annotated[int, np.int32]
    sex: Annotated[int, np.int8]


class Family(Protocol):
    """A family: persons ``first`` up to ``last``, and the number by which it draws.

    ``stratum`` is the class of frailty (0 to 3) and 4 more with one parent; ``district`` and ``area`` (that
    buys the help) count from 0.
    """

    number: Annotated[int, np.int64]
    first: Annotated[int, np.int64]
    last: Annotated[int, np.int64]
    district: Annotated[int, np.int32]
    area: Annotated[int, np.int32]
    stratum: Annotated[int, np.int32]


class Standing(Protocol):
    """Where a person stands at the end of a month; see :mod:`drietrap.steering.model.codes`.

    ``left`` is the number of months of help, or of waiting at least, still to go; ``since`` how many months
    the phase has lasted; ``pool`` the place with a provider, -1 without; ``before`` whether there was help
    before; ``probation`` the months of it to go.
    """

    phase: Annotated[int, np.int8]
    need: Annotated[int, np.int8]
    severity: Annotated[int, np.int8]
    form: Annotated[int, np.int8]
    route: Annotated[int, np.int8]
    intensity: Annotated[int, np.int8]
    protection: Annotated[int, np.int8]
    placed: Annotated[int, np.int8]
    before: Annotated[int, np.int8]
    left: Annotated[int, np.int16]
    since: Annotated[int, np.int16]
    probation: Annotated[int, np.int16]
    pool: Annotated[int, np.int32]


@dataclass(frozen=True)
class World:
    """Everybody who is there at some time, family by family: rows of :class:`Person` and :class:`Family`.

    Parameters
    ----------
    persons, families
        The rows; the members of a family lie together.
    areas, districts
        The names (codes) behind the numbers of the families.
    """

    persons: Rows
    families: Rows
    areas: tuple[str, ...]
    districts: tuple[str, ...]

    def digest(self) -> bytes:
        """Return what tells this world from another: all values of all rows, and the names behind them."""
        found = hashlib.sha256("\0".join((*self.areas, "", *self.districts)).encode())
        for rows in (self.persons, self.families):
            for part in content(rows):
                found.update(part)
        return found.digest()

    def at_ease(self) -> Rows:
        """Return rows of :class:`Standing` in which nobody has a need, help, a measure or probation."""
        standing = np.zeros(len(self.persons), dtype=layout(Standing))
        standing["pool"] = -1
        return standing
