"""How often the split names the right cause, and how exactly, where the cause is known.

Run with ``make splitting``: 200 pairs of municipalities, drawn at random from ten fictional registers, so
that they differ by chance only; then one cause (or two at once) of 10 to 30 % is put into the second.
Writes ``docs/naslag/splitsing.md``; the outcome per seed is kept in ``out/splitsing``, so that a run that was
stopped goes on where it was. About 4 seconds of one core per seed.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from bench.splitting_cases import CASES, Case
from bench.splitting_published import published_terms
from drietrap.catalogue.split_quantities import AGES
from drietrap.catalogue.split_records import COUNTED, RECORD_CHAINS
from drietrap.differences.split.levels import Levels, levels
from drietrap.differences.split.records import Counted, counted, drawn_terms, resampled
from drietrap.differences.split.terms import terms
from drietrap.statistics.randomness import address, normal, uniform
from drietrap.synthetic.country import build
from drietrap.synthetic.register.assumptions import AGE_HIGH, CENTS_PER_DAY, COST_SPREAD, FORMS
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.model import JEUGDHULP

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(1, 201)
MUNICIPALITIES, REGISTERS = 30, 10
POOL = 0.4  # of the youths of a country: enough to draw from
YEAR = 2023
SHARE = 0.15  # of that: a municipality of about 100,000 inhabitants
SMALLEST, LARGEST = 0.1, 0.3
DRAWS = 60
_PRICES = 0.1  # how far prices of the same kind of help lie apart (sd of the logarithm)
Z = 1.959964
_FIRST, _LAST = pl.date(YEAR, 1, 1), pl.date(YEAR, 12, 31)
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


def world(seed: int) -> tuple[pl.DataFrame, dict[str, float]]:
    """Return trajectories of a year with amounts, of a share of a fictional country, and its inhabitants."""
    country = build(1 + seed, MUNICIPALITIES)
    register = build_register(country, years=range(YEAR - 1, YEAR + 1), seed=seed)
    rows = register.of_kind(JEUGDHULP).join(register.persons.select("person", "born"), on="person")
    rows = rows.filter(
        (pl.col("started") <= _LAST) & (pl.col("ended").is_null() | (pl.col("ended") >= _FIRST))
    )
    until = pl.min_horizontal(pl.col("ended").fill_null(_LAST), _LAST)
    age = pl.col("born").dt.year().sub(YEAR).neg().clip(0, AGE_HIGH[-1])
    keys = pl.Series([*AGES, *[list(AGES)[-1]]])
    group = pl.sum_horizontal([(age > high).cast(pl.Int32) for high in AGE_HIGH])
    days = (until - pl.max_horizontal("started", _FIRST)).dt.total_days() + 1
    per_day = {form: cents / 100 for form, cents in zip(FORMS, CENTS_PER_DAY, strict=True)}
    heaviness = np.exp(
        COST_SPREAD * normal(seed, address("zwaarte"), rows["record"].to_numpy().astype(np.int64))
    )
    made = rows.with_columns(days=days.cast(pl.Float64), place=group).with_columns(
        units=pl.col("days") * pl.Series(heaviness), age=keys.gather(rows.select(group).to_series())
    )
    noise = np.exp(_PRICES * normal(seed, address("prijs"), made["record"].to_numpy().astype(np.int64)))
    price = pl.col("form").replace_strict(per_day, return_dtype=pl.Float64) * pl.Series(noise)
    chosen = made.with_columns(euros=pl.col("units") * price, delivered=pl.lit(value=True)).select(
        pl.col("person").cast(pl.Int64).alias("youth"),
        pl.col("record").cast(pl.Int64),
        *("age", "provider", "form", "referrer", "started", "ended", "days", "units", "euros", "delivered"),
    )
    year = country.districts.filter(pl.col("year") == YEAR)
    people = {age: POOL * float(year[f"inwoners_{age}"].sum()) for age in AGES}
    kept = uniform(seed, address("deel"), chosen["youth"].to_numpy()) < POOL
    return chosen.filter(pl.Series(kept)).sort("record"), people


def one_seed(seed: int) -> list[Trial]:
    """Return what the split says about every case in one country."""
    return [_trial(case, seed) for case in CASES]


@cache
def _plain(register: int) -> tuple[pl.DataFrame, Counted]:
    rows, people = world(register)
    return rows, counted(rows, {age: number * SHARE for age, number in people.items()})


@cache
def _first(seed: int) -> Counted:
    """Return the first municipality: a share of the youths, drawn at random."""
    plain = _plain(seed % REGISTERS)[1]
    return _chosen(plain, uniform(seed, address("gemeente"), plain.youths.astype(np.int64)) < SHARE)


@cache
def _first_samples(chain: str, seed: int) -> Levels:
    return resampled(_CHAINS[chain], _first(seed), draws=DRAWS, seed=seed, place=0)


def _trial(case: Case, seed: int) -> Trial:
    rows, plain = _plain(seed % REGISTERS)
    size = SMALLEST + (LARGEST - SMALLEST) * float(uniform(seed, address(case.id)))
    chain = _CHAINS[case.chain]
    changed = case.rows(rows, size, seed)
    other = replace(
        plain if changed is rows else counted(changed, {}), people=case.people(plain.people, size)
    )
    weights = SHARE * case.weights(_ages(rows, other.youths), size)
    drawn = uniform(seed, address("gemeente"), plain.youths.astype(np.int64))
    first = _first(seed)
    second = _chosen(other, (drawn >= SHARE) & (drawn < SHARE + weights))
    mine = _booked(second, case.booked * size)
    expected = terms(
        chain,
        levels(chain, _booked(other, case.booked * size).held(weights[None])),
        levels(chain, plain.held(np.full((1, len(plain.youths)), SHARE))),
    )
    found = terms(chain, levels(chain, mine.held()), levels(chain, first.held()))
    samples = resampled(chain, mine, draws=DRAWS, seed=seed, place=1)
    spread = drawn_terms(chain, samples, _first_samples(chain.id, seed))
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
