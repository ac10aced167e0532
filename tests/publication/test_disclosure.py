"""Nothing leaves the house unchecked, and nothing withheld shows through."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import polars as pl
import pytest
from dossier_example import OWN, example

from drietrap.benchmark.result import Estimate, Rank, Trend, TrendPoint, TrendSegment
from drietrap.publication.disclosure import Published, publish
from drietrap.publication.dossier import Dossier
from drietrap.vocabulary.errors import IntegrityError

HIDDEN = "jongeren_wijkteam"


def changed(dossier: Dossier, **fields: object) -> Dossier:
    comparisons = tuple(
        dataclasses.replace(c, **fields) if c.indicator == HIDDEN else c for c in dossier.comparisons
    )
    return dataclasses.replace(dossier, comparisons=comparisons)


def test_a_good_dossier_is_published_with_the_same_content(dossier: Dossier) -> None:
    sealed = publish(dossier, public_sources=True)
    assert sealed.content.comparisons == dossier.comparisons
    assert dict(sealed.content.peers) == dict(dossier.peers)


def test_other_sources_are_refused(dossier: Dossier) -> None:
    with pytest.raises(IntegrityError):
        publish(dossier, public_sources=False)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Published("x"),
        lambda: Published("x", object()),
        lambda: type("Mine", (Published,), {}),
        lambda: pickle.dumps(publish("x", True)),
        lambda: copy.copy(publish("x", True)),
        lambda: setattr(publish("x", True), "_content", "y"),
        lambda: setattr(publish("x", True), "content", "y"),
    ],
)
def test_nothing_else_makes_or_changes_a_published_result(attempt: object) -> None:
    with pytest.raises(IntegrityError):
        attempt()  # type: ignore[operator]


def test_maps_of_a_published_dossier_cannot_be_changed_any_more() -> None:
    dossier = example()
    sealed = publish(dossier, True)
    dossier.peers["new"] = ()  # type: ignore[index]
    assert "new" not in sealed.content.peers
    with pytest.raises(TypeError):
        sealed.content.peers["new"] = ()  # type: ignore[index]


@pytest.mark.parametrize(
    "fields",
    [
        {"own": Estimate(5.0, 0.0, 7.0)},
        {"own_rounding": Estimate(5.0, 0.0, 7.0)},
        {"own": Estimate(None, 3.0, 3.0)},
        {"own": Estimate(None, 0.0, 6.0)},
        {"own_rounding": Estimate(None, 2.0, 7.0)},
        {"difference": Estimate(-400.0, None, None)},
        {"rank": Rank(60, 58, 60, 60)},
    ],
)
def test_a_withheld_figure_that_shows_through_is_refused(dossier: Dossier, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=HIDDEN):
        publish(changed(dossier, **fields), True)


@pytest.mark.parametrize(
    "own", [Estimate(None, None, None), Estimate(None, 0.0, 7.0), Estimate(None, 100.0, 107.0)]
)
def test_bounds_as_wide_as_the_secrecy_are_fine(dossier: Dossier, own: Estimate) -> None:
    publish(changed(dossier, own=own, own_rounding=own), True)


def test_a_withheld_share_is_checked_as_the_count_behind_it(dossier: Dossier) -> None:
    """Of 1,000 youths, 0 to 7 is 0 to 0.7%; 0 to 0.6% would say that it is at most six."""

    def with_peer(upper: float) -> Dossier:
        first, *rest = dossier.peers["pct_jeugdhulp"]
        peer = dataclasses.replace(first, area="GM9099", value=None, lower=0.0, upper=upper, size=1000.0)
        return dataclasses.replace(dossier, peers={"pct_jeugdhulp": (first, *rest, peer)})

    publish(with_peer(0.7), True)
    with pytest.raises(IntegrityError):
        publish(with_peer(0.6), True)


def test_a_withheld_part_and_a_withheld_period_are_checked(dossier: Dossier) -> None:
    breakdown = dossier.breakdowns[0]
    part = dataclasses.replace(breakdown.parts[0], hidden="geheim")
    with pytest.raises(IntegrityError):
        publish(dataclasses.replace(breakdown, parts=(part,)), True)
    point = TrendPoint("2021", Estimate(None, 4.0, 4.0), False, "T")
    with pytest.raises(IntegrityError):
        publish(Trend("x", OWN, (TrendSegment((point,), None, None, ""),)), True)


def test_a_table_of_records_is_no_publishable_shape() -> None:
    with pytest.raises(IntegrityError, match="DataFrame"):
        publish((pl.DataFrame({"bsn": ["1"]}),), True)


def test_a_dataclass_from_another_house_is_no_publishable_shape() -> None:
    @dataclasses.dataclass
    class Record:
        bsn: str

    with pytest.raises(IntegrityError, match="Record"):
        publish({"a": [Record("1")]}, True)
