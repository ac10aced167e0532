"""The slow, obvious engine for figures from records: no SQL, one loop after another.

It reads the same definitions and gives the same figures as :mod:`drietrap.indicators.records.engine`, but
shares no calculation with it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import stats

from drietrap.catalogue.record_formula import (
    AgeDay,
    Ages,
    Counted,
    Course,
    Method,
    RecordCount,
    RecordFormula,
    Selection,
)
from drietrap.indicators.figure import HIDDEN_UNDEFINED
from drietrap.indicators.records.calendar import bounds, deliveries
from drietrap.indicators.records.figure import AGE_BANDS, NO_REFERRER, UNKNOWN, UNKNOWN_DISTRICT, Level
from drietrap.register.observation import HIDDEN_ABSENT
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

Row = Mapping[str, Any]
Place = tuple[Level, str, str]  # level, area, provider
_Z = 1.959963984540054
_NEVER = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Youth:
    """Who a youth is in a period: the row that speaks for it."""

    municipality: str | None
    region: str | None
    district: str | None
    sex: str
    age_first: int | None
    age_last: int | None


@dataclass(frozen=True)
class Trajectory:
    """One thing that is counted, with what it did in the period."""

    who: str
    kind: str
    form: str
    referrer: str | None
    provider: str
    courses: frozenset[Course]


def reference_figures(
    rows: Iterable[Row],
    formulas: Mapping[str, RecordFormula],
    periods: Sequence[Period],
    levels: Mapping[Level, tuple[str, ...]],
    places: Mapping[tuple[int, str], tuple[str | None, str | None]] | None = None,
    people: Mapping[tuple[int, str, int, int], int] | None = None,
) -> list[dict[str, Any]]:
    """Return the figures as dicts without warnings and lineage, sorted by their key.

    Parameters
    ----------
    rows
        Records, columns of ``register.Record``.
    formulas
        Definition per id.
    periods, levels
        As for the fast engine.
    places
        Year and delivered code to municipality and region.
    people
        Year, area, lowest and below to inhabitants.
    """
    known = list(rows)
    found = []
    for period in periods:
        found += _period(known, formulas, period, levels, places, people or {})
    return sorted(found, key=lambda f: tuple(f[name] or "" for name in _KEY))


_KEY = ("indicator", "level", "area", "provider", "period", "dimension", "category")


def _period(
    rows: list[Row],
    formulas: Mapping[str, RecordFormula],
    period: Period,
    levels: Mapping[Level, tuple[str, ...]],
    places: Mapping[tuple[int, str], tuple[str | None, str | None]] | None,
    people: Mapping[tuple[int, str, int, int], int],
) -> list[dict[str, Any]]:
    lines = _lines(rows, period, places)
    held = _latest(lines, lambda one: (one["kind"], one["provider"], one["who"], one["form"], one["started"]))
    once = _latest(
        held,
        lambda one: (
            one["kind"],
            one["provider"] if one["kind"] == "jeugdhulp" else "",
            one["who"],
            one["form"],
            one["started"],
        ),
    )
    youths = _youths(held, period)
    anywhere = [_trajectory(one, period, own=False) for one in once]
    per_provider = [_trajectory(one, period, own=True) for one in held]
    found = []
    for id_, formula in formulas.items():
        for level, dimensions in levels.items():
            source = per_provider if level is Level.AANBIEDER else anywhere
            if level is Level.AANBIEDER and isinstance(formula.denominator, Ages):
                continue
            for dimension in ("", *(name for name in dimensions if name in formula.breakdowns)):
                above = _count(source, youths, formula.numerator, level, dimension)
                below = {}
                if isinstance(formula.denominator, RecordCount):
                    below = _count(source, youths, formula.denominator, level, dimension)
                everywhere = set(above) | set(below)
                if dimension == "" and level is not Level.AANBIEDER:
                    everywhere |= {(_place(one, youths, level), "") for one in anywhere}
                for place, category in everywhere:
                    found.append(
                        _figure(
                            id_,
                            formula,
                            period,
                            place,
                            dimension,
                            category,
                            above.get((place, category), 0),
                            below.get((place, category), 0),
                            people,
                        )
                    )
    return found


def _lines(
    rows: list[Row], period: Period, places: Mapping[tuple[int, str], tuple[str | None, str | None]] | None
) -> list[dict[str, Any]]:
    """Return the rows that the period is counted from, with who and where."""
    first, last = bounds(period)
    parts = {(part.kind, part.delivered): part for part in deliveries(period)}
    lines = []
    seen: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    for row in sorted(rows, key=lambda one: (one["kind"], one["delivery"], one["row"])):
        part = parts.get((row["kind"], row["period"]))
        if part is None:
            continue
        line = dict(row)
        line["ends"] = bounds(Period.parse(part.delivered))[1]
        line["final"] = part.last
        line["region"] = None
        if places is not None:
            key = (line["ends"].year, row["municipality"])
            line["municipality"], line["region"] = places.get(key, (None, None))
        line["who"] = row["person"]
        if row["person"] is None:
            names = ("kind", "provider", "form", "started", "sex", "born", "municipality", "district")
            key = tuple(row[name] for name in names)
            seen[row["delivery"], key] += 1
            line["who"] = f"? {key} {seen[row['delivery'], key]}"
        if row["started"] <= last and (row["ended"] is None or row["ended"] >= first):
            lines.append(line)
    return lines


def _content(line: Row) -> tuple[Any, ...]:
    names = ("municipality", "district", "referrer", "born", "sex")
    told = "|".join("~" if line[name] is None else str(line[name]) for name in names)
    return (told, line["delivery"], line["row"], line["kind"])


def _latest(lines: list[dict[str, Any]], key: Any) -> list[dict[str, Any]]:
    """Return for each key the row that speaks: the last one delivered, not handed over, that runs on."""
    groups = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)

    def order(line: Row) -> tuple[Any, ...]:
        return (
            -line["ends"].toordinal(),
            line["handed_over"] is not None,
            line["ended"] is not None,
            line["ended"] or _NEVER,
            -(line["taken_over"] or _NEVER).toordinal(),
            *_content(line),
        )

    return [min(group, key=order) for group in groups.values()]


def _youths(held: list[dict[str, Any]], period: Period) -> dict[str, Youth]:
    """Return each youth: where the latest row with a known municipality says."""
    groups = defaultdict(list)
    for line in held:
        groups[line["who"]].append(line)
    first, last = bounds(period)
    found = {}
    for who, group in groups.items():
        one = min(
            group,
            key=lambda line: (
                line["municipality"] is None,
                -line["ends"].toordinal(),
                -line["started"].toordinal(),
                line["district"] is None,
                *_content(line),
            ),
        )
        born = one["born"]
        found[who] = Youth(
            one["municipality"],
            one["region"],
            one["district"],
            one["sex"] or UNKNOWN,
            None if born is None else _age(born, first),
            None if born is None else _age(born, last),
        )
    return found


def _age(born: dt.date, day: dt.date) -> int:
    """Count the birthdays from birth to ``day``; 29 February has its birthday on 1 March in other years."""
    birthdays = 0
    while True:
        year = born.year + birthdays + 1
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = dt.date(year, 3, 1)
        if birthday > day:
            return birthdays
        birthdays += 1


def _trajectory(line: Row, period: Period, *, own: bool) -> Trajectory:
    first, last = bounds(period)
    begins, ends = line["started"], line["ended"]
    if own:
        begins = line["taken_over"] or begins
        ends = line["handed_over"] or ends
    did = {Course.RAN, Course.AT_START if begins < first else Course.BEGUN}
    if ends is not None and ends <= last:
        did.add(Course.ENDED)
    elif line["final"]:
        did.add(Course.AT_END)
    return Trajectory(
        line["who"], line["kind"], line["form"], line["referrer"], line["provider"], frozenset(did)
    )


def _count(
    trajectories: list[Trajectory],
    youths: Mapping[str, Youth],
    what: RecordCount,
    level: Level,
    dimension: str,
) -> dict[tuple[Place, str], int]:
    """Return the count per place and category."""
    counts: defaultdict[tuple[Place, str], list[str]] = defaultdict(list)
    others: defaultdict[tuple[Place, str], set[str]] = defaultdict(set)
    for one in trajectories:
        cell = (_place(one, youths, level), _category(one, youths[one.who], dimension))
        if what.also is not None and _fits(one, what.also):
            others[cell].add(one.who)
        if _fits(one, what.selection) and _right_age(youths[one.who], what):
            counts[cell].append(one.who)
    found = {}
    for cell, members in counts.items():
        number = len(members)
        if what.counted is Counted.YOUTHS:
            number = len(set(members) & others[cell]) if what.also is not None else len(set(members))
        if number:
            found[cell] = number
    return found


def _place(one: Trajectory, youths: Mapping[str, Youth], level: Level) -> Place:
    youth = youths[one.who]
    match level:
        case Level.AANBIEDER:
            return level, NEDERLAND, one.provider
        case Level.LAND:
            return level, NEDERLAND, ""
        case Level.JEUGDREGIO:
            return level, youth.region or UNKNOWN, ""
        case Level.GEMEENTE:
            return level, youth.municipality or UNKNOWN, ""
        case Level.WIJK:
            if youth.municipality is None:
                return level, UNKNOWN, ""
            return level, youth.district or youth.municipality + UNKNOWN_DISTRICT, ""


def _category(one: Trajectory, youth: Youth, dimension: str) -> str:
    match dimension:
        case "leeftijd":
            bands = [
                name
                for name, band in AGE_BANDS.items()
                if youth.age_first is not None and band.lowest <= youth.age_first < band.below
            ]
            return bands[0] if bands else UNKNOWN
        case "geslacht":
            return youth.sex
        case "vorm":
            return f"{one.kind} {one.form}"
        case "verwijzer":
            return (one.referrer or UNKNOWN) if one.kind == "jeugdhulp" else NO_REFERRER
    return ""


def _fits(one: Trajectory, selection: Selection) -> bool:
    return (
        one.kind in selection.kinds
        and (not selection.forms or one.form in selection.forms)
        and (not selection.referrers or one.referrer in selection.referrers)
        and selection.course in one.courses
    )


def _right_age(youth: Youth, what: RecordCount) -> bool:
    if what.ages is None:
        return True
    age = youth.age_first if what.age_on is AgeDay.FIRST else youth.age_last
    return age is not None and what.ages.lowest <= age < what.ages.below


def _figure(
    id_: str,
    formula: RecordFormula,
    period: Period,
    place: Place,
    dimension: str,
    category: str,
    above: int,
    below: int,
    people: Mapping[tuple[int, str, int, int], int],
) -> dict[str, Any]:
    level, area, provider = place
    figure: dict[str, Any] = dict(
        zip(_KEY, (id_, level.value, area, provider or None, period.code, dimension, category), strict=True)
    )
    denominator: int | None = below
    if isinstance(formula.denominator, Ages):
        denominator = _inhabitants(formula.denominator, period, area, dimension, category, people)
    elif formula.denominator is None:
        denominator = 1
    figure.update(
        numerator=above,
        denominator=None if formula.denominator is None else denominator,
        value=None,
        lower=None,
        upper=None,
        hidden=None,
    )
    if denominator is None:
        figure["hidden"] = HIDDEN_ABSENT
    elif denominator == 0 or (formula.inverse and above == 0):
        figure["hidden"] = HIDDEN_UNDEFINED
    else:
        low, high = _limits(above, denominator, formula.method)
        if formula.inverse:
            figure["value"] = denominator / above
            figure["lower"], figure["upper"] = (None, None) if low is None else (1 / high, 1 / low)
        else:
            figure["value"] = formula.scale * above / denominator
            if low is not None:
                figure["lower"], figure["upper"] = formula.scale * low, formula.scale * high
    return figure


def _inhabitants(
    ages: Ages,
    period: Period,
    area: str,
    dimension: str,
    category: str,
    people: Mapping[tuple[int, str, int, int], int],
) -> int | None:
    if dimension == "geslacht":
        return None
    if dimension == "leeftijd" and category in AGE_BANDS:
        band = AGE_BANDS[category]
        ages = Ages(max(ages.lowest, band.lowest), min(ages.below, band.below))
    return people.get((period.year, area, ages.lowest, ages.below))


def _limits(k: int, n: int, method: Method) -> tuple[Any, Any]:
    """Return Wilson's limits as the roots of their quadratic; Byar's as printed, exact below ten events."""
    if method is Method.BYAR:
        if k >= 10:
            low = k * (1 - 1 / (9 * k) - _Z / (3 * math.sqrt(k))) ** 3
            high = (k + 1) * (1 - 1 / (9 * (k + 1)) + _Z / (3 * math.sqrt(k + 1))) ** 3
        else:
            low = stats.chi2.ppf(0.025, 2 * k) / 2 if k else 0.0
            high = stats.chi2.ppf(0.975, 2 * k + 2) / 2
        return low / n, high / n
    if k > n:
        return None, None
    share = k / n
    a, b, c = 1 + _Z**2 / n, -(2 * share + _Z**2 / n), share**2
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (0.0 if k == 0 else (-b - root) / (2 * a)), (1.0 if k == n else (-b + root) / (2 * a))
