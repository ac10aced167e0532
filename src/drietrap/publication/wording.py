"""How figures, intervals and verdicts are written for a Dutch reader; shared by charts and reports."""

from __future__ import annotations

import datetime

from drietrap.benchmark.result import Comparison, Estimate, GroupKind, Verdict
from drietrap.catalogue.indicator import Indicator, Unit
from drietrap.vocabulary.notation import euro, number, one_in, percentage
from drietrap.vocabulary.period import Period

NO_BREAK = "\u00a0"
NOTHING = "geen cijfer"
ASSUMPTION = "aanname"
SIGNS = {
    Verdict.CLEARLY_HIGHER: "↑↑",
    Verdict.PROBABLY_HIGHER: "↑",
    Verdict.NO_DIFFERENCE_SHOWN: "≈",
    Verdict.SMALL_DIFFERENCE: "~",
    Verdict.PROBABLY_LOWER: "↓",
    Verdict.CLEARLY_LOWER: "↓↓",
    Verdict.UNKNOWN: "?",
}
GROUP_NAMES = {
    GroupKind.NEDERLAND: "Nederland",
    GroupKind.JEUGDREGIO: "Jeugdregio",
    GroupKind.GROOTTEKLASSE: "Grootteklasse",
    GroupKind.BUREN: "Statistische buren",
}
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_MILLION_IN_CENTS = 100_000_000
_CIRCULAR_LENGTH = 5
_WHOLE_FROM = 1000  # amounts and counts above this are written without decimals
_NARROW = 0.002
_PRECISE, _FAIR = 0.05, 0.15  # half the interval as a share of the value


def amount(value: float | None, unit: Unit, decimals: int = 1) -> str:
    """Write one value in its unit; amounts of money are in EUR.

    >>> amount(13.86, Unit.PERCENTAGE)
    '13,9%'
    >>> amount(None, Unit.EURO)
    'geen cijfer'
    """
    if value is None:
        return NOTHING
    if unit is Unit.PERCENTAGE:
        return percentage(value, decimals)
    if unit is Unit.EURO:
        return euros(value, 0 if abs(value) >= 100 else 2)
    text = number(value, 0 if unit is Unit.COUNT or abs(value) >= _WHOLE_FROM else decimals)
    return f"1 op de {text}" if unit is Unit.ONE_IN else text


def bounds(estimate: Estimate, unit: Unit, decimals: int = 1) -> str:
    """Write the interval, for example ``tussen 13,6% en 14,2%``; empty when there is none."""
    if estimate.lower is None or estimate.upper is None:
        return ""
    lower, upper = amount(estimate.lower, unit, decimals), amount(estimate.upper, unit, decimals)
    return "" if lower == upper else f"tussen {lower} en {upper}"


def with_bounds(estimate: Estimate, indicator: Indicator) -> str:
    """Write a value with its interval in brackets."""
    text = amount(estimate.value, indicator.unit, indicator.decimals)
    between = bounds(estimate, indicator.unit, indicator.decimals)
    return f"{text} ({between})" if between and not _is_exact(estimate) else text


def _is_exact(estimate: Estimate) -> bool:
    """Whether the interval is too narrow to be worth a reader's time in a sentence."""
    width = (estimate.upper or 0) - (estimate.lower or 0)
    return estimate.value is not None and width <= _NARROW * abs(estimate.value)


def short_bounds(estimate: Estimate, indicator: Indicator) -> str:
    """Write the interval for a table, for example ``13,6–14,2``, without the unit."""
    if estimate.lower is None or estimate.upper is None:
        return ""
    decimals = 0 if indicator.unit is Unit.COUNT or abs(estimate.upper) >= 100 else indicator.decimals
    lower, upper = number(estimate.lower, decimals), number(estimate.upper, decimals)
    return "" if lower == upper else f"{lower} – {upper}"


def one_in_words(estimate: Estimate) -> str:
    """Write a share in percent as '1 op de N'; with both ends when they are one or more apart.

    >>> one_in_words(Estimate(14.0, 13.8, 14.2))
    '1 op de 7'
    >>> one_in_words(Estimate(14.0, 12.0, 16.0))
    '1 op de 6 tot 8'
    """
    if estimate.value is None or estimate.lower is None or estimate.upper is None or estimate.lower <= 0:
        return one_in(estimate.value) if estimate.value else NOTHING
    few, many = 100 / estimate.upper, 100 / estimate.lower
    if many - few < 1:
        return one_in(estimate.value)
    return f"1 op de {number(few)} tot {number(many)}"


def verdict_words(verdict: Verdict) -> str:
    """Write a verdict with its sign, so that it never depends on colour."""
    return f"{SIGNS[verdict]} {verdict.value}"


_THAN = {
    GroupKind.NEDERLAND: "Nederland",
    GroupKind.JEUGDREGIO: "de rest van de jeugdregio",
    GroupKind.GROOTTEKLASSE: "gemeenten van deze grootte",
    GroupKind.BUREN: "de statistische buren",
}


_LINK = {Verdict.NO_DIFFERENCE_SHOWN: "van", Verdict.SMALL_DIFFERENCE: "met"}


def against(verdict: Verdict, kind: GroupKind) -> str:
    """Write a verdict within a sentence, for example ``duidelijk hoger dan Nederland``; may be empty."""
    if verdict is Verdict.UNKNOWN:
        return ""
    link = _LINK.get(verdict, "dan")
    return f"{verdict.value} {link} {_THAN[kind]}"


def precision(estimate: Estimate) -> str:
    """Say in a word how wide the interval is compared with the value."""
    if estimate.value is None or estimate.lower is None or estimate.upper is None:
        return NOTHING
    if estimate.value == 0:
        return "grof"
    half = (estimate.upper - estimate.lower) / 2 / abs(estimate.value)
    return "precies" if half <= _PRECISE else "redelijk precies" if half <= _FAIR else "grof"


def status(comparison: Comparison) -> tuple[str, ...]:
    """Return the words that qualify a figure: hidden, provisional, assumption."""
    assumed = any(ASSUMPTION in warning.casefold() for warning in comparison.warnings)
    words = (
        comparison.hidden,
        "voorlopig" if comparison.provisional else None,
        ASSUMPTION if assumed else None,
    )
    return tuple(word for word in words if word)


def month_label(month: int) -> str:
    """Write a month, counted from January 2000 as 0, with its year.

    >>> month_label(258)
    'juli 2021'
    """
    return f"{_MONTHS[month % 12]} {2000 + month // 12}"


def period_label(code: str) -> str:
    """Write a period code as a reader knows it."""
    return Period.parse(code).label


def euros(value: float, decimals: int = 0) -> str:
    """Write an amount in EUR; sign and number stay on one line."""
    return euro(value * 100, decimals).replace(" ", NO_BREAK)


def cents(value: int) -> str:
    """Write an amount in cents as whole euros."""
    return euros(value / 100)


def millions(value: int) -> str:
    r"""Write a large amount in cents in millions of euros.

    >>> millions(4_523_000_000)
    '€\xa045,2\xa0miljoen'
    """
    if abs(value) < _MILLION_IN_CENTS:
        return cents(value)
    return f"€{NO_BREAK}{number(value / _MILLION_IN_CENTS, 1)}{NO_BREAK}miljoen"


def circular(code: str) -> str:
    """Write the code of a circular in words.

    >>> circular("S2024")
    'septembercirculaire 2024'
    """
    months = {"M": "mei", "S": "september", "D": "december"}
    known = len(code) == _CIRCULAR_LENGTH and code[0] in months and code[1:].isdecimal()
    return f"{months[code[0]]}circulaire {code[1:]}" if known else code


def day(iso: str) -> str:
    """Write an ISO date as ``21 november 2026``.

    >>> day("2026-11-21")
    '21 november 2026'
    """
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
