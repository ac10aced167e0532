"""``drietrap onderzoek`` on the fictional country: from a choice to an issued version, and refusals."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.study_beginning import begin_chosen
from tests.cli.terminal import Ran, everything_in

Run = Callable[..., Ran]
ROLE = "beleidsadviseur jeugd"


@dataclass(frozen=True)
class Chosen:
    """A study that began with a kept choice."""

    choice: Path
    place: Path
    areas: tuple[str, ...]


@pytest.fixture(scope="session")
def _kept(_country_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A choice of two by the definition that ``kies --bewaar`` writes, and the study begun with it."""
    root = tmp_path_factory.mktemp("keuze")
    choice = root / "keuze.toml"
    choice.write_text(
        'titel = "Twee die verschillen"\nperiode = "2022"\n\n'
        '[[stap]]\nsoort = "grens"\nop = "inwoners"\nvanaf = 20000\n\n'
        '[[stap]]\nsoort = "opvallend"\nindicatoren = ["jeugdhulp_gebruik", "jeugdbescherming", "verwijzer_jeugdarts"]\nten_onrechte = 0.6\n\n'
        '[[stap]]\nsoort = "verschillend"\naantal = 2\n',
        encoding="utf-8",
    )
    begin_chosen(DataFolder(_country_data), root / "studie", choice, title=None)
    return root


@pytest.fixture
def chosen(_kept: Path, tmp_path: Path) -> Chosen:
    place = Path(shutil.copytree(_kept / "studie", tmp_path / "studie"))
    plan = tomllib.loads((place / "onderzoek.toml").read_text("utf-8"))
    return Chosen(_kept / "keuze.toml", place, tuple(one["gebied"] for one in plan["gemeente"]))


def test_from_a_choice_to_an_issued_version(data: Path, drietrap: Run, tmp_path: Path, chosen: Chosen):
    place = tmp_path / "van-keuze"
    ran = drietrap("--data", data, "onderzoek", place, "--selectie", chosen.choice, "--json")
    assert ran.code == 0, ran.err
    picked = drietrap("--data", data, "kies", "--keuze", chosen.choice, "--json").result
    told = {one["gebied"]: one for one in ran.result["gemeenten"]}
    assert set(told) == {one["gebied"] for one in picked["gekozen"]}
    assert (ran.result["titel"], ran.result["fictief"]) == ("Twee die verschillen", True)
    plan = tomllib.loads((place / "onderzoek.toml").read_text("utf-8"))
    for one in picked["gekozen"]:  # why the chain took it is what the study is about
        mine = next(part for part in plan["gemeente"] if part["gebied"] == one["gebied"])
        assert mine["opvallend"] == [seen["indicator"] for seen in one["opvallend"]]
        assert told[one["gebied"]]["punten"]
    pages = [place / name for name in ran.result["bestanden"] if name.endswith(".html")]
    assert len(pages) == 3
    (whole,) = (page for page in pages if not any(part["map"] in page.name for part in plan["gemeente"]))
    page = whole.read_text("utf-8")
    for step in picked["stappen"]:
        assert step["voorwaarde"] in page
    assert "kiest de selectie andere gemeenten" not in page

    first = plan["gemeente"][0]
    text = place / "teksten" / first["map"] / "4-toegang.md"
    with text.open("a", encoding="utf-8") as file:
        file.write("\nDe huisartsen verwijzen vaker dan vroeger.\n")
    signed = drietrap(
        *("--data", data, "onderzoek", place, "--akkoord", ROLE, "--gemeente", first["naam"]),
        *("--vraag", "4", "--uitgeven", "--anoniem"),
    )
    assert signed.code == 0, signed.err
    assert f"Akkoord vastgelegd: {ROLE}, {first['gebied']}, vraag 4" in signed.err
    assert "Laatst uitgegeven: versie 1." in signed.out
    assert "1 van 5" in signed.out
    assert (place / "versies" / "0001" / "selectie.toml").is_file()
    assert json.loads((place / "versies" / "0001" / "inhoud.json").read_text("utf-8"))["nummer"] == 1
    _nobody_named(place, plan["gemeente"])

    kept = place / "selectie.toml"
    kept.write_text(kept.read_text("utf-8").replace("vanaf = 20000", "vanaf = 400000"), encoding="utf-8")
    again = drietrap("--data", data, "onderzoek", place, "--controleer")
    assert again.code == 0, again.err
    assert "selectie is met deze gegevens niet meer uit te voeren" in " ".join(again.out.split())


def _nobody_named(place: Path, municipalities: list[dict[str, str]]) -> None:
    for name in (path for path in (place / "geanonimiseerd").iterdir() if path.suffix in {".html", ".csv"}):
        said = name.read_text("utf-8")
        assert not any(part["naam"] in said or part["gebied"] in said for part in municipalities)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "staat geen onderzoek"),
        (("--nieuw", "Nergenshuizen"), "kennen wij niet"),
        (("--nieuw", "GM7001", "--voorbeeld-2015"), "één manier om te beginnen"),
        (("--titel", "Een titel"), "horen bij een nieuw onderzoek"),
        (("--voorbeeld-2015", "--periode", "2022"), "heeft al een titel en een periode"),
        (("--selectie", "weg.toml"), "bestaat niet"),
        (("--selectie", "weg.toml", "--periode", "2022"), "staat in de selectie"),
        (("--akkoord", ROLE), "--akkoord, --gemeente en --vraag alle drie"),
        (("--gemeente", "A"), "--akkoord, --gemeente en --vraag alle drie"),
        (("--controleer", "--uitgeven"), "schrijft niets"),
        (("--controleer", "--voorbeeld-2015"), "schrijft niets"),
    ],
)
def test_a_wrong_request_says_what_and_makes_nothing(
    data: Path, drietrap: Run, tmp_path: Path, words: tuple[str, ...], said: str
):
    place, before = tmp_path / "niets", everything_in(data)
    ran = drietrap("--data", data, "onderzoek", place, *words)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert not ran.out
    assert not place.exists()
    assert everything_in(data) == before


def test_a_choice_that_keeps_too_many_is_no_study(data: Path, drietrap: Run, tmp_path: Path):
    choice, place = tmp_path / "keuze.toml", tmp_path / "studie"
    choice.write_text(
        'titel = "x"\n[[stap]]\nsoort = "grens"\nop = "inwoners"\nvanaf = 1\n', encoding="utf-8"
    )
    ran = drietrap("--data", data, "onderzoek", place, "--selectie", choice)
    assert ran.code == 2
    assert "hoogstens 26" in ran.err
    assert not place.exists()


def test_a_study_is_not_begun_over_another(data: Path, drietrap: Run, chosen: Chosen):
    before = everything_in(chosen.place)
    ran = drietrap("--data", data, "onderzoek", chosen.place, "--nieuw", chosen.areas[0])
    assert ran.code == 2
    assert "staat al een onderzoek" in ran.err
    assert everything_in(chosen.place) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--gemeente", "Elders", "--vraag", "1"), "hoort niet bij het onderzoek"),
        (("--gemeente", "A", "--vraag", "6"), "raag 6 bestaat niet"),
    ],
)
def test_a_sign_off_needs_a_chapter(
    data: Path, drietrap: Run, chosen: Chosen, words: tuple[str, ...], said: str
):
    ran = drietrap("--data", data, "onderzoek", chosen.place, "--akkoord", ROLE, *words)
    assert ran.code == 2
    assert said in ran.err
    assert not (chosen.place / "akkoord.toml").exists()
