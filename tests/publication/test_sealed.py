"""Reports of sealed results: nothing else is written; and a district stands there by its name."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from drietrap.benchmark.result import Estimate
from drietrap.differences.expected.result import Against, Expectation
from drietrap.publication.expected.words import district_row
from drietrap.publication.report.sealed import write_sealed
from drietrap.vocabulary.errors import IntegrityError


def test_only_a_sealed_result_is_written(tmp_path: Path):
    def never(_: Any) -> Any:
        raise AssertionError("a report was begun")

    bare = cast("Any", SimpleNamespace(content=SimpleNamespace(html=None)))
    with pytest.raises(IntegrityError, match="publiceerbaar"):
        write_sealed(bare, tmp_path / "uit", name=never, document=never, sheets=never)
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("name", "shown"), [("Sterrenburg", "Sterrenburg (WK050509)"), ("WK050509", "WK050509")]
)
def test_a_district_is_shown_by_name_and_code(name: str, shown: str):
    near = Estimate(11.0, 7.2, 14.8)
    one = Expectation(
        "WK050509", name, 5456.0, Estimate(11.5, 10.6, 12.3), near, near, near, Estimate(0.5, -3, 4),
        Against.AS_EXPECTED,
    )  # fmt: skip
    assert district_row(one) == (shown, "5.456", "11,0%", "7,2 tot 14,8%", "11,5%", "zoals verwacht")
