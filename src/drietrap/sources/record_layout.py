"""Layouts of files about records, written in TOML: where each element stands, and what its column is called.

Our own layouts are in ``catalogue/facts/layouts``; a person may write another one in the same way.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from pathlib import Path

from drietrap.catalogue.beleidsinformatie import KINDS, VERSIONS, Element
from drietrap.catalogue.beleidsinformatie.registrations import REGISTRATIONS
from drietrap.sources.intake import bytes_of, start_of, text_of
from drietrap.sources.record_dates import ORDERS, PLAIN
from drietrap.sources.toml_table import TomlTable
from drietrap.vocabulary.errors import InputError

_LIMIT_BYTES = 2**20
_FOLDER = ("facts", "layouts")
WIDEST = 100_000  # characters in a line of fixed width


@dataclass(frozen=True)
class Field:
    """An element in a layout.

    Parameters
    ----------
    element
        What the protocol says about it.
    headers
        Names that its column may have, for files with a header.
    begin, length
        Place in a line of fixed width, counted from 1; None when the layout has no positions.
    required
        Whether a file without this column is refused.
    translated
        Words of a registration and the codes of the protocol they mean.
    """

    element: Element
    headers: tuple[str, ...]
    begin: int | None = None
    length: int | None = None
    required: bool = True
    translated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordLayout:
    """How a kind of record is written in a file.

    Parameters
    ----------
    name
        What a message calls it.
    kind
        Kind of delivery or registration.
    versions
        Versions of the protocol that are written this way; empty for a registration.
    fields
        Elements, in the order of the layout.
    dates
        How dates are written, one of ``record_dates.ORDERS``.
    line_length
        Length of a line of fixed width; None when the layout has no positions.
    sheet
        Name of the worksheet; None for the first whose header fits.
    skipped
        Headers of columns that are known and not read.
    """

    name: str
    kind: str
    versions: tuple[str, ...]
    fields: tuple[Field, ...]
    dates: str = PLAIN
    line_length: int | None = None
    sheet: str | None = None
    skipped: tuple[str, ...] = ()

    @cached_property
    def elements_by_header(self) -> Mapping[str, str]:
        """The element of every header, in plain letters."""
        return {plain_header(name): field.element.id for field in self.fields for name in field.headers}


@cache
def own_layouts() -> tuple[RecordLayout, ...]:
    """Return our own layouts of deliveries."""
    return tuple(layout for layout in _shipped() if layout.versions)


def own_registration(kind: str) -> RecordLayout:
    """Return our own layout of a registration."""
    return next(layout for layout in _shipped() if layout.kind == kind)


@cache
def _shipped() -> tuple[RecordLayout, ...]:
    folder = resources.files("drietrap.catalogue").joinpath(*_FOLDER)
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(layout_of(file.read_text("utf-8"), file.name) for file in files)


def read_layout(path: Path) -> RecordLayout:
    """Read a layout that a person wrote.

    Raises
    ------
    InputError
        When the file is no TOML, or says something that a layout cannot say.
    """
    start_of(path, _LIMIT_BYTES)
    return layout_of(text_of(bytes_of(path, _LIMIT_BYTES), path.name), path.name)


def layout_of(text: str, file: str) -> RecordLayout:
    """Return the layout that a TOML text describes.

    Raises
    ------
    InputError
        When the text is no TOML, or says something that a layout cannot say.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(
            "deze indeling is geen geldig TOML-bestand",
            expected='regels zoals soort = "jeugdhulp" en blokken [[kolom]]',
            action="kijk naar onze eigen indelingen als voorbeeld",
            file=file,
        ) from error
    table = TomlTable(document, file, "de indeling")
    kind = table.choice("soort", (*KINDS, *REGISTRATIONS))
    versions = _versions(table, kind)
    elements = _elements(kind, versions)
    columns = [TomlTable(column, file, f"kolom {number}") for number, column in table.tables("kolom")]
    fields = tuple(_field(column, elements) for column in columns)
    layout = RecordLayout(
        name=table.text("naam", kind),
        kind=kind,
        versions=versions,
        fields=fields,
        dates=table.choice("datums", tuple(ORDERS), PLAIN),
        line_length=_line_length(table, fields),
        sheet=table.text("blad", "") or None,
        skipped=table.texts("overslaan"),
    )
    table.refuse_others()
    _check(layout, table)
    return layout


def _versions(table: TomlTable, kind: str) -> tuple[str, ...]:
    if kind not in KINDS:
        return ()
    versions = table.texts("versies")
    fit = [name for name, version in VERSIONS.items() if kind in version.kinds]
    if not versions or not set(versions) <= set(fit):
        raise table.wrong("versies", f"een of meer van {', '.join(fit)} (tussen aanhalingstekens)")
    return versions


def _elements(kind: str, versions: tuple[str, ...]) -> dict[str, Element]:
    """Return what each element is; the latest version that has it decides."""
    if not versions:
        return {element.id: element for element in REGISTRATIONS[kind]}
    return {element.id: element for name in versions for element in VERSIONS[name].elements(kind)}


def _field(column: TomlTable, elements: Mapping[str, Element]) -> Field:
    name = column.choice("element", tuple(elements))
    begin, length = column.number("begin", WIDEST), column.number("lengte", WIDEST)
    if (begin is None) != (length is None):
        raise column.wrong("begin", "begin en lengte samen, of geen van beide")
    translated = column.words("vertaal")
    known = {code.code for code in elements[name].codes}
    if known and not set(translated.values()) <= known:
        raise column.wrong("vertaal", f"woorden met een code die bestaat: {', '.join(sorted(known))}")
    result = Field(
        element=elements[name],
        headers=(*column.texts("koppen"), name),
        begin=begin,
        length=length,
        required=column.flag("verplicht", True),
        translated=translated,
    )
    column.refuse_others()
    return result


def _line_length(table: TomlTable, fields: tuple[Field, ...]) -> int | None:
    ends = [field.begin + field.length - 1 for field in fields if field.begin and field.length]
    if not ends:
        return None
    if len(ends) != len(fields):
        raise table.wrong("kolom", "begin en lengte bij alle kolommen, of bij geen enkele")
    stated = table.number("regellengte", WIDEST)
    if stated is not None and stated < max(ends):
        raise table.wrong("regellengte", f"ten minste {max(ends)}")
    return stated or max(ends)


def plain_header(name: str) -> str:
    """Return a header as it is compared: the case of letters and the number of spaces do not count."""
    return " ".join(name.split()).casefold()


def _check(layout: RecordLayout, table: TomlTable) -> None:
    names = [field.element.id for field in layout.fields]
    if len(set(names)) != len(names):
        raise table.wrong("kolom", "elk element één keer")
    headers = [header for field in layout.fields for header in {*map(plain_header, field.headers)}]
    if len(set(headers)) != len(headers):
        raise table.wrong("koppen", "elke kop bij één element")
    needed = {element.id for element in _elements(layout.kind, layout.versions).values() if element.required}
    in_all = needed & set.intersection(
        *({element.id for element in VERSIONS[name].elements(layout.kind)} for name in layout.versions)
        if layout.versions
        else (needed,)
    )
    if missing := sorted(in_all - set(names)):
        raise table.wrong("kolom", f"ook een kolom voor {', '.join(missing)}")
    places = sorted((field.begin, field.length) for field in layout.fields if field.begin and field.length)
    for (begin, length), (following, _) in pairwise(places):
        if begin + length > following:
            raise table.wrong("kolom", f"posities die elkaar niet overlappen (nu bij positie {following})")


def of_version(layout: RecordLayout, version: str) -> RecordLayout:
    """Return a layout with its elements, and so their codes, as one of its versions has them."""
    elements = {element.id: element for element in VERSIONS[version].elements(layout.kind)}
    fields = tuple(
        replace(field, element=elements.get(field.element.id, field.element)) for field in layout.fields
    )
    return replace(layout, fields=fields)


def own_layout(kind: str, version: str) -> RecordLayout:
    """Return our own layout of a kind of delivery in a version.

    Raises
    ------
    InputError
        When the version does not have this kind.
    """
    for layout in own_layouts():
        if layout.kind == kind and version in layout.versions:
            return layout
    raise InputError(
        f"een levering {kind[:40]} bestaat niet in versie {version[:10]}",
        expected=f"een soort ({', '.join(KINDS)}) die in die versie (een van {', '.join(VERSIONS)}) bestaat",
    )
