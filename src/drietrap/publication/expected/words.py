"""Rows of the tables about expected use, the same on screen, on paper and in the workbook."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.differences.expected.result import Expectation, FactorEffect, Quality
from drietrap.vocabulary.notation import number, percentage

_UNKNOWN = "-"


def share(value: float | None) -> str:
    """Write a percentage; a dash when there is none."""
    return _UNKNOWN if value is None else percentage(value)


def ends(estimate: Estimate) -> str:
    """Write the ends of an interval in per cents."""
    if estimate.lower is None or estimate.upper is None:
        return _UNKNOWN
    return f"{number(estimate.lower, 1)} tot {percentage(estimate.upper)}"


def factor_row(factor: FactorEffect) -> tuple[str, str, str]:
    """Return a group of factors, its effect and the ends of that, in percentage points."""
    effect = factor.effect
    if effect.value is None or effect.lower is None or effect.upper is None:
        return factor.label, _UNKNOWN, _UNKNOWN
    return factor.label, _signed(effect.value), f"{_signed(effect.lower)} tot {_signed(effect.upper)}"


def _signed(value: float) -> str:
    written = number(value, 1)
    return f"+{written}" if value > 0 and written.strip("0,") else written


def district_row(one: Expectation) -> tuple[str, str, str, str, str, str]:
    """Return a district: name and code, youths, expected with its ends, observed, and what that says."""
    youths = _UNKNOWN if one.youths is None else number(one.youths)
    observed = one.hidden or share(one.observed.value)
    name = one.name if one.name == one.area else f"{one.name} ({one.area})"
    return name, youths, share(one.expected.value), ends(one.expected), observed, one.verdict.value


def quality_row(quality: Quality) -> tuple[str, ...]:
    """Return how good the model is in one situation; a star when the areas were kept apart."""
    name = f"{quality.situation}{' *' if quality.reserved else ''}"
    return (
        name,
        str(quality.areas),
        _part(quality.explained),
        _parts(quality.spread),
        _part(quality.weighted),
        _part(quality.ceiling),
        _part(quality.cover_80),
        _part(quality.cover_95),
    )


def _parts(estimate: Estimate) -> str:
    if estimate.lower is None or estimate.upper is None:
        return _UNKNOWN
    return f"{number(100 * estimate.lower, 0)} tot {_part(estimate.upper)}"


def _part(value: float) -> str:
    return percentage(100 * value, 0)
