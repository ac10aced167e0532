"""``drietrap ijk`` on deliveries: chosen when they say enough, told when not, and nobody can be counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench.recovery_register import half_over

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.reading import read
from drietrap.app.record_dossier import connected
from drietrap.indicators.records.histories import histories
from drietrap.steering.calibration import calibrating, usable
from drietrap.steering.calibration.registered import DAYS, log_of
from drietrap.steering.model.codes import AMBULATORY, DAY, HOME
from drietrap.synthetic.register import assumptions
from tests.receiving.conftest import Ran
from tests.receiving.world import World, copied

TOWN = "GM7008"  # most trajectories of those that delivered are here
LITTLE, FEW = "GM7021", "GM7001"  # somewhat more than a hundred youths, and hardly any


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with deliveries of part of the providers, and the published tables."""
    data = copied(world, tmp_path_factory.mktemp("ijking") / "gegevens")
    read(DataFolder(data), [Path(world.root) / "land"])
    return data


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run fewer youths: the answer is less sure, and the same in every other way."""
    monkeypatch.setattr(calibrating, "PERSONS", 6_000)
    monkeypatch.setattr(calibrating, "MOST_SEEDS", 1)


def by_source(made: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"register": [], "tabel": []}
    for one in made["cijfers"]:
        found["register" if one["bron"] == "register" else "tabel"].append(one)
    return found


def test_on_the_register_when_it_seems_whole(
    folder: Path, drietrap: Ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(usable, "LEAST_SHARE", 0.0)
    ran = drietrap("--data", folder, "ijk", TOWN, "--uit", tmp_path / "uit", "--json")
    assert ran.code == 0, ran.err
    made = ran.result
    assert made["uit_registratie"]
    assert made["maanden_van_register"] == "juli 2021 tot en met juni 2022"
    found = by_source(made)
    assert len(found["register"]) >= 9
    assert all(one["gebruikt"] for one in found["register"])
    used = {one["id"] for one in found["register"]}
    assert not any(one["gebruikt"] for one in found["tabel"] if one["id"] in used)
    assert {one["id"] for one in found["tabel"] if one["gebruikt"]} >= {"bescherming", "reclassering"}
    for one in found["register"]:
        for end in (one["gepubliceerd"], one["gebundeld"]):
            assert end["waarde"] * 100 == pytest.approx(round(end["waarde"] * 100), abs=1e-9)
    lasting = {one["hulpvorm"]: one["maanden"] for one in made["duur_van_hulp"]}
    assert lasting["ambulante hulp bij de aanbieder"]["waarde"] > 0
    assert all(months["waarde"] * 2 == round(months["waarde"] * 2) for months in lasting.values())
    assert "het register over juli 2021" in made["zinnen"][0]
    assert any("vrij toegankelijke hulp" in text for text in made["waarschuwingen"])
    page = Path(made["html"]).read_text()
    assert "Hoe lang duurt hulp hier?" in page and "leveringen van aanbieders" in page
    kept = {path.name for path in (folder / calibration_folder()).iterdir()}
    again = drietrap("--data", folder, "ijk", TOWN)
    assert again.code == 0 and "Duur van hulp in maanden" in again.out
    assert {path.name for path in (folder / calibration_folder()).iterdir()} == kept


def calibration_folder() -> str:
    from drietrap.app.calibrating import FOLDER

    return FOLDER


def test_what_seems_not_whole_is_left_unless_it_is_asked_for(folder: Path, drietrap: Ran) -> None:
    ran = drietrap("--data", folder, "ijk", LITTLE, "--json")
    assert ran.code == 0, ran.err
    assert not ran.result["uit_registratie"]
    assert "niet alles geleverd" in ran.result["noot"]
    assert "niet op een register" in ran.result["zinnen"][0]
    asked = drietrap("--data", folder, "ijk", LITTLE, "--bron", "register", "--json")
    assert asked.code == 0, asked.err
    assert asked.result["uit_registratie"]
    assert any("niet alles geleverd" in text for text in asked.result["waarschuwingen"])


def test_too_little_is_told_with_what_can_be_done(folder: Path, drietrap: Ran) -> None:
    ran = drietrap("--data", folder, "ijk", FEW, "--bron", "register")
    assert ran.code != 0
    assert "over 6 maanden, en er zijn er 12 nodig" in ran.err
    assert "--bron gepubliceerd" in ran.err
    wrong = drietrap("--data", folder, "ijk", TOWN, "--bron", "krant")
    assert wrong.code == 2
    assert "kies of register of gepubliceerd" in wrong.err


def test_the_durations_of_the_fictional_register_are_found_back(world: World) -> None:
    """It was made by another model, one provider ends everything on 31 December, and it is 12 months long."""
    with PersonHouse(DataFolder(world.data)).open() as reader, connected(reader) as connection:
        log = log_of(histories(connection), np.full(4, 10_000.0))
    assert log is not None
    found = half_over(log)
    for form, code in ((AMBULATORY, "02"), (DAY, "03"), (HOME, "04")):
        truth = assumptions.DURATIONS[assumptions.FORMS.index(code)].median / DAYS
        assert found[form] == pytest.approx(truth, rel=0.15), code
