"""Running the commands of a tutorial in one shell, and comparing what they say with the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_LINEAGE = re.compile(r"\bH[A-Z2-7]{10}\b")
_END = re.compile(r"^<<(\d+)>>$")
PATIENCE = 1200.0  # seconds for a whole page


@dataclass(frozen=True)
class Step:
    """One command of a page, with the output that the page shows below it."""

    command: str
    output: str


def steps(page: str) -> list[Step]:
    """Return the commands of all console blocks, in order."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Step(command, output))
    return found


class Shell:
    """A bash session in ``folder`` that knows the ``drietrap`` beside this Python."""

    def __init__(self, folder: Path) -> None:
        self._lineages: dict[str, str] = {}
        paths = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        kept = {name: value for name, value in os.environ.items() if name != "DRIETRAP_DATA"}
        self._process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=kept | {"PATH": os.pathsep.join(paths), "COLUMNS": "200"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._watchdog = threading.Timer(PATIENCE, self._process.kill)

    def __enter__(self) -> Shell:
        self._watchdog.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._watchdog.cancel()
        self._process.kill()
        self._process.communicate()

    def run(self, command: str) -> tuple[str, int]:
        """Run one command; return what it printed and its exit code, which ``$?`` has next."""
        typed = _LINEAGE.sub(lambda found: self._lineages.get(found[0], found[0]), command)
        incoming, outgoing = self._process.stdin, self._process.stdout
        if incoming is None or outgoing is None:
            raise RuntimeError("the shell has no pipes")
        incoming.write(f"{typed}\ncode=$?; printf '\\n<<%s>>\\n' $code; (exit $code)\n")
        incoming.flush()
        lines: list[str] = []
        for line in outgoing:
            if ended := _END.match(line.rstrip("\n")):
                return "".join(lines), int(ended[1])
            lines.append(line)
        raise TimeoutError(f"the shell stopped during: {command}")

    def shows(self, wanted: str, got: str) -> bool:
        """Whether the page shows what was printed.

        White space is not counted, ``...`` stands for anything, and a lineage id on the page stands for
        the one that was printed in its place, also in the commands that follow.
        """
        names = _LINEAGE.findall(wanted)
        words = [re.escape(word) if word != "..." else ".*?" for word in wanted.split()]
        pattern = _LINEAGE.sub("(H[A-Z2-7]{10})", r"\s*".join(words))
        matched = re.fullmatch(rf"\s*{pattern}\s*", got, flags=re.DOTALL)
        if matched:
            self._lineages |= dict(zip(names, matched.groups(), strict=True))
        return matched is not None
