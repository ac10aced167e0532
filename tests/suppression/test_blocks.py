"""Blocks on one release are safe together, though each is protected without knowing of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.publication.suppression.audit import Attacker, audit, check_proofs
from drietrap.publication.suppression.block import mark_of
from drietrap.publication.suppression.inside import protect_block
from drietrap.publication.suppression.kept import kept, recalled
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Key, Kind, Release, Rollup, Table

TOWNS, FORMS, PROVIDERS = ("G1", "G2", "G3"), ("a", "b", "c"), ("p1", "p2", "p3")
COUNTS = np.array([0, 1, 2, 4, 9, 30])
SHARES = np.array([0.58, 0.18, 0.1, 0.08, 0.05, 0.01])
Leaf = tuple[str, str, str, str]


@dataclass(frozen=True)
class Tables:
    """Tables with their dimensions, as ``describe`` takes them."""

    name: str
    tables: tuple[Table, ...]
    dimensions: tuple[Dimension, ...]

    def described(self, earlier: Sequence[Outcome] = ()) -> Release:
        return describe(self.name, self.tables, self.dimensions, earlier=earlier)


@dataclass(frozen=True)
class Region:
    """A region with towns by form; and blocks: the districts of each town by form, and its providers."""

    base: Tables
    blocks: tuple[Tables, ...]


def districts(town: str) -> tuple[str, ...]:
    return tuple(f"{town}w{i}" for i in range(2 + TOWNS.index(town) % 2))


def region_of(seed: int) -> Region:
    """Return a region in which many counts are small, with every count summed from the same leaves."""
    rng = np.random.default_rng(seed)
    places = [(t, w, f, p) for t in TOWNS for w in districts(t) for f in FORMS for p in PROVIDERS]
    leaves: dict[Leaf, int] = dict(
        zip(places, map(int, rng.choice(COUNTS, len(places), p=SHARES)), strict=True)
    )
    towns = Dimension("gebied", None, (Rollup("R", TOWNS),))
    forms = Dimension("vorm", "alle", (Rollup("alle", FORMS),))
    providers = Dimension("aanbieder", "alle", (Rollup("alle", PROVIDERS),))

    def table(name: str, areas: Sequence[str], **cuts: Sequence[str]) -> Table:
        codes: list[tuple[str, ...]] = [(area,) for area in areas]
        for cut in cuts.values():
            codes = [(*one, code) for one in codes for code in ("alle", *cut)]
        names = ("gebied", *cuts)
        return Table(
            name, "n", names, {one: _sum(leaves, dict(zip(names, one, strict=True))) for one in codes}
        )

    base = Tables("base", (table("base", ("R", *TOWNS), vorm=FORMS),), (towns, forms))
    blocks = [
        Tables(
            f"wijken {town}",
            (table(f"wijken {town}", (town, *districts(town)), vorm=FORMS),),
            (Dimension("gebied", None, (Rollup(town, districts(town)),)), forms),
        )
        for town in TOWNS
    ]
    by_provider = (
        table("aanbieders", ("R", *TOWNS), aanbieder=PROVIDERS),
        table("aanbieders naar vorm", ("R",), vorm=FORMS, aanbieder=PROVIDERS),
    )
    return Region(base, (*blocks, Tables("aanbieders", by_provider, (towns, forms, providers))))


def _sum(leaves: Mapping[Leaf, int], cut: Mapping[str, str]) -> int:
    def holds(leaf: Leaf) -> bool:
        town, district, form, provider = leaf
        return (
            cut["gebied"] in ("R", town, district)
            and cut.get("vorm", "alle") in ("alle", form)
            and cut.get("aanbieder", "alle") in ("alle", provider)
        )

    return sum(count for leaf, count in leaves.items() if holds(leaf))


def shown_of(outcome: Outcome) -> dict[Key, int | None]:
    cells = zip(outcome.release.cells, outcome.shown, strict=True)
    return {cell.key: value for cell, value in cells if cell.kind is Kind.RELEASED}


def together(region: Region, outcomes: Sequence[Outcome]) -> Outcome:
    """Return everything as one release, as someone sees it who lays all of it side by side; no proofs."""
    shown: dict[Key, int | None] = {}
    for one in outcomes:
        for key, value in shown_of(one).items():
            assert shown.setdefault(key, value) == value, key
    parts = (region.base, *region.blocks)
    rollups: dict[str, Dimension] = {}
    for one in (dimension for part in parts for dimension in part.dimensions):
        before = rollups.get(one.name, one).rollups
        rollups[one.name] = Dimension(one.name, one.total, tuple(dict.fromkeys((*before, *one.rollups))))
    everything = describe("alles", [t for part in parts for t in part.tables], list(rollups.values()))
    return Outcome(everything, CBS, tuple(shown[cell.key] for cell in everything.cells), (), (), {}, {}, ())


def protected(region: Region) -> list[Outcome]:
    base = protect(region.base.described(), CBS)
    return [base, *(protect_block(block.described([base]), base, CBS) for block in region.blocks)]


@settings(max_examples=6)
@given(st.integers(0, 10**6))
def test_an_attacker_with_all_blocks_at_once_finds_no_withheld_count(seed: int) -> None:
    region = region_of(seed)
    outcomes = protected(region)
    assert [check_proofs(one) for one in outcomes] == [[]] * len(outcomes)
    assert [one.unprotected for one in outcomes] == [()] * len(outcomes)
    assert audit(together(region, outcomes)) == []


def test_nor_one_who_uses_that_counts_are_whole() -> None:
    region = region_of(3)
    everything = together(region, protected(region))
    assert audit(everything, range(0, len(everything.shown), 4), whole=True) == []


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.data())
def test_a_proof_of_a_block_is_a_whole_table_with_the_extensions_in_the_others(
    seed: int, data: st.DataObject
) -> None:
    """The argument itself, in integers: any proof, with the extensions of its margins, fits everything."""
    region = region_of(seed)
    base, *blocks = protected(region)
    number = data.draw(st.integers(0, len(blocks) - 1))
    proof = blocks[number].proofs[data.draw(st.integers(0, len(blocks[number].proofs) - 1))]
    changes = {blocks[number].release.cells[cell].key: change for cell, change in proof.changes}
    of_base = {cell.key for cell in base.release.cells}
    outer = {key: change for key, change in changes.items() if key in of_base}
    for other in (one for place, one in enumerate(blocks) if place != number):
        cells = other.release.cells
        extended = ({cells[cell].key: change for cell, change in one.changes} for one in other.proofs)
        fits = next(one for one in extended if {k: v for k, v in one.items() if k in of_base} == outer)
        changes |= fits
    everything = together(region, [base, *blocks])
    place = {cell.key: at for at, cell in enumerate(everything.release.cells)}
    count = {at: everything.release.cells[at].count for at in place.values()}
    for key, change in changes.items():
        count[place[key]] += change
    for relation in everything.release.relations:
        assert sum(factor * count[cell] for cell, factor in relation.terms) == 0
    for cell, value in count.items():
        low, high = everything.bounds(cell)
        assert low <= value and (high is None or value <= high)


def test_by_hand() -> None:
    # Town 3 + 30; districts of the 3: 1 and 2. Both must be able to be 7, though the town shows nothing:
    # the release below lets the 3 go up to 7, and the block lets either district take all of it.
    forms = Dimension("vorm", "alle", (Rollup("alle", ("a", "b")),))
    below = Tables(
        "base",
        (Table("t", "n", ("gebied", "vorm"), {("G", "alle"): 33, ("G", "a"): 3, ("G", "b"): 30}),),
        (Dimension("gebied", None), forms),
    )
    inner = {
        ("u", "a"): 1,
        ("v", "a"): 2,
        ("u", "b"): 14,
        ("v", "b"): 16,
        ("u", "alle"): 15,
        ("v", "alle"): 18,
    }
    block = Tables(
        "wijken",
        (Table("w", "n", ("gebied", "vorm"), {**below.tables[0].counts, **inner}),),
        (Dimension("gebied", None, (Rollup("G", ("u", "v")),)), forms),
    )
    base = protect(below.described(), CBS)
    made = protect_block(block.described([base]), base, CBS)
    assert made.unprotected == () and check_proofs(made) == []
    place = {cell.key: at for at, cell in enumerate(made.release.cells)}
    attacker = Attacker(made, whole=True)
    for district in ("u", "v"):
        lowest, highest = attacker.range(place["n", (("gebied", district), ("vorm", "a"))])
        assert lowest <= 0 and highest >= 7
    assert shown_of(made)["n", (("gebied", "u"),)] in (15, None)


def test_the_mark_of_the_margins_changes_only_with_them() -> None:
    region = region_of(1)
    keys = {cell.key for cell in region.blocks[0].described().cells}
    base = protect(region.base.described(), CBS)
    assert mark_of(protect(region.base.described(), CBS), keys) == mark_of(base, keys)
    assert mark_of(replace(base, proofs=base.proofs[::-1]), keys) == mark_of(base, keys)
    moved = next(
        one for one in base.proofs if any(base.release.cells[cell].key in keys for cell, _ in one.changes)
    )
    fewer = replace(base, proofs=tuple(one for one in base.proofs if one is not moved))
    assert mark_of(fewer, keys) != mark_of(base, keys)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_out_stays_as_it_was_on_the_same_release(seed: int) -> None:
    region = region_of(seed)
    base = protect(region.base.described(), CBS)
    block = region.blocks[0]
    first = protect_block(block.described([base]), base, CBS)
    now = block.described()
    renamed = Tables("weer", block.tables, block.dimensions)
    out = recalled([kept(first)], now)
    again = protect_block(renamed.described([base, *out]), base, CBS)
    assert again.unprotected == () and check_proofs(again) == []
    assert shown_of(again) == shown_of(first)


def test_margins_that_leave_a_block_no_table_make_it_withhold_more_or_say_so() -> None:
    """A proof that no table of the block can follow is not passed over."""
    region = region_of(8)
    base = protect(region.base.described(), CBS)
    block = region.blocks[1]
    frozen = protect_block(block.described([base]), base, CBS)
    shown = tuple(
        CBS.rounded(cell.count) if cell.kind is Kind.RELEASED and cell.count > CBS.secret_up_to else None
        for cell in frozen.release.cells
    )
    careless = Outcome(block.described(), CBS, tuple(
        value for cell, value in zip(frozen.release.cells, shown, strict=True)
        if cell.kind is Kind.RELEASED), (), (), {}, {}, ())  # fmt: skip
    again = Tables("weer", block.tables, block.dimensions).described([base, careless])
    made = protect_block(again, base, CBS)
    assert check_proofs(made) == list(made.unprotected)
