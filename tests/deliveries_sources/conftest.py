"""What these tests write is input: the readers that they are about write nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.privacy.registry import exempt


@pytest.fixture(autouse=True)
def deliveries_only(tmp_path: Path) -> None:
    """Mark the folder of the test as holding input deliveries only."""
    exempt(tmp_path)
