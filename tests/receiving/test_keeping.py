"""Keeping no longer than needed, registrations included; and registrations that replace each other."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.keeping import retention
from drietrap.app.person_house import PersonHouse
from drietrap.app.recognising import Stated, placed
from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
)
from drietrap.register import registrations
from drietrap.register.kept import keep_file
from drietrap.register.key_file import make
from drietrap.register.keys import load
from drietrap.register.pseudonym import KeyRing
from drietrap.register.registrations import Entry, Incoming
from drietrap.register.warehouse import Warehouse
from drietrap.sources.registrations import RawRegistration
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
from tests.cli.terminal import Ran, everything_in
from tests.receiving.world import World
from tests.register_persons.deliveries import bsn

Run = Callable[..., Ran]
HALF = Period(2022, "H", 1)


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return make(tmp_path / "sleutel" / "sleutel.txt", tmp_path / "gegevens")


def take(house: Warehouse, keys: KeyRing, *incoming: Incoming) -> list[Entry | InputError]:
    return registrations.take(house, keys, incoming)


def team(count: int, seed: int, sha: str, area: str = "GM0505") -> Incoming:
    chance = random.Random(seed)
    rows = [
        {
            "row": number,
            "bsn": bsn(chance),
            "geboortedatum": "20120101",
            "geslacht": "V",
            "gemeente": "0505",
            "wijk": "Centrum",
            "gezinsplan": f"P{number // 2}",
            "kinderen_in_plan": "1",
            "datum_aanvang": "20220110",
        }
        for number in range(2, count + 2)
    ]
    return Incoming(DISTRICT_TEAM, area, HALF, pl.DataFrame(rows), sha * 64)


def test_counting_is_what_deleting_does(world: World, data: Path, drietrap: Run) -> None:
    folder, day = DataFolder(data), date(2040, 1, 1)
    keep_file(folder.answers / "een.antwoord", b"")
    before = everything_in(data)
    counted = retention(folder, today=day).content
    assert everything_in(data) == before
    assert sum(stage.deliveries for stage in counted.stages) > len(world.said["bestanden"])
    done = retention(folder, execute=True, today=day).content
    assert done.executed and done.stages == counted.stages
    assert not folder.answers.exists()
    with PersonHouse(folder).open() as reader:
        people = [name for name in reader.tables if "person" in reader.frame(name).columns]
        assert all(reader.frame(name).is_empty() for name in people)
        assert reader.frame("register_contracted").height > 0  # about providers, not about persons
    assert PersonHouse(folder).raw.list() == ()
    again = retention(folder, today=day).content
    assert sum(stage.rows for stage in again.stages) == 0


def test_nothing_goes_before_its_term(world: World, data: Path) -> None:
    done = retention(DataFolder(data), execute=True, today=date(2022, 7, 2)).content
    assert sum(stage.rows for stage in done.stages) == 0
    assert len(PersonHouse(DataFolder(data)).raw.list()) > 0


def test_a_registration_replaces_that_of_the_same_municipality_and_period(
    tmp_path: Path, keys: KeyRing
) -> None:
    house = Warehouse(tmp_path / "warehouse")
    first, other, second = team(4, 1, "a"), team(3, 2, "b", "GM0518"), team(6, 3, "c")
    (one, two) = take(house, keys, first, other)
    assert isinstance(one, Entry) and isinstance(two, Entry)
    (three,) = take(house, keys, second)
    assert isinstance(three, Entry)
    assert (three.replaces, three.known) == (("a" * 16,), False)
    with house.open() as reader:
        rows = registrations.rows_of(reader, DISTRICT_TEAM)
    assert rows.group_by("registered_by").len().sort("registered_by").rows() == [("GM0505", 6), ("GM0518", 3)]
    assert rows["plan"].null_count() == 0 and not set(rows["plan"]) & {f"P{n}" for n in range(9)}
    (known,) = take(house, keys, second)
    assert isinstance(known, Entry) and known.known
    (refused,) = take(house, keys, dataclasses.replace(second, municipality="GM0599"))
    assert isinstance(refused, InputError)


def test_rows_that_cannot_be_used_are_left_out_and_counted(tmp_path: Path, keys: KeyRing) -> None:
    good = team(5, 1, "a")
    spoiled = good.frame.with_columns(
        bsn=pl.when(pl.col("row") == 3).then(pl.lit("123456789")).otherwise("bsn"),
        datum_aanvang=pl.when(pl.col("row") == 4).then(pl.lit("2022")).otherwise("datum_aanvang"),
    )
    (entry,) = take(Warehouse(tmp_path / "w"), keys, dataclasses.replace(good, frame=spoiled))
    assert isinstance(entry, Entry)
    assert (entry.rows, entry.left_out) == (3, 2)
    none = dataclasses.replace(good, sha256="d" * 64, frame=spoiled.filter(pl.col("row") == 3))
    (refused,) = take(Warehouse(tmp_path / "w"), keys, none)
    assert isinstance(refused, InputError)


def test_every_kind_comes_in_typed(tmp_path: Path, keys: KeyRing) -> None:
    contracts = pl.DataFrame(
        {
            "row": [2, 3],
            "aanbieder": ["11112222", "33334444"],
            "naam": ["Zorg BV", "999999990"],  # a number is no name
            "soort": ["jeugdhulp", "jeugdhulp"],
            "contract_van": ["20200101", None],
            "contract_tot": [None, "20221231"],
            "levert_zelf": ["ja", "nee"],
        }
    )
    totals = pl.DataFrame(
        {
            "row": [2],
            "aanbieder": ["11112222"],
            "periode": ["2022H1"],
            "hulpvorm": ["2"],
            "jeugdigen": ["12"],
            "trajecten": ["15"],
            "bedrag": ["1234,5"],
        }
    )
    own = team(3, 5, "m").frame.with_columns(
        aanbieder=pl.lit("11112222"), verwijzer=pl.lit("01"), hulpvorm=pl.lit("02"), bedrag=pl.lit("10.05")
    )
    house = Warehouse(tmp_path / "w")
    frames = {CONTRACTED: contracts, PRODUCTION: totals, MUNICIPAL: own}
    incoming = [
        Incoming(kind, "GM0505", HALF, frame, f"{at:064x}", datetime(2022, 7, 1, tzinfo=UTC))
        for at, (kind, frame) in enumerate(frames.items(), start=1)
    ]
    assert all(isinstance(entry, Entry) for entry in take(house, keys, *incoming))
    with house.open() as reader:
        beside = registrations.beside(reader)
        assert registrations.rows_of(reader, CONTRACTED)["name"].to_list() == ["Zorg BV", None]
        assert registrations.rows_of(reader, PRODUCTION)["amount"].to_list() == [123450]
        assert registrations.rows_of(reader, MUNICIPAL)["amount"].to_list() == [1005] * 3
    assert beside.contracts is not None and beside.production is not None and beside.municipal is not None
    assert beside.contracts.select("since", "until", "delivers").rows() == [
        (date(2020, 1, 1), None, True),
        (None, date(2022, 12, 31), False),
    ]
    assert beside.production.rows() == [("11112222", "GM0505", "2022H1", "02", 12, 15)]
    assert beside.municipal["person"].str.len_chars().to_list() == [64] * 3
    assert load({"DRIETRAP_SLEUTEL_BESTAND": str(tmp_path / "sleutel" / "sleutel.txt")}).id == keys.id


@pytest.mark.parametrize(
    ("name", "stated", "wanted"),
    [
        ("team_GM0505_2022H1.csv", Stated(), ("GM0505", "2022H1")),
        ("team_GM0505_2022H1.csv", Stated(municipality="518", period="2023H1"), ("GM0518", "2023H1")),
        ("team.csv", Stated(municipality="GM0505", period="2022K3"), ("GM0505", "2022K3")),
        ("team_2022H1.csv", Stated(), None),
        ("team_GM0505.csv", Stated(), None),
    ],
)
def test_whose_registration_it_is(name: str, stated: Stated, wanted: tuple[str, str] | None) -> None:
    raw = RawRegistration(CONTRACTED, pl.DataFrame({"row": [2]}))
    if wanted is None:
        with pytest.raises(InputError, match=r"--gemeente|--periode"):
            placed(Path(name), raw, stated, "a" * 64)
        return
    found = placed(Path(name), raw, stated, "a" * 64)
    assert (found.municipality, found.period.code) == wanted
