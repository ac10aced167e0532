"""A provider's figures per gemeente beside the totals, and a redelivery that changes some of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.publication.suppression.audit import Attacker, audit, check_proofs
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome, Reason
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Key, Release, Rollup, Table
from drietrap.vocabulary.errors import InputError
from tests.suppression.worlds import index_of, primary_only

TOWNS, FORMS, PROVIDERS = ("GM1", "GM2", "GM3"), ("v1", "v2"), ("A", "B", "C", "D")
DIMENSIONS = [
    Dimension("gebied", None, (Rollup("JR", TOWNS, sparse=True),)),
    Dimension("vorm", "alle", (Rollup("alle", FORMS),)),
    Dimension("aanbieder", "alle", (Rollup("alle", PROVIDERS, sparse=True),)),
]
EXACT = dataclasses.replace(CBS, step=1, percent=20.0)


def release_of(
    records: np.ndarray, *, label: str = "2022H1", earlier: Sequence[Outcome] = (), dominant: bool = True
) -> Release:
    """Return gebied x vorm, and gebied x aanbieder where a provider has anyone; (town, form, provider)."""
    by_form: dict[tuple[str, ...], int] = {}
    by_provider: dict[tuple[str, ...], int] = {}
    parts: dict[Key, tuple[int, ...]] = {}
    for area, chosen in (*((town, [i]) for i, town in enumerate(TOWNS)), ("JR", [0, 1, 2])):
        inner = records[chosen].sum(axis=0)
        for place, form in (*enumerate(FORMS), (slice(None), "alle")):
            some = np.atleast_2d(inner[place]).sum(axis=0)
            by_form[area, form] = int(some.sum())
            pairs = [("gebied", area)] + ([("vorm", form)] if form != "alle" else [])
            if form != "alle":  # the parts of the totals are published themselves
                parts["trajecten", tuple(pairs)] = tuple(int(n) for n in sorted(some)[::-1][:2])
        for name, count in zip(PROVIDERS, inner.sum(axis=0), strict=True):
            if count:
                by_provider[area, name] = int(count)
    tables = [
        Table("vormen", "trajecten", ("gebied", "vorm"), by_form),
        Table("aanbieders", "trajecten", ("gebied", "aanbieder"), by_provider),
    ]
    return describe(label, tables, DIMENSIONS, contributions=parts if dominant else None, earlier=earlier)


def records_of(data: st.DataObject) -> np.ndarray:
    """Draw trajectories per town, form and provider; about half of the contracts do not exist.

    Every town has a provider: where nobody has a contract everybody knows that the count is zero.
    """
    count = st.sampled_from([0, 0, 1, 3, 9, 14, 30, 80])
    drawn = data.draw(st.lists(count, min_size=24, max_size=24))
    records = np.array(drawn, dtype=np.int64).reshape(3, 2, 4)
    records[records.sum(axis=(1, 2)) == 0, 0, 0] = 9
    return records


def safe(outcome: Outcome) -> None:
    """Proofs hold for all but what is told to be open, and the attacker finds nothing else."""
    assert check_proofs(outcome) == list(outcome.unprotected)
    assert {pin.cell for pin in audit(outcome)} <= set(outcome.unprotected)


@settings(max_examples=15)
@given(st.data())
def test_providers_beside_totals_are_safe(data: st.DataObject) -> None:
    outcome = protect(release_of(records_of(data)), dataclasses.replace(CBS, percent=20.0))
    names = [outcome.release.cells[i] for i in outcome.unprotected]
    assert names == []
    safe(outcome)


@settings(max_examples=8)
@given(st.data())
def test_a_redelivery_of_one_provider_is_safe(data: st.DataObject) -> None:
    records = records_of(data)
    first = protect(release_of(records, dominant=False), CBS)
    provider, town = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 2))
    again = records.copy()
    again[town, :, provider] = data.draw(st.sampled_from([(0, 0), (5, 2), (12, 30)]))
    second = protect(release_of(again, label="2022H1, tweede", earlier=[first], dominant=False), CBS)
    safe(second)


def test_one_hidden_provider_is_not_the_difference_of_total_and_the_rest() -> None:
    # Without rounding: 40 in GM1, of which A 25, B 12 and so C 3.
    records = np.zeros((3, 2, 4), dtype=np.int64)
    records[0, 0] = (25, 12, 3, 0)
    records[1, 1] = (30, 20, 0, 60)
    records[2, 0] = (40, 0, 50, 15)
    release = release_of(records, dominant=False)
    hidden = index_of(release, gebied="GM1", aanbieder="C")
    naive = primary_only(release, dataclasses.replace(CBS, step=1))
    assert Attacker(naive).range(hidden) == pytest.approx((3, 3))
    outcome = protect(release, dataclasses.replace(CBS, step=1))
    assert Reason.COMPLEMENTARY in outcome.reasons
    safe(outcome)


def test_a_form_of_one_provider_is_withheld_in_doubt_of_a_fifth() -> None:
    # GM1 v1 is 60 of A and 6 of B: B would know A to within 6 / 60. Alone it would be shown.
    records = np.full((3, 2, 4), 20, dtype=np.int64)
    records[0, 0] = (60, 6, 0, 0)
    outcome = protect(release_of(records), EXACT)
    cell = index_of(outcome.release, gebied="GM1", vorm="v1")
    assert outcome.reasons[cell] is Reason.PRIMARY
    low, high = Attacker(outcome).range(cell)
    assert low <= 66 - 12 and high >= 66 + 12
    safe(outcome)


def test_a_sum_that_misses_a_part_that_is_not_zero_is_refused() -> None:
    with pytest.raises(InputError, match="tellen niet op"):
        describe(
            "1",
            [Table("t", "n", ("aanbieder",), {("alle",): 10, ("A",): 4, ("B",): 5})],
            [Dimension("aanbieder", "alle", (Rollup("alle", PROVIDERS, sparse=True),))],
        )
