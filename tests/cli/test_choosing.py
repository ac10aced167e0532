"""``drietrap kies`` on the fictional country."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import Ran

Run = Callable[..., Ran]


def test_a_chain_on_the_screen_and_as_json(data: Path, drietrap: Run) -> None:
    words = ("--inwoners", "10.000-", "--doorsnee", "--aantal", "3", "--periode", "2022")
    ran = drietrap("--data", data, "kies", *words)
    assert ran.code == 0, ran.err
    assert "FICTIEVE GEGEVENS" in ran.out
    for part in (
        "De stappen",
        "10.000 of meer",
        "doorsnee",
        "3 gekozen gemeenten",
        "Deze groep en de volgende",
    ):
        assert part in ran.out
    result = drietrap("--data", data, "kies", *words, "--json").result
    told = drietrap("--data", data, "kies", *words, "--alles").out
    fallen = [one for step in result["stappen"] for one in step["afgevallen"]]
    assert fallen
    assert all(one["gebiedsnaam"] in told for one in fallen)
    assert "Afgevallen bij" in told
    assert [step["soort"] for step in result["stappen"]] == ["grens", "doorsnee", "verschillend"]
    numbers = [step["voor"] for step in result["stappen"]]
    assert numbers[1:] == [len(step["blijft"]) for step in result["stappen"]][:-1]
    assert len(result["gekozen"]) == 3
    assert result["fictief"]
    for one in result["gekozen"]:
        assert one["gebiedsnaam"] in ran.out
        assert one["inwoners"] >= 10_000


def test_a_kept_choice_gives_the_same_again_and_is_never_overwritten(
    data: Path, drietrap: Run, tmp_path: Path
) -> None:
    path = tmp_path / "keuze.toml"
    first = drietrap(
        "--data", data, "kies", "--grens", "inwoners=10000-", "--aantal", "2", "--bewaar", path, "--json"
    )
    assert first.code == 0, first.err
    assert tomllib.loads(path.read_text("utf-8"))["periode"] == first.result["periode"]
    again = drietrap("--data", data, "kies", "--keuze", path, "--json").result
    assert {key: value for key, value in again.items() if key != "titel"} == {
        key: value for key, value in first.result.items() if key != "titel"
    }
    twice = drietrap("--data", data, "kies", "--aantal", "2", "--grens", "inwoners=1-", "--bewaar", path)
    assert twice.code == 2
    assert "er staat al een bestand" in twice.err
    both = drietrap("--data", data, "kies", "--keuze", path, "--aantal", "2")
    assert both.code == 2
    assert "--keuze" in both.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--inwoners", "veel"), "kunnen wij niet lezen"),
        (("--grens", "jeugdhulp_gebruk=1-2"), "bedoelt u jeugdhulp_gebruik"),
        (("--opvallend", "trajecten"), "kennen wij niet"),
        (("--opvallend", "standaard", "--kant", "links"), "hoog, laag of beide"),
        (("--andersom", "--opvallend", "standaard"), "gebruik een van de twee"),
        (("--zelfde", "jeugdhulp_gebruik"), "--andersom"),
        (("--inwoners", "99000000-"), "Geen gemeente blijft over"),
        (("--inwoners", "1-", "--aantal", "1"), "groep van 1 kan niet"),
        (("--aantal", "60"), "groep van 60 kan niet"),
        (("--inwoners", "1-", "--aantal", "0"), "groep van 0 kan niet"),
        (("--andersom", "--aantal", "0"), "groep van 0 kan niet"),
        (("--keuze", "weg.toml"), "bestaat niet"),
    ],
)
def test_what_cannot_be_is_said_without_a_traceback(
    data: Path, drietrap: Run, words: tuple[str, ...], said: str
) -> None:
    ran = drietrap("--data", data, "kies", *words)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_names_of_municipalities_in_the_file(data: Path, drietrap: Run, tmp_path: Path) -> None:
    there = drietrap("--data", data, "kies", "--grens", "inwoners=50000-", "--json").result["gekozen"][:4]
    path = tmp_path / "keuze.toml"
    names = ", ".join(f'"{one["gebiedsnaam"]}"' for one in there)
    path.write_text(f'onder = [{names}]\n[[stap]]\nsoort = "verschillend"\naantal = 2\n', "utf-8")
    result = drietrap("--data", data, "kies", "--keuze", path, "--json").result
    assert set(result["stappen"][0]["blijft"]) == {one["gebied"] for one in there}
    path.write_text('onder = ["Nergenshuizen"]\n', "utf-8")
    lost = drietrap("--data", data, "kies", "--keuze", path)
    assert lost.code == 2
    assert "Nergenshuizen" in lost.err


def test_the_converse_on_the_screen(data: Path, drietrap: Run) -> None:
    ran = drietrap("--data", data, "kies", "--andersom", "--aantal", "2", "--marge", "0.4")
    assert ran.code == 0, ran.err
    for part in ("zelfde-cijfers", "40% van het", "2 gekozen gemeenten", "Zelfde cijfers:"):
        assert part in ran.out
