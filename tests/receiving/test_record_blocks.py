"""Districts and providers on top of the counts of all areas: counted right, kept, and safe with it all."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from drietrap.app import record_counts
from drietrap.app.folder import DataFolder
from drietrap.app.record_asked import Asked
from drietrap.app.record_blocks import PROVIDER, BlockAsked, BlockKind, districts_shown
from drietrap.app.record_counts import Together
from drietrap.app.record_figures import Wish, record_figures_files
from drietrap.app.record_kept import Keeping, blocks_around
from drietrap.app.record_releases import adding
from drietrap.app.record_ties import AGE, FORM, HELP, REFERRER, SEX, TRAJECTORIES, YOUTHS, measure
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import Level
from drietrap.indicators.records.members import members
from drietrap.indicators.records.rows import PLACES
from drietrap.publication.disclosure import publish_tables
from drietrap.publication.records.figures import AreaNamed, FigureTable, RecordFigures
from drietrap.publication.records.figures_write import write_figures
from drietrap.publication.suppression.audit import audit, check_proofs
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Key, cell_key
from drietrap.register.record import Record
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
from tests.receiving.conftest import Ran
from tests.receiving.world import World

H1 = Period(2022, "H", 1)
TOWNS = ("GM7001", "GM7002", "GM7003")
REGION = "JZ71"
FORMS, PROVIDERS = ("02", "11", "14"), ("FA1", "FA2", "FA3", "FA4")
CODES = {
    AGE: ("0_3", "4_11", "12_17"),
    SEX: ("M", "V"),
    FORM: tuple(f"jeugdhulp {form}" for form in FORMS),
    REFERRER: ("01", "02"),
}
PLACED = pl.DataFrame([(2022, town, town, REGION) for town in TOWNS], schema=PLACES, orient="row")
ASKED = Asked("NL01", "Nederland", H1, (H1,), PLACED)
BLOCKS = blocks_around(ASKED, list(BlockKind), REGION)


def rows(seed: int, number: int = 260) -> list[dict[str, object]]:
    """Return trajectories: most in one town, few in another, some of measures and of unknown districts."""
    draw = random.Random(seed)
    made: list[dict[str, object]] = []
    for at in range(number):
        town = draw.choices(TOWNS, (6, 3, 1))[0]
        kind = draw.choices(("jeugdhulp", "jeugdbescherming"), (12, 1))[0]
        made.append(
            {
                "kind": kind,
                "delivery": "0" * 16,
                "row": at,
                "provider": draw.choices(PROVIDERS, (9, 4, 2, 1))[0],
                "period": H1.code,
                "version": "7",
                "person": f"{draw.randrange(number):064d}",
                "sex": draw.choice("MV"),
                "born": date(draw.randrange(2006, 2020), 3, 4),
                "born_exact": True,
                "municipality": town,
                "district": draw.choice((f"WK{town[2:]}01", f"WK{town[2:]}02", f"WK{town[2:]}03", None)),
                "referrer": draw.choice(("01", "02")) if kind == "jeugdhulp" else None,
                "form": draw.choices(FORMS, (9, 3, 1))[0] if kind == "jeugdhulp" else "11",
                "started": date(2022, 2, 1),
            }
        )
    of_youth: dict[object, dict[str, object]] = {}
    for row in made:  # a youth lives in one place, and is born once
        first = of_youth.setdefault(row["person"], row)
        row |= {name: first[name] for name in ("sex", "born", "municipality", "district")}
    return list({(r["person"], r["kind"], r["form"], r["provider"]): r for r in made}.values())


def connected(made: list[dict[str, object]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    frame = pl.concat([Record.create_empty(), pl.DataFrame(made)], how="diagonal_relaxed")
    connection.register("record", frame.select(Record.column_names()).to_arrow())
    return connection


def counted(connection: duckdb.DuckDBPyConnection) -> Together:
    return record_counts.together(connection, H1, [H1], PLACED, CODES)


def by_name(made: Together) -> dict[Key, int]:
    totals = {dimension.name: dimension.total for dimension in made.dimensions}
    return {
        cell_key(table, codes, totals): count
        for table in made.tables
        for codes, count in table.counts.items()
    }


def cell(indicator: str, **cut: str) -> Key:
    return measure(indicator, H1), tuple(sorted(cut.items()))


def test_districts_and_providers_are_counted_as_by_hand() -> None:
    made = rows(1)
    with connected(made) as connection:
        exact, everyone = counted(connection), members(connection, H1, PLACED)
    found: dict[Key, int] = {}
    for block in BLOCKS:
        found |= by_name(block.tables(everyone, H1, exact))
    help_ = [row for row in made if row["kind"] == "jeugdhulp"]
    district = {row["person"]: row["district"] or f"{row['municipality']} wijk onbekend" for row in made}
    for name, number in Counter(district[person] for person in {r["person"] for r in help_}).items():
        assert found[cell(YOUTHS, gebied=str(name))] == number
    measures = {(r["person"], r["form"]): r for r in made if r["kind"] != "jeugdhulp"}.values()  # each once
    for row_counts, kind in ((help_, "jeugdhulp"), (measures, "jeugdbescherming")):
        for (name, form), number in Counter((district[r["person"]], r["form"]) for r in row_counts).items():
            assert found[cell(TRAJECTORIES, gebied=str(name), vorm=f"{kind} {form}")] == number
    for (town, provider), number in Counter((r["municipality"], r["provider"]) for r in help_).items():
        key = cell(TRAJECTORIES, gebied=str(town), vorm=HELP, aanbieder=str(provider))
        assert found[key] == number
    for (form, provider), number in Counter((r["form"], r["provider"]) for r in help_).items():
        key = cell(TRAJECTORIES, gebied=REGION, vorm=f"jeugdhulp {form}", aanbieder=str(provider))
        assert found[key] == number


@pytest.mark.parametrize("seed", range(3))
def test_members_are_those_that_the_figures_count(seed: int) -> None:
    with connected(rows(seed)) as connection:
        everyone = members(connection, H1, PLACED)
        wanted = [record_counts.DEFINITIONS[one] for one in (YOUTHS, TRAJECTORIES)]
        levels = {Level.WIJK: (AGE, SEX, FORM, REFERRER)}
        figures = record_figures(connection, wanted, [H1], places=PLACED, levels=levels)
    cuts = (
        (YOUTHS, everyone.youths, (AGE, SEX)),
        (TRAJECTORIES, everyone.trajectories, (SEX, FORM, REFERRER)),
    )
    for indicator, frame, dimensions in cuts:
        for name in dimensions:
            mine = {(area, code): n for area, code, n in frame.group_by("district", name).len().iter_rows()}
            theirs = figures.filter(indicator=indicator, dimension=name)
            expected = theirs.select("area", "category", "numerator").iter_rows()
            assert mine == {(area, code): int(n) for area, code, n in expected}


def shown_of(outcome: Outcome) -> dict[Key, int | None]:
    released = set(by_name(Together(outcome.release.tables, outcome.release.dimensions, ())))
    cells = zip(outcome.release.cells, outcome.shown, strict=True)
    return {one.key: value for one, value in cells if one.key in released}


def protected(
    folder: DataFolder, made: list[dict[str, object]], blocks: tuple[BlockAsked, ...] = BLOCKS
) -> tuple[Together, list[Together], list[Outcome]]:
    """Return what was counted, and what is shown of it: of all areas, and of the blocks."""
    with connected(made) as connection, adding(folder) as shelf:
        exact, everyone = counted(connection), members(connection, H1, PLACED)
        below = Keeping(shelf, ASKED, exact, 1).all_areas()
        inner, outcomes = [], [below.outcome]
        below = shelf.based(exact, "registratie 2022H1")
        for block in blocks:
            inner.append(block.tables(everyone, H1, exact))
            outcome, mark = shelf.on_top(below, inner[-1], block.name)
            shelf.keep(outcome, 1, mark)
            publish_tables(outcome)
            outcomes.append(outcome)
    return exact, inner, outcomes


def together(exact: Together, inner: list[Together], outcomes: list[Outcome]) -> Outcome:
    """Return everything side by side, as one who solves for secrets has it."""
    parts, shown = (exact, *inner), {}
    for one in outcomes:
        shown |= shown_of(one)
    named: dict[str, Dimension] = {}
    for one in (dimension for part in parts for dimension in part.dimensions):
        rollups = (*named.get(one.name, replace(one, rollups=())).rollups, *one.rollups)
        named[one.name] = replace(one, rollups=tuple(dict.fromkeys(rollups)))
    ties = list(dict.fromkeys(tie for part in parts for tie in part.identities))
    tables = [table for part in parts for table in part.tables]
    whole = describe("alles", tables, list(named.values()), identities=ties)
    return Outcome(whole, CBS, tuple(shown.get(c.key) for c in whole.cells), (), (), {}, {}, ())


def test_an_attacker_with_everything_finds_nothing(tmp_path: Path) -> None:
    everything = together(*protected(DataFolder(tmp_path), rows(2)))
    hidden = [at for at, one in enumerate(everything.release.cells) if CBS.protection(one) is not None]
    assert len(hidden) > 200
    assert audit(everything, hidden[::15]) == []
    inside = [at for at in hidden if PROVIDER in dict(everything.release.cells[at].key[1])]
    assert audit(everything, inside[::15]) == []


def test_the_same_again_shows_and_keeps_the_same_whatever_was_asked_first(tmp_path: Path) -> None:
    one, other = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    first = {k: v for outcome in protected(one, rows(3))[2] for k, v in shown_of(outcome).items()}
    for block in BLOCKS[::-1]:
        protected(other, rows(3), (block,))
    for folder in (one, other):
        again = {k: v for outcome in protected(folder, rows(3))[2] for k, v in shown_of(outcome).items()}
        assert again == first
        with adding(folder) as shelf:
            kept = shelf.releases()
        assert len(kept) == 1 + len(BLOCKS)
        assert [bool(release.rests_on) for release in kept] == [False, *[True] * len(BLOCKS)]


def redelivered(seed: int) -> list[dict[str, object]]:
    """Return the same rows with four trajectories of other providers, and a youth of another district."""
    draw, now = random.Random(seed), [dict(row) for row in rows(seed)]
    helped = [row for row in now if row["kind"] == "jeugdhulp"]
    for row in draw.sample(helped, 4):
        row |= {"provider": draw.choice(PROVIDERS), "form": draw.choice(FORMS)}
    who = draw.choice(helped)["person"]
    now = [row | ({"district": None} if row["person"] == who else {}) for row in now]
    return list({(r["person"], r["kind"], r["form"], r["provider"]): r for r in now}.values())


def test_after_a_redelivery_old_and_new_are_safe_together(tmp_path: Path) -> None:
    protected(DataFolder(tmp_path), rows(1))
    _, _, outcomes = protected(DataFolder(tmp_path), redelivered(1))
    for one in outcomes:
        assert one.unprotected == () and check_proofs(one) == []
    names = {cell.key[0] for outcome in outcomes for cell in outcome.release.cells}
    assert any(" in wijk GM7001 " in name for name in names)  # what was revised stays beside what it is now


def test_a_block_that_cannot_be_safe_beside_an_earlier_one_is_refused_or_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise InputError("geheim", expected="iets anders", action="niets")

    with connected(rows(0, 60)) as connection, adding(DataFolder(tmp_path)) as shelf:
        keeping = Keeping(shelf, ASKED, counted(connection), 2)
        below = keeping.all_areas()
        monkeypatch.setattr(type(shelf), "on_top", refuse)
        with pytest.raises(InputError, match="Geheim"):
            keeping.blocks(connection, below, BLOCKS[:1])
        assert keeping.blocks(connection, below, BLOCKS[:1], needed=False) == ()
        assert len(shelf.releases()) == 1


def test_of_a_place_only_what_is_shown_is_written(tmp_path: Path) -> None:
    with connected(rows(5)) as connection, adding(DataFolder(tmp_path / "d")) as shelf:
        keeping = Keeping(shelf, ASKED, counted(connection), 1)
        released = keeping.blocks(connection, keeping.all_areas(), BLOCKS)
    tables = [table for one in released for table in one.content.tables]
    listed = districts_shown(released)
    areas = [AreaNamed(code, code, "wijk") for _, code in listed] + [AreaNamed(REGION, REGION, "jeugdregio")]
    about = [FigureTable(t.id, t.measure, "l", "d", "n", H1.code, "H") for t in tables]
    words: Mapping[str, Mapping[str, str]] = {name: {} for name in (AGE, SEX, FORM, REFERRER)}
    figures = RecordFigures(H1.code, "drietrap", True, 4, tuple(areas), words, tuple(about), by_provider=True)
    made = write_figures(released, figures, tmp_path / "uit")
    written = list(csv.DictReader(made.csv.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    for name in ("gebied", "aanbieder"):
        for value in {row[name] for row in written} - {""}:
            assert any(row[name] == value and row["aantal"] for row in written), value
    names = {row["aanbieder"] for row in written} | {row["gebied"] for row in written}
    assert not any("andere" in name for name in names)
    assert {"FA1", "jeugdhulp"} <= names | {row["code"] for row in written}
    assert "Overleg met de aanbieders" in made.readme.read_text(encoding="utf-8")


def test_the_blocks_of_a_region_are_its_towns_and_of_a_town_itself() -> None:
    districts = [BlockAsked(BlockKind.DISTRICTS, town) for town in TOWNS]
    assert (*districts, BlockAsked(BlockKind.PROVIDERS, REGION)) == BLOCKS
    assert blocks_around(ASKED, list(BlockKind), TOWNS[1]) == (districts[1], BLOCKS[-1])


@pytest.mark.long
def test_the_command_gives_providers_of_a_place(
    world: World, data: Path, tmp_path: Path, drietrap: Ran
) -> None:
    ran = drietrap(
        "--data", data, "registratiecijfers", "2022", "--naar", "aanbieder", "--naar", "wijk",
        "--gebied", world.municipality, "--uit", tmp_path, "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    written = Path(ran.result["csv"]).read_text(encoding="utf-8-sig").splitlines()
    listed = list(csv.DictReader(written, delimiter=";"))
    assert {row["gebied"][:6] for row in listed} == {world.municipality}
    assert any(row["aanbieder"] for row in listed)


def test_without_an_area_there_are_no_districts(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="per gemeente of jeugdregio"):
        record_figures_files(DataFolder(world.data), "2022", tmp_path / "uit", Wish(breakdowns=["wijk"]))
