"""Addressed randomness: a draw is a function of a seed and an address, never taken from a stream.

The same (seed, address) gives the same number on every machine, in any order, chunk or thread. An address
is a handful of whole numbers, such as (decision, person, month); :func:`address` turns the name of a
decision into one of them. Underneath is Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror &
Shaw 2011, *Parallel random numbers: as easy as 1, 2, 3*, SC'11).
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from drietrap.statistics.inputs import FloatArray

_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_KEY_STEPS = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
_ROUNDS = 10
_WORD = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_SEEDING_KEY = np.array([0x64726965, 0x74726170], dtype=np.uint32)
_BITS = np.uint64(12)
_STEP = 2.0**-52


def philox(counter: NDArray[np.uint32], key: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the Philox4x32-10 block of each counter, with the constants of Salmon et al. (2011).

    Parameters
    ----------
    counter
        Four 32-bit words in the last axis, shape (..., 4).
    key
        Two 32-bit words in the last axis, shape (2,) or broadcastable to (..., 2).

    Returns
    -------
    Four random 32-bit words per counter, shape (..., 4).
    """
    c0, c1, c2, c3 = (counter[..., word].astype(np.uint64) for word in range(4))
    k0, k1 = key[..., 0].astype(np.uint64), key[..., 1].astype(np.uint64)
    for _ in range(_ROUNDS):
        first, second = c0 * _MULTIPLIERS[0], c2 * _MULTIPLIERS[1]
        c0, c1, c2, c3 = (
            (second >> _HALF) ^ c1 ^ k0,
            second & _WORD,
            (first >> _HALF) ^ c3 ^ k1,
            first & _WORD,
        )
        k0, k1 = (k0 + _KEY_STEPS[0]) & _WORD, (k1 + _KEY_STEPS[1]) & _WORD
    return np.stack(np.broadcast_arrays(c0, c1, c2, c3), axis=-1).astype(np.uint32)


def address(text: str) -> int:
    """Return a stable whole number (63 bits of SHA-256 over UTF-8) for the name of a decision.

    >>> address("instroom") == address("instroom") != address("uitstroom")
    True
    """
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def uniform(seed: int, *parts: ArrayLike) -> FloatArray:
    """Return one draw per address, uniform and strictly between 0 and 1, in steps of 2**-52.

    Parameters
    ----------
    seed
        Whole number from 0 up to 2**64.
    *parts
        The address: whole numbers or integer arrays (64 bits), of any broadcastable shapes. The number
        of parts counts: (1,) and (1, 0) are different addresses.

    Returns
    -------
    Draws in the broadcast shape.

    Raises
    ------
    ValueError
        When the seed is out of range.
    TypeError
        When a part of the address is not a whole number.
    """
    words = _block(seed, [_whole(part) for part in parts])
    bits = (words[..., 0].astype(np.uint64) << _HALF) | words[..., 1].astype(np.uint64)
    return ((bits >> _BITS).astype(np.float64) + 0.5) * _STEP


def normal(seed: int, *parts: ArrayLike) -> FloatArray:
    """Return one standard normal draw per address: the inverse normal of :func:`uniform`.

    The draw behind it is the same on every machine; the inverse uses the logarithm of the machine's own
    mathematics library, so the last bit of the result may differ between systems.
    """
    draws: FloatArray = special.ndtri(uniform(seed, *parts))
    return draws


def _whole(part: ArrayLike) -> NDArray[np.uint64]:
    array = np.asarray(part)
    if array.dtype.kind not in "iu":
        raise TypeError(f"an address is made of whole numbers, not {array.dtype}")
    return array.astype(np.uint64)


def _block(seed: int, parts: list[NDArray[np.uint64]]) -> NDArray[np.uint32]:
    """Absorb the address two parts at a time; the key depends on the seed and the number of parts."""
    if not 0 <= seed < 2**64:
        raise ValueError("a seed is a whole number from 0 up to 2**64")
    start = np.array([seed & 0xFFFFFFFF, seed >> 32, len(parts), 0], dtype=np.uint32)
    key = philox(start, _SEEDING_KEY)[:2]
    zero = np.zeros((), dtype=np.uint64)
    padded = [*parts, zero] if len(parts) % 2 else (parts or [zero, zero])
    arrays = np.broadcast_arrays(*padded)
    state = np.zeros((*arrays[0].shape, 4), dtype=np.uint32)
    for one, other in zip(arrays[::2], arrays[1::2], strict=True):
        halves = (one & _WORD, one >> _HALF, other & _WORD, other >> _HALF)
        mixed = np.bitwise_xor(state, np.stack(halves, axis=-1).astype(np.uint32))
        state = philox(mixed, key)
    return state
