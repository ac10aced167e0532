"""Dates in files about records: written as JJJJMMDD for the protocol, or in another stated order.

An order is never guessed. A file whose dates can only be read in another order than its layout states is
refused, with the order that would fit.
"""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import Element, Form
from drietrap.vocabulary.errors import InputError

PLAIN = "JJJJMMDD"
_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>0?\d|1[0-2])", r"(?P<d>[0-2]?\d|3[01])"
_MM, _DD = r"(?P<m>0\d|1[0-2])", r"(?P<d>[0-2]\d|3[01])"
# How dates are written -> pattern with the groups y, m and d. Month and day 00 mean unknown.
ORDERS = {
    PLAIN: rf"{_YEAR}{_MM}{_DD}",
    "JJJJ-MM-DD": rf"{_YEAR}[-/. ]{_MONTH}[-/. ]{_DAY}",
    "DD-MM-JJJJ": rf"{_DAY}[-/. ]{_MONTH}[-/. ]{_YEAR}",
    "DDMMJJJJ": rf"{_DD}{_MM}{_YEAR}",
    "MM-DD-JJJJ": rf"{_MONTH}[-/. ]{_DAY}[-/. ]{_YEAR}",
    "MMDDJJJJ": rf"{_MM}{_DD}{_YEAR}",
}
_SENTINEL = r"^(?:0{8,9}|9{8,9})$"
_HALF, _NEARLY_ALL = 0.5, 0.95


def is_date(element: Element) -> bool:
    """Whether an element holds a date."""
    return element.form in {Form.DATE, Form.BIRTH}


def plain_dates(column: pl.Expr, order: str) -> pl.Expr:
    """Return dates in ``order`` as JJJJMMDD; a text that is no such date stays as it is."""
    if order == PLAIN:
        return column
    pattern = f"^{ORDERS[order]}$"
    parts = column.str.extract_groups(pattern).struct
    plain = parts.field("y") + parts.field("m").str.zfill(2) + parts.field("d").str.zfill(2)
    return pl.when(column.str.contains(pattern)).then(plain).otherwise(column)


def require_order(column: pl.Series, order: str, file: str, header: str) -> None:
    """Refuse a column of dates when most are not in ``order`` and nearly all are in another.

    Parameters
    ----------
    column
        Texts as delivered.
    order
        How the layout says they are written.
    file, header
        Place for the message.

    Raises
    ------
    InputError
        When only another order can be read; no date is named in the message.
    """
    dates = column.drop_nulls()
    dates = dates.filter(~dates.str.contains(_SENTINEL))
    if dates.is_empty() or _share(dates, order) > _HALF or _share(dates, PLAIN) > _HALF:
        return
    shares = {other: _share(dates, other) for other in ORDERS}
    best = max(shares, key=lambda other: shares[other])
    if shares[best] < _NEARLY_ALL:
        return
    fits = [other for other, share in shares.items() if share == shares[best]]
    raise InputError(
        f"de datums staan in een andere volgorde: zij lezen alleen als {' of '.join(fits)}",
        expected=order,
        action=f'lever de datums als {PLAIN}, of geef een indeling op met datums = "{fits[0]}"',
        file=file,
        column=header,
    )


def _share(dates: pl.Series, order: str) -> float:
    return float(dates.str.contains(f"^{ORDERS[order]}$").mean() or 0.0)  # type: ignore[arg-type]
