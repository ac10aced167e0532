"""How municipalities are organised, checked: delivered rows become dated values that can be compared."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from itertools import pairwise

import polars as pl

from drietrap.catalogue.organisation import ORGANISATION
from drietrap.catalogue.organisation_words import characteristic_of, code_of
from drietrap.catalogue.organised import Kind, Organised
from drietrap.register.areas import AreaRegister
from drietrap.vocabulary.area import AreaKind
from drietrap.vocabulary.errors import InputError

ORGANISATION_TABLE = pl.Schema(
    {
        "area": pl.String,
        "characteristic": pl.String,
        "since": pl.Date,
        "until": pl.Date,  # first day on which it no longer holds; null while it does
        "code": pl.String,  # comparable value; null for free text
        "text": pl.String,  # as delivered
        "note": pl.String,
        "source": pl.String,
        "snapshot": pl.String,
        "row": pl.UInt32,
    }
)
KEY = ("area", "characteristic", "since")
_MOST_NAMED = 6


@dataclass(frozen=True)
class _Value:
    """One row of ``ORGANISATION_TABLE``, in its order."""

    area: str
    characteristic: str
    since: date
    until: date | None
    code: str | None
    text: str
    note: str
    source: str
    snapshot: str
    row: int


def checked(
    delivered: pl.DataFrame, snapshot: str, areas: AreaRegister, file: str, *, year: int | None = None
) -> pl.DataFrame:
    """Return the rows of a delivery as ``ORGANISATION_TABLE``.

    Parameters
    ----------
    delivered
        The rows as delivered, all text (``ORGANISATION_SCHEMA`` of the sources).
    snapshot
        Id of the delivered file.
    areas
        Register in which municipalities are looked up.
    file
        Name of the file, for messages.
    year
        What the file is about; for rows that do not say from when they hold.

    Raises
    ------
    InputError
        At the first row that cannot be used: unknown theme, characteristic, municipality or value, a day
        that is none, or two values at the same time.
    """
    if delivered.is_empty():
        raise InputError("in dit bestand staat geen enkele rij", file=file)
    values = [_value(_Row(row, file), year, snapshot, areas) for row in delivered.iter_rows(named=True)]
    _refuse_overlap(values, file)
    rows = [astuple(value) for value in values]
    return pl.DataFrame(rows, schema=ORGANISATION_TABLE, orient="row").sort(KEY)


def replaced(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Return ``old`` with ``new``: per municipality and characteristic the newer delivery replaces all."""
    return pl.concat([old.join(new, on=["area", "characteristic"], how="anti"), new])


class _Row:
    """A delivered row: its filled cells, and errors that say where it stands."""

    def __init__(self, cells: dict[str, object], file: str) -> None:
        self.number = int(str(cells["row"]))
        self.file = file
        self._cells = {name: str(value).strip() for name, value in cells.items() if value is not None}

    def wrong(self, column: str, problem: str, expected: str | None = None) -> InputError:
        return InputError(
            problem,
            expected=expected,
            action="verbeter deze cel en lees het bestand opnieuw; er is niets veranderd",
            file=self.file,
            row=self.number,
            column=column,
        )

    def filled(self, name: str, column: str) -> str:
        if not self._cells.get(name):
            raise self.wrong(column, "deze cel is leeg")
        return self._cells[name]

    def perhaps(self, name: str) -> str:
        return self._cells.get(name, "")

    def day(self, name: str, column: str) -> date | None:
        text = self._cells.get(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise self.wrong(column, "dit is geen datum", "een dag als 2023-01-01") from None


def _value(row: _Row, year: int | None, snapshot: str, areas: AreaRegister) -> _Value:
    found = _characteristic(row)
    since, until = _stretch(row, year)
    text = row.filled("text", "waarde")
    code = code_of(found, text)
    if code is None and found.comparable:
        raise row.wrong("waarde", f"'{text[:60]}' is geen waarde van '{found.id}'", _values(found))
    source = row.perhaps("source") or row.file
    area = _area(row, since.year, areas)
    return _Value(area, found.id, since, until, code, text, row.perhaps("note"), source, snapshot, row.number)


def _characteristic(row: _Row) -> Organised:
    name = row.filled("characteristic", "kenmerk")
    theme = row.perhaps("theme")
    found = characteristic_of(name)
    if found is None:
        raise row.wrong("kenmerk", f"het kenmerk '{name[:40]}' kennen wij niet", _known(theme))
    if theme != found.theme:
        raise row.wrong("thema", f"'{found.id}' hoort niet bij dit thema", found.theme)
    return found


def _stretch(row: _Row, year: int | None) -> tuple[date, date | None]:
    """Return from when and until when a row holds; without days the year of the file."""
    since, until = row.day("since", "van"), row.day("until", "tot")
    if since is None and year is not None:
        since, until = date(year, 1, 1), until or date(year + 1, 1, 1)
    if since is None:
        raise row.wrong("van", "er staat niet vanaf wanneer dit geldt", "een dag als 2023-01-01")
    if until is not None and until <= since:
        raise row.wrong(
            "tot", "deze dag ligt niet na de dag in 'van'", "de eerste dag waarop het niet meer zo is"
        )
    return since, until


def _area(row: _Row, year: int, areas: AreaRegister) -> str:
    try:
        return areas.find(row.filled("area", "gebied"), year, kinds=(AreaKind.GEMEENTE, AreaKind.STUDIE)).code
    except InputError as error:
        raise type(error)(
            error.problem,
            expected=error.expected,
            action=error.action,
            file=row.file,
            row=row.number,
            column="gebied",
        ) from error


def _known(theme: str) -> str:
    mine = [one.id for one in ORGANISATION.values() if one.theme == theme] or list(ORGANISATION)
    rest = f" en nog {len(mine) - _MOST_NAMED}" if len(mine) > _MOST_NAMED else ""
    return f"een kenmerk zoals {', '.join(mine[:_MOST_NAMED])}{rest}"


def _values(found: Organised) -> str:
    if found.kind is Kind.NUMBER:
        return "een getal, zoals 12"
    return f"een van {', '.join(one.id for one in found.codes)}; eigen woorden horen in 'toelichting'"


def _refuse_overlap(values: list[_Value], file: str) -> None:
    """Refuse two values of one characteristic of one municipality that hold on the same day."""
    ordered = sorted(values, key=lambda one: (one.area, one.characteristic, one.since, one.row))
    for earlier, later in pairwise(ordered):
        same = (earlier.area, earlier.characteristic) == (later.area, later.characteristic)
        if same and (earlier.until is None or earlier.until > later.since):
            raise InputError(
                f"voor dit gebied en kenmerk geldt op {later.since.isoformat()} ook regel {earlier.row}",
                expected="op elke dag één waarde",
                action="vul bij de oudere waarde in 'tot' de dag in waarop zij ophield",
                file=file,
                row=later.row,
                column="van",
            )
