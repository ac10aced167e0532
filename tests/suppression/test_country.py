"""Areas in hierarchy with districts, cut in parts: safe as a whole, and let out by one door only."""

from __future__ import annotations

import dataclasses
import time

import pytest

from drietrap.publication.disclosure import Published, publish_tables
from drietrap.publication.suppression.audit import audit, check_proofs
from drietrap.publication.suppression.loss import loss
from drietrap.publication.suppression.outcome import Outcome, Reason
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.vocabulary.errors import IntegrityError
from tests.suppression.country import country
from tests.suppression.worlds import primary_only


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return protect(country(regions=2, municipalities=4, districts=12, seed=3, youths=3_500), CBS)


def test_a_release_of_areas_in_parts_is_safe_as_a_whole(outcome: Outcome) -> None:
    assert outcome.unprotected == ()
    assert check_proofs(outcome) == []
    hidden = [i for i, reason in enumerate(outcome.reasons) if reason is Reason.PRIMARY]
    assert len(hidden) > 50
    assert audit(outcome, hidden[:: len(hidden) // 15]) == []


def test_primary_only_is_not_safe(outcome: Outcome) -> None:
    naive = primary_only(outcome.release, CBS)
    parted = [i for i, reason in enumerate(outcome.reasons) if reason is Reason.COMPLEMENTARY]
    assert parted
    near = [i for i, reason in enumerate(outcome.reasons) if reason is Reason.PRIMARY]
    assert audit(naive, near[:30]) != []


def test_the_door_lets_out_rounded_and_withheld_counts_only(outcome: Outcome) -> None:
    sealed = publish_tables(outcome)
    assert isinstance(sealed, Published)
    values = [row.value for table in sealed.content.tables for row in table.rows]
    assert None in values
    assert all(value is None or (value % 5 == 0 and value >= 10) for value in values)
    assert [table.id for table in sealed.content.tables] == [
        "gebieden",
        "wijken naar leeftijd",
        "wijken naar vorm",
    ]


@pytest.mark.parametrize("change", [{"lowest": {}}, {"highest": {}}, {"unprotected": (3,)}])
def test_the_door_stays_shut_without_proof(outcome: Outcome, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        publish_tables(dataclasses.replace(outcome, **change))


@pytest.mark.long
def test_the_whole_country() -> None:
    release = country()
    start = time.perf_counter()
    whole = protect(release, CBS, processes=2)
    print(f"protect: {time.perf_counter() - start:.0f} s; {loss(whole)}")
    start = time.perf_counter()
    assert check_proofs(whole) == []
    print(f"all proofs checked: {time.perf_counter() - start:.1f} s")
