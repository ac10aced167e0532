"""Providers (aanbieders), certified institutions (GI) and district teams, and who is contracted where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.synthetic.arithmetic import FloatArray, IntArray, exp
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.assumptions import FORMS
from drietrap.synthetic.register.fitting import choose
from drietrap.synthetic.register.territory import Territory

AANBIEDER, INSTELLING, TEAM = "aanbieder", "gi", "wijkteam"
PER_MUNICIPALITY = 8
_SIZE_SPREAD = 1.8
_NATIONAL, _REGIONAL = 0.02, 0.17  # shares of providers with that reach
# Kind of provider: share, and the weight of each hulpvorm (in the order of FORMS).
TRADES: dict[str, tuple[float, tuple[float, ...]]] = {
    "ggz": (0.34, (0, 1.0, 0.02, 0.05, 0, 0, 0, 0.03)),
    "begeleiding": (0.38, (0, 0.4, 0.05, 1.0, 0, 0, 0, 0)),
    "dagbehandeling": (0.10, (0, 0.4, 1.0, 0.1, 0, 0, 0, 0.05)),
    "pleegzorg": (0.04, (0, 0.1, 0, 0.1, 1.0, 0.3, 0, 0)),
    "gezinshuis": (0.09, (0, 0, 0, 0.05, 0, 1.0, 0, 0.05)),
    "residentieel": (0.05, (0, 0.3, 0.3, 0.2, 0.05, 0.3, 1.0, 1.0)),
}
_STOPS, _STARTS = 0.04, 0.08  # providers whose contract ends, or begins, within the years
_ALWAYS = (1900, 2100)
_MAIN_GI, _SECOND_GI = 0.75, 0.15


@dataclass(frozen=True)
class Market:
    """Who can be chosen: one entry per contract (unit and hulpvorm), sorted by ``group``.

    ``group`` is the number of the unit times the number of forms plus the place of the hulpvorm.
    """

    frame: pl.DataFrame
    contracts: pl.DataFrame
    group: IntArray
    provider: IntArray
    weight: FloatArray
    since: IntArray
    until: IntArray
    gi: IntArray
    """Three certified institutions per unit: the main one, the second, the national one."""
    teams: IntArray


def make_market(draws: Draws, territory: Territory, years: range) -> Market:
    """Return the providers of a country and their contracts."""
    units = len(territory.unit_codes)
    number = PER_MUNICIPALITY * units
    trade, home = _trades(draws, number), _homes(draws, territory, number)
    size = exp(_SIZE_SPREAD * draws.normal("omvang aanbieder", np.arange(number)))
    reach = _reach(draws, number)
    life = _life(draws, reach, years)
    rows = _offers(territory, home, trade, size, reach)
    municipalities, team_of_unit = _teams(territory)
    teams = number + np.arange(len(municipalities))
    gi_home, gi_of_unit = _institutions(territory)
    first_gi = number + len(teams)
    rows = np.vstack([rows, _team_offers(number + team_of_unit, units)])
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    group, provider = rows[order, 0].astype(np.int64), rows[order, 1].astype(np.int64)
    since = np.concatenate([life[:, 0], np.full(len(teams), _ALWAYS[0])])
    until = np.concatenate([life[:, 1], np.full(len(teams), _ALWAYS[1])])
    frame = _frame(territory, trade, home, reach, size, municipalities, gi_home)
    market = Market(
        frame,
        pl.DataFrame(),
        group,
        provider,
        rows[order, 2],
        since[provider],
        until[provider],
        first_gi + gi_of_unit,
        number + team_of_unit,
    )
    return Market(**{**market.__dict__, "contracts": _contracts(market, territory)})


def pick(market: Market, group: IntArray, year: int, chance: FloatArray) -> IntArray:
    """Return the provider that ``chance`` falls on among those contracted for each group in a year."""
    active = (market.since <= year) & (year < market.until)
    running = np.cumsum(np.where(active, market.weight, 0.0))
    first = np.searchsorted(market.group, group, side="left")
    last = np.searchsorted(market.group, group, side="right") - 1
    before = np.where(first > 0, running[np.maximum(first - 1, 0)], 0.0)
    place = np.searchsorted(running, before + chance * (running[last] - before), side="right")
    chosen: IntArray = market.provider[np.clip(place, first, last)]
    return chosen


def _trades(draws: Draws, number: int) -> IntArray:
    shares = np.array([share for share, _ in TRADES.values()])
    trade = choose(shares, draws.uniform("soort aanbieder", np.arange(number)))
    trade[: len(TRADES)] = np.arange(len(TRADES))  # with _reach: every trade can be had everywhere
    return trade


def _homes(draws: Draws, territory: Territory, number: int) -> IntArray:
    weight = np.add.reduceat(territory.weight, territory.first)
    return choose(weight, draws.uniform("vestiging aanbieder", np.arange(number)))


def _reach(draws: Draws, number: int) -> IntArray:
    """Return 0 for local, 1 for regional and 2 for national; the first ones, of every trade, are national."""
    chance = draws.uniform("bereik aanbieder", np.arange(number))
    reach = np.where(chance < _NATIONAL, 2, np.where(chance < _REGIONAL, 1, 0))
    reach[: len(TRADES)] = 2
    return reach


def _life(draws: Draws, reach: IntArray, years: range) -> IntArray:
    """Return the first year with a contract and the first year without."""
    ids = np.arange(len(reach))
    year = years.start + 1 + (draws.uniform("jaar contract", ids) * (len(years) - 1)).astype(np.int64)
    chance = draws.uniform("contract", ids)
    local = reach < 2
    since = np.where(local & (chance < _STARTS), year, _ALWAYS[0])
    until = np.where(local & (chance >= _STARTS) & (chance < _STARTS + _STOPS), year, _ALWAYS[1])
    return np.column_stack([since, until])


def _offers(
    territory: Territory, home: IntArray, trade: IntArray, size: FloatArray, reach: IntArray
) -> FloatArray:
    """Return rows of group, provider and weight."""
    pairs = [_served(territory, int(unit), int(far)) for unit, far in zip(home, reach, strict=True)]
    provider = np.repeat(np.arange(len(home)), [len(units) for units in pairs])
    unit = np.concatenate(pairs)
    near = np.where(unit == home[provider], 3.0, 1.0) / np.sqrt(1.0 + reach[provider] * 4.0)
    forms = np.array([weights for _, weights in TRADES.values()])
    weight = forms[trade[provider]] * (size[provider] * near)[:, None]
    group = unit[:, None] * len(FORMS) + np.arange(len(FORMS))[None, :]
    kept = weight > 0
    owner = np.broadcast_to(provider[:, None], weight.shape)
    return np.column_stack([group[kept], owner[kept], weight[kept]])


def _served(territory: Territory, home: int, reach: int) -> IntArray:
    if reach == 2:
        return np.arange(len(territory.unit_codes))
    if reach == 1:
        return np.flatnonzero(territory.region == territory.region[home])
    return np.sort(np.append(territory.neighbours[home], home))


def _teams(territory: Territory) -> tuple[list[str], IntArray]:
    codes = sorted(set(territory.merged_unit_codes))
    place = {code: number for number, code in enumerate(codes)}
    return codes, np.array([place[code] for code in territory.merged_unit_codes])


def _team_offers(provider: IntArray, units: int) -> FloatArray:
    return np.column_stack([np.arange(units) * len(FORMS), provider, np.ones(units)])


def _institutions(territory: Territory) -> tuple[list[int], IntArray]:
    """Return the home unit of every GI (last one national), and the three that serve each unit."""
    regions = len(territory.region_codes)
    number = max(2, (regions + 1) // 2)
    main = territory.region * number // regions
    second = (main + 1) % number
    homes = [int(np.argmax(main == gi)) for gi in range(number)]  # the first unit when it is nobody's main
    return [*homes, 0], np.column_stack([main, second, np.full(len(main), number)])


def pick_gi(market: Market, unit: IntArray, chance: FloatArray, *, another: bool = False) -> IntArray:
    """Return the GI of each measure; with ``another`` one that is not the main one."""
    shares = np.array([0.0 if another else _MAIN_GI, _SECOND_GI, 1.0 - _MAIN_GI - _SECOND_GI])
    return market.gi[unit, choose(shares, chance)]


def _frame(
    territory: Territory,
    trade: IntArray,
    home: IntArray,
    reach: IntArray,
    size: FloatArray,
    municipalities: list[str],
    gi_home: list[int],
) -> pl.DataFrame:
    names = tuple(TRADES)
    width = ("lokaal", "regionaal", "landelijk")
    homes = [territory.merged_unit_codes[unit] for unit in home.tolist()]
    institutions = [territory.merged_unit_codes[unit] for unit in gi_home]
    gi_reach = ["regionaal"] * (len(gi_home) - 1) + ["landelijk"]
    teams = len(municipalities)
    return pl.DataFrame(
        {
            "provider": [
                *(f"FA{number:05d}" for number in range(len(home))),
                *(f"FW{number:05d}" for number in range(teams)),
                *(f"FG{number:05d}" for number in range(len(gi_home))),
            ],
            "kind": [AANBIEDER] * len(home) + [TEAM] * teams + [INSTELLING] * len(gi_home),
            "trade": [*(names[t] for t in trade.tolist()), *[TEAM] * teams, *[INSTELLING] * len(gi_home)],
            "municipality": [*homes, *municipalities, *institutions],
            "reach": [*(width[r] for r in reach.tolist()), *["lokaal"] * teams, *gi_reach],
            "size": [*size.tolist(), *[1.0] * (teams + len(gi_home))],
        }
    )


def _contracts(market: Market, territory: Territory) -> pl.DataFrame:
    """Return who is contracted by which municipality for which hulpvorm, with the first and last year."""
    unit, form = market.group // len(FORMS), market.group % len(FORMS)
    names = market.frame["provider"]
    return (
        pl.DataFrame(
            {
                "provider": names.gather(market.provider),
                "municipality": pl.Series(territory.merged_unit_codes).gather(unit),
                "form": pl.Series(FORMS).gather(form),
                "since": np.where(market.since > _ALWAYS[0], market.since, 0),
                "until": np.where(market.until < _ALWAYS[1], market.until - 1, 0),
            }
        )
        .with_columns(pl.col("since", "until").replace(0, None).cast(pl.Int32))
        .unique()
        .sort("municipality", "form", "provider")
    )
