"""A process to be killed: forks workers that store and write until somebody ends them.

Started as a script by the fault tests. It imports everything once and forks per command, so that fifty kills
take seconds. Commands come as JSON lines: ``{"work", "root", "die_at", "limit"}``; the answer is the pid, and
after the worker has ended its exit status.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from drietrap.register.snapshots import Details, SnapshotStore
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import InputError

REFUSED = 7
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.truncate"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def tables(number: int) -> dict[str, pl.DataFrame]:
    """What release ``number`` holds: both tables tell their release in every row."""
    return {
        "first": pl.DataFrame({"i": range(200), "release": [number] * 200}),
        "second": pl.DataFrame({"i": range(number + 1), "release": [number] * (number + 1)}),
    }


def content(number: int) -> bytes:
    """The bytes of delivery ``number``."""
    return (f"delivery {number};" * 5000).encode()


def write_release(root: Path) -> None:
    warehouse = Warehouse(root / "warehouse", patience=0.2)
    number = (warehouse.current or 0) + 1
    with warehouse.writing() as release:
        for name, frame in tables(number).items():
            release.put(name, frame, key=["i"])


def store_file(root: Path) -> None:
    store = SnapshotStore(root / "raw")
    number = len(store.list())
    with store.staging(content(number), f"{number}.csv") as staged:
        store.keep(staged, Details(tables=("T",), publisher=str(number)))


WORK = {"release": write_release, "store": store_file}


def die_at(count: int) -> None:
    """End this process the hard way just before the ``count``-th change it makes on the disk."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if writes or event in CHANGES:
            seen += 1
            if seen == count:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def work(command: dict[str, object], kinds: Mapping[str, Callable[[Path], None]]) -> int:
    root = Path(str(command["root"]))
    if command.get("limit") is not None:
        limit = int(str(command["limit"]))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if command.get("die_at") is not None:
        die_at(int(str(command["die_at"])))
    try:
        for _ in range(int(str(command["times"]))):
            kinds[str(command.get("work", "only"))](root)
    except InputError as error:
        return REFUSED if error.problem else 1
    return 0


def serve(kinds: Mapping[str, Callable[[Path], None]]) -> None:
    """Fork a worker for every command; each does one of ``kinds``, or the kind called "only"."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                status = work(json.loads(line), kinds)
            finally:
                os._exit(status)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve(WORK)
