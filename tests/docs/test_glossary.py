"""The glossary has every term once, with meaning and source, and the words that the field cannot miss."""

from __future__ import annotations

import re

import pytest
from tools.pages import ROOT

TEXT = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith(("| term", "|---"))
]
TERMS = [row[0] for row in ROWS]
NEEDED = (
    *("jeugdige", "jeugdhulp", "jeugdbescherming", "jeugdreclassering", "traject", "verblijf", "verwijzer"),
    *("gecertificeerde instelling", "peildatum", "wijkteam", "taakveld", "Iv3", "begroting", "jaarrekening"),
    *("circulaire", "maatstaf", "uitkeringsfactor", "jeugdregio", "woonplaatsbeginsel", "voorlopig cijfer"),
    *("geheim", "rounding interval", "Wilson", "funnel", "overdispersie", "false discovery rate"),
    *("statistische buren", "krimpschatter"),
)


def test_every_term_stands_there_once_with_meaning_and_source():
    assert len(TERMS) > 50
    assert sorted({term.casefold() for term in TERMS}) == sorted(term.casefold() for term in TERMS)
    assert all(len(row) == 3 and all(row) for row in ROWS)


@pytest.mark.parametrize("word", NEEDED)
def test_a_word_that_the_field_cannot_miss(word: str):
    assert any(word.casefold() in term.casefold() for term in TERMS)


def test_terms_are_in_order_within_their_section():
    for section in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        terms = re.findall(r"^\| ([^|]+?) \|", section, flags=re.MULTILINE)[1:]
        assert [t.casefold() for t in terms] == sorted(t.casefold() for t in terms), section.splitlines()[0]
