"""From the bytes of providers to the register: what is taken in, what is found, and who is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.register import ledger, registrations, remarks
from drietrap.register.persons import records
from tests.cli.terminal import Ran, everything_in
from tests.privacy.registry import exempt
from tests.receiving.world import BEFORE, NOW, SPOILED_ROWS, World

Run = Callable[..., Ran]


def rows_in(path: Path) -> int:
    """How many rows a delivery has, counted without the reader: lines below the first, and below a header."""
    if path.suffix == ".xlsx":
        return openpyxl.load_workbook(path, read_only=True).active.max_row - 2
    lines = path.read_bytes().decode("latin-1").splitlines()
    return len(lines) - (2 if path.suffix == ".csv" else 1)


def test_every_format_is_taken_in_with_every_row(world: World) -> None:
    files = {one["bestand"]: one for one in world.said["bestanden"]}
    assert world.said["geweigerd"] == 0
    assert world.said["fictief"]
    written = [path for path in world.deliveries.glob("F*") if path.suffix in (".txt", ".csv", ".xlsx")]
    assert {path.suffix for path in written} == {".txt", ".csv", ".xlsx"}
    for path in written:
        one = files[path.name]
        assert one["regels"] == rows_in(path)
        assert one["aangenomen"] + one["in_quarantaine"] == one["regels"]
        provider, kind, period = path.stem.split("_")[:3]
        assert (one["aanbieder"], one["soort"], one["periode"]) == (provider, kind, period)


def test_records_are_those_that_were_accepted(world: World) -> None:
    with PersonHouse(DataFolder(world.data)).open() as reader:
        lines = reader.frame(ledger.DELIVERIES)
        counted = records(reader).collect().group_by("delivery").len()
        assert reader.verify() == ()
    both = lines.with_columns(delivery=pl.col("sha256").str.slice(0, 16)).join(counted, on="delivery")
    assert both.height == lines.height
    assert (both["len"] + both["merged"] == both["accepted"]).all()


def test_errors_put_in_are_found_with_their_rows_and_kept(world: World) -> None:
    name = world.file(world.spoiled).name
    one = next(one for one in world.said["bestanden"] if one["bestand"] == name)
    found = {finding["controle"]: finding for finding in one["bevindingen"]}
    for rule, rows in SPOILED_ROWS.items():
        assert (found[rule]["aantal"], found[rule]["regels"]) == (len(rows), rows)
    assert one["in_quarantaine"] == sum(map(len, SPOILED_ROWS.values()))
    with PersonHouse(DataFolder(world.data)).open() as reader:
        kept = remarks.findings_of(reader, one["kenmerk"])
    assert [(group.rule, group.count) for group in kept] == [
        (finding["controle"], finding["aantal"]) for finding in one["bevindingen"]
    ]


def test_registrations_are_known_by_their_columns(world: World) -> None:
    kinds = {one["soort"]: one for one in world.said["bestanden"] if not one["aanbieder"]}
    assert set(kinds) == {
        "gecontracteerde aanbieders",
        "wijkteamregistratie",
        "productietotalen",
        "gemeenteregistratie",
    }
    assert {(one["gemeente"], one["periode"]) for one in kinds.values()} == {(world.municipality, "2022H1")}
    with PersonHouse(DataFolder(world.data)).open() as reader:
        beside = registrations.beside(reader)
    assert beside.contracts is not None
    assert world.silent in beside.contracts["provider"].to_list()
    assert beside.team is not None
    assert beside.team["person"].str.len_chars().unique().to_list() == [64]  # a pseudonym, no number
    assert beside.municipal is not None
    assert beside.municipal["person"].str.len_chars().unique().to_list() == [64]


def test_the_same_again_changes_nothing(world: World, data: Path, drietrap: Run) -> None:
    before = everything_in(data)
    some = [world.file(world.spoiled), next(world.deliveries.glob("wijkteam*")), world.file(world.restarting)]
    ran = drietrap("--data", data, "ontvang", *some, "--json")
    assert ran.code == 1
    assert {one["uitkomst"] for one in ran.result["bestanden"]} == {"was al ingelezen"}
    assert everything_in(data) == before


def test_a_redelivery_replaces_and_what_was_said_stays(world: World, data: Path, drietrap: Run) -> None:
    old = next(one for one in world.said["bestanden"] if one["bestand"] == world.file(world.spoiled).name)
    again = exempt(data.parent / world.file(world.spoiled).name)
    lines = world.file(world.spoiled).read_text(encoding="utf-8-sig").splitlines()
    gone = {number for rows in SPOILED_ROWS.values() for number in rows}
    kept = [line for number, line in enumerate(lines, start=1) if number not in gone]
    again.write_text("\n".join(kept) + "\n", encoding="utf-8-sig")
    refused = drietrap("--data", data, "ontvang", again, "--json")
    assert refused.code == 2
    assert "vandaag al een andere levering" in refused.result["bestanden"][0]["reden"]
    ran = drietrap("--data", data, "ontvang", again, "--vervangt", old["kenmerk"], "--json")
    assert ran.result["bestanden"][0]["uitkomst"] == "vervangt een eerdere levering"
    assert ran.result["bestanden"][0]["in_quarantaine"] == 0
    with PersonHouse(DataFolder(data)).open() as reader:
        assert {group.rule for group in remarks.findings_of(reader, old["kenmerk"])} >= set(SPOILED_ROWS)
        said = {group.rule for group in remarks.findings_of(reader, ran.result["bestanden"][0]["kenmerk"])}
        assert not said & set(SPOILED_ROWS)
        lines = reader.frame(ledger.DELIVERIES).filter(period=NOW.code, provider=world.spoiled)
        assert sorted(lines["replaced_by"].is_null()) == [False, True]
    listed = drietrap(
        "--data", data, "leveringen", "--periode", "2022H1", "--aanbieder", world.spoiled, "--json"
    )
    newest = ran.result["bestanden"][0]["kenmerk"]
    assert {one["kenmerk"]: one["vervangen_door"] for one in listed.result["leveringen"]} == {
        old["kenmerk"]: newest,
        newest: "",
    }


def test_who_has_a_contract_and_did_not_deliver(world: World, drietrap: Run) -> None:
    ran = drietrap("--data", world.data, "leveringen", "--periode", "2022H1", "--json")
    assert ran.code == 1
    missing = {(one["aanbieder"], one["soort"]) for one in ran.result["ontbrekend"]}
    assert (world.silent, "jeugdhulp") in missing
    delivered = {(one["aanbieder"], one["soort"]) for one in ran.result["leveringen"]}
    assert delivered and not missing & delivered
    none = drietrap("--data", world.data, "leveringen", "--periode", BEFORE.code, "--aanbieder", "FX99999")
    assert (none.code, "Aantal leveringen: 0." in none.out) == (0, True)


def test_the_log_has_facts_about_files_and_no_names_of_them(world: World) -> None:
    lines = [json.loads(line) for line in (world.data / "logboek.jsonl").read_text("utf-8").splitlines()]
    taken = next(line for line in lines if line["actie"] == "ontvang")
    assert len(taken["bestanden"]) == len(world.said["bestanden"])
    assert not any("fictief" in one or ".csv" in one for one in taken["bestanden"])


def test_real_and_fictional_are_never_mixed(world: World, data: Path, tmp_path: Path, drietrap: Run) -> None:
    before = everything_in(data)
    real = exempt(tmp_path / "echt" / "levering.csv")
    real.parent.mkdir()
    real.write_bytes(world.file(world.spoiled).read_bytes())
    ran = drietrap("--data", data, "ontvang", real)
    assert ran.code == 2
    assert "fictieve gegevens" in ran.err
    assert everything_in(data) == before
    empty = tmp_path / "leeg"
    bare = (
        real.parent / world.file(world.spoiled).name
    )  # its name says fictional, and there is no list of areas
    exempt(bare).write_bytes(real.read_bytes())
    assert drietrap("--data", empty, "ontvang", bare).code == 2


@pytest.mark.parametrize("words", [("ontvang", "x.csv"), ("sleutel",)])
def test_without_a_key_it_says_what_to_do(
    words: tuple[str, ...], tmp_path: Path, drietrap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRIETRAP_SLEUTEL_BESTAND")
    ran = drietrap("--data", tmp_path / "gegevens", *words)
    assert ran.code == 2
    assert "drietrap sleutel" in ran.err


def test_nothing_received_yet(tmp_path: Path, drietrap: Run) -> None:
    for words in (("leveringen",), ("terugkoppeling", "12345678", "--periode", "2022H1"), ("bewaartermijn",)):
        ran = drietrap("--data", tmp_path, *words)
        assert ran.code == 2
        assert "drietrap ontvang" in ran.err
