"""The key: made safely, never shown, never overwritten, and renewed with the register behind it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.register import registrations
from drietrap.register.keys import load
from drietrap.register.persons import records
from tests.cli.terminal import Ran, everything_in
from tests.receiving.world import World

Run = Callable[..., Ran]


def test_a_key_is_made_for_its_owner_alone_and_never_again(tmp_path: Path, drietrap: Run) -> None:
    file, data = tmp_path / "weg" / "sleutel.txt", tmp_path / "gegevens"
    ran = drietrap("--data", data, "sleutel", file)
    assert ran.code == 0
    written = file.read_text()
    secret = written.split("\n")[1]
    assert len(bytes.fromhex(secret)) == 32
    assert secret not in ran.out + ran.err
    assert b"".join(everything_in(data).values()).find(secret.encode()) == -1
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load({"DRIETRAP_SLEUTEL_BESTAND": str(file)}, data=data).id in ran.out
    again = drietrap("--data", data, "sleutel", file)
    assert again.code == 2 and "nooit overschreven" in again.err
    assert file.read_text() == written


@pytest.mark.parametrize("where", ["gegevens/sleutel.txt", "project/sleutel.txt"])
def test_a_key_is_not_made_beside_the_data_or_in_a_project(where: str, tmp_path: Path, drietrap: Run) -> None:
    (tmp_path / "project" / ".git").mkdir(parents=True)
    ran = drietrap("--data", tmp_path / "gegevens", "sleutel", tmp_path / where)
    assert ran.code == 2
    assert not (tmp_path / where).exists()


def who_is_who(data: Path) -> tuple[list[tuple[str, int, int]], set[str]]:
    """Which rows are of one person, as numbers in order of row, and the pseudonyms themselves."""
    with PersonHouse(DataFolder(data)).open() as reader:
        rows = records(reader).collect().sort("kind", "delivery", "row")
        team = registrations.rows_of(reader, "wijkteamregistratie")
    both = pl.concat([rows.select("delivery", "row", "person"), team.select("delivery", "row", "person")])
    numbered = both.with_columns(pl.col("person").rank("dense").over(pl.lit(1)).alias("n"))
    first = {person: place for place, person in enumerate(dict.fromkeys(numbered["person"]))}
    return [(d, r, first[p]) for d, r, p in both.iter_rows()], set(both["person"].drop_nulls())


def test_a_new_key_changes_every_pseudonym_and_nobody(
    world: World, data: Path, tmp_path: Path, drietrap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copy(world.key, tmp_path / "sleutel.txt"))
    monkeypatch.setenv("DRIETRAP_SLEUTEL_BESTAND", str(own))
    same, before = who_is_who(data)
    ran = drietrap("--data", data, "sleutel", "--vernieuw", "--json")
    assert ran.code == 0, ran.err
    assert ran.result["aantal_sleutels"] == 2
    assert ran.result["aantal_veranderd"] == len(world.said["bestanden"])
    after_same, after = who_is_who(data)
    assert after_same == same and not after & before
    known = drietrap("--data", data, "ontvang", world.file(world.spoiled), "--json")
    assert known.result["bestanden"][0]["uitkomst"] == "was al ingelezen"
    monkeypatch.setenv("DRIETRAP_SLEUTEL_BESTAND", str(world.key))  # the old key alone opens it no more
    assert drietrap("--data", data, "ontvang", world.file(world.spoiled)).code == 2


def test_an_interrupted_renewal_is_finished_without_another_key(
    world: World, data: Path, tmp_path: Path, drietrap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "sleutel.txt"
    own.write_text(world.key.read_text() + os.urandom(32).hex() + "\n")
    monkeypatch.setenv("DRIETRAP_SLEUTEL_BESTAND", str(own))
    refused = drietrap("--data", data, "ontvang", world.file(world.spoiled))
    assert refused.code == 2 and "--vernieuw" in refused.err
    ran = drietrap("--data", data, "sleutel", "--vernieuw", "--json")
    assert ran.result["aantal_sleutels"] == 2
    assert drietrap("--data", data, "ontvang", world.file(world.spoiled)).code in (0, 1)
