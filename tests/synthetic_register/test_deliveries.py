"""The written deliveries: read back by the product's own reader they hold the register."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.synthetic.register import distortions
from drietrap.synthetic.register.delivered import bounds, delivered
from drietrap.synthetic.register.deliveries import READ_ME, write_deliveries
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.synthetic.register.texts import texts
from drietrap.vocabulary.period import Period

SUFFIX = {"ascii": ".txt", "csv": ".csv", "xlsx": ".xlsx"}
YEARS = {"2.0": 2015, "3": 2016, "4": 2018, "5": 2019, "6": 2021, "7": 2022}


def some_providers(rows: pl.DataFrame) -> list[str]:
    """Return a provider of ordinary size for every kind of delivery."""
    sizes = rows.group_by("kind", "provider").len()
    ordinary = sizes.sort((pl.col("len").cast(pl.Int64) - 100).abs(), "provider")
    return sorted(set(ordinary.group_by("kind", maintain_order=True).first()["provider"]))


@pytest.mark.parametrize("version", YEARS)
def test_what_is_written_is_read_back(register: SyntheticRegister, tmp_path: Path, version: str) -> None:
    for period in (Period(YEARS[version], "H", 1), Period(YEARS[version], "K", 4)):
        rows = delivered(register, period)
        providers = some_providers(rows)
        for form, suffix in SUFFIX.items():
            files = write_deliveries(
                register, tmp_path / form, periods=[period], formats=(form,), providers=providers
            )
            assert {path.suffix for path in files} == {suffix}
            read = [read_delivery(path) for path in files]
            assert {delivery.kind for delivery in read} == set(rows["kind"])
            for delivery in read:
                assert delivery.version == version
                assert delivery.period == period.code
                of_sender = pl.col("provider") == delivery.provider
                check_rows(delivery.frame, rows.filter(of_sender & (pl.col("kind") == delivery.kind)))


def check_rows(read: pl.DataFrame, rows: pl.DataFrame) -> None:
    """Compare what was read with the register, element by element."""
    day = "%Y%m%d"
    pairs = {
        "bsn": rows["bsn"],
        "geboortedatum": rows["born"].dt.strftime(day),
        "geslacht": rows["sex"],
        "gemeente": rows["municipality"].str.strip_prefix("GM"),
        "datum_aanvang": rows["started"].dt.strftime(day),
        "datum_einde": rows["ended"].dt.strftime(day),
        "hulpvorm": rows["form"],
        "maatregel": rows["form"],
        "crisis": rows["crisis"],
        "datum_overgedragen": rows["handed_over"].dt.strftime(day),
        "datum_overgedragen_gekregen": rows["taken_over"].dt.strftime(day),
        "tevredenheid": rows["satisfaction"].cast(pl.String),
        "zonder_hulp_verder": rows["without_help"],
        "type_informant": rows["informant"],
        "doorverwijzing": rows["referral"],
    }
    assert read.height == rows.height > 0
    for element, values in pairs.items():
        if element in read.columns:
            assert read[element].to_list() == values.to_list(), element


def test_a_version_without_a_code_delivers_another(register: SyntheticRegister) -> None:
    rows = delivered(register, Period(2015, "H", 1)).filter(pl.col("kind") == "jeugdhulp")
    second, third = texts(rows, "jeugdhulp", "2.0"), texts(rows, "jeugdhulp", "4")
    assert set(second["verwijzer"]) == {"01", "02", "03", "04", "05", "06", "07"}
    assert set(third["verwijzer"]) == {"01", "02", "03", "04", "05", "06", "08", None}
    assert set(second["perspectief"]) == {"01", "02", "03", "04"}
    assert set(third["perspectief"]) == {"02", "03", "04"}
    other = second["verwijzer"] != third["verwijzer"].fill_null("07")
    assert set(second.filter(other)["verwijzer"]) == {"04"}


def test_files_say_that_they_are_fictional_and_formats_take_turns(
    register: SyntheticRegister, tmp_path: Path
) -> None:
    providers = register.providers["provider"].head(30).to_list()
    distorted = distortions.stopped(register, provider=providers[0], since=dt.date(2020, 1, 1))
    files = write_deliveries(distorted, tmp_path, periods=[Period(2022, "H", 1)], providers=providers)
    assert all("fictief" in path.name for path in files)
    assert {path.suffix for path in files} == set(SUFFIX.values())
    text = (tmp_path / READ_ME).read_text(encoding="utf-8")
    assert "fictief" in text
    assert "aanbieder stopt met leveren" in text
    assert not any(path.name.startswith(providers[0]) for path in files)


def test_the_same_register_gives_the_same_bytes(register: SyntheticRegister, tmp_path: Path) -> None:
    providers = register.providers["provider"].slice(10, 6).to_list()
    period = [Period(2019, "H", 2)]
    one = write_deliveries(register, tmp_path / "a", periods=period, providers=providers)
    two = write_deliveries(register, tmp_path / "b", periods=period, providers=providers)
    assert [path.name for path in one] == [path.name for path in two]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(one, two, strict=True))


def test_what_happens_after_the_period_is_not_known_yet(register: SyntheticRegister) -> None:
    period = Period(2018, "H", 1)
    first, last = bounds(period)
    assert (first, last) == (dt.date(2018, 1, 1), dt.date(2018, 6, 30))
    rows = delivered(register, period)
    assert rows["ended"].max() <= last
    assert rows["started"].max() <= last
    assert rows["ended"].min() >= first
    assert (rows["ended"].is_null() >= rows["reason"].is_null()).all()
    truth = register.records.filter(pl.col("record").is_in(rows["record"].implode()))
    assert truth.filter(pl.col("ended") > last).height > 100


def test_quarters_hold_probation_and_half_years_the_rest(register: SyntheticRegister) -> None:
    assert set(delivered(register, Period(2022, "K", 3))["kind"]) == {"jeugdreclassering"}
    assert set(delivered(register, Period(2021, "H", 2))["kind"]) == {"jeugdhulp", "jeugdbescherming"}
    assert "machtiging" in set(delivered(register, Period(2022, "H", 2))["kind"])
    with pytest.raises(ValueError, match="half-years"):
        delivered(register, Period(2022))


def test_unknown_formats_and_years_without_a_protocol_are_refused(
    register: SyntheticRegister, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="written as"):
        write_deliveries(register, tmp_path, periods=[], formats=("pdf",))
