"""Claims: 'I am using this', which ends by itself when the process that made it dies.

A claim is a file with a lock of the operating system on it. After kill -9 the file stays but the lock is
gone, so that another process can tell what is in use from what was left behind.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

_SUFFIX = ".claim"
_PATIENCE_SECONDS = 30.0


class Claims:
    """Claims on named things, kept in one folder.

    Making and judging claims happens under one short lock, so that nothing can be judged abandoned while
    it is being claimed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def judging(self) -> Iterator[None]:
        """Keep everybody from making a claim for as long as the block runs (keep it short)."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / ".lock", timeout=_PATIENCE_SECONDS, thread_local=False):
            yield

    @contextmanager
    def judging_if_writable(self) -> Iterator[bool]:
        """Like :meth:`judging`, and True; False where nothing can be written, so nothing needs guarding."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            writable = os.access(self._folder, os.W_OK)
        except OSError as error:
            if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
                raise
            writable = False
        if not writable:
            yield False
            return
        with self.judging():
            yield True

    def take(self, thing: str) -> Claim:
        """Claim ``thing``; call only inside :meth:`judging`."""
        path = self._folder / f"{thing}-{uuid4().hex}{_SUFFIX}"
        lock = FileLock(path, thread_local=False)
        lock.acquire()
        return Claim(path, lock)

    def in_use(self) -> set[str]:
        """Return the claimed things, and forget claims of processes that died; inside :meth:`judging`."""
        used = set()
        for path in self._folder.glob(f"*{_SUFFIX}"):
            lock = FileLock(path, timeout=0, thread_local=False)
            try:
                lock.acquire()
            except Timeout:
                used.add(path.name.removesuffix(_SUFFIX).rsplit("-", 1)[0])
                continue
            lock.release()
            path.unlink(missing_ok=True)
        return used


class Claim:
    """A claim that is held until :meth:`release`."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock

    def release(self) -> None:
        """Give the claim up; twice is once."""
        if self._lock.is_locked:
            self._lock.release()
            self._path.unlink(missing_ok=True)
