from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from drietrap.catalogue.split_quantities import AGES
from drietrap.catalogue.split_quantities import REGISTER_FORMS as FORMS
from drietrap.catalogue.split_records import COUNTED, KOSTEN_REGISTER, TRAJECTEN_REGISTER
from drietrap.differences.split.levels import levels
from drietrap.differences.split.records import Counted, counted, drawn_terms, resampled
from drietrap.differences.split.terms import WHOLE, terms

WHOLES = ("prijs_samen", "bevolking_en_bereik")
PEOPLE = dict.fromkeys(AGES, 1000.0)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def rows(*given: tuple[int, str, str, str, str | None, float, float, float, bool]) -> pl.DataFrame:
    names = ("youth", "age", "form", "started", "ended", "days", "units", "euros", "delivered")
    made = [{**dict(zip(names, one, strict=True)), "provider": "A"} for one in given]
    dates = [pl.col(name).str.to_date() for name in ("started", "ended")]
    return pl.DataFrame(made, schema_overrides={"ended": pl.String}).with_columns(dates)


# Youth 1 has one spell that was registered twice, and other help beside it; youth 2 one that runs on.
SMALL = rows(
    (1, "4_11", "02", "2023-01-01", "2023-06-30", 181.0, 90.0, 900.0, True),
    (1, "4_11", "02", "2023-07-01", None, 184.0, 92.0, 920.0, True),
    (1, "4_11", "14", "2023-03-01", "2023-03-31", 31.0, 31.0, 6200.0, False),
    (2, "12_17", "02", "2022-05-01", None, 365.0, 365.0, 3650.0, True),
)


def test_trajectories_are_counted_by_hand() -> None:
    held = {name: float(found.value[0]) for name, found in counted(SMALL, PEOPLE).held().items()}
    assert held["jongeren"] == 2
    assert (held["jongeren_4_11"], held["jongeren_12_17"], held["jongeren_0_3"]) == (1, 1, 0)
    assert (held["trajecten"], held["perioden"], held["trajecten_geleverd"]) == (4, 3, 3)
    assert (held["dagen"], held["eenheden"], held["bedrag"]) == (761, 578, 11_670)
    assert (held["eenheden_02"], held["bedrag_14"]) == (547, 6200)
    assert held["inwoners"] == 4000
    assert held["geboekt"] == held["bedrag"]


def test_accounts_are_kept_beside_the_registration() -> None:
    held = counted(SMALL, PEOPLE, booked=12_000.0).held()
    assert held["geboekt"].value[0] == pytest.approx(12_000)


def test_the_order_of_rows_changes_nothing() -> None:
    one, other = counted(SMALL, PEOPLE), counted(SMALL.reverse(), PEOPLE)
    assert (one.table == other.table).all()
    assert (one.youths == other.youths).all()


def many(seed: int, youths: int, *, price: float = 1.0) -> Counted:
    random = np.random.default_rng(seed)
    ages, forms = list(AGES), list(FORMS)
    given = [
        (
            youth,
            ages[youth % 4],
            forms[int(random.integers(0, 8))],
            "2023-02-01",
            "2023-05-01",
            90.0,
            float(random.integers(10, 90)),
            0.0,
            True,
        )
        for youth in range(youths)
    ]
    table = rows(*given).with_columns(euros=pl.col("units") * 10 * price)
    return counted(table, PEOPLE)


def test_a_higher_price_is_all_that_differs() -> None:
    own, other = many(1, 300, price=1.2), many(1, 300)
    found = terms(KOSTEN_REGISTER, levels(KOSTEN_REGISTER, own.held()), levels(KOSTEN_REGISTER, other.held()))
    values = {name: float(held.value[0]) for name, held in found.terms.items()}
    assert values["prijs"] == pytest.approx(float(found.difference.value[0]))
    assert sum(abs(value) for name, value in values.items() if name != "prijs" and np.isfinite(value)) < 1e-6


def test_help_that_nobody_has_on_one_side_is_a_matter_of_kinds() -> None:
    """No price can be told of what is not there: the whole of it is the mix, and all still adds up."""
    other = many(2, 300)
    without = many(2, 300)
    table = without.table.copy()
    for whole in ("eenheden", "bedrag"):
        column = COUNTED.index(f"{whole}_13")
        assert table[:, column].sum() > 0
        table[:, COUNTED.index(whole)] -= table[:, column]
        table[:, column] = 0.0
    own = Counted(without.youths, table, without.people)
    sides = [levels(KOSTEN_REGISTER, side.held()) for side in (own, other)]
    found = terms(KOSTEN_REGISTER, *sides)
    shown = [held.value[0] for name, held in found.terms.items() if name not in WHOLES]
    assert np.isfinite(shown).all()
    assert sum(shown) == pytest.approx(float(found.difference.value[0]))
    assert float(found.terms["prijs"].value[0]) == pytest.approx(0.0, abs=1e-9)


def test_drawing_youths_anew_gives_the_chance_of_their_number() -> None:
    """Poisson weights: the deviation of a count of n youths is the root of n, on both sides."""
    own, other = many(3, 400), many(4, 400)
    draws = [
        resampled(TRAJECTEN_REGISTER, side, draws=800, seed=1, place=place)
        for place, side in enumerate((own, other))
    ]
    spread = float(np.std(drawn_terms(TRAJECTEN_REGISTER, *draws)[WHOLE], ddof=1))
    assert spread == pytest.approx(100 * np.sqrt(400 + 400) / 4000, rel=0.1)
    again = resampled(TRAJECTEN_REGISTER, own, draws=800, seed=1, place=0)
    assert (again.figure.value == draws[0].figure.value).all()
