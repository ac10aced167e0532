"""From tables, hierarchies and an earlier release to one system of cells and relations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.tables import (
    Cell,
    Dimension,
    Key,
    Kind,
    Relation,
    Release,
    Rollup,
    Table,
    cell_key,
)
from drietrap.vocabulary.errors import InputError

_Terms = tuple[tuple[Key, int], ...]


def describe(
    label: str,
    tables: Sequence[Table],
    dimensions: Sequence[Dimension],
    *,
    contributions: Mapping[Key, tuple[int, ...]] | None = None,
    structural_zeros: Collection[Key] = (),
    earlier: Outcome | None = None,
) -> Release:
    """Tie everything that is published together, and what was published before.

    Parameters
    ----------
    label
        Name of this release, different from those before.
    tables
        All tables that readers can lay side by side; the order does not matter.
    dimensions
        Every dimension of the tables, with its rollups.
    contributions
        Counts of the largest providers per cell, for the rules about one provider.
    structural_zeros
        Cells that are zero for a reason everybody knows; they are shown.
    earlier
        The release before this one (which holds those before it). A cell with the same name and count is
        the same fact, also to an attacker. A cell whose count was revised stays beside its new version.

    Raises
    ------
    InputError
        When a table contradicts another or its own sums, or a sum misses a part.
    """
    system = _System({dimension.name: dimension for dimension in dimensions})
    for table in tables:
        system.add_table(table)
    system.add_relations()
    for key, parts in (contributions or {}).items():
        system.change(key, contributions=parts)
    for key in structural_zeros:
        system.change(key, structural=True)
    if earlier is not None:
        _check_label(label, earlier)
        system.add_earlier(earlier)
    return system.release(label, tuple(tables))


def _check_label(label: str, earlier: Outcome) -> None:
    if label == earlier.release.label:
        raise InputError(
            f"De uitgave {label} bestaat al", expected="een andere naam dan die van de vorige uitgave"
        )


@dataclass
class _System:
    dimensions: Mapping[str, Dimension]
    cells: dict[Key, Cell] = field(default_factory=dict)
    relations: set[_Terms] = field(default_factory=set)
    broken_down_by: dict[str, set[str]] = field(default_factory=dict)
    totals: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = {name: dimension.total for name, dimension in self.dimensions.items()}

    def add_table(self, table: Table) -> None:
        unknown = set(table.dimensions) - set(self.dimensions)
        if unknown:
            raise InputError(f"Tabel {table.id} heeft een onbekende indeling: {min(unknown)}")
        self.broken_down_by.setdefault(table.measure, set()).update(table.dimensions)
        kind = Kind.RELEASED if table.released else Kind.INTERNAL
        for codes, count in table.counts.items():
            key = cell_key(table, codes, self.totals)
            known = self.cells.get(key)
            if count < 0 or count != int(count):
                raise InputError(f"Tabel {table.id} heeft bij {key} geen heel aantal van nul of meer")
            if known is not None and known.count != count:
                raise InputError(f"Tabel {table.id} spreekt een andere tabel tegen bij {key}")
            if known is None or kind is Kind.RELEASED:
                self.cells[key] = Cell(key, int(count), kind)

    def change(self, key: Key, **fields: object) -> None:
        cell = self.cells.get(key)
        if cell is None:
            raise InputError(f"De cel {key} staat in geen tabel")
        if fields.get("structural") and cell.count:
            raise InputError(f"De cel {key} kan geen vaste nul zijn: er is een aantal geteld")
        self.cells[key] = replace(cell, **fields)  # type: ignore[arg-type]

    def add_relations(self) -> None:
        rollups: dict[tuple[str, str | None], list[Rollup]] = {}
        for dimension in self.dimensions.values():
            for rollup in dimension.rollups:
                rollups.setdefault((dimension.name, rollup.total), []).append(rollup)
        for key in sorted(self.cells):
            for place in self._all_codes(key):
                for rollup in rollups.get(place, ()):
                    self._tie(key, place[0], rollup)

    def _all_codes(self, key: Key) -> Iterator[tuple[str, str | None]]:
        """Yield the codes of a cell, with the totals that its name leaves out."""
        measure, place = key
        yield from place
        named = {dimension for dimension, _ in place}
        for dimension in sorted(self.broken_down_by[measure] - named):
            yield dimension, self.totals[dimension]

    def _tie(self, total: Key, dimension: str, rollup: Rollup) -> None:
        rest = tuple(pair for pair in total[1] if pair[0] != dimension)
        parts = [(total[0], tuple(sorted((*rest, (dimension, code))))) for code in rollup.parts]
        present = [part for part in parts if part in self.cells]
        if not present:
            return
        if rollup.overlapping:
            self._tie_overlapping(total, present, complete=len(present) == len(parts))
            return
        if len(present) < len(parts):
            missing = next(part for part in parts if part not in self.cells)
            raise InputError(
                f"De optelling van {total} mist het deel {missing}",
                expected="alle delen van een totaal",
                action="geef de ontbrekende cellen mee in een tabel die niet wordt gepubliceerd",
            )
        if self.cells[total].count != sum(self.cells[part].count for part in parts):
            raise InputError(f"De delen tellen niet op tot {total}")
        self.relations.add(_sorted((total, 1), *((part, -1) for part in parts)))

    def _tie_overlapping(self, total: Key, parts: list[Key], *, complete: bool) -> None:
        count = self.cells[total].count
        for part in parts:
            room = self._slack(f"{total} boven {part}", count - self.cells[part].count)
            self.relations.add(_sorted((total, 1), (part, -1), (room, -1)))
        if complete:
            room = self._slack(f"delen boven {total}", sum(self.cells[p].count for p in parts) - count)
            self.relations.add(_sorted((total, -1), (room, -1), *((part, 1) for part in parts)))

    def _slack(self, name: str, room: int) -> Key:
        if room < 0:
            raise InputError(f"Het totaal past niet bij zijn overlappende delen: {name}")
        key: Key = ("", (("", name),))
        self.cells[key] = Cell(key, room, Kind.SLACK)
        return key

    def add_earlier(self, earlier: Outcome) -> None:
        before = earlier.release
        names = [self._name_now(cell, before.label) for cell in before.cells]
        for index, (cell, name) in enumerate(zip(before.cells, names, strict=True)):
            seen = _seen(earlier, index)
            kept = seen is None and cell.kind is not Kind.SLACK and not cell.structural
            now = self.cells.get(name)
            if now is None:
                kind = Kind.SLACK if cell.kind is Kind.SLACK else Kind.INTERNAL
                self.cells[name] = replace(cell, key=name, kind=kind, seen=seen, kept=kept)
            else:
                self.cells[name] = replace(
                    now, seen=seen, kept=kept, structural=now.structural or cell.structural
                )
        for relation in before.relations:
            self.relations.add(_sorted(*((names[index], factor) for index, factor in relation.terms)))

    def _name_now(self, cell: Cell, label: str) -> Key:
        """Return the name of an earlier cell in this system: its own, unless its count was revised."""
        now = self.cells.get(cell.key)
        if now is None or now.count == cell.count:
            return cell.key
        return (f"{cell.key[0]} in {label}", cell.key[1])

    def release(self, label: str, tables: tuple[Table, ...]) -> Release:
        keys = sorted(self.cells)
        index = {key: number for number, key in enumerate(keys)}
        relations = sorted(
            tuple(sorted((index[key], factor) for key, factor in terms)) for terms in self.relations
        )
        return Release(
            label,
            tuple(self.cells[key] for key in keys),
            tuple(Relation(terms) for terms in relations),
            tables,
            tuple(self.dimensions[name] for name in sorted(self.dimensions)),
        )


def _seen(earlier: Outcome, index: int) -> tuple[int, int] | None:
    """Return the counts that fit what readers have seen of a cell so far; None when it was never shown."""
    if earlier.shown[index] is None and earlier.release.cells[index].seen is None:
        return None
    lowest, highest = earlier.bounds(index)
    return (lowest, highest) if highest is not None else None


def _sorted(*terms: tuple[Key, int]) -> _Terms:
    return tuple(sorted(terms))
