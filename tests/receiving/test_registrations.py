"""What is wrong in a registration is told per row, and only that row stands apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.recognising import Stated, placed
from drietrap.register import ledger
from drietrap.register.registrations import rows_of
from drietrap.sources.registrations import RawRegistration
from drietrap.vocabulary.errors import InputError
from tests.cli.terminal import Ran, everything_in
from tests.privacy.registry import exempt
from tests.receiving.world import World

Run = Callable[..., Ran]
Change = tuple[int, str, str]
PROVIDER = "Aanbieder (KvK-nummer of AGB-code)"
OWN: list[Change] = [
    (3, "BSN", "12345"),
    (4, "BSN", ""),
    (5, "Datum aanvang", "20221345"),
    (6, "Datum aanvang", ""),
    (6, "BSN", ""),
    (7, "Datum einde", "morgen"),
    (8, "Geslacht", "X"),
    (9, "Reden beëindiging", "99"),
    (10, "Bedrag in euro's", "veel"),
    (11, "Geboortedatum", "13-2012"),
]
CONTRACTS: list[Change] = [
    (3, PROVIDER, ""),
    (4, "Levert zelf", "misschien"),
    (5, "Soort levering", "iets"),
    (6, "Contract van", "2020"),
]


def spoiled(world: World, to: Path, pattern: str, changes: Sequence[Change]) -> Path:
    """A registration of the fictional municipality with cells changed: row of the file, column, text."""
    source = next(world.deliveries.glob(pattern))
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    header = lines[0].split(";")
    for row, name, text in changes:
        cells = lines[row - 1].split(";")
        cells[header.index(name)] = text
        lines[row - 1] = ";".join(cells)
    path = to / source.name
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")
    return exempt(path)


def received(drietrap: Run, data: Path, path: Path) -> dict[str, Any]:
    taken: dict[str, Any] = drietrap("--data", data, "ontvang", path, "--json").result["bestanden"][0]
    return taken


def found(taken: dict[str, Any]) -> dict[str, tuple[str, int, list[int]]]:
    return {one["controle"]: (one["ernst"], one["aantal"], one["regels"]) for one in taken["bevindingen"]}


def tables_in(data: Path) -> dict[str, bytes]:
    """All of the register but the claims of readers: one of another test can have been copied along."""
    held = everything_in(data / "personen")
    return {name: content for name, content in held.items() if "/readers/" not in name}


def test_rows_of_an_own_registration_are_told_one_by_one(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    path = spoiled(world, tmp_path, "gemeenteregistratie*", OWN)
    rows = len(path.read_text(encoding="utf-8-sig").splitlines()) - 1
    taken = received(drietrap, data, path)
    assert (taken["regels"], taken["aangenomen"], taken["in_quarantaine"]) == (rows, rows - 4, 4)
    assert found(taken) == {
        "REGISTRATIE-BSN": ("blokkeert", 3, [3, 4, 6]),
        "REGISTRATIE-DATUM-AANVANG": ("blokkeert", 2, [5, 6]),
        "REGISTRATIE-DATUM-EINDE": ("waarschuwing", 1, [7]),
        "REGISTRATIE-GESLACHT": ("waarschuwing", 1, [8]),
        "REGISTRATIE-REDEN-BEEINDIGING": ("waarschuwing", 1, [9]),
        "REGISTRATIE-BEDRAG": ("waarschuwing", 1, [10]),
        "REGISTRATIE-GEBOORTEDATUM": ("waarschuwing", 1, [11]),
    }
    with PersonHouse(DataFolder(data)).open() as reader:
        apart = reader.frame(ledger.QUARANTINE).filter(delivery=taken["kenmerk"]).sort("row", "rule")
        kept = rows_of(reader, "gemeenteregistratie")
    assert apart.select("row", "rule").rows() == [
        (3, "REGISTRATIE-BSN"),
        (4, "REGISTRATIE-BSN"),
        (5, "REGISTRATIE-DATUM-AANVANG"),
        (6, "REGISTRATIE-BSN"),
        (6, "REGISTRATIE-DATUM-AANVANG"),
    ]
    assert sorted(kept["row"]) == [row for row in range(2, rows + 2) if row not in {3, 4, 5, 6}]


def test_known_again_says_the_same_and_mended_takes_the_rows_out_of_quarantine(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    first = received(drietrap, data, spoiled(world, tmp_path, "gemeenteregistratie*", OWN))
    again = received(drietrap, data, tmp_path / str(first["bestand"]))
    assert found(again) == found(first)
    mended = received(drietrap, data, spoiled(world, tmp_path, "gemeenteregistratie*", [OWN[5]]))
    assert list(found(mended)) == ["REGISTRATIE-DATUM-EINDE"]
    with PersonHouse(DataFolder(data)).open() as reader:
        assert reader.frame(ledger.QUARANTINE).filter(delivery=first["kenmerk"]).is_empty()


def test_rows_of_a_list_of_contracts_are_told_one_by_one(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    taken = received(drietrap, data, spoiled(world, tmp_path, "gecontracteerde*", CONTRACTS))
    assert taken["in_quarantaine"] == 3
    assert found(taken) == {
        "REGISTRATIE-AANBIEDER": ("blokkeert", 1, [3]),
        "REGISTRATIE-LEVERT-ZELF": ("blokkeert", 1, [4]),
        "REGISTRATIE-SOORT": ("blokkeert", 1, [5]),
        "REGISTRATIE-CONTRACT-VAN": ("waarschuwing", 1, [6]),
    }


@pytest.mark.parametrize("pattern", ["gemeenteregistratie*", "gecontracteerde*", "productie*"])
def test_a_good_registration_has_nothing_to_mend(
    world: World, data: Path, tmp_path: Path, drietrap: Run, pattern: str
) -> None:
    taken = received(drietrap, data, spoiled(world, tmp_path, pattern, []))
    assert (taken["bevindingen"], taken["in_quarantaine"]) == ([], 0)


def test_a_registration_of_which_most_rows_are_wrong_is_refused_whole(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    changes = [(row, "Datum aanvang", "onbekend") for row in range(2, 762)]
    path = spoiled(world, tmp_path, "gemeenteregistratie*", changes)
    before = tables_in(data)
    taken = received(drietrap, data, path)
    assert taken["uitkomst"] == "geweigerd"
    assert taken["reden"]
    assert tables_in(data) == before


def raw(**codes: list[str]) -> RawRegistration:
    rows = len(next(iter(codes.values()), ["x"]))
    return RawRegistration("gemeenteregistratie", pl.DataFrame({"row": range(2, rows + 2), **codes}))


def test_the_municipality_is_said_by_its_rows_its_name_or_the_person(tmp_path: Path) -> None:
    path, named = tmp_path / "zaken_2022H1.csv", tmp_path / "zaken_GM0505_2022H1.csv"
    assert placed(path, raw(gemeente=["505", "GM0505"]), Stated(), "a").municipality == "GM0505"
    assert placed(named, raw(), Stated(), "a").municipality == "GM0505"  # a mapping without that column
    assert placed(named, raw(gemeente=["505", "0363"]), Stated(), "a").municipality == "GM0505"
    for given in (raw(), raw(gemeente=["505", "0363"])):
        with pytest.raises(InputError, match="niet bekend van welke gemeente"):
            placed(path, given, Stated(), "a")


def test_rows_of_another_municipality_are_refused_until_a_person_says_that_they_are_right(
    tmp_path: Path,
) -> None:
    path, rows = tmp_path / "zaken_2022H1.csv", raw(gemeente=["0363", "0344"])
    with pytest.raises(InputError, match="geen enkele regel gaat over GM0505"):
        placed(path, rows, Stated(municipality="GM0505"), "a")
    sure = Stated(municipality="GM0505", sure=True)
    assert placed(path, rows, sure, "a").municipality == "GM0505"


def test_what_is_wrong_with_a_mapping_is_told_and_not_what_is_no_delivery(
    tmp_path: Path, drietrap: Run
) -> None:
    zaken, mapping = tmp_path / "zaken_GM0505_2022H1.csv", tmp_path / "zaken.toml"
    zaken.write_text("Clientnummer;Van;Tot\n1;20220101;\n")
    for text, told in (
        ('soort = "gemeenteregistratie"\n[[kolom]]\nelement = "bsn"\n', "ook een kolom voor"),
        ("soort: gemeenteregistratie", "geen geldig TOML"),
    ):
        mapping.write_text(text)
        ran = drietrap("--data", tmp_path / "nieuw", "ontvang", zaken, "--indeling", mapping, "--json")
        assert told in str(ran.result["bestanden"][0])


def test_a_file_without_one_good_row_says_why(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    path = spoiled(world, tmp_path, "wijkteam*", [])
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start = lines[0].split(";").index("Datum aanvang")
    cells = [line.split(";") for line in lines[1:4]]
    made = [";".join([*line[:start], "44593", *line[start + 1 :]]) for line in cells]
    path.write_text("\r\n".join([lines[0], *made]) + "\r\n", encoding="utf-8-sig")
    assert "(Datum aanvang ontbreekt of klopt niet)" in received(drietrap, data, path)["reden"]
