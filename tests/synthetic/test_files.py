"""The written files: the publishers' layouts, readable by our readers, and true within their rounding."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.gemeenten import Area, Merger
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import CellKind
from drietrap.register.areas import AreaRegister
from drietrap.register.contract import check
from drietrap.sources.files import read_file
from drietrap.sources.raw import RawCells
from drietrap.synthetic import publish
from drietrap.synthetic.country import Country
from drietrap.synthetic.files import READ_ME, REGISTER


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=delimiter))


def one(folder: Path, start: str) -> Path:
    found = [path for path in folder.iterdir() if path.name.startswith(start)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("value", "shown"), [(0, ""), (7, ""), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")]
)
def test_counts_are_published_in_fives_and_small_ones_are_secret(value: int, shown: str) -> None:
    assert publish.count(value) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(132, 1000, "13,2"), (130, 1000, "13"), (7, 10, ""), (8, 16, "50"), (1, 0, ""), (2345, 20000, "11,7")],
)
def test_percentages_are_written_as_statline_does(part: int, whole: int, shown: str) -> None:
    assert publish.statline(part, whole) == shown


def test_every_file_says_that_it_is_fictional(folder: Path) -> None:
    assert all("fictief" in path.name for path in folder.iterdir())


def test_every_table_is_read_by_the_readers_of_the_real_files(folder: Path) -> None:
    tables = {
        part.table
        for path in folder.iterdir()
        if path.name not in (READ_ME, REGISTER)
        for part in read_file(path)
    }
    assert {"85098NED", "85075NED", "KERNCIJFERS", "KERNCIJFERS-REEKS", "IV3-JEUGD"} <= tables
    assert {"GF-JEUGD-VOLUMES", "GF-JEUGD-GEWICHTEN", "GF-FACTOR", "GRENZEN", "HERINDELINGEN"} <= tables
    assert {"NJI-JEUGDZORG", "84134NED", "JB-STROOM", "JB-INSTROOM", "ZIN-PGB", "JEUGDREGIO"} <= tables


def test_every_cell_is_accepted_by_the_register(country: Country, folder: Path) -> None:
    """With the fictional areas alone: names and codes are found, and no cell is impossible."""
    areas = AreaRegister(
        [
            Area(row["code"], row["name"], row["valid_from"], row["valid_to"], _other_names(row["code"]))
            for row in country.areas.iter_rows(named=True)
        ],
        [Merger(until, old, new) for until, old, new in country.mergers.iter_rows()],
    )
    gone = dict(country.areas.select("code", "name").iter_rows())
    for path in (path for path in folder.iterdir() if path.suffix == ".csv"):
        for raw in read_file(path):
            if isinstance(raw, RawCells):
                checked = check(
                    TABLES[raw.table], raw.frame, "0" * 16, areas, decimal=raw.decimal, file=path.name
                )
                assert checked.observations.height == raw.frame.height
                assert all(
                    any(gone[old] in text for old in country.mergers["old"]) for text in checked.remarks
                )


def _other_names(code: str) -> tuple[str, ...]:
    return ("Nederland",) if code == "NL01" else ()


def test_register_names_all_areas_and_the_demo_municipality(country: Country, folder: Path) -> None:
    mark = json.loads((folder / REGISTER).read_text(encoding="utf-8"))
    assert mark["fictief"] is True
    assert (mark["seed"], mark["versie"]) == (country.seed, country.version)
    assert mark["voorbeeldgemeente"] == {"code": country.demo, "naam": country.demo_name}
    listed = {area["code"]: area for area in mark["gebieden"]}
    assert set(listed) == set(country.areas.filter(pl.col("kind") != "land")["code"])
    gone = country.mergers["old"][0]
    assert listed[gone]["tot"] == "2022-01-01"
    text = (folder / READ_ME).read_text(encoding="utf-8")
    assert country.demo_name in text
    assert all(path.name in text for path in folder.iterdir() if path.name not in (READ_ME, REGISTER))


@pytest.mark.parametrize("year", [2021, 2022])
def test_statline_cells_hold_the_truth(country: Country, folder: Path, year: int) -> None:
    path = one(folder, f"85098NED_indicatoren_jeugdzorg_gemeenten_{year}")
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"Regio\'s";"Perioden";"')
    table = rows(path, ";")
    assert table[0]["Regio's"] == "Nederland"
    assert {row["Perioden"] for row in table} == {"2022*" if year == 2022 else "2021"}
    names = dict(country.areas.select("name", "code").iter_rows())
    care = {row["code"]: row for row in country.care.filter(pl.col("year") == year).iter_rows(named=True)}
    care["NL01"] = country.care.filter(pl.col("year") == year).sum().row(0, named=True)
    names["Nederland"] = "NL01"
    pairs = (
        ("jeugdhulp", "inwoners_0_17"), ("verblijf", "jeugdhulp"), ("bescherming", "inwoners_0_17"),
        ("bescherming_verblijf", "bescherming"), ("reclassering", "inwoners_12_22"),
    )  # fmt: skip
    empty = 0
    for row in table:
        truth = care.pop(names[row["Regio's"]], None)
        for (part, whole), cell in zip(pairs, list(row.values())[2:], strict=True):
            empty += not cell
            if truth is None or not cell:
                assert not cell
                assert truth is None or truth[part] <= 7
            else:
                shown = float(cell.replace(",", "."))
                assert abs(shown - 100 * truth[part] / truth[whole]) <= 0.05 + 1e-9
                assert truth[part] > 7
    assert not care
    assert empty > 50


@pytest.mark.parametrize("year", [2021, 2022])
@pytest.mark.parametrize("level", ["gemeente", "wijk"])
def test_counts_hold_the_truth(country: Country, folder: Path, year: int, level: str) -> None:
    names = ("jongeren", "jongeren_0_3", "jongeren_4_11", "jongeren_12_17", "jongeren_18_22", "eenouder",
             "paar", "ander", "trajecten", "gemeentelijke_toegang", "huisarts", "jeugdarts",
             "gecertificeerde_instelling", "medisch_specialist", "rechter", "geen_verwijzer",
             "verwijzer_onbekend")  # fmt: skip
    key = "code" if level == "wijk" else "municipality"
    truth = (
        country.districts.filter(pl.col("year") == year)
        .join(country.use.drop("municipality"), on=["year", "code"])
        .group_by(pl.col(key).alias("area"))
        .agg(pl.col(names).sum())
    )
    exact = {row["area"]: row for row in truth.iter_rows(named=True)}
    table = rows(one(folder, f"85075NED_jeugdzorg_natura_{level}_{year}"))
    assert {row["code"] for row in table} == set(exact)
    hidden = 0
    for row in table:
        for name, cell in zip(names, list(row.values())[7:], strict=True):
            value = exact[row["code"]][name]
            hidden += not cell
            assert abs(int(cell) - value) <= 2 if cell else value <= 7
            assert not cell or (int(cell) % 5 == 0 and value > 7)
    assert hidden > 100


def test_costs_hold_the_truth_and_some_did_not_deliver(country: Country, folder: Path) -> None:
    names = dict(country.areas.select("code", "name").iter_rows())
    truth = {
        (row["year"], row["document"], names[row["code"]], row["taakveld"]): row
        for row in country.costs.iter_rows(named=True)
    }
    nation: dict[tuple[str, str, str], float] = {}
    total: dict[tuple[str, str, str], float] = {}
    absent = set()
    for row in rows(one(folder, "iv3_")):
        key = (row["jaar"], row["document"], row["Taakveld"])
        if row["Gemeenten"] == "Nederland":
            nation[key] = float(row["Lasten"])
            continue
        total[key] = total.get(key, 0.0) + float(row["Lasten"])
        exact = truth.pop((int(row["jaar"]), row["document"], row["Gemeenten"], row["Taakveld"]))
        if exact["delivered"]:
            assert abs(float(row["Lasten"]) * 1000 - exact["lasten"]) <= 500
        else:
            absent.add(row["Gemeenten"])
            assert float(row["Lasten"]) == 0
    assert not truth
    assert nation == total
    assert len(absent) == 3
    assert country.demo_name not in absent


def test_key_figures_hold_the_truth(country: Country, folder: Path) -> None:
    ages = pl.sum_horizontal("inwoners_0_3", "inwoners_4_11", "inwoners_12_17", "inwoners_18_22")
    people = country.districts.group_by("year", "municipality").agg(
        ages.sum().alias("n"), pl.col("jongeren", "inwoners", "inwoners_0_14").sum()
    )
    exact = {(row["year"], row["municipality"]): row for row in people.iter_rows(named=True)}
    columns = {2021: ("inwoners", "Under 15 years (%)", "Youth welfare (%)", 0.005),
               2022: ("aantal_inwoners", "0_15", "pct_jeugdzorg", 0.5)}  # fmt: skip
    for year, start in ((2021, "85039NED"), (2022, "85318NED")):
        size, young, share, step = columns[year]
        for row in rows(one(folder, start)):
            truth = exact[year, row["gemeentecode"]]
            assert float(row[size]) == truth["inwoners"]
            assert abs(float(row[young]) - 100 * truth["inwoners_0_14"] / truth["inwoners"]) <= step + 1e-9
            assert abs(float(row[share]) - 100 * truth["jongeren"] / truth["n"]) <= 0.05 + 1e-9


def test_demo_series_shows_the_break(country: Country, folder: Path) -> None:
    table = rows(one(folder, f"{country.demo_name.lower()}_kerncijfers"))
    own = {r["jaar"]: float(r["pct_jongeren_met_jeugdzorg"]) for r in table if r["soort"] == "Gemeente"}
    assert sorted(own) == ["2018", "2019", "2020", "2021", "2022"]
    assert own["2021"] > own["2020"]


def test_boundaries_name_every_municipality(country: Country, folder: Path) -> None:
    for year, number in ((2021, 343), (2022, 340)):
        document = json.loads(one(folder, f"gemeenten_{year}").read_text(encoding="utf-8"))
        assert document["metadata"]["year"] == year
        codes = {feature["properties"]["gemeentecode"] for feature in document["features"]}
        assert codes == set(country.care.filter(pl.col("year") == year)["code"])
        assert len(document["features"]) == number


def test_measures_are_all_of_the_catalogue(folder: Path) -> None:
    """Counts carry no decimals, and every measure of the closed tables is there."""
    for start in ("85098NED", "85075NED"):
        for path in (p for p in folder.iterdir() if p.name.startswith(start)):
            (cells, *_) = read_file(path)
            table = TABLES[start]
            assert set(cells.frame["measure"]) == set(table.by_measure)  # type: ignore[union-attr]
            if table.columns[0].kind is CellKind.COUNT:
                assert cells.frame["text"].drop_nulls().str.contains(r"^\d+$").all()  # type: ignore[union-attr]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("ours", "real", "encoding"),
    [
        ("85098NED_indicatoren_jeugdzorg_gemeenten_2022", "cbs/85098NED*", "utf-8"),
        ("85075NED_jeugdzorg_natura_gemeente_2021", "cbs/85075NED*gemeente_2021.csv", "utf-8"),
        ("85075NED_jeugdzorg_natura_wijk_2021", "cbs/85075NED*wijk_2021.csv", "utf-8"),
        ("iv3_", "iv3/*", "utf-8"),
        ("volumina_", "gemeentefonds/volumina*", "utf-8"),
        ("gewichten_", "gemeentefonds/gewichten*", "utf-8"),
        ("uitkeringsfactor", "gemeentefonds/uitkeringsfactor*", "utf-8"),
        ("gemeente_jeugdregio_2022", "regio/gemeente_jeugdregio_2026*", "utf-8"),
        ("herindelingen", "regio/herindelingen*", "latin-1"),
        ("nji_", "landelijk/nji*", "utf-8"),
        ("cbs_84134NED", "landelijk/cbs_84134NED*", "utf-8"),
        ("cbs_jeugdbescherming_stroom", "landelijk/cbs_jeugdbescherming_stroom*", "utf-8"),
        ("cbs_jeugdbescherming_instroom", "landelijk/cbs_jeugdbescherming_instroom*", "utf-8"),
        ("cbs_jeugdhulp_halfjaar", "landelijk/cbs_jeugdhulp_halfjaar*", "utf-8"),
    ],
)
def test_headers_are_those_of_the_real_files(
    folder: Path, shared_data: Path, ours: str, real: str, encoding: str
) -> None:
    theirs = next(iter(shared_data.glob(real)))
    first, second = (path.read_bytes().split(b"\n")[0] for path in (one(folder, ours), theirs))
    assert first.decode(encoding) == second.decode(encoding)


@pytest.mark.shared
@pytest.mark.parametrize("start", ["85039NED", "85318NED"])
def test_key_figures_use_real_headers_only(folder: Path, shared_data: Path, start: str) -> None:
    theirs = next(iter((shared_data / "cbs").glob(f"{start}*")))
    first, second = (
        path.read_text(encoding="utf-8").split("\n")[0].split(",") for path in (one(folder, start), theirs)
    )
    assert set(first) <= set(second)


@pytest.mark.shared
def test_taakvelden_are_written_as_in_the_real_file(folder: Path, shared_data: Path) -> None:
    theirs = next(iter((shared_data / "iv3").glob("*.csv")))
    fields = [{row["Taakveld"] for row in rows(path)} for path in (one(folder, "iv3_"), theirs)]
    assert fields[0] == fields[1]
    assert all(re.match(r"^6\.", field) for field in fields[0])
