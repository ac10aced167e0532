"""Figures that a check found odd: no verdict for the municipality itself, no weight in the groups."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from drietrap.benchmark.compare import compare, everything
from drietrap.benchmark.doubt import NO_DOUBTS, Doubts, doubts
from drietrap.benchmark.finding import Finding, Severity
from drietrap.benchmark.result import Comparison, Verdict
from drietrap.catalogue.comparison import MATERIAL_SHARE
from tests.benchmark.worlds import definition, figure, figures, territory

LAND = territory(40)
DEFINITIONS = {
    "gebruik": definition("gebruik"),
    "kosten": definition("kosten", chance=False),
}
ODD, OTHER = LAND.areas[12], LAND.areas[14]
WHY = Doubts({name: {(ODD, "2022"): ("Dit klopt niet.",)} for name in DEFINITIONS})


def country() -> pl.DataFrame:
    random = np.random.default_rng(8)
    rows = []
    for i, area in enumerate(LAND.areas):
        n = int(LAND.inhabitants[i] * 0.2)
        k = int(random.binomial(n, 0.13)) if area != ODD else n // 2
        rows.extend(figure(area, k, n, indicator=name) for name in DEFINITIONS)
    return figures(rows)


def without_words(compared: tuple[Comparison, ...]) -> list[Comparison]:
    return [replace(one, warnings=()) for one in compared]


def test_for_others_a_figure_in_doubt_is_as_if_it_was_never_published() -> None:
    table = country()
    left_out = compare(table.filter(pl.col("area") != ODD), DEFINITIONS, LAND, OTHER, "2022")
    doubted = compare(table, DEFINITIONS, LAND, OTHER, "2022", doubts=WHY)
    assert without_words(doubted) == without_words(left_out)
    trusting = compare(table, DEFINITIONS, LAND, OTHER, "2022")
    assert {one.reference for one in doubted} != {one.reference for one in trusting}
    told = [one for one in doubted if ODD in one.group.members]
    assert told
    assert all(any("telt niet mee" in warning for warning in one.warnings) for one in told)


def test_a_figure_in_doubt_is_shown_without_verdict_rank_or_p_value() -> None:
    for one in compare(country(), DEFINITIONS, LAND, ODD, "2022", doubts=WHY):
        assert one.own.value is not None
        assert one.verdict is Verdict.UNKNOWN
        assert (one.p_value, one.q_value, one.rank, one.funnel, one.shrunk) == (None,) * 5
        assert "Controle van de tabel: Dit klopt niet." in one.warnings


def test_all_at_once_leaves_the_same_figures_out() -> None:
    table = everything(country(), DEFINITIONS, LAND, "2022", doubts=WHY)
    for area in (ODD, OTHER):
        for one in compare(country(), DEFINITIONS, LAND, area, "2022", doubts=WHY):
            row = table.filter(
                (pl.col("indicator") == one.indicator)
                & (pl.col("area") == area)
                & (pl.col("group") == one.group.kind.value)
            ).row(0, named=True)
            assert row["verdict"] == one.verdict.value
            assert row["difference"] == pytest.approx(one.difference.value)


def finding(cell: str, severity: Severity = Severity.WAARSCHUWING, at_stake: float | None = None) -> Finding:
    return Finding("TEST", severity, "T", ODD, "", "2022", "Dit klopt niet.", (), "", (cell,), at_stake)


def observed(measure: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"table": ["T"], "measure": [measure], "snapshot": ["s"], "row": [1], "column": ["k"]},
        schema_overrides={"row": pl.UInt32},
    )


@pytest.mark.parametrize(
    ("severity", "share", "doubted"),
    [
        (Severity.WAARSCHUWING, None, True),
        (Severity.FOUT, None, True),
        (Severity.SIGNAAL, None, False),
        (Severity.WAARSCHUWING, MATERIAL_SHARE * 1.01, True),
        (Severity.WAARSCHUWING, MATERIAL_SHARE * 0.99, False),
    ],
)
def test_only_what_is_serious_and_not_too_small_puts_a_sum_in_doubt(
    severity: Severity, share: float | None, doubted: bool
) -> None:
    table = country().filter((pl.col("area") == ODD) & (pl.col("indicator") == "kosten"))
    total = table["numerator"][0]
    one = finding("s:1:k", severity, None if share is None else share * total)
    found = doubts(table, DEFINITIONS, [one], observed("k"))
    assert (found.of("kosten", ODD, "2022") == ("Dit klopt niet.",)) is doubted
    assert found.areas("kosten", "2022") == ({ODD} if doubted else frozenset())


def test_a_finding_on_the_denominator_is_weighed_against_the_denominator() -> None:
    table = country().filter((pl.col("area") == ODD) & (pl.col("indicator") == "kosten"))
    one = finding("s:1:k", at_stake=0.015 * table["denominator"][0])
    assert doubts(table, DEFINITIONS, [one], observed("n")).of("kosten", ODD, "2022")
    small = finding("s:1:k", at_stake=0.005 * table["denominator"][0])
    assert not doubts(table, DEFINITIONS, [small], observed("n")).of("kosten", ODD, "2022")


def test_nothing_found_means_no_doubt() -> None:
    assert doubts(country(), DEFINITIONS, [], observed("k")) == NO_DOUBTS
    assert doubts(country(), DEFINITIONS, [finding("s:9:k")], observed("k")) == NO_DOUBTS
