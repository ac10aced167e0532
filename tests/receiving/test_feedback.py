"""The feedback report of a provider, from the bytes it sent: what it must show, and what it must not."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from drietrap.app.folder import DataFolder
from drietrap.app.mirroring import mirror
from drietrap.app.person_house import PersonHouse
from drietrap.benchmark.mirror import Around
from drietrap.publication.disclosure import publish_feedback, publish_mirror
from drietrap.publication.feedback.words import SYNTHETIC
from drietrap.publication.feedback.write import build, write_feedback
from drietrap.publication.mirror import Mirror
from drietrap.publication.report.document import Document
from drietrap.publication.report.html import as_html
from drietrap.vocabulary.errors import IntegrityError
from drietrap.vocabulary.period import Period
from tests.cli.terminal import Ran
from tests.receiving.world import NOW, SPOILED_ROWS, World

Run = Callable[..., Ran]
SECTIONS = ["hoofdpunten", "bevindingen", "volledigheid", "cijfers", "gemeenten", "veranderd", "begrippen"]


def mirror_of(world: World, provider: str, period: Period = NOW) -> Mirror:
    house = PersonHouse(DataFolder(world.data))
    with house.open() as reader:
        return mirror(
            reader, house.areas(), provider, period, made_on=date(2022, 9, 1), synthetic=house.synthetic
        )


@pytest.fixture(scope="module")
def spoiled(world: World) -> Mirror:
    return mirror_of(world, world.spoiled)


@pytest.fixture(scope="module")
def document(spoiled: Mirror) -> Document:
    return build(publish_mirror(spoiled).content)


def test_what_was_put_in_is_shown_with_rows_and_advice(document: Document) -> None:
    page = html.fromstring(as_html(document))
    assert [section.get("id") for section in page.iter("section")] == SECTIONS
    rows = {
        row.xpath("string(td[3]/span)").partition(":")[0]: [
            cell.text_content() for cell in row.iter("td", "th")
        ]
        for row in page.get_element_by_id("bevindingen").iter("tr")
        if row.find("td") is not None
    }
    for rule, numbers in SPOILED_ROWS.items():
        cells = rows[rule]
        assert cells[1].startswith(str(len(numbers)))
        assert cells[-1] == ", ".join(map(str, numbers))
        assert len(cells[3]) > 20
    first = page.get_element_by_id("hoofdpunten").text_content()
    assert "apart" in first and "8 regels" in first


def test_a_mass_restart_is_told_on_the_first_page(world: World) -> None:
    found = mirror_of(world, world.restarting)
    restart = [one for one in found.over if one.rule == "HERSTART-MASSAAL"]
    assert len(restart) == 1
    assert (restart[0].effect or 0) > 100
    points = {point.lead: point.text for point in build(found).main_points.items}
    assert restart[0].title in points["Wat opvalt naast andere leveringen"]


def test_it_is_marked_synthetic_everywhere(document: Document) -> None:
    page = html.fromstring(as_html(document))
    assert SYNTHETIC.startswith("SYNTHETISCH")
    for section in page.iter("section", "header"):
        assert section.find_class("banner")[0].text == SYNTHETIC
    assert SYNTHETIC not in as_html(dataclasses.replace(document, synthetic=False))


def test_the_page_needs_no_server_and_no_other_file(document: Document) -> None:
    page = html.fromstring(as_html(document))
    assert not list(page.iter("script", "link", "img", "iframe"))
    assert not [value for value in page.xpath("//@href | //@src") if not value.startswith("#")]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in page.xpath("//@href")} <= set(ids)


def test_the_workbook_has_numbers_and_the_same_findings(world: World, tmp_path: Path, drietrap: Run) -> None:
    ran = drietrap(
        "--data",
        world.data,
        "terugkoppeling",
        world.spoiled.lower(),
        "--periode",
        "2022",
        "--uit",
        tmp_path,
        "--json",
    )
    assert ran.code == 0, ran.err
    assert "synthetisch" in Path(ran.result["xlsx"]).name
    book = openpyxl.load_workbook(ran.result["xlsx"])
    assert all(sheet["A1"].value == SYNTHETIC for sheet in book)
    lines = list(book["Bevindingen"].iter_rows(min_row=3, values_only=True))
    counts = {line[3]: line[6] for line in lines}
    assert {rule: counts[rule] for rule in SPOILED_ROWS} == {rule: len(r) for rule, r in SPOILED_ROWS.items()}
    parts = list(book["Volledigheid"].iter_rows(min_row=3, values_only=True))
    assert sum(line[5] for line in parts) == ran.result["regels"]
    assert all(isinstance(line[5], int) for line in parts)


def test_others_are_shown_as_quartiles_over_enough_of_them(spoiled: Mirror) -> None:
    part = spoiled.parts[0]
    shown = [one for one in part.figures if one.around.median is not None]
    assert shown and all(one.around.providers >= 5 for one in shown)
    others = {one.provider for one in (spoiled,)}
    text = as_html(build(spoiled))
    codes = set(re.findall(r"\bF[AWG]\d{5}\b", text))
    assert codes <= others  # no other provider is named


@pytest.mark.parametrize(
    "broken",
    [
        lambda part: dataclasses.replace(part, apart=Around(4, 0.0, 5.0, 10.0)),
        lambda part: dataclasses.replace(part, apart=Around(9, 0.5, 5.0, 10.0)),
        lambda part: dataclasses.replace(
            part, figures=(dataclasses.replace(part.figures[0], around=Around(9, 100.0, 103.0, 110.0)),)
        ),
        lambda part: dataclasses.replace(
            part, elements=(dataclasses.replace(part.elements[0], around=Around(1, None, 100.0, None)),)
        ),
        lambda part: dataclasses.replace(part, kind="jeugdhulp van 123456782"),
        lambda part: dataclasses.replace(part, groups=(("verwijzer", "geboren 2010-03-14"),)),
    ],
)
def test_the_door_refuses_what_could_be_somebody(broken: Callable[..., object], spoiled: Mirror) -> None:
    with pytest.raises(IntegrityError):
        publish_mirror(dataclasses.replace(spoiled, parts=(broken(spoiled.parts[0]),)))


def test_only_what_passed_the_door_is_written(spoiled: Mirror, tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        write_feedback(spoiled, tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_few_providers_are_not_compared(world: World) -> None:
    found = mirror_of(world, world.institution, Period(2022, "J", 1))
    assert {part.kind for part in found.parts} == {"jeugdbescherming", "jeugdreclassering", "machtiging"}
    assert all(figure.around.median is None for part in found.parts for figure in part.figures)
    points = {point.lead: point.text for point in build(found).main_points.items}
    assert "te weinig" in points["Naast vergelijkbare aanbieders"]


def test_the_same_report_gives_the_same_bytes(spoiled: Mirror, tmp_path: Path) -> None:
    made = [write_feedback(publish_mirror(spoiled), tmp_path / name) for name in "ab"]
    for one in ("html", "xlsx"):
        first, second = (getattr(files, one).read_bytes() for files in made)
        assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert not [name for name in package.namelist() if "vba" in name or "external" in name]


def test_a_period_without_delivery(world: World, tmp_path: Path, drietrap: Run) -> None:
    ran = drietrap(
        "--data", world.data, "terugkoppeling", world.spoiled, "--periode", "2019H1", "--uit", tmp_path
    )
    assert ran.code == 2
    assert "2021H2" in ran.err and "drietrap leveringen" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_feedback_also_looks_into_lists_of_texts() -> None:
    @dataclasses.dataclass(frozen=True)
    class Loose:
        texts: tuple[str, ...]

    Loose.__module__ = "drietrap.app.results"
    assert publish_feedback(Loose(("goed",))).content.texts == ("goed",)
    with pytest.raises(IntegrityError):
        publish_feedback(Loose(("goed", "123456782")))
