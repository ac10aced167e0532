"""How often each distortion is found, and how often a rule speaks where nothing is wrong.

Run with ``make detection``: 200 fictional registers, into which every kind of distortion is put once, at an
address drawn from the seed. Only delivered records and the files that a municipality has go to the rules.
Writes ``docs/naslag/opsporing.md``; the outcome per seed is kept in ``out/opsporing``, so that a run that was
stopped goes on where it was (empty that folder after a change of the rules). The thresholds of the rules were
chosen on other seeds (:data:`TUNED_ON`). About 11 seconds of one core per seed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl

from bench.detection_cases import CASES, NOW, OLD, YEARS, Address, Hit
from bench.detection_world import beside_of, past_of, patched, records_of
from drietrap.catalogue.rules.history.beside import Beside
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import Subject
from drietrap.register.history import judge_history
from drietrap.register.judging import NOT_RUN
from drietrap.synthetic.country import Country, build
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.vocabulary.period import Period

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(1, 201)
TUNED_ON = range(1001, 1013)
MUNICIPALITIES = 30
COUNTRIES = 10  # fictional countries; every seed has a register of its own in one of them
FEWEST_TOUCHED = 3  # trajectories of the period; less is no pattern
TRIES = 8  # addresses that are drawn until a distortion touches so many
PERIODS = [Period(year, "H", half) for year in YEARS for half in (1, 2) if Period(year, "H", half) <= NOW]
_SEEN = ("provider", "person", "form", "municipality", "referrer", "started", "ended")


@dataclass(frozen=True)
class Trial:
    """One distortion in one country: ``touched`` rows of the delivery of the period are other, or absent.

    ``found`` are the right rules that spoke, ``elsewhere`` findings that are new and about somebody else.
    """

    case: str
    seed: int
    touched: int
    found: tuple[str, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class Quiet:
    """One country without distortions: subjects per kind, and how many each rule spoke about.

    ``alarms`` with the files beside the deliveries, ``alarms_alone`` without.
    """

    seed: int
    subjects: dict[str, int]
    alarms: dict[str, int]
    alarms_alone: dict[str, int]


def spoken(past: Past) -> set[Hit]:
    """Return every finding as rule, kind of subject and subject.

    Raises
    ------
    RuntimeError
        When a rule failed: then nothing measured here would be true.
    """
    judged = judge_history(past)
    failed = [
        group.message for groups in judged.lacking.values() for group in groups if group.severity == "fout"
    ]
    if failed:
        raise RuntimeError("; ".join(failed))
    return {
        (group.rule, subject, code)
        for (subject, code), groups in judged.found.items()
        for group in groups
        if group.rule != NOT_RUN
    }


@cache
def _country(seed: int) -> Country:
    return build(seed, MUNICIPALITIES)


def one_country(seed: int) -> tuple[Quiet, list[Trial]]:
    """Return what the rules say about one country without, and with each distortion."""
    return measured(seed, build_register(_country(seed % COUNTRIES), years=YEARS, seed=seed))


def measured(seed: int, register: SyntheticRegister) -> tuple[Quiet, list[Trial]]:
    """Return what the rules say about a register without, and with each distortion where the seed points."""
    records = records_of(register, PERIODS)
    beside = {NOW: beside_of(register, records, NOW), OLD: Beside()}
    pasts = {period: past_of(_until(records, period), period, beside[period]) for period in (NOW, OLD)}
    usual = {period: spoken(past) for period, past in pasts.items()}
    trials = []
    for number, name in enumerate(CASES):
        for again in range(TRIES):
            at = Address(register, pasts[NOW].now, seed * 31 + number * 7 + again * 1_000_003)
            trial = _trial(name, seed, at, records, pasts, usual)
            if trial is not None:
                trials.append(trial)
                break
    alone = spoken(replace(pasts[NOW], beside=Beside()))
    return _quiet(seed, pasts[NOW], usual[NOW], alone), trials


def _trial(
    name: str,
    seed: int,
    at: Address,
    records: pl.DataFrame,
    pasts: dict[Period, Past],
    usual: dict[Period, set[Hit]],
) -> Trial | None:
    case = CASES[name]
    try:
        made = case.make(at)
    except LookupError:
        return None
    providers = made.register.changes["provider"].unique().sort().to_list()
    fresh = _until(records_of(_only(made.register, providers), PERIODS), case.period)
    before = _until(records.filter(pl.col("provider").is_in(providers)), case.period)
    differing = _differing(before, fresh, case.period)
    if differing < FEWEST_TOUCHED:
        return None
    base = pasts[case.period]
    past = patched(base, past_of(fresh, case.period, base.beside), providers)
    hits = spoken(past)
    new = hits - usual[case.period]
    served = pl.concat([before, fresh])["municipality"].drop_nulls().unique()
    touched = {*providers, *served}
    others = {hit for hit in new if hit[2] not in touched}
    found = tuple(rule for rule, subject, code in made.right if (rule, subject, code) in hits)
    return Trial(
        name,
        seed,
        differing,
        found,
        tuple(sorted(rule for rule, _, _ in others)),
    )


def _only(register: SyntheticRegister, providers: list[str]) -> SyntheticRegister:
    return replace(register, records=register.records.filter(pl.col("provider").is_in(providers)))


def _until(records: pl.DataFrame, period: Period) -> pl.DataFrame:
    codes = [one.code for one in PERIODS if one <= period]
    return records.filter(pl.col("period").is_in(codes))


def _differing(before: pl.DataFrame, after: pl.DataFrame, period: Period) -> int:
    """Count the trajectories of the period that are in one delivery and not, or not so, in the other."""
    old, new = (frame.filter(pl.col("period") == period.code).select(_SEEN) for frame in (before, after))
    gone = old.join(new, on=_SEEN, how="anti", nulls_equal=True).height
    added = new.join(old, on=_SEEN, how="anti", nulls_equal=True).height
    return max(gone, added)


def _quiet(seed: int, past: Past, hits: set[Hit], alone: set[Hit]) -> Quiet:
    subjects = {
        Subject.PROVIDER.value: past.now["provider"].n_unique(),
        Subject.MUNICIPALITY.value: past.now["municipality"].n_unique(),
    }
    return Quiet(
        seed, subjects, *(dict(Counter(sorted(rule for rule, _, _ in one))) for one in (hits, alone))
    )


def run(seeds: range, kept: Path, processes: int = 2) -> tuple[list[Quiet], list[Trial]]:
    """Return the outcome over all seeds, in their order; what is in ``kept`` is not made again."""
    kept.mkdir(parents=True, exist_ok=True)
    left = [seed for seed in seeds if not (kept / f"{seed}.json").is_file()]
    with ProcessPoolExecutor(processes) as pool:
        for seed, (quiet, trials) in zip(left, pool.map(one_country, left), strict=True):
            text = json.dumps({"quiet": asdict(quiet), "trials": [asdict(trial) for trial in trials]})
            (kept / f"{seed}.json").write_text(text)
    return outcome(seeds, kept)


def outcome(seeds: range, kept: Path) -> tuple[list[Quiet], list[Trial]]:
    """Return what was kept of these seeds."""
    files = [kept / f"{seed}.json" for seed in seeds]
    known = [json.loads(file.read_text()) for file in files if file.is_file()]
    return [Quiet(**one["quiet"]) for one in known], [Trial(**t) for one in known for t in one["trials"]]


def main(seeds: range = SEEDS) -> None:
    """Measure, and write the page."""
    from bench.detection_page import page  # which reads this module

    quiet, trials = run(seeds, ROOT / "out" / "opsporing")
    (ROOT / "docs" / "naslag" / "opsporing.md").write_text(page(quiet, trials), encoding="utf-8")


if __name__ == "__main__":
    main(range(int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else SEEDS)
