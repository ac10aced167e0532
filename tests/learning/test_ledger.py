"""What was written down about a measure never changes, and is no prediction when its figures are there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from drietrap.learning.ledger import TABLE, Entry, Line, add, lines_of, versions
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import InputError, IntegrityError
from tests.learning.test_measure import content

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entry(known: str = "2025", made: datetime = DAY, area: str = "GM0505", **changed: str | None) -> Entry:
    return Entry(content(**changed).decode(), area, known, 3, made, "drietrap")


def written(house: Warehouse, one: Entry, *, revises: str = "", description: bool = False) -> Line:
    with house.writing() as release:
        return add(release, one, revises=revises, description=description)


def kept(house: Warehouse) -> tuple[Line, ...]:
    with house.open() as reader:
        return lines_of(reader)


@pytest.fixture
def house(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path)


def test_lines_stay_as_they_were_and_new_insight_stands_beside_them(house: Warehouse) -> None:
    first = written(house, entry())
    assert (first.measure, first.version, first.prediction) == ("M1", 1, True)
    assert first.what.expected == -5.0
    other = written(house, entry(titel='"Iets anders"'))
    again = written(house, entry(verwacht="-3.0"), revises="m1")
    assert (other.measure, again.measure, again.version) == ("M2", "M1", 2)
    assert kept(house) == (first, other, again)
    assert versions(kept(house), "M1") == (first, again)
    with pytest.raises(InputError, match="M1, M2"):
        versions(kept(house), "M7")


@pytest.mark.parametrize(
    ("known", "made"), [("2026", DAY), ("2027", DAY), ("", datetime(2027, 5, 1, tzinfo=UTC))]
)
def test_with_its_figures_there_it_is_a_description(house: Warehouse, known: str, made: datetime) -> None:
    with pytest.raises(InputError, match="--beschrijving"):
        written(house, entry(known, made))
    assert house.current is None or kept(house) == ()
    assert not written(house, entry(known, made), description=True).prediction


def test_before_its_figures_it_is_a_prediction_also_as_description(house: Warehouse) -> None:
    assert written(house, entry("", datetime(2027, 4, 30, tzinfo=UTC)), description=True).prediction


def test_the_same_twice_and_a_version_about_something_else_are_refused(house: Warehouse) -> None:
    written(house, entry())
    with pytest.raises(InputError, match="al precies zo"):
        written(house, entry())
    for other in (entry(area="GM0001", reden='"a"'), entry(aantal='"trajecten"'), entry(begin="2027")):
        with pytest.raises(InputError, match="iets anders dan M1"):
            written(house, other, revises="M1")
    assert len(kept(house)) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        pl.col("content").str.replace("-5.0", "-1.5", literal=True),
        pl.col("made").str.replace("2026", "2024", literal=True),
        pl.lit(value=True).alias("prediction"),
    ],
)
def test_a_changed_line_is_found(house: Warehouse, spoilt: pl.Expr) -> None:
    written(house, entry("2026"), description=True)
    written(house, entry(titel='"Iets anders"'))
    with house.writing() as release:
        release.put(TABLE, release.frame(TABLE).with_columns(spoilt), key=("number",))
    with pytest.raises(IntegrityError, match="Regel 1"):
        kept(house)


def test_a_missing_line_is_found(house: Warehouse) -> None:
    written(house, entry())
    written(house, entry(titel='"Iets anders"'))
    with house.writing() as release:
        release.put(TABLE, release.frame(TABLE).filter(pl.col("number") > 1), key=("number",))
    with pytest.raises(IntegrityError, match="Regel 1"):
        kept(house)
