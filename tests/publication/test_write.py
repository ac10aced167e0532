"""Writing a report: all of it or none of it, and only of what was published."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from dossier_example import example

from drietrap.publication.disclosure import publish
from drietrap.publication.dossier import Dossier, Headlines
from drietrap.publication.report import write_report
from drietrap.vocabulary.errors import InputError, IntegrityError, NoDataError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_three_files_the_same_each_time(dossier: Dossier, tmp_path: Path) -> None:
    sealed = publish(dossier, True)
    first = write_report(sealed, tmp_path / "a" / "b")
    began = time.perf_counter()
    second = write_report(sealed, tmp_path / "c")
    print(f"one full report, engine started: {time.perf_counter() - began:.2f} s")
    assert names(tmp_path / "c") == ["jeugdhulp-waterdonk-2022" + e for e in (".html", ".pdf", ".xlsx")]
    for one, other in zip(dataclasses.astuple(first), dataclasses.astuple(second), strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_an_unpublished_dossier_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        write_report(dossier, tmp_path)  # type: ignore[arg-type]
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_a_users_error(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("x")
    with pytest.raises(InputError, match="kan niet worden geschreven"):
        write_report(publish(dossier, True), tmp_path / "uit")


@pytest.mark.parametrize("earlier", [False, True])
def test_a_failure_half_way_leaves_the_folder_as_it_was(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    if earlier:
        for ending in ("html", "pdf", "xlsx"):
            (tmp_path / f"jeugdhulp-waterdonk-2022.{ending}").write_text(f"earlier {ending}")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".xlsx"):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(InputError):
        write_report(publish(dossier, True), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_name_is_never_a_path(tmp_path: Path) -> None:
    made = write_report(publish(example(name="../../'s-Gravenhage\x00/é"), True), tmp_path)
    assert made.html.name == "jeugdhulp-s-gravenhage-e-2022.html"
    assert made.html.parent == tmp_path


def test_nothing_to_compare_is_said_clearly(dossier: Dossier, tmp_path: Path) -> None:
    empty = dataclasses.replace(dossier, definitions={}, comparisons=(), headlines=Headlines("niets"))
    with pytest.raises(NoDataError, match="geen cijfers"):
        write_report(publish(empty, True), tmp_path)


def test_a_bare_dossier_still_makes_a_report(dossier: Dossier, tmp_path: Path) -> None:
    bare = dataclasses.replace(
        dossier,
        headlines=Headlines("pct_jeugdhulp"),
        neighbours=(),
        peers={},
        trends=(),
        breakdowns=(),
        allocations=(),
        allocation_changes=(),
        findings=(),
        sources=(),
        lineage=(),
        shapes={},
        assumptions=(),
        redistribution=(),
    )
    text = write_report(publish(bare, True), tmp_path).html.read_text()
    assert "Er is geen kaart" in text
