"""Observations of the real files, read and given meaning as the product does."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue import nader_onderzoek_2015 as study
from drietrap.catalogue.published import TABLES
from drietrap.register.areas import AreaRegister
from drietrap.register.contract import check
from drietrap.sources.files import read_file
from drietrap.sources.raw import RawCells

SNAPSHOT = "0123456789abcdef"


@pytest.fixture(scope="session")
def areas() -> AreaRegister:
    return AreaRegister.official()


def read(path: Path, areas: AreaRegister, year: int | None = None) -> pl.DataFrame:
    """The observations of one delivered file; the excerpts without a period get ``year``."""
    return pl.concat(
        check(TABLES[raw.table], raw.frame, SNAPSHOT, areas, decimal=raw.decimal).observations
        for raw in read_file(path, year=year)
        if isinstance(raw, RawCells)
    )


@pytest.fixture(scope="session")
def study_2015(areas: AreaRegister) -> pl.DataFrame:
    return check(TABLES[study.TABLE], study.cells(), SNAPSHOT, areas).observations


@pytest.fixture(scope="session")
def iv3(shared_data: Path, areas: AreaRegister) -> pl.DataFrame:
    return read(shared_data / "iv3" / "iv3_jeugd_taakvelden_2023_2024.csv", areas)


@pytest.fixture(scope="session")
def almere(shared_data: Path, areas: AreaRegister) -> pl.DataFrame:
    return read(shared_data / "cbs" / "almere_kerncijfers_2018_2021.csv", areas)


@pytest.fixture(scope="session")
def natura(shared_data: Path, areas: AreaRegister) -> pl.DataFrame:
    return pl.concat(read(path, areas) for path in sorted((shared_data / "cbs").glob("85075NED*.csv")))


@pytest.fixture(scope="session")
def indicators(shared_data: Path, areas: AreaRegister) -> pl.DataFrame:
    return pl.concat(read(path, areas) for path in sorted((shared_data / "cbs").glob("85098NED*.csv")))


@pytest.fixture(scope="session")
def national(shared_data: Path, areas: AreaRegister) -> pl.DataFrame:
    return pl.concat(read(path, areas) for path in sorted((shared_data / "landelijk").glob("*.csv")))
