"""The comparison itself: every indicator of a municipality against every group it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from drietrap.benchmark.difference import UNKNOWN, Difference, code_of, difference, settled, verdict
from drietrap.benchmark.doubt import NO_DOUBTS, Doubts
from drietrap.benchmark.groups import Territory, groups
from drietrap.benchmark.result import Comparison, Estimate, Group, GroupKind
from drietrap.benchmark.sample import Array, Sample, pooled, sample
from drietrap.benchmark.sentences import sentence
from drietrap.benchmark.spread import Field
from drietrap.catalogue.comparison import CONFIDENCE, PERIOD_REACH
from drietrap.catalogue.indicator import Indicator, IntervalMethod, Quotient
from drietrap.statistics.multiplicity import benjamini_hochberg
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period


@dataclass(frozen=True)
class View:
    """One indicator in one period over the municipalities of a territory, ready to compare."""

    definition: Indicator
    period: str
    own: Sample
    field: Field
    ratio: Sample | None
    country: Sample
    doubted: frozenset[str] = frozenset()

    @property
    def sample(self) -> Sample:
        """The values that others are held against: without those in doubt."""
        return self.field.sample


def view(
    figures: pl.DataFrame,
    definition: Indicator,
    period: str,
    territory: Territory,
    doubts: Doubts = NO_DOUBTS,
) -> View:
    """Gather one indicator and period; ``figures`` holds that indicator only.

    A figure in doubt stays the municipality's ``own`` and is nobody's reference: it is not in ``field``
    (and so has no rank or place in a funnel itself) nor in ``ratio``.
    """
    return _gathered(figures.filter(pl.col("period") == period), definition, period, territory, doubts)


def _gathered(
    now: pl.DataFrame, definition: Indicator, period: str, territory: Territory, doubts: Doubts
) -> View:
    """Return the view of figures of one indicator and period."""
    scale = definition.formula.scale if isinstance(definition.formula, Quotient) else 100.0
    chance = definition.interval_method is IntervalMethod.WILSON
    everyone = [*territory.areas, NEDERLAND]
    known = sample(now, everyone, chance=True, scale=scale)
    doubted = doubts.areas(definition.id, period)
    trusted = known.without(np.isin(everyone, list(doubted))) if doubted else known
    is_amount = not chance and isinstance(definition.formula, Quotient)
    ratio = trusted.at(slice(-1)) if is_amount else None
    if not chance:
        known, trusted = known.plain(), trusted.plain()
    field = Field(trusted.at(slice(-1)))
    return View(definition, period, known.at(slice(-1)), field, ratio, trusted.at(-1), doubted)


def reference(looked: View, weights: Array, kinds: Iterable[GroupKind]) -> Sample:
    """Return the group values, one per row of ``weights``; the published national row where there is one."""
    together = pooled(looked.sample, weights, ratio=looked.ratio)
    if looked.sample.chance and np.isfinite(looked.country.low[0]):
        national = np.array([kind is GroupKind.NEDERLAND for kind in kinds])
        names = ("value", "low", "high", "k_low", "k_high", "n_low", "n_high")
        for name in names:
            getattr(together, name)[national] = getattr(looked.country, name)[0]
    return together


def closest_period(available: Iterable[str], wanted: str) -> str | None:
    """Return ``wanted`` when available, else the nearest period within reach (the later one on a tie)."""
    codes = list(available)
    if wanted in codes:
        return wanted
    year = Period.parse(wanted).year
    near = [(abs(Period.parse(c).year - year), -Period.parse(c).year, c) for c in codes]
    near = [entry for entry in near if entry[0] <= PERIOD_REACH]
    return min(near)[2] if near else None


def compare(
    figures: pl.DataFrame,
    definitions: Mapping[str, Indicator],
    territory: Territory,
    area: str,
    period: str,
    *,
    views: dict[str, View] | None = None,
    doubts: Doubts = NO_DOUBTS,
) -> tuple[Comparison, ...]:
    """Compare ``area`` on every indicator it has a figure for, with every group it belongs to.

    Parameters
    ----------
    figures
        All figures (``FIGURE_SCHEMA``).
    definitions
        Indicators to compare, by id; the result follows their order.
    territory
        The municipalities of the period.
    area, period
        Code of the municipality and period code. An indicator without a figure in that period uses the
        nearest within reach and says so in a warning; one without any figure to compare with is left out.
    views
        Filled with the view per indicator, for charts that show all municipalities.
    doubts
        Figures that a check found odd: they get no verdict, and do not count in the groups of others.
    """
    i = territory.index(area)
    belonging = groups(territory, area)
    weights = _weights(belonging, territory)
    found: list[Comparison] = []
    for looked, row in _views(figures, definitions, territory, area, period, doubts):
        if views is not None:
            views[looked.definition.id] = looked
        why = doubts.of(looked.definition.id, area, looked.period)
        against = list(_against_groups(looked, row, i, belonging, weights, territory, period, why))
        if any(one.reference.lower is not None for one in against):
            found.extend(against)
    return _controlled(found)


def _views(
    figures: pl.DataFrame,
    definitions: Mapping[str, Indicator],
    territory: Territory,
    area: str,
    period: str,
    doubts: Doubts,
) -> Iterable[tuple[View, dict[str, object]]]:
    own: dict[str, dict[str, dict[str, object]]] = {}
    for row in figures.filter((pl.col("area") == area) & pl.col("rounding_lower").is_not_null()).to_dicts():
        own.setdefault(row["indicator"], {})[row["period"]] = row
    chosen = {name: closest_period(own[name], period) for name in definitions if name in own}
    wanted = pl.DataFrame(
        {"indicator": list(chosen), "period": list(chosen.values())},
        schema={"indicator": pl.String, "period": pl.String},
    )
    around = figures.join(wanted, on=["indicator", "period"])
    by_indicator = _by_indicator(around, territory)
    for name, when in chosen.items():
        if when is not None:
            looked = _gathered(by_indicator[(name,)], definitions[name], when, territory, doubts)
            yield looked, own[name][when]


def _by_indicator(figures: pl.DataFrame, territory: Territory) -> dict[tuple[object, ...], pl.DataFrame]:
    """Return the figures of the municipalities and the country, by indicator."""
    wanted = figures.filter(pl.col("area").is_in([*territory.areas, NEDERLAND]))
    return wanted.partition_by("indicator", as_dict=True)


def _weights(belonging: tuple[Group, ...], territory: Territory) -> Array:
    position = {area: i for i, area in enumerate(territory.areas)}
    weights = np.zeros((len(belonging), len(territory.areas)))
    for row, group in enumerate(belonging):
        weights[row, [position[member] for member in group.members]] = 1.0
    return weights


def _against_groups(
    looked: View,
    row: dict[str, object],
    i: int,
    belonging: tuple[Group, ...],
    weights: Array,
    territory: Territory,
    wanted: str,
    why: tuple[str, ...],
) -> Iterable[Comparison]:
    own = looked.own.at(i)
    refs = reference(looked, weights, [group.kind for group in belonging])
    result = difference(own, refs)
    lower, upper = own.limits(CONFIDENCE)
    if own.chance and not own.counted[0]:  # rounding alone would look far too sure
        lower, upper = np.array([np.nan]), np.array([np.nan])
    spread, funnel = looked.field.spread(i), looked.field.funnel(i)
    rank, shrunk = looked.field.rank(i), looked.field.shrunk(i)
    warnings = [*_strings(row["warnings"])]
    if looked.period != wanted:
        warnings.append(f"Dit cijfer gaat over {Period.parse(looked.period).label}, niet over {wanted}.")
    warnings.extend(f"Controle van de tabel: {reason}" for reason in why)
    ref_lower, ref_upper = refs.limits(CONFIDENCE)
    for g, group in enumerate(belonging):
        code = UNKNOWN if why else int(result.code[g])
        yield Comparison(
            indicator=looked.definition.id,
            area=territory.areas[i],
            period=looked.period,
            group=group,
            own=_estimate(own.value[0], lower[0], upper[0]),
            own_rounding=_estimate(own.value[0], own.low[0], own.high[0]),
            reference=_estimate(refs.value[g], ref_lower[g], ref_upper[g]),
            difference=_estimate(result.value[g], result.lower[g], result.upper[g]),
            p_value=None if why else _number(result.p_value[g]),
            q_value=None,
            verdict=verdict(code),
            spread=spread,
            sentence="",
            lineage=str(row["lineage"]),
            provisional=bool(row["provisional"]),
            hidden=None if row["hidden"] is None else str(row["hidden"]),
            funnel=funnel,
            rank=rank,
            shrunk=shrunk,
            changes_without=() if why else _changes_without(looked, own, group, code, territory),
            warnings=tuple(warnings) + _missing_members(looked, weights[g], group),
        )


def _changes_without(
    looked: View, own: Sample, group: Group, code: int, territory: Territory
) -> tuple[str, ...]:
    """Return the neighbours without whom the verdict would be another one."""
    if group.kind is not GroupKind.BUREN:
        return ()
    weights = np.repeat(_weights((group,), territory), len(group.members), axis=0)
    for row, member in enumerate(group.members):
        weights[row, territory.index(member)] = 0.0
    codes = difference(own, pooled(looked.sample, weights, ratio=looked.ratio)).code
    return tuple(member for member, other in zip(group.members, codes, strict=True) if other != code)


def _missing_members(looked: View, weights: Array, group: Group) -> tuple[str, ...]:
    if group.kind is GroupKind.NEDERLAND and looked.sample.chance and np.isfinite(looked.country.low[0]):
        return ()
    known = np.isfinite(looked.own.low) & np.isfinite(looked.own.high)
    missing = int((weights * ~known).sum())
    doubted = len(looked.doubted.intersection(group.members))
    of = f"van de {len(group.members)} gemeenten in deze groep"
    told = []
    if missing:
        told.append(f"Van {missing} {of} is er geen cijfer.")
    if doubted:
        told.append(
            f"Het cijfer van {doubted} {of} telt niet mee: een controle van de tabel vond dat het niet klopt."
        )
    return tuple(told)


def _controlled(found: list[Comparison]) -> tuple[Comparison, ...]:
    """Control the false discovery rate over the indicators of each group, then write the sentence."""
    done: dict[int, Comparison] = {}
    for kind in GroupKind:
        rows = [n for n, c in enumerate(found) if c.group.kind is kind]
        p = np.array([np.nan if found[n].p_value is None else found[n].p_value for n in rows], dtype=float)
        q = benjamini_hochberg(p) if rows else p
        for n, q_value in zip(rows, q, strict=True):
            code = code_of(found[n].verdict)
            final = settled(np.array([code]), np.array([q_value]))[0] if np.isfinite(q_value) else code
            done[n] = replace(found[n], q_value=_number(q_value), verdict=verdict(int(final)))
    return tuple(replace(done[n], sentence=sentence(done[n])) for n in range(len(found)))


def everything(
    figures: pl.DataFrame,
    definitions: Mapping[str, Indicator],
    territory: Territory,
    period: str,
    *,
    doubts: Doubts = NO_DOUBTS,
) -> pl.DataFrame:
    """Compare all municipalities on all indicators with all their groups at once.

    Returns
    -------
    One row per indicator, area and group kind: difference with interval, p- and q-value, verdict, place
    in the ordinary spread and rank. Sorted by those three keys.
    """
    belonging = {area: {g.kind: g for g in groups(territory, area)} for area in territory.areas}
    matrices = {
        kind: _weights(tuple(by_kind.get(kind) or _empty(kind) for by_kind in belonging.values()), territory)
        for kind in GroupKind
    }
    frames: list[pl.DataFrame] = []
    by_indicator = _by_indicator(figures, territory)
    for name, definition in definitions.items():
        mine = by_indicator.get((name,))
        if mine is None:
            continue
        municipal = mine.filter(
            pl.col("area").is_in(territory.areas) & pl.col("rounding_lower").is_not_null()
        )
        chosen = closest_period(municipal["period"].unique().sort().to_list(), period)
        if chosen is None:
            continue
        looked = view(mine, definition, chosen, territory, doubts)
        for kind, weights in matrices.items():
            refs = reference(looked, weights, [kind] * len(territory.areas))
            frames.append(_table(looked, kind, difference(looked.own, refs), territory))
    return _with_false_discovery_rate(pl.concat(frames)) if frames else pl.DataFrame()


def _empty(kind: GroupKind) -> Group:
    return Group(kind, "", "", ())


def _table(looked: View, kind: GroupKind, result: Difference, territory: Territory) -> pl.DataFrame:
    place, best, worst = looked.field.ranks
    in_doubt = np.isin(np.array(territory.areas), sorted(looked.doubted))
    return pl.DataFrame(
        {
            "indicator": [looked.definition.id] * len(territory.areas),
            "area": list(territory.areas),
            "group": [kind.value] * len(territory.areas),
            "period": [looked.period] * len(territory.areas),
            "value": looked.own.value,
            "difference": result.value,
            "lower": result.lower,
            "upper": result.upper,
            "p_value": np.where(in_doubt, np.nan, result.p_value),
            "code": np.where(in_doubt, UNKNOWN, result.code),
            "z_adjusted": looked.field.z_adjusted,
            "rank": place,
            "rank_lower": best,
            "rank_upper": worst,
        }
    )


def _with_false_discovery_rate(table: pl.DataFrame) -> pl.DataFrame:
    """Add ``q_value`` (over the indicators of one area and group) and the settled verdict."""
    ordered = table.sort("area", "group", "indicator")
    p = ordered["p_value"].to_numpy()
    q = np.full(p.shape, np.nan)
    keys = ordered.select(pl.struct("area", "group").rle_id().alias("run"))["run"].to_numpy()
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    for start, stop in zip(starts, [*starts[1:], len(keys)], strict=True):
        q[start:stop] = benjamini_hochberg(p[start:stop])
    code: NDArray[np.int64] = ordered["code"].to_numpy()
    final = np.where(np.isfinite(q), settled(code, q), code)
    words = [verdict(int(c)).value for c in final]
    return ordered.with_columns(pl.Series("q_value", q), pl.Series("verdict", words)).drop("code")


def _estimate(value: float, lower: float, upper: float) -> Estimate:
    return Estimate(_number(value), _number(lower), _number(upper))


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _strings(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []
