"""The fictional CBS tables, in the layouts of the real ones."""

from __future__ import annotations

from typing import Any

import polars as pl

from drietrap.catalogue.published.cbs_jeugd import INDICATOREN, NATURA
from drietrap.catalogue.relations import REFERRERS
from drietrap.synthetic import publish
from drietrap.synthetic.care import AGES
from drietrap.synthetic.country import TABLE_YEARS, Country
from drietrap.synthetic.tables import HOUSEHOLDS

Text = list[list[str]]
NEDERLAND = "Nederland"
_PROVISIONAL = TABLE_YEARS[-1]
_STATLINE_UNIT = "(% (zie toelichting))"
_SERIES_YEARS = range(2018, 2023)
_YOUTHS = ("jongeren", *(f"jongeren_{age}" for age in AGES), *HOUSEHOLDS, "trajecten", *REFERRERS)
_LABOUR_AGE = 0.745  # share of inhabitants of 15 to 75, assumption (aanname)


def statline_indicators(country: Country, year: int) -> str:
    """Return table 85098NED as a StatLine export: BOM, semicolons, decimal comma, the nation first."""
    care = country.care.filter(pl.col("year") == year)
    label = f"{year}*" if year == _PROVISIONAL else str(year)
    header = ["Regio's", "Perioden", *(f"{c.headers[0]} {_STATLINE_UNIT}" for c in INDICATOREN.columns)]
    lines = [";".join(f'"{name}"' for name in header)]
    lines.append(_indicator_line(NEDERLAND, label, care.sum().row(0, named=True)))
    names = names_of(country)
    rows = {names[row["code"]]: row for row in care.iter_rows(named=True)}
    gone = {names[old] for old in country.mergers["old"]} if year == _PROVISIONAL else set()
    lines += [_indicator_line(name, label, rows.get(name)) for name in sorted({*rows, *gone})]
    return "\ufeff" + "\n".join(lines) + "\n"


def _indicator_line(name: str, label: str, row: dict[str, Any] | None) -> str:
    cells = [""] * 5
    if row is not None:
        pairs = (
            ("jeugdhulp", "inwoners_0_17"),
            ("verblijf", "jeugdhulp"),
            ("bescherming", "inwoners_0_17"),
            ("bescherming_verblijf", "bescherming"),
            ("reclassering", "inwoners_12_22"),
        )
        cells = [publish.statline(row[part], row[whole]) for part, whole in pairs]
    return ";".join((f'"{name}"', f'"{label}"', *cells))


def natura(country: Country, year: int, *, districts: bool) -> Text:
    """Return table 85075NED per municipality or per district, in the layout of the edited copy."""
    people = ("inwoners", "inwoners_0_14", "inwoners_15_24")
    header = ["jaar", "code", "regionaam", "gemeentenaam", *people, *(c.headers[1] for c in NATURA.columns)]
    whole = country.districts.filter(pl.col("year") == year).join(
        country.use, on=["year", "code", "municipality"]
    )
    names = names_of(country)
    if districts:
        frame = whole.sort("code")
    else:
        frame = whole.group_by("municipality").agg(pl.col(*people, *_YOUTHS).sum()).sort("municipality")
    rows = [header]
    for row in frame.iter_rows(named=True):
        municipality = names[row["municipality"]]
        place = [row["code"], row["name"]] if districts else [row["municipality"], municipality]
        size = [str(publish.fives(row[name]) if districts else row[name]) for name in people]
        rows.append([str(year), *place, municipality, *size, *(publish.count(row[name]) for name in _YOUTHS)])
    return rows


_KEY_2021 = (
    ("Under 15 years (%)", "pct_0_14", 2),
    ("15-24 years (%)", "pct_15_24", 2),
    ("Divorced (%)", "pct_gescheiden", 2),
    ("Population density (per km²)", "adressendichtheid", 0),  # the real copy misnames this column too
    ("Avg household size", "huishoudgrootte", 1),
    ("Single-person households (%)", "pct_eenpersoons", 2),
    ("Low income threshold (%)", "pct_laag_inkomen", 1),
    ("At-or-below social minimum (%)", "pct_sociaal_minimum", 1),
    ("Bijstand recipients (per 1k)", "bijstand_per_1000", 2),
    ("High education (%)", "pct_hoog_opgeleid", 2),
    ("Low education (%)", "pct_laag_opgeleid", 2),
    ("Labour participation (%)", "arbeidsparticipatie", 0),
    ("Avg WOZ value (x€1k)", "woz_waarde", 0),
    ("Owner-occupied (%)", "pct_koopwoningen", 0),
    ("Rental homes (%)", "pct_huurwoningen", 0),
    ("Social housing (%)", "pct_corporatie", 0),
    ("Multi-family homes (%)", "pct_meergezins", 0),
    ("Avg income per inhabitant (x€1k)", "inkomen_per_inwoner", 1),
    ("Land area (km²)", "oppervlakte", 2),
    ("Degree of urbanisation (1–5)", "stedelijkheid", 0),
    ("Disability benefit (per 1k)", "ao_per_1000", 2),
)
_KEY_2022 = (
    ("0_15", "pct_0_14", 0),
    ("15_25", "pct_15_24", 0),
    ("huishoudens", "huishoudens", 0),
    ("gem_huishouden_grootte", "huishoudgrootte", 1),
    ("bevolkingsdichtheid", "dichtheid", 0),
    ("gem_woz_waarde", "woz_waarde", 0),
    ("koopwoningen", "pct_koopwoningen", 0),
    ("huurwoningen", "pct_huurwoningen", 0),
    ("gem_inkomen_inwoner", "inkomen_per_inwoner", 1),
    ("arbeidsparticipatie", "arbeidsparticipatie", 0),
    ("omgevingsadressendichtheid", "adressendichtheid", 0),
    ("stedelijkheid", "stedelijkheid", 0),
    ("pct_eenpersoonshhd", "pct_eenpersoons", 0),
    ("pct_hhd_met_kind", "pct_met_kinderen", 0),
    ("pct_rond_sociaal_min", "pct_sociaal_minimum", 0),
    ("pct_meergezins", "pct_meergezins", 0),
    ("pct_huurcorporatie", "pct_corporatie", 0),
    ("opp_land", "oppervlakte", 0),
)


def key_figures_2021(country: Country) -> Text:
    """Return the key figures of 2021, in the layout of the edited copy of 85039NED."""
    names, provinces = names_of(country), provinces_of(country)
    header = [
        "gemeentecode",
        "naam",
        "provincie",
        "inwoners",
        *(h for h, _, _ in _KEY_2021),
        "Youth welfare (%)",
    ]
    rows = [header]
    for row in _key_figures(country, 2021):
        cells = [publish.decimal(row[name], digits) for _, name, digits in _KEY_2021]
        place = [row["code"], names[row["code"]], provinces[row["code"]], str(row["inwoners"])]
        rows.append([*place, *cells, publish.percentage(row["jongeren"], row["inwoners_0_22"])])
    return rows


def key_figures_2022(country: Country) -> Text:
    """Return the key figures of 2022, in the layout of the edited copy of 85318NED.

    Education is published there as a number of people, in tens.
    """
    names = names_of(country)
    header = ["gemeentecode", "gemeentenaam", "aantal_inwoners", *(h for h, _, _ in _KEY_2022)]
    rows = [[*header, "opl_laag", "opl_hoog", "pct_jeugdzorg"]]
    for row in _key_figures(country, 2022):
        cells = [publish.decimal(row[name], digits) for _, name, digits in _KEY_2022]
        adults = row["inwoners"] * _LABOUR_AGE / 1000.0
        schooled = [
            f"{round(adults * row[name]) * 10}.0" for name in ("pct_laag_opgeleid", "pct_hoog_opgeleid")
        ]
        share = publish.percentage(row["jongeren"], row["inwoners_0_22"])
        rows.append([row["code"], names[row["code"]], f"{row['inwoners']}.0", *cells, *schooled, share])
    return rows


def _key_figures(country: Country, year: int) -> list[dict[str, Any]]:
    """Return characteristics with the shares by age as they really are, and youths in care up to 22."""
    sums = (
        country.districts.filter(pl.col("year") == year)
        .group_by("municipality")
        .agg(
            pl.col("inwoners_0_14", "inwoners_15_24", "jongeren").sum(),
            pl.sum_horizontal(f"inwoners_{age}" for age in AGES).sum().alias("inwoners_0_22"),
        )
    )
    frame = country.characteristics.filter(pl.col("year") == year).join(
        sums, left_on="code", right_on="municipality"
    )
    return list(
        frame.with_columns(
            pct_0_14=pl.col("inwoners_0_14") * 100.0 / pl.col("inwoners"),
            pct_15_24=pl.col("inwoners_15_24") * 100.0 / pl.col("inwoners"),
        )
        .sort("code")
        .iter_rows(named=True)
    )


def demo_series(country: Country) -> Text:
    """Return 2018 to 2022 for the demo municipality and its districts, latest year first."""
    own = country.districts.filter(
        (pl.col("municipality") == country.demo) & pl.col("year").is_in(list(_SERIES_YEARS))
    ).with_columns(inwoners_0_22=pl.sum_horizontal(f"inwoners_{age}" for age in AGES))
    columns = ("inwoners", "inwoners_0_14", "inwoners_15_24", "jongeren", "inwoners_0_22")
    rows = [
        [
            "jaar",
            "code",
            "soort",
            "inwoners",
            "p0_15",
            "p15_25",
            "jongeren_met_jeugdzorg",
            "pct_jongeren_met_jeugdzorg",
        ]
    ]
    for year in reversed(_SERIES_YEARS):
        part = own.filter(pl.col("year") == year).sort("code")
        total = part.select(pl.col(columns).sum()).row(0, named=True)
        rows.append(_series_line(year, country.demo, "Gemeente", total, exact=True))
        rows += [
            _series_line(year, row["code"], "Wijk", row, exact=False) for row in part.iter_rows(named=True)
        ]
    return rows


def _series_line(year: int, code: str, kind: str, row: dict[str, Any], *, exact: bool) -> list[str]:
    people = [row[name] for name in ("inwoners", "inwoners_0_14", "inwoners_15_24")]
    size = [str(number if exact else publish.fives(number)) for number in people]
    youths = publish.count(row["jongeren"])
    share = publish.percentage(row["jongeren"], row["inwoners_0_22"])
    return [str(year), code, kind, *size, f"{youths}.0" if youths else "", share]


def names_of(country: Country) -> dict[str, str]:
    """Return the name of every area by code."""
    return dict(country.areas.select("code", "name").iter_rows())


def provinces_of(country: Country) -> dict[str, str]:
    """Return the name of the province of every municipality."""
    names = names_of(country)
    towns = country.areas.filter(pl.col("kind") == "gemeente")
    return {code: names[province] for code, province in towns.select("code", "province").iter_rows()}
