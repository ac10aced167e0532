"""``vooruitblik``: a readable answer with its trial, sums that hold, a report, and a plain no."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook

from drietrap.app.folder import DataFolder
from drietrap.app.state import opened
from drietrap.steering.forecast import pooled
from tests.cli.terminal import Ran

Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forecasts with fewer draws: what is tested here does not depend on how many."""
    monkeypatch.setattr("drietrap.steering.forecast.pooled.SPREADS", 8)
    monkeypatch.setattr("drietrap.steering.forecast.pooled.DRAWS", 8 * pooled.DRAWS_EACH)
    monkeypatch.setattr("drietrap.steering.forecast.foretelling.DRAWS", 8 * pooled.DRAWS_EACH)
    monkeypatch.setattr("drietrap.steering.forecast.foretelling.SPREADS", 8)


def _municipality(data: Path) -> str:
    with opened(DataFolder(data)) as state:
        areas = state.figures.filter(pl.col("indicator") == "jeugdzorg_tot_23_wijk")["area"].to_list()
    return next(area for area in areas if area.startswith("GM"))


def test_the_answer_in_json(data: Path, drietrap: Command) -> None:
    ran = drietrap("--data", data, "vooruitblik", _municipality(data), "--json")
    assert ran.code == 0, ran.err
    result = json.loads(ran.out)["resultaat"]
    assert result["fictief"] is True
    assert [one["id"] for one in result["vooruitblikken"]] == ["jeugdzorg_tot_23", "jeugdhulp", "trajecten"]
    for one in result["vooruitblikken"]:
        _check(one)
    first = result["vooruitblikken"][0]
    assert first["landelijk"]["gebiedsnaam"] == "Nederland"
    broken = [seen["periode"] for seen in first["landelijk"]["gezien"] if seen["na_breuk"]]
    assert broken == ["2021"]
    assert {test["situatie"] for test in first["tests"]} == {"gemeenten", "Nederland"}
    assert sum(test["getoond"] for test in first["tests"]) == 2
    assert any("Euro" in why for why in result["weggelaten"])


def _check(one: dict[str, Any]) -> None:
    areas = [one["eigen"], one["landelijk"], *one["wijken"]]
    for told in (told for area in areas for told in area["vooruit"]):
        near, wide = told["verwacht_80"], told["verwacht_95"]
        assert 0 <= wide["ondergrens"] <= near["ondergrens"] <= near["waarde"]
        assert near["waarde"] <= near["bovengrens"] <= wide["bovengrens"]
    for told in one["eigen"]["vooruit"]:
        assert sum(told["onzekerheid"].values()) == pytest.approx(1)
        parts = [
            other["gemiddelde_schatting"]
            for district in one["wijken"]
            for other in district["vooruit"]
            if other["periode"] == told["periode"]
        ]
        if parts:
            assert sum(parts) == pytest.approx(told["gemiddelde_schatting"])
    widths = [
        told["verwacht_95"]["bovengrens"] - told["verwacht_95"]["ondergrens"]
        for told in one["eigen"]["vooruit"]
    ]
    assert widths[-1] > widths[0]
    assert int(one["eigen"]["vooruit"][-1]["periode"]) == 2024 + 5  # the country is known up to 2024


def test_on_the_screen_and_as_a_report(data: Path, drietrap: Command, tmp_path: Path) -> None:
    words = ("vooruitblik", _municipality(data), "--aantal", "jeugdzorg_tot_23", "--uit", tmp_path / "uit")
    ran = drietrap("--data", data, *words)
    assert ran.code == 0, ran.err
    assert "in 2029 zijn dat er waarschijnlijk tussen de" in " ".join(ran.out.split())
    assert "de laatste waarde" in ran.out
    assert "theta" in ran.out
    html, pdf, xlsx = (next((tmp_path / "uit").glob(f"*.{kind}")) for kind in ("html", "pdf", "xlsx"))
    page = html.read_text(encoding="utf-8")
    assert "waarschijnlijk tussen de" in page
    assert "Fictieve gegevens" in page
    assert "Hoe goed methoden vroeger waren" in page
    assert pdf.read_bytes().startswith(b"%PDF")
    book = load_workbook(xlsx)
    assert {"Vooruit", "Getest"} <= set(book.sheetnames)
    assert book["Vooruit"].max_row > 20


def test_a_plain_no(data: Path, drietrap: Command, tmp_path: Path) -> None:
    unknown = drietrap("--data", data, "vooruitblik", _municipality(data), "--aantal", "geluk")
    assert (unknown.code, "geluk" in unknown.err, "trajecten" in unknown.err) == (2, True, True)
    nowhere = drietrap("--data", data, "vooruitblik", "Nergenshuizen")
    assert nowhere.code == 2
    empty = drietrap("--data", tmp_path / "leeg", "vooruitblik", "Dordrecht")
    assert empty.code == 2
    assert "Traceback" not in unknown.err + nowhere.err + empty.err
