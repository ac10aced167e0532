"""Are known parameters found back by calibration on a register? ``make recovery`` writes the page about it.

``DRIETRAP_SEEDS`` says how many registers (100); ``DRIETRAP_YOUTHS`` how large the municipality (30,000).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.proportions import wilson
from drietrap.steering.base import base
from drietrap.steering.building import AXES
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.generated import (
    counted_here,
    named_by_gi,
    restarted,
    silent,
    undelivered,
)
from drietrap.steering.calibration.records import Log
from drietrap.steering.calibration.recovery import Recovered, recovered
from drietrap.steering.calibration.sensitivity import APART
from drietrap.steering.calibration.simulated import START

PAGE = Path(__file__).resolve().parents[1] / "docs" / "naslag" / "ijking.md"
REGISTERS = "<!-- Wat volgt maakt bench.recovery_register. -->"
FEWER = 10  # of the registers with faults there are so many times fewer
_NOTHING = 0.005  # a shift that is written as zero
LEARNED = 0.2  # tables of which an element lost this part of its uncertainty are shown one by one


def _as_is(log: Log) -> Log:
    return log


def _missing(log: Log) -> Log:
    return undelivered(log, 0.1, 7)


def _new_year(log: Log) -> Log:
    return restarted(log, START - 12)


def _by_gi(log: Log) -> Log:
    return named_by_gi(log, 0.1, 7)


def _silent(log: Log) -> Log:
    return silent(log, 0.15, START - 6, 7)


def _elsewhere(log: Log) -> Log:
    return counted_here(log, 0.05, 7)


FAULTS: tuple[tuple[str, Callable[[Log], Log]], ...] = (
    ("zonder fouten", _as_is),
    ("10% van de trajecten niet geleverd", _missing),
    ("iedereen opnieuw aangemeld op 1 januari", _new_year),
    ("10% van de trajecten met de GI als verwijzer", _by_gi),
    ("een aanbieder met 15% van de trajecten levert het laatste halfjaar niet", _silent),
    ("5% trajecten van jeugdigen die elders wonen", _elsewhere),
)


def main() -> None:
    """Make and calibrate all registers, and write the page."""
    seeds = int(os.environ.get("DRIETRAP_SEEDS", "100"))
    youths = int(os.environ.get("DRIETRAP_YOUTHS", "30000"))
    workers = int(os.environ.get("DRIETRAP_WORKERS", str(os.cpu_count() or 1)))
    recovered(0, youths)  # machine code is made once
    parts = []
    with ProcessPoolExecutor(workers) as pool:
        for name, fault in FAULTS:
            work = partial(recovered, youths=youths, faulty=fault)
            number = seeds if not parts else max(3, seeds // FEWER)
            found = []
            for one in pool.map(work, range(1, number + 1)):
                found.append(one)
                sys.stdout.write(f"{name}: {len(found)} van {number}\n")
                sys.stdout.flush()
            parts.append((name, found))
            _write(parts, seeds, youths)  # what is there is kept when the rest is broken off


def _write(parts: list[tuple[str, list[Recovered]]], seeds: int, youths: int) -> None:
    _, mark, after = PAGE.read_text(encoding="utf-8").partition(REGISTERS)
    PAGE.write_text(page(parts, seeds, youths) + (f"\n{mark}{after}" if mark else ""), encoding="utf-8")


def page(parts: list[tuple[str, list[Recovered]]], seeds: int, youths: int) -> str:
    """Return the page in Dutch: what was done, and what was found back."""
    elements = Elements(base())
    lines = [
        "<!-- Gemaakt door `make recovery`; pas dit bestand niet met de hand aan. -->",
        "",
        "# IJking: worden bekende waarden teruggevonden?",
        "",
        f"Over {seeds} gemaakte registers van 36 maanden, elk van een gemeente met {youths} jeugdigen tot "
        "23. De ware waarden zijn elke keer anders: getrokken uit wat wij vooraf weten. Daarna is het model "
        "geijkt op alleen het logboek van de trajecten, zonder de ware waarden te kennen. Van elke fout zijn "
        f"er {max(3, seeds // FEWER)} registers.",
        "",
        "- **Scheef**: de gemiddelde afstand tussen gevonden en waar, in standaardafwijkingen van vooraf. "
        "0 is goed.",
        "- **Binnen 95%**: hoe vaak de ware waarde binnen de opgegeven bandbreedte lag. Rond 95% is goed; "
        "hoger is te voorzichtig. Tussen haakjes het 95%-interval (Wilson 1927).",
        "- **Geleerd**: welk deel van de onzekerheid het logboek wegnam. Bij 0% bleef de waarde een aanname.",
        "",
        "**Wat dit niet zegt.** Het register is door hetzelfde model gemaakt. In het echt klopt ook het "
        "model niet precies. De fouten zijn op het logboek zelf aangebracht. Wat er gebeurt op een register "
        "dat anders is gemaakt, en met fouten in de leveringen zelf, staat onderaan.",
        "",
        "## Alle waarden samen",
        "",
        "| register | binnen 95% | waarden waarover geleerd is | scheef, grootste |",
        "| --- | --- | --- | --- |",
    ]
    active = np.array([name not in APART for name, _ in elements.places])
    for name, found in parts:
        inside, learned, bias = _summary(found)
        mine = active & (learned >= LEARNED)
        worst = int(np.argmax(np.abs(bias) * mine))
        told = f"{_percent(float(inside[mine].mean()))} van {int(mine.sum())}"
        label = f"{_label(elements, worst)}: {_number(bias[worst])}"
        lines.append(f"| {name} | {_percent(float(inside[active].mean()))} | {told} | {label} |")
    lines += ["", "## Waarde voor waarde, register zonder fouten", ""]
    lines += _table(parts[0][1], elements, active)
    for name, found in parts[1:]:
        lines += ["", f"## Waar het misgaat: {name}", ""]
        lines += _wrong(found, parts[0][1][: len(found)], elements, active)
    return "\n".join(lines) + "\n"


def _summary(found: list[Recovered]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return per element how often the truth was inside, what was learned, and the bias before sd's."""
    inside = np.mean([one.inside for one in found], axis=0)
    learned = np.mean([1.0 - one.after / one.before for one in found], axis=0)
    bias = np.mean([(one.found - one.truth) / one.before for one in found], axis=0)
    return inside, learned, bias


def _label(elements: Elements, at: int) -> str:
    name, place = elements.places[at]
    value = elements.basis.values[name]
    if not value.axes:
        return value.label
    where = np.unravel_index(place, value.table.shape)
    words = ", ".join(AXES[axis][index] for axis, index in zip(value.axes, where, strict=True))
    return f"{value.label} ({words})"


def _table(found: list[Recovered], elements: Elements, active: FloatArray) -> list[str]:
    inside, learned, bias = _summary(found)
    lines = ["| waarde | geleerd | scheef | binnen 95% |", "| --- | --- | --- | --- |"]
    order = np.argsort(-learned, kind="stable")
    shown = [int(at) for at in order if active[at] and learned[at] >= LEARNED]
    for at in shown:
        low, high = wilson(round(inside[at] * len(found)), len(found))
        share = f"{_percent(inside[at])} ({100 * float(low):.0f}-{100 * float(high):.0f})"
        lines.append(f"| {_label(elements, at)} | {_percent(learned[at])} | {_number(bias[at])} | {share} |")
    rest = active.copy()
    rest[shown] = False
    lines.append(
        f"| alle andere ({int(rest.sum())}), bijna niets geleerd | {_percent(float(learned[rest].mean()))} | "
        f"{_number(float(np.abs(bias[rest]).mean()))} gemiddeld | {_percent(float(inside[rest].mean()))} |"
    )
    return lines


def _wrong(
    found: list[Recovered], clean: list[Recovered], elements: Elements, active: FloatArray
) -> list[str]:
    """Return the elements that a fault moves most."""
    inside, _, bias = _summary(found)
    _, _, before = _summary(clean)
    shift = np.where(active, bias - before, 0.0)
    if np.abs(shift).max() < _NOTHING:
        return ["Geen enkele waarde verschuift."]
    lines = ["| waarde | verschoven | binnen 95% |", "| --- | --- | --- |"]
    most = np.argsort(-np.abs(shift), kind="stable")[:6]
    return lines + [
        f"| {_label(elements, int(at))} | {_number(shift[at])} | {_percent(inside[at])} |" for at in most
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _number(value: float) -> str:
    return f"{value:+.2f}".replace(".", ",").replace("-", "−")


if __name__ == "__main__":
    main()
