from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from tests.cli.terminal import Ran

Run = Callable[..., Ran]
STEPS = {"€": 0.01, "%": 0.001, "verhouding": 0.001, "aantal": 1.0}


@pytest.fixture(scope="session")
def demo_code(country_files: Path) -> str:
    code: str = json.loads((country_files / "fictief.json").read_text())["voorbeeldgemeente"]["code"]
    return code


@pytest.fixture(scope="session")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real published files that a split reads."""
    folder = tmp_path_factory.mktemp("echt")
    parts = ("cbs", "gemeentefonds", "iv3", "landelijk", "regio")
    read(DataFolder(folder), [shared_data / part for part in parts])
    return folder


def adds_up(split: dict[str, Any]) -> bool:
    """Whether the terms are whole steps that add up to the difference exactly, and that to both figures."""
    step = STEPS[split["eenheid"]]
    values = [term["verschil"]["waarde"] for term in split["termen"]]
    steps = [round(value / step) for value in values]
    whole = round(split["verschil"]["waarde"] / step)
    sides = round(split["eigen"]["waarde"] / step) - round(split["andere"]["waarde"] / step)
    exact = all(value == pytest.approx(n * step, abs=1e-9) for value, n in zip(values, steps, strict=True))
    return exact and sum(steps) == whole == sides


def held(estimate: dict[str, Any]) -> bool:
    return estimate["ondergrens"] <= estimate["waarde"] <= estimate["bovengrens"]


@pytest.mark.parametrize("against", ["jeugdregio", "nederland"])
def test_every_group_of_a_fictional_municipality(
    data: Path, demo_code: str, drietrap: Run, against: str
) -> None:
    ran = drietrap("--data", data, "verschil", demo_code, "--met", against, "--json")
    assert ran.code == 0, ran.err
    made = ran.result
    assert made["fictief"]
    assert demo_code not in made["tegenover"]["leden"]
    assert {one["keten"] for one in made["splitsingen"]} >= {
        "kosten",
        "kosten-verblijf",
        "gebruik",
        "trajecten",
    }
    for one in made["splitsingen"]:
        if one["verschil"]["waarde"] is None:
            continue
        assert adds_up(one), one["keten"]
        assert held(one["verschil"])
        for term in one["termen"]:
            assert held(term["verschil"])
            assert held(term["afronding"])
            assert term["verschil"]["ondergrens"] <= term["afronding"]["ondergrens"]


def test_two_municipalities_that_change_places(data: Path, demo_code: str, drietrap: Run) -> None:
    buren = drietrap("--data", data, "verschil", demo_code, "--json").result["tegenover"]["leden"]
    forth = drietrap("--data", data, "verschil", demo_code, "--met", buren[0], "--json").result
    back = drietrap("--data", data, "verschil", buren[0], "--met", demo_code, "--json").result
    for one, other in zip(forth["splitsingen"], back["splitsingen"], strict=True):
        for term, turned in zip(one["termen"], other["termen"], strict=True):
            if term["verschil"]["waarde"] is not None:
                assert term["verschil"]["waarde"] == -turned["verschil"]["waarde"]
                assert term["zekerheid"] == turned["zekerheid"]


def test_the_table_says_what_it_means_and_how_sure(data: Path, demo_code: str, drietrap: Run) -> None:
    ran = drietrap("--data", data, "verschil", demo_code)
    assert ran.code == 0, ran.err
    for words in ("FICTIEVE GEGEVENS", "Samen", "Bereik", "Let op: Aanname", "toeval (95%)", "Bronnen:"):
        assert words in ran.out


def test_a_report_is_written_and_found(data: Path, demo_code: str, drietrap: Run, tmp_path: Path) -> None:
    ran = drietrap("--data", data, "verschil", demo_code, "--uit", tmp_path / "uit", "--json")
    assert ran.code == 0, ran.err
    for kind in ("html", "pdf", "xlsx"):
        assert Path(ran.result[kind]).is_file()
        assert "synthetisch" in ran.result[kind]
    page = Path(ran.result["html"]).read_text()
    assert "tellen op tot het hele verschil" in page
    assert "FICTIE" in page.upper()


def test_a_year_needs_what_both_years_have(data: Path, demo_code: str, drietrap: Run) -> None:
    ran = drietrap("--data", data, "verschil", demo_code, "--met", "2023", "--json")
    assert ran.code == 0, ran.err
    (split,) = ran.result["splitsingen"]
    assert split["keten"] == "groei-begroting"
    assert adds_up(split)
    index = next(term for term in split["termen"] if term["id"] == "inflatie")
    assert index["eigen"]["waarde"] == pytest.approx(105.71)  # VNG: 5.71 % for 2024, against 2023 as 100
    assert any(
        one["keten"] == "groei-kosten" and "gelezen" in one["reden"] for one in ran.result["geweigerd"]
    )


def test_a_break_in_the_series_is_no_change(data: Path, drietrap: Run) -> None:
    over = drietrap("--data", data, "verschil", "Nederland", "--met", "2019", "--json").result["splitsingen"][
        0
    ]
    assert over["zekerheid"] == "over een trendbreuk"
    assert "trendbreuk" in over["zin"]
    assert any(note.startswith("Trendbreuk in 2021") for note in over["noten"])
    after = drietrap("--data", data, "verschil", "Nederland", "--met", "2021", "--json").result[
        "splitsingen"
    ][0]
    assert after["zekerheid"] != "over een trendbreuk"
    assert adds_up(after)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Atlantis",), "kennen wij niet"),
        (("{demo}", "--met", "{demo}"), "zichzelf"),
        (("{demo}", "--met", "1999"), "te splitsen"),
        (("Nederland",), "een jaar achter --met"),
    ],
)
def test_what_cannot_be_split_says_why(
    data: Path, demo_code: str, drietrap: Run, words: tuple[str, ...], said: str
) -> None:
    ran = drietrap("--data", data, "verschil", *(word.format(demo=demo_code) for word in words))
    assert ran.code == 2
    assert said in ran.err


# Dordrecht against its ten: the figures that stand in the published tables, typed over by hand.
def test_dordrecht_as_published(real: Path, drietrap: Run) -> None:
    ran = drietrap("--data", real, "verschil", "Dordrecht", "--json")
    assert ran.code == 0, ran.err
    costs, _, use, *_ = ran.result["splitsingen"]
    assert costs["eigen"]["waarde"] == pytest.approx(43_028_000 / 22_625.54574, abs=0.006)
    terms = {term["id"]: term for term in costs["termen"]}
    assert terms["trajecten"]["eigen"]["waarde"] == pytest.approx(6135 / 3630)
    assert adds_up(costs)
    assert any("Dordrecht telt vanaf 2022" in note for note in costs["noten"])
    assert use["eigen"]["waarde"] == pytest.approx(100 * 3630 / (18_383 + 0.8 * 13_879), abs=0.0006)
    court = [
        part
        for view in terms["bereik"]["indelingen"]
        for part in view["delen_van"]
        if part["id"] == "trajecten_rechter"
    ]
    assert [part["verborgen"] for part in court] == ["geheim"]  # 0 to 7 in the table: an interval, no zero
    assert court[0]["verschil"]["waarde"] is None
    assert court[0]["verschil"]["ondergrens"] < court[0]["verschil"]["bovengrens"]


def test_no_verdict_where_the_sources_do_not_cover_the_same(real: Path, drietrap: Run) -> None:
    """Trajectories hold help of the team and are of before the break; costs have no 6.2, and are of after."""
    costs, stay, *_ = drietrap("--data", real, "verschil", "Dordrecht", "--json").result["splitsingen"]
    assert {term["zekerheid"] for term in costs["termen"]} == {"niet te zeggen"}
    assert "vooral door ‘" not in costs["zin"]
    sentence = {term["id"]: term["zin"] for term in costs["termen"]}
    assert (
        "35% bij Dordrecht en 16% bij de 10" in sentence["bedrag"]
    )  # 2155 of 6135, typed over from the table
    assert sum("trendbreuk van 2022" in note for note in costs["noten"]) == 1
    assert any("Taakveld 6.2" in note and "niet mee" in note for note in costs["noten"])
    word = {term["id"]: term["zekerheid"] for term in stay["termen"]}
    assert word["bedrag_zonder_verblijf"] == "niet te zeggen"
    assert word["bedrag_verblijf"] == "waarschijnlijk"  # percentages of 2022, costs of 2023: one side of it
    assert "Een deel ervan komt door" in stay["zin"]


def test_what_two_sources_leave_over_is_never_a_cause(real: Path, drietrap: Run) -> None:
    costs, *_ = drietrap("--data", real, "verschil", "Amersfoort", "--met", "nederland", "--json").result[
        "splitsingen"
    ]
    left = next(term for term in costs["termen"] if term["id"] == "bronnen")
    assert left["zekerheid"] == "niet te zeggen"
    assert "Bronnen en jaren" not in costs["zin"]


def test_a_budget_is_known_and_names_its_source(data: Path, real: Path, drietrap: Run) -> None:
    ran = drietrap("--data", real, "verschil", "Nederland", "--met", "2023", "--json")
    budget = ran.result["splitsingen"][0]
    assert "waarschijnlijk" not in budget["zin"]
    assert "Nederland in 2024 is €\u00a0421.383.000 hoger" in budget["zin"]
    assert any("Iv3" in year and "2023 en 2024" in year for year in budget["jaren"])


def test_a_merged_municipality_is_one_territory_on_every_year(real: Path, drietrap: Run) -> None:
    """Youths of 2021 are of Purmerend without Beemster, costs of 2023 with: only their sum fits."""
    costs = drietrap("--data", real, "verschil", "Purmerend", "--json").result["splitsingen"][0]
    assert any("som van de gemeenten van toen: Beemster, Purmerend" in note for note in costs["noten"])
    left = next(term for term in costs["termen"] if term["id"] == "bronnen")
    assert abs(left["verschil"]["waarde"]) < 50  # with Purmerend alone 272 euro
    ran = drietrap("--data", real, "verschil", "Voorne aan Zee", "--periode", "2022")
    assert ran.code == 2
    assert (
        "bestaat sinds 2023; de cijfers van 2022 staan bij Brielle en Hellevoetsluis en Westvoorne"
        in " ".join(ran.err.split())
    )


def test_costs_booked_on_one_taakveld_get_no_verdict(real: Path, drietrap: Run) -> None:
    """Rotterdam booked all help with stay of 2023 on 6.73b (172,616 of 172,616 thousand)."""
    made = drietrap("--data", real, "verschil", "Rotterdam", "--met", "Dordrecht", "--json").result
    stay = made["splitsingen"][1]
    term = next(term for term in stay["termen"] if term["id"] == "bedrag_verblijf")
    assert term["zekerheid"] == "niet te zeggen"
    assert "Rotterdam boekte in 2023 vrijwel alles hiervan op taakveld 6.73b" in term["zin"]
    assert "Dordrecht" not in term["zin"]


@pytest.mark.parametrize(
    ("words", "works"),
    [
        (("Dordrecht", "1850"), ("2021 (aantal jongeren", "2023 (begrote lasten jeugd)", "voor 2015 vielen")),
        (("Dordrecht", "2015"), ("2021 (aantal jongeren", "2023 (begrote lasten jeugd)")),
        (("Almere", "2017"), ("2018 t/m 2020 (aantal jongeren",)),
        (("Nederland", "2015"), ("2016 t/m 2023 (aantal jongeren", "2023 (begrote lasten jeugd en")),
    ],
)
def test_a_year_that_cannot_work_names_those_that_do(
    real: Path, drietrap: Run, words: tuple[str, str], works: tuple[str, ...]
) -> None:
    place, year = words
    ran = drietrap("--data", real, "verschil", place, "--met", year)
    assert ran.code == 2
    said = " ".join(ran.err.split())
    assert f"{place} is niet te splitsen tegenover {year}" in said
    for one in works:
        assert one in said


def test_growth_follows_a_merger(real: Path, drietrap: Run) -> None:
    """Dijk en Waard is of 2022: its 2021 is Heerhugowaard and Langedijk, added up by hand from the table."""
    made = drietrap("--data", real, "verschil", "Dijk en Waard", "--met", "2021", "--json").result
    (split,) = made["splitsingen"]
    assert any("som van de gemeenten van toen: Heerhugowaard, Langedijk" in note for note in split["noten"])
    parts = ((58_387, 0.1792, 0.1190, 0.124), (28_335, 0.1606, 0.1222, 0.087))
    youths = [people * (young + 0.8 * older) for people, young, older, _ in parts]
    helped = sum(n * part[3] for n, part in zip(youths, parts, strict=True))
    assert split["andere"]["waarde"] == pytest.approx(helped, abs=1)
    assert adds_up(split)


def test_growth_of_all_budgets_in_people_reach_inflation_and_price(real: Path, drietrap: Run) -> None:
    made = drietrap("--data", real, "verschil", "Nederland", "--met", "2023", "--json").result
    split = next(one for one in made["splitsingen"] if one["keten"] == "groei-landelijk-kosten")
    cents = [round(100 * term["verschil"]["waarde"]) for term in split["termen"]]
    assert sum(cents) == round(100 * split["verschil"]["waarde"]) == 42_138_300_000  # Iv3, in thousands
    terms = {term["id"]: term for term in split["termen"]}
    assert list(terms) == ["bevolking", "bereik", "inflatie", "bedrag"]
    # Log-mean weights by hand: every term is the mean budget times the logarithm of its own factor.
    new, old = split["eigen"]["waarde"], split["andere"]["waarde"]
    mean = (new - old) / math.log(new / old)
    people = (481_355 / 0.108) / (489_895 / 0.110)
    factors = {"bevolking": people, "bereik": 10.8 / 11.0, "inflatie": 1.0571}
    for name, factor in factors.items():
        assert terms[name]["verschil"]["waarde"] == pytest.approx(mean * math.log(factor), rel=0.002)
    assert any("Groei vanaf 2015" in one for one in split["niet_verder"])


@pytest.mark.long
def test_all_real_municipalities_add_up(real: Path, drietrap: Run) -> None:
    areas = drietrap("--data", real, "verschil", "Dordrecht", "--met", "nederland", "--json").result
    for area in areas["tegenover"]["leden"]:
        ran = drietrap("--data", real, "verschil", area, "--met", "Dordrecht", "--json")
        if ran.code == 0:
            known = [one for one in ran.result["splitsingen"] if one["verschil"]["waarde"] is not None]
            assert all(adds_up(one) for one in known), area
        else:
            assert "te splitsen" in ran.err, area
