"""What is really odd in the published tables is found, with the sum shown; and nothing else is an error."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from drietrap.benchmark.consistency.run import check_tables
from drietrap.benchmark.finding import Finding, Severity

NAMES = {"ST0001": "Gemeente A", "ST0003": "Gemeente C", "ST0004": "Gemeente D", "NL01": "Nederland"}


def found(frame: pl.DataFrame, rule: str | None = None) -> list[Finding]:
    return [one for one in check_tables(frame, NAMES, None) if rule is None or one.rule == rule]


def cells(finding: Finding, frame: pl.DataFrame) -> list[tuple[str, str, str]]:
    """The (measure, area, period) of the cells of a finding, looked up by their place in the file."""
    place = pl.format("{}:{}:{}", "snapshot", "row", "column")
    rows = frame.filter(place.is_in(finding.cells)).select("measure", "area", "period").rows()
    return sorted(rows)


def test_the_2015_study_two_groups_do_not_fit_and_rounding_explains_the_others(
    study_2015: pl.DataFrame,
) -> None:
    # 635 / 8.9 % is 7,067-7,202 youths, 105 / 1.9 % is 5,282-5,784: no group has both. B and D do fit.
    a, c = found(study_2015, "NOEMER")
    assert (a.area_name, c.area_name) == ("Gemeente A", "Gemeente C")
    assert a.severity is Severity.FOUT
    assert "'Jongeren met jeugdbescherming'" in a.message
    assert "Bij 1,9% past een aantal van 131 tot en met 140." in a.arithmetic
    assert any("90" in line and "1,1" not in line for line in c.arithmetic)


def test_the_2015_study_counts_that_are_not_fives(study_2015: pl.DataFrame) -> None:
    values = [one.arithmetic[0].rsplit(" ", 1)[1] for one in found(study_2015, "VIJFTAL")]
    assert sorted(map(int, values)) == [39, 61, 66, 88, 106, 107, 112, 528]


def test_the_2015_study_zeros_and_secrets(study_2015: pl.DataFrame) -> None:
    zeros = {(one.area_name, one.message.split("'")[1]) for one in found(study_2015, "NUL")}
    assert zeros == {
        ("Gemeente A", "Via de medisch specialist"),
        ("Gemeente D", "Via de jeugdarts"),
        ("Gemeente D", "Aandeel van het wijkteam"),
        ("Gemeente D", "Waarvan uitgevoerd door het wijk- of buurtteam"),
    }
    leaks = [one.arithmetic[2] for one in found(study_2015, "GEHEIM")]
    assert leaks == [
        f"{part} ligt tussen 0 en 7" for part in ("1,6% van 305", "1,3% van 385", "0,7% van 705")
    ]


def test_the_2015_study_has_nothing_else(study_2015: pl.DataFrame) -> None:
    """101.5 % of referrers in A, and 35.6 % against 31.9 + 3.1 in C, are explained by fives."""
    assert set(Counter(one.rule for one in found(study_2015))) == {"NOEMER", "VIJFTAL", "NUL", "GEHEIM"}


@pytest.fixture(scope="module")
def iv3_findings(iv3: pl.DataFrame) -> dict[str, list[Finding]]:
    rules: dict[str, list[Finding]] = {}
    for one in check_tables(iv3, {"GM0569": "Nieuwkoop", "GM0441": "Schagen"}, None):
        rules.setdefault(one.rule, []).append(one)
    return rules


@pytest.mark.shared
def test_iv3(iv3_findings: dict[str, list[Finding]]) -> None:
    errors = iv3_findings["INVOERFOUT"]
    assert [(one.area_name, one.period, one.severity) for one in errors] == [
        ("Nieuwkoop", "2024", Severity.FOUT),
        ("Schagen", "2023", Severity.WAARSCHUWING),
    ]
    assert any("€ −47.256.000" in line for line in errors[0].arithmetic)
    assert any("€ −24.906.000: onder nul" in line for line in errors[0].arithmetic)


@pytest.mark.shared
def test_iv3_not_delivered_and_negative(iv3: pl.DataFrame, iv3_findings: dict[str, list[Finding]]) -> None:
    wide = iv3.filter(pl.col("measure").str.starts_with("lasten_"), pl.col("measure") != "lasten_6.2")
    nothing = wide.group_by("area", "period", "variant").agg(pl.col("value").abs().sum()).filter(value=0)
    assert {(one.area, one.period) for one in iv3_findings["NIET-GELEVERD"]} == set(
        nothing.select("area", "period").rows()
    )
    # Vijfheerenlanden twice, Sliedrecht, Lansingerland, Voorne aan Zee, Heeze-Leende.
    assert nothing.height == 6
    negative = iv3.filter(pl.col("value") < 0)
    assert len(iv3_findings["NEGATIEF"]) == negative.height == 70
    assert "GEBIEDEN" not in iv3_findings  # the row Nederland is the sum of the rest


@pytest.mark.shared
def test_almere_has_every_slip_of_the_decimal_mark_and_no_other(almere: pl.DataFrame) -> None:
    slips = found(almere, "KOMMA")
    shares = almere.filter(pl.col("measure") == "pct_jeugdzorg_tot_23", pl.col("value") < 1)
    assert {(one.area, one.period) for one in slips} == set(shares.select("area", "period").rows())
    assert len(slips) == 18
    for slip in slips:
        assert ("pct_jeugdzorg_tot_23", slip.area, slip.period) in cells(slip, almere)


@pytest.mark.shared
def test_almere_more_youths_than_inhabitants_and_districts_that_miss_a_quarter(almere: pl.DataFrame) -> None:
    (part,) = found(almere, "DEEL-GROTER")
    assert (part.area, part.period) == ("BU00340274", "2020")
    missing = found(almere, "GEBIEDEN")
    assert [(one.area, one.period, one.severity) for one in missing] == [
        ("GM0034", str(year), Severity.SIGNAAL) for year in range(2018, 2022)
    ]
    assert {one.rule for one in found(almere)} == {"KOMMA", "DEEL-GROTER", "GEBIEDEN"}


@pytest.mark.shared
def test_national_series(national: pl.DataFrame) -> None:
    errors = [one for one in found(national) if one.severity is not Severity.SIGNAAL]
    assert [(one.rule, one.period) for one in errors] == [
        ("DELEN-GEHEEL", "2016"),  # 391,780 + 14,300 is not 404,080
        ("DELEN-GEHEEL", "2018"),
        ("DELEN-GEHEEL", "2020"),
        ("KOMMA", "2022"),  # 1 where 17,550 of about 1.1 million is 1.6
    ]
    assert "tussen 1,54% en 1,63%" in errors[-1].arithmetic[-1]
    assert {one.rule for one in found(national)} == {"DELEN-GEHEEL", "KOMMA", "AANSLUITING"}


@pytest.mark.shared
def test_no_error_in_3600_areas_of_85075ned_and_85098ned(
    natura: pl.DataFrame, indicators: pl.DataFrame
) -> None:
    findings = found(pl.concat([natura, indicators]))
    assert [(one.rule, one.severity) for one in findings] == [("GEBIEDEN", Severity.SIGNAAL)] * 2
