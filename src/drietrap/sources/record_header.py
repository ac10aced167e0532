"""Which layout fits a header. A header may be a row of values of persons: its texts are never repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drietrap.sources.record_layout import RecordLayout, plain_header
from drietrap.vocabulary.errors import InputError

_HALF = 0.5


@dataclass(frozen=True)
class HeaderMatch:
    """A header laid beside a layout.

    ``columns`` gives the position of each element that was found, ``missing`` the names of required columns
    that were not, ``unknown`` and ``double`` positions of columns that do not belong; ``width`` is how many
    columns the header has.
    """

    layout: RecordLayout
    columns: dict[str, int]
    missing: tuple[str, ...]
    unknown: tuple[int, ...]
    double: tuple[int, ...]
    width: int

    @property
    def is_whole(self) -> bool:
        """Whether everything is there and nothing else."""
        return not (self.missing or self.unknown or self.double)

    @property
    def share(self) -> float:
        """How much of the layout was found."""
        return len(self.columns) / len(self.layout.fields)

    @property
    def known(self) -> float:
        """How much of the header is of the layout."""
        return len(self.columns) / max(self.width, 1)

    @property
    def nearness(self) -> float:
        """How near the layout is: of one that does not fit, also by what it leaves of the header."""
        return self.share if self.is_whole else self.share * self.known


def matched(layout: RecordLayout, header: Sequence[str | None]) -> HeaderMatch:
    """Lay a header beside a layout; the case of letters and the number of spaces do not count."""
    by_name = layout.elements_by_header
    skipped = {plain_header(name) for name in layout.skipped}
    columns: dict[str, int] = {}
    unknown, double = [], []
    for position, name in enumerate(header):
        plain = plain_header(name or "")
        element = by_name.get(plain)
        if element is None:
            if plain not in skipped:
                unknown.append(position)
        elif element in columns:
            double.append(position)
        else:
            columns[element] = position
    missing = tuple(
        field.headers[0] for field in layout.fields if field.required and field.element.id not in columns
    )
    return HeaderMatch(layout, columns, missing, tuple(unknown), tuple(double), len(header))


def best_matches(layouts: Iterable[RecordLayout], header: Sequence[str | None]) -> list[HeaderMatch]:
    """Return how the layouts fit: whole ones first, then the nearest."""
    found = [matched(layout, header) for layout in layouts]
    return sorted(found, key=lambda match: (match.is_whole, match.nearness), reverse=True)


def whole(matches: Sequence[HeaderMatch]) -> list[HeaderMatch]:
    """Return the layouts that fit wholly and equally well; none when no layout does."""
    return [match for match in matches if match.is_whole and match.share == matches[0].share]


def refusal(best: HeaderMatch | None, file: str, row: int | None) -> InputError:
    """Return the error that no layout fits a header, naming only columns that we know ourselves."""
    if best is None or max(best.share, best.known) < _HALF:
        return InputError(
            "wij vinden geen regel met kolomnamen die wij kennen",
            expected="kolomnamen zoals BSN, Geboortedatum en Datum aanvang, of regels met vaste posities",
            action="zet de kolomnamen boven de kolommen, of geef een eigen indeling op",
            file=file,
            row=row,
        )
    if best.double:
        return _refused(best, f"kolom {best.double[0] + 1} staat er twee keer in", file, row)
    if best.missing:
        names = ", ".join(f"'{name}'" for name in best.missing[:5])
        return _refused(best, f"er ontbreken kolommen: {names}", file, row)
    return _refused(best, f"kolom {best.unknown[0] + 1} kennen wij niet", file, row)


def _refused(best: HeaderMatch, problem: str, file: str, row: int | None) -> InputError:
    names = ", ".join(field.headers[0] for field in best.layout.fields)
    return InputError(
        problem,
        expected=f"{best.layout.name}, met de kolommen {names}",
        action="verbeter de kolomnamen, of geef een eigen indeling op",
        file=file,
        row=row,
    )
