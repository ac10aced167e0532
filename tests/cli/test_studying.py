"""``drietrap onderzoek`` on the fictional country: from a choice to an issued version, and refusals."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.state import opened
from drietrap.app.study_beginning import begin_chosen
from drietrap.app.study_material import material
from drietrap.benchmark.compare import compare
from drietrap.benchmark.result import Estimate
from drietrap.differences.study.chapter import Delivered, Gap, Source
from drietrap.differences.study.correcting_by_register import corrected_by_register
from drietrap.differences.study.folder import StudyFolder
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
        '[[stap]]\nsoort = "opvallend"\nindicatoren = ["jeugdhulp_gebruik", "verwijzer_jeugdarts"]\n'
        "ten_onrechte = 0.6\n\n"
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
    place, first = tmp_path / "van-keuze", chosen.areas[0]
    ran = drietrap(
        *("--data", data, "onderzoek", place, "--selectie", chosen.choice, "--akkoord", ROLE),
        *("--gemeente", first, "--vraag", "4", "--uitgeven", "--anoniem", "--json"),
    )
    assert ran.code == 0, ran.err
    assert f"Akkoord vastgelegd: {ROLE}, {first}, vraag 4." in ran.err
    picked = drietrap("--data", data, "kies", "--keuze", chosen.choice, "--json").result
    told = {one["gebied"]: one for one in ran.result["gemeenten"]}
    assert list(told) == [one["gebied"] for one in picked["gekozen"]]
    assert (ran.result["titel"], ran.result["fictief"]) == ("Twee die verschillen", True)
    assert (ran.result["versie"], told[first]["akkoord"], told[first]["vervallen"]) == (1, 1, 0)
    plan = tomllib.loads((place / "onderzoek.toml").read_text("utf-8"))
    for one in picked["gekozen"]:  # why the chain took it is what the study is about
        mine = next(part for part in plan["gemeente"] if part["gebied"] == one["gebied"])
        assert mine["opvallend"] == [seen["indicator"] for seen in one["opvallend"]]
        assert told[one["gebied"]]["punten"]
    (whole,) = place.glob("rapporten/verschillenanalyse-2022*.html")
    page = whole.read_text("utf-8")
    assert all(step["voorwaarde"] in page for step in picked["stappen"])
    assert "kiest de selectie andere gemeenten" not in page
    assert "Werkelijk en verwacht gebruik: jeugdhulp per gemeente, 2022" in page
    split = pl.read_csv(next(place.glob("gegevens/splitsing*.csv")), separator=";")
    assert set(split["gebied"]) == set(chosen.areas)
    assert all(f">{name}</th>" in page for name in split["naam"].unique())
    assert (place / "versies" / "0001" / "selectie.toml").is_file()
    _nobody_named(place, plan["gemeente"])
    assert len(list((data / "modellen").glob("*.npz"))) == 1  # of two municipalities, learned once

    kept = place / "selectie.toml"
    kept.write_text(kept.read_text("utf-8").replace("vanaf = 20000", "vanaf = 400000"), encoding="utf-8")
    again = drietrap("--data", data, "onderzoek", place, "--controleer")
    assert again.code == 0, again.err
    assert "selectie is met deze gegevens niet meer uit te voeren" in " ".join(again.out.split())
    assert "1 van 5" in again.out
    assert "Laatst uitgegeven: versie 1." in again.out


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


def test_what_the_register_says_widens_a_figure_as_reckoned_by_hand(_country_data: Path, chosen: Chosen):
    area, stake = chosen.areas[0], 20.0
    plan = StudyFolder(chosen.place).read().plan
    with opened(DataFolder(_country_data)) as state:
        known = material(state, plan)
        compared = compare(known.figures, known.definitions, known.land, area, known.period)
        rows = {row["indicator"]: row for row in known.figures.filter(area=area, period="2022").to_dicts()}
    counts = Source("gepubliceerd (CBS)", Estimate(None, None, None), public=True)
    use = rows["jeugdhulp_gebruik"]
    beside = Gap("x", "jongeren", (counts,), (), Estimate(None, 0.5 * use["numerator_lower"], 1.0))
    beside = replace(beside, after=replace(beside.after, upper=use["numerator_upper"]))
    found = Delivered("2022", 1, None, (), {"verwijzers": stake})
    made = {one.indicator: one for one in corrected_by_register(known, compared, [beside], [found], ())}
    row, one = rows["verwijzer_huisarts"], made["verwijzer_huisarts"]
    assert one.value.lower == pytest.approx(100 * (row["numerator_lower"] - stake) / row["denominator_upper"])
    assert one.value.upper == pytest.approx(100 * (row["numerator_upper"] + stake) / row["denominator_lower"])
    assert made["jeugdhulp_gebruik"].value.lower == pytest.approx(
        100 * 0.5 * use["numerator_lower"] / use["denominator_upper"]
    )
    assert all(name == "jeugdhulp_gebruik" or name.startswith("verwijzer_") for name in made)
    assert corrected_by_register(known, compared, [], [], ()) == ()


@pytest.mark.parametrize("harm", ["code", "name", "period"])
def test_a_plan_about_what_is_not_there_says_the_line(data: Path, drietrap: Run, chosen: Chosen, harm: str):
    path = chosen.place / "onderzoek.toml"
    lines = path.read_text("utf-8").splitlines()
    first, second = chosen.areas
    at = next(place for place, line in enumerate(lines) if line == f'gebied = "{first}"')
    if harm == "code":
        lines[at], said = 'gebied = "GM0001"', "kennen wij niet"
    elif harm == "name":
        name = next(line for line in lines[at + 2 :] if line.startswith("naam = "))
        at = next(place for place, line in enumerate(lines) if line.startswith("naam = "))
        other = next(line for line in lines if line == name)
        drop = lines.index(other)
        lines[at], said = other, f"({second})"
        lines[drop] = 'naam = "De tweede gemeente"'
    else:
        at = next(place for place, line in enumerate(lines) if line.startswith("periode"))
        lines[at], said = 'periode = "2031"', "geen cijfers van 2031"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = everything_in(chosen.place)
    ran = drietrap("--data", data, "onderzoek", chosen.place)
    assert ran.code == 2
    assert said in ran.err
    assert f"onderzoek.toml, regel {at + 1}:" in ran.err
    assert everything_in(chosen.place) == before
