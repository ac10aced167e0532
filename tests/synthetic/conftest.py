"""One fictional country for all tests of this room, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from drietrap.synthetic.country import Country, build
from drietrap.synthetic.files import write_country

SEED = 2022


@pytest.fixture(scope="session")
def country() -> Country:
    return build(SEED)


@pytest.fixture(scope="session")
def folder(country: Country, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fictief")
    write_country(country, place)
    return place
