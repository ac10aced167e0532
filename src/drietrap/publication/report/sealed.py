"""One way to write a report of a sealed result, which then says where its files are."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import Document
from drietrap.publication.report.sheets import Sheet
from drietrap.publication.report.write import write_document
from drietrap.publication.report.xlsx import workbook
from drietrap.vocabulary.errors import IntegrityError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def write_sealed(
    result: Published[T],
    folder: Path,
    *,
    name: Callable[[T], str],
    document: Callable[[T], Document],
    sheets: Callable[[T], tuple[Sheet, ...]],
) -> T:
    """Write the report of ``result`` as HTML, PDF and XLSX together; return the result with their paths.

    Parameters
    ----------
    result
        Its content has fields ``html``, ``pdf`` and ``xlsx``.
    folder
        Made when it does not exist.
    name
        Gives the name of the files without an ending.
    document, sheets
        Give the report and the workbook.

    Raises
    ------
    IntegrityError
        For anything that did not pass :func:`drietrap.publication.disclosure.publish`.
    InputError
        When the folder cannot be written.
    """
    if not isinstance(result, Published):
        raise IntegrityError("Een rapport wordt alleen gemaakt van een publiceerbaar resultaat.")
    content = result.content
    made = document(content)
    html, pdf, xlsx = write_document(made, lambda: workbook(made, sheets(content)), name(content), folder)
    return dataclasses.replace(content, html=str(html), pdf=str(pdf), xlsx=str(xlsx))
