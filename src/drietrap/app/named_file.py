"""Reading a small file that a person names."""

from __future__ import annotations

from pathlib import Path

from drietrap.vocabulary.errors import InputError, reason


def named_file(path: Path, expected: str, action: str, most: int | None = None) -> bytes:
    """Return the bytes of a file; ``expected`` and ``action`` are for who named one that cannot be read.

    Raises
    ------
    InputError
        When it cannot be read, or has more than ``most`` bytes.
    """
    try:
        if most is not None and path.stat().st_size > most:
            raise InputError(f"{path} is te groot", expected=f"{expected}, hoogstens {most} bytes")
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} is niet te lezen ({reason(error)})", expected=expected, action=action
        ) from error
