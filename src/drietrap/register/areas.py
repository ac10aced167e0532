"""The register of areas: find an area by code or name, and follow municipalities through mergers.

The territory of a year is the one on 1 January, as CBS publishes it ("gemeentelijke indeling op 1 januari").
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Self

import polars as pl

from drietrap.catalogue import gemeenten
from drietrap.catalogue.gemeenten import Area, Merger
from drietrap.register.territory import History, Territory
from drietrap.vocabulary.area import NEDERLAND, AreaKind, area_code, folded_name, kind_of
from drietrap.vocabulary.errors import UnknownAreaError

# A table over several years lists municipalities of its first and its last year on every year.
REACH_YEARS = 5
FACTS_FROM = date(2015, 1, 1)
_UNNAMED = (AreaKind.WIJK, AreaKind.BUURT)
_PREFIX = re.compile(r"^gemeente\s+", re.IGNORECASE)
_COUNTRY = re.compile(r"^NL0*1?$")


class AreaRegister:
    """Areas by code and name, each with its life, and the mergers between them.

    Parameters
    ----------
    areas
        All areas; later ones replace earlier ones with the same code.
    mergers
        All mergers.
    """

    def __init__(self, areas: Iterable[Area], mergers: Iterable[Merger] = ()) -> None:
        self.by_code = {area.code: area for area in areas}
        self._history = History(mergers, self.by_code)
        self._by_name: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        for area in self.by_code.values():
            for name in area.other_names:
                self._by_name[folded_name(name)].setdefault(area.code, False)
            self._by_name[folded_name(area.name)][area.code] = True

    @classmethod
    def official(cls) -> Self:
        """Return the register of the real Netherlands, from our own facts."""
        return cls(gemeenten.areas(), gemeenten.mergers())

    def with_areas(self, areas: Iterable[Area], mergers: Iterable[Merger] = ()) -> Self:
        """Return a register that also knows ``areas`` (for example fictional ones) and ``mergers``."""
        return type(self)([*self.by_code.values(), *areas], [*self._history.mergers, *mergers])

    def with_mergers(self, delivered: pl.DataFrame, *, whole: bool = False) -> Self:
        """Return a register extended with a delivered list of mergers (``until``, ``old``, ``new``).

        Our own facts prevail where they already say how a municipality ended. A list does not say whether
        a municipality went over as a whole; unless the caller knows (``whole``), sums over it are refused.
        """
        ended = {merger.old for merger in self._history.mergers}
        rows = delivered.select("until", "old", "new").unique().drop_nulls().sort("until", "old", "new")
        fresh = [
            Merger(until, old, new, whole)
            for until, old, new in rows.iter_rows()
            if old != new and old not in ended
        ]
        changed: dict[str, Area] = {}
        for merger in fresh:
            old = changed.get(merger.old) or self.by_code.get(merger.old) or Area(merger.old, merger.old)
            changed[merger.old] = replace(old, valid_to=merger.date)
            if merger.new not in self.by_code and merger.new not in changed:
                born = merger.date if merger.date >= FACTS_FROM else None
                changed[merger.new] = Area(merger.new, merger.new, valid_from=born)
        return self.with_areas(changed.values(), fresh)

    def get(self, code: str) -> Area:
        """Return the area with ``code``; districts and neighbourhoods need no entry."""
        clean = area_code(code)
        if clean is not None:
            clean = NEDERLAND if _COUNTRY.match(clean) else clean
            if clean in self.by_code:
                return self.by_code[clean]
            if kind_of(clean) in _UNNAMED:
                return Area(clean, clean)
        raise UnknownAreaError(
            f"het gebied met code '{code.strip()[:40]}' kennen wij niet",
            expected="een CBS-code zoals GM0505",
            action="controleer de code, of noem de naam van de gemeente",
        )

    def find(
        self,
        text: str,
        on: int | None = None,
        *,
        kinds: Collection[AreaKind] | None = None,
        reach: int = REACH_YEARS,
    ) -> Area:
        """Return the area that ``text`` (a code or a name) means.

        Parameters
        ----------
        text
            Code or name as a person or a publisher writes it.
        on
            Year the name is used for; without it existing areas go before those that ended.
        kinds
            Levels to look in; without it a municipality goes before a larger area of the same name.
        reach
            How many years an area may have ended before, or begin after, ``on``.

        Raises
        ------
        UnknownAreaError
            Unknown (with the nearest names), ambiguous (with all meanings), or ended too long ago.
        """
        code = area_code(text)
        if code is not None:
            found = [self.get(code)]
        else:
            named = self._by_name.get(folded_name(text)) or self._by_name.get(
                folded_name(_PREFIX.sub("", text.strip())), {}
            )
            found = [self.by_code[code] for code in named]
        if kinds is not None:
            found = [area for area in found if area.kind in kinds]
        if not found:
            raise self._unknown(text, kinds)
        near = [area for area in found if on is None or area.years_away(on) <= reach]
        if not near:
            raise self._out_of_reach(found[0], on or 0)
        best = min(self._order(area, text, on) for area in near)
        chosen = [area for area in near if self._order(area, text, on) == best]
        if len(chosen) > 1:
            raise _ambiguous(text, chosen)
        return chosen[0]

    def municipalities(self, year: int) -> tuple[Area, ...]:
        """Return the municipalities of 1 January of ``year``, by code."""
        return gemeenten.municipalities_among(self.by_code.values(), year)

    def successors(self, code: str) -> tuple[Merger, ...]:
        """Return the mergers in which ``code`` ended: more than one when it was divided, none if it lives."""
        return self._history.successors(code)

    def successor_on(self, code: str, year: int) -> Territory:
        """Return the municipalities that hold the area of ``code`` on 1 January of ``year``."""
        return self._history.successor_on(code, year)

    def parts(self, code: str, of: int, on: int) -> Territory:
        """Return what covered, on 1 January of ``on``, the area that ``code`` has on 1 January of ``of``."""
        return self._history.parts(code, of, on)

    def _order(self, area: Area, text: str, on: int | None) -> tuple[bool, int, bool]:
        """Rank a candidate: municipalities first, then nearest in time, then the name above an alias."""
        away = int(area.valid_to is not None) if on is None else area.years_away(on)
        alias = not self._by_name.get(folded_name(text), {}).get(area.code, False)
        return area.kind is not AreaKind.GEMEENTE, away, alias

    def _unknown(self, text: str, kinds: Collection[AreaKind] | None) -> UnknownAreaError:
        """Return the error for a name nobody has, with the nearest names."""
        spelled = {
            folded_name(name): name
            for area in self.by_code.values()
            if kinds is None or area.kind in kinds
            for name in (*area.other_names, area.name)
        }
        near = difflib.get_close_matches(folded_name(text), spelled, n=3, cutoff=0.6)
        names = " of ".join(f"'{spelled[name]}'" for name in near)
        return UnknownAreaError(
            f"het gebied '{text.strip()[:40]}' kennen wij niet",
            expected=f"{_levels(kinds)} met haar naam of CBS-code",
            action=f"bedoelt u {names}?" if near else "controleer de spelling of noem de CBS-code",
        )

    def _out_of_reach(self, area: Area, year: int) -> UnknownAreaError:
        """Return the error for an area that did not exist anywhere near ``year``."""
        if area.valid_to is not None and area.valid_to.year <= year:
            heirs = " en ".join(self.by_code[m.new].name for m in self.successors(area.code))
            now = f"gebruik {heirs}" if heirs else "gebruik de gemeente waar zij in opging"
            return UnknownAreaError(
                f"{area.name} ({area.code}) bestond niet meer in {year}",
                expected=f"een gebied dat in {year} bestond",
                action=now,
            )
        return UnknownAreaError(
            f"{area.name} ({area.code}) bestond nog niet in {year}",
            expected=f"een gebied dat in {year} bestond",
            action="controleer de periode en de naam",
        )


def _levels(kinds: Collection[AreaKind] | None) -> str:
    return "een gemeente, provincie of regio" if kinds is None else f"een {' of '.join(sorted(kinds))}"


def _ambiguous(text: str, meanings: list[Area]) -> UnknownAreaError:
    names = " of ".join(f"{area.name} ({area.code})" for area in sorted(meanings, key=lambda a: a.code))
    return UnknownAreaError(
        f"'{text.strip()[:40]}' kan meer dan één gebied zijn",
        expected=names,
        action="noem de volledige naam of de code",
    )
