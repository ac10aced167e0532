"""A measure followed from what was expected, before its figures were there, to what they say of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from drietrap.app.folder import DataFolder
from drietrap.app.measures import write_down
from drietrap.app.reading import read
from drietrap.app.state import opened
from drietrap.learning.ledger import TABLE
from drietrap.register.warehouse import Warehouse
from tests.cli.terminal import Ran

Command = Callable[..., Ran]
DAY = datetime(2022, 3, 1, tzinfo=UTC)


def measure(folder: Path, place: str, *more: str) -> Path:
    path = folder / "maatregel.toml"
    lines = (
        'titel = "Jeugd in de wijk"',
        f'gemeente = "{place}"',
        'aantal = "trajecten"',
        "begin = 2022",
        "verwacht = -5",
        "van = -9",
        "tot = -1",
        'reden = "Eerder en lichter helpen"',
        *more,
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def early(country_files: Path, tmp_path: Path) -> Path:
    """A data folder from before the figures over 2022 were there."""
    files = tmp_path / "eerst"
    shutil.copytree(country_files, files, ignore=shutil.ignore_patterns("85075NED*2022*", "85098NED*2022*"))
    folder = tmp_path / "vroeg"
    read(DataFolder(folder), [files])
    return folder


def place_of(data: Path) -> str:
    with opened(DataFolder(data)) as state:
        rows = state.figures.filter(pl.col("indicator") == "trajecten_aantal")
        largest = rows.filter(pl.col("area").str.starts_with("GM")).sort("value", nulls_last=False)
    return str(largest["area"][-1])


def test_from_expectation_to_verdict_to_lever(
    early: Path, country_files: Path, tmp_path: Path, drietrap: Command
) -> None:
    place = place_of(early)
    path = measure(tmp_path, place, 'knop = "normaliseren"')
    written = write_down(DataFolder(early), path, now=DAY).content.added
    assert written is not None
    assert (written.id, written.prediction, written.known_until) == ("M1", True, "2021")
    nothing = drietrap("--data", early, "effect", "M1")
    assert nothing.code == 0 and "Er zijn nog geen cijfers over 2022 of later" in nothing.out
    read(DataFolder(early), [country_files])

    ran = drietrap("--data", early, "effect", "m1", "--json", "--uit", tmp_path / "uit")
    assert ran.code == 0, ran.err
    told = ran.result
    assert told["fictief"] is True and told["beoordeeld"]["voorspelling"] is True
    (method,) = told["manieren"]
    change = method["verandering"]
    assert method["methode"] == "verschil in verschillen" and method["andere_gemeenten"] > 40
    assert change["ondergrens"] < change["waarde"] < change["bovengrens"]
    assert told["oordeel"] in ("gevonden", "andersom", "niet gevonden", "niet te weten")
    assert [one["gebruik"] for one in told["jaren"]] == ["ervoor", "erna"]
    for one in told["knoppen"]:
        assert one["na"]["ondergrens"] < one["na"]["waarde"] < one["na"]["bovengrens"]
    book = load_workbook(told["xlsx"], read_only=True)
    assert {"Jaren", "Effect", "Versies", "Knop"} <= set(book.sheetnames)
    page = Path(told["html"]).read_text(encoding="utf-8")
    assert (
        "Jeugd in de wijk" in page
        and "Fictieve gegevens" in page
        and Path(told["pdf"]).stat().st_size > 10_000
    )

    shown = drietrap("--data", early, "effect", "M1")
    for words in ("FICTIEVE GEGEVENS", "Uitkomst:", "Getest:", "Aanname:", "De knop"):
        assert words in shown.out


def test_after_its_figures_it_is_refused_as_prediction_and_kept_as_description(
    data: Path, tmp_path: Path, drietrap: Command
) -> None:
    path = measure(tmp_path, place_of(data))
    refused = drietrap("--data", data, "maatregel", path)
    assert refused.code == 2 and "De cijfers over 2022 zijn al gelezen" in refused.err
    assert "Er is nog geen maatregel vastgelegd" in drietrap("--data", data, "maatregel").out
    described = drietrap("--data", data, "maatregel", path, "--beschrijving")
    assert described.code == 0 and "beschrijving achteraf" in described.out
    again = drietrap("--data", data, "maatregel", path, "--beschrijving")
    assert again.code == 2 and "al precies zo" in again.err
    path.write_text(path.read_text(encoding="utf-8").replace("-5", "-4"), encoding="utf-8")
    revised = drietrap("--data", data, "maatregel", path, "--beschrijving", "--herzie", "M1", "--json")
    assert revised.code == 0, revised.err
    assert [(one["id"], one["versie"]) for one in revised.result["maatregelen"]] == [
        ("M1", 1),
        ("M1", 2),
    ]
    assert "vastgelegd toen de cijfers er al waren" in drietrap("--data", data, "effect", "M1").out.replace(
        "\n", " "
    )


def test_what_is_wrong_is_told_and_changes_nothing(data: Path, tmp_path: Path, drietrap: Command) -> None:
    path, large = measure(tmp_path, "Nergenshuizen"), tmp_path / "groot.toml"
    large.write_bytes(b"#" * 100_001)
    for words, said in (
        (("maatregel", large), "hoogstens 100000 bytes"),
        (("maatregel", path), "Nergenshuizen"),
        (("maatregel", tmp_path / "weg.toml"), "weg.toml is niet te lezen"),
        (("maatregel", "--herzie", "M1"), "geen bestand genoemd"),
        (("effect", "M4"), "geen maatregel 'M4'"),
    ):
        ran = drietrap("--data", data, *words)
        assert ran.code == 2 and said.casefold() in ran.err.casefold(), ran.err
    assert not (data / "maatregelen").exists()


def test_a_changed_ledger_is_not_believed(data: Path, tmp_path: Path, drietrap: Command) -> None:
    assert (
        drietrap("--data", data, "maatregel", measure(tmp_path, place_of(data)), "--beschrijving").code == 0
    )
    with Warehouse(data / "maatregelen").writing() as release:
        changed = release.frame(TABLE).with_columns(prediction=pl.lit(value=True))
        release.put(TABLE, changed, key=("number",))
    ran = drietrap("--data", data, "effect", "M1")
    assert ran.code == 3 and "is veranderd of ontbreekt" in ran.err
