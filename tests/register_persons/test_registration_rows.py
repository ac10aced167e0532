"""What a cell of a registration is read as, and what is told to be odd between rows."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
)
from drietrap.register.registration_checks import CheckedRows
from drietrap.register.registration_rows import typed
from tests.register_persons.deliveries import RING, bsn

CHANCE = random.Random(4)
CHILDREN = [bsn(CHANCE) for _ in range(3)]


def read(kind: str, *rows: dict[str, str | None]) -> CheckedRows:
    filled = pl.DataFrame(list(rows), infer_schema_length=None)
    texts = filled.with_columns(pl.all().cast(pl.String))
    return typed(kind, texts.with_columns(pl.Series("row", range(2, len(rows) + 2))), RING)


def total(**cells: str | None) -> dict[str, str | None]:
    return {"aanbieder": "12345678", "periode": "2022H1", "hulpvorm": "02", "jeugdigen": "3", **cells}


def child(number: int, plan: str | None, children: str | None = None, **cells: str) -> dict[str, str | None]:
    about = {"bsn": CHILDREN[number], "geboortedatum": "20120304", "datum_aanvang": "20220201"}
    return {**about, "gezinsplan": plan, "kinderen_in_plan": children, "datum_einde": None, **cells}


def codes(found: CheckedRows) -> dict[str, tuple[int, ...]]:
    return {group.rule.removeprefix("REGISTRATIE-"): group.rows for group in found.findings}


@given(st.integers(0, 10**9), st.booleans())
def test_an_amount_is_read_however_a_dutch_sheet_writes_it(cents: int, minus: bool) -> None:
    sign = "-" if minus else ""
    euros, rest = divmod(cents, 100)
    points = f"{euros:,}".replace(",", ".")
    texts = [f"{sign}{euros},{rest:02d}", f"{sign}{euros}.{rest:02d}", f"{sign}{points},{rest:02d}"]
    found = read(PRODUCTION, *(total(bedrag=text) for text in (*texts, f"€ {texts[0]}", f"€{texts[2]}")))
    assert found.rows["amount"].to_list() == [-cents if minus else cents] * 5


@pytest.mark.parametrize("text", ["1.234", "1,234.50", "12.34,5", "1e3", "5,-", "1.2345.678", "vijf"])
def test_an_amount_that_can_be_two_things_is_told_and_not_guessed(text: str) -> None:
    found = read(PRODUCTION, total(bedrag=text), total(bedrag="1"))
    assert found.rows["amount"].to_list() == [None, 100]
    assert codes(found)["BEDRAG"] == (2,)


def test_a_count_may_have_points_for_thousands() -> None:
    found = read(PRODUCTION, total(trajecten="1.163"), total(trajecten="11.63"), total(trajecten="007"))
    assert found.rows["trajectories"].to_list() == [1163, None, 7]
    assert codes(found)["TRAJECTEN"] == (3,)


def test_words_count_in_any_letters_and_a_blank_kind_is_told() -> None:
    rows = [
        ("Jeugdhulp", "Ja"),
        ("JEUGDBESCHERMING", "nee"),
        (None, "ja"),
        ("hulp", "ja"),
        ("machtiging", "j"),
    ]
    lines = [
        {"aanbieder": "A", "naam": "De Brug", "soort": kind, "contract_van": "20220101", "levert_zelf": self}
        for kind, self in rows
    ]
    found = read(CONTRACTED, *lines)
    assert found.rows.select("delivery_kind", "delivers").rows() == [
        ("jeugdhulp", True),
        ("jeugdbescherming", False),
    ]
    assert codes(found) == {"SOORT": (4, 5), "LEVERT-ZELF": (6,)}


def test_totals_of_an_unknown_provider_or_period_stand_apart() -> None:
    periods = ["2022h1", "2022K4", "2022", "2022-H1", "2022H3", None]
    found = read(PRODUCTION, *(total(periode=period) for period in periods), total(aanbieder=None))
    assert found.rows["over"].to_list() == ["2022H1", "2022K4", "2022"]
    assert codes(found) == {"PERIODE": (5, 6, 7), "AANBIEDER": (8,)}


def test_totals_that_are_there_twice_or_cannot_be_are_told() -> None:
    found = read(
        PRODUCTION,
        total(trajecten="4"),
        total(trajecten="5"),
        total(hulpvorm="03", trajecten="2"),
        total(hulpvorm="04", trajecten="3"),
        total(hulpvorm="04", trajecten="3"),
    )
    assert codes(found) == {"TOTAAL-VAKER": (2, 3), "MEER-JEUGDIGEN": (4,), "DUBBEL": (6,)}
    assert found.rows.height == 5


def test_a_child_on_two_plans_is_told_and_kept() -> None:
    found = read(
        DISTRICT_TEAM, child(0, "P1"), child(0, "P2"), child(1, "P1"), child(2, None), child(2, "P3")
    )
    assert codes(found) == {"MEER-GEZINSPLANNEN": (2, 3)}
    assert found.rows.height == 5


def test_one_child_stands_for_a_family_that_is_not_there_itself() -> None:
    alone = read(DISTRICT_TEAM, child(0, "P1", "3"), child(1, "P2", "1"), child(2, "P2", "1"))
    assert codes(alone) == {}
    again = read(DISTRICT_TEAM, child(0, "P1", "3"), child(0, "P1", "3", datum_aanvang="20220601"))
    assert codes(again) == {}  # the same child, helped twice
    double = read(DISTRICT_TEAM, child(0, "P1", "3"), child(1, "P1"), child(2, None, "4"))
    assert codes(double) == {"GEZIN-DUBBEL": (2,)}


def test_an_end_before_the_begin_and_a_row_that_is_there_twice_are_told() -> None:
    end = child(0, "P1", datum_einde="20220131")
    found = read(MUNICIPAL, end, child(1, "P1"), child(1, "P1"), child(1, "P1", datum_aanvang="20220202"))
    assert codes(found) == {"EINDE-VOOR-BEGIN": (2,), "DUBBEL": (4,)}
    assert found.rows.height == 4


def test_every_finding_says_what_to_do_in_whole_sentences() -> None:
    found = read(DISTRICT_TEAM, child(0, "P1", "3"), child(1, "P1"), child(1, "P2"), child(1, "P2"))
    assert len(found.findings) == 3
    for group in found.findings:
        assert group.message.endswith(".") and ".." not in group.message
        assert group.action.endswith(".") and group.action[0].isupper()
