"""Corrections of deliveries: applied in the open, counted, undone once the source is mended; raw stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.register import correcting, ledger
from drietrap.register.correction_places import refuse_impossible
from drietrap.register.person_raw import PersonRaw
from drietrap.register.persons import records
from drietrap.register.pseudonym import KeyRing
from drietrap.register.record import Record
from drietrap.register.record_correction_file import load
from drietrap.register.record_corrections import correct
from drietrap.register.rekeying import carry_over
from drietrap.register.retention import Stage, Term, erase
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import InputError
from tests.register_persons.deliveries import (
    AREAS,
    PROVIDER,
    RING,
    Row,
    delivery,
    good_rows,
    register,
    sha256,
)

NEW_RING = KeyRing((*RING.keys, bytes((91 * i + i * i * 7 + 13) % 256 for i in range(32))))
BEFORE, MONDAY, TUESDAY = (datetime(2023, 7, day, 9, tzinfo=UTC) for day in (4, 11, 12))
ENTRY = {
    "id": "gi-in-plaats-van-gemeente",
    "match": {"kind": "jeugdhulp", "provider": PROVIDER, "period": "2022H1", "elements": {"verwijzer": "04"}},
    "action": "set",
    "values": {"verwijzer": "01"},
    "expect": 4,
    "reason": "De aanbieder noemde de GI, de gemeente besloot.",
    "owner": "beheer",
    "status": "bevestigd",
}


def entry(**changes: object) -> dict[str, object]:
    made = {**ENTRY, **changes}
    return {name: value for name, value in made.items() if value is not None}


def matching(**match: object) -> dict[str, object]:
    given = {**ENTRY["match"], **match}  # type: ignore[dict-item]
    return {name: value for name, value in given.items() if value is not None}


def content(*entries: dict[str, object]) -> bytes:
    return yaml.safe_dump(list(entries), allow_unicode=True).encode()


def adopt(root: Path, *entries: dict[str, object]) -> correcting.InForce:
    with Warehouse(root / "warehouse").writing() as release:
        return correcting.adopt(release, content(*entries), "correcties.yaml")


def stored(root: Path) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return records(reader).collect().sort("period", "delivery", "row")


def touched(root: Path) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return correcting.touched(reader)


def in_force(root: Path) -> correcting.InForce:
    with Warehouse(root / "warehouse").open() as reader:
        return correcting.in_force(reader)


def referred(rows: list[Row], number: int, code: str = "04") -> list[Row]:
    """The rows, the first ``number`` of them with this referrer, the others with the GP."""
    return [{**row, "verwijzer": code if place < number else "02"} for place, row in enumerate(rows)]


def taken(root: Path, rows: list[Row], when: datetime = MONDAY, **about: str) -> str:
    delivered = delivery(rows, **about)
    register(root).take(delivered, sha256(delivered), received=when)
    return sha256(delivered)


def test_elements_are_set_and_every_corrected_record_says_by_which_correction(tmp_path: Path) -> None:
    mark = taken(tmp_path, referred(good_rows(12), 4))
    before, raw = stored(tmp_path), PersonRaw(tmp_path / "raw").rows(mark)
    found = adopt(tmp_path, ENTRY)
    after = stored(tmp_path)
    assert [(fit.found, fit.touched, fit.applied) for fit in found.fits] == [(4, 4, True)]
    wrong = before["referrer"] == "04"
    wanted = before.with_columns(
        pl.when(pl.col("referrer") == "04").then(pl.lit("01")).otherwise("referrer").alias("referrer")
    )
    assert after.equals(wanted)
    assert touched(tmp_path).sort("row").rows() == [
        (mark[:16], row, "gi-in-plaats-van-gemeente", "set") for row in before.filter(wrong)["row"]
    ]
    assert PersonRaw(tmp_path / "raw").rows(mark).equals(raw)
    assert in_force(tmp_path) == found


def test_corrections_in_force_are_applied_when_a_delivery_comes_in(tmp_path: Path) -> None:
    taken(tmp_path, good_rows(5, seed=8), provider="87654321", period="2022H1")
    waiting = adopt(tmp_path, ENTRY)
    assert [(fit.found, fit.applied) for fit in waiting.fits] == [(None, False)]
    assert "er is geen levering" in waiting.fits[0].sentence
    taken(tmp_path, referred(good_rows(12), 4))
    assert in_force(tmp_path).fits[0].applied
    assert stored(tmp_path).filter(provider=PROVIDER, referrer="01").height == 4


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(0, "de bron is hersteld"), (3, "minder regels dan verwacht"), (5, "meer regels dan verwacht")],
)
def test_a_redelivery_that_differs_ends_the_correction_and_says_so(
    tmp_path: Path, wrong: int, words: str
) -> None:
    rows = good_rows(12)
    taken(tmp_path, referred(rows, 4))
    adopt(tmp_path, ENTRY)
    taken(tmp_path, referred(rows, wrong), TUESDAY)
    fit = in_force(tmp_path).fits[0]
    assert (fit.found, fit.touched, fit.applied) == (wrong, 0, False)
    assert words in fit.sentence
    assert stored(tmp_path)["referrer"].to_list().count("04") == wrong
    assert touched(tmp_path).is_empty()


def test_without_the_correction_the_register_is_as_delivered(tmp_path: Path) -> None:
    mark = taken(tmp_path, referred(good_rows(12), 4))
    before = stored(tmp_path)
    out = entry(id="weg", action="leave_out", values=None, expect=1, match=matching(
        elements=None, delivery=mark[:16], row=3))  # fmt: skip
    both = adopt(tmp_path, ENTRY, out)
    assert [fit.applied for fit in both.fits] == [True, True]
    assert stored(tmp_path).height == before.height - 1
    assert 3 not in stored(tmp_path)["row"].to_list()
    adopt(tmp_path)
    assert stored(tmp_path).equals(before)
    assert in_force(tmp_path).fits == ()


def test_readers_keep_the_version_they_opened(tmp_path: Path) -> None:
    taken(tmp_path, referred(good_rows(12), 4))
    with Warehouse(tmp_path / "warehouse").open() as reader:
        before = records(reader).collect()
        adopt(tmp_path, ENTRY)
        assert records(reader).collect().equals(before)
    assert not stored(tmp_path).equals(before)


def test_the_same_corrections_again_make_no_new_version(tmp_path: Path) -> None:
    taken(tmp_path, referred(good_rows(12), 4))
    adopt(tmp_path, ENTRY)
    version = Warehouse(tmp_path / "warehouse").current
    adopt(tmp_path, ENTRY)
    assert Warehouse(tmp_path / "warehouse").current == version


def restarts(root: Path, again: Iterable[int], gap: int = 0) -> tuple[list[Row], list[str]]:
    """Three deliveries in which some trajectories end on 31 December and begin anew on 1 January."""
    rows: list[Row] = [
        {**row, "datum_aanvang": f"202107{place + 1:02d}", "datum_einde": None, "reden_beeindiging": None}
        for place, row in enumerate(good_rows(8))
    ]
    chosen = set(again)
    closed: Row = {"datum_einde": f"202112{31 - gap}", "reden_beeindiging": "01", "verwijzer": "02"}
    first = [{**row, **(closed if place in chosen else {})} for place, row in enumerate(rows)]
    anew: Row = {"datum_aanvang": "20220101", "verwijzer": "01"}
    later = [{**row, **(anew if place in chosen else {})} for place, row in enumerate(rows)]
    marks = [
        taken(root, first, BEFORE, period="2021H2", version="6"),
        taken(root, later, MONDAY),
        taken(root, [*later, *good_rows(1, seed=9)], MONDAY, period="2022H2"),
    ]
    return later, marks


CONTINUE = entry(
    id="herstart",
    action="continue",
    values=None,
    expect=3,
    match=matching(elements={"datum_aanvang": "2022-01-01"}),
)


def test_a_restart_on_1_january_goes_on_as_what_ended_on_31_december(tmp_path: Path) -> None:
    restarts(tmp_path, (0, 2, 5))
    found = adopt(tmp_path, CONTINUE)
    assert [(fit.found, fit.touched, fit.applied) for fit in found.fits] == [(3, 9, True)]
    after = stored(tmp_path)
    assert after.filter(pl.col("started") == date(2022, 1, 1)).is_empty()
    assert after.filter(pl.col("ended") == date(2021, 12, 31)).is_empty()
    begun = [date(2021, 7, place + 1) for place in range(8)]
    for period in ("2021H2", "2022H1", "2022H2"):
        mine = after.filter(pl.col("period") == period, pl.col("started").is_in(begun))
        assert sorted(mine["started"]) == begun
    restarted = after.filter(period="2022H1").filter(pl.col("started").is_in([begun[0], begun[2], begun[5]]))
    assert restarted["referrer"].to_list() == ["02"] * 3  # of the first start, as a merger keeps it


def test_a_restart_after_a_gap_is_no_continuation(tmp_path: Path) -> None:
    restarts(tmp_path, (0, 2, 5), gap=1)
    before = stored(tmp_path)
    assert [(fit.found, fit.applied) for fit in adopt(tmp_path, CONTINUE).fits] == [(0, False)]
    assert stored(tmp_path).equals(before)


def test_a_redelivery_of_the_period_before_is_looked_at_again(tmp_path: Path) -> None:
    rows, _ = restarts(tmp_path, (0, 2, 5))
    adopt(tmp_path, CONTINUE)
    open_ones: list[Row] = [{**row, "datum_aanvang": "20210701"} for row in rows]
    taken(tmp_path, open_ones, TUESDAY, period="2021H2", version="6")
    assert [(fit.found, fit.applied) for fit in in_force(tmp_path).fits] == [(0, False)]
    restarted = stored(tmp_path).filter(pl.col("started") == date(2022, 1, 1))
    assert restarted["period"].to_list() == ["2022H1"] * 3 + ["2022H2"] * 3


def test_rows_as_delivered_come_under_a_new_key_and_go_with_their_term(tmp_path: Path) -> None:
    mark = taken(tmp_path, referred(good_rows(12), 4))
    adopt(tmp_path, ENTRY)
    raw = PersonRaw(tmp_path / "raw")
    carry_over(tmp_path / "warehouse", raw, NEW_RING)
    with Warehouse(tmp_path / "warehouse").open() as reader:
        kept = reader.frame(ledger.CORRECTED)
    now = stored(tmp_path).join(kept.select("row"), on="row", how="semi").sort("row")
    assert kept.sort("row")["person"].to_list() == now["person"].to_list()
    term = Term(Stage.CORE, date(2015, 1, 1), 12, "period", "eigen keuze", assumption=True)
    erased = erase(tmp_path / "warehouse", raw, date(2030, 1, 1), (term,))
    assert [one.sha256 for one in erased.deletions] == [mark]
    with Warehouse(tmp_path / "warehouse").open() as reader:
        assert ledger.CORRECTED not in reader.tables


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"match": matching(elements={"bsn": "x"})}, "bsn"),
        ({"match": matching(elements={"geboortedatum": "20100101"})}, "geboortedatum"),
        ({"match": matching(elements={"postcode": "1234AB"})}, "postcode"),
        ({"match": matching(elements={"verwijzer": "77"})}, "kent deze code niet"),
        ({"match": matching(elements=None)}, "elements"),
        ({"match": matching(elements=None, row=2)}, "delivery"),
        ({"match": matching(period="2022J")}, "2022H1"),
        ({"values": {"datum_aanvang": "2022-01-01"}}, "niet te veranderen"),
        ({"values": {"gemeente": "505"}}, "GM0505"),
        ({"values": None}, "values"),
        ({"action": "continue", "values": None}, "datum_aanvang"),
        ({"action": "verwijder"}, "set, leave_out, continue"),
        ({"expect": 0}, "ten minste 1"),
        ({"expect": None}, "expect"),
        ({"reason": "van 123456782"}, "lang nummer"),
        ({"status": "zeker"}, "bevestigd"),
        ({"extra": "x"}, "extra"),
        ({"values": {"wijk": "123456782"}}, "wijk: verwacht"),
        ({"values": {"wijk": "Jan de Vries 12-03-2010"}}, "wijk: verwacht"),
        ({"match": matching(elements={"wijk": "123456782"})}, "wijk: verwacht"),
        ({"match": matching(provider="123456782 Jan de Vries")}, "provider: verwacht"),
        ({"match": matching(provider="123456782")}, "provider: verwacht"),
        ({"match": matching(provider="Jan de Vries")}, "provider: verwacht"),
        ({"match": matching(period="123456782")}, "period: "),
        ({"reason": "geboren 1-1-2010"}, "in reason"),
        ({"reason": "van 1234 567 82"}, "in reason"),
        ({"reason": "van 1234.56.782"}, "in reason"),
        ({"reason": "van 12/3/2010"}, "in reason"),
        ({"reason": "van 1 3 2010"}, "in reason"),
        ({"reason": "van 2010/3/1"}, "in reason"),
        ({"reason": "van 1-3-10"}, "in reason"),
        ({"owner": "1-1-2010"}, "in owner"),
        ({"id": "123 456 782"}, "in id"),
        ({"123456782": "x"}, "lang nummer"),
        ({"match": matching(elements={"123456782": "x"})}, "lang nummer"),
        ({"match": matching(elements=[])}, "elements: hier horen"),
        ({"match": "abc"}, "match: hier horen"),
        ({"values": "abc"}, "values: hier horen"),
        ({"values": {"verwijzer": ["01"]}}, "verwijzer: hier hoort één code, geen lijst"),
        ({"values": {"verwijzer": ""}}, "verwijzer: hier staat niets"),
        ({"reason": ["x"]}, "reason: hier hoort tekst"),
    ],
)
def test_a_correction_that_is_not_right_is_refused_and_named(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError) as refused:
        load(content(entry(**changes)), "correcties.yaml")
    said = str(refused.value)
    assert words in said
    assert not [one for one in ("123456782", "Vries", "2010", "object", "sequence") if one in said]


def test_an_empty_list_of_elements_and_a_field_that_is_absent_are_told_in_dutch() -> None:
    text = content(entry()).decode()
    for wrong in (text.replace("elements:\n      verwijzer: '04'", "elements:"), "- id: x\n"):
        assert wrong != text
        with pytest.raises(InputError) as refused:
            load(wrong.encode(), "c")
        assert "elements: hier horen" in str(refused.value) or "het veld reason ontbreekt" in str(
            refused.value
        )


@pytest.mark.parametrize(
    "reason",
    ["in 2019, 2020 en 2021", "2019, 2020, 2021", "over 2021-2022", "regels 17, 18, 19, 20, 21 en 22",
     "op 1 januari 2023", "bij 1.234.567 regels", "kwartaal 2022K1 en code 04/05"],
)  # fmt: skip
def test_years_and_counts_in_a_reason_are_no_personal_values(reason: str) -> None:
    assert load(content(entry(reason=reason)), "c")[0].reason == reason


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"values": {"gemeente": "GM9999"}}, "gemeente: de code is van geen gemeente in 2022"),
        ({"values": {"gemeente": "GM0070"}}, "gemeente: de code"),  # Franekeradeel, until 2018
        ({"values": {"wijk": "WK999901"}}, "wijk: de code is van geen gemeente"),
        ({"values": {"gemeente": "GM0505", "wijk": "WK036301"}}, "wijk: de wijk ligt niet"),
        ({"match": matching(elements={"gemeente": "GM0505"}), "values": {"wijk": "WK036301"}}, "ligt niet"),
        ({"match": matching(period="2023H2")}, "nog niet voorbij"),
    ],
)
def test_a_place_or_period_that_is_not_there_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError) as refused:
        refuse_impossible(load(content(entry(**changes)), "c"), AREAS, date(2023, 12, 31), "c")
    assert words in str(refused.value)


def test_a_place_that_is_there_is_right() -> None:
    for values in ({"gemeente": "GM0505", "wijk": "WK050501"}, {"gemeente": "leeg"}, {"wijk": "WK036301"}):
        right = load(content(entry(values=values)), "c")
        assert len(right[0].values) == len(values)
        refuse_impossible(right, AREAS, date(2022, 7, 1), "c")
        with pytest.raises(InputError, match="nog niet voorbij"):  # the same, a day before
            refuse_impossible(right, AREAS, date(2022, 6, 30), "c")


HOMES = [("GM0505", "WK050501"), ("GM0363", "WK036301"), ("GM0505", None), (None, None)]


@pytest.mark.parametrize(
    ("values", "homes"),
    [
        (
            {"gemeente": "GM0363"},
            [("GM0363", None), ("GM0363", "WK036301"), ("GM0363", None), ("GM0363", None)],
        ),
        ({"gemeente": "leeg"}, [(None, None)] * 4),
        ({"gemeente": "GM0505", "wijk": "WK050502"}, [("GM0505", "WK050502")] * 4),
        ({"gemeente": "GM0363", "wijk": "leeg"}, [("GM0363", None)] * 4),
        ({"wijk": "leeg"}, [(home, None) for home, _ in HOMES]),
        ({"wijk": "WK050502"}, None),
        ({"gemeente": "leeg", "wijk": "WK050502"}, None),
    ],
)
def test_no_district_stays_that_is_not_in_the_corrected_municipality(
    values: dict[str, str], homes: list[tuple[str | None, str | None]] | None
) -> None:
    there = frame([("04", "02", home) for home, _ in HOMES])
    there = there.with_columns(pl.Series("district", [district for _, district in HOMES]))
    found = correct(there, load(content(entry(values=values)), "c"), LINES)
    assert found.records.select("municipality", "district").rows() == (homes or HOMES)
    assert found.fits[0].applied == (homes is not None)
    if homes is None:
        astray = 4 if "gemeente" in values else 2
        assert f"bij {astray} regels ligt de wijk niet in de gemeente" in found.fits[0].sentence


def test_a_district_goes_alone_where_all_live_in_its_municipality() -> None:
    there = frame([("04", "02", "GM0505")] * 4)
    found = correct(there, load(content(entry(values={"wijk": "WK050502"})), "c"), LINES)
    assert found.records["district"].to_list() == ["WK050502"] * 4


REFERRERS, FORMS = ("01", "02", "04", None), ("02", "11")
ROWS = st.lists(
    st.tuples(st.sampled_from(REFERRERS), st.sampled_from(FORMS), st.sampled_from(["GM0505", None])),
    min_size=1,
    max_size=12,
)


def frame(rows: list[tuple[str | None, str, str | None]]) -> pl.DataFrame:
    made = [
        {
            "kind": "jeugdhulp", "delivery": "a" * 16, "row": place, "provider": PROVIDER, "period": "2022H1",
            "version": "7", "born_exact": True, "started": date(2022, 1, 1), "referrer": referrer,
            "form": form, "municipality": municipality, "person": f"p{place}",
        }
        for place, (referrer, form, municipality) in enumerate(rows, start=2)
    ]  # fmt: skip
    schema = Record.create_empty().schema
    return pl.DataFrame(made, schema=schema)


LINES = pl.DataFrame(
    {"sha256": ["a" * 64], "kind": ["jeugdhulp"], "provider": [PROVIDER], "period": ["2022H1"]}
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(REFERRERS), st.sampled_from(FORMS), st.booleans(), st.integers(0, 1))
def test_what_is_corrected_is_what_a_reader_row_by_row_would_do(
    rows: list[tuple[str | None, str, str | None]], old: str | None, form: str, out: bool, off: int
) -> None:
    hit = [(referrer, kind) == (old, form) for referrer, kind, _ in rows]
    elements = {"verwijzer": old or "leeg", "hulpvorm": form}
    changes: dict[str, object] = {"match": matching(elements=elements), "expect": max(sum(hit), 1) + off}
    if out:
        changes |= {"action": "leave_out", "values": None}
    else:
        changes |= {"values": {"gemeente": "GM0363", "verwijzer": "leeg"}}
    one = load(content(entry(**changes)), "c")
    found = correct(frame(rows), one, LINES)
    applies = sum(hit) == changes["expect"]
    wanted = [
        (None, kind, "GM0363") if here and applies else (referrer, kind, municipality)
        for (referrer, kind, municipality), here in zip(rows, hit, strict=True)
        if not (out and here and applies)
    ]
    assert found.records.select("referrer", "form", "municipality").rows() == wanted
    assert found.touched.height == (sum(hit) if applies else 0)
    assert found.fits[0].applied == applies
    assert found.fits[0].found == sum(hit)
