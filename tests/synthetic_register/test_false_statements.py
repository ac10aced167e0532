"""No fictional delivery is refused as somebody else's or of another period; nearly every false one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from drietrap.catalogue.rules.columns import END, HANDED_OVER, START, TAKEN_OVER
from drietrap.register.period_fit import refuse_other_period
from drietrap.register.record import RecordKind
from drietrap.register.scope import before, scope_of
from drietrap.register.whose import KNOWN, known, refuse_again, refuse_others
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.deliveries import version_in
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

PERIODS = [Period(year, "H", half) for year in (2021, 2022) for half in (1, 2)]
ENOUGH = 20  # rows; of fewer it is often not to be told
DATES = {START: "started", END: "ended", TAKEN_OVER: "taken_over", HANDED_OVER: "handed_over"}
Files = dict[tuple[str, str], pl.DataFrame]


@pytest.fixture(scope="module")
def files(register: SyntheticRegister) -> dict[Period, Files]:
    made = {}
    for period in PERIODS:
        mark = pl.concat_str("kind", "provider", "period", separator=" ").alias("delivery")
        rows = delivered(register, period).with_columns(pl.col("kind", "person").cast(pl.String), mark)
        parts = rows.partition_by("kind", "provider", as_dict=True)
        made[period] = {(str(kind), str(provider)): part for (kind, provider), part in parts.items()}
    return made


def is_refused(check: Callable[..., None], *given: Any) -> bool:
    try:
        check(*given)
    except InputError:
        return True
    return False


def as_of(kind: str, rows: pl.DataFrame, period: Period) -> bool:
    """Whether rows are refused when they are said to be of ``period``."""
    prepared = rows.select("row", **{name: pl.col(own) for name, own in DATES.items()})
    scope = scope_of(RecordKind(kind), version_in(period), period)
    return is_refused(refuse_other_period, prepared, scope)


def everything(files: dict[Period, Files]) -> Iterator[tuple[Period, str, str, pl.DataFrame]]:
    for period, those in files.items():
        for (kind, provider), rows in those.items():
            yield period, kind, provider, rows


def test_no_true_delivery_is_refused_for_its_period(files: dict[Period, Files]) -> None:
    told = [as_of(kind, rows, period) for period, kind, _, rows in everything(files)]
    assert len(told) > 800
    assert not any(told)


@pytest.mark.parametrize(("back", "least"), [(-2, 0.99), (-1, 0.99), (1, 0.95), (2, 0.97)])
def test_a_delivery_of_another_period_is_refused(files: dict[Period, Files], back: int, least: float) -> None:
    told = [
        as_of(kind, rows, before(period, back))
        for period, kind, _, rows in everything(files)
        if rows.height >= ENOUGH and before(period, back) in files
    ]
    assert len(told) > 200
    assert sum(told) >= least * len(told), f"{sum(told)} of {len(told)}"


def test_open_rows_alone_of_another_period_are_refused(files: dict[Period, Files]) -> None:
    told = [
        as_of(kind, still, before(period, -1))
        for period, kind, _, rows in everything(files)
        if (still := rows.filter(pl.col("ended").is_null() & pl.col("handed_over").is_null())).height
        >= ENOUGH
    ]
    assert len(told) > 200
    assert all(told)


def of_kind(those: Files, kind: str) -> pl.DataFrame:
    return pl.concat(
        [pl.DataFrame(schema=KNOWN), *(known(rows) for (one, _), rows in those.items() if one == kind)]
    )


def test_no_true_delivery_is_refused_as_that_of_another(files: dict[Period, Files]) -> None:
    looked_at = 0
    for period in PERIODS[-2:]:
        ago = before(period, 1)
        for kind in {kind for kind, _ in files[period]}:
            now, earlier = (of_kind(files[when], kind) for when in (period, ago))
            first = scope_of(RecordKind(kind), version_in(period), period).first
            for (one, provider), rows in files[period].items():
                if one == kind:
                    mine = known(rows)
                    old = mine.filter(pl.col("started") < first)
                    refuse_again(mine, earlier.filter(owner=provider.lower()), ago.code)
                    refuse_others(mine, old, provider, now, earlier)
                    looked_at += old.height > 0
    assert looked_at > 200


def test_the_file_of_another_is_refused(files: dict[Period, Files]) -> None:
    now, ago = PERIODS[-1], PERIODS[-2]
    earlier = of_kind(files[ago], "jeugdhulp")
    first = scope_of(RecordKind.JEUGDHULP, version_in(now), now).first
    large = {
        provider: known(rows)
        for (kind, provider), rows in files[now].items()
        if kind == "jeugdhulp"
        and rows.filter(pl.col("started") < first - timedelta(days=30)).height >= ENOUGH
        and files[ago].get((kind, provider), rows.clear()).height >= ENOUGH
    }
    names = sorted(large)
    assert len(names) > 50
    for name, other in zip(names, names[1:] + names[:1], strict=True):
        mine = large[other]
        old = mine.filter(pl.col("started") < first)
        false_now = is_refused(refuse_others, mine, old, name, large[other], earlier)
        false_next = is_refused(refuse_others, mine, old, name, mine.clear(), earlier)
        assert false_now and false_next, (name, other)
