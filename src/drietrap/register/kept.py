"""What is kept to be found back faster: made anew when it is gone or damaged, and never half a file."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from drietrap.register.durable import write_file

T = TypeVar("T")
_DIGEST = hashlib.sha256().digest_size


def with_digest(content: bytes) -> bytes:
    """Return the content behind its own SHA-256."""
    return hashlib.sha256(content).digest() + content


def without_digest(content: bytes) -> bytes | None:
    """Return what ``with_digest`` was given; None when it was changed, cut off or never had a digest."""
    digest, inside = content[:_DIGEST], content[_DIGEST:]
    return inside if hashlib.sha256(inside).digest() == digest else None


def keep_file(path: Path, content: bytes) -> None:
    """Put a file in its place in one step, and make its folder; of two that do so at once the last stays.

    Raises
    ------
    OSError
        When it cannot be written; what was there stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{uuid4().hex}.new")
    try:
        write_file(fresh, content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def kept_or_made(
    path: Path,
    recall: Callable[[bytes], T | None],
    make: Callable[[], T],
    store: Callable[[T], bytes],
    tidy: Callable[[], object] = lambda: None,
) -> T:
    """Return what is kept at ``path``, or make it and keep it there.

    Keeping is a service, not a promise: in a folder that cannot be written everything is made each time.

    Parameters
    ----------
    recall
        Reads the bytes of the file; None when they are damaged, or of something else.
    make, store
        Makes it anew, and gives the bytes to keep.
    tidy
        Removes what need not stay, after something was kept.
    """
    with suppress(OSError):
        known = recall(path.read_bytes())
        if known is not None:
            return known
    made = make()
    with suppress(OSError):
        keep_file(path, store(made))
        tidy()
    return made


def keep_newest(folder: Path, pattern: str, most: int) -> None:
    """Remove all but the ``most`` newest files of a folder with such a name."""
    files = sorted(folder.glob(pattern), key=lambda one: (one.stat().st_mtime, one.name))
    for old in files[: max(len(files) - most, 0)]:
        old.unlink(missing_ok=True)


def keep_used(folder: Path, most: int) -> None:
    """Note that a folder is used, and remove the folders beside it that were not used for the longest time.

    Of the folders whose name has the same first word (up to a hyphen) ``most`` stay, this one among them.
    """
    with suppress(OSError):
        os.utime(folder)
        alike = folder.parent.glob(f"{folder.name.split('-')[0]}-*")
        others = sorted((-one.stat().st_mtime, one.name, one) for one in alike if one != folder)
        for _, _, other in others[most - 1 :]:
            shutil.rmtree(other, ignore_errors=True)
