"""The fictional national series, in the layouts of the real ones."""

from __future__ import annotations

import polars as pl

from drietrap.synthetic import publish
from drietrap.synthetic.care import AGES
from drietrap.synthetic.cbs_files import NEDERLAND, Text, names_of
from drietrap.synthetic.country import Country


def youth_series(country: Country) -> Text:
    """Return youths in care per year, in fives and percentages."""
    header = ["jaar", "jeugd_tot_23_met_jeugdzorg", "pct_tot_23", "jeugd_tot_18", "pct_tot_18"]
    rows = [[*header, "jeugd_18_tot_23", "pct_18_tot_23", "status"]]
    for row in country.youth_series.iter_rows(named=True):
        young, grown = row["jongeren_tot_18"], row["jongeren_18_22"]
        people, others = row["inwoners_tot_18"], row["inwoners_18_22"]
        pairs = ((young + grown, people + others), (young, people), (grown, others))
        cells = [
            text for part, whole in pairs for text in (publish.count(part), publish.percentage(part, whole))
        ]
        rows.append([str(row["jaar"]), *cells, row["status"]])
    return rows


def by_province(country: Country, year: int) -> Text:
    """Return youths up to 22 in care for the nation and its provinces."""
    names = names_of(country)
    province = {code: part for code, part in country.areas.select("code", "province").iter_rows() if part}
    frame = country.districts.filter(pl.col("year") == year).with_columns(
        province=pl.col("municipality").replace_strict(province),
        people=pl.sum_horizontal(f"inwoners_{age}" for age in AGES),
    )
    sums = frame.group_by("province").agg(pl.col("jongeren", "people").sum()).sort("province")
    nation = (NEDERLAND, frame["jongeren"].sum(), frame["people"].sum())
    rows = [["regio", "jongeren_met_jeugdzorg", "pct"]]
    for name, youths, people in (nation, *((names[code], j, p) for code, j, p in sums.iter_rows())):
        rows.append([name, publish.count(youths), publish.percentage(youths, people)])
    return rows


def protection(country: Country) -> Text:
    """Return measures at the start, begun, ended and at the end, in fives."""
    numbers = ("beginstand", "instroom", "uitstroom", "eindstand")
    rows = [["periode", "maatregel", *numbers]]
    for row in country.protection_by_measure.iter_rows(named=True):
        cells = [str(publish.fives(row[name])) for name in numbers]
        rows.append([row["periode"], row["maatregel"], *cells])
    return rows


def protection_years(country: Country) -> Text:
    """Return measures begun and ended per year, exact as in the real series."""
    rows = [["jaar", "totaal_instroom", "totaal_uitstroom"]]
    flow = country.protection_flow.select("jaar", "instroom", "uitstroom")
    return [*rows, *([str(number) for number in row] for row in flow.iter_rows())]


def half_years(country: Country) -> Text:
    """Return care in kind and personal budgets in the first half of each year; the last is provisional."""
    rows = [["periode", "alleen_zorg_in_natura", "zin_en_pgb", "alleen_pgb"]]
    last = country.half_years["jaar"].max()
    for year, *numbers in country.half_years.iter_rows():
        mark = "*" if year == last else ""
        rows.append([f"{year}HJ01{mark}", *(str(publish.fives(number)) for number in numbers)])
    return rows
