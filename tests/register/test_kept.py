"""What is kept to be found back faster: whole or not at all, and never trusted when it was changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.register import kept
from drietrap.register.kept import (
    keep_file,
    keep_newest,
    keep_used,
    kept_or_made,
    with_digest,
    without_digest,
)


@given(st.binary(max_size=200))
def test_what_was_kept_comes_back_behind_its_sha256(content: bytes) -> None:
    held = with_digest(content)
    assert held == bytes.fromhex(hashlib.sha256(content).hexdigest()) + content
    assert without_digest(held) == content


@given(st.binary(min_size=1, max_size=60), st.data())
def test_one_other_bit_or_a_lost_end_is_seen(content: bytes, data: st.DataObject) -> None:
    held = bytearray(with_digest(content))
    cut = data.draw(st.integers(0, len(held) - 1))
    assert without_digest(bytes(held[:cut])) is None
    held[cut] ^= 1 << data.draw(st.integers(0, 7))
    assert without_digest(bytes(held)) is None


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map" / "een.npz"
    keep_file(path, b"eerst")

    def full(place: Path, content: bytes) -> None:
        place.write_bytes(content[:2])
        raise OSError("vol")

    monkeypatch.setattr(kept, "write_file", full)
    with pytest.raises(OSError, match="vol"):
        keep_file(path, b"daarna")
    assert path.read_bytes() == b"eerst"
    assert list(path.parent.iterdir()) == [path]


def test_only_the_newest_stay_and_other_names_are_left_alone(tmp_path: Path) -> None:
    for number, name in enumerate(("c.npz", "a.npz", "b.npz", "d.txt")):
        keep_file(tmp_path / name, b"")
        os.utime(tmp_path / name, (number, number))
    keep_newest(tmp_path, "*.npz", 2)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.npz", "b.npz", "d.txt"]
    keep_newest(tmp_path, "*.npz", 5)
    assert len(list(tmp_path.iterdir())) == 3


def test_folders_that_were_not_used_for_the_longest_time_are_removed(tmp_path: Path) -> None:
    folders = [tmp_path / f"trekkingen-{letter}" for letter in "abcd"]
    other = tmp_path / "iets-anders"
    for age, folder in enumerate([*folders, other]):
        folder.mkdir()
        (folder / "bestand").write_text("x")
        os.utime(folder, (1000 + age, 1000 + age))
    keep_used(folders[0], 3)
    assert {path.name for path in tmp_path.iterdir()} == {
        "trekkingen-a", "trekkingen-c", "trekkingen-d", "iets-anders",
    }  # fmt: skip
    keep_used(folders[2], 1)
    assert {path.name for path in tmp_path.iterdir()} == {"trekkingen-c", "iets-anders"}
    keep_used(tmp_path / "trekkingen-nergens", 1)
    assert folders[2].exists()


def test_what_is_kept_is_not_made_again_until_it_is_damaged(tmp_path: Path) -> None:
    path, made, tidied = tmp_path / "map" / "een", [], []

    def make() -> bytes:
        made.append(1)
        return b"inhoud"

    def asked() -> bytes:
        return kept_or_made(path, without_digest, make, with_digest, lambda: tidied.append(1))

    assert [asked(), asked()] == [b"inhoud"] * 2
    assert (len(made), len(tidied)) == (1, 1)
    path.write_bytes(path.read_bytes()[:-1])
    assert [asked(), asked()] == [b"inhoud"] * 2
    assert (len(made), len(tidied)) == (2, 2)


def test_where_nothing_can_be_kept_all_is_made(tmp_path: Path) -> None:
    (tmp_path / "geen map").write_bytes(b"")
    path = tmp_path / "geen map" / "een"
    assert kept_or_made(path, without_digest, lambda: b"inhoud", with_digest) == b"inhoud"
    assert not path.exists()
