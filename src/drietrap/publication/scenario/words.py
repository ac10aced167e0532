"""Numbers of a scenario in words, the same on the screen and in the report."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.steering.scenario.result import GuardLine, LeverLine, UsedEffect
from drietrap.steering.scenario.verdicts import Kind, Verdict
from drietrap.vocabulary.notation import number, sign_of

_LARGE, _STEP = 1000.0, 10
_FINE = 10.0
SIGNS = {
    Verdict.WORSE: "!!",
    Verdict.MAYBE_WORSE: "!",
    Verdict.NO_CHANGE: "=",
    Verdict.MAYBE_BETTER: "+",
    Verdict.BETTER: "++",
}
PAIRS = "Wat twee maatregelen samen meer of minder doen"


def money(value: float | None, *, signed: bool = False) -> str:
    """Return whole thousands of euros.

    >>> money(1_234_567.0), money(-4_400.0, signed=True)
    ('€ 1.235.000', '\N{MINUS SIGN}\N{WORD JOINER}€ 4.000')
    """
    if value is None:
        return "onbekend"
    rounded = round(value, -3)
    sign = (
        sign_of(rounded) if signed and rounded else ("\N{MINUS SIGN}\N{WORD JOINER}" if rounded < 0 else "")
    )
    return f"{sign}€ {number(abs(rounded), 0)}"


def count(value: float | None, *, signed: bool = False) -> str:
    """Return a number of youths or events: one decimal below ten."""
    if value is None:
        return "onbekend"
    decimals = 1 if abs(value) < _FINE else 0
    sign = sign_of(value, decimals) if signed and round(value, decimals) else ""
    return f"{sign}{number(abs(value) if sign else value, decimals)}"


def between(held: Estimate, *, euros: bool = False) -> str:
    """Return the bounds of a difference."""
    say = money if euros else count
    return f"{say(held.lower, signed=True)} tot {say(held.upper, signed=True)}"


def guard_row(one: GuardLine) -> tuple[str, ...]:
    """Return label, without, with, difference, bounds and verdict."""
    return (
        f"{one.label} ({one.unit})",
        count(one.baseline.value),
        count(one.turned.value),
        count(one.difference.value, signed=True),
        between(one.difference),
        one.verdict.value,
    )


def dose(lever: LeverLine) -> str:
    """Return the bounds of a dose in words."""
    low, high = (f"{value:g}".replace(".", ",") for value in (lever.least, lever.most))
    return f"{low} tot {high} {lever.unit} ({lever.dose})"


def size(effect: UsedEffect) -> str:
    """Return the size of an effect as a factor with its bounds."""
    low, middle, high = (number(value, 2) for value in (effect.lower, effect.middle, effect.upper))
    return f"× {middle} ({low} tot {high})"


def term_label(label: str, kind: Kind) -> str:
    """Return what a term is called for readers."""
    return f"{label} samen, bovenop ieder apart" if kind is Kind.PAIR else label
