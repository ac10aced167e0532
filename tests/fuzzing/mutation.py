"""How good bytes are made bad: the one place, for Hypothesis and for the fuzzers alike."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st

PIECES = (
    *(
        b'"',
        b";",
        b",",
        b"\t",
        b"\n",
        b"\r",
        b"\xff",
        b"\x00",
        b" ",
        b"=",
        b"#",
        b"[",
        b"}",
        b"{}",
        b"<",
        b"&",
    ),
    *(b"9" * 60, b"9" * 400, b"-1", b"1e9", b"1e999", b"31012020", b"\xc2\xa9", b"\xef\xbb\xbf", b"PK"),
)
"""What breaks readers: marks, numbers that are too long, parts of other formats."""
MOST_REPLACED = 40
Edit = tuple[int, int, bytes]
"""Where from and how many bytes are replaced, and by what."""


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Return ``content`` after ``edits``, one after the other; places wrap around.

    >>> edited(b"abcdef", [(1, 2, b"XYZ")])
    b'aXYZdef'
    """
    for place, length, piece in edits:
        start = place % (len(content) + 1)
        content = content[:start] + piece + content[start + length :]
    return content


@st.composite
def mutated(draw: st.DrawFn, content: bytes, most: int = 4) -> bytes:
    """Draw ``content`` with one to ``most`` edits."""
    edit = st.tuples(
        st.integers(0, len(content)),
        st.integers(0, MOST_REPLACED),
        st.sampled_from(PIECES) | st.binary(max_size=8),
    )
    return edited(content, draw(st.lists(edit, min_size=1, max_size=most)))


def mutate(content: bytes, chance: random.Random, most: int = 4) -> bytes:
    """Return ``content`` with one to ``most`` edits drawn by ``chance``."""
    edits = []
    for _ in range(chance.randint(1, most)):
        piece = chance.choice(PIECES) if chance.random() < 0.6 else chance.randbytes(chance.randint(0, 8))
        edits.append((chance.randrange(len(content) + 1), chance.randint(0, MOST_REPLACED), piece))
    return edited(content, edits)


def mutate_inside(content: bytes, chance: random.Random) -> bytes:
    """Return a zip container with one of its parts mutated; what is no container is mutated as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except Exception:
        return mutate(content, chance)
    names = sorted(name for name in parts if "docProps" not in name and "theme" not in name)
    if not names or chance.random() < 0.2:
        return mutate(content, chance)
    chosen = chance.choice(names)
    parts[chosen] = mutate(parts[chosen], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name, inside in parts.items():
            new.writestr(name, inside)
    return stream.getvalue()
