"""The commands ``knoppen`` and ``simuleer``: what a person types, reads and gets back."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.app import simulating
from drietrap.app.folder import DataFolder
from drietrap.app.scenario_examples import ready_examples
from drietrap.catalogue.levers.all import LEVERS
from drietrap.cli import simulating as simulating_command
from drietrap.steering.calibration import calibrating
from drietrap.steering.scenario import simulating as drawing_all
from drietrap.steering.scenario.definition import Scenario
from drietrap.steering.scenario.drawing import Drawn, draw
from drietrap.steering.scenario.ground import Ground
from tests.cli.terminal import Ran

Run = Callable[..., Ran]
SCENARIO = """\
titel = "Proef"
gemeente = "{code}"
vraag = "Wat doet dit pakket?"
begin = "2027-01"
jaren = 1

[[maatregel]]
naam = "kort"
knop = "toets-op-verlengen"
dosis = 100
begin = "2027-02"
reden = "De begroting vraagt een besparing."

[[maatregel]]
naam = "tarief"
knop = "tarieven"
dosis = -4
begin = "2027-06"
reden = "De begroting vraagt een besparing."
"""


def test_levers_are_listed_by_knob_with_what_they_rest_on(drietrap: Run) -> None:
    ran = drietrap("knoppen")
    assert ran.code == 0
    for word in ("Knop: vraag", "Knop: rechtmatigheid en handhaving", "zorgfraude", "systematisch overzicht"):
        assert word in ran.out


def test_a_lever_is_told_whole_and_as_json(drietrap: Run) -> None:
    ran = drietrap("knoppen", "bekostiging-per-traject")
    for word in ("Hoe het mis kan gaan", "Douven", "× 0,95"):
        assert word in ran.out
    made = drietrap("knoppen", "--json").result["knoppen"]
    assert [one["id"] for one in made] == list(LEVERS)
    assert all(one["hoe_het_mis_kan_gaan"] for one in made)


def test_an_unknown_lever_gets_its_nearest(drietrap: Run) -> None:
    ran = drietrap("knoppen", "normaliserne")
    assert ran.code == 2
    assert "misschien: normaliseren" in ran.err


def test_the_example_is_written_once(drietrap: Run, tmp_path: Path) -> None:
    file = tmp_path / "voorbeeld.toml"
    assert drietrap("knoppen", "--voorbeeld", file).code == 0
    assert "[[maatregel]]" in file.read_text()
    again = drietrap("knoppen", "--voorbeeld", file)
    assert again.code == 2
    assert "bestaat" in again.err or "er staat al" in again.err


def test_an_example_of_another_kind_and_town(drietrap: Run, tmp_path: Path) -> None:
    file = tmp_path / "snel.toml"
    asked = ("knoppen", "--voorbeeld", file, "--gemeente", "Assen", "--soort")
    wrong = drietrap(*asked, "traag")
    assert wrong.code == 2
    assert "vier-knoppen, snelle-besparing" in wrong.err
    assert not file.exists()
    assert drietrap(*asked, "snelle-besparing").code == 0
    assert 'gemeente = "Assen"' in file.read_text()
    assert "Een snelle besparing" in file.read_text()


@pytest.mark.parametrize(
    ("change", "to", "says"),
    [
        ('reden = "De begroting vraagt een besparing."', "", "s.toml, regel 7: 'reden' ontbreekt"),
        ('begin = "2027-01"', 'begin = "2012-01"', "s.toml"),
        ("dosis = -4", "dosis = -40", "s.toml, regel 17: 'dosis' ontbreekt of valt buiten"),
        ('gemeente = "{code}"', 'gemeente = "Nergenshuizen"', "Nergenshuizen"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(
    data: Path, drietrap: Run, tmp_path: Path, change: str, to: str, says: str
) -> None:
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO.replace(change, to, 1).format(code="GM9999"))
    ran = drietrap("--data", data, "simuleer", file)
    assert ran.code == 2
    assert says in ran.err
    assert not (data / "scenario's").exists()


def test_the_examples_of_the_demonstration_stay_as_somebody_changed_them(tmp_path: Path) -> None:
    files = ready_examples(DataFolder(tmp_path), "Assen")
    assert [file.name for file in files] == ["vier-knoppen.toml", "snelle-besparing.toml"]
    assert all('gemeente = "Assen"' in file.read_text() for file in files)
    files[0].write_text("van mij")
    assert ready_examples(DataFolder(tmp_path), "Breda") == files
    assert files[0].read_text() == "van mij"
    assert 'gemeente = "Assen"' in files[1].read_text()


def test_the_time_left_counts_only_what_was_made_now() -> None:
    began = (190, 1000.0)  # 190 draws were kept
    assert simulating_command._left(began, began, 200) == ""
    assert simulating_command._left(began, (191, 1002.0), 200) == ", nog ongeveer 0:18"
    assert simulating_command._left((0, 0.0), (20, 50.0), 200) == ", nog ongeveer 7:30"


def test_a_scenario_that_is_not_there_is_told(data: Path, drietrap: Run, tmp_path: Path) -> None:
    ran = drietrap("--data", data, "simuleer", tmp_path / "niets.toml")
    assert ran.code == 2
    assert "knoppen --voorbeeld" in ran.err


def test_a_scenario_of_the_fictional_country_from_file_to_report(
    data: Path, country_files: Path, drietrap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrating, "PERSONS", 12_000)
    monkeypatch.setattr(simulating, "BURN_IN", 24)
    demo = json.loads((country_files / "fictief.json").read_text())["voorbeeldgemeente"]["code"]
    code = f"GM{int(demo[2:]) + 1:04d}"
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO.format(code=code))
    asked = ("--data", data, "simuleer", file, "--trekkingen", "2")
    made: list[int] = []

    def stopped_in_the_second(scenario: Scenario, ground: Ground, number: int) -> Drawn:
        made.append(number)
        if made == [1, 2]:
            signal.raise_signal(signal.SIGINT)
        return draw(scenario, ground, number)

    monkeypatch.setattr(drawing_all, "draw", stopped_in_the_second)
    stopped = drietrap(*asked)
    assert stopped.code == 130
    assert stopped.out == ""
    assert [path.name for path in (data / "scenario's").rglob("trekking-*")] == ["trekking-00001.npz"]
    ran = drietrap(*asked, "--uit", tmp_path / "uit")
    assert made == [1, 2, 2]
    assert ran.code in (0, 1)
    assert "FICTIEVE GEGEVENS" in ran.out
    assert "Blijft er hulp voor wie die echt nodig heeft?" in ran.out
    assert sorted(path.suffix for path in (tmp_path / "uit").iterdir()) == [".html", ".pdf", ".xlsx"]
    kept = sorted((data / "scenario's").rglob("*.npz"))
    before = [path.stat().st_mtime_ns for path in kept]
    assert len(kept) == 2
    again = drietrap(*asked, "--json")
    assert again.code == ran.code
    assert [path.stat().st_mtime_ns for path in kept] == before
    (one,) = again.result["varianten"]
    assert sum(term["euro"]["waarde"] for term in one["termen"]) == one["euro"]["waarde"]
    assert again.result["fictief"]
    assert bool(one["eerst_lezen"]) == (ran.code == 1)
    assert [line["jaar"] for line in one["jaren"]] == [2027]
