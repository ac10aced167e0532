"""A count of a report from records leads back to the deliveries it was counted from, and to no person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_counts import wanted
from drietrap.app.record_dossier import connected
from drietrap.app.record_lineage import origins
from drietrap.app.record_reporting import record_report
from drietrap.register import ledger
from drietrap.vocabulary.errors import ExitCode
from drietrap.vocabulary.period import Period
from tests.cli.terminal import Ran
from tests.receiving.world import World, copied, remembered

Run = Callable[..., Ran]
KINDS = {
    "Aantal jongeren met jeugdhulp": {("jeugdhulp", "2022H1")},
    "Aantal trajecten": {
        ("jeugdhulp", "2022H1"),
        ("jeugdbescherming", "2022H1"),
        ("jeugdreclassering", "2022K1"),
    },
}


@pytest.fixture(scope="module")
def made(world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder from which the report about the municipality of the world was made, and its folder."""
    root = tmp_path_factory.mktemp("herkomst")
    data = copied(world, root / "gegevens")
    record_report(DataFolder(data), world.municipality, "2022", root / "uit")
    remembered(world, data)
    return data, root / "uit"


def rows_of(report: Path) -> list[tuple[Any, ...]]:
    workbook = openpyxl.load_workbook(next(report.glob("*.xlsx")), read_only=True)
    return [row for row in workbook["Aantallen"].iter_rows(values_only=True) if str(row[4]).startswith("H")]


def lines_of(data: Path) -> pl.DataFrame:
    with PersonHouse(DataFolder(data)).open() as reader:
        return reader.frame(ledger.DELIVERIES)


def test_every_count_in_the_workbook_leads_to_its_deliveries(made: tuple[Path, Path], drietrap: Run) -> None:
    data, report = made
    found = {row[4]: str(row[0]) for row in rows_of(report)}
    assert len(found) > 4
    html = next(report.glob("*.html")).read_text(encoding="utf-8")
    lines = lines_of(data)
    for lineage, table in found.items():
        assert lineage in html
        traced = drietrap("--data", data, "herkomst", lineage, "--json").result
        assert table.startswith(f"{traced['naam']}, {traced['periode']},")
        origin = traced["uit_registratie"]
        assert origin["definitie"] and "7 geheim" in origin["geheimhouding"]
        for one in origin["leveringen"]:
            line = lines.row(by_predicate=pl.col("sha256") == one["sha256"], named=True)
            assert (one["aanbieder"], one["ontvangen"]) == (line["provider"], line["received"])
            assert not {"regels", "aangenomen", "in_quarantaine"} & set(one)  # sizes are counts
        if traced["periode"] == "2022" and traced["naam"] in KINDS:
            there = {(one["soort"], one["periode"]) for one in origin["leveringen"]}
            assert there == KINDS[traced["naam"]]
            behind = pl.concat_str("kind", "period", separator=" ").is_in([" ".join(one) for one in there])
            every = lines.filter(behind)
            assert {one["sha256"] for one in origin["leveringen"]} == set(every["sha256"])


def test_the_answer_holds_no_count_of_the_municipality(made: tuple[Path, Path], drietrap: Run) -> None:
    data, report = made
    lineage = rows_of(report)[0][4]
    traced = drietrap("--data", data, "herkomst", lineage, "--json").result
    assert (traced["waarde"], traced["ondergrens"], traced["bovengrens"], traced["cellen"]) == (
        *(None, None, None),
        [],
    )
    told = drietrap("--data", data, "herkomst", lineage).out
    assert "Geheimhouding:" in told and "SHA-256" in told


def test_an_id_still_leads_back_after_corrections_and_a_corrected_count_has_another(
    world: World, made: tuple[Path, Path], tmp_path: Path, drietrap: Run
) -> None:
    data, report = made
    before = {str(row[0]): row[4] for row in rows_of(report)}
    file = tmp_path / "correcties.yaml"
    file.write_text(
        f"- id: herstart\n  match: {{kind: jeugdhulp, provider: {world.restarting}, period: 2022H1,"
        " elements: {datum_aanvang: 2022-01-01}}\n  action: continue\n  expect: 176\n"
        "  reason: nieuw systeem\n  owner: beheer\n  status: bevestigd\n",
        encoding="utf-8",
    )
    assert drietrap("--data", data, "correcties", file).code == 0
    old = before["Aantal jongeren met jeugdhulp, 2022, naar leeftijd"]
    traced = drietrap("--data", data, "herkomst", old, "--json").result["uit_registratie"]
    assert not any(one["gecorrigeerd"] for one in traced["leveringen"]) and traced["sha256"] == ""
    counted = wanted(Period(2022), [Period(2022, "H", 1)])
    with PersonHouse(DataFolder(data)).open() as reader, connected(reader) as connection:
        now = origins(reader, connection, world.municipality, counted)
    assert not set(now["lineage"]) & set(before.values())
    assert now["corrected"].list.sum().to_list() == [176] * now.height
    assert now["corrections"].n_unique() == 1 and len(now["corrections"][0]) == 64


def test_an_id_that_no_report_had_is_not_found(made: tuple[Path, Path], drietrap: Run) -> None:
    assert drietrap("--data", made[0], "herkomst", "HAAAAAAAAAA").code == ExitCode.UNUSABLE_INPUT
