"""Fixtures for all tests, and how Hypothesis and long runs behave."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.privacy.plugin", "tests.chromium"]
SHARED = Path(__file__).resolve().parents[2] / "shared"

# Time is never a reason to fail. A landing repeats the same examples; elsewhere every run tries new ones.
_CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("here", **_CALM)
settings.register_profile("landing", derandomize=True, **_CALM)
settings.register_profile("long", max_examples=2_000, **_CALM)
settings.load_profile(
    "long" if os.environ.get("DRIETRAP_LONG") else "landing" if os.environ.get("CI") else "here"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave long runs out unless they are asked for."""
    if os.environ.get("DRIETRAP_LONG"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="left out: a long run, only with DRIETRAP_LONG=1"))


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
