"""Every real file is read; counts and values were looked up in the files by hand (grep -n)."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.published import TABLES
from drietrap.sources.files import read_file
from drietrap.sources.raw import (
    CELL_SCHEMA,
    MEMBERSHIP_SCHEMA,
    MERGER_SCHEMA,
    RawBoundaries,
    RawCells,
    RawMembership,
    RawMergers,
    RawNames,
)
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

pytestmark = pytest.mark.shared

# file -> (table, rows below the header x measures, periods, variants)
TABLE_FILES = {
    "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv": (
        "85098NED",
        356 * 5,
        {"2022*"},
        {""},
    ),
    "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv": ("85075NED", 352 * 17, {"2021"}, {""}),
    "cbs/85075NED_jeugdzorg_natura_wijk_2021.csv": ("85075NED", 3248 * 17, {"2021"}, {""}),
    "cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv": ("KERNCIJFERS", 352 * 21, {"2021"}, {""}),
    "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv": ("KERNCIJFERS", 345 * 20, {"2022"}, {""}),
    "cbs/almere_kerncijfers_2018_2021.csv": (
        "KERNCIJFERS-REEKS",
        296 * 5,
        {"2018", "2019", "2020", "2021"},
        {""},
    ),
    "scp/jeugdhulp_in_de_wijk_2017.csv": ("SCP-WIJK-2017", 2918 * 27, {"2017"}, {""}),
    # 3 documents of 343 areas with 15 taakvelden, and the inhabitants once per document and area
    "iv3/iv3_jeugd_taakvelden_2023_2024.csv": (
        "IV3-JEUGD",
        3 * 343 * (15 * 2 + 1),
        {"2023", "2024"},
        {"begroting", "jaarrekening"},
    ),
    "gemeentefonds/volumina_en_uitkering_jeugd_per_gemeente.csv": (
        "GF-JEUGD-VOLUMES",
        3 * 342 * 6,
        {"2024", "2025"},
        {"M2023", "S2023", "S2024"},
    ),
    "gemeentefonds/gewichten_individuele_voorzieningen_jeugd.csv": (
        "GF-JEUGD-GEWICHTEN",
        24,
        {"2024", "2025"},
        {"M2023", "S2023", "M2024", "S2024"},
    ),
    "gemeentefonds/uitkeringsfactor.csv": (
        "GF-FACTOR",
        6,
        {"2024", "2025"},
        {"M2023", "S2023", "M2024", "S2024"},
    ),
    "landelijk/cbs_83454NED_2021_excerpt_x1000eur.csv": (
        "83454NED",
        30 * 2,
        {"2021"},
        {"JZ Totaal jeugdzorg", "JH 1 Totaal jeugdhulp", "JB 1 Totaal jeugdbescherming"},
    ),
    "landelijk/cbs_84134NED_2020_totaal_jeugdzorg_regio_excerpt.csv": ("84134NED", 17 * 2, {"2020"}, {""}),
    "landelijk/cbs_85098NED_2023_jaar_excerpt.csv": ("85098NED", 10 * 5, {"2023"}, {""}),
    "landelijk/cbs_jeugdbescherming_instroom_uitstroom_2016_2022.csv": (
        "JB-INSTROOM",
        7 * 2,
        {str(year) for year in range(2016, 2023)},
        {""},
    ),
    "landelijk/cbs_jeugdbescherming_stroom.csv": (
        "JB-STROOM",
        10 * 4,
        {"2022", "2023HJ1"},
        {
            "Totaal",
            "Ondertoezichtstelling",
            "Voorlopige ondertoezichtstelling",
            "Voogdij",
            "Voorlopige en tijdelijke voogdij",
        },
    ),
    "landelijk/cbs_jeugdhulp_halfjaar_zin_pgb.csv": (
        "ZIN-PGB",
        5 * 3,
        {"2019HJ01", "2020HJ01", "2021HJ01", "2022HJ01", "2023HJ01*"},
        {""},
    ),
    "landelijk/nji_nl_jeugdzorg_2016_2024.csv": (
        "NJI-JEUGDZORG",
        9 * 6,
        {*(str(year) for year in range(2016, 2024)), "2024*"},
        {""},
    ),
}

# file, row, measure, area, period, variant -> column, text
SPOTS = (
    (
        "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv",
        (77, "pct_jeugdhulp", "Dordrecht", "2022*", ""),
        ("Jongeren met jeugdhulp in natura (% (zie toelichting))", "15,8"),
    ),
    (
        "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv",
        (3, "pct_jeugdreclassering", "Aa en Hunze", "2022*", ""),
        ("Jongeren met jeugdreclassering (% (zie toelichting))", None),
    ),
    (
        "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv",
        (151, "jongeren", "GM0505", "2021", ""),
        ("TotaalJongerenMetJeugdzorgInNatura_1", "3630"),
    ),
    (
        "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv",
        (151, "trajecten_rechter", "GM0505", "2021", ""),
        ("RechterOfficierVanJustitie_15", None),
    ),
    (
        "cbs/85075NED_jeugdzorg_natura_wijk_2021.csv",
        (1287, "trajecten", "WK050501", "2021", ""),
        ("TotaalTrajectenInNatura_9", "295"),
    ),
    (
        "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv",
        (41, "pct_jeugdzorg_tot_23", "GM0505", "2022", ""),
        ("pct_jeugdzorg", "12.7"),
    ),
    (
        "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv",
        (41, "hoog_opgeleid_n", "GM0505", "2022", ""),
        ("opl_hoog", "25620.0"),
    ),
    (
        "cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv",
        (75, "pct_0_14", "GM0505", "2021", ""),
        ("Under 15 years (%)", "15.43"),
    ),
    (
        "cbs/almere_kerncijfers_2018_2021.csv",
        (78, "jongeren_jeugdzorg", "GM0034", "2020", ""),
        ("jongeren_met_jeugdzorg", "5960.0"),
    ),
    (
        "scp/jeugdhulp_in_de_wijk_2017.csv",
        (1276, "pct_ambulant_verwacht", "WK050501", "2017", ""),
        ("perc_przv", "11.469"),
    ),
    (
        "iv3/iv3_jeugd_taakvelden_2023_2024.csv",
        (6300, "lasten_6.82a", "Dordrecht", "2023", "jaarrekening"),
        ("Lasten", "2662.0"),
    ),
    (
        "iv3/iv3_jeugd_taakvelden_2023_2024.csv",
        (8201, "lasten_6.74a", "Nuenen, Gerwen en Nederwetten", "2023", "jaarrekening"),
        ("Lasten", "19.0"),
    ),
    (
        "iv3/iv3_jeugd_taakvelden_2023_2024.csv",
        (9377, "inwoners", "Utrecht", "2023", "jaarrekening"),
        ("Inwonertal", "367947"),
    ),
    (
        "gemeentefonds/volumina_en_uitkering_jeugd_per_gemeente.csv",
        (879, "uitkering", "GM0505", "2025", "S2024"),
        ("uitkering_individuele_voorzieningen_jeugd_eur", "57034185.9354888"),
    ),
    (
        "gemeentefonds/gewichten_individuele_voorzieningen_jeugd.csv",
        (5, "gewicht_omgevingsadressen", NEDERLAND, "2024", "M2023"),
        ("gewicht_eur_per_eenheid", "-26.04"),
    ),
    (
        "gemeentefonds/uitkeringsfactor.csv",
        (7, "uitkeringsfactor", NEDERLAND, "2025", "S2024"),
        ("uitkeringsfactor", "1.457"),
    ),
    (
        "landelijk/cbs_83454NED_2021_excerpt_x1000eur.csv",
        (7, "begroot", "Echt-Susteren", "2021", "JZ Totaal jeugdzorg"),
        ("begrote_kosten", None),
    ),
    (
        "landelijk/cbs_85098NED_2023_jaar_excerpt.csv",
        (10, "pct_verblijf_van_jeugdbescherming", "Overijssel (PV)", "2023", ""),
        ("pct_jb_en_verblijf", "56.0"),
    ),
    (
        "landelijk/cbs_jeugdbescherming_stroom.csv",
        (7, "eindstand", NEDERLAND, "2023HJ1", "Totaal"),
        ("eindstand", "27960"),
    ),
    (
        "landelijk/nji_nl_jeugdzorg_2016_2024.csv",
        (10, "jongeren_tot_23", NEDERLAND, "2024*", ""),
        ("jeugd_tot_23_met_jeugdzorg", "481355"),
    ),
)


def cells_of(path: Path) -> RawCells:
    cells = read_file(path)[0]
    assert isinstance(cells, RawCells)
    return cells


@pytest.mark.parametrize("name", TABLE_FILES)
def test_a_real_table_is_read_whole(name: str, shared_data: Path) -> None:
    table, count, periods, variants = TABLE_FILES[name]
    cells = cells_of(shared_data / name)
    assert cells.table == table
    assert cells.frame.schema == CELL_SCHEMA
    assert cells.frame.height == count
    assert set(cells.frame["period"]) == periods
    assert set(cells.frame["variant"]) == variants
    assert set(cells.frame["measure"]) <= TABLES[table].by_measure.keys()
    assert cells.frame.drop("text").null_count().sum_horizontal().item() == 0
    for period in periods:
        Period.parse(period)


@pytest.mark.parametrize(("name", "place", "found"), SPOTS)
def test_a_value_has_its_row_and_column(
    name: str, place: tuple[object, ...], found: tuple[str, str | None], shared_data: Path
) -> None:
    keys = ("row", "measure", "area", "period", "variant")
    rows = cells_of(shared_data / name).frame.filter(
        pl.all_horizontal(pl.col(key) == value for key, value in zip(keys, place, strict=True))
    )
    assert rows.select("column", "text").rows() == [found]


def test_decimal_mark_is_that_of_the_file(shared_data: Path) -> None:
    for name in TABLE_FILES:
        assert cells_of(shared_data / name).decimal == ("," if "statline" in name else "."), name


def test_inhabitants_beside_85075_are_a_table_of_their_own(shared_data: Path) -> None:
    _, beside, names = read_file(shared_data / "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv")
    assert isinstance(beside, RawCells)
    assert beside.table == "85075NED-INWONERS"
    dordrecht = beside.frame.filter(pl.col("area") == "GM0505").select("row", "measure", "text").rows()
    assert dordrecht == [
        (151, "inwoners", "119115"),
        (151, "inwoners_0_14", "18383"),
        (151, "inwoners_15_24", "13879"),
    ]
    assert isinstance(names, RawNames)
    assert names.frame.row(149) == (151, "GM0505", "2021", "Dordrecht")


@pytest.mark.parametrize(
    ("name", "year", "count", "row"),
    [
        ("regio/jeugdregios_2015.csv", 2015, 394, (333, None, "Dordrecht", None, "Zuid-Holland Zuid")),
        ("regio/gemeente_jeugdregio_2016.csv", 2016, 390, (2, "GM1680", None, "JZ04", "Drenthe")),
        (
            "regio/gemeente_jeugdregio_2026.csv",
            2026,
            342,
            (72, "GM0505", "Dordrecht", "JZ31", "Zuid-Holland Zuid"),
        ),
    ],
)
def test_membership(name: str, year: int, count: int, row: tuple[object, ...], shared_data: Path) -> None:
    (membership,) = read_file(shared_data / name)
    assert isinstance(membership, RawMembership)
    assert (membership.year, membership.frame.height) == (year, count)
    assert membership.frame.schema == MEMBERSHIP_SCHEMA
    assert membership.frame.filter(pl.col("row") == row[0]).row(0) == row


def test_mergers_in_the_windows_encoding(shared_data: Path) -> None:
    (mergers,) = read_file(shared_data / "regio/herindelingen_tot_2018.csv")
    assert isinstance(mergers, RawMergers)
    assert mergers.frame.schema == MERGER_SCHEMA
    assert mergers.frame.height == 1072
    by_row = {row[0]: row[1:] for row in mergers.frame.rows()}
    assert by_row[482] == (date(1985, 1, 3), "GM0057", "GM0055")
    assert by_row[189] == (date(1963, 8, 1), "GM1055", None)
    assert by_row[1020] == (date(1857, 4, 15), "GM1345", "GM0507")


def test_boundaries(shared_data: Path) -> None:
    (boundaries,) = read_file(shared_data / "geo/gemeenten_2022.geojson")
    assert isinstance(boundaries, RawBoundaries)
    assert boundaries.year == 2022
    assert len(boundaries.geometries) == 345
    assert all(set(geometry) == {"type", "coordinates"} for geometry in boundaries.geometries.values())
    kinds = [geometry["type"] for geometry in boundaries.geometries.values()]
    assert (kinds.count("Polygon"), kinds.count("MultiPolygon")) == (288, 57)


def test_every_real_file_is_covered_and_all_together_are_quick(shared_data: Path) -> None:
    others = ("regio/", "geo/")
    paths = [path for path in shared_data.rglob("*") if path.suffix in (".csv", ".geojson")]
    names = {path.relative_to(shared_data).as_posix() for path in paths}
    assert {name for name in names if not name.startswith(others)} == TABLE_FILES.keys()
    begin = time.perf_counter()
    for path in paths:
        read_file(path)
    assert time.perf_counter() - begin < 5  # under half a second on two quiet cores
