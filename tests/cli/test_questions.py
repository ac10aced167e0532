from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.app.state import opened
from drietrap.benchmark.verdeelmodel import all_allocations
from tests.cli.terminal import Ran

Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def demo_code(country_files: Path) -> str:
    code: str = json.loads((country_files / "fictief.json").read_text())["voorbeeldgemeente"]["code"]
    return code


@pytest.fixture(scope="session")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real published files, read into a data folder."""
    folder = tmp_path_factory.mktemp("echt")
    parts = ("cbs", "gemeentefonds", "geo", "iv3", "landelijk", "regio", "scp")
    read(DataFolder(folder), [shared_data / part for part in parts])
    return folder


def test_compare_shows_every_group_with_words_and_marks_fiction(
    data: Path, demo_code: str, drietrap: Run
) -> None:
    ran = drietrap("--data", data, "vergelijk", demo_code, "--periode", "2022")
    assert ran.code == 0, ran.err
    assert "FICTIEVE GEGEVENS" in ran.out
    for words in ("Nederland", "jeugdregio", "inwoners", "meest op lijken", "duidelijk hoger", "95%"):
        assert words in ran.out


def test_the_data_folder_may_be_named_anywhere(data: Path, demo_code: str, drietrap: Run) -> None:
    usual = drietrap("--data", data, "vergelijk", demo_code).out
    assert demo_code in usual
    assert drietrap("vergelijk", demo_code, "--data", data).out == usual
    assert drietrap("vergelijk", f"--data={data}", demo_code).out == usual
    forgotten = drietrap("vergelijk", demo_code, "--data")
    assert forgotten.code == 2
    assert "Achter --data hoort nog een waarde" in forgotten.err


def test_one_group_in_detail(data: Path, demo_code: str, drietrap: Run) -> None:
    ran = drietrap("--data", data, "vergelijk", demo_code, "--groep", "buren")
    assert ran.code == 0, ran.err
    assert "meest op lijken" in ran.out
    assert "herkomst" in ran.out
    assert "Nederland" not in ran.out.split("indicator")[0]
    assert drietrap("--data", data, "vergelijk", demo_code, "--groep", "wereld").code == 2


def test_compare_as_json_has_the_documented_shape(data: Path, demo_code: str, drietrap: Run) -> None:
    ran = drietrap("--data", data, "vergelijk", demo_code, "--json")
    envelope = json.loads(ran.out)
    assert (envelope["versie"], envelope["opdracht"]) == (1, "vergelijk")
    assert envelope["resultaat"]["fictief"] is True
    for row in envelope["resultaat"]["vergelijkingen"]:
        own = row["eigen"]
        if own["waarde"] is not None:
            assert own["ondergrens"] <= own["waarde"] <= own["bovengrens"]
        else:
            assert row["verborgen"]
            assert row["rang"] is None


def test_every_figure_leads_back_to_its_file(
    data: Path, demo_code: str, country_files: Path, drietrap: Run
) -> None:
    rows = drietrap("--data", data, "vergelijk", demo_code, "--json").result["vergelijkingen"]
    for row in {row["indicator"]: row for row in rows}.values():
        traced = drietrap("--data", data, "herkomst", row["herkomst"], "--json").result
        assert traced["indicator"] == row["indicator"]
        assert traced["cellen"]
        for cell in traced["cellen"]:
            assert (country_files / cell["bestand"]).is_file()
            assert len(cell["sha256"]) == 64
            assert cell["tekst"]


def test_an_unknown_lineage_number(data: Path, drietrap: Run) -> None:
    ran = drietrap("--data", data, "herkomst", "HAAAAAAAAAA")
    assert ran.code == 2
    assert "herkomst" in ran.err


@pytest.mark.parametrize("text", ["Nergenshuizen", "GM0001"])
def test_an_unknown_municipality_is_told_with_what_to_do(text: str, data: Path, drietrap: Run) -> None:
    ran = drietrap("--data", data, "vergelijk", text)
    assert ran.code == 2
    assert text in ran.err
    assert "Wat u kunt doen" in ran.err


def test_a_period_without_figures_names_the_periods_there_are(
    data: Path, demo_code: str, drietrap: Run
) -> None:
    ran = drietrap("--data", data, "vergelijk", demo_code, "--periode", "2030")
    assert ran.code == 2
    assert "2022" in ran.err


def test_questions_before_anything_was_read(tmp_path: Path, drietrap: Run) -> None:
    ran = drietrap("--data", tmp_path / "leeg", "vergelijk", "Dordrecht")
    assert ran.code == 2
    assert "drietrap lees" in ran.err


def test_allocation_of_the_fictional_city_adds_up(data: Path, demo_code: str, drietrap: Run) -> None:
    result = drietrap("--data", data, "verdeelmodel", demo_code, "--json").result
    assert len(result["uitkeringen"]) >= 3
    for made in result["uitkeringen"]:
        assert sum(term["bedrag"] for term in made["termen"]) == made["totaal"]
        assert abs(made["totaal"] - made["gepubliceerd"]) < 50  # cents: equal to the euro
    for change in result["veranderingen"]:
        parts = [sum(part.values()) for part in change["per_maatstaf"].values()]
        assert sum(parts) == change["totaal"]


def test_the_study_of_2015_is_always_at_hand_and_its_oddities_are_found(data: Path, drietrap: Run) -> None:
    ran = drietrap("--data", data, "controleer-tabellen", "NADER-ONDERZOEK-2015", "--alles")
    assert ran.code == 1
    assert "Gemeente A" in ran.out
    assert "Wat u kunt doen" in ran.out


def test_catalogue(drietrap: Run) -> None:
    listing = drietrap("indicatoren", "--json").result
    assert len(listing["definities"]) >= 30
    one = listing["definities"][0]["id"]
    shown = drietrap("indicatoren", one)
    assert shown.code == 0
    assert listing["definities"][0]["naam"] in shown.out
    assert drietrap("indicatoren", "bestaat_niet").code == 2


@pytest.mark.shared
@pytest.mark.parametrize("text", ["Dordrecht", "GM0505", "dordrecht"])
def test_dordrecht_by_name_and_code(text: str, real: Path, drietrap: Run) -> None:
    ran = drietrap("--data", real, "vergelijk", text, "--periode", "2022", "--json")
    assert ran.code == 0, ran.err
    assert ran.result["gebied"] == "GM0505"
    national = [
        r
        for r in ran.result["vergelijkingen"]
        if r["indicator"] == "jeugdhulp_gebruik" and r["groep"]["soort"] == "nederland"
    ]
    assert national[0]["eigen"]["waarde"] == 15.8  # StatLine 85098NED, 2022*
    assert national[0]["referentie"]["waarde"] == 13.2
    assert national[0]["oordeel"] == "duidelijk hoger"


@pytest.mark.shared
def test_every_municipality_equals_the_file_in_every_circular(real: Path) -> None:
    with opened(DataFolder(real)) as state:
        found = all_allocations(state.core.observation)
    assert found.height == 3 * 342
    assert found["difference"].abs().max() == 0  # cents


@pytest.mark.shared
@pytest.mark.parametrize("text", ["'s-Gravenhage", "Den Haag", "GM0518", "s-Gravenhage"])
def test_the_hague_by_all_its_names(text: str, real: Path, drietrap: Run) -> None:
    ran = drietrap("--data", real, "verdeelmodel", text, "--json")
    assert ran.code == 0, ran.err
    assert ran.result["gebied"] == "GM0518"


@pytest.mark.shared
@pytest.mark.parametrize(("text", "indicator"), [("Schagen", "kosten_6_82b_per_jongere_begroting")])
def test_a_figure_that_a_check_found_odd_gets_no_verdict(
    text: str, indicator: str, real: Path, drietrap: Run
) -> None:
    rows = drietrap("--data", real, "vergelijk", text, "--periode", "2023", "--json").result["vergelijkingen"]
    odd = [row for row in rows if row["indicator"] == indicator]
    assert odd
    for row in odd:
        assert row["oordeel"] == "niet te zeggen"
        assert any(warning.startswith("Controle van de tabel") for warning in row["waarschuwingen"])


@pytest.mark.shared
def test_a_municipality_without_a_known_group_size_gets_no_verdict(real: Path, drietrap: Run) -> None:
    rows = drietrap("--data", real, "vergelijk", "Weesp", "--periode", "2022", "--json").result
    shares = [r for r in rows["vergelijkingen"] if r["indicator"] == "uit_huis_van_jeugdbescherming"]
    assert shares
    assert {row["oordeel"] for row in shares} == {"niet te zeggen"}


@pytest.mark.shared
def test_bergen_means_two_municipalities(real: Path, drietrap: Run) -> None:
    ran = drietrap("--data", real, "vergelijk", "Bergen")
    assert ran.code == 2
    assert "Bergen (L.)" in ran.err
    assert "Bergen (NH.)" in ran.err
