"""Numbers of a scenario in words, the same on the screen and in the report."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.steering.scenario.result import GuardLine, LeverLine, UsedEffect
from drietrap.steering.scenario.verdicts import ChangeKind
from drietrap.vocabulary.notation import WORD_JOINER, number, sign_of

_FINE = 10.0
_MILLION = 1_000_000.0
PAIRS = "Wat paren samen meer of minder doen"


def money(value: float | None, *, signed: bool = False) -> str:
    """Return whole thousands of euros.

    >>> money(1_234_567.0), money(4_400.0, signed=True)
    ('€ 1.235.000', '+€ 4.000')
    """
    if value is None:
        return "onbekend"
    rounded = round(value, -3)
    return f"{_sign(rounded, 0) if signed or rounded < 0 else ''}€ {number(abs(rounded), 0)}"


def thousands(value: float, *, signed: bool = False) -> str:
    """Return an amount in thousands of euros, as budgets have it.

    >>> thousands(1_234_567.0), thousands(-4_400.0, signed=True)
    ('1.235', '−4')
    """
    size = value / 1000.0
    return f"{_sign(size, 0)}{number(abs(size), 0)}" if signed or size < 0 else number(size, 0)


def large(value: float) -> str:
    """Return an amount of at most three digits, with a sign.

    >>> large(1_234_567.0), large(4_400.0)
    ('+€ 1,2 miljoen', '+€ 4.000')
    """
    if abs(value) < _MILLION:
        return money(value, signed=True)
    return f"{_sign(value, 0)}€ {number(abs(value) / _MILLION, 1)} miljoen"


def count(value: float | None, *, signed: bool = False) -> str:
    """Return a number of youths or events: one decimal below ten.

    >>> count(3.14159), count(250.2, signed=True)
    ('3,1', '+250')
    """
    if value is None:
        return "onbekend"
    decimals = 1 if abs(value) < _FINE else 0
    return f"{_sign(value, decimals) if signed else ''}{number(abs(value) if signed else value, decimals)}"


def _sign(value: float, decimals: int) -> str:
    return sign_of(value, decimals).rstrip(WORD_JOINER) if round(value, decimals) else ""


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


def term_label(label: str, kind: ChangeKind) -> str:
    """Return what a term is called for readers."""
    return f"{label} samen, bovenop ieder apart" if kind is ChangeKind.PAIR else label
