"""The warehouse: versions, carried tables, stable bytes, views."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import IntegrityError, NoDataError

CITIES = pl.DataFrame({"code": ["GM0505", "GM0014", "GM0344"], "n": [3, 1, None]})


def write(warehouse: Warehouse, **tables: pl.DataFrame) -> int | None:
    with warehouse.writing() as release:
        for name, frame in tables.items():
            release.put(name, frame)
    return release.number


def test_what_is_put_comes_back_in_order_of_the_key(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    with warehouse.writing() as release:
        release.put("cities", CITIES, key=["code"])
        assert_frame_equal(release.frame("cities"), CITIES.sort("code"))
        assert warehouse.current is None  # nobody sees it before the end
    with warehouse.open() as reader:
        assert reader.number == 1
        assert_frame_equal(reader.frame("cities"), CITIES.sort("code"))
        assert reader.tables["cities"].rows == 3
        with reader.connect() as connection:
            assert connection.execute("SELECT sum(n) FROM cities").fetchall() == [(4,)]


def test_tables_that_are_not_put_stay_and_dropped_ones_go(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    write(warehouse, cities=CITIES, other=CITIES.head(1))
    assert write(warehouse, other=CITIES.head(2)) == 2
    with warehouse.open() as reader:
        assert_frame_equal(reader.frame("cities"), CITIES.sort("code"))
        assert reader.frame("other").height == 2
        assert reader.verify() == ()
    with warehouse.writing() as release:
        release.drop("cities")
        assert release.names == ("other",)
    with warehouse.open() as reader:
        assert set(reader.tables) == {"other"}
        with pytest.raises(NoDataError, match="cities"):
            reader.frame("cities")


def test_the_same_content_makes_no_new_version(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    assert write(warehouse, cities=CITIES) == 1
    shuffled = CITIES.sample(fraction=1, shuffle=True, seed=1)
    assert write(warehouse, cities=shuffled) == 1
    assert write(warehouse) == 1
    assert warehouse.numbers() == (1,)


def test_bytes_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    big = pl.DataFrame({"i": range(5000), "text": [f"t{i % 7}" for i in range(5000)]})
    files = []
    for seed in range(3):
        order = list(range(5000))
        random.Random(seed).shuffle(order)
        warehouse = Warehouse(tmp_path / str(seed))
        write(warehouse, big=big[order])
        (path,) = (tmp_path / str(seed)).glob("versions/*/big.parquet")
        files.append(path.read_bytes())
    assert files[0] == files[1] == files[2]


def test_an_error_in_the_block_changes_nothing(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    write(warehouse, cities=CITIES)
    with pytest.raises(ZeroDivisionError), warehouse.writing() as release:
        release.put("cities", CITIES.head(1))
        raise ZeroDivisionError
    with warehouse.open() as reader:
        assert (reader.number, reader.frame("cities").height) == (1, 3)
    assert [path.name for path in (tmp_path / "versions").iterdir()] == ["00000001"]


def test_only_the_last_versions_stay_and_those_in_use(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, keep=2)
    write(warehouse, t=pl.DataFrame({"i": [0]}))
    with warehouse.open() as first:
        for number in range(1, 6):
            write(warehouse, t=pl.DataFrame({"i": [number]}))
        assert warehouse.numbers() == (1, 5, 6)
        assert first.frame("t")["i"].to_list() == [0]
        assert warehouse.open(5).frame("t")["i"].to_list() == [4]
    write(warehouse, t=pl.DataFrame({"i": [6]}))
    assert 1 not in warehouse.numbers()
    with pytest.raises(NoDataError, match="Versie 1"):
        warehouse.open(1)


def test_an_empty_warehouse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoDataError, match="drietrap lees"):
        Warehouse(tmp_path).open()


@pytest.mark.parametrize(
    "frame", [pl.DataFrame({"k": [1, 1], "v": [1, 2]}), pl.DataFrame({"k": [1, None], "v": [1, 2]})]
)
def test_a_key_that_is_no_key_is_refused(tmp_path: Path, frame: pl.DataFrame) -> None:
    with pytest.raises(IntegrityError, match="niet uniek"), Warehouse(tmp_path).writing() as release:
        release.put("t", frame, key=["k"])


@pytest.mark.parametrize("name", ["T", "a-b", "../x", "", "1a", "a; DROP"])
def test_table_names_are_plain_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a table name"), Warehouse(tmp_path).writing() as release:
        release.put(name, CITIES)


def test_damage_is_found(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    write(warehouse, cities=CITIES)
    (path,) = tmp_path.glob("versions/*/cities.parquet")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    with warehouse.open() as reader:
        assert reader.verify() == ("cities",)
    (tmp_path / "CURRENT").write_text("half")
    with pytest.raises(IntegrityError, match="CURRENT"):
        warehouse.open()
