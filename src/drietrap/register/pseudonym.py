"""Pseudonyms: a BSN becomes an HMAC-SHA-256 under the keys of a key ring, and cannot be turned back.

The ring is a chain: with keys k1, k2 the pseudonym is ``HMAC(k2, HMAC(k1, value))``. Adding a key therefore
carries every stored pseudonym over (``HMAC(k_new, stored)``) without a BSN and without breaking who is who:
no table of old and new pseudonyms exists. The price: all keys of the ring stay needed for new deliveries.
Somebody who knows only the older keys cannot make a pseudonym of today. To leave a ring altogether, deliver
everything again under a new one. Method: HMAC, RFC 2104; SHA-256, FIPS 180-4.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from drietrap.vocabulary.errors import InputError, IntegrityError

KEY_BYTES = 32
_BLOCK = hashlib.sha256().block_size
_ID_LENGTH = 16
_ID_LABEL = b"drietrap key ring"


class _Mac:
    """HMAC-SHA-256 under one key, with the two half-finished hashes kept so that many values go fast."""

    def __init__(self, key: bytes) -> None:
        block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def digest(self, value: bytes) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(value)
        outer.update(inner.digest())
        return outer.digest()


@dataclass(frozen=True)
class KeyRing:
    """The keys of an organisation, oldest first; printing it shows no key.

    ``ids`` are the fingerprints of the chain after one, two, ... keys; ``id`` is the last of them and stands
    beside everything that holds pseudonyms.
    """

    keys: tuple[bytes, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) < KEY_BYTES for key in self.keys):
            raise IntegrityError("er is geen bruikbare sleutel om BSN's te vervangen")

    @classmethod
    def for_once(cls) -> KeyRing:
        """Return a ring nobody knows, for a check that stores nothing."""
        return cls((secrets.token_bytes(KEY_BYTES),))

    @property
    def ids(self) -> tuple[str, ...]:
        """Fingerprint of the chain after each key; a fingerprint tells nothing about its keys."""
        found, sofar = [], b""
        for key in self.keys:
            sofar = hmac.digest(key, _ID_LABEL + sofar, "sha256")
            found.append(sofar.hex()[:_ID_LENGTH])
        return tuple(found)

    @property
    def id(self) -> str:
        """Fingerprint of the whole ring."""
        return self.ids[-1]

    def pseudonyms(self, values: pl.Series, about: str) -> pl.Series:
        """Return the pseudonym of every text; null stays null.

        Parameters
        ----------
        values
            Texts, such as nine digits of a BSN.
        about
            What they are (``bsn``); the same text about something else has another pseudonym.
        """
        distinct = values.unique().drop_nulls()
        macs = [_Mac(key) for key in self.keys]
        mapped = [self._chain(macs, f"{about}|{value}".encode()) for value in distinct]
        return _replaced(values, distinct, mapped)

    def carried_over(self, stored: pl.Series, key_id: str) -> pl.Series:
        """Return stored pseudonyms, made when the ring had fingerprint ``key_id``, under the whole ring.

        Raises
        ------
        InputError
            When ``key_id`` is not a fingerprint of this ring.
        """
        macs = [_Mac(key) for key in self.keys[self.position(key_id) :]]
        distinct = stored.unique().drop_nulls()
        mapped = [self._chain(macs, bytes.fromhex(value)) for value in distinct]
        return _replaced(stored, distinct, mapped)

    def position(self, key_id: str) -> int:
        """Return how many keys of the ring made ``key_id``; 0 is impossible.

        Raises
        ------
        InputError
            When ``key_id`` belongs to other keys.
        """
        if key_id not in self.ids:
            raise InputError(
                f"het register is gemaakt met een andere sleutel (kenmerk {key_id}, niet {self.id})",
                expected="dezelfde sleutels in dezelfde volgorde, met een nieuwe sleutel achteraan",
                action="gebruik de sleutel waarmee het register is gemaakt, of lever alles opnieuw aan",
            )
        return self.ids.index(key_id) + 1

    @staticmethod
    def _chain(macs: Iterable[_Mac], value: bytes) -> str:
        for mac in macs:
            value = mac.digest(value)
        return value.hex()


def _replaced(values: pl.Series, distinct: pl.Series, mapped: list[str]) -> pl.Series:
    return values.replace_strict(distinct, pl.Series(mapped, dtype=pl.String), return_dtype=pl.String)
