"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder with the real published tables beside the checkout; skips the test when it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("left out: the real published files (../shared/data) are not beside this checkout")
    return SHARED / "data"


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """Folder with the reference facts beside the checkout; skips the test when it is absent."""
    if not (SHARED / "reference").is_dir():
        pytest.skip("left out: the reference facts (../shared/reference) are not beside this checkout")
    return SHARED / "reference"
