"""Fuzz every reader for some seconds each, in processes of their own: ``make fuzz``.

Ends with 1 when a reader crashed, hung or grew too large; its input then stays in ``out/fuzz/READER``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_GRACE = 120  # seconds on top for starting, and for the last input


@dataclass(frozen=True)
class Verdict:
    """What came of one reader: good or not, how many inputs, and the end of what was printed."""

    reader: str
    good: bool
    runs: int
    told: str


def fuzz(reader: str, seconds: float, folder: Path, *more: str) -> Verdict:
    """Fuzz ``reader`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    threads = {"POLARS_MAX_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.fuzzing.child", reader, "--seconds", str(seconds), *more]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **threads},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict(reader, False, 0, "did not end")
    told = done.stdout + done.stderr
    runs = re.search(r"Done (\d+) runs", told)
    good = done.returncode == 0 and runs is not None
    (folder / "report.txt").write_text(told, encoding="utf-8")
    return Verdict(reader, good, int(runs[1]) if runs else 0, told[-4_000:])


def main() -> int:
    """Fuzz all readers, or those that are named."""
    from tests.fuzzing.readers import READERS

    names = [reader.name for reader in READERS]
    parser = argparse.ArgumentParser()
    parser.add_argument("readers", nargs="*", choices=[*names, []], default=[])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--random", action="store_true", help="without atheris")
    asked = parser.parse_args()
    more = ["--random"] if asked.random else []
    out = ROOT / "out" / "fuzz"
    bad = 0
    with ThreadPoolExecutor(asked.processes) as pool:
        tasks = [pool.submit(fuzz, one, asked.seconds, out / one, *more) for one in asked.readers or names]
        for task in tasks:
            verdict = task.result()
            print(
                f"{verdict.reader:<14}{'good' if verdict.good else 'BAD':<6}{verdict.runs:>9,} inputs",
                flush=True,
            )
            if not verdict.good:
                print(verdict.told)
                bad += 1
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
