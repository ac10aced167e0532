"""A process to be killed while it takes deliveries in; forks like ``tests/register/child.py``.

Commands come as JSON lines: ``{"root", "times", "die_at", "limit"}``; the answer is the pid, and after the
worker has ended its exit status. The worker takes in the next delivery that the ledger does not have yet.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from drietrap.register.ledger import DELIVERIES
from drietrap.register.person_raw import PersonRaw
from drietrap.register.warehouse import Warehouse
from drietrap.sources.delivery import RawDelivery
from tests.register.child import serve
from tests.register_persons.deliveries import delivery, good_rows, register, sha256

START = datetime(2022, 7, 11, 9, tzinfo=UTC)


@cache
def content(number: int) -> RawDelivery:
    """Delivery ``number``: every second one is a redelivery of the one before, with other rows."""
    rows = good_rows(12 + number % 5, seed=number)
    rows[0] |= {"hulpvorm": "99"}
    return delivery([*rows, rows[3]], provider=f"{number // 2:08d}")


@cache
def proof_of(number: int) -> str:
    """The hash of delivery ``number``."""
    return sha256(content(number))


def taken(root: Path) -> int:
    """How many deliveries the ledger has."""
    house = Warehouse(root / "warehouse")
    if house.current is None:
        return 0
    with house.open() as reader:
        return reader.frame(DELIVERIES).height


def take_next(root: Path) -> None:
    number = taken(root)
    delivered = content(number)
    register(root).take(delivered, sha256(delivered), received=START + timedelta(days=number))


def check(root: Path, count: int) -> None:
    """Whether exactly the first ``count`` deliveries are there: none lost, none double, none half."""
    active = [number for number in range(count) if number % 2 or number == count - 1]
    with Warehouse(root / "warehouse").open() as reader:
        assert reader.verify() == ()
        lines = reader.frame(DELIVERIES)
        assert set(lines["sha256"]) == {proof_of(number) for number in range(count)}
        assert set(lines.filter(lines["replaced_by"].is_null())["sha256"]) == {
            proof_of(number) for number in active
        }
        assert (lines["accepted"] + lines["quarantined"] == lines["rows"]).all()
        found = reader.frame("register_records_jeugdhulp_2022h1").select("delivery", "row").rows()
        # the first row is in quarantine, and the last went up in row 5
        wanted = [
            (proof_of(number)[:16], row)
            for number in active
            for row in content(number).frame["row"].to_list()[1:-1]
        ]
        assert sorted(found) == sorted(wanted)
        assert reader.frame("register_quarantine").height == len(active)
        assert reader.frame("register_merged").height == len(active)
    raw = PersonRaw(root / "raw")
    for number in range(count):
        assert raw.rows(proof_of(number))["row"].equals(content(number).frame["row"])


if __name__ == "__main__":
    serve({"only": take_next})
