"""What a report from records showed is kept, and the next one is protected together with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from drietrap.app import record_releases, record_reporting
from drietrap.app.folder import DataFolder
from drietrap.app.record_asked import Asked
from drietrap.app.record_beside import Based
from drietrap.app.record_counts import Together
from drietrap.app.record_kept import Keeping
from drietrap.app.record_published import published_beside
from drietrap.app.record_releases import Shelf, adding
from drietrap.app.record_ties import BEGUN, ENDED, RUNNING, TRAJECTORIES, YOUTHS, measure, ties
from drietrap.indicators.figure import FIGURE_SCHEMA
from drietrap.indicators.records.rows import PLACES
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.suppression.kept import kept
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Rollup, Table
from drietrap.register.record import Record
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
from tests.receiving.conftest import Ran
from tests.receiving.world import World

H1, H2 = Period(2022, "H", 1), Period(2022, "H", 2)


def counted(counts: Mapping[str, int]) -> Together:
    """Return one table of areas under ``AB``."""
    cells = {("AB",): sum(counts.values()), **{(name,): count for name, count in counts.items()}}
    area = Dimension("gebied", None, (Rollup("AB", tuple(counts)),))
    return Together((Table("t", "n", ("gebied",), cells),), (area,), ())


def report(folder: DataFolder, counts: Mapping[str, int]) -> Outcome:
    with adding(folder) as shelf:
        outcome = shelf.based(counted(counts), "registratie 2022").outcome
        shelf.keep(outcome, 1)
    return outcome


def shown(outcome: Outcome) -> dict[str, int | None]:
    cells = zip(outcome.release.cells, outcome.shown, strict=True)
    return {cell.key[1][0][1]: value for cell, value in cells if cell.key[0] == "n"}


def releases(folder: DataFolder) -> list[str]:
    with adding(folder) as shelf:
        return [one.label for one in shelf.releases()]


def test_asking_twice_shows_and_keeps_the_same(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    first = report(folder, {"A": 20, "B": 3, "C": 41})
    assert shown(report(folder, {"A": 20, "B": 3, "C": 41})) == shown(first)
    assert shown(report(folder, {"A": 21, "B": 2, "C": 42})) == shown(first)  # rounds to the same
    assert releases(folder) == ["registratie 2022 (1)"]


def test_what_is_kept_comes_back_whole_and_holds_no_count(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    first = report(folder, {"A": 21, "B": 3, "C": 41})
    with adding(folder) as shelf:
        assert shelf.releases() == [kept(first)]
        line = shelf.version.frame(record_releases.RELEASES).row(0, named=True)
        values = shelf.version.frame(record_releases.CELLS)["value"].drop_nulls()
    assert (line["register_version"], line["rules"]) == (1, CBS.valid_from.isoformat())
    assert all(value % 5 == 0 and value > CBS.secret_up_to for value in values)


def test_a_redelivery_is_protected_with_what_was_shown(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    report(folder, {"A": 20, "B": 3, "C": 41})
    second = report(folder, {"A": 20, "B": 30, "C": 41})
    assert shown(second)["B"] == 30
    assert second.unprotected == ()
    old = [cell for cell in second.release.cells if cell.key[0] == "n in registratie 2022 (1)"]
    assert {cell.key[1][0][1] for cell in old} == {"AB", "B"}  # what was revised stays beside
    assert releases(folder) == ["registratie 2022 (1)", "registratie 2022 (2)"]


def test_what_would_give_a_secret_away_beside_an_earlier_report_is_refused(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    exact = counted({"A": 12, "B": 0})
    careless = protect(describe("registratie 2022 (1)", exact.tables, exact.dimensions), CBS)
    told = {"AB": 10, "A": 10, "B": None}  # B is at most 12 - 8 = 4
    cells = careless.release.cells
    careless = dataclasses.replace(careless, shown=tuple(told[cell.key[1][0][1]] for cell in cells))
    with adding(folder) as shelf:
        shelf.keep(careless, 1)
    with pytest.raises(InputError, match="veranderd sinds een eerder rapport"):
        report(folder, {"A": 12, "B": 0})
    assert len(releases(folder)) == 1


def test_nothing_is_kept_of_a_report_that_stops_before_it_is_safe(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with pytest.raises(RuntimeError), adding(folder) as shelf:
        shelf.keep(shelf.based(counted({"A": 20, "B": 30}), "registratie 2022").outcome, 1)
        raise RuntimeError
    assert releases(folder) == []


def test_reports_at_once_wait_for_each_other(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    worlds = [{"A": 20 + 10 * at, "B": 30, "C": 41} for at in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda counts: report(folder, counts), worlds))
    assert releases(folder) == [f"registratie 2022 ({number})" for number in (1, 2, 3, 4)]


def tables_of(counts: Mapping[str, Mapping[tuple[str, str], int]], dimension: str) -> list[Table]:
    return [
        Table(name, name, ("gebied", dimension), {("GM1", code): n for (_, code), n in cells.items()})
        for name, cells in counts.items()
    ]


def test_the_stock_of_one_half_year_ties_to_the_next_where_it_holds() -> None:
    # 10 run on after H1; 7 begin and 5 end in H2. By definition H1 has no less than it began with.
    def course(half: Period, begun: int, ended: int, running: int) -> list[Table]:
        names = zip((BEGUN, ENDED, RUNNING), (begun, ended, running), strict=True)
        return [
            Table(measure(n, half), measure(n, half), ("gebied", "leeftijd"), {("GM1", TOTAL): count})
            for n, count in names
        ]

    first = course(H1, 6, 2, 10)
    holds = ties([*first, *course(H2, 7, 5, 12)], Period(2022), [H1, H2])
    moved = ties([*first, *course(H2, 7, 5, 13)], Period(2022), [H1, H2])
    assert [one.at_least for one in holds].count(False) == 1
    assert [one.at_least for one in moved] == [True, True]
    (stock,) = (one for one in holds if not one.at_least)
    assert {(key[0], sign) for key, sign in stock.terms} == {
        (measure(RUNNING, H1), 1),
        (measure(BEGUN, H2), 1),
        (measure(ENDED, H2), -1),
        (measure(RUNNING, H2), -1),
    }


def test_measures_have_no_referrer_and_youths_a_trajectory() -> None:
    name = measure(TRAJECTORIES, H1)
    forms = {TOTAL: 12, "jeugdhulp 02": 7, "jeugdbescherming 11": 5}
    by_form = Table("v", name, ("gebied", "vorm"), {("GM1", code): n for code, n in forms.items()})
    through = {TOTAL: 12, "01": 7, "geen jeugdhulp": 5}
    by_referrer = Table("r", name, ("gebied", "verwijzer"), {("GM1", code): n for code, n in through.items()})
    youths = Table("j", measure(YOUTHS, H1), ("gebied", "leeftijd"), {("GM1", TOTAL): 6})
    found = ties([by_form, by_referrer, youths], H1, [])
    written = [
        (
            one.at_least,
            sorted(
                (dict(key[1]).get("vorm") or dict(key[1]).get("verwijzer") or key[0], sign)
                for key, sign in one.terms
            ),
        )
        for one in found
    ]
    assert written == [
        (False, [("geen jeugdhulp", -1), ("jeugdbescherming 11", 1)]),
        (True, [("jeugdhulp 02", 1), (measure(YOUTHS, H1), -1)]),
    ]


def test_a_published_figure_that_is_not_there_leaves_the_others() -> None:
    row = {
        "indicator": "verwijzer_gemeente",
        "area": "GM7001",
        "period": "2022",
        "value": 20.0,
        "rounding_lower": 19.0,
        "rounding_upper": 21.0,
    }
    figures = pl.DataFrame([row], schema_overrides={k: v for k, v in FIGURE_SCHEMA.items() if k in row})
    figures = pl.concat([FIGURE_SCHEMA.to_frame(), figures], how="diagonal")
    asked = Asked("GM7001", "Plaats", Period(2022), (), PLACES.to_frame())
    with duckdb.connect() as connection:
        connection.register("record", Record.create_empty().to_arrow())
        made = published_beside(connection, figures, asked)
    assert [one.published.value for one in made] == [20.0]


@pytest.mark.parametrize("period", ["2022K1", "2022M03"])
def test_a_period_over_which_nobody_delivers_is_refused(world: World, drietrap: Ran, period: str) -> None:
    ran = drietrap("--data", world.data, "registratierapport", world.municipality, "--periode", period)
    assert ran.code == 2
    assert "aanbieders leveren per halfjaar" in ran.err


def test_a_report_of_which_the_files_fail_was_kept_before(
    world: World, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError

    def few(shelf: Shelf, counted: Together, name: str) -> Based:
        shown_only = describe(name, counted.tables, counted.dimensions)
        nothing = tuple(None for _ in shown_only.cells)
        return Based(counted, Outcome(shown_only, CBS, nothing, (), (), {}, {}, ()), ())

    monkeypatch.setattr(record_reporting, "write_records", fails)
    monkeypatch.setattr(record_reporting, "publish_records", lambda *_: None)
    monkeypatch.setattr(Keeping, "blocks", lambda *_, **__: ())
    monkeypatch.setattr(Shelf, "based", few)  # the order is tried here, not the search
    folder = DataFolder(data)
    with pytest.raises(OSError):
        record_reporting.record_report(folder, world.municipality, "2022", tmp_path / "uit")
    assert releases(folder) == ["registratie 2022"]
    assert not (tmp_path / "uit").exists()


@pytest.mark.long
def test_every_area_and_period_of_one_register_shows_the_same(
    world: World, data: Path, tmp_path: Path, drietrap: Ran
) -> None:
    def rows(area: str, period: str) -> dict[tuple[object, ...], object]:
        ran = drietrap(
            "--data", data, "registratierapport", area, "--periode", period, "--uit", tmp_path, "--json"
        )
        assert ran.code == 0, ran.err
        book = openpyxl.load_workbook(ran.result["xlsx"], read_only=True)
        written = book["Aantallen"].iter_rows(min_row=2, values_only=True)
        return {tuple(row[:3]): row[3] for row in written if row[1] == ran.result["gebied"]}

    told = drietrap("--data", data, "lees", Path(world.root) / "land")  # with the regions
    assert told.code in (0, 1), told.err
    first = rows(world.municipality, "2022")
    half = rows(world.municipality, "2022H1")
    shared = {key for key in first if key in half}
    assert len(shared) > 10
    assert {key: first[key] for key in shared} == {key: half[key] for key in shared}
    assert rows(world.municipality, "2022") == first
    region = rows("Drummelgouw", "2022")  # the jeugdregio, by name
    assert any(value != "geheim" for value in region.values())
    kept = [name.rsplit(" (", 1)[0] for name in releases(DataFolder(data))]
    assert [name for name in kept if name.startswith("registratie")] == [
        "registratie 2022",
        "registratie 2022H1",
    ]  # the others are blocks of districts and providers
