"""Parts of a release in which protection is sought: around a group of codes that are summed together.

The dimension with the most codes (mostly the area) cuts a release to pieces: one gemeente with its wijken,
its jeugdregio and the country, with all that is published about them. The smallest part has one measure of
it; the next has every measure. Wider levels take all that is under the next total, and in the end everything
that is connected.

A total of very many codes (a register of which the jeugdregio's are not known) is taken in pieces first: its
codes are dealt out by size, so that every piece has some with enough to give. A part may be any set of cells,
since nothing changes outside it; a small one only finds less.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from drietrap.publication.suppression.network import Integers, Part, relation_matrix, touched
from drietrap.publication.suppression.tables import Dimension, Kind, Release

_SMALL = 500
"""Connected cells up to this number are not cut."""
_MANY, _PIECE = 25, 12
"""A total of more codes than the first is taken in pieces of about the second."""


class Parts:
    """Finds the part around a cell; ``level`` 0 is the smallest."""

    def __init__(self, release: Release) -> None:
        self.by_relation = relation_matrix(release)
        self.by_cell = csr_array(self.by_relation.T)
        _, self._component = connected_components(self.by_cell @ self.by_relation, directed=False)
        self._members = _grouped(self._component)
        self._slack = np.array([cell.kind is Kind.SLACK for cell in release.cells], dtype=bool)
        self._cuts: dict[int, _Cut] = {}
        self._release = release
        self._known: dict[tuple[int, int, str, str], Part] = {}

    def centre(self, cell: int) -> tuple[int, str, str]:
        """Return what cells with the same smallest part have in common: component, code and measure."""
        component = int(self._component[cell])
        if len(self._members[component]) <= _SMALL:
            return component, "", ""
        return component, self._cut(component).bottom(cell), self._release.cells[cell].key[0]

    def around(self, cell: int, level: int) -> Part:
        """Return the part around ``cell``; from some level on it is all that is connected to it."""
        component, bottom, measure = self.centre(cell)
        if not bottom:
            level = 0
        if level:
            measure = ""
        known = self._known.get((component, level, bottom, measure))
        if known is None:
            cells = self._members[component]
            if bottom:
                chosen = self._cut(component).cells(bottom, max(0, level - 1))
                if measure and chosen is not None:
                    chosen = np.array([one for one in chosen.tolist() if self._is_of(one, measure)])
                cells = cells if chosen is None else self._with_slack(chosen)
            known = self.part(cells)
            self._known[component, level, bottom, measure] = known
        return known

    def is_all(self, part: Part, cell: int) -> bool:
        """Whether ``part`` is all that ``cell`` is connected to."""
        return len(part.cells) == len(self._members[int(self._component[cell])])

    def _is_of(self, cell: int, measure: str) -> bool:
        return self._release.cells[cell].key[0] == measure

    def part(self, cells: Integers) -> Part:
        """Return the part with these cells (sorted)."""
        relations = touched(self.by_cell, cells)
        return Part(cells, csc_array(self.by_relation[relations][:, cells]))

    def _with_slack(self, cells: Integers) -> Integers:
        near = touched(self.by_relation, touched(self.by_cell, cells))
        return np.union1d(cells, near[self._slack[near]])

    def _cut(self, component: int) -> _Cut:
        if component not in self._cuts:
            self._cuts[component] = _Cut(self._release, self._members[component])
        return self._cuts[component]


class _Cut:
    """One connected set of cells, by the codes of its dimension with the most codes."""

    def __init__(self, release: Release, members: Integers) -> None:
        codes = {dimension.name: _codes(release, members, dimension) for dimension in release.dimensions}
        name = max(sorted(codes), key=lambda name: len(set(codes[name].values())))
        self._code = codes[name]
        dimension = next(item for item in release.dimensions if item.name == name)
        self._children: dict[str, list[str]] = {}
        self._parents: dict[str, list[str]] = {}
        self._cells: dict[str, list[int]] = {}
        for cell, code in self._code.items():
            self._cells.setdefault(code, []).append(cell)
        for rollup in dimension.rollups:
            for part in rollup.parts:
                self._children.setdefault(rollup.total, []).append(part)
                self._parents.setdefault(part, []).append(rollup.total)
        self._size = {
            code: sum(release.cells[cell].count for cell in cells) for code, cells in self._cells.items()
        }
        self._piece_of: dict[tuple[str, str], str] = {}
        self._pieces: dict[str, tuple[str, list[str]]] = {}
        for total in sorted(self._children):
            self._deal(total)

    def _deal(self, total: str) -> None:
        """Deal the codes under ``total`` out over pieces, the largest first, if there are very many."""
        codes = self._published(self._children, total)
        if len(codes) <= _MANY:
            return
        codes = sorted(codes, key=lambda code: (-self._size[code], code))
        number = -(-len(codes) // _PIECE)
        for place in range(number):
            piece = f"{total} {place}"
            self._pieces[piece] = (total, codes[place::number])
            self._piece_of |= {(total, code): piece for code in codes[place::number]}

    def bottom(self, cell: int) -> str:
        """Return the total just above the lowest codes, or the piece of it, around the code of ``cell``."""
        code = self._code.get(cell, "")
        total = self._lowest_total(code)
        largest = f"{total} 0"
        return self._piece_of.get((total, code), largest if largest in self._pieces else total)

    def _lowest_total(self, code: str) -> str:
        if not self._published(self._children, code):
            return min(self._published(self._parents, code), default=code)
        while True:
            children = self._published(self._children, code)
            deeper = [child for child in children if self._published(self._children, child)]
            if not deeper:
                return code
            code = min(deeper, key=lambda child: (-self._size[child], child))

    def cells(self, bottom: str, level: int) -> Integers | None:
        """Return the cells of the part, None when it is everything."""
        if bottom in self._pieces:
            total, codes = self._pieces[bottom]
            if level:
                return self.cells(total, level - 1)
            return self._cells_of(_closure(set(codes), self._children) | _closure({total}, self._parents))
        tops = {bottom}
        for _ in range(level):
            above = {parent for top in tops for parent in self._published(self._parents, top)}
            if not above:
                return None
            tops = above
        return self._cells_of(_closure(tops, self._children) | _closure(tops, self._parents))

    def _cells_of(self, chosen: set[str]) -> Integers:
        found = [cell for code in chosen for cell in self._cells.get(code, ())]
        return np.array(sorted(found), dtype=np.int64)

    def _published(self, links: Mapping[str, list[str]], code: str) -> list[str]:
        return [other for other in links.get(code, ()) if other in self._cells]


def _codes(release: Release, members: Integers, dimension: Dimension) -> dict[int, str]:
    """Return the code of each cell in ``dimension``; cells that are no count have none."""
    codes = {
        cell: dict(release.cells[cell].key[1]).get(dimension.name, dimension.total)
        for cell in members.tolist()
        if release.cells[cell].kind is not Kind.SLACK
    }
    return {cell: code for cell, code in codes.items() if code is not None}


def _closure(start: set[str], links: Mapping[str, list[str]]) -> set[str]:
    reached, todo = set(start), sorted(start)
    while todo:
        new = [code for code in links.get(todo.pop(), ()) if code not in reached]
        reached.update(new)
        todo.extend(new)
    return reached


def _grouped(labels: Integers) -> list[Integers]:
    order = np.argsort(labels, kind="stable")
    return list(np.split(order, np.cumsum(np.bincount(labels))[:-1]))
