"""Find areas by code and name, and follow municipalities through mergers."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.gemeenten import Area, Merger
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.area import AreaKind
from drietrap.vocabulary.errors import UnknownAreaError

REGISTER = AreaRegister.official()
YEARS = range(2015, 2027)
# CBS, "Gemeentelijke indeling op 1 januari" of each year: the number of municipalities.
COUNTS = {
    2015: 393, 2016: 390, 2017: 388, 2018: 380, 2019: 355, 2020: 355,
    2021: 352, 2022: 345, 2023: 342, 2024: 342, 2025: 342, 2026: 342,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("Dordrecht", 2022, "GM0505"),
        ("gemeente Dordrecht", None, "GM0505"),
        ("GM0505    ", 2022, "GM0505"),
        ("gm0505", None, "GM0505"),
        ("Den Haag", None, "GM0518"),
        ("'s-Gravenhage (gemeente)", 2022, "GM0518"),
        ("s-Gravenhage", 2015, "GM0518"),
        ("Den Bosch", 2023, "GM0796"),
        ("Bergen (NH)", 2022, "GM0373"),
        ("Bergen (NH.)", 2022, "GM0373"),
        ("Bergen (L.)", 2022, "GM0893"),
        ("Hengelo", 2023, "GM0164"),
        ("Hengelo (O.)", 2022, "GM0164"),
        ("Utrecht", 2023, "GM0344"),
        ("Utrecht (gemeente)", 2022, "GM0344"),
        ("Utrecht (PV)", 2020, "PV26"),
        ("Groningen (PV)", 2020, "PV20"),
        ("Noord-Nederland (LD)", 2020, "LD01"),
        ("Nederland", 2022, "NL01"),
        ("NL00", 2015, "NL01"),
        ("Nuenen Gerwen en Nederwetten", 2021, "GM0820"),
        ("Nuenen, Gerwen en Nederwetten", 2026, "GM0820"),
        ("sudwest fryslan", 2022, "GM1900"),
        ("De Friese Meren", 2014, "GM1921"),
        ("De Friese Meren", 2015, "GM1921"),
        ("De Friese Meren", 2020, "GM1940"),
        ("De Friese Meren", None, "GM1940"),
        ("Beemster", 2022, "GM0370"),
        ("Voorne aan Zee", 2022, "GM1992"),
        ("Gemeente A", 2015, "ST0001"),
        ("Groep 35.000-50.000 inwoners", 2016, "ST0005"),
        ("WK003401", 2021, "WK003401"),
    ],
)
def test_finds_what_people_and_publishers_write(text: str, year: int | None, code: str) -> None:
    assert REGISTER.find(text, year).code == code


@pytest.mark.parametrize(
    ("text", "year", "part"),
    [
        ("Dordrcht", None, "'Dordrecht'"),
        ("Bergen", 2022, "Bergen (NH.) (GM0373) of Bergen (L.) (GM0893)"),
        ("Drenthe", 2022, "Jeugdregio Drenthe (JZ04) of Drenthe (PV) (PV22)"),
        ("Beemster", 2030, "gebruik Purmerend"),
        ("Haaren", 2030, "Boxtel en Oisterwijk en Tilburg en Vught"),
        ("Voorne aan Zee", 2015, "bestond nog niet in 2015"),
        ("GM9999", 2022, "GM9999"),
        ("Hengelo (Gld)", 2022, "kennen wij niet"),
        ("", None, "kennen wij niet"),
        ("GM050", None, "kennen wij niet"),
    ],
)
def test_refuses_with_what_to_do(text: str, year: int | None, part: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        REGISTER.find(text, year)
    assert part in str(caught.value)


def test_a_level_can_be_asked_for() -> None:
    assert REGISTER.find("Groningen").code == "GM0014"
    assert REGISTER.find("Groningen", kinds=[AreaKind.PROVINCIE]).code == "PV20"
    assert REGISTER.find("Groningen", kinds=[AreaKind.JEUGDREGIO]).code == "JZ01"


@pytest.mark.parametrize(("year", "count"), COUNTS.items())
def test_number_of_municipalities_per_year(year: int, count: int) -> None:
    assert len(REGISTER.municipalities(year)) == count


def test_every_name_and_alias_is_found_back() -> None:
    for area in REGISTER.by_code.values():
        year = (area.valid_from or date(2015, 1, 1)).year
        if area.valid_to is not None and area.valid_from is None:
            year = 2014
        assert REGISTER.find(area.name, year, kinds=[area.kind]).code == area.code


def test_successors_and_splits() -> None:
    assert [m.new for m in REGISTER.successors("GM0457")] == ["GM0363"]
    assert REGISTER.successor_on("GM0457", 2022).codes == ("GM0457",)  # merged on 24 March 2022
    assert REGISTER.successor_on("GM0457", 2023).codes == ("GM0363",)
    assert REGISTER.successor_on("GM0265", 2026).codes == ("GM1945",)  # Millingen, Groesbeek, Berg en Dal
    haaren = REGISTER.successor_on("GM0788", 2026)
    assert haaren.codes == ("GM0757", "GM0824", "GM0855", "GM0865")
    assert not haaren.whole
    assert "verdeeld over Boxtel, Oisterwijk, Tilburg, Vught" in haaren.doubts[0]


def test_parts_of_a_territory() -> None:
    assert REGISTER.parts("GM0439", of=2022, on=2021).codes == ("GM0370", "GM0439")
    assert REGISTER.parts("GM1952", of=2022, on=2016).codes == ("GM0018", "GM0040", "GM1987")
    assert REGISTER.parts("GM1945", of=2022, on=2015).codes == ("GM0241",)
    leeuwarden = REGISTER.parts("GM0080", of=2022, on=2017)
    assert not leeuwarden.whole
    assert "Littenseradiel" in leeuwarden.doubts[0]
    assert REGISTER.parts("GM1921", of=2015, on=2020).codes == ("GM1940",)  # a new name only
    assert REGISTER.parts("GM1921", of=2015, on=2020).whole
    assert not REGISTER.parts("GM0370", of=2021, on=2022).whole
    assert not REGISTER.parts("GM0439", of=2021, on=2022).whole


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(YEARS), st.sampled_from(YEARS))
def test_no_municipality_is_lost_or_counted_twice(first: int, last: int) -> None:
    """The parts of all municipalities of a later year are all municipalities of the earlier one."""
    first, last = sorted((first, last))
    earlier = {area.code for area in REGISTER.municipalities(first)}
    parts = [REGISTER.parts(area.code, of=last, on=first) for area in REGISTER.municipalities(last)]
    assert {code for part in parts for code in part.codes} == earlier
    whole = [code for part in parts if part.whole for code in part.codes]
    assert len(whole) == len(set(whole))
    for code in earlier:
        heirs = set(REGISTER.successor_on(code, last).codes)
        assert heirs <= {area.code for area in REGISTER.municipalities(last)}


def test_a_delivered_list_extends_the_facts_but_claims_nothing_it_does_not_say() -> None:
    rows = [
        (date(2027, 1, 1), "GM0505", "GM9001"),
        (date(2027, 1, 1), "GM0610", "GM9001"),
        (date(2022, 1, 1), "GM0370", "GM0363"),  # our own facts say Purmerend
        (date(1920, 1, 1), "GM1010", "GM0222"),
        (date(2016, 1, 1), "GM1945", "GM1945"),
    ]
    delivered = pl.DataFrame(rows, schema=["until", "old", "new"], orient="row")
    extended = REGISTER.with_mergers(delivered)
    assert extended.successor_on("GM0370", 2027).codes == ("GM0439",)
    assert extended.successor_on("GM1010", 2027).codes == ("GM0222",)
    assert extended.parts("GM9001", of=2027, on=2026).codes == ("GM0505", "GM0610")
    assert not extended.parts("GM9001", of=2027, on=2026).whole
    assert REGISTER.with_mergers(delivered, whole=True).parts("GM9001", of=2027, on=2026).whole
    assert extended.find("Dordrecht", 2027).code == "GM0505"
    with pytest.raises(UnknownAreaError, match="GM9001"):
        extended.find("Dordrecht", 2040)
    assert len(REGISTER.municipalities(2026)) == 342  # the first register has not changed


def test_fictional_areas_can_be_added() -> None:
    fiction = REGISTER.with_areas(
        [Area("GM9990", "Verzonnenstad"), Area("GM9991", "Bedachtdorp", valid_to=date(2023, 1, 1))],
        [Merger(date(2023, 1, 1), "GM9991", "GM9990")],
    )
    assert fiction.find("verzonnenstad").code == "GM9990"
    assert fiction.parts("GM9990", of=2023, on=2022).codes == ("GM9990", "GM9991")


@pytest.mark.shared
def test_every_code_in_the_shared_files_resolves(shared_data: Path) -> None:
    def codes(name: str, column: str) -> set[str]:
        with (shared_data / name).open(encoding="utf-8-sig", newline="") as file:
            return {row[column] for row in csv.DictReader(file)}

    boundaries = json.loads((shared_data / "geo" / "gemeenten_2022.geojson").read_text())["features"]
    per_year = {
        2016: codes("regio/gemeente_jeugdregio_2016.csv", "gemeentecode"),
        2017: {f"GM{int(c):04d}" for c in codes("scp/jeugdhulp_in_de_wijk_2017.csv", "gemeentecode")},
        2021: codes("cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv", "code"),
        2022: {feature["properties"]["gemeentecode"] for feature in boundaries},
        2024: codes("gemeentefonds/volumina_en_uitkering_jeugd_per_gemeente.csv", "gemeentecode"),
        2026: codes("regio/gemeente_jeugdregio_2026.csv", "gemeentecode"),
    }
    for year, found in per_year.items():
        assert {area.code for area in REGISTER.municipalities(year)} == found
    for code in per_year[2016]:
        assert set(REGISTER.successor_on(code, 2026).codes) <= per_year[2026]
    regions = codes("regio/gemeente_jeugdregio_2026.csv", "jeugdregio_code")
    assert regions == {code for code in REGISTER.by_code if code.startswith("JZ")}


@pytest.mark.shared
def test_every_name_in_the_shared_files_resolves_to_its_code(shared_data: Path) -> None:
    def pairs(name: str, code: str, label: str) -> list[tuple[str, str]]:
        with (shared_data / name).open(encoding="utf-8-sig", newline="") as file:
            return [(row[code], row[label]) for row in csv.DictReader(file)]

    named = [
        (2021, pairs("cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv", "gemeentecode", "naam")),
        (2021, pairs("cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv", "code", "gemeentenaam")),
        (2022, pairs("cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv", "gemeentecode", "gemeentenaam")),
        (2024, pairs("gemeentefonds/volumina_en_uitkering_jeugd_per_gemeente.csv", "gemeentecode", "Naam")),
        (2026, pairs("regio/gemeente_jeugdregio_2026.csv", "gemeentecode", "gemeentenaam")),
    ]
    for year, rows in named:
        for code, name in rows:
            if name:  # the copy of 2021 leaves out the names of ten municipalities that merged in 2022
                assert REGISTER.find(name, year).code == code
    with (shared_data / "regio" / "jeugdregios_2015.csv").open(encoding="utf-8", newline="") as file:
        rows_2015 = [(r["jeugdregio"], r["gemeente"]) for r in csv.DictReader(file)]
    kinds = [AreaKind.JEUGDREGIO]
    found = {REGISTER.find(place, 2015).code for _, place in rows_2015}
    assert {REGISTER.find(region, 2015, kinds=kinds).code for region, _ in rows_2015} <= set(REGISTER.by_code)
    # the list leaves out Apeldoorn and still has Maasdonk, which ended on 1 January 2015
    assert {area.code for area in REGISTER.municipalities(2015)} ^ found == {"GM0200", "GM1671"}


@pytest.mark.shared
def test_our_mergers_agree_with_the_delivered_list(shared_data: Path) -> None:
    with (shared_data / "regio" / "herindelingen_tot_2018.csv").open(encoding="cp1252", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if int(row["Eindjaar"]) >= 2015]
    for row in rows:
        if row["Oude"] == row["Nieuwe"]:
            continue
        ours = [m for m in REGISTER.successors(row["Oude"]) if m.new == row["Nieuwe"]]
        assert [m.date.year for m in ours] == [int(row["Eindjaar"])]
        assert row["Huidige code"] in REGISTER.successor_on(row["Oude"], 2018).codes
