"""A measure and what is expected of it, as a municipality writes it down: a TOML file that people edit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from drietrap.catalogue.forecast import TARGETS, ForecastTarget
from drietrap.catalogue.levers.all import LEVERS
from drietrap.differences.study.lines import TOP, Toml, read_toml
from drietrap.steering.scenario.fields import real, whole
from drietrap.vocabulary.errors import InputError

FIRST_YEAR, LAST_YEAR = 2015, 2040
WITHIN = 1.2816  # standard deviations on either side that hold a normal number with a chance of 80 %
_KEYS = (
    "titel", "gemeente", "aantal", "begin", "zichtbaar", "verwacht", "van", "tot", "reden", "steunt_op",
    "knop", "breuk",
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """A measure, and the change that is expected of it.

    Parameters
    ----------
    title, municipality, reason, leans_on
        What is done, where (as the user wrote it), why, and what the expectation rests on.
    target
        Id of the number that must change (:data:`drietrap.catalogue.forecast.TARGETS`).
    start
        First calendar year in which it works.
    visible
        First calendar year in which the expected change must be there whole.
    expected, low, high
        Change in per cent, beside what would have been without the measure, and the bounds that hold it with
        a chance of 80 %; ``low`` is the lowest number.
    lever
        Id of the lever that is turned; empty when it is none of ours.
    breaks
        Years from which the registration in this municipality cannot be compared with before.
    """

    title: str
    municipality: str
    target: str
    start: int
    visible: int
    expected: float
    low: float
    high: float
    reason: str
    leans_on: str = ""
    lever: str = ""
    breaks: tuple[int, ...] = ()

    @property
    def change(self) -> float:
        """The expected change as the logarithm of a ratio."""
        return math.log1p(self.expected / 100)

    @property
    def spread(self) -> float:
        """Standard deviation of the expected change, as the logarithm of a ratio."""
        return (math.log1p(self.high / 100) - math.log1p(self.low / 100)) / (2 * WITHIN)


def read(content: bytes, name: str) -> Measure:
    """Return the measure that a file holds; ``name`` is what the file is called in messages.

    Raises
    ------
    InputError
        With the line and what is allowed.
    """
    file = read_toml(content, name)
    file.known(TOP, *_KEYS)
    start = whole(file, TOP, "begin", FIRST_YEAR, LAST_YEAR)
    visible = whole(file, TOP, "zichtbaar", start, LAST_YEAR, start)
    expected = real(file, TOP, "verwacht", -95.0, 400.0, meaning="verandering in procenten")
    low = real(file, TOP, "van", -99.0, 900.0, meaning="laagste verandering in procenten")
    high = real(file, TOP, "tot", -99.0, 900.0, meaning="hoogste verandering in procenten")
    if not low < expected < high:
        raise file.wrong(
            "'verwacht' ligt niet tussen 'van' en 'tot'",
            TOP,
            "verwacht",
            "van < verwacht < tot, alle drie in procenten (een daling is negatief)",
        )
    if expected == 0:
        raise file.wrong(
            "er wordt geen verandering verwacht", TOP, "verwacht", "een getal boven of onder nul"
        )
    return Measure(
        title=file.text(TOP, "titel"),
        municipality=file.text(TOP, "gemeente"),
        target=_one_of(file, "aantal", [one.id for one in TARGETS]),
        start=start,
        visible=visible,
        expected=expected,
        low=low,
        high=high,
        reason=file.text(TOP, "reden"),
        leans_on=file.text(TOP, "steunt_op", needed=False),
        lever=_one_of(file, "knop", list(LEVERS)) if "knop" in file.content else "",
        breaks=_years(file),
    )


def _one_of(file: Toml, key: str, known: list[str]) -> str:
    chosen = file.text(TOP, key)
    if chosen not in known:
        raise file.wrong(f"'{chosen[:40]}' kennen wij hier niet", TOP, key, ", ".join(known))
    return chosen


def _years(file: Toml) -> tuple[int, ...]:
    given = file.content.get("breuk", [])
    if not isinstance(given, list) or not all(
        isinstance(one, int) and not isinstance(one, bool) and FIRST_YEAR <= one <= LAST_YEAR for one in given
    ):
        raise file.wrong("'breuk' is geen lijst van jaren", TOP, "breuk", "breuk = [2024]")
    return tuple(sorted(set(given)))


def target_of(measure: Measure) -> ForecastTarget:
    """Return the number that must change.

    Raises
    ------
    InputError
        When a newer drietrap no longer has it.
    """
    known = {one.id: one for one in TARGETS}
    if measure.target not in known:
        raise InputError(
            f"het aantal '{measure.target}' van deze maatregel kennen wij niet meer",
            expected=", ".join(known),
            action="leg de maatregel vast met een van deze aantallen",
        )
    return known[measure.target]
