"""Single values of a scenario file: months, numbers and names, each with its line when it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable

from drietrap.catalogue.levers.lever import Lever
from drietrap.differences.study.lines import Toml
from drietrap.steering.scenario.definition import month_text
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import number

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
Table = tuple[str, int]


def placed(file: Toml, table: Table, key: str, look: Callable[[str], Lever]) -> Lever:
    """Return what ``look`` finds for a text of the file; an error gets its line."""
    text = file.text(table, key)
    try:
        return look(text)
    except InputError as error:
        raise file.wrong(error.problem, table, key, error.expected or error.action) from None


def month(file: Toml, table: Table, key: str, otherwise: int | None = None) -> int:
    """Return a month, counted from January 2000."""
    if otherwise is not None and key not in file.entry(table):
        return otherwise
    found = _MONTH.fullmatch(file.text(table, key))
    if found is None:
        near = month_text(324 if otherwise is None else otherwise)
        raise file.wrong(f"'{key}' is geen maand", table, key, f'jaar en maand, zoals "{near}"')
    return (int(found[1]) - 2000) * 12 + int(found[2]) - 1


def whole(file: Toml, table: Table, key: str, low: int, high: int, otherwise: int | None = None) -> int:
    """Return a whole number within bounds."""
    value = file.entry(table).get(key, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        between = f"een geheel getal van {number(low, 0)} tot en met {number(high, 0)}"
        raise file.wrong(f"'{key}' ontbreekt of is niet bruikbaar", table, key, between)
    return value


def real(
    file: Toml,
    table: Table,
    key: str,
    low: float,
    high: float,
    otherwise: float | None = None,
    meaning: str = "",
) -> float:
    """Return a number within bounds; ``meaning`` says in an error what it is."""
    value = file.entry(table).get(key, otherwise)
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        between = f"een getal van {low:g} tot en met {high:g}"
        raise file.wrong(
            f"'{key}' ontbreekt of valt buiten de grenzen",
            table,
            key,
            f"{between} ({meaning})" if meaning else between,
        )
    return float(value)
