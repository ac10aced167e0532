"""Nobody in the anonymised edition can be told apart: its bands, words and files, and an attacker."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from drietrap.app import study_beginning, studying
from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.app.state import opened
from drietrap.app.study_anonymous import anonymous_edition, public_table
from drietrap.differences.study.anonymous import Edition, PublicTable, attacked
from drietrap.differences.study.chapter import Study
from drietrap.differences.study.folder import StudyFolder
from drietrap.differences.study.redaction import redacted
from drietrap.differences.study.texts import TextBlock, TextKind
from drietrap.publication.disclosure import publish
from drietrap.publication.study.anonymous import anonymous_files
from drietrap.statistics.anonymity import banded, edges
from drietrap.vocabulary.errors import NoDataError
from tests.study.conftest import Example

LEAST = 5
_numbers = st.one_of(st.just(np.nan), st.floats(0, 100).map(lambda value: round(value, 1)))


@given(
    arrays(np.float64, st.tuples(st.integers(8, 40), st.integers(1, 8)), elements=_numbers),
    st.integers(1, 6),
)
def test_everyone_who_can_be_shown_keeps_enough_candidates(values: np.ndarray, least: int):
    shown = banded(values, least)
    seen = [(at, column) for at, column in enumerate(shown.columns) if column.edges]
    for row, told in zip(values, shown.alike, strict=True):
        mine = [sum(edge <= row[at] for edge in column.edges) for at, column in seen]
        if any(np.isnan(row[at]) for at, _ in seen):
            assert told == 0
            continue
        alike = 0
        for other in values:  # by hand: everyone who lies in the same band of every column
            theirs = [sum(edge <= other[at] for edge in column.edges) for at, column in seen]
            alike += theirs == mine and not any(np.isnan(other[at]) for at, _ in seen)
        assert alike == told >= least


@given(arrays(np.float64, st.integers(1, 50), elements=_numbers), st.integers(2, 5))
def test_edges_rise_and_leave_somebody_on_both_sides(values: np.ndarray, bands: int):
    found = edges(values, bands)
    known = values[np.isfinite(values)]
    assert list(found) == sorted(set(found))
    assert all((known < edge).any() and (known >= edge).any() for edge in found)


def test_the_first_column_comes_through_finest():
    values = np.arange(50.0)[:, None] + np.array([[0.0, 0.25]])
    shown = banded(values, LEAST)
    assert len(shown.columns[0].edges) == 4
    opposed = np.column_stack([np.arange(50.0), np.random.default_rng(1).permutation(50)])
    assert len(banded(opposed, LEAST).columns[1].edges) < 4


NAMES = ("Dordrecht", "Best", "'s-Gravenhage", "Den Haag", "Bergen op Zoom", "Drechtsteden", "Ede")


@pytest.mark.parametrize(
    "text",
    [
        "Wij zien in Dordrecht meer hulp.",
        "In dordrecht zien wij dat.",
        "Het team werkt ook voor Den Haag.",
        "Best veel gezinnen wonen hier.",
        "De hulp kwam van Zorgboerderij De Linde.",
        "Zorgboerderij zonder naam.",
        "Er kwamen 12 gezinnen bij.",
        "Er kwamen twintig gezinnen bij.",
        "Ruim tien procent meer.",
        "De wethouder heet mevrouw Jansen.",
        "De regio drechtsteden werkt samen. Dat gaat goed in Ede.",
        "Het bedrag steeg met € veel.",
    ],
)
def test_a_paragraph_that_can_name_somebody_is_left_out(text: str):
    page = (TextBlock(TextKind.PARAGRAPH, text),)
    found = redacted(page, NAMES, ("Dordrecht", "Drechtsteden"))
    assert (found.blocks, found.left_out) == ((), 1)


@pytest.mark.parametrize(
    "text",
    [
        "De huisartsen verwijzen minder, omdat het wijkteam zelf hulp biedt.",
        "Het CJG kent deze gezinnen. De GI komt er later bij.",
        "In gemeente A staat iedereen op een wachtlijst.",
        "Het gaat hier best goed en iedereen is tevreden.",
    ],
)
def test_a_general_paragraph_comes_through(text: str):
    found = redacted((TextBlock(TextKind.PARAGRAPH, text),), NAMES, ("Ede", "Gemeente A"))
    assert found.left_out == 0


@given(st.text(alphabet="abcdefgh ABC.,", max_size=60), st.sampled_from(NAMES))
def test_a_name_never_comes_through_wherever_it_stands(around: str, name: str):
    page = (TextBlock(TextKind.PARAGRAPH, f"{around} {name} {around}"),)
    assert redacted(page, NAMES, (name,)).blocks == ()


@pytest.fixture(scope="module")
def world(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder.resolve(tmp_path_factory.mktemp("echt") / "gegevens")
    tables = [
        *sorted((shared_data / "cbs").glob("85*_gemeente*.csv")),
        shared_data / "regio" / "gemeente_jeugdregio_2026.csv",
    ]
    read(folder, tables)
    return folder


@dataclass(frozen=True)
class Made:
    """An anonymised edition with what it was made of."""

    study: Study
    shown: Edition
    public: PublicTable
    files: dict[str, bytes]
    regions: tuple[str, ...]


@pytest.fixture(scope="module")
def made(world: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Made:
    place = tmp_path_factory.mktemp("anoniem") / "studie"
    names = ("Dordrecht", "Heemskerk", "Amsterdam")
    study_beginning.begin(world, place, names, period="2022", title="Onderzoek van Dordrecht")
    folder = StudyFolder(place).read().plan.subjects[0].folder
    with (place / "teksten" / folder / "4-toegang.md").open("a") as file:
        file.write("De huisartsen verwijzen minder.\n\nIn Dordrecht is dat anders, met 40 gezinnen.\n")
    with opened(world) as state:
        study = studying.gather(world, state, StudyFolder(place).read(), place)
        shown = anonymous_edition(state, study)
        land = state.territory("2022")
        public = public_table(state.figures, "2022", land)
        near = [land.regions[land.index(part.area)] for part in study.parts]
    files = anonymous_files(publish(shown, public_sources=True))
    return Made(study, shown, public, files, tuple(text for one in near if one for text in one))


@pytest.mark.shared
def test_an_attacker_with_the_published_tables_is_left_with_five(made: Made):
    """Hold every band in the written table against the published tables, as somebody who has both would."""
    assert made.shown.figures
    (table,) = (body for name, body in made.files.items() if name.endswith(".csv"))
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))
    column = {key: at for at, key in enumerate(made.public.columns)}
    for part in made.study.parts:
        possible = set(range(len(made.public.areas)))
        for row in (row for row in rows if row["gemeente"] == part.letter):
            values = made.public.values[:, column[row["indicator"], row["periode"]]]
            low, high = float(row["vanaf"] or "-inf"), float(row["tot"] or "inf")
            possible &= {at for at in possible if low <= values[at] < high}
        assert made.public.areas.index(part.area) in possible  # what is shown is true
        assert len(possible) >= LEAST
    assert all(len(found) >= LEAST for found in attacked(made.shown, made.public).values())


@pytest.mark.shared
def test_no_file_and_no_mark_of_a_file_names_anybody(made: Made):
    parts = made.study.parts
    secret = [made.study.title, *made.regions, *(part.area for part in parts), *(part.name for part in parts)]
    secret += [chapter.version for part in parts for chapter in part.chapters]
    secret += [one.lineage for part in parts for c in part.chapters for one in c.comparisons]
    for name, body in made.files.items():
        told = (name + _everything(name, body)).lower()
        assert not [word for word in secret if word.lower() in told], name
    words = [block.text for one in made.shown.words for block in one.text.blocks]
    assert words == ["De huisartsen verwijzen minder."]


@pytest.mark.shared
def test_the_exact_figures_stand_nowhere(made: Made):
    limits = {round(edge, 1) for figure in made.shown.figures for edge in figure.edges}
    exact = {
        round(one.own.value, 1)
        for part in made.study.parts
        for chapter in part.chapters
        for one in chapter.comparisons
        if one.own.value is not None and one.own.value > 20
    } - limits
    for name, body in made.files.items():
        if name.endswith((".html", ".csv")):
            page = re.sub(r"<style>.*?</style>", "", body.decode(), flags=re.DOTALL)
            page = re.sub(r"<[^>]+>", " ", page)
            assert not exact & {float(n.replace(",", ".")) for n in re.findall(r"\d+[.,]\d+", page)}, name


@pytest.mark.shared
def test_the_nearest_municipality_is_right_no_more_often_than_by_guessing(world: DataFolder):
    """Nearest match on the middle of every band, over 60 random pairs: hits stay near one in five."""
    with opened(world) as state:
        land = state.territory("2022")
        wanted = ("jeugdhulp_gebruik", "jeugdbescherming", "verblijf_van_jeugdhulp", "jeugdreclassering")
        rows = state.figures.filter(state.figures["period"] == "2022")
        columns = [
            dict(rows.filter(rows["indicator"] == name).select("area", "value").iter_rows())
            for name in wanted
        ]
    values = np.array([[c.get(a) if c.get(a) is not None else np.nan for c in columns] for a in land.areas])
    known = values[np.isfinite(values).all(axis=1)]
    draw = np.random.default_rng(2015)
    hits = tries = 0
    for _ in range(60):
        few = draw.choice(len(known), 2, replace=False)
        shown = banded(known, LEAST)
        for row in few:
            middle = []
            for column, values_of in zip(shown.columns, known.T, strict=True):
                place = column.of(values_of)
                middle.append(np.median(values_of[place == place[row]]) if column.edges else np.nan)
            scaled = (known - np.array(middle)) / known.std(axis=0)
            distance = np.nansum(scaled**2, axis=1)
            hits += int(np.argmin(distance) == row)
            tries += 1
    assert hits / tries <= 1 / LEAST + 3 * np.sqrt(0.2 * 0.8 / tries)


def test_areas_without_a_place_have_nobody_to_hide_among(example: Example):
    with pytest.raises(NoDataError, match="welke gemeenten het zijn"):
        studying.study(example.data, example.place, studying.Wish(check=True, anonymous=True))


def _everything(name: str, body: bytes) -> str:
    """Return all text in a file, also what is beside the pages: properties, names of parts, metadata."""
    if name.endswith(".docx"):
        packed = zipfile.ZipFile(io.BytesIO(body))
        return " ".join(
            f"{part} {packed.read(part).decode('utf-8', 'replace')}" for part in packed.namelist()
        )
    if name.endswith(".pdf"):
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(body))
        return f"{pages.metadata} {pages.xmp_metadata} " + " ".join(
            page.extract_text() for page in pages.pages
        )
    return body.decode("utf-8-sig")
