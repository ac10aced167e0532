"""The facts of the 2015 study against the shared reference file, which was retyped independently."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue import nader_onderzoek_2015 as study
from drietrap.catalogue.published.nader_onderzoek import NADER_ONDERZOEK
from drietrap.sources.raw import CELL_SCHEMA
from drietrap.vocabulary.area import area_code
from drietrap.vocabulary.period import Period

# The same label names a share in one table of the study and a count in another.
RENAMED = {("ambulant", "trajecten_zonder_verblijf"): "ambulant_zonder_verblijf"}
# Printed in the text of section 4.5 and in chapter 6; the reference file has these in its remarks.
ONLY_IN_REMARKS = {
    ("jb_trajecten_begonnen_pct", "Nederland", 7.0),
    ("jb_trajecten_begonnen_pct", "Gemeente B", 24.0),
    ("jb_trajecten_begonnen_pct", "Jeugdregio van gemeente B", 10.0),
    ("uitgevoerd_door_wijkteam", "Gemeente D", 0.0),
}


def reference(path: Path) -> set[tuple[str, str, float | None]]:
    found: set[tuple[str, str, float | None]] = set()
    with path.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            measure = RENAMED.get((line["tabel"], line["indicator"]), line["indicator"])
            value = None if line["waarde"] == "*" else float(line["waarde"])
            found.add((measure, line["regio"], value))
            if line["n"]:
                found.add((f"{measure}_n", line["regio"], float(line["n"])))
    return found


@pytest.mark.shared
def test_nothing_missing_and_nothing_different(shared_reference: Path) -> None:
    ours = {
        (measure, area, None if text is None else float(text))
        for measure, area, text in study.cells().select("measure", "area", "text").rows()
    }
    theirs = reference(shared_reference / "nader_onderzoek_2015_tabellen.csv")
    assert ours - ONLY_IN_REMARKS == theirs
    assert ours >= ONLY_IN_REMARKS


@pytest.mark.shared
def test_every_source_is_the_one_of_the_reference(shared_reference: Path) -> None:
    sources = dict(study.facts().select(pl.concat_str("measure", "area"), "source").rows())
    with (shared_reference / "nader_onderzoek_2015_tabellen.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            measure = RENAMED.get((line["tabel"], line["indicator"]), line["indicator"])
            if "NED" in line["bron_of_opmerking"]:
                assert line["bron_of_opmerking"].startswith(sources[measure + line["regio"]])


def test_cells_have_the_layout_of_a_delivered_file() -> None:
    frame = study.cells()
    assert frame.schema == CELL_SCHEMA
    assert frame.height == frame.unique(["measure", "area", "period", "variant"]).height
    assert set(frame["measure"]) == set(NADER_ONDERZOEK.by_measure)
    assert {Period.parse(period).code for period in frame["period"].unique()} == {"2015K1", "2016"}


def test_areas_of_the_study_have_valid_codes() -> None:
    assert set(study.cells()["area"]) == set(study.STUDY_AREAS)
    assert all(area_code(code) == code for code in study.STUDY_AREAS.values())


def test_withheld_in_one_place_and_zero_in_another_are_both_kept() -> None:
    wijkteam = study.cells().filter(measure="uitgevoerd_door_wijkteam", area="Gemeente D")
    assert wijkteam.select("variant", "text").rows() == [("", None), ("paragraaf 6.4", "0")]
