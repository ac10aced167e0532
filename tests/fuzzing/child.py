"""One reader, fuzzed in a process of its own: ``python -m tests.fuzzing.child NAME --seconds N``.

With atheris (guided by coverage, Linux only) when it is installed, else with the same mutations at random.
The process ends badly on the first input that gives anything but rows or an ``InputError``, that takes
longer than a time limit, or that makes it larger than a memory limit; the input is kept beside the report.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.fuzzing.mutation import mutate, mutate_inside

PER_INPUT = 10
"""Seconds of computing that one input may take."""
STUCK = 300
"""Seconds by the clock after which an input is taken to hang for another reason."""
MEMORY = 1_024
"""MiB that the process may grow to; one input is at most LARGEST bytes."""
LARGEST = 200_000
Mutate = Callable[[bytes, random.Random], bytes]


def peak() -> int:
    """Return the most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def at_random(test: Callable[[bytes], None], seeds: list[bytes], change: Mutate, seconds: float) -> None:
    """Try mutated seeds until the time is over."""
    chance, runs, end = random.Random(1), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        content = change(chance.choice(seeds), chance)[:LARGEST]
        Path("last-input").write_bytes(content)
        test(content)
        runs += 1
        if peak() > MEMORY:
            raise MemoryError(f"{peak()} MiB")
    print(f"Done {runs} runs at random, peak {peak()} MiB")


def guided(test: Callable[[bytes], None], folder: Path, change: Mutate, seconds: float) -> None:
    """Let atheris choose, by what new code an input reaches."""
    import atheris

    def mutator(content: bytes, size: int, seed: int) -> bytes:
        chance = random.Random(seed)
        return (change(content, chance) if chance.random() < 0.7 else atheris.Mutate(content, size))[:size]

    limits = [f"-max_total_time={int(seconds)}", f"-timeout={STUCK}", f"-rss_limit_mb={MEMORY}"]
    more = [f"-max_len={LARGEST}", "-artifact_prefix=./", "-print_final_stats=1", "-seed=1"]
    atheris.Setup([sys.argv[0], str(folder), *limits, *more], test, custom_mutator=mutator)
    atheris.Fuzz()


def within_time(test: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return ``test`` that ends with an error when one input takes too much computing."""

    def too_long(number: int, frame: object) -> None:
        raise TimeoutError(f"one input took more than {PER_INPUT} s")

    signal.signal(signal.SIGPROF, too_long)

    def timed(content: bytes) -> None:
        signal.setitimer(signal.ITIMER_PROF, PER_INPUT)
        try:
            test(content)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    return timed


def planted(fault: str) -> Callable[[bytes], None]:
    """Return a reader that is wrong in one way, to prove that the fuzzer notices."""

    def test(content: bytes) -> None:
        if fault == "crash":
            raise ValueError(len(content))
        if fault == "hang":
            while True:
                pass
        kept.append(b"x" * (300 * 2**20))

    kept: list[bytes] = []
    return test


def main() -> None:
    """Fuzz one reader."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reader")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--random", action="store_true", help="without atheris")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if asked.reader.startswith("planted-"):
        test, seeds, change = planted(asked.reader.removeprefix("planted-")), [b"x"], mutate
    else:
        test, seeds, change = _real(asked.reader, instrument=not asked.random)
    if asked.random or importlib.util.find_spec("atheris") is None:
        at_random(within_time(test), seeds, change, asked.seconds)
        return
    folder = Path("corpus")
    folder.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"seed{number}").write_bytes(seed)
    guided(within_time(test), folder, change, asked.seconds)


def _real(name: str, *, instrument: bool) -> tuple[Callable[[bytes], None], list[bytes], Mutate]:
    if instrument and importlib.util.find_spec("atheris") is not None:
        import atheris

        with atheris.instrument_imports(
            include=[
                "drietrap.sources",
                "drietrap.register.correction_file",
                "drietrap.register.record_correction_file",
            ]
        ):
            from tests.fuzzing import readers
    else:
        from tests.fuzzing import readers
    reader = next(one for one in readers.READERS if one.name == name)
    path = Path(f"invoer_2022{reader.suffix}").absolute()

    def test(content: bytes) -> None:
        path.write_bytes(content)
        readers.read_or_refuse(reader, path)

    return test, reader.seeds(), mutate_inside if reader.container else mutate


if __name__ == "__main__":
    main()
