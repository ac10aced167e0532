"""The study of 2015 made again: its four conspicuous points, and what its tables hold that it did not tell.

The points are those of Van der Zijden (2015), 1.4; the ranges are reckoned here by hand from its tables.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import polars as pl
import pytest
from lxml import etree

from drietrap.app import studying
from drietrap.app.studying import Signature, Wish
from drietrap.benchmark.result import Verdict
from drietrap.differences.study.chapter import Study
from drietrap.differences.study.folder import StudyFolder
from drietrap.differences.study.questions import Question
from drietrap.differences.study.versions import issued
from drietrap.publication.study.municipal import municipal_document
from drietrap.publication.study.write import forms
from drietrap.vocabulary.errors import InputError
from tests.study.conftest import Example

HIGH, LOW, UNKNOWN = Verdict.CLEARLY_HIGHER, Verdict.CLEARLY_LOWER, Verdict.UNKNOWN


def test_the_four_points_come_out_by_our_own_verdicts(example: Example):
    found = {
        (one.name[-1], point.indicator.removeprefix("kwartaal2015_")): (point.verdict, point.after)
        for one in example.result.municipalities
        for point in one.points
    }
    assert found == {
        ("A", "jeugdhulp"): (HIGH, HIGH),
        # 1,9% and 105 youths do not belong to one group; from 1,43% (105 of 7.197) up it is still higher.
        ("A", "jeugdbescherming"): (UNKNOWN, Verdict.PROBABLY_HIGHER),
        ("A", "aandeel_wijkteam"): (HIGH, HIGH),
        ("A", "verwijzer_huisarts"): (LOW, LOW),
        ("B", "jeugdbescherming_instroom"): (HIGH, HIGH),
        ("B", "verwijzer_gecertificeerde_instelling"): (HIGH, HIGH),
        ("C", "verwijzer_jeugdarts"): (HIGH, HIGH),
        ("C", "begonnen"): (LOW, LOW),
        ("D", "begonnen"): (HIGH, HIGH),
        ("D", "verwijzer_gecertificeerde_instelling"): (HIGH, HIGH),
    }


def test_a_figure_in_doubt_becomes_the_range_of_both_readings(whole: Study):
    mended = {one.indicator: one for one in whole.parts[0].chapters[0].corrected}
    one = mended["kwartaal2015_jeugdbescherming"].value
    # 103 or more youths (105 rounded) of at most 7.197 (637 at 8,85%), up to the published 1,95%.
    assert one.lower == pytest.approx(100 * 103 / (100 * 637 / 8.85), rel=1e-9)
    assert one.upper == 1.95
    zero = mended["kwartaal2015_verwijzer_medisch_specialist"].value
    assert (zero.lower, zero.upper) == (0.0, pytest.approx(100 * 7 / 303))
    placed = mended["kwartaal2015_uit_huis_van_jeugdbescherming"].value
    assert (placed.lower, placed.upper) == pytest.approx((63.25, 63.35))


def test_the_checks_find_what_the_study_did_not_mention(whole: Study):
    found = {part.letter: sorted({one.rule for one in part.chapters[0].findings}) for part in whole.parts}
    assert found == {
        "A": ["GEHEIM", "NOEMER", "NUL", "VIJFTAL"],
        "B": ["GEHEIM", "VIJFTAL"],
        "C": ["NOEMER", "VIJFTAL"],
        "D": ["GEHEIM", "NUL", "VIJFTAL"],
    }


def test_every_chapter_says_what_it_lacks_and_where_to_get_it(whole: Study):
    for part in whole.parts:
        by_question = {chapter.question: chapter for chapter in part.chapters}
        assert list(by_question) == list(Question)
        assert by_question[Question.BETROUWBAAR].missing
        assert all(one.how for chapter in part.chapters for one in chapter.missing)
        assert by_question[Question.TOEGANG].organisation


def test_a_document_has_five_questions_with_room_to_write(whole: Study):
    made = municipal_document(whole, whole.parts[2])
    assert [section.title[:2] for section in made.sections[:5]] == ["1.", "2.", "3.", "4.", "5."]
    assert made.hero.number == "10,5%"  # youth doctors: 30 of 285
    assert "duidelijk hoger dan Nederland (1,4%)" in made.hero.caption


def test_the_word_file_has_fields_pictures_and_words_for_them(example: Example):
    packed = zipfile.ZipFile(example.place / "rapporten" / "verschillenanalyse-gemeente-c-2015k1.docx")
    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }
    page = etree.fromstring(packed.read("word/document.xml"))
    tags = page.xpath("//w:sdt/w:sdtPr/w:tag/@w:val", namespaces=spaces)
    assert tags == [f"duiding-c{number}" for number in range(1, 6)]
    assert page.xpath("count(//w:sdt/w:sdtContent[w:p])", namespaces=spaces) == 5
    pictures = page.xpath("//wp:docPr/@descr", namespaces=spaces)
    assert pictures
    assert all("Nederland" in words for words in pictures)
    known = {
        one.get("Id"): one.get("Target")
        for one in etree.fromstring(packed.read("word/_rels/document.xml.rels"))
    }
    used = page.xpath("//@r:embed", namespaces=spaces)
    assert {
        f"word/{known[one]}" if not known[one].startswith("/") else known[one][1:] for one in used
    } <= set(packed.namelist())
    assert {name[-3:] for name in packed.namelist() if "media" in name} == {"png", "svg"}
    assert page.xpath("count(//w:tbl) = count(//w:tblCaption)", namespaces=spaces)
    captions = set(page.xpath("//w:tblCaption/@w:val", namespaces=spaces))
    assert "De cijfers bij deze vraag" in captions  # once, not beside every picture again
    assert not any("en Nederland, in procenten" in one for one in captions)
    heads = page.xpath("//w:p[w:pPr/w:pStyle/@w:val='Heading1']//w:t/text()", namespaces=spaces)
    assert heads[1:6] == [f"{one.value}. {one.title}" for one in Question]


def test_the_same_study_gives_the_same_bytes(whole: Study):
    document = municipal_document(whole, whole.parts[1])
    assert forms("x", document) == forms("x", document)


def test_tables_and_dictionary_belong_together(example: Example):
    home = example.place / "gegevens"
    listed = pl.read_csv(home / "datawoordenboek.csv", separator=";")
    for name in listed["tabel"].unique():
        columns = listed.filter(pl.col("tabel") == name)
        assert all(columns["betekenis"].str.len_chars() > 3)
        frame = pl.read_parquet(home / f"{name}.parquet")
        plain = pl.read_csv(home / f"{name}.csv", separator=";", infer_schema=False)
        assert frame.columns == plain.columns == columns["kolom"].to_list()
        assert frame.height == plain.height
    figures = pl.read_parquet(home / "cijfers.parquet")
    one = figures.filter(
        (pl.col("gebied") == "ST0004") & (pl.col("indicator") == "kwartaal2015_begonnen")
    ).row(0, named=True)
    assert (one["cijfer"], one["referentie"], one["oordeel"]) == (72.3, 52.3, "duidelijk hoger")
    assert one["verschil_laag"] < 20 < one["verschil_hoog"]


def test_words_and_sign_offs_come_back_and_lapse(example: Example, tmp_path: Path):
    place = tmp_path / "studie"
    plan = (example.place / "onderzoek.toml").read_text().split("[[gemeente]]")
    StudyFolder(place).begin(f"{plan[0]}[[gemeente]]{plan[4]}")  # gemeente D alone
    text = place / "teksten" / "gemeente-d" / "4-toegang.md"
    words = "% opmerking\n\nEen aanbieder schreef iedereen opnieuw in.\n"
    text.write_text(words)
    signature = Signature("Gemeente D", 4, "jeugdhulpaanbieders")
    made = studying.study(example.data, place, Wish(issue=True, signature=signature)).content
    assert 'versie = "t' in (place / "akkoord.toml").read_text()
    (only,) = made.municipalities
    assert (only.written, only.signed, only.lapsed, made.version) == (1, 1, 0, 1)
    page = (place / "rapporten" / "verschillenanalyse-gemeente-d-2015k1.html").read_text()
    assert "Een aanbieder schreef iedereen opnieuw in." in page
    assert "opmerking" not in page
    text.write_text(words.replace("iedereen", "alle jongeren"))
    (changed,) = studying.study(example.data, place, Wish(check=True)).content.municipalities
    assert (changed.signed, changed.lapsed) == (0, 1)
    (one,) = issued(place)
    kept = place / "versies" / "0001" / "teksten" / "gemeente-d" / "4-toegang.md"
    assert (one.number, kept.read_text()) == (1, words)


def test_checking_writes_nothing(example: Example):
    before = {path: path.stat().st_mtime_ns for path in example.place.rglob("*") if path.is_file()}
    told = studying.study(example.data, example.place, Wish(check=True)).content
    after = {path: path.stat().st_mtime_ns for path in example.place.rglob("*") if path.is_file()}
    assert before == after
    assert told.files == ()


@pytest.mark.parametrize(("who", "question", "role"), [("X", 4, "a"), ("A", 9, "a"), ("A", 4, "wethouder")])
def test_signing_needs_a_place_in_the_study(example: Example, who: str, question: int, role: str):
    with pytest.raises(InputError):
        studying.study(example.data, example.place, Wish(signature=Signature(who, question, role)))
    assert not (example.place / "akkoord.toml").exists()


def test_no_page_of_the_example_claims_a_zero_that_may_be_secret(example: Example):
    page = (example.place / "rapporten" / "verschillenanalyse-gemeente-d-2015k1.html").read_text()
    row = re.search(r"Instroom via de jeugdarts.{0,400}", re.sub(r"\s+", " ", page))
    assert row is not None
    assert "in twijfel" in page
