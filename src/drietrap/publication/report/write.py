"""Write a report: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from drietrap.publication.disclosure import Published
from drietrap.publication.dossier import Dossier
from drietrap.publication.report.content import build
from drietrap.publication.report.document import Document
from drietrap.publication.report.html import as_html
from drietrap.publication.report.pdf import as_pdf
from drietrap.publication.report.xlsx import as_xlsx
from drietrap.vocabulary.errors import InputError, IntegrityError, reason

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class ReportFiles:
    """Where the parts of a report were written."""

    html: Path
    pdf: Path
    xlsx: Path


def write_report(dossier: Published[Dossier], folder: Path) -> ReportFiles:
    """Write the report of ``dossier`` into ``folder``, which is made when it does not exist.

    All three files are made first and moved into place together; an earlier report of the same
    municipality and period is replaced. When one cannot be put in place, the earlier report is put back.

    Raises
    ------
    IntegrityError
        For a dossier that did not pass :func:`drietrap.publication.disclosure.publish`.
    InputError
        When the folder cannot be written.
    """
    if not isinstance(dossier, Published):
        raise IntegrityError("Een rapport wordt alleen gemaakt van een publiceerbaar dossier.")
    content = dossier.content
    document = build(content)
    name = file_name(content)
    return ReportFiles(*write_document(document, lambda: as_xlsx(content, document), name, folder))


def write_document(
    document: Document, book: Callable[[], bytes], name: str, folder: Path, *, pdf: bool = True
) -> tuple[Path, ...]:
    """Write a report in all its forms into ``folder``; return the web page, the PDF and the workbook.

    Parameters
    ----------
    book
        Makes the workbook; called while the PDF is set.
    name
        Name of the files without an ending.
    pdf
        Without it there is no PDF, and two files are returned.

    Raises
    ------
    InputError
        When the folder cannot be written.
    """
    with ThreadPoolExecutor(max_workers=1) as aside:  # typst works outside Python while we go on
        printed = aside.submit(as_pdf, document) if pdf else None
        html, xlsx = as_html(document).encode(), book()
        middle = {f"{name}.pdf": printed.result()} if printed else {}
    made = {f"{name}.html": html, **middle, f"{name}.xlsx": xlsx}
    put_together(made, folder)
    return tuple(folder / file for file in made)


def file_name(dossier: Dossier) -> str:
    """Return the name of the files of a report without an ending: plain letters, figures and hyphens.

    >>> _plain("'s-Gravenhage (gemeente)")
    's-gravenhage-gemeente'
    """
    return joined_name("jeugdhulp", dossier.name, dossier.period)


def joined_name(*parts: str) -> str:
    """Return a name for a file of plain letters, figures and hyphens."""
    return "-".join(filter(None, map(_plain, parts)))


def put_together(made: dict[str, bytes], folder: Path) -> None:
    """Write files into ``folder``, which is made when it is not there: all of them, or none.

    Raises
    ------
    InputError
        When the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(made, folder)
    except OSError as error:
        raise InputError(
            f"het rapport kan niet worden geschreven in {folder}: {reason(error)}",
            action="kies een map waarin u mag schrijven, met genoeg ruimte, en sluit een geopend rapport",
        ) from error


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_NAME.sub("-", bare).strip("-")


def _put(made: dict[str, bytes], folder: Path) -> None:
    """Move files into ``folder``; on any error leave it as it was."""
    work = Path(tempfile.mkdtemp(prefix=".rapport-", dir=folder))
    moved: list[str] = []
    try:
        for file, content in made.items():
            with (work / file).open("wb") as target:
                target.write(content)
                target.flush()
                os.fsync(target.fileno())
            if (folder / file).exists():
                shutil.copy2(folder / file, work / f"{file}.vorige")
        for file in made:
            (work / file).replace(folder / file)
            moved.append(file)
    except OSError:
        for file in moved:
            earlier = work / f"{file}.vorige"
            if earlier.exists():
                earlier.replace(folder / file)
            else:
                (folder / file).unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
