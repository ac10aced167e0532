"""Whatever the bytes: rows or one InputError; no message, log or print holds a value of a person."""

from __future__ import annotations

import io
import logging
import traceback
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.registrations import read_district_team
from drietrap.vocabulary.errors import InputError
from tests.fuzzing.mutation import mutated
from tests.fuzzing.readers import SECRETS, bytes_of

from .records import KINDS_AND_VERSIONS

in_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80
)


def say_nothing(text: str) -> None:
    assert not [secret for secret in SECRETS if secret in text]


def read_or_refuse(path: Path, **claims: str) -> None:
    for read in (lambda: read_delivery(path, **claims), lambda: read_district_team(path)):  # type: ignore[arg-type]
        try:
            assert read().frame.height
        except InputError as error:
            assert error.problem
            say_nothing("".join(traceback.format_exception(error)))


@in_one_folder
@given(
    st.binary(max_size=400), st.sampled_from(["", "#beleidsinformatie ", "\xd0\xcf\x11\xe0", "PK\x03\x04"])
)
def test_arbitrary_bytes(tmp_path: Path, content: bytes, head: str) -> None:
    path = tmp_path / "levering"
    path.write_bytes(head.encode("latin-1") + content)
    read_or_refuse(path)


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".xls"])
@in_one_folder
@given(st.data())
def test_mutated_deliveries(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], suffix: str, data
) -> None:
    kind, version = data.draw(st.sampled_from(KINDS_AND_VERSIONS))
    path = tmp_path / f"levering{suffix}"
    path.write_bytes(data.draw(mutated(bytes_of(kind, version, suffix))))
    with caplog.at_level(logging.DEBUG):
        read_or_refuse(path, version=version)
        read_or_refuse(path)
    say_nothing("".join(capfd.readouterr()) + caplog.text)


@in_one_folder
@given(st.data())
def test_mutated_parts_of_an_xlsx(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    kind, version = data.draw(st.sampled_from(KINDS_AND_VERSIONS))
    content = bytes_of(kind, version, ".xlsx")
    path = tmp_path / "levering.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        parts = [part for part in old.namelist() if "docProps" not in part and "theme" not in part]
        chosen = data.draw(st.sampled_from(parts))
        for part in old.namelist():
            inside = old.read(part)
            new.writestr(part, data.draw(mutated(inside)) if part == chosen else inside)
    read_or_refuse(path, version=version)
    say_nothing("".join(capfd.readouterr()))


@in_one_folder
@given(st.data())
def test_a_mutated_container(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "levering.xlsx"
    path.write_bytes(data.draw(mutated(bytes_of("jeugdhulp", "7", ".xlsx"))))
    read_or_refuse(path, version="7")


def test_the_fuzzer_begins_with_good_files(tmp_path: Path) -> None:
    for suffix in (".txt", ".csv", ".xls", ".xlsx"):
        path = tmp_path / f"levering{suffix}"
        path.write_bytes(bytes_of("jeugdhulp", "7", suffix))
        assert read_delivery(path, version="7").frame.height == 6


def test_the_search_for_secrets_finds_one() -> None:
    with pytest.raises(AssertionError):
        say_nothing(f"regel 3: {next(iter(SECRETS))}")
