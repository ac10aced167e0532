"""Splits over protected counts from the register: only what was shown, with ends that hold the truth."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.record_releases import CELLS, RELEASES
from drietrap.app.split_register import Shown, counted, lacking_register, shown
from drietrap.catalogue.split_quantities import AGES, REGISTER_FORMS
from drietrap.catalogue.split_register import LOPEND, TRAJECTEN
from drietrap.differences.split.build import About, Place, split
from drietrap.differences.split.gather import Quantities
from drietrap.differences.split.ranges import exact
from drietrap.publication.suppression.rules import CBS
from drietrap.register.warehouse import Warehouse

YOUTHS, TRAJECTORIES = "jongeren_met_jeugdhulp_aantal", "trajecten_aantal"
BEGUN, RUNNING = "jeugdhulptrajecten_begonnen_aantal", "jeugdhulptrajecten_stand"
TOWNS = ("GM9001", "GM9002")
# What is true: youths per age, trajectories per form, begun and running at the end of the half-year.
TRUTH = {
    "GM9001": ({"0_3": 31, "4_11": 212, "12_17": 305, "18_22": 44}, {"02": 640, "11": 33, "13": 4}, 210, 395),
    "GM9002": ({"0_3": 18, "4_11": 131, "12_17": 160, "18_22": 3}, {"02": 377, "11": 12, "13": 0}, 190, 233),
}
PEOPLE = {"GM9001": (2400, 5200, 3900, 3100), "GM9002": (2100, 4700, 3600, 3000)}


def _tables() -> list[tuple[str, str, dict[tuple[str, str], int]]]:
    """Return measure, breakdown and the true counts by area and code."""
    youths, forms, begun, running = {}, {}, {}, {}
    for town, (ages, kinds, started, stock) in TRUTH.items():
        youths |= {(town, age): count for age, count in ages.items()} | {(town, "alle"): sum(ages.values())}
        forms |= {(town, f"jeugdhulp {form}"): count for form, count in kinds.items()}
        forms |= {(town, code): sum(kinds.values()) for code in ("jeugdhulp", "alle")}
        begun[town, "alle"], running[town, "alle"] = started, stock
    return [
        (f"{YOUTHS} 2022", "leeftijd", youths),
        (f"{TRAJECTORIES} 2022", "vorm", forms),
        (f"{BEGUN} 2022H1", "leeftijd", begun),
        (f"{RUNNING} 2022H1", "leeftijd", running),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in which a release was kept as it was shown, and a table that was never released."""
    lines, cells = [], []
    made = [*_tables(), ("geheime_telling 2022", "leeftijd", {("GM9001", "alle"): 99})]
    for place, (name, by, counts) in enumerate(made):
        out = not name.startswith("geheim")
        lines.append({"id": name, "measure": name, "dimensions": ["gebied", by], "released": out})
        for row, (codes, count) in enumerate(sorted(counts.items())):
            shown_as = CBS.rounded(count) if count > CBS.secret_up_to else None
            cells.append((1, place, row, list(codes), shown_as if out else None, count <= 7))
    structure = json.dumps({"tables": lines})
    schema = {"release": pl.Int64, "table": pl.Int64, "row": pl.Int64, "codes": pl.List(pl.String),
              "value": pl.Int64, "small": pl.Boolean}  # fmt: skip
    with Warehouse(DataFolder(tmp_path).releases).writing() as version:
        version.put(RELEASES, pl.DataFrame({"number": [1], "structure": [structure]}), key=("number",))
        version.put(CELLS, pl.DataFrame(cells, schema=schema, orient="row"), key=("release", "table", "row"))
    return tmp_path


def _people() -> Quantities:
    ages = {f"inwoners_{age}": [float(PEOPLE[town][at]) for town in TOWNS] for at, age in enumerate(AGES)}
    ages["inwoners_tot_23"] = [float(sum(PEOPLE[town])) for town in TOWNS]
    ranges = {name: exact(np.array(values)) for name, values in ages.items()}
    return Quantities(TOWNS, ranges, dict.fromkeys(ranges, 2021))


def _told(folder: Path) -> Shown:
    told = shown(folder, None)
    assert told is not None
    return told


def test_only_what_was_shown_is_there_and_a_withheld_count_is_between_its_ends(folder: Path):
    held = counted(_told(folder), _people())
    assert held.years["register_jongeren"] == 2022
    youths = held.ranges["register_jongeren"]
    assert youths.value.tolist() == [590.0, 310.0]  # 592 and 312, as they were rounded
    assert (youths.low <= [592, 312]).all() and (youths.high >= [592, 312]).all()
    oldest = held.ranges["register_jongeren_18_22"]
    assert oldest.value[0] == 45 and np.isnan(oldest.value[1])
    assert oldest.low[1] == 0 and oldest.high[1] >= 3
    assert np.isnan(held.ranges["register_trajecten_01"].low).all()  # not made: nothing is known
    assert shown(folder, 2021) is None


def test_without_a_total_of_help_the_forms_are_added_up():
    """As in a release of before the forms of help had a total."""
    forms = dict.fromkeys(REGISTER_FORMS, 20) | {"13": None}
    rows = [(f"{TRAJECTORIES} 2022", "vorm", "GM9001", f"jeugdhulp {form}", n) for form, n in forms.items()]
    rows.append((f"{TRAJECTORIES} 2022", "vorm", "GM9001", "alle", 150))
    cells = pl.DataFrame(rows, schema=["measure", "by", "area", "code", "value"], orient="row")
    whole = counted(Shown(2022, cells), _people()).ranges["register_trajecten"]
    assert np.isnan(whole.value[0])
    assert whole.low[0] == pytest.approx(7 * 18)
    assert whole.high[0] == pytest.approx(7 * 22 + 152)  # the withheld form is no more than all of it
    assert np.isnan(whole.low[1])


def test_terms_add_up_and_hold_what_is_true(folder: Path):
    held = counted(_told(folder), _people())
    own, other = (Place(town, held.at(np.array([at])), {}) for at, town in enumerate(TOWNS))
    found = split(LOPEND, own, other, About())
    terms = {term.id: term for term in found.terms}
    assert sum(term.difference.value for term in found.terms) == pytest.approx(found.difference.value)
    (_, _, begun, stock), (_, _, begun_2, stock_2) = TRUTH.values()
    true_own, true_other = 100 * stock / sum(PEOPLE["GM9001"]), 100 * stock_2 / sum(PEOPLE["GM9002"])
    mean = (true_own - true_other) / np.log(true_own / true_other)
    longer = mean * np.log((stock / begun) / (stock_2 / begun_2))
    assert terms["duur"].rounding.lower <= longer <= terms["duur"].rounding.upper
    assert terms["duur"].own.value == pytest.approx(6 * 395 / 210, rel=0.02)
    assert "langer duurt" in terms["duur"].sentence
    assert any("Intensiteit" in stop and "prijs" in stop for stop in found.stopped)
    assert any("huishouden" in stop for stop in found.stopped)


def test_a_withheld_age_keeps_age_and_reach_together(folder: Path):
    held = counted(_told(folder), _people())
    own, other = (Place(town, held.at(np.array([at])), {}) for at, town in enumerate(TOWNS))
    found = split(TRAJECTEN, own, other, About())
    assert [term.id for term in found.terms] == ["bevolking_en_bereik", "trajecten"]
    per_youth = found.terms[1]
    view = next(view for view in per_youth.views if view.id == "vorm")
    parts = {part.id: part for part in view.parts}
    assert parts["register_trajecten_02"].difference.value is not None
    assert parts["register_trajecten_13"].hidden == "geheim"
    assert parts["register_trajecten_13"].difference.lower is not None


def test_without_protected_counts_it_says_how_to_make_them(tmp_path: Path):
    assert shown(tmp_path, None) is None
    assert lacking_register(tmp_path, 2022) == ""  # no register: nothing to say
