"""Counts from records as files: rounded or withheld, each once, the same again, and nothing to solve for."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from drietrap.app import record_figures, split_register
from drietrap.app.folder import DataFolder
from drietrap.app.record_figures import record_figures_files
from drietrap.app.record_releases import adding
from drietrap.app.register_results import DeliveriesResult, MissingDelivery
from drietrap.publication.disclosure import Published, publish_feedback, publish_tables
from drietrap.publication.records.figures import COLUMNS
from drietrap.publication.records.figures_write import write_figures
from drietrap.publication.suppression.audit import audit
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.vocabulary.errors import InputError, IntegrityError
from tests.receiving.conftest import Ran
from tests.receiving.test_record_report import exact
from tests.receiving.world import World, copied, remembered


@dataclass(frozen=True)
class Made:
    """The data folder, the files, and what was protected."""

    data: Path
    out: Path
    outcome: Outcome

    def rows(self) -> list[dict[str, str]]:
        text = (self.out / "registratiecijfers-2022-synthetisch.csv").read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(text.splitlines(), delimiter=";"))


@pytest.fixture(scope="module")
def made(world: World, tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("cijfers")
    data = copied(world, root / "gegevens")
    seen: list[Outcome] = []

    def sealed(outcome: Outcome) -> Published[SafeRelease]:
        seen.append(outcome)
        return publish_tables(outcome)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_figures, "publish_tables", sealed)
        record_figures_files(DataFolder(data), "2022", root / "uit")
    remembered(world, data)
    return Made(data, root / "uit", seen[0])


def test_every_count_stands_there_once_rounded_or_withheld(made: Made) -> None:
    true = {cell.key: cell.count for cell in made.outcome.release.cells}
    rows, names = made.rows(), set()
    for row in rows:
        cut = [] if row["naar"] == "totaal" else [(row["naar"], row["code"])]
        pairs = tuple(sorted([("gebied", row["gebied"]), *cut]))
        key = (f"{row['indicator']} {row['periode']}", pairs)
        names.add(key)
        withheld = row["geheim"] == "ja"
        assert withheld == (row["aantal"] == row["ondergrens"] == row["bovengrens"] == "")
        assert withheld or int(row["aantal"]) == CBS.rounded(true[key]) >= 10
        assert true[key] > CBS.secret_up_to or withheld
        assert row["fictief"] == "ja"
    assert len(names) == len(rows) > 500
    assert {row["periode"] for row in rows} == {"2022", "2022H1"}  # not the half-year before


def test_what_is_shown_is_what_was_delivered(world: World, made: Made) -> None:
    town, forms, referrers = exact(world.data)
    here = {(row["naar"], row["code"]): row for row in made.rows() if row["gebied"] == town}
    for dimension, counts in (("vorm", forms), ("verwijzer", referrers)):
        for code, count in counts.items():
            assert here[dimension, code]["aantal"] in ("", str(CBS.rounded(count)))


def test_an_attacker_finds_no_withheld_count(made: Made) -> None:
    hidden = [at for at, cell in enumerate(made.outcome.release.cells) if CBS.protection(cell) is not None]
    assert audit(made.outcome, hidden[:: max(len(hidden) // 12, 1)]) == []


def test_a_municipality_without_youths_is_a_row_like_the_others(made: Made) -> None:
    true = {cell.key: cell.count for cell in made.outcome.release.cells}
    none = [key[1][0][1] for key, count in true.items() if key[0] == "trajecten_aantal 2022"
            and len(key[1]) == 1 and count == 0]  # fmt: skip
    rows = {row["gebied"] for row in made.rows() if row["niveau"] == "gemeente"}
    assert none and set(none) <= rows


def test_parquet_says_the_same_and_every_column_is_explained(made: Made) -> None:
    frame = pl.read_parquet(made.out / "registratiecijfers-2022-synthetisch.parquet")
    texts = [{k: "" if v is None else str(v) for k, v in row.items()} for row in frame.iter_rows(named=True)]
    assert texts == made.rows()
    told = (made.out / "registratiecijfers-2022-synthetisch-kolommen.csv").read_text(encoding="utf-8-sig")
    assert [line.split(";")[0] for line in told.splitlines()[1:]] == frame.columns
    assert [column.name for column in COLUMNS] == frame.columns
    page = (made.out / "registratiecijfers-2022-synthetisch-leesmij.md").read_text(encoding="utf-8")
    assert CBS.source in page and "FICTIEVE GEGEVENS" in page


def test_a_second_run_gives_the_same_bytes_and_a_choice_only_leaves_out(
    made: Made, tmp_path: Path, drietrap: Ran
) -> None:
    ran = drietrap(
        "--data", made.data, "registratiecijfers", "2022", "--uit", tmp_path, "--json",
        "--indicator", "trajecten_aantal", "--naar", "verwijzer",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    chosen = Path(ran.result["csv"]).read_bytes().decode("utf-8-sig").splitlines()[1:]
    whole = (made.out / "registratiecijfers-2022-synthetisch.csv").read_bytes().decode("utf-8-sig")
    expected = [
        line for line in whole.splitlines()[1:]
        if line.startswith("trajecten_aantal;") and line.split(";")[6] in ("totaal", "verwijzer")
    ]  # fmt: skip
    assert sorted(chosen) == sorted(expected) and len(chosen) == ran.result["regels"]
    with adding(DataFolder(made.data)) as shelf:
        assert len(shelf.releases()) == 1
    traced = drietrap("--data", made.data, "herkomst", chosen[0].split(";")[14], "--json")
    assert traced.result["uit_registratie"]["leveringen"]


@pytest.mark.parametrize(
    ("naar", "told"), [("aanbieder", "--gebied"), ("wijk", "--gebied"), ("huisnummer", "leeftijd")]
)
def test_what_cannot_be_given_is_refused(
    world: World, tmp_path: Path, drietrap: Ran, naar: str, told: str
) -> None:
    ran = drietrap(
        "--data", world.data, "registratiecijfers", "2022", "--naar", naar, "--uit", tmp_path / "u"
    )
    assert ran.code == 2 and told in ran.err
    assert not (tmp_path / "u").exists()


def test_too_many_counts_are_refused(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_figures, "MOST_CELLS", 100)
    with pytest.raises(InputError, match="uren duren"):
        record_figures_files(DataFolder(world.data), "2022", tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_only_what_passed_the_door_is_written(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        write_figures([object()], object(), tmp_path)  # type: ignore[arg-type]


def test_a_release_that_was_just_made_can_be_split(
    world: World, made: Made, tmp_path: Path, drietrap: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From deliveries to the split of a difference: its figures are the counts that readers were shown."""
    data = Path(shutil.copytree(made.data, tmp_path / "gegevens", ignore=shutil.ignore_patterns("*.claim")))
    land = Path(world.root) / "land"
    people = next(land.glob("85075NED_*gemeente_2022*"))
    told = [land / "fictief.json", people, *land.glob("85318NED*"), *land.glob("*jeugdregio_2022*")]
    files = Path(tmp_path / "tabellen")
    files.mkdir()
    for path in told:
        shutil.copy(path, files)
    read = drietrap("--data", data, "lees", files)
    assert read.code == 0, read.err
    asked = {
        "register-trajecten": ("trajecten_aantal", "vorm", "jeugdhulp"),
        "register-lopend": ("jeugdhulptrajecten_stand", "totaal", "alle"),
    }
    counts = {
        chain: {
            row["gebied"]: int(row["aantal"] or 0)
            for row in made.rows()
            if (row["indicator"], row["naar"], row["code"]) == cell and row["niveau"] == "gemeente"
        }
        for chain, cell in asked.items()
    }
    first, second = sorted(counts["register-lopend"], key=lambda area: -counts["register-lopend"][area])[:2]
    inhabitants = {
        row["code"]: row["inwoners_0_14"] + 0.8 * row["inwoners_15_24"]
        for row in pl.read_csv(people).to_dicts()
    }
    words = ("--data", data, "verschil", first, "--met", second, "--json")
    found = {one["keten"]: one for one in drietrap(*words).result["splitsingen"]}
    for chain in asked:
        for area, side in ((first, "eigen"), (second, "andere")):
            figure = 100 * counts[chain][area] / inhabitants[area]
            assert found[chain][side]["waarde"] == pytest.approx(figure, abs=0.0006)
        terms = [term["verschil"]["waarde"] for term in found[chain]["termen"]]
        assert sum(terms) == pytest.approx(found[chain]["verschil"]["waarde"])
        assert found[chain]["zekerheid"] == "duidelijk"

    silent = MissingDelivery("FA1", "", "jeugdhulp", "2022H1", (second,))
    monkeypatch.setattr(
        split_register, "deliveries", lambda _: publish_feedback(DeliveriesResult(True, (), (silent,)))
    )
    again = {one["keten"]: one for one in drietrap(*words).result["splitsingen"]}
    for chain in asked:  # the same amounts, and nothing is said about them
        assert again[chain]["verschil"] == found[chain]["verschil"]
        words_used = {again[chain]["zekerheid"], *(term["zekerheid"] for term in again[chain]["termen"])}
        assert words_used == {"niet te zeggen"}
        assert any("1 aanbieder van" in note for note in again[chain]["noten"])
