"""A new key, terms of retention, and nothing of a person in anything that is written."""

from __future__ import annotations

import logging
import random
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from drietrap.register import ledger, retention
from drietrap.register.person_raw import PersonRaw
from drietrap.register.persons import PersonRegister, records
from drietrap.register.pseudonym import KeyRing
from drietrap.register.rekeying import carry_over
from drietrap.register.retention import DELETIONS, Stage, Term, broken_lines, erase
from drietrap.register.warehouse import Warehouse
from drietrap.sources.delivery import RawDelivery
from drietrap.vocabulary.errors import InputError, IntegrityError
from tests.privacy.registry import exempt
from tests.register_persons.deliveries import (
    NAMES,
    RING,
    Row,
    bsn,
    delivery,
    good_rows,
    register,
    sha256,
)

MONDAY = datetime(2022, 7, 11, 9, tzinfo=UTC)
TUESDAY = datetime(2022, 7, 12, 9, tzinfo=UTC)
NEW_RING = KeyRing((*RING.keys, bytes((91 * i + i * i * 7 + 13) % 256 for i in range(32))))


def stored(root: Path) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return records(reader).collect().sort("delivery", "row")


def table(root: Path, name: str) -> pl.DataFrame:
    with Warehouse(root / "warehouse").open() as reader:
        return reader.frame(name)


def take(place: PersonRegister, delivered: RawDelivery, when: datetime = MONDAY) -> None:
    place.take(delivered, sha256(delivered), received=when)


def filled(root: Path, keys: KeyRing = RING) -> tuple[RawDelivery, RawDelivery]:
    """A register with a replaced delivery and the one that counts; each has rows in quarantine and merged."""
    rows = good_rows(20)
    rows[2] |= {"bsn": "123"}
    rows[3] |= {"bsn": "999999999"}
    rows.append(dict(rows[5]))
    first, second = delivery(rows[:15]), delivery(rows)
    place = register(root, keys)
    take(place, first)
    take(place, second, TUESDAY)
    return first, second


def test_a_new_key_changes_every_pseudonym_and_nothing_else(tmp_path: Path) -> None:
    filled(tmp_path / "old")
    filled(tmp_path / "new", NEW_RING)  # the same deliveries, straight under both keys
    raw = PersonRaw(tmp_path / "old" / "raw")
    before = stored(tmp_path / "old")
    assert carry_over(tmp_path / "old" / "warehouse", raw, NEW_RING) == 2
    after = stored(tmp_path / "old")
    assert after.equals(stored(tmp_path / "new"))
    assert after.drop("person").equals(before.drop("person"))
    assert not set(after["person"].drop_nulls()) & set(before["person"].drop_nulls())
    for manifest, wanted in zip(raw.list(), PersonRaw(tmp_path / "new" / "raw").list(), strict=True):
        assert manifest.key_id == NEW_RING.id
        assert raw.rows(manifest.sha256).equals(
            PersonRaw(tmp_path / "new" / "raw").rows(wanted.sha256), null_equal=True
        )
    assert set(table(tmp_path / "old", ledger.DELIVERIES)["key_id"]) == {NEW_RING.id}
    assert Warehouse(tmp_path / "old" / "warehouse").numbers() == (3,)  # none under the old key is left
    assert carry_over(tmp_path / "old" / "warehouse", raw, NEW_RING) == 0


def test_keys_are_never_mixed(tmp_path: Path) -> None:
    filled(tmp_path)
    third = delivery(good_rows(3, 8), provider="87654321")
    with pytest.raises(InputError, match="nog niet omgezet"):
        take(register(tmp_path, NEW_RING), third)
    with pytest.raises(InputError, match="andere sleutel"):
        take(register(tmp_path, KeyRing(NEW_RING.keys[1:])), third)
    with pytest.raises(InputError, match="andere sleutel"):
        carry_over(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), KeyRing(NEW_RING.keys[1:]))
    carry_over(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), NEW_RING)
    take(register(tmp_path, NEW_RING), third)
    with pytest.raises(InputError, match="andere sleutel"):
        take(register(tmp_path), delivery(good_rows(4, 9), provider="11111111"))


def test_a_new_key_that_was_interrupted_is_finished(tmp_path: Path) -> None:
    filled(tmp_path)
    raw = PersonRaw(tmp_path / "raw")
    raw.carry_over(NEW_RING)  # as when the process died before the tables
    assert carry_over(tmp_path / "warehouse", raw, NEW_RING) == 2
    filled(tmp_path / "other", NEW_RING)
    assert stored(tmp_path).equals(stored(tmp_path / "other"))


TERMS = (
    Term(Stage.REPLACED, date(2015, 1, 1), 3, "replacement", "test", True),
    Term(Stage.QUARANTINE, date(2015, 1, 1), 6, "period", "test", True),
    Term(Stage.RAW, date(2015, 1, 1), 120, "period", "test", True),
    Term(Stage.RAW, date(2023, 3, 1), 12, "period", "a shorter term later", False),
    Term(Stage.CORE, date(2015, 1, 1), 24, "period", "test", True),
)
# period ends 30 June 2022, replacement on 12 July 2022: the first day on which each stage may go
ROUNDS = [
    (date(2022, 10, 31), set()),
    (date(2022, 11, 1), {Stage.REPLACED}),
    (date(2022, 12, 31), set()),
    (date(2023, 1, 1), {Stage.QUARANTINE}),
    (date(2023, 6, 30), set()),
    (date(2023, 7, 1), {Stage.RAW}),
    (date(2024, 6, 30), set()),
    (date(2024, 7, 1), {Stage.CORE}),
    (date(2030, 1, 1), set()),
]


def test_every_stage_goes_on_its_day_and_leaves_a_line(tmp_path: Path) -> None:
    first, second = filled(tmp_path)
    raw, gone = PersonRaw(tmp_path / "raw"), set()
    for day, wanted in ROUNDS:
        found = erase(tmp_path / "warehouse", raw, day, TERMS)
        assert {deletion.stage for deletion in found.deletions} == wanted, day
        gone |= wanted
        assert raw.holds(sha256(first)) == (Stage.REPLACED not in gone)
        assert raw.holds(sha256(second)) == (Stage.RAW not in gone)
        assert table(tmp_path, ledger.QUARANTINE).is_empty() == (Stage.QUARANTINE in gone)
        assert stored(tmp_path).is_empty() == (Stage.CORE in gone)
        assert found.waiting == ()
        assert len(Warehouse(tmp_path / "warehouse").numbers()) == 1
    lines = table(tmp_path, DELETIONS)
    assert lines.select("day", "stage", "rows").rows() == [
        (date(2022, 11, 1), "replaced", 15),
        (date(2023, 1, 1), "quarantine", 1),
        (date(2023, 7, 1), "raw", 21),
        (date(2024, 7, 1), "core", 20),
    ]
    assert broken_lines(lines) == ()
    forged = lines.with_columns(rows=pl.lit(1, dtype=pl.UInt32))
    assert broken_lines(forged) and broken_lines(lines.filter(pl.col("number") != 2))


def test_what_a_reader_has_open_waits(tmp_path: Path) -> None:
    filled(tmp_path)
    with Warehouse(tmp_path / "warehouse").open() as reader:
        found = erase(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), date(2030, 1, 1), TERMS)
        assert found.waiting == (reader.number,)
    assert erase(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), date(2030, 1, 1), TERMS).waiting == ()


def test_raw_that_was_written_down_as_gone_goes_in_the_next_round(tmp_path: Path) -> None:
    """As when the process died between the lines and the rows."""
    first, second = filled(tmp_path)
    shutil.copytree(tmp_path / "raw", tmp_path / "copy")
    erase(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), date(2023, 7, 1), TERMS)
    survived = PersonRaw(tmp_path / "copy")
    assert survived.holds(sha256(first)) and survived.holds(sha256(second))
    assert erase(tmp_path / "warehouse", survived, date(2023, 7, 2), TERMS).deletions == ()
    assert survived.list() == ()


def test_the_terms_of_the_product_name_their_source() -> None:
    found = retention.terms()
    assert {term.stage for term in found} == set(Stage)
    assert all(term.source and term.months > 0 and term.after in ("period", "replacement") for term in found)


def test_a_changed_raw_file_is_noticed(tmp_path: Path) -> None:
    first, _ = filled(tmp_path)
    raw = PersonRaw(tmp_path / "raw")
    path = next((tmp_path / "raw" / sha256(first)).glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(IntegrityError, match="beschadigd"):
        raw.rows(sha256(first))


def secret_values(rows: list[Row], *more: str) -> set[str]:
    values = {text for row in rows for name in ("bsn", "geboortedatum") if (text := row[name])}
    return {value for value in (values | set(more)) if value not in ("999999999", "000000000", "123")}


def written(root: Path) -> list[bytes]:
    """Everything on the disk: file names, bytes as they are, and the text in every column of every table."""
    found = [str(path.relative_to(root)).encode() for path in root.rglob("*")]
    for path in (path for path in root.rglob("*") if path.is_file()):
        found.append(path.read_bytes())
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            texts = frame.select(pl.col(pl.String))
            found.append(texts.write_csv().encode())
    return found


def leaks(values: set[str], places: list[bytes]) -> set[str]:
    return {value for value in values if any(value.encode() in place for place in places)}


def test_no_value_of_a_person_is_written_or_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    chance = random.Random(3)
    rows = good_rows(40, 6)
    misplaced = [bsn(chance) for _ in range(8)]
    # Values that slipped into a column where they do not belong.
    rows[0] |= {"verwijzer": misplaced[0], "hulpvorm": misplaced[1]}
    rows[1] |= {"bsn": f"{misplaced[2]}9", "geboortedatum": misplaced[3]}
    rows[2] |= {"gemeente": misplaced[4], "postcode": misplaced[5]}
    rows[3] |= {"datum_einde": misplaced[6], "reden_beeindiging": misplaced[7]}
    rows[4] |= {"verwijzer": NAMES[0], "type_informant": NAMES[1], "geslacht": NAMES[2]}
    rows[5] |= {"tevredenheid": rows[5]["geboortedatum"], "zonder_hulp_verder": rows[5]["bsn"]}
    rows[6] |= {"crisis": rows[6]["geboortedatum"], "datum_aanvang": NAMES[0]}
    values = secret_values(rows, *misplaced, *NAMES, *(part for name in NAMES for part in name.split()))
    values -= {"van"}
    said = []
    place = register(tmp_path)
    receipt = place.take(delivery(rows), sha256(delivery(rows)), received=MONDAY)
    said.append(repr(receipt))
    assert receipt.quarantined >= 4
    swapped = [row | {"bsn": row["geboortedatum"], "geboortedatum": row["bsn"]} for row in rows]
    second = delivery(rows[:30])
    for attempt in (delivery(swapped), second, second):
        try:
            said.append(repr(place.take(attempt, sha256(attempt), received=MONDAY)))
        except InputError as error:
            said.extend([str(error), repr(error), repr(error.__context__)])
    take(place, second, TUESDAY)
    carry_over(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), NEW_RING)
    found = erase(tmp_path / "warehouse", PersonRaw(tmp_path / "raw"), date(2022, 11, 1), TERMS)
    places = [
        *written(tmp_path),
        *(text.encode() for text in said),
        caplog.text.encode(),
        repr(found).encode(),
    ]
    assert len(said) >= 5 and len(places) > 20
    assert leaks(values, places) == set()


def test_the_search_for_values_does_find_them(tmp_path: Path) -> None:
    exempt(tmp_path)  # planted here
    rows = good_rows(3)
    pl.DataFrame({"a": [rows[0]["bsn"]] * 50}).write_parquet(tmp_path / "a.parquet")
    (tmp_path / "log").write_text(f"geboren {rows[1]['geboortedatum']}")
    assert leaks(secret_values(rows), written(tmp_path)) == {rows[0]["bsn"], rows[1]["geboortedatum"]}
