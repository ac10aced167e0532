"""A learned model is kept beside its release, and never trusted when it is damaged or of something else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from drietrap.app import learned_models
from drietrap.app.learned_models import FOLDER, KEPT_OF_RELEASE, learned_model
from drietrap.differences.expected.answer import answer
from drietrap.differences.expected.judging import Judged, judge
from drietrap.differences.expected.keeping import fingerprint, recalled, stored
from drietrap.differences.expected.material import Material
from drietrap.differences.expected.model import learn
from tests.differences.worlds import eighty_municipalities


@cache
def _judged() -> Judged:
    return judge(learn(eighty_municipalities()))


@pytest.fixture
def learning(monkeypatch: pytest.MonkeyPatch) -> list[Material]:
    """Return the materials that were learned from, in order; all get the same model."""
    seen: list[Material] = []
    monkeypatch.setattr(learned_models, "learn", seen.append)
    monkeypatch.setattr(learned_models, "judge", lambda _: _judged())
    return seen


def _state(folder: Path, number: int = 3) -> SimpleNamespace:
    return SimpleNamespace(folder=folder, number=number)


def test_the_second_call_recalls_what_the_first_learned(tmp_path: Path, learning: list[Material]):
    material = eighty_municipalities()
    first = answer(learned_model(_state(tmp_path), material), "GM0007", "Ergens")
    again = answer(learned_model(_state(tmp_path), material), "GM0007", "Ergens")
    assert len(learning) == 1
    assert again == first
    assert [path.suffix for path in (tmp_path / FOLDER).iterdir()] == [".npz"]


@pytest.mark.parametrize("harm", ["empty", "cut", "turned", "other"])
def test_a_damaged_model_is_learned_anew(tmp_path: Path, learning: list[Material], harm: str):
    material = eighty_municipalities()
    right = learned_model(_state(tmp_path), material)
    (path,) = (tmp_path / FOLDER).iterdir()
    content = path.read_bytes()
    turned = bytearray(content)
    turned[len(turned) // 2] ^= 1
    path.write_bytes({"empty": b"", "cut": content[:-7], "turned": bytes(turned), "other": b"x" * 900}[harm])
    after = learned_model(_state(tmp_path), material)
    assert len(learning) == 2
    assert answer(after, "GM0007", "Ergens") == answer(right, "GM0007", "Ergens")
    assert path.read_bytes() == content


def test_other_figures_factors_release_or_code_have_another_model(tmp_path: Path, learning: list[Material]):
    material = eighty_municipalities()
    moved = material.value.copy()
    moved[3] += 0.1
    learned_model(_state(tmp_path), material)
    learned_model(_state(tmp_path), replace(material, value=moved))
    learned_model(_state(tmp_path, 4), material)
    assert len(learning) == 3
    assert [path.name.split("-")[0] for path in (tmp_path / FOLDER).iterdir()] == ["000004"]  # older: gone
    prints = {
        fingerprint(material, [b"a"]),
        fingerprint(material, [b"b"]),
        fingerprint(replace(material, places=material.places + 1), [b"a"]),
        fingerprint(replace(material, model=replace(material.model, id="ander")), [b"a"]),
    }
    assert len(prints) == 4


def test_what_is_kept_does_not_grow_without_end(tmp_path: Path, learning: list[Material]):
    place = tmp_path / FOLDER
    place.mkdir()
    for at in range(KEPT_OF_RELEASE + 3):
        (place / f"000003-{at:032d}.npz").write_bytes(b"old")
    learned_model(_state(tmp_path), eighty_municipalities())
    assert len(learning) == 1
    assert len(list(place.iterdir())) == KEPT_OF_RELEASE


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, learning: list[Material]):
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    for _ in range(2):
        assert learned_model(_state(tmp_path), eighty_municipalities()).quality
    assert len(learning) == 2


def test_stored_bytes_of_another_layout_are_no_model():
    material = eighty_municipalities()
    judged = _judged()
    body = stored(judged)
    whole = recalled(body, material)
    assert whole is not None
    assert np.array_equal(whole.kept.crossed, judged.kept.crossed)
    assert whole.quality == judged.quality
    assert recalled(body[:40], material) is None
