"""Writing that survives: on disk before it counts, and either the old or the new, never half."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from drietrap.vocabulary.errors import InputError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def sync_file(path: Path) -> None:
    """Put the content of ``path`` on the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Put the names in folder ``path`` on the disk; systems that cannot (Windows) do so by themselves."""
    if os.name != "nt":
        sync_file(path)


def write_file(path: Path, content: bytes) -> None:
    """Write a new file and put it on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Replace ``path`` at once: a reader sees the old content or the new, also after a power cut."""
    fresh = path.with_name(path.name + ".new")
    write_file(fresh, content)
    fresh.replace(path)
    sync_folder(path.parent)


def publish_folder(staged: Path, final: Path) -> None:
    """Put a filled folder in its place in one step; its files must be on the disk already."""
    sync_folder(staged)
    staged.rename(final)
    sync_folder(final.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder with all in it; no error when it is gone."""
    if os.name == "nt":  # Windows removes no read-only file; elsewhere the mode of a shared file must stay
        for file in path.glob("*"):
            with suppress(OSError):
                file.chmod(0o600)
    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def room_on_disk(place: Path) -> Iterator[None]:
    """Turn a full disk into a message a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise InputError(
            f"er is geen ruimte meer op de schijf van {place}",
            action="maak ruimte vrij en probeer het opnieuw; wat er al stond is niet veranderd",
        ) from error
