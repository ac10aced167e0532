"""The report about a difference: what it says, and what a browser shows of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.split import TermKind
from drietrap.differences.split.result import (
    NoSplit,
    Side,
    Split,
    SplitPart,
    SplitResult,
    SplitTerm,
    SplitView,
)
from drietrap.publication.charts.split_bars import split_bars
from drietrap.publication.disclosure import publish
from drietrap.publication.report.html import as_html
from drietrap.publication.split.write import build, write_split
from drietrap.vocabulary.errors import IntegrityError

DAY = datetime.date(2026, 11, 22)


def term(id_: str, value: float | None, low: float | None, high: float | None, word: str) -> SplitTerm:
    view = SplitView(
        "verwijzer",
        "Bereik per verwijzer",
        (
            SplitPart("a", "huisarts", Estimate(30.0, 20.0, 40.0)),
            SplitPart("b", "rechter", Estimate(None, -9.0, 2.0), "geheim"),
        ),
        rest=-3.5,
    )
    held = Estimate(value, low, high)
    return SplitTerm(
        id_,
        TermKind.REACH,
        f"Deel {id_}",
        held,
        held,
        Estimate(16.1, 16.0, 16.2),
        None,
        "per 100 jongeren",
        word,
        f"Zin over {id_}.",
        (view,) if id_ == "bereik" else (),
    )


EXAMPLE = Split(
    chain="kosten",
    label="Kosten per jongere",
    question="Waar komt het vandaan?",
    unit="€",
    step=0.01,
    decimals=0,
    own=Estimate(1900.0, 1899.0, 1901.0),
    other=Estimate(2000.0, 1999.0, 2001.0),
    difference=Estimate(-100.0, -150.0, -50.0),
    certainty="waarschijnlijk",
    terms=(
        term("bereik", 26.5, 10.0, 43.0, "duidelijk"),
        term("bedrag", -126.5, -140.0, -110.0, "waarschijnlijk"),
        term("leeftijd", 0.0, -3.0, 3.0, "niet te onderscheiden van nul"),
    ),
    sentence="Voorbeeldstad ligt waarschijnlijk € 100 lager dan de buren.",
    years=("lasten (Iv3): 2023",),
    notes=("Trendbreuk in 2022: Voorbeeldstad telt anders.", "Aanname: een aanname."),
    stopped=("Duur staat niet in de tabellen.",),
    members=2,
    left_out=1,
)
RESULT = SplitResult(
    area="GM9999",
    name="Voorbeeldstad",
    synthetic=True,
    against=Side("groep", "buren", "de buren", ("GM9998", "GM9997"), ("Eendorp", "Tweedorp")),
    splits=(EXAMPLE, replace(EXAMPLE, chain="gebruik", label="Gebruik", unit="%", decimals=2)),
    refused=(NoSplit("uit-huis", "Uit huis", "er ontbreekt iets"),),
)


@pytest.fixture(scope="module")
def page() -> str:
    return as_html(build(RESULT, DAY, "drietrap"))


def test_the_first_page_can_be_defended(page: str) -> None:
    top = page.split('id="delen"', maxsplit=1)[0]
    for words in (
        "lager",
        "Zin over bereik.",
        "Zin over bedrag.",
        "Eendorp en Tweedorp",
        "Trendbreuk",
        "2023",
    ):
        assert words in top
    assert "Zin over leeftijd." not in top
    assert "deel leeftijd" in top


def test_a_secret_part_is_named_and_bounded_and_the_rest_is_told(page: str) -> None:
    assert "geheim" in page
    assert "−\u2060€\u00a09 tot +\u2060€\u00a02" in page
    assert "Geheime aantallen en afronding" in page
    assert "er ontbreekt iets" in page


def test_bars_of_what_is_uncertain_look_otherwise() -> None:
    chart = split_bars("proef", EXAMPLE)
    assert chart is not None
    assert chart.svg.count("<rect") == len(EXAMPLE.terms) + 1
    assert len({bar.split('fill="')[1][:7] for bar in chart.svg.split("<rect")[1:]}) == 2
    nothing = tuple(replace(one, difference=Estimate(None, None, None)) for one in EXAMPLE.terms)
    assert split_bars("proef", replace(EXAMPLE, terms=nothing)) is None


def test_three_files_with_every_number(tmp_path: Path) -> None:
    made = write_split(publish(RESULT, public_sources=True), tmp_path, made_on=DAY, software="drietrap")
    assert {Path(made.html).suffix, Path(made.pdf).suffix, Path(made.xlsx).suffix} == {
        ".html",
        ".pdf",
        ".xlsx",
    }
    book = openpyxl.load_workbook(made.xlsx)
    assert book.sheetnames == ["Delen", "Onderdelen", "Bronnen", "Toelichting"]
    values = [cell for row in book["Delen"].iter_rows(values_only=True) for cell in row]
    assert values.count(-126.5) == 2  # one per figure
    with pytest.raises(IntegrityError):
        write_split(RESULT, tmp_path, made_on=DAY, software="drietrap")  # type: ignore[arg-type]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_accessibility_faults_and_no_sideways_scrolling(
    browser: Any, page: str, tmp_path: Path, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "verschil.html"
    file.write_text(page, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    outside = "e => { const r = e.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth }"
    assert tab.evaluate(f"[...document.querySelectorAll('.picture text')].filter({outside}).length") == 0
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    result = Axe().run(tab)
    assert result.violations_count == 0, result.generate_report()
    tab.emulate_media(media="print")  # beside the table of terms the numbers of a picture are not repeated
    shown = "d => d.checkVisibility()"
    assert not tab.evaluate(f"[...document.querySelectorAll('details')].some({shown})")
    assert tab.evaluate(f"[...document.querySelectorAll('.picture')].every({shown})")
    context.close()
