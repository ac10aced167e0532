"""What faults in deliveries do to a calibration: the register of the fictional country, each fault put in.

How long help lasts there is known (:mod:`drietrap.synthetic.register.assumptions`), so that what the
deliveries say of it can be set beside the truth; with each fault beside the deliveries without it. ``make
recovery`` adds this to ``docs/naslag/ijking.md``. About half a minute of one core per register;
``DRIETRAP_REGISTERS`` says how many (10).
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import duckdb
import numpy as np
import polars as pl

from bench.detection_cases import YEARS
from bench.detection_world import records_of
from bench.recovery import PAGE, REGISTERS
from drietrap.indicators.records.histories import histories
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import base
from drietrap.steering.calibration.durations import planned
from drietrap.steering.calibration.observing import Year
from drietrap.steering.calibration.records import Log, agreed_of, durations
from drietrap.steering.calibration.registered import DAYS, log_of
from drietrap.steering.model.codes import CRISIS, FORM_CODES, FORMS, GI
from drietrap.synthetic.country import build
from drietrap.synthetic.register import assumptions, distortions
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.model import JEUGDHULP, SyntheticRegister
from drietrap.vocabulary.period import Period

PERIODS = [Period(year, "H", half) for year in YEARS for half in (1, 2)]
MUNICIPALITIES, PROVIDERS = 30, 5
_KINDS = ("jeugdhulp", "jeugdbescherming", "jeugdreclassering")
_EVENLY = np.ones((len(FORMS), 8))  # needs are not registered


@dataclass(frozen=True)
class Told:
    """What deliveries say: months until half of the help of a form is over, and the last twelve months."""

    half_over: dict[int, float]
    year: Year

    @property
    def youths(self) -> float:
        """Youths with care."""
        return float(self.year.care.sum())

    @property
    def by_gi(self) -> float:
        """Share of trajectories by the GI or the court."""
        return float(self.year.routes[GI:].sum() / self.year.routes.sum())


@dataclass(frozen=True)
class Address:
    """Where faults are put: a town, with its largest providers, and those for mental health among all."""

    register: SyntheticRegister
    town: str
    providers: tuple[str, ...]
    ggz: tuple[str, ...]

    def each(self, fault: Callable[[SyntheticRegister, str], SyntheticRegister]) -> SyntheticRegister:
        """Return the register with a fault at every one of the largest providers."""
        return reduce(fault, self.providers, self.register)


FAULTS: dict[str, Callable[[Address], SyntheticRegister]] = {
    "iedereen opnieuw aangemeld op 1 januari": lambda at: at.each(
        lambda made, who: distortions.restarted(made, provider=who, year=YEARS.stop - 1)
    ),
    "GI als verwijzer": lambda at: at.each(lambda made, who: distortions.gi_as_referrer(made, provider=who)),
    "wie verhuisde, bleef staan": lambda at: at.each(
        lambda made, who: distortions.moved_away(made, provider=who)
    ),
    "onvoltooide facturatie bij aanbieders van ggz": lambda at: distortions.unfinished_billing(
        at.register, until=dt.date(YEARS.stop, 1, 1), providers=at.ggz
    ),
    "stoppen met leveren in het laatste halfjaar": lambda at: at.each(
        lambda made, who: distortions.stopped(made, provider=who, since=dt.date(YEARS.stop - 1, 7, 1))
    ),
    "hulp van het wijkteam ontbreekt": lambda at: distortions.team_missing(at.register, municipality=at.town),
    "gezin telt meermalen": lambda at: distortions.families_repeated(at.register, municipality=at.town),
}


def address(register: SyntheticRegister, records: pl.DataFrame) -> Address:
    """Return the town with most help, and who helps there most."""
    help_ = records.filter(kind=JEUGDHULP)

    def largest(rows: pl.DataFrame, column: str) -> tuple[str, ...]:
        sizes = rows.group_by(column).len().sort("len", column, descending=[True, False])
        return tuple(sizes[column].head(PROVIDERS).to_list())

    town = largest(help_, "municipality")[0]
    here = help_.filter(municipality=town)
    trades = register.providers.select("provider", "trade")
    ggz = here.join(trades.filter(trade="ggz"), on="provider", how="semi")
    return Address(
        register, town, largest(here.filter(pl.col("form") != "01"), "provider"), largest(ggz, "provider")
    )


def told(records: pl.DataFrame, town: str) -> Told:
    """Return what deliveries say of a town."""
    connection = duckdb.connect()
    try:
        connection.register("record", records.to_arrow())
        log = log_of(histories(connection, _KINDS, town), np.full(4, 10_000.0))
    finally:
        connection.close()
    if log is None:
        raise LookupError(f"nobody had help in {town}")
    return Told(half_over(log), log.year())


def half_over(log: Log) -> dict[int, float]:
    """Return per form of help after how many months half of it is over."""
    basis = base()
    found = {}
    for one in durations(log, basis, _EVENLY):
        ends = planned(agreed_of(basis, one.form, _EVENLY[one.form]).moved(one.move))
        found[one.form] = _median(ends, one.dropout)
    return found


def _median(ends: FloatArray, dropout: float) -> float:
    """Return after how many months half is over, broken off or as planned."""
    months = np.arange(len(ends))
    left = (1.0 - np.cumsum(ends)) * (1.0 - dropout) ** months
    at = int(np.argmax(left <= 0.5))
    return float(at - (0.5 - left[at]) / (left[at - 1] - left[at]))


def main() -> None:
    """Measure, and put the result at the end of the page."""
    number = int(os.environ.get("DRIETRAP_REGISTERS", "10"))
    clean: list[Told] = []
    faulty: dict[str, list[Told]] = {name: [] for name in FAULTS}
    for seed in range(1, number + 1):
        register = build_register(build(seed, MUNICIPALITIES), years=YEARS, seed=seed)
        records = records_of(register, PERIODS)
        at = address(register, records)
        clean.append(told(records, at.town))
        for name, fault in FAULTS.items():
            faulty[name].append(told(records_of(fault(at), PERIODS), at.town))
        sys.stdout.write(f"{seed} van {number}\n")
        sys.stdout.flush()
    before = PAGE.read_text(encoding="utf-8").split(REGISTERS)[0].rstrip("\n")
    PAGE.write_text(f"{before}\n\n{REGISTERS}\n\n{section(clean, faulty)}", encoding="utf-8")


def section(clean: list[Told], faulty: dict[str, list[Told]]) -> str:
    """Return the part of the page in Dutch."""
    lines = [
        "## Een register van een ander model, met zijn fouten",
        "",
        f"Over {len(clean)} fictieve registers ({YEARS.start} tot en met {YEARS.stop - 1}, {MUNICIPALITIES} "
        "gemeenten), elk keer de gemeente met de meeste hulp. Dat register is niet door dit model gemaakt. "
        "Hoe lang hulp er duurt is bekend; de leveringen gaan dezelfde weg als bij `drietrap ijk`.",
        "",
        "| hulp | helft voorbij, waar | teruggevonden, gemiddeld | kleinste en grootste |",
        "| --- | --- | --- | --- |",
    ]
    for form in sorted({form for one in clean for form in one.half_over}):
        truth = _truth(form) / DAYS
        found = [one.half_over[form] for one in clean if form in one.half_over]
        ends = f"{_months(min(found))} en {_months(max(found))} ({len(found)} keer)"
        lines.append(f"| {FORMS[form]} | {_months(truth)} | {_months(float(np.mean(found)))} | {ends} |")
    lines += [
        "",
        f"In maanden. Dan elke fout apart, op volle sterkte bij de {PROVIDERS} grootste aanbieders van de "
        "gemeente (of in haar wijkteam), naast hetzelfde register zonder die fout:",
        "",
        "| fout | duur van ambulante hulp | grootste verschil in een duur | jeugdigen | via GI of rechter |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, found_of in faulty.items():
        pairs = list(zip(found_of, clean, strict=True))
        lines.append(f"| {name} | {' | '.join(_differences(pairs))} |")
    lines += [
        "",
        "Een fout in wie er levert (aanbieders die stoppen, een wijkteam dat ontbreekt) raakt vooral het "
        "aantal jeugdigen. Daarom wordt een register met veel minder jeugdigen dan gepubliceerd niet vanzelf "
        "gebruikt. Onvoltooide facturatie verbergt juist lange trajecten: de duur wordt te kort, en aan de "
        "ijking is dat niet te zien. Het gemiddelde verschil staat er, over alle registers.",
    ]
    return "\n".join(lines) + "\n"


def _truth(form: int) -> float:
    """Return the median in days by which the fictional register was made."""
    if form == CRISIS:
        return assumptions.CRISIS_DURATION.median
    return assumptions.DURATIONS[assumptions.FORMS.index(FORM_CODES[form])].median


def _differences(pairs: list[tuple[Told, Told]]) -> tuple[str, str, str, str]:
    ambulatory = FORM_CODES.index("02")
    shifts: dict[int, list[float]] = {}
    for one, other in pairs:
        for form in one.half_over.keys() & other.half_over.keys():
            shifts.setdefault(form, []).append(one.half_over[form] / other.half_over[form] - 1.0)
    mean = {form: float(np.mean(found)) for form, found in shifts.items()}
    most = max(mean, key=lambda form: abs(mean[form]))
    youths = float(np.mean([one.youths / other.youths - 1.0 for one, other in pairs]))
    by_gi = float(np.mean([one.by_gi - other.by_gi for one, other in pairs]))
    return (
        _percent(mean[ambulatory]),
        f"{_percent(mean[most])} ({FORMS[most]})",
        _percent(youths),
        f"{_percent(by_gi)[:-1]} procentpunt",
    )


def _months(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _percent(share: float) -> str:
    return f"{100 * share:+.0f}%".replace("-", "−").replace("+0%", "0%").replace("−0%", "0%")


if __name__ == "__main__":
    main()
