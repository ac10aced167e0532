"""Small random tables with hierarchies, as releases, and the counts of every place."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import strategies as st

from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome, Reason
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Dimension, Kind, Release, Rollup, Table

Tree = Mapping[str, tuple[str, ...]]
"""Every code with the leaves under it; a leaf has itself."""


def axis(name: str, leaves: int, groups: int = 1) -> tuple[Dimension, Tree]:
    """Return a dimension with ``leaves`` under ``groups`` subtotals under one total, and its tree."""
    codes = tuple(f"{name}{i}" for i in range(leaves))
    tree: dict[str, tuple[str, ...]] = {code: (code,) for code in codes}
    rollups = []
    if groups > 1:
        shares = [tuple(part) for part in np.array_split(np.array(codes), groups)]
        for i, share in enumerate(shares):
            tree[f"{name}groep{i}"] = tuple(map(str, share))
            rollups.append(Rollup(f"{name}groep{i}", tuple(map(str, share))))
        rollups.append(Rollup(f"{name}alle", tuple(f"{name}groep{i}" for i in range(groups))))
    else:
        rollups.append(Rollup(f"{name}alle", codes))
    tree[f"{name}alle"] = codes
    return Dimension(name, f"{name}alle", tuple(rollups)), tree


def counts_of(inner: np.ndarray, trees: list[Tree]) -> dict[tuple[str, ...], int]:
    """Return the count of every combination of codes, by summing leaves."""
    places = [
        {code: i for i, code in enumerate(code for code, under in tree.items() if under == (code,))}
        for tree in trees
    ]
    result = {}
    for codes in itertools.product(*trees):
        picks = [
            [place[leaf] for leaf in tree[code]]
            for code, tree, place in zip(codes, trees, places, strict=True)
        ]
        result[codes] = int(inner[np.ix_(*picks)].sum())
    return result


def release_of(
    inner: np.ndarray, groups: tuple[int, ...], *, label: str = "1", earlier: Sequence[Outcome] = ()
) -> Release:
    """Return one table with all its margins and subtotals."""
    names = "abc"[: inner.ndim]
    axes = [axis(name, size, group) for name, size, group in zip(names, inner.shape, groups, strict=True)]
    table = Table("tabel", "n", tuple(names), counts_of(inner, [tree for _, tree in axes]))
    return describe(label, [table], [dimension for dimension, _ in axes], earlier=earlier)


def linked_of(inner: np.ndarray) -> Release:
    """Return three tables of two dimensions each (a x b, b x c, a x c) of one body of three dimensions."""
    axes = [axis(name, size, 2 if size > 2 else 1) for name, size in zip("abc", inner.shape, strict=True)]
    every = counts_of(inner, [tree for _, tree in axes])
    tables = []
    for left, right, out in ((0, 1, 2), (1, 2, 0), (0, 2, 1)):
        total = f"{'abc'[out]}alle"
        cells = {(codes[left], codes[right]): n for codes, n in every.items() if codes[out] == total}
        tables.append(Table(f"t{out}", "n", ("abc"[left], "abc"[right]), cells))
    return describe("1", tables, [dimension for dimension, _ in axes])


@st.composite
def bodies(
    draw: st.DrawFn, shape: tuple[int, ...] = (4, 5, 3), smallest: int = 2, dims: tuple[int, ...] = (2, 3)
) -> np.ndarray:
    """Draw leaf counts of two or three dimensions: many small, some large."""
    dimensions = draw(st.sampled_from(dims))
    sizes = tuple(draw(st.integers(smallest, size)) for size in shape[:dimensions])
    count = st.one_of(st.integers(0, 9), st.integers(0, 30), st.sampled_from([0, 7, 8, 12, 13, 400]))
    number = int(np.prod(sizes))
    return np.array(draw(st.lists(count, min_size=number, max_size=number)), dtype=np.int64).reshape(sizes)


def primary_only(release: Release, rules: Rules) -> Outcome:
    """Return what naive rounding and hiding of small counts shows."""
    shown, reasons = [], []
    for cell in release.cells:
        hide = rules.protection(cell) is not None
        shown.append(None if hide or cell.kind is not Kind.RELEASED else rules.rounded(cell.count))
        reasons.append(Reason.PRIMARY if hide else None)
    return Outcome(release, rules, tuple(shown), tuple(reasons), (), {}, {}, ())


def index_of(release: Release, **codes: str) -> int:
    """Return the cell at ``codes``; dimensions left out are total."""
    return next(i for i, cell in enumerate(release.cells) if dict(cell.key[1]) == codes)
