"""Whether the content of a file is what its layout says: columns that moved, another kind, another version.

A single wrong value is for the checks of the register. Here a file is judged as a whole, on a sample of its
rows: when most of the values in several columns are not written as they should be, the layout does not fit.
"""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import Element, Form
from drietrap.sources.record_layout import RecordLayout
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import Count

_SAMPLE = 5_000
_MOST = 0.5
_FEW_COLUMNS = 3
_MOVED_COLUMNS = 2
_CODE = r"\d{1,2}"
_PATTERNS = {
    Form.BSN: r"\d{9}",
    Form.BIRTH: r"(?:(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])|0{8,9}|9{8})",
    Form.DATE: r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    Form.POSTCODE: r"[1-9]\d{3} ?[A-Za-z]{2}",
    Form.MUNICIPALITY: r"(?:GM)?\d{4}",
    Form.GRADE: r"(?:0?[1-9]|10)(?:[.,]\d)?",
    Form.COUNT: r"\d+",
    Form.AMOUNT: r"-?[\d.]+(?:,\d+)?",
    Form.PERIOD: r"(?:19|20)\d\d(?:[HK]\d)?",
    Form.TEXT: r"(?s:.*)",
}


def pattern(element: Element) -> str:
    """Return the regular expression that a value of this element fits, from its first to its last sign."""
    if element.form is Form.CODE:
        known = "|".join(code.code for code in element.codes) or _CODE
        return f"^(?:{known})$"
    return f"^{_PATTERNS[element.form]}$"


def sample(frame: pl.DataFrame) -> pl.DataFrame:
    """Return at most 5,000 rows, evenly spread over the file."""
    return frame if frame.height <= _SAMPLE else frame.gather_every(-(-frame.height // _SAMPLE))


def misfits(frame: pl.DataFrame, layout: RecordLayout) -> list[int]:
    """Return the fields (by position in the layout) of which most filled cells are not written so."""
    elements = [field.element for field in layout.fields]
    shares = frame.select(_share(element, element).alias(str(at)) for at, element in enumerate(elements)).row(
        0
    )
    return [position for position, share in enumerate(shares) if share is not None and share < _MOST]


def fits(frame: pl.DataFrame, layout: RecordLayout) -> bool:
    """Whether the content of a sample can be of this layout."""
    return len(misfits(frame, layout)) < _FEW_COLUMNS and not _emptied(frame, layout)


def require_fit(frame: pl.DataFrame, layout: RecordLayout, file: str) -> None:
    """Refuse a file whose values do not stand in the columns where they belong.

    Parameters
    ----------
    frame
        Sample of the rows, a text column per element.
    layout
        Layout by which it was read.
    file
        Name for the message.

    Raises
    ------
    InputError
        When columns moved one place, or most values of three or more columns are not written as they
        should be. The message names columns and forms, never a value.
    """
    wrong = misfits(frame, layout)
    for step, direction in ((-1, "naar rechts"), (1, "naar links")):
        moved = [position for position in wrong if _holds_neighbour(frame, layout, position, step)]
        if len(moved) >= _MOVED_COLUMNS:
            raise _moved(layout.fields[moved[0]].element, direction, file)
    if fits(frame, layout):
        return
    first = layout.fields[wrong[0]].element if wrong else _emptied(frame, layout)[0]
    count = Count(max(len(wrong), 1))
    raise InputError(
        f"de inhoud past niet bij deze indeling ({layout.name}): in {count} {count:kolom|kolommen} staan"
        " vooral waarden die daar niet horen",
        expected=expected_form(first),
        action="kijk of soort en versie kloppen en of er geen kolom is verschoven; maak het bestand opnieuw",
        file=file,
        column=first.label,
    )


def expected_form(element: Element) -> str:
    """Return in words how a value of this element is written."""
    if element.form is Form.CODE and element.codes:
        return f"een van de codes {', '.join(code.code for code in element.codes)}"
    return element.form.value


def _share(column: Element, element: Element) -> pl.Expr:
    """Return which share of the filled cells of a column is written as ``element``; null without any."""
    return pl.col(column.id).drop_nulls().str.contains(pattern(element)).mean()


def _emptied(frame: pl.DataFrame, layout: RecordLayout) -> list[Element]:
    """Return the elements that every record should have and no record has, when there are several."""
    needed = [field.element for field in layout.fields if field.element.required and field.required]
    empty = [element for element in needed if frame[element.id].null_count() == frame.height]
    return empty if len(empty) >= _FEW_COLUMNS else []


def _holds_neighbour(frame: pl.DataFrame, layout: RecordLayout, position: int, step: int) -> bool:
    """Whether a column holds what the column beside it should hold."""
    beside = position + step
    if not 0 <= beside < len(layout.fields):
        return False
    neighbour = layout.fields[beside].element
    if neighbour.form is Form.TEXT:
        return False
    share = frame.select(_share(layout.fields[position].element, neighbour)).item()
    return share is None or share > _MOST


def _moved(element: Element, direction: str, file: str) -> InputError:
    return InputError(
        f"de kolommen zijn één plaats {direction} verschoven",
        expected=expected_form(element),
        action="zet de waarden weer onder hun eigen kolomnaam, of maak het bestand opnieuw",
        file=file,
        column=element.label,
    )
