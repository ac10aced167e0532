"""What a provider is told when its delivery was corrected: how many rows, by which correction, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml
from lxml import html

from drietrap.app.mirroring import mirror
from drietrap.publication.disclosure import publish_mirror
from drietrap.publication.feedback.words import CORRECTED, SURE
from drietrap.publication.feedback.write import build, write_feedback
from drietrap.publication.mirror import Mirror
from drietrap.publication.report.html import as_html
from drietrap.register import correcting
from drietrap.register.correction_list import Status
from drietrap.register.record_correction_file import RecordAction
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.period import Period
from tests.register_persons.deliveries import AREAS, PROVIDER, Row, delivery, good_rows, register, sha256

REASON = "De aanbieder noemde de GI, de gemeente besloot."
OWNER = "mevrouw van Lievenoogd"


def correction(id: str, kind: str, action: str, expect: int, **more: object) -> dict[str, object]:
    about = {"id": id, "reason": REASON, "owner": OWNER, "status": "aanname", "expect": expect}
    match = {"kind": "jeugdhulp", "provider": PROVIDER, "period": "2022H1", "elements": {"verwijzer": kind}}
    return {**about, "match": match, "action": action, **more}


def mirrored(root: Path, period: str, *corrections: dict[str, object]) -> Mirror:
    rows: list[Row] = [
        {**row, "verwijzer": "04" if place < 4 else "05" if place < 6 else "02"}
        for place, row in enumerate(good_rows(12))
    ]
    begun: Row = {"datum_aanvang": "20220915", "datum_einde": None, "reden_beeindiging": None}
    later: list[Row] = [{**row, **begun} for row in good_rows(9, seed=3)]
    for made in (delivery(rows, period="2022H1"), delivery(later, period="2022H2")):
        register(root).take(made, sha256(made), received=datetime(2023, 7, 11, 9, tzinfo=UTC))
    warehouse = Warehouse(root / "warehouse")
    with warehouse.writing() as release:
        correcting.adopt(release, yaml.safe_dump(list(corrections)).encode(), "c")
    with warehouse.open() as reader:
        wanted = Period.parse(period)
        return mirror(reader, AREAS, PROVIDER, wanted, made_on=date(2023, 8, 1), synthetic=True)


BOTH = (
    correction("gi-was-gemeente", "04", "set", 4, values={"verwijzer": "01"}),
    correction("past-niet", "02", "set", 3, values={"verwijzer": "01"}),
    correction("dubbel-gemeld", "05", "leave_out", 2),
)


def test_every_correction_of_the_delivery_is_named_with_its_rows_and_reason(tmp_path: Path) -> None:
    found = mirrored(tmp_path, "2022H1", *BOTH)
    page = html.fromstring(as_html(build(publish_mirror(found).content)))
    (table,) = page.xpath("//table[caption[contains(., 'Gecorrigeerd: jeugdhulp')]]")
    rows = [
        [cell.text_content() for cell in row.iter("th", "td")]
        for row in table.iter("tr")
        if row.find("td") is not None
    ]
    assert [row[1] for row in rows] == ["4", "2"]
    assert ["gi-was-gemeente" in row[0] and REASON in row[0] for row in rows] == [True, False]
    assert rows[1][2] == "telt niet mee"
    assert all(row[3].startswith("aanname") for row in rows)
    first = page.get_element_by_id("hoofdpunten").text_content()
    assert "6 regels zijn gecorrigeerd door 2 correcties: gi-was-gemeente, dubbel-gemeld." in first
    whole = page.text_content()
    assert "De cijfers zijn die na correctie" in whole
    assert OWNER not in whole and "past-niet" not in whole
    assert found.parts[0].rows == 12  # the delivery stays what it was


def test_the_workbook_tells_the_same(tmp_path: Path) -> None:
    found = mirrored(tmp_path / "r", "2022H1", *BOTH)
    made = write_feedback(publish_mirror(found), tmp_path / "uit")
    book = openpyxl.load_workbook(made.xlsx)
    lines = list(book["Correcties"].iter_rows(min_row=3, values_only=True))
    assert [(line[2], line[3], line[5]) for line in lines] == [
        ("gi-was-gemeente", 4, REASON), ("dubbel-gemeld", 2, REASON),
    ]  # fmt: skip
    (part,) = book["Volledigheid"].iter_rows(min_row=3, values_only=True)
    assert part[-1] == 6


def test_a_later_report_says_that_the_delivery_before_was_corrected(tmp_path: Path) -> None:
    found = mirrored(tmp_path, "2022H2", *BOTH)
    assert found.parts[0].corrections == ()
    page = html.fromstring(as_html(build(found)))
    assert "6 regels zijn daarna gecorrigeerd." in page.get_element_by_id("veranderd").text_content()
    assert "gi-was-gemeente" not in page.text_content()


def test_without_corrections_nothing_is_said(tmp_path: Path) -> None:
    found = mirrored(tmp_path, "2022H1")
    document = build(found)
    assert "orrigeerd" not in " ".join(point.text for point in document.main_points.items)
    assert (
        "Correcties"
        not in openpyxl.load_workbook(write_feedback(publish_mirror(found), tmp_path / "uit").xlsx).sheetnames
    )


@pytest.mark.parametrize(("words", "codes"), [(CORRECTED, RecordAction), (SURE, Status)])
def test_every_code_has_words(words: dict[str, str], codes: type) -> None:
    assert set(words) == {code.value for code in codes}
