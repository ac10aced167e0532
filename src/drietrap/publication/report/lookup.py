"""Finding things in a dossier: the comparisons of an indicator, its period, where a cell came from."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.result import Comparison, GroupKind
from drietrap.catalogue.indicator import Indicator
from drietrap.publication.dossier import Dossier, LineageLine

_ORDER = tuple(GroupKind)


def comparisons_of(dossier: Dossier, indicator: str) -> tuple[Comparison, ...]:
    """Return the comparisons of one indicator, in the order of the groups."""
    found = [c for c in dossier.comparisons if c.indicator == indicator]
    return tuple(sorted(found, key=lambda c: _ORDER.index(c.group.kind)))


def against(dossier: Dossier, indicator: str, kind: GroupKind) -> Comparison | None:
    """Return the comparison of one indicator with one kind of group."""
    return next((c for c in comparisons_of(dossier, indicator) if c.group.kind is kind), None)


def compared(dossier: Dossier) -> Iterator[tuple[Indicator, tuple[Comparison, ...]]]:
    """Yield every indicator that has a comparison, in the order of the definitions."""
    for id, indicator in dossier.definitions.items():
        found = comparisons_of(dossier, id)
        if found:
            yield indicator, found


def kinds_of(dossier: Dossier) -> tuple[GroupKind, ...]:
    """Return the kinds of group that occur, in order."""
    present = {c.group.kind for c in dossier.comparisons}
    return tuple(kind for kind in _ORDER if kind in present)


def area_names(dossier: Dossier) -> dict[str, str]:
    """Return the names of all areas that the dossier names, by code."""
    names = {peer.area: peer.name for peers in dossier.peers.values() for peer in peers}
    return names | {neighbour.area: neighbour.name for neighbour in dossier.neighbours}


def places(dossier: Dossier, line: LineageLine) -> tuple[str, ...]:
    """Write the cells of a figure as file, row and column.

    A cell is ``snapshot:row:column``; the snapshot is the beginning of the SHA-256 of its file. A
    snapshot that is not among the sources is written as it is.
    """
    return tuple(_place(dossier, cell) for cell in line.cells)


def _place(dossier: Dossier, cell: str) -> str:
    snapshot, _, rest = cell.partition(":")
    row, _, column = rest.partition(":")
    file = next((s.file for s in dossier.sources if snapshot and s.sha256.startswith(snapshot)), snapshot)
    return f"{file}, regel {row}, kolom {column}" if column else cell
