from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.synthetic.country import build
from drietrap.synthetic.files import write_country
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.deliveries import write_deliveries
from drietrap.vocabulary.period import Period
from tests.cli.terminal import Ran, everything_in
from tests.privacy.registry import exempt

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Deliveries of a small fictional country, with the mark of that country beside them."""
    folder = tmp_path_factory.mktemp("leveringen")
    country = build(7, municipalities=30)
    register = build_register(country, years=range(2021, 2023), seed=1)
    write_deliveries(register, folder, periods=[Period(2022, "H", 1)], formats=("csv",))
    write_country(country, folder / "land")
    shutil.copy(folder / "land" / "fictief.json", folder)
    return folder


def largest(deliveries: Path) -> Path:
    return max(deliveries.glob("*_jeugdhulp_*.csv"), key=lambda path: path.stat().st_size)


def spoiled(path: Path, folder: Path) -> tuple[Path, list[int]]:
    """Write a copy in which five rows end before they begin; return it and the numbers of those rows."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = lines[1].split(";")
    start, end, reason = (
        header.index(name) for name in ("Datum aanvang", "Datum einde", "Reden beëindiging")
    )
    rows = [10, 20, 30, 40, 50]
    for number in rows:
        cells = lines[number - 1].split(";")
        cells[start], cells[end], cells[reason] = "20220301", "20220201", "01"
        lines[number - 1] = ";".join(cells)
    file = exempt(folder / path.name)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    shutil.copy(path.parent / "fictief.json", folder)
    return file, rows


def test_a_delivery_is_checked_and_nothing_is_kept(deliveries: Path, tmp_path: Path, drietrap: Run) -> None:
    data = tmp_path / "gegevens"
    data.mkdir()
    before = everything_in(deliveries)
    ran = drietrap("--data", data, "controleer", largest(deliveries), "--json")
    assert ran.code in (0, 1), ran.err
    result = ran.result
    assert result["aangenomen"] + result["in_quarantaine"] == result["regels"] > 50
    assert list(data.iterdir()) == []
    assert everything_in(deliveries) == before


def test_what_is_wrong_is_found_with_rows_and_advice(deliveries: Path, tmp_path: Path, drietrap: Run) -> None:
    file, rows = spoiled(largest(deliveries), tmp_path)
    whole = drietrap("controleer", largest(deliveries), "--json").result
    ran = drietrap("controleer", file, "--json")
    assert ran.code == 1
    clean = {finding["controle"]: finding["aantal"] for finding in whole["bevindingen"]}
    more = [f for f in ran.result["bevindingen"] if f["aantal"] - clean.get(f["controle"], 0) >= len(rows)]
    assert any(set(finding["regels"]) & set(rows) for finding in more)
    assert all(finding["wat_te_doen"] for finding in ran.result["bevindingen"])
    assert ran.result["aangenomen"] + ran.result["in_quarantaine"] == ran.result["regels"]


def test_no_number_or_date_of_birth_of_anyone_is_shown(
    deliveries: Path, tmp_path: Path, drietrap: Run
) -> None:
    file, _ = spoiled(largest(deliveries), tmp_path)
    shown = drietrap("controleer", file)
    said = shown.out + shown.err + drietrap("controleer", file, "--json").out
    rows = [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()[2:]]
    assert len(rows) > 50
    for cells in rows:
        assert cells[0] not in said
        assert cells[1] not in said


def test_a_file_that_is_no_delivery(tmp_path: Path, drietrap: Run) -> None:
    file = tmp_path / "brief.csv"
    file.write_text("geachte;heer\nhierbij;niets\n")
    ran = drietrap("controleer", file)
    assert ran.code == 2
    assert "brief.csv" in ran.err
    assert "Wat u kunt doen" in ran.err
