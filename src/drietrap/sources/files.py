"""Read a file whatever it is: recognise its layout by its header and return the raw frames.

A new layout is added to ``LAYOUTS`` of the module of its family; a new family is added to the list here.
"""

from __future__ import annotations

from pathlib import Path

from drietrap.sources import (
    boundaries,
    coded_csv,
    gemeentefonds,
    iv3,
    key_figures,
    mergers,
    national,
    organisation,
    regions,
    statline_csv,
)
from drietrap.sources.intake import LIMIT_BYTES, bytes_of, head_of, text_of
from drietrap.sources.layout import Layout, Source, likeness, matched
from drietrap.sources.raw import RawFile
from drietrap.sources.sheet import DELIMITERS, first_record, parse
from drietrap.vocabulary.errors import InputError

LAYOUTS: tuple[Layout, ...] = tuple(
    layout
    for family in (
        statline_csv,
        coded_csv,
        key_figures,
        iv3,
        gemeentefonds,
        regions,
        mergers,
        national,
        organisation,
    )
    for layout in family.LAYOUTS
)
_ENOUGH = 0.5


def read_file(path: Path, *, year: int | None = None, limit_bytes: int = LIMIT_BYTES) -> tuple[RawFile, ...]:
    """Read a published table, a list of areas or boundaries.

    Parameters
    ----------
    path
        The file.
    year
        Year it is about, used when neither its content nor its name says so.
    limit_bytes
        Largest file that is read.

    Returns
    -------
    tuple[RawFile, ...]
        What the file holds, as text with the place of every cell.

    Raises
    ------
    InputError
        When the file cannot be used: in Dutch, with row, column, what was expected and what to do.
    """
    head = head_of(path, limit_bytes)
    start = text_of(head, path.name, part=True)
    if boundaries.looks_like_json(start):
        return boundaries.read_boundaries(text_of(bytes_of(path, limit_bytes), path.name), path, year)
    layout, delimiter = recognise(start, path.name)
    header = first_record(start, delimiter)
    columns = matched(layout, header, path.name)
    sheet = parse(text_of(bytes_of(path, limit_bytes), path.name), delimiter, path.name)
    if sheet.header != header:
        raise _unknown(header, path.name)
    return layout.read(Source(path, layout, columns, sheet, year))


def recognise(start: str, file: str) -> tuple[Layout, str]:
    """Return the layout and the delimiter that fit the header best.

    Raises
    ------
    InputError
        When no layout fits.
    """
    headers = {delimiter: first_record(start, delimiter) for delimiter in DELIMITERS}
    fits = [
        (likeness(layout, header), layout.delimiter == delimiter, layout, delimiter)
        for delimiter, header in headers.items()
        for layout in LAYOUTS
    ]
    best, _, layout, delimiter = max(fits, key=lambda fit: fit[:2])
    if best < _ENOUGH:
        raise _unknown(max(headers.values(), key=len), file)
    return layout, delimiter


def _unknown(header: tuple[str, ...], file: str) -> InputError:
    tables = "; ".join(dict.fromkeys(layout.name for layout in LAYOUTS))
    if len(header) < 2:
        return InputError(
            "in de eerste regel vinden wij geen kolommen",
            expected="kolomnamen met een puntkomma, komma of tab ertussen",
            action="kijk of de eerste regel de kolomnamen bevat; haal de tabel anders opnieuw op",
            file=file,
            row=1,
        )
    names = ", ".join(f"'{name[:40]}'" for name in header[:6])
    return InputError(
        f"wij herkennen deze tabel niet aan haar kolommen ({names})",
        expected=f"een van deze bestanden: {tables}; of gemeentegrenzen (GeoJSON)",
        action="haal de tabel op bij de bron en verander de kolomnamen niet",
        file=file,
        row=1,
    )
