"""Pseudonyms against the standard library, published HMAC vectors, and keys that must be refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as stdnum_bsn

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.columns import BsnKind
from drietrap.register import keys
from drietrap.register.elements import bsn_digits, bsn_kinds
from drietrap.register.pseudonym import KeyRing, _Mac
from drietrap.vocabulary.errors import InputError, IntegrityError

K1, K2, K3 = (secrets.token_bytes(32) for _ in range(3))


def test_hmac_gives_the_published_outcome() -> None:
    # RFC 4231, test cases 1 and 6 (a key longer than the block)
    assert _Mac(b"\x0b" * 20).digest(b"Hi There").hex() == (
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    )
    long = _Mac(b"\xaa" * 131).digest(b"Test Using Larger Than Block-Size Key - Hash Key First")
    assert long.hex() == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"


def test_a_pseudonym_is_the_hmac_of_the_standard_library() -> None:
    values = pl.Series("bsn", ["111222333", None, "123456782", "111222333"])
    found = KeyRing((K1,)).pseudonyms(values, "bsn")
    wanted = [hmac.new(K1, f"bsn|{v}".encode(), hashlib.sha256).hexdigest() if v else None for v in values]
    assert found.to_list() == wanted
    assert found.name == "bsn"
    assert KeyRing((K1,)).pseudonyms(values, "traject").to_list() != wanted


def test_an_added_key_carries_over_what_was_stored() -> None:
    values = pl.Series("bsn", ["111222333", None, "123456782"])
    rings = [KeyRing((K1,)), KeyRing((K1, K2)), KeyRing((K1, K2, K3))]
    for old in rings:
        for new in rings[len(old.keys) - 1 :]:
            stored = old.pseudonyms(values, "bsn")
            assert new.carried_over(stored, old.id).equals(new.pseudonyms(values, "bsn"))
    assert len({ring.id for ring in rings}) == 3
    with pytest.raises(InputError, match="andere sleutel"):
        KeyRing((K2,)).carried_over(values, rings[0].id)
    with pytest.raises(InputError, match="andere sleutel"):
        KeyRing((K2, K1)).position(rings[1].id)


def test_a_ring_shows_no_key() -> None:
    ring = KeyRing((K1, K2))
    shown = repr(ring) + str(ring) + ring.id + "".join(ring.ids)
    assert K1.hex() not in shown and repr(K1) not in shown
    with pytest.raises(IntegrityError):
        KeyRing(())
    with pytest.raises(IntegrityError):
        KeyRing((K1[:31],))
    assert KeyRing.for_once().id != KeyRing.for_once().id


@pytest.mark.parametrize("version", ["2.0", "7"])
def test_the_kind_of_a_bsn(version: str) -> None:
    unknown, unborn = ("000000000", "999999999") if version == "2.0" else ("999999999", "000000000")
    given_texts = [
        None,
        "",
        " ",
        unknown,
        unborn,
        "111222333",
        "111.222.333",
        "12345672",
        "111222334",
        "12A",
        "1" * 10,
    ]
    digits = bsn_digits(pl.Series("bsn", given_texts))
    assert bsn_kinds(digits, VERSIONS[version]).to_list() == [
        BsnKind.EMPTY,
        BsnKind.EMPTY,
        BsnKind.EMPTY,
        BsnKind.UNKNOWN,
        BsnKind.UNBORN,
        BsnKind.GOOD,
        BsnKind.GOOD,
        BsnKind.GOOD,
        BsnKind.CHECK,
        BsnKind.SHAPE,
        BsnKind.SHAPE,
    ]
    assert digits[7] == "012345672"


@given(st.lists(st.integers(1, 999_999_998), min_size=1, max_size=50))
def test_the_elfproef_is_that_of_python_stdnum(numbers: list[int]) -> None:
    found = bsn_kinds(bsn_digits(pl.Series([str(number) for number in numbers])), VERSIONS["7"])
    assert [kind == BsnKind.GOOD for kind in found] == [
        stdnum_bsn.is_valid(f"{number:09d}") for number in numbers
    ]


GOOD = hashlib.sha256(b"a key for tests, the same in every process").digest()


@pytest.mark.parametrize(
    "text", [GOOD.hex(), base64.b64encode(GOOD).decode(), f"# mijn sleutel\n {GOOD.hex()} \n"]
)
def test_a_good_key_is_read(text: str) -> None:
    assert keys.load({"DRIETRAP_SLEUTEL": text}).keys == (GOOD,)


def test_keys_stand_in_order_oldest_first(tmp_path: Path) -> None:
    file = tmp_path / "sleutels"
    file.write_text(f"{K1.hex()}\n{K2.hex()}  # sinds 2023\n")
    assert keys.load({"DRIETRAP_SLEUTEL_BESTAND": str(file)}).keys == (K1, K2)


BAD = {
    "": "geen sleutel",
    "geheim": "niet hexadecimaal en geen base64",
    GOOD[:31].hex(): "te kort",
    "00" * 32: "voorspelbaar",
    bytes(range(32)).hex(): "voorspelbaar",
    (b"geheim12" * 4).hex(): "voorspelbaar",
    base64.b64encode(b"a" * 33).decode(): "voorspelbaar",
    f"{GOOD.hex()} {GOOD.hex()}": "twee keer",
    "# alleen uitleg": "leeg",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_key_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(InputError, match=BAD[text]) as caught:
        keys.load({"DRIETRAP_SLEUTEL": text})
    assert not text or text not in str(caught.value)


def test_random_keys_are_never_called_predictable() -> None:
    for number in range(3000):
        assert keys.ring(hashlib.sha256(str(number).encode()).hexdigest()).keys


def test_a_key_in_two_places_or_in_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="twee sleutels"):
        keys.load({"DRIETRAP_SLEUTEL": GOOD.hex(), "DRIETRAP_SLEUTEL_BESTAND": "x"})
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        keys.load({"DRIETRAP_SLEUTEL_BESTAND": str(tmp_path / "weg")})
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        keys.load({"DRIETRAP_SLEUTEL_BESTAND": str(tmp_path)})


@pytest.mark.parametrize("mark", [".git", "pyproject.toml"])
def test_a_key_in_a_repository_is_refused_also_behind_a_link(tmp_path: Path, mark: str) -> None:
    checkout = tmp_path / "project"
    (checkout / "deep").mkdir(parents=True)
    (checkout / mark).mkdir()
    inside, outside, link = checkout / "deep" / "sleutel", tmp_path / "sleutel", tmp_path / "verwijzing"
    inside.write_text(GOOD.hex())
    outside.write_text(GOOD.hex())
    link.symlink_to(inside)
    for refused in (inside, link):
        with pytest.raises(InputError, match="project dat met anderen wordt gedeeld"):
            keys.load({"DRIETRAP_SLEUTEL_BESTAND": str(refused)})
    assert keys.load({"DRIETRAP_SLEUTEL_BESTAND": str(outside)}).keys == (GOOD,)
    with pytest.raises(InputError, match="naast de gegevens"):
        keys.load({"DRIETRAP_SLEUTEL_BESTAND": str(outside)}, data=tmp_path)
