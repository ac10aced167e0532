"""How often the split names the right cause, and how exactly, where the cause is known.

Run with ``make splitting``: 200 pairs of municipalities, drawn at random from ten fictional registers, so
that they differ by chance only; then one cause (or two at once) of 10 to 30 % is put into the second.
Writes ``docs/naslag/splitsing.md``; the outcome per seed is kept in ``out/splitsing``, so that a run that was
stopped goes on where it was. About 4 seconds of one core per seed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from bench.splitting_cases import CASES, Case
from bench.splitting_published import published_terms
from bench.splitting_world import World, world
from drietrap.catalogue.split_records import COUNTED, RECORD_CHAINS
from drietrap.differences.split.levels import Levels, levels
from drietrap.differences.split.records import Counted, counted, drawn_terms, resampled
from drietrap.differences.split.terms import terms
from drietrap.statistics.randomness import address, uniform

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(1, 201)
REGISTERS = 10
SHARE = 0.15  # of the youths of a world: a municipality of about 100,000 inhabitants
SMALLEST, LARGEST = 0.1, 0.3
DRAWS = 60
Z = 1.959964
_CHAINS = {chain.id: chain for chain in RECORD_CHAINS}


@dataclass(frozen=True)
class Trial:
    """One cause in one pair of municipalities.

    ``named`` are the terms from largest to smallest, ``sure`` those whose interval excludes zero. ``truth``
    and ``found`` are the terms that should be named, ``lower`` and ``upper`` their intervals; all in the unit
    of the figure. ``published`` is the largest term of published tables about the same.
    """

    case: str
    seed: int
    size: float
    named: tuple[str, ...]
    sure: tuple[str, ...]
    truth: tuple[float, ...]
    found: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    published: str


def one_seed(seed: int) -> list[Trial]:
    """Return what the split says about every case in one pair of municipalities."""
    return measured(world(seed % REGISTERS), seed)


def measured(held: World, seed: int, cases: Sequence[Case] = CASES) -> list[Trial]:
    """Draw two municipalities from a country and return what the split says about each case."""
    plain = held.counted(SHARE)
    drawn = uniform(seed, address("gemeente"), plain.youths.astype(np.int64))
    first = _chosen(plain, drawn < SHARE)
    samples = {
        chain.id: resampled(chain, first, draws=DRAWS, seed=seed, place=0)
        for chain in RECORD_CHAINS
        if any(case.chain == chain.id for case in cases)
    }
    return [_trial(case, seed, held.rows, plain, first, samples[case.chain]) for case in cases]


def _trial(
    case: Case, seed: int, rows: pl.DataFrame, plain: Counted, first: Counted, first_samples: Levels
) -> Trial:
    size = SMALLEST + (LARGEST - SMALLEST) * float(uniform(seed, address(case.id)))
    chain = _CHAINS[case.chain]
    changed = case.rows(rows, size, seed)
    other = replace(
        plain if changed is rows else counted(changed, {}), people=case.people(plain.people, size)
    )
    weights = SHARE * case.weights(_ages(rows, other.youths), size)
    drawn = uniform(seed, address("gemeente"), plain.youths.astype(np.int64))
    second = _chosen(other, (drawn >= SHARE) & (drawn < SHARE + weights))
    mine = _booked(second, case.booked * size)
    expected = terms(
        chain,
        levels(chain, _booked(other, case.booked * size).held(weights[None])),
        levels(chain, plain.held(np.full((1, len(plain.youths)), SHARE))),
    )
    found = terms(chain, levels(chain, mine.held()), levels(chain, first.held()))
    samples = resampled(chain, mine, draws=DRAWS, seed=seed, place=1)
    spread = drawn_terms(chain, samples, first_samples)
    values = {name: float(held.value[0]) for name, held in found.terms.items() if np.isfinite(held.value[0])}
    deviation = {name: float(np.nanstd(spread[name], ddof=1)) for name in values}
    named = sorted(values, key=lambda name: -abs(values[name]))
    return Trial(
        case=case.id,
        seed=seed,
        size=size,
        named=tuple(named),
        sure=tuple(name for name in named if abs(values[name]) > Z * deviation[name]),
        truth=tuple(float(expected.terms[name].value[0]) for name in case.terms),
        found=tuple(values.get(name, float("nan")) for name in case.terms),
        lower=tuple(values.get(name, float("nan")) - Z * deviation.get(name, 0.0) for name in case.terms),
        upper=tuple(values.get(name, float("nan")) + Z * deviation.get(name, 0.0) for name in case.terms),
        published=published_terms(
            (changed.filter(pl.col("youth").is_in(mine.youths.astype(np.int64))), mine),
            (rows.filter(pl.col("youth").is_in(first.youths.astype(np.int64))), first),
        ),
    )


def _chosen(made: Counted, mask: np.ndarray) -> Counted:
    return replace(made, youths=made.youths[mask], table=made.table[mask])


def _booked(made: Counted, more: float) -> Counted:
    return replace(made, booked=float(made.table[:, COUNTED.index("bedrag")].sum()) * (1 + more))


def _ages(rows: pl.DataFrame, youths: np.ndarray) -> pl.Series:
    known = rows.sort("youth", "record").unique("youth", keep="first", maintain_order=True)
    wanted = pl.DataFrame({"youth": youths.astype(np.int64)})
    return wanted.join(known.select("youth", "age"), on="youth", how="left", maintain_order="left")["age"]


def run(seeds: range, kept: Path, processes: int = 2) -> list[Trial]:
    """Return the outcome over all seeds, in their order; what is in ``kept`` is not made again."""
    kept.mkdir(parents=True, exist_ok=True)
    left = [seed for seed in seeds if not (kept / f"{seed}.json").is_file()]
    with ProcessPoolExecutor(processes) as pool:
        for seed, trials in zip(left, pool.map(one_seed, left), strict=True):
            (kept / f"{seed}.json").write_text(json.dumps([asdict(trial) for trial in trials]))
    return outcome(seeds, kept)


def outcome(seeds: range, kept: Path) -> list[Trial]:
    """Return what was kept of these seeds."""
    files = [kept / f"{seed}.json" for seed in seeds]
    return [
        Trial(**{key: tuple(value) if isinstance(value, list) else value for key, value in one.items()})
        for file in files
        if file.is_file()
        for one in json.loads(file.read_text())
    ]


def main(seeds: range = SEEDS) -> None:
    """Measure, and write the page."""
    from bench.splitting_page import page  # which reads this module

    trials = run(seeds, ROOT / "out" / "splitsing")
    (ROOT / "docs" / "naslag" / "splitsing.md").write_text(page(trials), encoding="utf-8")


if __name__ == "__main__":
    main(range(int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else SEEDS)
