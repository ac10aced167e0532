"""One small fictional country and its register for all tests of this folder."""

from __future__ import annotations

import pytest

from drietrap.synthetic.country import Country, build
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.model import SyntheticRegister

SEED = 5


@pytest.fixture(scope="session")
def country() -> Country:
    return build(2022, 30)


@pytest.fixture(scope="session")
def register(country: Country) -> SyntheticRegister:
    return build_register(country, seed=SEED)
