"""The model of expected use: disguises refused, contributions add up, places, and the real districts."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from drietrap.app.expecting import expectations, material_of
from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.app.state import opened
from drietrap.app.territory import require_existing
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.disguise import refuse_disguised
from drietrap.catalogue.expected_use import MODELS
from drietrap.differences.expected.design import reserved
from drietrap.differences.expected.model import learn, without_reserved
from drietrap.differences.expected.place import middle
from drietrap.differences.expected.quality import POPULATION, SURROUNDED, foretold_apart
from drietrap.differences.expected.result import Against, Quality
from drietrap.differences.expected.words import how_good
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.errors import InputError, NoDataError
from tests.differences.worlds import eighty_municipalities


@pytest.mark.parametrize(
    "measure",
    [
        "pct_jeugdzorg_tot_23",
        "pct_ambulant",
        "pct_ambulant_verwacht",
        "jeugdhulp_gebruik",
        "kosten_per_jongere",
        "pct_jeugdhulp",
        "perc_jhzv",
        "perc_przv",
        "residu",
        "eigen_kolom_jeugdzorg",
    ],
)
def test_the_outcome_in_disguise_is_refused(measure: str):
    with pytest.raises(InputError, match="kan geen verklaring zijn"):
        refuse_disguised(measure)


def test_amounts_of_the_gemeentefonds_are_refused_by_their_table():
    with pytest.raises(InputError, match="gemeentefonds"):
        refuse_disguised("inwoners", "GF-JEUGD-VOLUMES")


def test_no_factor_of_a_model_is_the_outcome():
    for model in MODELS:
        refused = [factor.measure for factor in model.factors if _is_refused(factor.measure, factor.table)]
        assert model.factors
        assert refused == []
        assert _is_refused(model.indicator)  # its own figure is: the check says something


def _is_refused(measure: str, table: str | None = None) -> bool:
    try:
        refuse_disguised(measure, table)
    except InputError:
        return True
    return False


def test_the_middle_of_a_municipality_in_two_pieces():
    square = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]
    far = [[[10, 0], [12, 0], [12, 2], [10, 2], [10, 0]]]
    assert middle({"type": "MultiPolygon", "coordinates": [square, far]}) == pytest.approx((6 * 68.7, 111.3))


def test_what_is_kept_apart_changes_nothing_of_what_is_foretold_of_it():
    told = []
    for shift in (0.0, 10.0):
        learned = learn(eighty_municipalities(shift))
        told.append(foretold_apart(learned, without_reserved(learned), population=True))
    usual, wild = told
    assert usual.rows.size >= 8
    assert not np.allclose(usual.observed, wild.observed)
    assert wild.expected == pytest.approx(usual.expected, rel=1e-6)
    assert wild.error == pytest.approx(usual.error, rel=1e-3)


def _quality(situation: str, explained: float, weighted: float, *, apart: bool) -> Quality:
    spread = Estimate(explained, explained - 0.1, explained + 0.1)
    return Quality(situation, 70, explained, spread, weighted, 0.95, 0.95, 1.0, 0.8, 0.95, apart)


def test_the_sentence_names_the_figure_over_all_areas_and_what_large_ones_lack():
    crossed = [_quality(POPULATION, 0.32, 0.16, apart=False), _quality(SURROUNDED, 0.55, 0.52, apart=False)]
    lucky = [_quality(POPULATION, 0.45, 0.05, apart=True), _quality(SURROUNDED, 0.60, 0.54, apart=True)]
    said = how_good([*lucky, *crossed])
    assert said.startswith("Dit model verklaart uit de bevolking 32% (tussen 22% en 42%)")
    assert "70 gebieden die apart zijn gehouden is dat 45%" in said
    assert "weinig over verschillen tussen grote gemeenten" in said
    even = [_quality(POPULATION, 0.32, 0.30, apart=False), crossed[1]]
    assert "weinig" not in how_good(even)
    assert "niet te zeggen" in how_good(lucky)


@pytest.mark.shared
def test_an_answer_about_a_real_municipality(shared_data: Path, tmp_path: Path):
    folder = DataFolder.resolve(tmp_path)
    read(folder, [shared_data / "cbs", shared_data / "regio", shared_data / "geo"])
    with opened(folder) as state:
        result = expectations(state, "Dordrecht")
        model = MODELS[0]
        material = material_of(state, model, "2022")
        with pytest.raises(InputError, match="kan geen verklaring zijn"):
            expectations(state, "Dordrecht", factors=("pct_jeugdzorg_tot_23",))
        with pytest.raises(InputError, match="'xyz' kennen wij niet"):
            expectations(state, "Dordrecht", factors=("xyz",))
        with pytest.raises(InputError, match="--wijken"):
            expectations(state, "Dordrecht", factors=("perc_ao",))
        with pytest.raises(InputError, match="kent de factor"):
            material.chosen(("perc_ao",))
    (one,) = result.answers
    own = one.own
    assert own.observed.value == 15.8
    total = one.average + sum(factor.effect.value or 0 for factor in one.factors)
    assert total == pytest.approx(own.expected.value, abs=1e-3)
    assert own.expected.lower < own.likely.lower < own.expected.value < own.likely.upper < own.expected.upper
    inside = own.difference.lower <= 0 <= own.difference.upper
    assert (own.verdict is Against.AS_EXPECTED) == inside
    assert sum(factor.share for factor in one.factors) == pytest.approx(1, abs=1e-3)
    near = [q for q in one.quality if q.reserved and "omgeving" in q.situation]
    assert near[0].explained >= 0.40
    assert near[0].spread.lower < near[0].explained < near[0].spread.upper
    assert all(q.explained <= q.ceiling for q in one.quality)
    first, second = reserved(material)
    assert 0.1 < first.mean() < 0.3
    assert not second.any()
    assert np.isfinite(material.places).all()


@pytest.mark.shared
def test_districts_are_those_of_the_file_by_name(shared_data: Path, tmp_path: Path):
    """Held against the file as a spreadsheet shows it: names, youths up to 23 and the share with help."""
    file = shared_data / "cbs/85075NED_jeugdzorg_natura_wijk_2021.csv"
    folder = DataFolder.resolve(tmp_path)
    read(folder, [file, shared_data / "scp"])
    with opened(folder) as state:
        district = next(model for model in MODELS if model.id == "jeugdzorg_wijk")
        material = material_of(state, district, "2021")
        earlier = state.core.district_names(2017)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["code"]: row for row in csv.DictReader(stream)}
    assert set(material.areas) == set(rows)
    assert material.names[material.areas.index("WK050501")] == "Binnenstad"
    assert earlier["WK050504"] == "Nieuw-krispijn"
    for at, area in enumerate(material.areas):
        row = rows[area]
        assert row["regionaam"].strip().endswith(material.names[at]), area
        assert material.municipalities[at] == f"GM{area[2:6]}"
        counted = row["TotaalJongerenMetJeugdzorgInNatura_1"]
        assert bool(counted) == bool(np.isfinite(material.value[at])), area
        if counted:
            youths = 100 * float(counted) / material.value[at]
            assert youths == pytest.approx(material.youths[at], rel=1e-6)
            under_15, up_to_25 = float(row["inwoners_0_14"]), float(row["inwoners_15_24"])
            assert under_15 <= youths <= under_15 + up_to_25


def test_who_has_the_figures_of_a_municipality_of_another_year():
    areas = AreaRegister.official()
    with pytest.raises(NoDataError) as later:
        require_existing(areas, "GM1992", 2022)
    assert "Voorne aan Zee bestaat sinds 2023; de cijfers van 2022 staan bij" in str(later.value)
    assert "Brielle, Hellevoetsluis en Westvoorne" in str(later.value)
    with pytest.raises(NoDataError, match=r"Brielle bestaat sinds 2023 niet meer.*bij Voorne aan Zee"):
        require_existing(areas, "GM0501", 2024)
    with pytest.raises(NoDataError, match=r"24-3-2022 niet meer.*bij Amsterdam"):
        require_existing(areas, "GM0457", 2023)
    require_existing(areas, "GM0457", 2022)
    require_existing(areas, "GM1992", 2023)
