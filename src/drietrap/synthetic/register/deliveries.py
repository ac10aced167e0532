"""The register written out as the files that providers would send, every one marked as fictional."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl
import xlsxwriter

from drietrap.catalogue.beleidsinformatie import version_of_year
from drietrap.synthetic.files import MARK
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.layouts import Column, columns_of
from drietrap.synthetic.register.model import SyntheticRegister
from drietrap.synthetic.register.texts import texts
from drietrap.vocabulary.period import Period

FORMATS = {"ascii": "txt", "csv": "csv", "xlsx": "xlsx"}
READ_ME = f"LEESMIJ-leveringen-{MARK}.txt"
_MADE = dt.datetime(2000, 1, 1)  # in every workbook, so that equal content gives equal bytes


def version_in(period: Period) -> str:
    """Return the version of the protocol that holds in a period.

    Raises
    ------
    ValueError
        When none does.
    """
    version = version_of_year(period.year)
    if version is None:
        raise ValueError(f"no version of the protocol holds in {period.year}")
    return version.id


def write_deliveries(
    register: SyntheticRegister,
    folder: Path,
    *,
    periods: Iterable[Period],
    formats: tuple[str, ...] = ("ascii", "csv", "xlsx"),
    version_of: Callable[[Period], str] = version_in,
    providers: Iterable[str] | None = None,
) -> list[Path]:
    """Write one file per provider, kind of delivery and period.

    Parameters
    ----------
    folder
        Where the files go; made when absent.
    periods
        Half-years (jeugdhulp, jeugdbescherming, authorisations) and quarters (jeugdreclassering).
    formats
        One or more of ``ascii``, ``csv`` and ``xlsx``. The files of one period take turns, so that every
        format occurs and a provider always has the same one.
    version_of
        Gives the version of the protocol per period.
    providers
        Whose files to write; everyone's when None.

    Returns
    -------
    The files, in order of name. Each begins with a line that states kind, version, provider and period.

    Raises
    ------
    ValueError
        When a format is not known, or a period is neither a half-year nor a quarter.
    """
    if not formats or not set(formats) <= set(FORMATS):
        raise ValueError(f"a delivery is written as {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    turn = {name: place for place, name in enumerate(register.providers["provider"].to_list())}
    chosen = set(turn if providers is None else providers)
    written = []
    for period in periods:
        rows = delivered(register, period).filter(pl.col("provider").is_in(list(chosen)))
        for (kind, provider), part in rows.group_by("kind", "provider", maintain_order=True):
            form = formats[turn[str(provider)] % len(formats)]
            name = f"{provider}_{kind}_{period.code}_{MARK}.{FORMATS[form]}"
            version = version_of(period)
            data = _bytes(part, str(kind), version, f"aanbieder={provider} periode={period.code}", form)
            (folder / name).write_bytes(data)
            written.append(folder / name)
    (folder / READ_ME).write_text(_read_me(register, len(written)), encoding="utf-8")
    return sorted(written)


def _bytes(rows: pl.DataFrame, kind: str, version: str, sender: str, form: str) -> bytes:
    lead = f"#beleidsinformatie soort={kind} versie={version} {sender}"
    columns = columns_of(kind, version)
    content = texts(rows, kind, version).select(column.element for column in columns)
    if form == "ascii":
        return _fixed_width(lead, columns, content)
    if form == "csv":
        return _csv(lead, columns, content)
    return _workbook(lead, columns, content)


def _fixed_width(lead: str, columns: tuple[Column, ...], content: pl.DataFrame) -> bytes:
    """Return lines in which every element stands on its position, blanks where it is empty."""
    parts: list[pl.Expr] = []
    place = 1
    for column in sorted(columns, key=lambda one: one.begin):
        if column.begin > place:
            parts.append(pl.lit(" " * (column.begin - place)))
        parts.append(pl.col(column.element).fill_null("").str.pad_end(column.width))
        place = column.begin + column.width
    lines = content.select(pl.concat_str(parts).alias("line"))["line"].to_list()
    return ("\r\n".join([lead, *lines]) + "\r\n").encode("ascii")


def _csv(lead: str, columns: tuple[Column, ...], content: pl.DataFrame) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(lead + "\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows(content.fill_null("").iter_rows())
    return buffer.getvalue().encode("utf-8-sig")


def _workbook(lead: str, columns: tuple[Column, ...], content: pl.DataFrame) -> bytes:
    """Return a workbook of text cells, so that no code loses a leading zero."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": True}) as book:
        book.set_properties({"created": _MADE, "title": "Fictieve levering"})
        sheet = book.add_worksheet("Levering")
        sheet.write_string(0, 0, lead)
        sheet.write_row(1, 0, [column.heading for column in columns])
        for number, row in enumerate(content.iter_rows(), start=2):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write_string(number, place, value)
    return buffer.getvalue()


def _read_me(register: SyntheticRegister, files: int) -> str:
    """Return the text for a person who opens the folder."""
    distortions = register.changes["distortion"].unique().sort().to_list()
    wrong = [f"- {name}" for name in distortions] or ["- geen"]
    lines = [
        "LEVERINGEN VAN AANBIEDERS DIE NIET BESTAAN",
        "",
        "Alles in deze map is fictief. Geen jeugdige, aanbieder of gemeente in deze bestanden bestaat.",
        "De bestanden zijn gemaakt om drietrap uit te proberen. Gebruik ze niet voor onderzoek of beleid.",
        "",
        f"Aantal bestanden bij het schrijven: {files}. Gemaakt met getal (seed) {register.seed}.",
        "Hetzelfde getal geeft op elke computer dezelfde bestanden.",
        "",
        "De burgerservicenummers doorstaan de elfproef, maar horen bij niemand: ze komen uit de officiële",
        "testreeks (999900006 tot en met 999999990). Is die op, dan beginnen ze met 99 of met 00.",
        "Zulke nummers worden, voor zover wij weten, niet uitgegeven.",
        "",
        "De plaats van de kolommen is die van drietrap zelf. De officiële indeling is niet openbaar.",
        "",
        "Fouten die met opzet zijn aangebracht:",
        *wrong,
    ]
    return "\n".join(lines) + "\n"
