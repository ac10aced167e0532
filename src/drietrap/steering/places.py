"""What a population is made of: how many young people live in the districts of a municipality, by age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.statistics.inputs import FloatArray
from drietrap.vocabulary.errors import NoDataError

# Aannames about ages within the published groups: 0-14 and 15-24 (CBS StatLine 03759NED: population by age).
YOUNG_PARTS = (0.255, 0.535)  # of 0-14: 0-3 and 4-11
TEENS_PER_YOUNG = 0.2256  # 15-17 per 0-14
GROWN_PART = 0.5  # of 15-24 that is 18-22
FEWEST_TEENS, MOST_TEENS = 0.15, 0.45  # bounds on 15-17 within 15-24
ONE_PARENT = 0.165  # share of children in a one-parent family, nationally
_KEY_FIGURES, _DISTRICTS, _SCP = "KERNCIJFERS", "85075NED-INWONERS", "SCP-WIJK-2017"


@dataclass(frozen=True)
class Place:
    """A municipality: its districts with the young people of one year.

    Parameters
    ----------
    code, name
        Municipality.
    year
        The counts are those of 1 January of this year.
    districts
        Codes; the municipality itself where no districts are known.
    people
        (districts, 4): 0-3, 4-11, 12-17 and 18-22 years.
    one_parent
        (districts,): share of families with one parent.
    frailty
        (districts,): shift of families towards frailer classes (0: as in the country).
    """

    code: str
    name: str
    year: int
    districts: tuple[str, ...]
    people: FloatArray
    one_parent: FloatArray
    frailty: FloatArray

    @property
    def youths(self) -> float:
        """How many are under 18."""
        return float(self.people[:, :3].sum())


def places_of(observations: pl.DataFrame, year: int, names: dict[str, str]) -> tuple[Place, ...]:
    """Return the municipalities with known numbers of young people, in the order of their codes.

    Districts come from the table of youth care by district, of the nearest year; a municipality without
    districts is one district, with numbers from the key figures.

    Parameters
    ----------
    observations
        The core table of a release.
    year
        The counts are taken as those of this year.
    names
        The municipalities to look for: code to name.

    Raises
    ------
    NoDataError
        When no municipality has numbers by age.
    """
    young = _by_area(observations, _DISTRICTS, year, ("inwoners_0_14", "inwoners_15_24"))
    whole = _by_area(
        observations, _KEY_FIGURES, year, ("inwoners", "pct_0_14", "pct_15_24", "pct_laag_inkomen")
    )
    parents = _by_area(observations, _SCP, year, ("perc_1ouder",))
    middle = _average(whole, "pct_laag_inkomen")
    alone = _average_plain(parents, "perc_1ouder", 100 * ONE_PARENT)
    found = []
    for code, name in sorted(names.items()):
        codes, ages = _districts_of(code, young, whole)
        if not codes:
            continue
        own = whole.get(code, {}).get("pct_laag_inkomen", np.nan)
        shift = float(np.log(max(own, 0.5) / middle)) if np.isfinite(own + middle) else 0.0
        share = (
            ONE_PARENT
            * 100
            / alone
            * np.array([parents.get(d, {}).get("perc_1ouder", alone * np.exp(0.4 * shift)) for d in codes])
        )
        frail = shift + 0.5 * np.log(np.clip(share, 2.0, 70.0) / np.clip(share.mean(), 2.0, 70.0))
        found.append(Place(code, name, year, codes, ages, np.clip(share / 100.0, 0.02, 0.7), frail))
    if not found:
        raise NoDataError(
            "van geen enkele gemeente is bekend hoeveel jeugdigen er wonen",
            expected="de tabel jeugdzorg per wijk (85075NED) of de kerncijfers per gemeente",
            action="lees eerst die tabel met 'drietrap lees'",
        )
    return tuple(found)


def split_ages(to_14: FloatArray, to_24: FloatArray) -> FloatArray:
    """Return people of 0-3, 4-11, 12-17 and 18-22 from those of 0-14 and 15-24 (aannames: see the module)."""
    low, high = FEWEST_TEENS * to_24, MOST_TEENS * to_24
    teens = np.clip(TEENS_PER_YOUNG * to_14, low, high)
    first, second = YOUNG_PARTS
    older = GROWN_PART * to_24
    return np.stack([first * to_14, second * to_14, (1 - first - second) * to_14 + teens, older], axis=-1)


def _average(rows: Rows, measure: str) -> float:
    """Return the average over inhabitants; NaN when nothing is known."""
    known = [(row[measure], row["inwoners"]) for row in rows.values() if {measure, "inwoners"} <= set(row)]
    total = sum(people for _, people in known)
    return sum(value * people for value, people in known) / total if total else float("nan")


def _average_plain(rows: Rows, measure: str, default: float) -> float:
    known = [row[measure] for row in rows.values() if measure in row]
    return sum(known) / len(known) if known else default


Rows = dict[str, dict[str, float]]


def _by_area(observations: pl.DataFrame, table: str, year: int, measures: tuple[str, ...]) -> Rows:
    """Return known values by area and measure, each of the year nearest to the wanted one."""
    rows = observations.filter(
        (pl.col("table") == table) & pl.col("measure").is_in(measures) & pl.col("value").is_not_null()
    )
    distance = (pl.col("period").str.slice(0, 4).cast(pl.Int64) - year).abs()
    near = rows.with_columns(away=distance).sort("area", "measure", "away", "period", "variant")
    found: Rows = {}
    for area, measure, value in near.select("area", "measure", "value").iter_rows():
        found.setdefault(area, {}).setdefault(measure, value)
    return found


def _districts_of(code: str, young: Rows, whole: Rows) -> tuple[tuple[str, ...], FloatArray]:
    inside = sorted(area for area in young if area.startswith("WK" + code[2:]) and len(young[area]) == 2)
    codes = tuple(area for area in inside if sum(young[area].values()) > 0)
    if codes:
        ends = np.array([[young[d]["inwoners_0_14"], young[d]["inwoners_15_24"]] for d in codes])
        return codes, split_ages(ends[:, 0], ends[:, 1])
    row = whole.get(code, {})
    if not {"inwoners", "pct_0_14", "pct_15_24"} <= set(row):
        return (), np.zeros((0, 4))
    ends = row["inwoners"] * np.array([row["pct_0_14"], row["pct_15_24"]]) / 100.0
    return (code,), split_ages(ends[:1], ends[1:])
