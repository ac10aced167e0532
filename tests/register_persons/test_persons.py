"""Taking deliveries in: no row lost or double, redelivery, refusals, and nothing of a person left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from drietrap.register import ledger
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
from tests.register_persons.taking import MONDAY, everything, stored, table, take

TUESDAY = datetime(2023, 7, 11, 9, tzinfo=UTC)


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
