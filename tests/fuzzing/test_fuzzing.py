"""The fuzzers begin with good files, find what is planted, and know every reader."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzzing.mutation import mutate, mutate_inside
from tests.fuzzing.readers import READERS, SECRETS, Reader, read_or_refuse
from tests.fuzzing.run import fuzz
from tests.privacy.registry import exempt

INPUTS = 25


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_good_files_are_read_and_bad_ones_refused(reader: Reader, tmp_path: Path) -> None:
    path = exempt(tmp_path / f"invoer_2022{reader.suffix}")
    seeds = reader.seeds()
    for seed in seeds:
        path.write_bytes(seed)
        assert read_or_refuse(reader, path)
    chance = random.Random(reader.name)
    change = mutate_inside if reader.container else mutate
    for _ in range(INPUTS):
        path.write_bytes(change(chance.choice(seeds), chance))
        read_or_refuse(reader, path)


@pytest.mark.parametrize("fault", ["crash", "memory"])
def test_what_is_planted_is_found(fault: str, tmp_path: Path) -> None:
    verdict = fuzz(f"planted-{fault}", 30, tmp_path, "--random")
    assert not verdict.good
    assert {"crash": "ValueError", "memory": "MemoryError"}[fault] in verdict.told


@pytest.mark.long
def test_a_reader_that_hangs_is_found(tmp_path: Path) -> None:
    verdict = fuzz("planted-hang", 3, tmp_path, "--random")
    assert not verdict.good
    assert "TimeoutError" in verdict.told


def test_an_error_that_tells_a_secret_is_found(tmp_path: Path) -> None:
    def tell(path: Path) -> object:
        raise ValueError(f"regel 3: {min(SECRETS)}")

    from drietrap.vocabulary.errors import InputError

    def refuse(path: Path) -> object:
        try:
            return tell(path)
        except ValueError as error:
            raise InputError("de regel klopt niet") from error

    with pytest.raises(AssertionError, match="value of a person"):
        read_or_refuse(Reader("x", ".txt", list, refuse), tmp_path)
