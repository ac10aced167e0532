"""The report from records: what it shows are the protected counts of what was really delivered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from drietrap.app import record_counts as counts
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_asked import asked
from drietrap.app.record_dossier import connected, counted_remarks, dossier_of, exact_counts
from drietrap.app.record_ties import BEGUN, ENDED
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.rules.rule import Severity
from drietrap.indicators.figure import FIGURE_SCHEMA
from drietrap.publication.disclosure import Published, publish_feedback, publish_records
from drietrap.publication.records import sections
from drietrap.publication.records.dossier import (
    FEWEST_TRAJECTORIES,
    FEWEST_YOUTHS,
    BesideAsked,
    BreakdownAsked,
    Delivered,
    DistrictsAsked,
    Divided,
    Lasting,
    ProvidersAsked,
    RecordsDossier,
    Remark,
    Step,
    Where,
)
from drietrap.publication.records.sections import side_by_side
from drietrap.publication.records.write import build, write_records
from drietrap.publication.report.document import Paragraph
from drietrap.publication.report.html import as_html
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.safe import SafeRelease, SafeRow, SafeTable, safe_release
from drietrap.publication.suppression.tables import Dimension, Rollup, Table
from drietrap.register.judging import FindingGroup
from drietrap.register.persons import records
from drietrap.register.record import Record
from drietrap.vocabulary.errors import IntegrityError
from drietrap.vocabulary.period import Period
from tests.receiving.conftest import Ran
from tests.receiving.world import World, answers

SMALLEST_SHOWN = 10


def exact(data: Path) -> tuple[str, Counter[str], Counter[str]]:
    """Return the largest municipality, and its trajectories per form and per referrer, row by row."""
    with PersonHouse(DataFolder(data)).open() as reader:
        rows = records(reader).collect().to_dicts()
    rows = [row for row in rows if row["period"].startswith("2022") and row["kind"] != "machtiging"]
    home: dict[str, tuple[object, ...]] = {}
    for row in rows:  # a youth lives where the latest delivery with a known municipality says
        if row["person"] and row["municipality"]:
            when = (row["period"], row["started"], row["delivery"], row["row"], row["municipality"])
            home[row["person"]] = max(home.get(row["person"], when), when, key=lambda one: one[:2])
    towns = Counter(row["municipality"] for row in rows if row["kind"] == "jeugdhulp")
    town = str(towns.most_common(1)[0][0])
    here = [row for row in rows if row["person"] and home.get(row["person"], ("",) * 5)[4] == town]
    forms = Counter(f"{row['kind']} {row['form']}" for row in here)
    referrers = Counter(row["referrer"] or "onbekend" for row in here if row["kind"] == "jeugdhulp")
    return town, forms, referrers


def test_the_workbook_holds_the_rounded_counts_of_what_was_delivered(
    world: World, tmp_path: Path, drietrap: Ran
) -> None:
    town, forms, referrers = exact(world.data)
    ran = drietrap(
        "--data", world.data, "registratierapport", town, "--periode", "2022", "--uit", tmp_path, "--json"
    )
    assert ran.code == 0, ran.err
    book = openpyxl.load_workbook(ran.result["xlsx"], read_only=True)
    rows = list(book["Aantallen"].iter_rows(min_row=2, values_only=True))
    shown = {(name, area, code): value for name, area, code, value, *_ in rows if area == town}
    assert all(value == "geheim" or value >= SMALLEST_SHOWN for value in shown.values() if value != "Aantal")
    for dimension, true in (("vorm", forms), ("verwijzer", referrers)):
        found = {
            code: value for (name, _, code), value in shown.items() if name.endswith(f"naar {dimension}")
        }
        for code, count in true.items():
            if count <= CBS.secret_up_to:
                assert found[code] == "geheim"
            else:
                assert found[code] in ("geheim", CBS.rounded(count)), (dimension, code)
        assert any(value != "geheim" for value in found.values())
    page = Path(ran.result["html"]).read_text(encoding="utf-8")
    assert "Deze gemeente bestaat niet" in page
    assert "De registratie telt de leeftijd" in page or "nog geen gepubliceerde tabellen" in page


def test_a_year_without_deliveries_says_which_years_there_are(world: World, drietrap: Ran) -> None:
    ran = drietrap("--data", world.data, "registratierapport", world.municipality, "--periode", "2019")
    assert ran.code == 2
    assert "2021, 2022" in ran.err


def dossier(**change: object) -> RecordsDossier:
    steps = (Step(0.0, 0.0, 0.0, 0.0), Step(1.0, 1.0, 1.0, 1.0))
    one = RecordsDossier(
        area="GM7001",
        name="Plaats",
        period="2022",
        made_on="2022-12-31",
        software="drietrap",
        synthetic=True,
        breakdowns=(BreakdownAsked("leeftijd", "Leeftijd", Where("t", ("alle",)), (("a", "jong"),)),),
        course=(),
        beside=(),
        divided=(Divided("kosten", "2022", FEWEST_YOUTHS, steps, Estimate(0.5, 0.4, 0.6)),),
        lasting=(),
        districts=None,
        providers=None,
        delivered=Delivered(3, 0),
    )
    return replace(one, **change)  # type: ignore[arg-type]


def outcome(counts: dict[tuple[str, ...], int]) -> Outcome:
    dimensions = [Dimension("gebied", None), Dimension("leeftijd", "alle", (Rollup("alle", ("a", "b")),))]
    table = Table("t", "jongeren", ("gebied", "leeftijd"), counts)
    return protect(describe("2022", [table], dimensions), CBS)


COUNTS = {("GM7001", "alle"): 30, ("GM7001", "a"): 27, ("GM7001", "b"): 3}


def test_counts_come_from_the_protected_tables_only() -> None:
    published = publish_records(dossier(), outcome(COUNTS)).content
    assert published.shown(Where("t", ("alle",))) in (None, 30)
    assert published.shown(Where("t", ("b",))) is None
    with pytest.raises(KeyError):
        published.shown(Where("t", ("c",)))


def test_a_curve_of_few_youths_does_not_get_out() -> None:
    few = replace(dossier().divided[0], youths=FEWEST_YOUTHS - 5)
    with pytest.raises(IntegrityError):
        publish_records(dossier(divided=(few,)), outcome(COUNTS))
    exact_number = replace(few, youths=FEWEST_YOUTHS + 1)
    with pytest.raises(IntegrityError):
        publish_records(dossier(divided=(exact_number,)), outcome(COUNTS))


def test_shares_so_exact_that_counts_follow_from_them_do_not_get_out() -> None:
    exact_share = replace(dossier().divided[0], steps=(Step(0.05, 28_139 / 36_869, 0.7, 0.8),))
    with pytest.raises(IntegrityError):
        publish_records(dossier(divided=(exact_share,)), outcome(COUNTS))


MANY = {("GM7001", "alle"): 300, ("GM7001", "a"): 270, ("GM7001", "b"): 30}
HALF = Lasting("Pleegzorg", Where("t", ("b",)), Estimate(13, 8, 20))


def test_what_is_about_people_of_whom_the_number_is_secret_or_small_is_left_out() -> None:
    whole = dossier(lasting=(HALF,))
    few = publish_records(whole, outcome(COUNTS)).content
    assert (few.divided, few.lasting) == ((), ())
    many = publish_records(whole, outcome(MANY)).content
    assert (many.divided, many.lasting) == (whole.divided, (HALF,))
    for count in range(30):
        counts = {("GM7001", "alle"): 300, ("GM7001", "a"): 300 - count, ("GM7001", "b"): count}
        shown = publish_records(whole, outcome(counts)).content
        assert bool(shown.lasting) == (CBS.rounded(count) >= FEWEST_TRAJECTORIES)


@pytest.mark.parametrize("weeks", [Estimate(12.5, 8, 20), Estimate(13, 9, 20), Estimate(13, 8, 21)])
def test_a_duration_so_exact_that_its_limits_tell_the_number_does_not_get_out(weeks: Estimate) -> None:
    with pytest.raises(IntegrityError):
        publish_records(dossier(lasting=(replace(HALF, weeks=weeks),)), outcome(MANY))


def test_no_municipality_gets_a_duration_or_a_number_that_its_tables_withhold(world: World) -> None:
    house, period = PersonHouse(DataFolder(world.data)), Period(2022)
    pages = 0
    with house.open() as reader, connected(reader) as connection:
        first = asked(world.municipality, period, house.core, house.areas(), {"2021H2", "2022H1"})
        exact = exact_counts(connection, first)
        alone = describe("2022", exact.tables, exact.dimensions, identities=exact.identities)
        made = answers(world).protect(alone, CBS)
        for town in first.places.filter(year=2022)["municipality"].unique().sort():
            about = replace(first, area=town, name=town)
            whole = dossier_of(reader, connection, about, FIGURE_SCHEMA.to_frame(), synthetic=True)
            sealed = publish_records(whole, made).content
            section = sections.lasting(sealed)
            if section is None:
                continue
            page = as_html(replace(build(sealed), sections=(section,)))
            cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", page.split('id="duur"')[-1])
            numbers = [cell for cell in cells if re.search(r"\d", cell) and "weken" not in cell]
            shown = {one.label: sealed.shown(one.counted) for one in sealed.lasting}
            assert [cell for cell in numbers if cell not in shown and "95%" not in cell] == []
            assert all(value is not None and value >= FEWEST_TRAJECTORIES for value in shown.values())
            assert len(whole.lasting) >= len(sealed.lasting)
            pages += 1
    assert pages


def beside(count: int, published: float) -> str:
    """Return what the page says beside a published percentage, for a count of so many of 300."""
    counts = {("GM7001", "alle"): 300, ("GM7001", "a"): 300 - count, ("GM7001", "b"): count}
    asked = BesideAsked(
        "Aandeel",
        Unit.PERCENTAGE,
        1,
        Estimate(published, published - 0.05, published + 0.05),
        Where("t", ("b",)),
        Where("t", ("alle",)),
        100.0,
        ("Dit verklaart het verschil.",),
    )
    shown = publish_records(dossier(beside=(asked,)), outcome(counts)).content
    return " ".join(
        f"{block.lead} {block.text}" for block in side_by_side(shown).blocks if isinstance(block, Paragraph)
    )


@pytest.mark.parametrize("count", range(8))
def test_beside_a_withheld_count_stands_nothing_that_depends_on_it(count: int) -> None:
    assert beside(count, 20.0) == beside(0, 20.0)
    assert "verklaart" not in beside(count, 20.0)


def test_the_comparison_is_of_what_is_shown() -> None:
    assert "passen bij elkaar" in beside(60, 20.0)
    assert "lager uit" in beside(40, 20.0)
    assert "hoger uit" in beside(90, 20.0)
    assert "Dit verklaart het verschil." in beside(90, 20.0)


def test_only_what_passed_the_door_is_written(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        write_records(dossier(), tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_half_year_in_which_nothing_ended_is_counted_too() -> None:
    half = Period(2022, "H", 1)
    row = {
        "kind": "jeugdhulp",
        "delivery": "0" * 16,
        "provider": "FA00001",
        "period": half.code,
        "version": "7",
        "sex": "M",
        "born": date(2010, 3, 4),
        "born_exact": True,
        "municipality": "GM7001",
        "referrer": "02",
        "form": "02",
        "started": date(2022, 2, 1),
    }
    frame = pl.DataFrame([row | {"row": at, "person": f"{at:064d}"} for at in range(30)])
    places = pl.DataFrame(
        {"year": [2022], "code": ["GM7001"], "municipality": ["GM7001"], "region": ["JZ71"]}
    )
    codes = {
        "leeftijd": ("0_3", "4_11", "12_17"),
        "vorm": ("jeugdhulp 02",),
        "verwijzer": ("02",),
        "geslacht": ("M",),
    }
    with duckdb.connect() as connection:
        records_of = pl.concat([Record.create_empty(), frame], how="diagonal_relaxed")
        connection.register("record", records_of.select(Record.column_names()).to_arrow())
        exact = counts.together(connection, Period(2022), [half], places, codes)
        made = safe_release(protect(describe("2022", exact.tables, exact.dimensions), CBS))
    shown = {table.id: {row.codes: row.value for row in table.rows} for table in made.tables}
    ended = shown[counts.table_id(ENDED, half.code, "leeftijd")]
    assert set(ended.values()) == {None}  # none ended, and that is as secret as seven
    begun = shown[counts.table_id(BEGUN, half.code, "leeftijd")]
    assert begun["GM7001", "alle"] == 30


def test_what_the_checks_found_stands_on_the_page_with_how_many_providers_it_is_about() -> None:
    found = (
        Remark("2022H1", "fout", "Opnieuw begonnen", 2),
        Remark("2022H1", "fout", "Te weinig leverden", 0),
    )
    page = as_html(build(publish_records(dossier(remarks=found), outcome(COUNTS)).content))
    assert "Opnieuw begonnen" in page
    assert "aanbieders: 2" in page
    assert "de gemeente" in page
    assert "Wat er niet klopt" not in as_html(build(publish_records(dossier(), outcome(COUNTS)).content))


def test_a_provider_with_production_that_delivered_nothing_is_counted_in_the_remarks(world: World) -> None:
    (path,) = world.deliveries.glob(f"productietotalen_{world.municipality}_*")
    paid: Counter[str] = Counter()
    for line in path.read_text("utf-8-sig").splitlines()[1:]:
        provider, _, _, _, trajectories, _ = line.split(";")
        paid[provider] += int(trajectories)
    delivering = {one.name.split("_")[0] for one in world.deliveries.glob("*_jeugdhulp_2022H1_*")}
    silent = [provider for provider, number in paid.items() if number >= 3 and provider not in delivering]
    house, period = PersonHouse(DataFolder(world.data)), Period.parse("2022H1")
    with house.open() as reader, connected(reader) as connection:
        about = asked(world.municipality, period, house.core, house.areas(), {"2022H1"})
        made = dossier_of(reader, connection, about, FIGURE_SCHEMA.to_frame(), synthetic=True)
    told = {one.title: one.providers for one in made.remarks}
    assert told["De levering wijkt af van de productie"] == len(silent) > 10


def said(rule: str, severity: Severity, effect: int | None) -> FindingGroup:
    return FindingGroup(rule, severity, rule.title(), "m", "a", "p", 1, 0.1, (), 5, effect)


def test_remarks_stand_by_their_effect_on_the_figures_as_all_findings_do() -> None:
    small, large = said("STIL", Severity.FOUT, 12), said("HERSTART", Severity.WAARSCHUWING, 40)
    unknown, worst = said("ONBEKEND", Severity.FOUT, None), said("WEINIG", Severity.FOUT, 88)
    about = [
        (small, 1),
        (unknown, 0),
        (large, 1),
        (small, 1),
        (large, 1),
        (worst, 0),
        (said("B", small.severity, 81), 0),
    ]
    found = list(counted_remarks(Period.parse("2022H1"), about))
    # 88 rounds to 90; 40 + 40 and 81 both to 80, so that severity decides; then 12 + 12 to 25
    assert [one.title for one in found] == ["Weinig", "B", "Herstart", "Stil", "Onbekend"]
    assert [one.providers for one in found] == [0, 0, 2, 2, 0]
    assert [one.title for one in counted_remarks(Period.parse("2022H1"), about[::-1])] == [
        one.title for one in found
    ]


def sealed(**tables: dict[tuple[str, ...], int | None]) -> Published[SafeRelease]:
    """Return tables as the door gives them, without the search for what to withhold."""
    made = tuple(
        SafeTable(name, "n", (), tuple(SafeRow(codes, value) for codes, value in rows.items()))
        for name, rows in tables.items()
    )
    return publish_feedback(SafeRelease("blok", CBS.source, made))


def test_districts_stand_there_when_something_of_them_is_shown() -> None:
    youths = {("WK1", "alle"): 20, ("WK1", "a"): None, ("WK2", "alle"): None, ("WK3", "alle"): None}
    trajectories = {("WK1", "alle"): None, ("WK2", "alle"): 35, ("WK3", "alle"): None}
    names = (("WK1", "Noord"), ("WK2", "Oost"), ("WK3", "Zuid"))
    whole = dossier(districts=DistrictsAsked("j", "t2", names))
    made = publish_records(whole, outcome(MANY), [sealed(j=youths, t2=trajectories)])
    page = as_html(build(made.content))
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", page.split('id="tabel-wijken"')[-1])[:9]
    assert cells[3:] == ["Noord", "20", "geheim", "Oost", "geheim", "35"]
    assert "Zuid" not in page


def test_the_share_of_a_provider_is_all_that_rounding_leaves() -> None:
    rows = {
        ("GM7001", "jeugdhulp", "alle"): 100,
        ("GM7001", "jeugdhulp", "FA1"): 50,  # 48 to 52 of 98 to 102: 47.06 % to 53.06 %
        ("GM7001", "jeugdhulp", "FA2"): None,
        ("GM7001", "jeugdhulp 02", "FA2"): 10,
        ("GM7002", "jeugdhulp", "FA2"): 60,
    }
    whole = dossier(providers=ProvidersAsked("p", "jeugdhulp", "alle"))
    page = as_html(build(publish_records(whole, outcome(MANY), [sealed(p=rows)]).content))
    assert "47% tot 54%" in page
    assert "FA2" not in page
    secret = rows | {("GM7001", "jeugdhulp", "alle"): None}
    page = as_html(build(publish_records(whole, outcome(MANY), [sealed(p=secret)]).content))
    assert "niet te zeggen" in page and "47%" not in page
