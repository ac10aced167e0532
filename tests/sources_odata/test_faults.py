"""A service that fails: what is tried again, what is told, and that nothing comes out in part."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.sources import odata_http
from drietrap.sources.odata import (
    NoConnectionError,
    ServiceAnswerError,
    TableChangedError,
    UnknownTableError,
    fetch_table,
    read_snapshot,
)
from drietrap.sources.odata_http import ATTEMPTS, Service
from drietrap.vocabulary.errors import DrietrapError, ExitCode, InputError
from tests.cbs_server import FakeCbs, indicators_table
from tests.sources_odata.reading import content, direct_client, served

PROTOCOLS = pytest.mark.parametrize(("version", "data"), [(3, "TypedDataSet"), (4, "Observations")])
ALWAYS = 10_000


def _fetch(cbs: FakeCbs, version: int, timeout: float = 10.0) -> Any:
    base = cbs.base3 if version == 3 else cbs.base4
    with direct_client(timeout) as client:
        return fetch_table("85098NED", base_url=base, version=version, client=client)  # type: ignore[arg-type]


def _changed(**values: Any) -> Callable[[bytes], bytes]:
    def rewrite(body: bytes) -> bytes:
        document = json.loads(body)
        (document["value"][0] if "value" in document else document).update(values)
        return json.dumps(document).encode()

    return rewrite


@PROTOCOLS
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503, "headers": {"Retry-After": "1"}},
        {"status": 429},
        {"drop": True},
        {"cut": 0.5},
        {"cut": 0.0},
        {"cut": 0.5, "announced": False},
        {"delay": 0.5},
    ],
    ids=str,
)
def test_a_passing_fault_is_tried_again(
    fake_cbs: FakeCbs, version: int, data: str, fault: dict[str, Any]
) -> None:
    fake_cbs.fail(data, times=1 if "delay" in fault else ATTEMPTS - 1, **fault)
    table = _fetch(fake_cbs, version, timeout=0.2 if "delay" in fault else 10.0)
    assert content(table) == served(indicators_table())
    tries = 2 if "delay" in fault else ATTEMPTS
    assert sum(path.endswith(data) for path in fake_cbs.requests) == tries


@PROTOCOLS
@pytest.mark.parametrize(
    ("fault", "words"),
    [({"status": 502}, "502"), ({"drop": True}, "verbroken"), ({"cut": 0.5}, "verbroken")],
    ids=str,
)
def test_a_fault_that_stays_is_no_connection(
    fake_cbs: FakeCbs, version: int, data: str, fault: dict[str, Any], words: str
) -> None:
    fake_cbs.fail(data, times=ALWAYS, **fault)
    with pytest.raises(NoConnectionError, match=words) as caught:
        _fetch(fake_cbs, version)
    assert caught.value.exit_code == ExitCode.UNUSABLE_INPUT
    assert "momentopname" in str(caught.value)
    assert sum(path.endswith(data) for path in fake_cbs.requests) == ATTEMPTS


def test_a_service_that_stays_slow_is_no_connection(fake_cbs: FakeCbs) -> None:
    fake_cbs.fail("TableInfos", times=ALWAYS, delay=0.4)
    with pytest.raises(NoConnectionError, match="niet op tijd"):
        _fetch(fake_cbs, 3, timeout=0.1)


def test_no_service_at_all_is_no_connection(no_pauses: None) -> None:
    with FakeCbs([]) as cbs:
        base = cbs.base3
    with direct_client() as client, pytest.raises(NoConnectionError, match="niet te bereiken"):
        fetch_table("85098NED", base_url=base, client=client)


@PROTOCOLS
def test_a_body_that_is_never_whole_json_is_nonsense(fake_cbs: FakeCbs, version: int, data: str) -> None:
    fake_cbs.fail(data, times=ALWAYS, rewrite=lambda body: body[:-30])
    with pytest.raises(ServiceAnswerError, match="JSON"):
        _fetch(fake_cbs, version)


@PROTOCOLS
def test_a_count_that_fails_is_tried_again_and_nonsense_is_told(
    fake_cbs: FakeCbs, version: int, data: str
) -> None:
    fake_cbs.fail(f"{data}/$count", status=500)
    fake_cbs.fail(f"{data}/$count", rewrite=lambda _: b"")
    assert content(_fetch(fake_cbs, version)) == served(indicators_table())
    fake_cbs.fail(f"{data}/$count", times=ALWAYS, rewrite=lambda _: b"veel")
    with pytest.raises(ServiceAnswerError, match="geen getal"):
        _fetch(fake_cbs, version)


@PROTOCOLS
@pytest.mark.parametrize("wrong", [-3, 2])
def test_a_count_that_differs_from_the_rows_is_refused(
    fake_cbs: FakeCbs, version: int, data: str, wrong: int
) -> None:
    fake_cbs.fail(f"{data}/$count", rewrite=lambda body: str(int(body) + wrong).encode())
    fake_cbs.fail("/Properties", times=ALWAYS, rewrite=_changed(ObservationCount=None))
    with pytest.raises(ServiceAnswerError, match="beloofd en"):
        _fetch(fake_cbs, version)


def test_a_count_that_differs_from_the_description_is_refused(fake_cbs: FakeCbs) -> None:
    fake_cbs.fail("/Properties", rewrite=_changed(ObservationCount=999))
    with pytest.raises(ServiceAnswerError, match="999"):
        _fetch(fake_cbs, 4)


@pytest.mark.parametrize("short", [6, 3, 2, 1])
def test_rows_after_the_promised_count_are_noticed_at_any_page_size(short: int) -> None:
    with FakeCbs([indicators_table()]) as cbs, direct_client() as client:
        cbs.fail("TypedDataSet/$count", rewrite=lambda _: b"3")
        with pytest.raises(ServiceAnswerError, match="beloofd en"):
            fetch_table("85098NED", base_url=cbs.base3, client=client, page_rows=short)


@PROTOCOLS
def test_a_row_that_comes_twice_is_refused(fake_cbs: FakeCbs, version: int, data: str) -> None:
    def twice(body: bytes) -> bytes:
        document = json.loads(body)
        document["value"][2] = document["value"][1]
        return json.dumps(document).encode()

    fake_cbs.fail(data, times=ALWAYS, rewrite=twice)
    with pytest.raises(ServiceAnswerError, match="meer dan eens"):
        _fetch(fake_cbs, version)


@pytest.mark.parametrize(("version", "info"), [(3, "TableInfos"), (4, "Properties")])
def test_a_table_published_anew_in_between_is_refused(fake_cbs: FakeCbs, version: int, info: str) -> None:
    old = "2022-12-01T02:00:00" + ("+02:00" if version == 4 else "")
    fake_cbs.fail(f"/{info}", times=1, rewrite=_changed(Modified=old))
    with pytest.raises(TableChangedError, match=r"2022-12-01.*2023-06-30"):
        _fetch(fake_cbs, version)


@pytest.mark.parametrize("version", [3, 4])
def test_a_table_that_cbs_does_not_have_is_named(fake_cbs: FakeCbs, version: int) -> None:
    base = fake_cbs.base3 if version == 3 else fake_cbs.base4
    with direct_client() as client, pytest.raises(UnknownTableError, match="85075NED"):
        fetch_table("85075NED", base_url=base, version=version, client=client)  # type: ignore[arg-type]


@PROTOCOLS
def test_a_part_that_is_absent_is_not_called_an_unknown_table(
    fake_cbs: FakeCbs, version: int, data: str
) -> None:
    fake_cbs.fail(data, status=404)
    with pytest.raises(ServiceAnswerError, match=f"{data} van tabel 85098NED is er niet"):
        _fetch(fake_cbs, version)


@pytest.mark.parametrize("table", ["../secret", "85098NED/x", "", "85098NED?x=1", "é" * 8])
def test_what_cannot_be_a_table_number_is_never_asked(fake_cbs: FakeCbs, table: str) -> None:
    with pytest.raises(UnknownTableError):
        fetch_table(table, base_url=fake_cbs.base3)
    assert fake_cbs.requests == []


def test_a_redirect_to_another_host_is_refused(fake_cbs: FakeCbs) -> None:
    with FakeCbs([indicators_table()]) as other:
        fake_cbs.fail("TableInfos", status=302, headers={"Location": f"{other.base3}/85098NED/TableInfos"})
        with pytest.raises(ServiceAnswerError, match="ander adres"):
            _fetch(fake_cbs, 3)
        assert other.requests == []


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(fake_cbs: FakeCbs) -> None:
    there = {"Location": "/ODataApi/odata/85098NED/TableInfos?$format=json"}
    fake_cbs.fail("TableInfos", status=301, headers=there)
    assert content(_fetch(fake_cbs, 3)) == served(indicators_table())
    fake_cbs.fail("TableInfos", times=ALWAYS, status=301, headers=there)
    with pytest.raises(ServiceAnswerError, match="doorverwijzen"):
        _fetch(fake_cbs, 3)


@pytest.mark.parametrize(
    ("link", "words"),
    [("http://127.0.0.2:9/odata", "ander adres"), (True, "geen adres"), ("SELF", "kring")],
)
def test_a_next_link_that_leads_astray_is_refused(fake_cbs: FakeCbs, link: object, words: str) -> None:
    def linked(body: bytes) -> bytes:
        document = json.loads(body)
        here = f"{fake_cbs.base4}/85098NED/MeasureCodes"
        document["@odata.nextLink"] = here if link == "SELF" else link
        return json.dumps(document).encode()

    fake_cbs.fail("MeasureCodes", times=ALWAYS, rewrite=linked)
    with pytest.raises(ServiceAnswerError, match=words):
        _fetch(fake_cbs, 4)


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_large_is_refused(
    fake_cbs: FakeCbs, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    monkeypatch.setattr(odata_http, "MAX_RESPONSE", 2**20)
    large = b" " * (3 * 2**20)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    fake_cbs.fail(
        "TableInfos",
        times=ALWAYS,
        headers=headers,
        rewrite=lambda _: gzip.compress(large) if packed else large,
    )
    with pytest.raises(ServiceAnswerError, match="groter dan 1 MB"):
        _fetch(fake_cbs, 3)


def test_all_of_it_has_a_time_limit(fake_cbs: FakeCbs) -> None:
    with direct_client() as client, pytest.raises(NoConnectionError, match="langer dan 0 seconden"):
        Service(fake_cbs.base3, client, seconds=0).json("85098NED/TableInfos")


def test_an_answer_that_trickles_in_ends_at_the_time_limit(fake_cbs: FakeCbs) -> None:
    fake_cbs.fail("TableInfos", times=ALWAYS, drip=0.05)
    start = time.monotonic()
    with direct_client() as client, pytest.raises(NoConnectionError, match="langer dan"):
        Service(fake_cbs.base3, client, seconds=0.3).json("85098NED/TableInfos")
    assert time.monotonic() - start < 5


@PROTOCOLS
@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"value": 3}',
        b'{"value": [7]}',
        b'{"value": [{}]}',
        b'{"value": [NaN]}',
        b'{"value": [1e999999999]}',
        b"[" * 100_000,
        b"<html>Onderhoud</html>",
        b"\xff\xfe",
        b"",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_any_other_answer_is_a_dutch_error(fake_cbs: FakeCbs, version: int, data: str, body: bytes) -> None:
    fake_cbs.fail(data, times=ALWAYS, rewrite=lambda _: body)
    with pytest.raises(ServiceAnswerError):
        _fetch(fake_cbs, version)


@pytest.mark.parametrize(
    ("version", "where", "values", "words"),
    [
        (3, "DataProperties", {"Type": "TimeDimension"}, "meer dan één indeling naar periode"),
        (3, "DataProperties", {"Type": None}, "NL01 in 2021JJ00 staat er meer dan eens"),
        (3, "RegioS", {"Key": "GM9999    "}, "NL01"),
        (4, "RegioSCodes", {"Identifier": "GM9999"}, "NL01"),
        (4, "MeasureCodes", {"Identifier": "M1"}, "M003321"),
        (4, "Dimensions", {"Kind": "TimeDimension"}, "meer dan één indeling naar periode"),
        (3, "TypedDataSet", {"JongerenMetJeugdhulpInNatura_1": {"a": 1}}, "geen tekst of getal"),
    ],
)
def test_metadata_and_data_that_do_not_fit_are_refused(
    fake_cbs: FakeCbs, version: int, where: str, values: dict[str, Any], words: str
) -> None:
    fake_cbs.fail(where, times=ALWAYS, rewrite=_changed(**values))
    with pytest.raises(ServiceAnswerError, match=words):
        _fetch(fake_cbs, version)


def test_a_table_of_a_dimension_key_that_is_absent_is_refused(fake_cbs: FakeCbs) -> None:
    def without(body: bytes) -> bytes:
        document = json.loads(body)
        del document["value"][1]["JongerenMetJeugdbescherming_3"]
        return json.dumps(document).encode()

    fake_cbs.fail("TypedDataSet", times=ALWAYS, rewrite=without)
    with pytest.raises(ServiceAnswerError, match="JongerenMetJeugdbescherming_3 ontbreekt"):
        _fetch(fake_cbs, 3)


@pytest.fixture(scope="module")
def bodies() -> list[bytes]:
    with FakeCbs([indicators_table()]) as cbs:
        return [_fetch(cbs, version).body for version in (3, 4)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_snapshot_that_is_cut_off_is_never_read(bodies: list[bytes], data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(bodies))
    length = data.draw(st.integers(0, len(body) - 2))
    with pytest.raises(ServiceAnswerError):
        read_snapshot(body[:length])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_snapshot_with_a_line_too_few_or_twice_is_never_read(
    bodies: list[bytes], data: st.DataObject
) -> None:
    lines = data.draw(st.sampled_from(bodies)).splitlines(keepends=True)
    needed = [
        i
        for i, line in enumerate(lines)
        if not any(name in line[:30] for name in (b"Groups", b'"TableInfos"', b'"Properties"'))
    ]
    chosen = data.draw(st.sampled_from(needed))
    with pytest.raises(DrietrapError):
        read_snapshot(b"".join(lines[:chosen] + lines[chosen + 1 :]))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_snapshot_gives_a_dutch_error_or_a_table(bodies: list[bytes], data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(bodies)))
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_snapshot(bytes(body))
    except DrietrapError as error:
        assert isinstance(error, InputError)
        assert error.exit_code == ExitCode.UNUSABLE_INPUT
