"""The model of expected use: disguises refused, contributions add up, places, and the real districts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drietrap.app.expecting import expectations, material_of
from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.app.state import opened
from drietrap.app.territory import require_existing
from drietrap.catalogue.disguise import refuse_disguised
from drietrap.catalogue.expected_use import MODELS
from drietrap.differences.expected.model import reserved
from drietrap.differences.expected.place import middle
from drietrap.differences.expected.result import Against
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.errors import InputError, NoDataError


@pytest.mark.parametrize(
    "measure",
    [
        "pct_jeugdzorg_tot_23",
        "pct_ambulant",
        "pct_ambulant_verwacht",
        "jeugdhulp_gebruik",
        "kosten_per_jongere",
        "pct_jeugdhulp",
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
        for factor in model.factors:
            refuse_disguised(factor.measure, factor.table)


def test_the_middle_of_a_municipality_in_two_pieces():
    square = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]
    far = [[[10, 0], [12, 0], [12, 2], [10, 2], [10, 0]]]
    assert middle({"type": "MultiPolygon", "coordinates": [square, far]}) == pytest.approx((6 * 68.7, 111.3))


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
    assert all(q.explained <= q.ceiling for q in one.quality)
    first, second = reserved(material)
    assert 0.1 < first.mean() < 0.3
    assert not second.any()
    assert np.isfinite(material.places).all()


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
