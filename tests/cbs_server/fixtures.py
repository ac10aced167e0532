"""Fixtures of the fake CBS service; import them in a conftest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stamina

from tests.cbs_server.server import FakeCbs
from tests.cbs_server.tables import indicators_table


@pytest.fixture
def no_pauses() -> Iterator[None]:
    """Attempts follow each other at once; their number stays as the product has it."""
    with stamina.set_testing(True, attempts=4, cap=True):
        yield


@pytest.fixture
def fake_cbs(no_pauses: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCbs]:
    """A running service with table 85098NED of three municipalities and two years."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with FakeCbs([indicators_table()]) as cbs:
        yield cbs
