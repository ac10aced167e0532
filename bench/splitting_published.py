"""What published tables would say of two fictional municipalities: counts in fives, amounts in thousands."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.catalogue.published.cbs_jeugd import SECRET_UP_TO
from drietrap.catalogue.split_costs import KOSTEN
from drietrap.catalogue.split_quantities import REFERRERS
from drietrap.differences.split.levels import levels
from drietrap.differences.split.ranges import Range
from drietrap.differences.split.records import Counted
from drietrap.differences.split.terms import terms
from drietrap.statistics.interval import Interval
from drietrap.synthetic.register.assumptions import FIRST_STAY, FORMS, REFERRER_CODES

Side = tuple[pl.DataFrame, Counted]
_STAY = FORMS[FIRST_STAY:]


def published_terms(own: Side, other: Side) -> str:
    """Return the largest term of the difference in costs per youth, from published tables alone."""
    sides = [levels(KOSTEN, _tables(*side)) for side in (own, other)]
    found = terms(KOSTEN, *sides)
    values = {name: abs(float(held.value[0])) for name, held in found.terms.items()}
    known = {name: value for name, value in values.items() if np.isfinite(value)}
    return max(known, key=lambda name: known[name])


def _tables(rows: pl.DataFrame, made: Counted) -> dict[str, Range]:
    """Return the quantities of one municipality as its published tables give them."""
    given = rows.filter("delivered")
    youths = given.unique("youth", keep="first", maintain_order=True)
    found = {"jongeren": _count(youths.height), "trajecten": _count(given.height)}
    for age, number in made.people.items():
        found[f"jongeren_{age}"] = _count(youths.filter(pl.col("age") == age).height)
        found[f"inwoners_{age}"] = _exact(number)
    under_18 = sum(number for age, number in made.people.items() if age != "18_22")
    found["inwoners_tot_18"] = found["jongeren_tot_18"] = _exact(under_18)
    for key, code in zip(REFERRERS, REFERRER_CODES, strict=True):
        found[f"trajecten_{key}"] = _count(given.filter(pl.col("referrer").fill_null("") == code).height)
    booked = float(made.held()["geboekt"].value[0] / made.held()["bedrag"].value[0])
    stay = float(rows.filter(pl.col("form").is_in(_STAY))["euros"].sum()) * booked
    home = float(rows.filter(~pl.col("form").is_in(_STAY))["euros"].sum()) * booked
    amounts = {"lasten_verblijf": stay, "lasten_zonder_verblijf": home, "lasten": stay + home}
    found |= {name: _amount(value) for name, value in amounts.items()}
    return found | {"lasten_bescherming": _exact(0.0), "lasten_oude_code": _exact(0.0)}


def _count(number: int) -> Range:
    if number <= SECRET_UP_TO:
        return _range(np.nan, 0, SECRET_UP_TO)
    rounded = 5 * round(number / 5)
    held = Interval.rounded_count(rounded, 5, lowest=SECRET_UP_TO + 1)
    return _range(rounded, held.lower, held.upper)


def _amount(value: float) -> Range:
    rounded = 1000.0 * round(value / 1000)
    return _range(rounded, rounded - 500, rounded + 500)


def _exact(value: float) -> Range:
    return _range(value, value, value)


def _range(value: float, low: float, high: float) -> Range:
    return Range(*(np.array([float(end)]) for end in (value, low, high)))
