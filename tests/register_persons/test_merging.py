"""Rows of one trajectory become one record; no row vanishes and none counts twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.register import ledger
from drietrap.vocabulary.errors import InputError
from tests.register_persons.deliveries import (
    Row,
    delivery,
    good_rows,
    register,
)
from tests.register_persons.taking import stored, table, take


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
