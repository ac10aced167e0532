"""What a version of the protocol is, and the kinds of change that make the next one out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from drietrap.catalogue.beleidsinformatie.elements import Code, Element

Elements = tuple[Element, ...]


@dataclass(frozen=True)
class Sentinels:
    """Values that say 'unknown' or 'not born yet' where a value should be."""

    unknown_bsn: str
    unborn_bsn: str
    unborn_birth: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Version:
    """A version of the protocol.

    Parameters
    ----------
    id
        As the law numbers it: ``2.0``, ``3``, ... ``7``.
    years
        First and last reporting year; the last is None while it is in force.
    by_kind
        Elements in the order of the protocol, per kind of delivery that the version has.
    sentinels
        Values for unknown and unborn.
    source
        Where we have the dates from.
    """

    id: str
    years: tuple[int, int | None]
    by_kind: Mapping[str, Elements] = field(repr=False)
    sentinels: Sentinels
    source: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of delivery that this version has."""
        return tuple(self.by_kind)

    def elements(self, kind: str) -> Elements:
        """Return the elements of a kind of delivery, in protocol order; none when it does not exist yet."""
        return self.by_kind.get(kind, ())

    def element(self, kind: str, name: str) -> Element | None:
        """Return one element, or None when this version does not have it."""
        return next((element for element in self.elements(kind) if element.id == name), None)


class Change(Protocol):
    """A difference between a version and the one before."""

    @property
    def source(self) -> str:
        """Where we have it from."""

    def applied(self, version: Version) -> Version:
        """Return the version with this change."""


@dataclass(frozen=True)
class NewKind:
    """A kind of delivery that did not exist before."""

    kind: str
    elements: Elements
    source: str

    def applied(self, version: Version) -> Version:
        """Return the version with this change."""
        return replace(version, by_kind={**version.by_kind, self.kind: self.elements})


@dataclass(frozen=True)
class NewElements:
    """Elements that come in after another."""

    kind: str
    after: str
    elements: Elements
    source: str

    def applied(self, version: Version) -> Version:
        """Return the version with this change."""
        old = version.by_kind[self.kind]
        place = [element.id for element in old].index(self.after) + 1
        return _with(version, self.kind, (*old[:place], *self.elements, *old[place:]))


@dataclass(frozen=True)
class NoLonger:
    """Elements that are not delivered any more."""

    kind: str
    names: tuple[str, ...]
    source: str

    def applied(self, version: Version) -> Version:
        """Return the version with this change."""
        kept = tuple(element for element in version.by_kind[self.kind] if element.id not in self.names)
        if len(kept) + len(self.names) != len(version.by_kind[self.kind]):
            raise ValueError(f"version {version.id} drops an element that {self.kind} does not have")
        return _with(version, self.kind, kept)


@dataclass(frozen=True)
class Recoded:
    """An element whose list of codes changes: some drop out, some come in (or get another meaning)."""

    kind: str
    name: str
    source: str
    dropped: tuple[str, ...] = ()
    added: tuple[Code, ...] = ()

    def applied(self, version: Version) -> Version:
        """Return the version with this change."""
        if version.element(self.kind, self.name) is None:
            raise ValueError(f"version {version.id} recodes {self.name}, which {self.kind} does not have")
        changed = tuple(
            replace(element, codes=self._codes(element)) if element.id == self.name else element
            for element in version.by_kind[self.kind]
        )
        return _with(version, self.kind, changed)

    def _codes(self, element: Element) -> tuple[Code, ...]:
        replaced = {*self.dropped, *(code.code for code in self.added)}
        kept = tuple(code for code in element.codes if code.code not in replaced)
        return tuple(sorted((*kept, *self.added), key=lambda code: code.code))


@dataclass(frozen=True)
class NewSentinels:
    """Other values for unknown and unborn."""

    sentinels: Sentinels

    @property
    def source(self) -> str:
        """Where we have it from."""
        return self.sentinels.source

    def applied(self, version: Version) -> Version:
        """Return the version with this change."""
        return replace(version, sentinels=self.sentinels)


def next_version(
    old: Version, name: str, years: tuple[int, int | None], source: str, changes: tuple[Change, ...]
) -> Version:
    """Return the version that follows: the old one plus its changes."""
    version = replace(old, id=name, years=years, source=source)
    for change in changes:
        version = change.applied(version)
    return version


def _with(version: Version, kind: str, elements: Elements) -> Version:
    return replace(version, by_kind={**version.by_kind, kind: elements})
