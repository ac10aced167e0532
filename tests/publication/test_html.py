"""The HTML report: whole, safe and small without a browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import pytest
from dossier_example import NAME, example
from lxml import html

from drietrap.publication.dossier import Dossier
from drietrap.publication.report.content import build
from drietrap.publication.report.document import SYNTHETIC, Document
from drietrap.publication.report.html import as_html


@pytest.fixture(scope="module")
def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def test_language_title_landmarks_and_skip_link(tree: html.HtmlElement) -> None:
    assert tree.get("lang") == "nl"
    assert NAME in tree.findtext(".//title")
    assert [len(tree.findall(f".//{name}")) for name in ("main", "nav", "h1")] == [1, 1, 1]
    assert len(tree.xpath("//body/header")) == 1
    assert len(tree.xpath("//body/footer")) == 1
    skip = tree.xpath("//body/*")[0]
    assert skip.get("class") == "skip"
    assert tree.xpath(f"//*[@id='{skip.get('href')[1:]}']")


def test_ids_are_unique_and_every_reference_exists(tree: html.HtmlElement) -> None:
    ids = [e.get("id") for e in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby"):
        for element in tree.xpath(f"//*[@{name}]"):
            assert element.get(name) in ids
    for link in tree.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids


def test_headings_skip_no_level(tree: html.HtmlElement) -> None:
    levels = [int(e.tag[1]) for e in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_scopes_and_full_rows(tree: html.HtmlElement) -> None:
    tables = tree.xpath("//table")
    assert len(tables) > 10
    for item in tables:
        assert item.findtext("caption")
        heads = item.xpath("./thead/tr/th")
        assert {th.get("scope") for th in heads} == {"col"}
        for row in item.xpath("./tbody/tr"):
            assert row[0].tag == "th"
            assert row[0].get("scope") == "row"
            assert len(row) == len(heads)
        region = item.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")


def test_nothing_runs_and_nothing_is_fetched(page: str, tree: html.HtmlElement) -> None:
    assert not tree.xpath("//script|//iframe|//object|//embed|//link|//img|//form|//base")
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert not [a for a in element.attrib if a.startswith("on") or a == "style"]
    assert "@import" not in page
    assert "url(" not in page


def test_the_security_policy_allows_only_this_style(tree: html.HtmlElement) -> None:
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    style = tree.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_small_without_the_map(page: str) -> None:
    drawn = re.search(r'<section id="kaart".*?</section>', page, re.DOTALL)
    assert drawn
    assert len(page.encode()) - len(drawn[0].encode()) < 300_000


def test_every_section_of_a_synthetic_report_starts_with_the_warning(tree: html.HtmlElement) -> None:
    for section in tree.xpath("//section"):
        assert section[0].text == SYNTHETIC
    assert tree.xpath("//header/p[@class='banner']")


def test_a_real_report_has_no_such_warning() -> None:
    assert SYNTHETIC not in as_html(build(example(synthetic=False)))


def test_hostile_names_are_only_text() -> None:
    page = as_html(build(example(name='</title><script>alert("x")</script>&{{7*7}}')))
    assert "<script" not in page
    assert "{{7*7}}" in page.replace("&amp;", "&")


def test_the_same_dossier_gives_the_same_page(dossier: Dossier, page: str) -> None:
    assert as_html(build(dossier)) == page


def test_the_first_page_is_read_in_two_minutes(document: Document) -> None:
    """About 180 words a minute is careful reading; seven points at most."""
    points = document.main_points.items
    assert 5 <= len(points) <= 7
    assert sum(len(p.text.split()) for p in points) < 360
    assert "1 op de 7" in points[0].text
    assert document.hero.number == "1 op de 7"


def test_a_verdict_is_always_in_words_beside_its_sign(tree: html.HtmlElement) -> None:
    signs = tree.xpath("//*[@class='sign']")
    assert len(signs) > 40
    for sign in signs:
        assert sign.get("aria-hidden") == "true"
        assert len(sign.tail.strip()) > 5


def test_what_must_be_said_is_there(page: str) -> None:
    for words in ("aanname", "voorlopig", "geheim", "niet te onderscheiden", "SHA-256", "ab" * 32, "regel 2"):
        assert words in page
