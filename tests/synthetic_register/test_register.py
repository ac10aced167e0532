"""The fictional register: true to the tables it was fitted to, to the protocol, and the same everywhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.register.record import Record, RecordKind
from drietrap.synthetic.country import Country, build
from drietrap.synthetic.register.build import build_register
from drietrap.synthetic.register.delivered import COLUMNS, delivered
from drietrap.synthetic.register.model import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    KINDS,
    MACHTIGING,
    SyntheticRegister,
)
from drietrap.vocabulary.period import Period

FAR = dt.date(9999, 12, 31)
# Of country 2022 with 30 municipalities, seed 5, years 2021 and 2022.
KNOWN = "9790a7ca5e7a7a846746f0a991f29d7f22aa171292fb21430f97abe9c0fcd6f3"


def short(seed: int = 5) -> SyntheticRegister:
    return build_register(build(2022, 30), years=range(2021, 2023), seed=seed)


def digest(register: SyntheticRegister) -> str:
    total = hashlib.sha256()
    for frame in (register.persons, register.moves, register.records, register.contracts, register.margins):
        total.update(frame.write_csv().encode())
    return total.hexdigest()


def places(register: SyntheticRegister, day: dt.date) -> dict[int, int]:
    """Return the district of every family on a day, one move after another."""
    place = dict(register.families.select("family", "place").iter_rows())
    moved = register.moves.filter(pl.col("date") <= day).sort("date")
    place.update(moved.select("family", "place").iter_rows())
    return place


def age_on(born: dt.date, day: dt.date) -> int:
    return max(day.year - born.year - ((day.month, day.day) < (born.month, born.day)), 0)


def recount(register: SyntheticRegister, year: int) -> Counter[tuple[str, str, str]]:
    """Count the margins of a year, record by record."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    home = places(register, last)
    persons = {row[0]: row for row in register.persons.iter_rows()}
    household = dict(register.families.select("family", "household").iter_rows())
    codes = register.territory.municipality_codes[0]
    referrers = dict(
        zip(
            ("01", "02", "03", "04", "05", "08", "06", None),
            (
                "gemeentelijke_toegang",
                "huisarts",
                "jeugdarts",
                "gecertificeerde_instelling",
                "medisch_specialist",
                "rechter",
                "geen_verwijzer",
                "verwijzer_onbekend",
            ),
            strict=True,
        )
    )
    count: Counter[tuple[str, str, str]] = Counter()
    seen: dict[str, set[int]] = defaultdict(set)
    rows = register.records.filter((pl.col("kind") != MACHTIGING) & (pl.col("started") <= last))
    for row in rows.filter(pl.coalesce("ended", "handed_over", pl.lit(FAR)) >= first).iter_rows(named=True):
        seen["any"].add(row["person"])
        seen[row["kind"]].add(row["person"])
        if row["kind"] == JEUGDHULP:
            where = codes[home[persons[row["person"]][2]]]
            count[where, "verwijzer", referrers[row["referrer"]]] += 1
            if row["form"] >= "11":
                seen["stay"].add(row["person"])
    for name, people in seen.items():
        for person in people:
            _, _, family, _, born = persons[person]
            where, age = codes[home[family]], age_on(born, first)
            if name == "any":
                group = "0_3" if age < 4 else "4_11" if age < 12 else "12_17" if age < 18 else "18_22"
                count[where, "leeftijd", group] += 1
                count[where, "huishouden", household[family]] += 1
            elif name == JEUGDRECLASSERING:
                count[where, "reclassering", "totaal"] += 1
            elif age < 18 and name != JEUGDHULP:
                count[where, "verblijf" if name == "stay" else "bescherming", "totaal"] += 1
    return count


def test_margins_are_what_counting_records_gives(register: SyntheticRegister) -> None:
    year = 2021
    counted = recount(register, year)
    margins = register.margins.filter(pl.col("year") == year)
    for row in margins.iter_rows(named=True):
        key = (row["municipality"], row["margin"], row["category"])
        assert counted[key] == row["realised"], key
    assert sum(counted.values()) == margins["realised"].sum()


def test_the_targets_are_the_tables_of_the_country(register: SyntheticRegister, country: Country) -> None:
    for year, column, margin, category in [
        (2018, "jongeren_4_11", "leeftijd", "4_11"),
        (2024, "jongeren_18_22", "leeftijd", "18_22"),
    ]:
        table = country.districts.filter(pl.col("year") == year)[column].sum()
        mine = register.margins.filter(
            (pl.col("year") == year) & (pl.col("margin") == margin) & (pl.col("category") == category)
        )
        assert mine["target"].sum() == table
    use = country.use.filter(pl.col("year") == 2021).group_by("municipality").agg(pl.col("huisarts").sum())
    mine = register.margins.filter((pl.col("year") == 2021) & (pl.col("category") == "huisarts"))
    assert dict(mine.select("municipality", "target").iter_rows()) == dict(use.iter_rows())


def test_the_fit_is_close_and_deviations_are_shown(register: SyntheticRegister) -> None:
    error = (
        register.margins.group_by("margin")
        .agg(((pl.col("target") - pl.col("realised")).abs().sum() / pl.col("target").sum()).alias("share"))
        .sort("margin")
    )
    share = dict(error.iter_rows())
    assert share["leeftijd"] == 0
    assert share["huishouden"] < 0.005
    assert share["verwijzer"] < 0.01
    assert share["verblijf"] < 0.005
    assert share["bescherming"] < 0.04
    assert share["reclassering"] < 0.03
    shown = register.deviations
    assert shown.height == register.margins.filter(pl.col("target") != pl.col("realised")).height
    assert (shown["difference"] == shown["realised"] - shown["target"]).all()


def test_the_columns_are_those_of_the_products_own_table() -> None:
    assert set(Record.column_names()) - {"delivery", "version"} <= set(COLUMNS)
    assert tuple(kind.value for kind in RecordKind) == KINDS


def test_the_delivered_columns_have_the_types_of_the_products_own_table(register: SyntheticRegister) -> None:
    rows = delivered(register, Period(2022, "H", 1))
    types = Record.create_empty().schema
    for name in set(Record.column_names()) & set(COLUMNS) - {"kind", "person"}:
        assert rows.schema[name] == types[name], name


def test_codes_are_those_of_the_protocol(register: SyntheticRegister) -> None:
    latest = VERSIONS["7"]
    for kind, column, element in [
        (JEUGDHULP, "form", "hulpvorm"),
        (JEUGDHULP, "referrer", "verwijzer"),
        (JEUGDHULP, "reason", "reden_beeindiging"),
        (JEUGDHULP, "crisis", "crisis"),
        (JEUGDBESCHERMING, "form", "maatregel"),
        (JEUGDBESCHERMING, "reason", "reden_beeindiging"),
        (JEUGDRECLASSERING, "form", "maatregel"),
        (JEUGDRECLASSERING, "referral", "doorverwijzing"),
        (MACHTIGING, "form", "maatregel"),
    ]:
        known = latest.element(kind, element)
        assert known is not None
        used = set(register.of_kind(kind)[column].drop_nulls().unique())
        assert used <= {code.code for code in known.codes}, (kind, column)
        assert len(used) > 1


def test_a_reason_fits_the_measure(register: SyntheticRegister) -> None:
    element = VERSIONS["7"].element(JEUGDBESCHERMING, "reden_beeindiging")
    assert element is not None
    ended = register.of_kind(JEUGDBESCHERMING).drop_nulls("reason")
    for form, reason in ended.select("form", "reason").unique().iter_rows():
        code = element.code(reason)
        assert code is not None
        assert form in code.only_with


def test_help_follows_the_rules_of_the_protocol(register: SyntheticRegister) -> None:
    help_ = register.of_kind(JEUGDHULP).join(register.persons, on="person")
    assert (help_.filter(pl.col("form") == "01")["referrer"] == "06").all()
    assert (help_["ended"].is_null() == help_["reason"].is_null()).all()
    assert help_.filter(pl.col("ended") < pl.col("started")).is_empty()
    assert help_.filter(pl.col("born") > pl.col("started")).is_empty()
    assert help_.filter(pl.col("born").dt.offset_by("23y") <= pl.col("started")).is_empty()
    scored = help_.drop_nulls("satisfaction")
    assert scored["ended"].min() >= dt.date(2018, 1, 1)
    assert scored["satisfaction"].is_between(1, 10).all()


def test_one_form_of_help_never_overlaps_itself(register: SyntheticRegister) -> None:
    rows = register.of_kind(JEUGDHULP).filter(pl.col("person") % 5 == 0)
    spans = rows.select("record", "person", "form", "started", ended=pl.coalesce("ended", pl.lit(FAR)))
    pairs = spans.join(spans, on=["person", "form"], suffix="_2").filter(
        (pl.col("record") != pl.col("record_2"))
        & (pl.col("started") <= pl.col("ended_2"))
        & (pl.col("started_2") <= pl.col("ended"))
    )
    assert rows.height > 50_000
    assert pairs.is_empty()


def test_nothing_restarts_on_new_years_day(register: SyntheticRegister) -> None:
    help_ = register.of_kind(JEUGDHULP)
    day = (pl.col("started").dt.month() == 1) & (pl.col("started").dt.day() == 1)
    assert help_.filter(day).is_empty()


def test_a_measure_goes_to_the_next_gi_on_the_day_after(register: SyntheticRegister) -> None:
    measures = register.records.filter(pl.col("kind").is_in([JEUGDBESCHERMING, JEUGDRECLASSERING]))
    gave = {
        (p, f, s): (d, g)
        for p, f, s, d, g in measures.drop_nulls("handed_over")
        .select("person", "form", "started", "handed_over", "provider")
        .iter_rows()
    }
    got = measures.drop_nulls("taken_over").select("person", "form", "started", "taken_over", "provider")
    matched = 0
    for person, form, started, date, gi in got.iter_rows():
        if (person, form, started) in gave:
            day, before = gave[person, form, started]
            assert date == day + dt.timedelta(days=1)
            assert gi != before
            matched += 1
    assert matched == len(gave) > 50
    assert got.filter(pl.col("taken_over") > dt.date(2015, 1, 5)).height <= matched


def test_an_authorisation_lies_within_a_stay_under_a_measure(register: SyntheticRegister) -> None:
    given = register.of_kind(MACHTIGING)
    stays = register.of_kind(JEUGDHULP).filter(pl.col("form") >= "11")
    joined = given.join(stays, on="person", suffix="_stay").filter(
        (pl.col("started") >= pl.col("started_stay"))
        & (pl.coalesce("ended", pl.lit(FAR)) <= pl.coalesce("ended_stay", pl.lit(FAR)))
        & ((pl.col("form") == "71") == (pl.col("form_stay") == "13"))
    )
    assert set(joined["record"]) == set(given["record"])
    assert given.filter(pl.col("ended") < dt.date(2022, 1, 1)).is_empty()
    assert (given["ended"] - given["started"]).dt.total_days().max() <= 365


def test_brothers_and_sisters_are_alike(register: SyntheticRegister) -> None:
    """They share a form or referrer more often than two youths of one municipality and age do."""
    first = (
        register.of_kind(JEUGDHULP)
        .sort("started", "record")
        .unique("person", keep="first", maintain_order=True)
        .join(register.persons.select("person", "family", "born"), on="person")
        .join(register.families, on="family")
        .filter(pl.col("form") < "11")
    )
    pairs = first.join(first, on="family", suffix="_2").filter(pl.col("person") < pl.col("person_2"))
    assert pairs.height > 3000
    shuffled = first.sample(fraction=1.0, shuffle=True, seed=1)
    for column in ("form", "referrer", "provider"):
        together = (pairs[column] == pairs[column + "_2"]).mean()
        by_chance = (first[column] == shuffled[column]).mean()
        assert together > by_chance + 0.05, column
    gap = (pairs["born"] - pairs["born_2"]).dt.total_days().abs()
    assert gap.min() >= 300


def test_youths_under_a_measure_come_through_the_gi_more_often(register: SyntheticRegister) -> None:
    measures = register.of_kind(JEUGDBESCHERMING)["person"].unique()
    help_ = register.of_kind(JEUGDHULP).with_columns(held=pl.col("person").is_in(measures.implode()))
    share = dict(help_.group_by("held").agg((pl.col("referrer") == "04").mean()).iter_rows())
    assert share[True] > 3 * share[False]


def test_providers_are_unequal_and_deliver_only_what_they_are_contracted_for(
    register: SyntheticRegister,
) -> None:
    help_ = register.of_kind(JEUGDHULP)
    size = help_.group_by("provider").len().sort("len", descending=True)["len"]
    assert size.head(len(size) // 10).sum() > 0.4 * size.sum()
    offered = register.contracts.select("provider", "form").unique()
    assert help_.join(offered, on=["provider", "form"], how="anti").is_empty()
    ended = register.contracts.drop_nulls("until").group_by("provider").agg(pl.col("until").max())
    late = help_.join(ended, on="provider").filter(pl.col("started").dt.year() > pl.col("until"))
    assert late.is_empty()
    assert ended.height > 0


def test_known_answer() -> None:
    assert digest(short()) == KNOWN


def test_another_kind_of_processor_gives_the_same() -> None:
    """One thread and no vector instructions beyond the baseline: as on another machine."""
    code = "from tests.synthetic_register.test_register import digest, short; print(digest(short()))"
    plain = {"POLARS_MAX_THREADS": "1", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 ASIMDHP"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **plain, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == KNOWN


@pytest.mark.parametrize("years", [range(2020, 2021), range(2015, 2025, 2), range(1990, 1995)])
def test_impossible_years_are_refused(country: Country, years: range) -> None:
    with pytest.raises(ValueError, match="two or more years in a row"):
        build_register(country, years=years, seed=1)
