from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.reading import current_core
from tests.cbs_server import FakeCbs
from tests.cbs_server.tables import key_figures_table
from tests.cli.terminal import Ran, everything_in

STATLINE = "85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export_fictief.csv"
Run = Callable[..., Ran]


def statline(country_files: Path) -> str:
    return (country_files / STATLINE).read_bytes().decode("utf-8-sig")


def with_text(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.encode()


def third_row(text: str, change: Callable[[str], str]) -> bytes:
    lines = text.splitlines(keepends=True)
    lines[2] = change(lines[2])
    return with_text("".join(lines))


def zipped(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("tabel.csv", text)
    return buffer.getvalue()


def workbook(_: str) -> bytes:
    buffer, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["Regio's", "Perioden"])
    book.save(buffer)
    return buffer.getvalue()


def replaced_cell(place: int, cell: str) -> Callable[[str], bytes]:
    def change(line: str) -> str:
        cells = line.rstrip("\r\n").split(";")
        cells[place] = cell
        return ";".join(cells) + "\r\n"

    return lambda text: third_row(text, change)


BAD: dict[str, tuple[Callable[[str], bytes], str, str]] = {
    "truncated": (lambda t: with_text(t[: len(t) // 2].rstrip("\r\n")[:-1]), "regel", "tabel.csv"),
    "extra column": (
        lambda t: with_text("".join(line.rstrip("\r\n") + ";1\r\n" for line in t.splitlines())),
        "kolom",
        "tabel.csv",
    ),
    "missing column": (
        lambda t: with_text("".join(";".join(line.split(";")[:-1]) + "\r\n" for line in t.splitlines())),
        "kolom",
        "tabel.csv",
    ),
    "unknown municipality": (replaced_cell(0, '"Atlantis"'), "Atlantis", "regel 3"),
    "period that does not exist": (replaced_cell(1, '"2022XX"'), "2022XX", "regel 3"),
    "text in a number": (replaced_cell(2, "dertien"), "dertien", "regel 3"),
    "percentage over 100": (replaced_cell(2, "113,2"), "113,2", "regel 3"),
    "empty file": (lambda _: b"", "leeg", "tabel.csv"),
    "zip": (zipped, "zip", "tabel.csv"),
    "Excel instead of CSV": (workbook, "Excel", "tabel.csv"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_whole_with_the_place_and_what_to_do(
    name: str, country_files: Path, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    make, *words = BAD[name]
    file = tmp_path / "tabel.csv"
    file.write_bytes(make(statline(country_files)))
    good = country_files / "iv3_jeugd_taakvelden_2023_2024_fictief.csv"
    before = everything_in(data)
    ran = drietrap("--data", data, "lees", good, file)
    assert ran.code == 2
    for word in ("tabel.csv", "Wat u kunt doen", *words):
        assert word.lower() in ran.err.lower()
    assert "Traceback" not in ran.err
    assert everything_in(data) == before


def test_a_file_of_two_gigabytes_is_refused_by_its_size(data: Path, tmp_path: Path, drietrap: Run) -> None:
    file = tmp_path / "groot.csv"
    with file.open("wb") as stream:
        stream.truncate(2 * 2**30)
    before = everything_in(data)
    ran = drietrap("--data", data, "lees", file)
    assert ran.code == 2
    assert "groot.csv" in ran.err
    assert everything_in(data) == before


def test_a_file_that_is_not_there(data: Path, drietrap: Run) -> None:
    ran = drietrap("--data", data, "lees", "bestaat-niet.csv")
    assert ran.code == 2
    assert "bestaat niet" in ran.err


def test_the_same_file_twice_changes_nothing(country_files: Path, data: Path, drietrap: Run) -> None:
    before = everything_in(data)
    ran = drietrap("--data", data, "lees", country_files / STATLINE)
    assert ran.code == 0
    assert "geen wijziging" in ran.out
    assert everything_in(data) == before


def test_a_newer_release_is_kept_beside_and_shows_what_changed(
    country_files: Path, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    text = statline(country_files)
    cells = text.splitlines()[2].split(";")
    file = tmp_path / "nieuwer.csv"
    file.write_bytes(replaced_cell(2, "99,9")(text))
    raw = len(list((data / "raw").glob("*/manifest.json")))
    ran = drietrap("--data", data, "lees", file, "--json")
    assert ran.code == 1
    told = ran.result["bestanden"][0]
    assert told["aantal_veranderd"] == 1
    assert told["veranderingen"][0]["na"] == 99.9
    assert told["veranderingen"][0]["voor"] == float(cells[2].replace(",", "."))
    assert len(list((data / "raw").glob("*/manifest.json"))) == raw + 1


def test_a_file_cut_between_two_rows_does_not_replace_the_whole_table(
    country_files: Path, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    lines = statline(country_files).splitlines(keepends=True)
    file = tmp_path / "half.csv"
    file.write_bytes(with_text("".join(lines[: len(lines) // 2])))
    before = everything_in(data)
    ran = drietrap("--data", data, "lees", file)
    assert ran.code == 2
    assert "half.csv" in ran.err
    assert "afgekapt" in ran.err
    assert everything_in(data) == before


def test_provisional_figures_never_replace_definitive_ones(
    country_files: Path, tmp_path: Path, drietrap: Run
) -> None:
    text = statline(country_files)
    provisional, definitive = tmp_path / "voorlopig.csv", tmp_path / "definitief.csv"
    provisional.write_bytes(with_text(text))
    definitive.write_bytes(replaced_cell(2, "12,3")(text.replace("2022*", "2022")))
    for path in (provisional, definitive):
        (tmp_path / path.stem).mkdir()
        shutil.copy(country_files / "fictief.json", tmp_path / path.stem)
        path.rename(tmp_path / path.stem / path.name)
    results = []
    for order in (("voorlopig", "definitief"), ("definitief", "voorlopig")):
        folder = tmp_path / "-".join(order)
        for name in order:
            ran = drietrap("--data", folder, "lees", tmp_path / name, "--json")
            assert ran.code in (0, 1), ran.err
        core = current_core(DataFolder(folder))
        results.append(core.observation.filter(pl.col("table") == "85098NED").drop("snapshot").sort(pl.all()))
        assert not results[-1]["provisional"].any()
    assert results[0].equals(results[1])


def test_a_data_folder_that_can_only_be_read_still_answers(data: Path, drietrap: Run) -> None:
    """Permissions do not bind the superuser, so the claim on the folder is refused by hand."""
    code = (
        "import errno, os, sys; from drietrap.register import claims; from drietrap.cli.main import main\n"
        "def refuse(*_, **__): raise OSError(errno.EROFS, 'x')\n"
        "claims.Path.mkdir = refuse; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", str(data), "controleer-tabellen", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert "drietrap zelf" not in done.stderr


def test_real_tables_do_not_mix_with_the_fictional_country(
    country_files: Path, data: Path, tmp_path: Path, drietrap: Run
) -> None:
    file = tmp_path / "echt_2022.csv"
    file.write_bytes(replaced_cell(0, '"Dordrecht"')(statline(country_files)))
    ran = drietrap("--data", data, "lees", file)
    assert ran.code == 2
    assert "Dordrecht" in ran.err


def test_fetching_keeps_a_snapshot_and_survives_without_a_connection(
    fake_cbs: object, tmp_path: Path, drietrap: Run
) -> None:
    folder = tmp_path / "cbs"
    address = fake_cbs.base3  # type: ignore[attr-defined]
    first = drietrap("--data", folder, "haal", "85098NED", "--adres", address, "--json")
    assert first.code == 0, first.err
    assert first.result["bestanden"][0]["cellen"] > 0
    again = drietrap("--data", folder, "haal", "85098NED", "--adres", "http://127.0.0.1:9", "--json")
    assert again.code == 1
    assert "geen verbinding" in again.result["terugval"]
    assert again.result["uitgave"] == first.result["uitgave"]


def test_key_figures_are_fetched_by_year_and_each_year_has_its_own_snapshot(
    no_pauses: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, drietrap: Run
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder, areas = tmp_path / "cbs", {"NL00": ["Nederland", "Land", 17_475_415, 2_700_000, 2.1, 10.4, 5]}
    areas |= {"GM0505": ["Dordrecht", "Gemeente", 119_115, 19_525, 2.2, 12.7, 5]}
    areas |= {"WK050501": ["Dordrecht", "Wijk", 4_870, 700, 1.7, None, None]}
    with FakeCbs([key_figures_table(areas), key_figures_table(areas, None, "85318NED", "2022")]) as cbs:
        first = drietrap("--data", folder, "haal", "85039NED", "--adres", cbs.base3, "--json")
        assert first.code == 0, first.err
        second = drietrap("--data", folder, "haal", "85318NED", "--adres", cbs.base3, "--json")
    assert [r.result["bestanden"][0]["perioden"] for r in (first, second)] == [["2021"], ["2022"]]
    assert any("Koopwoningen" in text for text in first.result["bestanden"][0]["opmerkingen"])
    away = drietrap("--data", folder, "haal", "85039NED", "--adres", "http://127.0.0.1:9", "--json")
    assert away.code == 1
    assert "85039NED.odata3" in away.result["terugval"]
    figures = current_core(DataFolder(folder)).figures().filter(indicator="jeugdzorg_tot_23", area="GM0505")
    assert figures.sort("period").select("period", "value").rows() == [("2021", 12.7), ("2022", 12.7)]


def test_fetching_without_a_connection_and_without_a_snapshot_says_so(tmp_path: Path, drietrap: Run) -> None:
    ran = drietrap("--data", tmp_path / "leeg", "haal", "85098NED", "--adres", "http://127.0.0.1:9")
    assert ran.code == 2
    assert "verbinding" in ran.err
