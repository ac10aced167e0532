"""Taking deliveries in: no row lost or double, redelivery, refusals, and nothing of a person left behind."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.beleidsinformatie import VERSIONS
from drietrap.catalogue.rules.columns import BirthKind, BsnKind, Written
from drietrap.register import ledger
from drietrap.register.elements import forms, prepared
from drietrap.register.envelope import Expected
from drietrap.register.judging import judge
from drietrap.register.person_raw import PersonRaw
from drietrap.register.persons import Incoming, Outcome, PersonRegister, Receipt, records
from drietrap.register.record import RecordKind
from drietrap.register.scope import scope_of
from drietrap.register.warehouse import Warehouse
from drietrap.sources.delivery import RawDelivery
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
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

MONDAY = datetime(2023, 7, 10, 9, tzinfo=UTC)
TUESDAY = datetime(2023, 7, 11, 9, tzinfo=UTC)


def take(
    place: PersonRegister,
    delivered: RawDelivery,
    when: datetime = MONDAY,
    expected: Expected | None = None,
    replaces: str | None = None,
) -> Receipt:
    return place.take(delivered, sha256(delivered), expected, received=when, replaces=replaces)


def stored(root: Path) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return records(reader).collect().sort("delivery", "row")


def table(root: Path, name: str) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return reader.frame(name)


def everything(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.stat().st_size
    }


def test_a_delivery_becomes_records(tmp_path: Path) -> None:
    rows = good_rows(20)
    receipt = take(register(tmp_path), delivery(rows))
    assert (receipt.outcome, receipt.rows, receipt.accepted, receipt.quarantined) == (Outcome.NEW, 20, 20, 0)
    found = stored(tmp_path)
    assert found["row"].to_list() == list(range(2, 22))
    assert found["form"].to_list() == [row["hulpvorm"] for row in rows]
    assert [f"{d:%Y%m%d}" for d in found["started"]] == [row["datum_aanvang"] for row in rows]
    assert [d and f"{d:%Y%m%d}" for d in found["ended"]] == [row["datum_einde"] for row in rows]
    assert found["person"].n_unique() == 20
    assert set(found["municipality"]) == {"GM0505"}
    assert PersonRaw(tmp_path / "raw").rows(sha256(delivery(rows)))["row"].to_list() == list(range(2, 22))


def test_wrong_rows_are_set_apart_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = good_rows(20)
    rows[3] |= {"bsn": "111222334", "datum_aanvang": None}
    rows[7] |= {"hulpvorm": "99"}
    rows[9] |= {"geslacht": "X"}
    receipt = take(register(tmp_path), delivery(rows))
    assert (receipt.accepted, receipt.quarantined) == (18, 2)
    assert table(tmp_path, ledger.QUARANTINE).select("row", "rule").rows() == [
        (5, "AANVANG-VORM"),
        (5, "BSN-ELFPROEF"),
        (9, "HULPVORM-CODE"),
    ]
    assert stored(tmp_path).filter(row=11)["sex"].to_list() == [None]


def test_twice_is_once(tmp_path: Path) -> None:
    place, delivered = register(tmp_path), delivery(good_rows(20))
    take(place, delivered)
    before = everything(tmp_path)
    assert take(place, delivered, TUESDAY).outcome is Outcome.KNOWN
    assert everything(tmp_path) == before


def test_a_redelivery_replaces_exactly_its_own_period_provider_and_kind(tmp_path: Path) -> None:
    place = register(tmp_path)
    late = [row | {"datum_einde": None, "reden_beeindiging": None} for row in good_rows(8, 5)]
    others = [
        delivery(good_rows(6, 2), provider="87654321"),
        delivery(late, period="2022H2"),
        delivery([row | {"maatregel": "72"} for row in good_rows(7, 3)], kind="machtiging"),
    ]
    for other in others:
        take(place, other)
    kept = stored(tmp_path)
    first, second = delivery(good_rows(20)), delivery(good_rows(11, 9))
    take(place, first)
    receipt = take(place, second, TUESDAY)
    assert receipt.outcome is Outcome.REPLACED
    assert receipt.replaces == (sha256(first)[:16],)
    now = stored(tmp_path)
    assert now.filter(~pl.col("delivery").is_in([sha256(second)[:16]])).equals(kept)
    assert now.filter(delivery=sha256(second)[:16]).height == 11
    line = table(tmp_path, ledger.DELIVERIES).filter(sha256=sha256(first)).row(0, named=True)
    assert line["replaced_by"] == sha256(second)


def test_an_outdated_file_does_not_come_back_by_itself(tmp_path: Path) -> None:
    place, first, second = register(tmp_path), delivery(good_rows(20)), delivery(good_rows(11, 9))
    take(place, first)
    take(place, second, TUESDAY)
    before = everything(tmp_path)
    assert take(place, first, datetime(2023, 7, 12, tzinfo=UTC)).outcome is Outcome.OUTDATED
    assert everything(tmp_path) == before
    back = take(place, first, TUESDAY, replaces=sha256(second)[:16])
    assert back.outcome is Outcome.REPLACED
    assert stored(tmp_path)["delivery"].unique().to_list() == [sha256(first)[:16]]


def test_two_different_deliveries_of_a_period_on_a_day_are_refused(tmp_path: Path) -> None:
    place, first, second = register(tmp_path), delivery(good_rows(20)), delivery(good_rows(11, 9))
    take(place, first)
    before = everything(tmp_path)
    with pytest.raises(InputError, match="vandaag al een andere levering"):
        take(place, second)
    assert everything(tmp_path) == before
    assert take(place, second, replaces=sha256(first)[:16]).outcome is Outcome.REPLACED


def test_the_first_half_year_of_2015_replaces_its_first_quarter(tmp_path: Path) -> None:
    place = register(tmp_path)

    def old(count: int, period: str) -> RawDelivery:
        change: Row = {"datum_aanvang": "20150201", "datum_einde": None, "reden_beeindiging": None}
        return delivery([row | change for row in good_rows(count)], version="2.0", period=period)

    quarter, half = old(6, "2015K1"), old(9, "2015H1")
    take(place, quarter)
    assert take(place, half, TUESDAY).replaces == (sha256(quarter)[:16],)
    assert stored(tmp_path).height == 9
    with pytest.raises(InputError, match="langere periode"):
        take(place, old(7, "2015K1"), datetime(2023, 7, 12, tzinfo=UTC))


REFUSALS = {
    "andere aanbieder": ({"provider": "99999999"}, Expected(provider=PROVIDER), "andere aanbieder"),
    "andere periode": ({"period": "2022H2"}, Expected(period="2022H1"), "andere periode"),
    "geen aanbieder": ({"provider": None}, None, "van welke aanbieder"),
    "geen periode": ({"period": None}, None, "welke periode"),
    "verkeerde versie": ({"version": "3"}, None, "versie 3 van het protocol"),
    "kwartaal": ({"period": "2022K1"}, None, "bestaat niet"),
    "soort": ({}, Expected(kind="machtiging"), "levering jeugdhulp"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_delivery_that_is_not_what_it_should_be_is_refused_whole(tmp_path: Path, case: str) -> None:
    change, expected, words = REFUSALS[case]
    place = register(tmp_path)
    take(place, delivery(good_rows(5, 4)))
    before = everything(tmp_path)
    with pytest.raises(InputError, match=words) as caught:
        take(place, delivery(good_rows(20), **change), TUESDAY, expected)
    assert caught.value.expected and caught.value.action
    assert "99999999" not in str(caught.value)
    assert everything(tmp_path) == before


MISFITS = {
    "periode": (lambda row: {"datum_aanvang": "20230110", "datum_einde": None}, "andere periode"),
    "dag en maand": (lambda row: {"datum_aanvang": "31012022"}, "volgorde van jaar, maand en dag"),
    "verschoven": (lambda row: {"bsn": row["geboortedatum"], "geboortedatum": row["geslacht"]}, "verschoven"),
}


@pytest.mark.parametrize("case", MISFITS)
def test_a_delivery_whose_rows_are_all_wrong_in_one_way_is_refused_whole(tmp_path: Path, case: str) -> None:
    change, words = MISFITS[case]
    with pytest.raises(InputError) as caught:
        take(register(tmp_path), delivery([row | change(row) for row in good_rows(20)]))
    assert words in str(caught.value)
    assert not (tmp_path / "warehouse").exists()
    assert not (tmp_path / "raw").exists()


@pytest.mark.parametrize("name", ["bsn", "datum_aanvang", "hulpvorm"])
def test_a_layout_without_what_makes_a_record_is_refused(tmp_path: Path, name: str) -> None:
    whole = delivery(good_rows(3))
    with pytest.raises(InputError, match=f"element {name} ontbreekt"):
        take(register(tmp_path), replace(whole, frame=whole.frame.drop(name)))
    with pytest.raises(InputError, match="geen regels"):
        take(register(tmp_path), replace(whole, frame=whole.frame.clear()))


def test_one_row_never_stops_a_delivery(tmp_path: Path) -> None:
    rows = good_rows(2)
    rows[0] |= {"bsn": "X"}
    rows[1] |= {"bsn": "Y"}
    assert take(register(tmp_path), delivery(rows)).quarantined == 2


def spans(*pairs: tuple[str, str | None]) -> list[Row]:
    base = good_rows(1)[0]
    return [
        base | {"datum_aanvang": start, "datum_einde": end, "reden_beeindiging": end and f"0{place}"}
        for place, (start, end) in enumerate(pairs, start=1)
    ]


MERGES = [
    # the cases of bijlage 2 Regeling Jeugdwet, 3.3: equal key, overlap, touching end, next after the end
    ([("20220110", "20220201"), ("20220110", "20220301")], [("20220110", "20220301", "02")]),
    ([("20220110", "20220201"), ("20220115", None)], [("20220110", None, None)]),
    ([("20220110", "20220401"), ("20220201", "20220215")], [("20220110", "20220401", "01")]),
    ([("20220110", "20220201"), ("20220201", "20220301")], [("20220110", "20220301", "02")]),
    (
        [("20220110", "20220201"), ("20220202", "20220301")],
        [("20220110", "20220201", "01"), ("20220202", "20220301", "02")],
    ),
    (
        [("20220110", "20220401"), ("20220120", "20220125"), ("20220330", "20220501"), ("20220601", None)],
        [("20220110", "20220501", "03"), ("20220601", None, None)],
    ),
]


@pytest.mark.parametrize(("given_spans", "wanted"), MERGES)
def test_rows_of_one_trajectory_become_one_record(
    tmp_path: Path,
    given_spans: list[tuple[str, str | None]],
    wanted: list[tuple[str, str | None, str | None]],
) -> None:
    receipt = take(register(tmp_path), delivery(spans(*given_spans)))
    found = stored(tmp_path).sort("started")
    got = [
        (f"{r['started']:%Y%m%d}", r["ended"] and f"{r['ended']:%Y%m%d}", r["reason"])
        for r in found.iter_rows(named=True)
    ]
    assert got == wanted
    assert receipt.merged == len(given_spans) - len(wanted)
    assert receipt.accepted == len(given_spans)


def test_without_bsn_the_key_of_the_protocol_decides(tmp_path: Path) -> None:
    base = good_rows(1)[0] | {"bsn": "999999999", "datum_einde": None, "reden_beeindiging": None}
    rows = [
        base,
        base | {"verwijzer": "03"},  # same key: merged
        base | {"postcode": "9999XX"},  # another child
        base | {"geslacht": "M"},  # another child
        base | {"datum_aanvang": "20220301"},  # another trajectory
        base | {"bsn": "000000000", "geboortedatum": "00000000", "datum_aanvang": "20220301"},
    ]
    receipt = take(register(tmp_path), delivery(rows))
    assert (receipt.merged, receipt.accepted) == (1, 6)
    found = stored(tmp_path)
    assert found.height == 5
    assert found["person"].null_count() == 5


def test_twins_with_their_own_bsn_stay_apart(tmp_path: Path) -> None:
    one, other = good_rows(2)
    twins = [one, one | {"bsn": other["bsn"]}]
    assert take(register(tmp_path), delivery(twins)).merged == 0


def brute_force(rows: list[tuple[int, int, date, date | None]]) -> int:
    """How many trajectories there are, by joining two that overlap until nothing changes."""
    last = date(9999, 1, 1)
    groups = [[(start, end or last)] for _, _, start, end in rows]
    labels = [(who, form) for who, form, _, _ in rows]
    changed = True
    while changed:
        changed = False
        for a in range(len(groups)):
            for b in range(a + 1, len(groups)):
                if labels[a] == labels[b] and any(
                    s1 <= e2 and s2 <= e1 for s1, e1 in groups[a] for s2, e2 in groups[b]
                ):
                    low = min(s for s, _ in groups[a] + groups[b])
                    high = max(e for _, e in groups[a] + groups[b])
                    groups[a] = [(low, high)]
                    del groups[b], labels[b]
                    changed = True
                    break
            if changed:
                break
    return len(groups)


BSNS = [str(row["bsn"]) for row in good_rows(3, 77)]
DAYS = [date(2022, month, number) for month in (1, 2, 3) for number in (1, 2, 15)]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 1),
            st.sampled_from(DAYS),
            st.one_of(st.none(), st.sampled_from(DAYS)),
            st.sampled_from(["", "", "", "bsn", "aanvang", "vorm"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_row_vanishes_and_none_counts_twice(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, int, date, date | None, str]]
) -> None:
    base = good_rows(1)[0]
    rows: list[Row] = []
    passing = []
    for who, form, start, end, wrong in drawn:
        row = base | {
            "bsn": BSNS[who] if wrong != "bsn" else "123",
            "hulpvorm": ["02", "03"][form] if wrong != "vorm" else "77",
            "datum_aanvang": f"{start:%Y%m%d}" if wrong != "aanvang" else "2022",
            "datum_einde": end and f"{end:%Y%m%d}",
            "reden_beeindiging": end and "01",
        }
        rows.append(row)
        if not wrong and (end is None or end >= start):
            passing.append((who, form, start, end))
    root = tmp_path_factory.mktemp("rows")
    delivered = delivery(rows)
    try:
        receipt = take(register(root), delivered)
    except InputError:
        assert len(rows) - len(passing) >= 5
        return
    assert receipt.accepted + receipt.quarantined == receipt.rows == len(rows)
    assert receipt.accepted == len(passing)
    assert receipt.accepted - receipt.merged == brute_force(passing)
    apart = set(table(root, ledger.QUARANTINE)["row"])
    into = set(table(root, ledger.MERGED)["row"])
    own = set(stored(root)["row"]) if passing else set()
    assert apart | into | own == set(delivered.frame["row"])
    assert len(apart) + len(into) + len(own) == len(rows)


def test_rows_in_another_order_give_the_same_trajectories(tmp_path: Path) -> None:
    rows = good_rows(30) + spans(("20220110", "20220201"), ("20220115", None))
    for name, order in (("a", rows), ("b", rows[::-1])):
        take(register(tmp_path / name), delivery(order))
    columns = ["person", "form", "started", "ended", "sex", "born"]
    a, b = (stored(tmp_path / name).select(columns).sort(columns) for name in "ab")
    assert a.equals(b)


def test_places_give_a_municipality_and_a_district(tmp_path: Path) -> None:
    places = pl.DataFrame(
        {
            "postcode": ["1234", "1234AB", "4321"],
            "municipality": ["GM0505", "GM0599", "GM0363"],
            "district": [None, "WK059901", "WK036300"],
        }
    )
    place = PersonRegister(Warehouse(tmp_path / "w"), PersonRaw(tmp_path / "raw"), RING, AREAS, places)
    base = good_rows(4)
    change = [("1234AC", None), ("1234 ab", None), ("4321XX", "0363"), ("4321XX", "0505")]
    take(
        place, delivery([r | {"postcode": p, "gemeente": g} for r, (p, g) in zip(base, change, strict=True)])
    )
    with Warehouse(tmp_path / "w").open() as reader:
        found = records(reader).collect().sort("row")
    assert found.select("municipality", "district").rows() == [
        ("GM0505", None),
        ("GM0599", "WK059901"),
        ("GM0363", "WK036300"),
        ("GM0505", None),  # what was delivered goes before the postcode, and then no district is known
    ]


def test_many_at_once_give_the_same_register_as_one_by_one(tmp_path: Path) -> None:
    first, second = delivery(good_rows(9)), delivery(good_rows(7, 3))
    arriving = [
        Incoming(first, sha256(first), received=MONDAY),
        Incoming(delivery(good_rows(5, 4), provider=None), "0" * 64, received=MONDAY),
        Incoming(delivery(good_rows(6, 5), provider="87654321"), "1" * 64, received=MONDAY),
        Incoming(second, sha256(second), received=TUESDAY),
        Incoming(second, sha256(second), received=TUESDAY),
    ]
    together = register(tmp_path / "together").take_all(iter(arriving))
    assert isinstance(together[1], InputError)
    assert [answer.outcome for answer in together if isinstance(answer, Receipt)] == [
        Outcome.NEW,
        Outcome.NEW,
        Outcome.REPLACED,
        Outcome.KNOWN,
    ]
    for one in arriving:
        try:
            register(tmp_path / "single").take(one.delivered, one.sha256, received=one.received)
        except InputError:
            assert one.delivered.provider is None
    assert stored(tmp_path / "together").equals(stored(tmp_path / "single"))
    for name in (ledger.DELIVERIES, ledger.QUARANTINE, ledger.MERGED):
        assert table(tmp_path / "together", name).equals(table(tmp_path / "single", name))


def test_nothing_is_kept_when_the_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(register(tmp_path), delivery(good_rows(5, 4)))
    before = everything(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger.Book, "write", full)
    with pytest.raises(InputError, match="geen ruimte meer"):
        take(register(tmp_path), delivery(good_rows(6, 5), provider="87654321"))
    assert everything(tmp_path) == before


KINDS = {
    "jeugdbescherming": (
        {
            "maatregel": "11",
            "datum_einde": None,
            "datum_overgedragen_gekregen": "20220201",
            "datum_overgedragen": "20220501",
        },
        "2022H1",
    ),
    "jeugdreclassering": ({"maatregel": "41", "datum_einde": "20220301", "risicoprofiel": "41"}, "2022K1"),
    "machtiging": ({"maatregel": "72", "datum_einde": "20220301"}, "2022H1"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_delivery_becomes_records(tmp_path: Path, kind: str) -> None:
    change, period = KINDS[kind]
    rows = [row | {"datum_aanvang": "20220105", "reden_beeindiging": None} | change for row in good_rows(3)]
    assert take(register(tmp_path), delivery(rows, kind=kind, period=period)).accepted == 3
    found = stored(tmp_path).row(0, named=True)
    assert (found["kind"], found["form"], found["period"]) == (kind, change["maatregel"], period)
    assert (found["referrer"], found["crisis"], found["perspective"]) == (None, None, None)
    handed = {"jeugdbescherming": (date(2022, 2, 1), date(2022, 5, 1))}.get(kind, (None, None))
    assert (found["taken_over"], found["handed_over"]) == handed


def test_what_was_kept_can_be_checked_again_with_the_same_outcome(tmp_path: Path) -> None:
    rows = good_rows(20)
    rows[1] |= {"geslacht": "X", "postcode": "12"}
    rows[2] |= {"datum_einde": "20220230", "bsn": "111222334"}
    rows[3] |= {"geboortedatum": "20100300", "verwijzer": "huisarts"}
    delivered = delivery(rows)
    receipt = take(register(tmp_path), delivered)
    scope = scope_of(RecordKind.JEUGDHULP, "7", Period.parse("2022H1"), AREAS)
    again = judge(PersonRaw(tmp_path / "raw").rows(sha256(delivered)), scope)
    assert len(receipt.findings) >= 5
    assert again.findings == receipt.findings


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from(sorted(forms())), st.one_of(st.none(), st.text(max_size=30)), min_size=1)
)
def test_any_text_in_any_element_is_read_and_never_kept_as_it_is(row: Row) -> None:
    frame = pl.DataFrame([{"row": 2, **row}], schema_overrides=dict.fromkeys(row, pl.String))
    found = prepared(frame, VERSIONS["7"])
    assert found.height == 1
    plain = re.compile(r"\d{1,2}|\d{1,2}[.,]\d|[1-9]\d{3}|GM\d{4}|[VMO]|[A9?\s.,/\-]*")
    own = {
        *Written,
        *BsnKind,
        *BirthKind,
        "jeugdige",
        "ouder",
        "opvoeder",
        "ouder-opvoeder",
        "ouder/opvoeder",
    }
    for text in found.select(pl.col(pl.String)).row(0):
        assert text is None or text in own or plain.fullmatch(text), text


def test_many_rows_are_prepared_as_few_are() -> None:
    frame = delivery(good_rows(50)).frame
    many = pl.concat([frame] * 120)
    wanted = pl.concat([prepared(frame, VERSIONS["7"])] * 120)
    assert prepared(many, VERSIONS["7"]).equals(wanted)
