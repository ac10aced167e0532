"""From tables, hierarchies and an earlier release to one system of cells and relations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.tables import (
    Cell,
    Dimension,
    Identity,
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
    identities: Sequence[Identity] = (),
    contributions: Mapping[Key, tuple[int, ...]] | None = None,
    structural_zeros: Collection[Key] = (),
    earlier: Sequence[Outcome] = (),
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
    identities
        What ties measures to each other beside the sums of the dimensions.
    contributions
        Counts of the largest providers per cell, for the rules about one provider.
    structural_zeros
        Cells that are zero for a reason everybody knows; they are shown.
    earlier
        The releases before this one; one may hold those before it. A cell with the same name and count is
        the same fact, also to an attacker. A cell whose count was revised stays beside its new version.

    Raises
    ------
    InputError
        When a table contradicts another or its own sums, a sum misses a part, or an identity does not hold.
    """
    system = _System({dimension.name: dimension for dimension in dimensions})
    for table in tables:
        system.add_table(table)
    system.add_relations()
    for identity in identities:
        system.add_identity(identity)
    for key, parts in (contributions or {}).items():
        system.change(key, contributions=parts)
    for key in structural_zeros:
        system.change(key, structural=True)
    for one in earlier:
        _check_label(label, one)
        system.add_earlier(one)
    return system.release(label, tuple(tables), tuple(identities))


def _check_label(label: str, earlier: Outcome) -> None:
    if label == earlier.release.label:
        raise InputError(
            f"De uitgave {label} bestaat al", expected="een andere naam dan die van de vorige uitgave"
        )


@dataclass
class _System:
    dimensions: Mapping[str, Dimension]
    cells: dict[Key, Cell] = field(default_factory=dict)
    relations: list[_Terms] = field(default_factory=list)
    totals: dict[str, str | None] = field(default_factory=dict)
    revised: dict[tuple[Key, int], Key] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = {name: dimension.total for name, dimension in self.dimensions.items()}

    def add_table(self, table: Table) -> None:
        unknown = set(table.dimensions) - set(self.dimensions)
        if unknown:
            raise InputError(f"Tabel {table.id} heeft een onbekende indeling: {min(unknown)}")
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
        """Tie every total that has a cell to its parts; each cell looks up what it is a part of."""
        above: dict[tuple[str, str], list[tuple[str | None, int]]] = {}
        rollups: list[Rollup] = []
        for dimension in self.dimensions.values():
            for rollup in dimension.rollups:
                total = None if rollup.total == dimension.total else rollup.total
                for part in rollup.parts:
                    above.setdefault((dimension.name, part), []).append((total, len(rollups)))
                rollups.append(rollup)
        parts: dict[tuple[Key, int], list[Key]] = {}
        for key in self.cells:
            for pair in key[1]:
                for code, number in above.get(pair, ()):
                    total_key = _at(key, pair, code)
                    if total_key in self.cells:
                        parts.setdefault((total_key, number), []).append(key)
        for (total_key, number), present in parts.items():
            self._tie(total_key, rollups[number], present)

    def _tie(self, total: Key, rollup: Rollup, present: list[Key]) -> None:
        complete = len(present) == len(rollup.parts)
        if rollup.overlapping:
            self._tie_overlapping(total, present, complete=complete)
            return
        if not complete and not rollup.sparse:
            raise InputError(
                f"De optelling van {total} mist {len(rollup.parts) - len(present)} van de delen van "
                f"{rollup.total}",
                expected="alle delen van een totaal",
                action="geef de ontbrekende cellen mee in een tabel die niet wordt gepubliceerd",
            )
        if self.cells[total].count != sum(self.cells[part].count for part in present):
            raise InputError(f"De delen tellen niet op tot {total}")
        self.relations.append(((total, 1), *((part, -1) for part in present)))

    def _tie_overlapping(self, total: Key, parts: list[Key], *, complete: bool) -> None:
        count = self.cells[total].count
        for part in parts:
            room = self._slack(f"{total} boven {part}", count - self.cells[part].count)
            self.relations.append(((total, 1), (part, -1), (room, -1)))
        if complete:
            room = self._slack(f"delen boven {total}", sum(self.cells[p].count for p in parts) - count)
            self.relations.append(((total, -1), (room, -1), *((part, 1) for part in parts)))

    def add_identity(self, identity: Identity) -> None:
        missing = [key for key, _ in identity.terms if key not in self.cells]
        if missing:
            raise InputError(f"De cel {missing[0]} staat in geen tabel")
        room = sum(factor * self.cells[key].count for key, factor in identity.terms)
        if not identity.at_least and room:
            raise InputError(f"De samenhang van {identity.terms[0][0]} met andere cellen klopt niet")
        rest = ((self._slack(f"ruimte in {identity.terms}", room), -1),) if identity.at_least else ()
        self.relations.append((*identity.terms, *rest))

    def _slack(self, name: str, room: int) -> Key:
        if room < 0:
            raise InputError(f"Er is minder dan niets over: {name}")
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
                both = _both(now.seen, seen)
                self.cells[name] = replace(
                    now,
                    seen=both,
                    kept=both is None and (kept or now.kept),
                    structural=now.structural or cell.structural,
                )
        for relation in before.relations:
            self.relations.append(tuple((names[index], factor) for index, factor in relation.terms))

    def _name_now(self, cell: Cell, label: str) -> Key:
        """Return the name of an earlier cell in this system: its own, unless its count was revised."""
        now = self.cells.get(cell.key)
        if now is None or now.count == cell.count:
            return cell.key
        revised = (f"{cell.key[0]} in {label}", cell.key[1])
        return self.revised.setdefault((cell.key, cell.count), revised)

    def release(self, label: str, tables: tuple[Table, ...], identities: tuple[Identity, ...]) -> Release:
        keys = sorted(self.cells)
        index = {key: number for number, key in enumerate(keys)}
        relations = sorted(
            {tuple(sorted((index[key], factor) for key, factor in terms)) for terms in self.relations}
        )
        return Release(
            label,
            tuple(self.cells[key] for key in keys),
            tuple(Relation(terms) for terms in relations),
            tables,
            tuple(self.dimensions[name] for name in sorted(self.dimensions)),
            identities,
        )


def _seen(earlier: Outcome, index: int) -> tuple[int, int] | None:
    """Return the counts that fit what readers have seen of a cell so far; None when it was never shown."""
    if earlier.shown[index] is None and earlier.release.cells[index].seen is None:
        return None
    lowest, highest = earlier.bounds(index)
    return (lowest, highest) if highest is not None else None


def _both(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return what two releases together showed of a cell."""
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), min(one[1], other[1])


def _at(key: Key, pair: tuple[str, str], code: str | None) -> Key:
    """Return ``key`` with another code in the place of ``pair``, or without it (a total)."""
    if code is None:
        return (key[0], tuple(other for other in key[1] if other is not pair))
    return (key[0], tuple((pair[0], code) if other is pair else other for other in key[1]))
