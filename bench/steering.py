"""How fast the steering kernel is: the country, a municipality, growth, the first start, and beside others.

``python -m bench.steering``. The aims are for two quiet cores; seconds of the processor are printed beside
those by the clock, because a machine is seldom quiet. Other packages run in an interpreter of their own:
``DRIETRAP_BENCH_PYTHON`` names one that has them (``pip install --group bench``); what it has not is said.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.clock import clocked
from bench.steering_reduced import expected_share
from drietrap.steering.base import base
from drietrap.steering.baseline import baseline_plan
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows
from drietrap.steering.model.tables import Plan
from drietrap.steering.places import Place
from drietrap.steering.population import world_of
from drietrap.steering.running import run

ROOT = Path(__file__).resolve().parents[1]
COUNTRY, MUNICIPALITIES, MONTHS, BURN_IN = 4_400_000, 342, 120, 24
START = 312
AGES = np.array([0.155, 0.31, 0.255, 0.28])  # share of 0-3, 4-11, 12-17 and 18-22 in those under 23
DISTRICTS = 8
PEOPLE = 200_000  # in the reduced model; some packages do a part of it
PARTS = {"numpy": 1, "starsim": 4, "vivarium": 4, "simpy": 20}


@dataclass(frozen=True)
class Case:
    """A population with its plan, and where everybody stands at the start."""

    world: World
    plan: Plan
    standing: Rows


def case(youths: float, municipalities: int, months: int) -> Case:
    """Return a fictional country of so many under 23, with the base values, after a burn-in."""
    sizes = np.exp(0.8 * np.random.default_rng(1).standard_normal(municipalities))
    sizes *= youths / sizes.sum()
    flat = np.zeros(DISTRICTS)
    places = [
        Place(
            f"GM{number:04d}",
            f"Gemeente {number}",
            START // 12 + 2000,
            tuple(f"WK{number:04d}{district:02d}" for district in range(DISTRICTS)),
            np.tile(AGES * size / DISTRICTS, (DISTRICTS, 1)),
            flat + 0.165,
            flat,
        )
        for number, size in enumerate(sizes, 1)
    ]
    world = world_of(places, START - BURN_IN, BURN_IN + months)
    parameters = base().parameters(len(world.districts))
    burn_in = baseline_plan(parameters, BURN_IN, municipalities)
    standing = run(world, burn_in, 1, START - BURN_IN)[1]
    return Case(world, baseline_plan(parameters, months, municipalities), standing)


def limited(one: Case) -> Case:
    """Return the case with as many places at every offer as were needed on average without limits."""
    counts, _ = run(one.world, one.plan, 1, START, one.standing)
    places = np.maximum(1, np.rint(counts.offers.sum(axis=2).mean(axis=0))).astype(np.int64)
    return replace(one, plan=replace(one.plan, capacity=places[None, :]))


def measured(what: str, one: Case, aim: float | None, seeds: int = 1) -> dict[str, Any]:
    """Run a case for so many seeds; return the seconds."""
    clock, processor, months = time.perf_counter(), time.process_time(), 0
    for seed in range(seeds):
        counts, _ = run(one.world, one.plan, seed, START, one.standing)
        months += int(counts["people"].sum())
    own = time.process_time() - processor
    return {
        "what": what,
        "seconds": time.perf_counter() - clock,
        "processor": own,
        "nanoseconds": own / months * 1e9,
        "aim": aim,
        "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def first_start() -> dict[str, Any]:
    """Run a month in a new interpreter, with the machine code kept from before."""
    command = [sys.executable, "-m", "bench.steering_ours", "10"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # compiles, if that was not done yet
    seconds, own, _ = clocked(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    return {"what": "first start in a new process", "seconds": seconds, "processor": own, "aim": 3.0}


def beside(package: str) -> dict[str, Any]:
    """Run the reduced model with another package; return its seconds for all people, or why it did not."""
    ours = package in ("ours", "numpy")
    python = sys.executable if ours else os.environ.get("DRIETRAP_BENCH_PYTHON", sys.executable)
    people = PEOPLE // PARTS.get(package, 1)
    command = [python, "-m", f"bench.steering_{package}", str(people)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return {"what": package, "absent": last}
    line = json.loads(done.stdout.strip().splitlines()[-1])
    share, error = expected_share(), np.sqrt(expected_share() * (1 - expected_share()) / people)
    scale = PEOPLE / people
    return {
        "what": package,
        "seconds": line["seconds"] * scale,
        "processor": line["cpu"] * scale,
        "errors": (line["share"] - share) / error,
    }


def main() -> None:
    """Measure and print everything."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    lines = [first_start()]
    town = case(30_000, 1, 60)
    lines.append(measured("municipality of 30,000 youths, 200 runs of 60 months", town, 15.0, 200))
    for times in (1, 2, 4):
        part = case(COUNTRY * share * times / 8, max(1, int(MUNICIPALITIES * share * times / 8)), MONTHS)
        lines.append(measured(f"{times}/8 of the country, {MONTHS} months", part, None))
    country = case(COUNTRY * share, max(1, int(MUNICIPALITIES * share)), MONTHS)
    lines.append(measured(f"whole country, {MONTHS} months", country, 10.0))
    lines.append(measured("the same with capacity and queues", limited(country), 25.0))
    for line in lines:
        _print(line)
    others = [beside(name) for name in ("ours", *PARTS)]
    _compare(others)
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    text = json.dumps({"share": share, "lines": lines, "beside": others}, indent=2)
    (out / "bench-steering.json").write_text(text + "\n")


def _print(line: dict[str, Any]) -> None:
    aim = f"aim {line['aim']:.0f} s" if line["aim"] else ""
    own = f"{line['processor']:7.1f} s processor" if "processor" in line else ""
    rest = f"{line['nanoseconds']:5.1f} ns a month, {line['gib']:.1f} GiB" if "gib" in line else ""
    print(f"{line['seconds']:7.1f} s {own:20} {aim:10} {rest:28} {line['what']}")


def _compare(others: list[dict[str, Any]]) -> None:
    mine = others[0]
    print(f"reduced model, {PEOPLE:,} people (aim: 20 times the fastest); share in help in standard errors")
    for other in others:
        if "absent" in other:
            print(f"{'':40}{other['what']}: not here ({other['absent']})")
            continue
        clock, own = other["seconds"] / mine["seconds"], other["processor"] / mine["processor"]
        print(
            f"{other['seconds']:7.2f} s {other['processor']:7.2f} s processor   {clock:6.1f} x ours by the"
            f" clock, {own:6.1f} x processor   {other['errors']:+.1f}   {other['what']}"
        )


if __name__ == "__main__":
    main()
