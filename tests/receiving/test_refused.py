"""A delivery that is refused whole leaves everything as it was, with one clear reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.terminal import Ran, everything_in
from tests.privacy.registry import exempt
from tests.receiving.world import World

Run = Callable[..., Ran]
Change = Callable[[list[str]], list[str]]
LEAD = "#beleidsinformatie soort=jeugdhulp versie=7 aanbieder=FX00001 periode=2022H1"


def lines_of(world: World) -> list[str]:
    """A good delivery as lines: the lead, the header and forty rows, of a provider that is new."""
    lines = world.file(world.spoiled).read_text(encoding="utf-8-sig").splitlines()
    return [LEAD, lines[1], *lines[60:100]]


def cells_changed(change: Callable[[dict[str, str]], None]) -> Change:
    def changed(lines: list[str]) -> list[str]:
        header = lines[1].split(";")
        made = []
        for line in lines[2:]:
            row = dict(zip(header, line.split(";"), strict=True))
            change(row)
            made.append(";".join(row.values()))
        return [*lines[:2], *made]

    return changed


def other_order(row: dict[str, str]) -> None:
    for name in ("Datum aanvang", "Datum einde"):
        text = row[name]
        row[name] = text and f"{text[6:]}{text[4:6]}{text[:4]}"


def shifted(row: dict[str, str]) -> None:
    values = list(row.values())
    row |= dict(zip(row, [values[-1], *values[:-1]], strict=True))


def led_by(lead: str) -> Change:
    return lambda lines: [lead, *lines[1:]]


TEXTS: dict[str, tuple[Change, tuple[str, ...], str]] = {
    "another period": (lambda lines: lines, ("--periode", "2021H2"), "periode"),
    "a period that its rows are not in": (
        led_by("#beleidsinformatie soort=jeugdhulp versie=7 aanbieder=FX00001 periode=2024H2"),
        (),
        "periode",
    ),
    "a version that did not hold": (
        led_by("#beleidsinformatie soort=jeugdhulp versie=6 aanbieder=FX00001 periode=2022H1"),
        (),
        "versie",
    ),
    "another version than stated": (lambda lines: lines, ("--protocol", "6"), "versie"),
    "another provider": (lambda lines: lines, ("--aanbieder", "FX00002"), "aanbieder"),
    "another kind": (lambda lines: lines, ("--soort", "machtiging"), "soort"),
    "a column too many": (
        lambda lines: [lines[0], lines[1] + ";Naam", *(f"{line};x" for line in lines[2:])],
        (),
        "kolom",
    ),
    "columns shifted by one": (cells_changed(shifted), (), "kolom"),
    "dates in another order": (cells_changed(other_order), (), "datum"),
    "no rows": (lambda lines: lines[:2], (), "regel"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_that_is_refused(name: str, world: World, data: Path, tmp_path: Path, drietrap: Run) -> None:
    change, options, word = TEXTS[name]
    file = exempt(tmp_path / "levering_fictief.csv")
    file.write_text("\n".join(change(lines_of(world))) + "\n", encoding="utf-8")
    before = everything_in(data)
    ran = drietrap("--data", data, "ontvang", file, *options, "--json")
    assert ran.code == 2, ran.out + ran.err
    (one,) = ran.result["bestanden"]
    assert one["uitkomst"] == "geweigerd"
    assert word in (one["reden"] + one["wat_te_doen"]).lower()
    assert one["wat_te_doen"]
    assert everything_in(data) == before


def workbook(world: World) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for line in lines_of(world):
        book.active.append([line] if line == LEAD else line.split(";"))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_formula(world: World) -> bytes:
    book = workbook(world)
    book.active["A5"] = "=1+1"
    return saved(book)


def with_macro(world: World) -> bytes:
    content = io.BytesIO(saved(workbook(world)))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return content.getvalue()


def with_password(world: World) -> bytes:
    """An encrypted workbook is an OLE file that holds an EncryptedPackage, whatever its ending."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 1024
    )


@pytest.mark.parametrize("made", [with_formula, with_macro, with_password])
def test_spreadsheets_that_are_refused(
    made: Callable[[World], bytes], world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    good = exempt(tmp_path / "goed_fictief.xlsx")
    good.write_bytes(saved(workbook(world)))
    bad = exempt(tmp_path / "slecht_fictief.xlsx")
    bad.write_bytes(made(world))
    before = everything_in(data)
    ran = drietrap("--data", data, "ontvang", bad, "--json")
    assert ran.code == 2, ran.out + ran.err
    assert ran.result["bestanden"][0]["wat_te_doen"]
    assert everything_in(data) == before
    both = drietrap("--data", data, "ontvang", bad, good, "--klopt", "--json")  # one refusal stops no other
    assert both.code == 1
    assert [one["uitkomst"] for one in both.result["bestanden"]] == ["geweigerd", "nieuw"]
    assert both.result["bestanden"][1]["aangenomen"] == 40


def test_two_deliveries_of_one_period_on_one_day(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    first, second = (exempt(tmp_path / f"{name}_fictief.csv") for name in ("een", "twee"))
    first.write_text("\n".join(lines_of(world)) + "\n", encoding="utf-8")
    second.write_text("\n".join(lines_of(world)[:-3]) + "\n", encoding="utf-8")
    assert drietrap("--data", data, "ontvang", first, "--klopt").code in (0, 1)
    before = everything_in(data)
    ran = drietrap("--data", data, "ontvang", second, "--klopt")
    assert ran.code == 2
    assert "GEWEIGERD" in ran.out
    assert "--vervangt" in ran.out or "welke levering deze vervangt" in ran.out
    assert everything_in(data) == before


def test_a_name_that_says_another_provider_or_period(
    world: World, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    content = "\n".join(lines_of(world)) + "\n"
    known, before = world.restarting, everything_in(data)
    for name, word in (
        (f"{known}_2022H1_fictief.csv", "aanbieder"),
        ("FX00001_2021H2_fictief.csv", "periode"),
    ):
        file = exempt(tmp_path / name)
        file.write_text(content, encoding="utf-8")
        ran = drietrap("--data", data, "ontvang", file, "--json")
        (one,) = ran.result["bestanden"]
        assert (ran.code, one["uitkomst"]) == (2, "geweigerd")
        assert one["reden"].startswith(f"de naam van het bestand noemt een andere {word}")
        assert everything_in(data) == before
    file = exempt(tmp_path / "FX00001_2022H1_20220731_fictief.csv")
    file.write_text(content, encoding="utf-8")
    ran = drietrap("--data", data, "ontvang", file, "--json")
    assert "dezelfde regels" in ran.result["bestanden"][0]["reden"]  # they are those of another provider
    assert everything_in(data) == before
    said = drietrap("--data", data, "ontvang", tmp_path / f"{known}_2022H1_fictief.csv", "--klopt", "--json")
    assert said.result["bestanden"][0]["uitkomst"] == "nieuw"


def test_a_period_that_is_not_over(world: World, data: Path, tmp_path: Path, drietrap: Run) -> None:
    file = exempt(tmp_path / "levering_fictief.csv")
    lead = "#beleidsinformatie soort=jeugdhulp versie=7 aanbieder=FX00001 periode=2098H2"
    file.write_text("\n".join([lead, *lines_of(world)[1:]]) + "\n", encoding="utf-8")
    before = everything_in(data)
    for command in ("ontvang", "controleer"):
        ran = drietrap("--data", data, command, file)
        assert ran.code == 2
    assert everything_in(data) == before
