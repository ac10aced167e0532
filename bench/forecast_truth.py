"""How often the bands of a forecast hold on simulated truth, all learned from what is published.

Writes ``docs/naslag/vooruitblik.md``; the outcome per world is kept in ``out/vooruitblik``, so that a run
that was stopped goes on. Run with ``make forecasts``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.forecast_page import page
from bench.forecast_worlds import PEOPLE, SIZES, Kind, world
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.backtest import score
from drietrap.steering.forecast.foretelling import Question, foretell

ROOT = Path(__file__).resolve().parents[1]
QUARTERS, YEARS = 40, 10
ASKED_YEARS = np.array([0.25, 1.0, 2.0, 5.0])
ENDS = {80: (0.1, 0.9), 95: (0.025, 0.975)}
LEARNED_WORLDS, WHOLE_WORLDS = 81, 10


def learned(seed: int, kind: Kind) -> dict[str, Any]:
    """Return whether the bands held from ten years of quarters: parameters learned, width as it is."""
    made = world(seed, kind, 4, YEARS + 5)
    panel = made.panel(QUARTERS)
    steps = (ASKED_YEARS * 4).astype(int)
    people = np.full((len(panel.areas), steps.size), PEOPLE)
    asked = Question(panel, panel.total("NL"), panel.times[-1] + ASKED_YEARS, people, seed, unsure_people=0.0)
    counts = asked.draws(trend=True).counts
    return {"kind": kind.value, "held": _held(counts, made.numbers[:, QUARTERS - 1 + steps], made.size)}


def whole(seed: int, kind: Kind) -> dict[str, Any]:
    """Return the same from ten years of years, with the choice of method and the calibration."""
    made = world(seed, kind, 1, YEARS + 5)
    panel = made.panel(YEARS)
    ahead = np.array([1.0, 2.0, 5.0])
    people = np.full((len(panel.areas), ahead.size), PEOPLE)
    asked = Question(panel, panel.total("NL"), panel.times[-1] + ahead, people, seed, unsure_people=0.0)
    found = foretell(asked)
    truth = made.numbers[:, YEARS - 1 + ahead.astype(int)]
    trial = found.areas
    scores = {one.method: score(trial, one.method).crps for one in trial.told} if trial else {}
    return {
        "kind": kind.value,
        "method": found.method,
        "crps": scores,
        "held": _held(found.draws.counts, truth, made.size),
    }


def _held(counts: FloatArray, truth: FloatArray, size: FloatArray) -> dict[str, list[list[float]]]:
    """Return per confidence the share of areas within their band: sizes x horizons."""
    found = {}
    for confidence, ends in ENDS.items():
        low, high = np.quantile(counts, ends, axis=1)
        inside = (low <= truth) & (truth <= high)
        found[str(confidence)] = [inside[size == one].mean(axis=0).tolist() for one in SIZES]
    return found


def _kept(folder: Path, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    place = folder / f"{name}.json"
    if not place.exists():
        place.write_text(json.dumps(make()), encoding="utf-8")
    return dict(json.loads(place.read_text(encoding="utf-8")))


def run(folder: Path, part: str) -> Iterator[dict[str, Any]]:
    """Yield every world of one part, made or kept."""
    folder.mkdir(parents=True, exist_ok=True)
    work, worlds = (learned, LEARNED_WORLDS) if part == "learned" else (whole, WHOLE_WORLDS)
    for seed in range(worlds):
        for kind in Kind:
            yield _kept(folder, f"{part}-{kind.name.lower()}-{seed:03d}", lambda s=seed, k=kind: work(s, k))


def main(parts: list[str]) -> None:
    """Run the parts asked (both when none), and write the page when both are there."""
    folder = ROOT / "out" / "vooruitblik"
    found = {part: list(run(folder, part)) for part in parts or ["learned", "whole"]}
    if len(found) == 2:
        text = page(found["learned"], found["whole"])
        (ROOT / "docs" / "naslag" / "vooruitblik.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
