"""The funnel of the 2015 study on the real municipalities of 2022, with organisation delivered for some."""

from __future__ import annotations

import csv
import json
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.app.selecting import select, world_of
from drietrap.app.selection_options import Options, selection_of
from drietrap.app.state import opened
from drietrap.catalogue.selection import CONSPICUOUS_INDICATORS, FALSE_DISCOVERIES
from drietrap.differences.selection.definition import DifferentStep, OneOf, Selection

pytestmark = pytest.mark.shared
KEY_FIGURES = "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv"
FILES = (
    KEY_FIGURES,
    "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv",
    "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv",
    "cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv",
    "geo/gemeenten_2022.geojson",
    "regio/gemeente_jeugdregio_2026.csv",
    "gemeentefonds",
)


@pytest.fixture(scope="module")
def folder(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    made = DataFolder(tmp_path_factory.mktemp("kiezen"))
    read(made, [shared_data / name for name in FILES])
    return made


@pytest.fixture(scope="module")
def told(folder: DataFolder):
    return select(folder, selection_of(Options())).content


def test_every_step_of_the_funnel_shows_its_number(told):
    assert [step.kind for step in told.steps] == ["grens", "doorsnee", "opvallend", "verschillend"]
    numbers = [told.steps[0].before, *(len(step.remaining) for step in told.steps)]
    assert numbers[0] == 345
    assert numbers[-1] == 4
    assert all(before > after for before, after in pairwise(numbers))
    for step in told.steps:
        assert step.before == len(step.remaining) + len(step.fallen)


def test_the_band_is_that_of_the_key_figures(told, shared_data: Path):
    with (shared_data / KEY_FIGURES).open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    name = next(key for key in rows[0] if "inwoners" in key.lower())
    inside = sum(35_000 <= float(row[name]) <= 50_000 for row in rows if row[name])
    assert len(told.steps[0].remaining) == inside


def test_conspicuous_by_another_implementation(told, folder: DataFolder):
    before = told.steps[1].remaining
    with opened(folder) as state:
        world = world_of(state, selection_of(Options())).ordered()
        rows = [world.land.areas.index(area) for area in before]
        z = np.array([world.view(name).field.z_adjusted[rows] for name in CONSPICUOUS_INDICATORS])
    p = 2 * stats.norm.sf(np.abs(z))
    known = ~np.isnan(p)
    q = np.full(p.shape, np.nan)
    q[known] = stats.false_discovery_control(p[known])
    expected = tuple(
        area for area, column in zip(before, q.T, strict=True) if (column < FALSE_DISCOVERIES).any()
    )
    assert told.steps[2].remaining == expected


def test_the_choice_is_that_of_trying_every_four(told, folder: DataFolder, shared_data: Path):
    areas = told.steps[2].remaining
    middles = {}
    for shape in json.loads((shared_data / "geo/gemeenten_2022.geojson").read_text())["features"]:
        code = next((str(v) for v in shape["properties"].values() if str(v) in areas), None)
        if code is not None:
            parts = shape["geometry"]["coordinates"]
            rings = parts if shape["geometry"]["type"] == "Polygon" else [part[0] for part in parts]
            middles[code] = np.array(max(rings, key=len))[:, :2].mean(axis=0)

    def km(a: str, b: str) -> float:
        """Return a rough distance: the mean of the points of a boundary, on a flat country."""
        (x1, y1), (x2, y2) = middles[a], middles[b]
        return float(np.hypot((x1 - x2) * 68.5, (y1 - y2) * 111.2))

    by_pair = {frozenset((p.first, p.second)): p.distance_km for p in told.pairs}
    for pair, distance in by_pair.items():
        assert distance == pytest.approx(km(*pair), abs=8)
    regions = {one.area: one.region for one in told.chosen}
    assert len(set(regions.values())) == 4
    spread = max(min(km(*pair) for pair in combinations(four, 2)) for four in combinations(areas, 4))
    assert min(by_pair.values()) >= spread - 16


def test_the_same_again_and_from_its_own_definition(told, folder: DataFolder):
    from drietrap.differences.selection.toml import read as from_toml

    assert select(folder, from_toml(told.definition, "x")).content == told


def test_the_converse_on_real_figures(folder: DataFolder):
    told = select(folder, selection_of(Options(inhabitants="30000-60000", converse=True, number=3))).content
    assert [step.kind for step in told.steps] == ["grens", "zelfde-cijfers", "verschillend"]
    with opened(folder) as state:
        use = state.figures.filter(
            (state.figures["indicator"] == "jeugdhulp_gebruik") & (state.figures["period"] == "2022")
        )
        values = dict(use.select("area", "value").iter_rows())
    shares = [values[one.area] for one in told.chosen]
    assert max(shares) - min(shares) < 0.25 * values["NL01"]
    assert len({one.region for one in told.chosen}) == 3


def test_a_delivered_organisation_changes_the_choice(folder: DataFolder, told, tmp_path: Path):
    areas = told.steps[2].remaining
    kinds = ("wijkteam", "gemeentelijk_loket", "telefoonteam")
    chosen = told.combination.areas
    value = {area: "wijkteam" if area in chosen else kinds[i % 3] for i, area in enumerate(areas)}
    rows = [f"toegang;eerste_contact;{area};{value[area]};2020-01-01;;;proef" for area in areas]
    path = tmp_path / "inrichting.csv"
    path.write_text("thema;kenmerk;gebied;waarde;van;tot;toelichting;bron\n" + "\n".join(rows) + "\n")
    read(folder, [path])
    again = select(folder, selection_of(Options())).content
    assert again.release == told.release + 1
    assert again.steps[2] == told.steps[2]
    assert set(again.combination.areas) != set(told.combination.areas)
    codes = [one.organisation[0].code for one in again.chosen]
    assert len(set(codes)) == 3  # of three kinds in a set of four
    only = Selection("een soort", (OneOf("eerste_contact", ("wijkteam",)), DifferentStep(2)), "2022")
    assert {one.organisation[0].code for one in select(folder, only).content.chosen} == {"wijkteam"}


def test_the_four_of_2015_by_their_organisation(folder: DataFolder):
    four = ("ST0001", "ST0002", "ST0003", "ST0004")
    told = select(folder, Selection("2015", (DifferentStep(2, place=0),), "2015K1", four)).content
    assert told.combination.names == ("Gemeente A", "Gemeente B")
    held = {one.area: {h.characteristic: h.code for h in one.organisation} for one in told.chosen}
    differ = sum(held["ST0001"][key] != held["ST0002"][key] for key in held["ST0001"])
    assert (len(held["ST0001"]), differ) == (21, 17)
    assert told.chosen[0].region is None
    assert told.chosen[0].inhabitants is None
