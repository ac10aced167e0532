"""The report about the whole set says what each municipality's own report says, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drietrap.benchmark.result import Estimate
from drietrap.differences.study.chapter import (
    Delivered,
    DeliveryFinding,
    Gap,
    Kind,
    Missing,
    Source,
    Study,
)
from drietrap.publication.report.document import Document, Paragraph, Points
from drietrap.publication.study.whole import whole_document
from drietrap.publication.tables import DataTable


def finding(whose: str, rule: str, most: float | None, kind: Kind = Kind.AVOIDABLE) -> DeliveryFinding:
    here = Estimate(None, None if most is None else 0.0, most)
    return DeliveryFinding(whose, rule, f"Titel van {rule}", "fout", kind, here, ("instroom",), "meld het")


@pytest.fixture
def told(whole: Study) -> Study:
    """The study of 2015 as if Gemeente A and B kept a register."""
    deliveries = {
        0: (
            Delivered(
                "1e halfjaar 2022",
                12,
                ("Zorg Oost",),
                (finding("Aanbieder 1", "R1", 40.0), finding("Alle andere aanbieders", "R1", 25.0)),
                {},
            ),
        ),
        1: (Delivered("1e halfjaar 2022", 3, None, (finding("De gemeente zelf", "R2", None),), {}),),
    }
    gap = Gap(
        "Jongeren met hulp",
        "jongeren",
        (
            Source("eigen registratie", Estimate(410.0, 408.0, 412.0)),
            Source("leveringen", Estimate(395.0, 393.0, 397.0)),
        ),
        (),
        Estimate(None, 393.0, 412.0),
    )
    parts = list(whole.parts)
    for at, found in deliveries.items():
        first = replace(
            parts[at].chapters[0],
            delivered=found,
            gaps=(gap,) if at == 0 else (),
            missing=() if at == 0 else (Missing("een lijst", "lever haar"),),
        )
        parts[at] = replace(parts[at], chapters=(first, *parts[at].chapters[1:]))
    return replace(whole, parts=tuple(parts))


def tables(document: Document, section: str) -> dict[str, DataTable]:
    blocks = next(one for one in document.sections if one.id == section).blocks
    return {one.id: one for one in blocks if isinstance(one, DataTable)}


def test_deliveries_stand_beside_each_other(told: Study):
    document = whole_document(told)
    found = tables(document, "vraag-1")["tabel-samen-1-leveringen-0"]
    assert [one.label for one in found.columns] == [
        *("Wat de controle vond", "Te vermijden", "Gemeente A", "Gemeente B", "Raakt")
    ]
    rows = {row[0].text: [cell.text for cell in row[1:4]] for row in found.rows}
    assert rows == {
        "Titel van R1": ["vermijdbaar", "hoogstens 65", "niet gevonden"],
        "Titel van R2": ["vermijdbaar", "niet gevonden", "niet bekend"],
    }
    said = [one for one in document.sections[1].blocks if isinstance(one, Paragraph)]
    assert next(one.text for one in said if one.lead.startswith("Gemeente A,")).endswith("hebben: Zorg Oost.")
    assert "geen lijst" in next(one.text for one in said if one.lead.startswith("Gemeente B,"))


def test_sources_stand_beside_each_other_with_what_mending_leaves(told: Study):
    found = tables(whole_document(told), "vraag-1")["tabel-samen-1-bronnen"]
    assert [cell.text for cell in found.rows[0]] == ["Gemeente A", "410", "395", "tussen 393 en 412"]


def test_a_figure_in_doubt_is_a_range_under_the_first_question_only(whole: Study):
    document = whole_document(whole)
    rows = tables(document, "vraag-1")["tabel-samen-1-correctie"].rows
    doubted = [(part.name, one) for part in whole.parts for one in part.chapters[0].corrected]
    assert [row[0].text for row in rows] == [name for name, _ in doubted] and doubted
    assert [row[4].text for row in rows] == [one.why for _, one in doubted]
    assert not any("correctie" in id for number in range(2, 6) for id in tables(document, f"vraag-{number}"))


def test_what_only_some_lack_names_them(told: Study):
    blocks = whole_document(told).sections[1].blocks
    lacking = next(one for one in blocks if isinstance(one, Points)).items
    texts = {one.lead: one.text for one in lacking}
    assert texts["een lijst"] == "Bij Gemeente B: lever haar"
