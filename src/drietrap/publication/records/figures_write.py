"""Write counts from records as CSV and Parquet, with a data dictionary and a read-me, or nothing at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from drietrap.publication.disclosure import Published
from drietrap.publication.records.figures import COLUMNS, YES, RecordFigures, tidy
from drietrap.publication.report.write import joined_name, put_together
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.publication.wording import period_label
from drietrap.vocabulary.errors import IntegrityError
from drietrap.vocabulary.notation import number

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OF_PROVIDERS = (
    "**Met cijfers per aanbieder.** Deze zijn bedoeld voor de gemeenten die de hulp inkopen. Wat een "
    "aanbieder doet, kan gevoelig zijn voor zijn bedrijf. Overleg met de aanbieders voordat u dit openbaar "
    "maakt.\n"
)
_FICTIVE = "FICTIEVE GEGEVENS: dit land bestaat niet. Gebruik deze cijfers nergens voor."


@dataclass(frozen=True)
class FigureFiles:
    """Where the files were written, how many counts are in them, and how many of those are withheld."""

    csv: Path
    parquet: Path
    dictionary: Path
    readme: Path
    rows: int
    withheld: int


def write_figures(
    releases: Sequence[Published[SafeRelease]], figures: RecordFigures, folder: Path
) -> FigureFiles:
    """Write the counts of ``releases`` that ``figures`` names into ``folder``, made when it is not there.

    There is no day or time in the files: the same counts give the same bytes.

    Raises
    ------
    IntegrityError
        For anything that did not pass :func:`drietrap.publication.disclosure.publish_tables`.
    InputError
        When the folder cannot be written.
    """
    if not releases or not all(isinstance(one, Published) for one in releases):
        raise IntegrityError("Cijfers worden alleen geschreven als zij naar buiten mogen.")
    frame = tidy([one.content for one in releases], figures)
    withheld = frame.filter(geheim=YES).height
    name = joined_name("registratiecijfers", figures.period, "synthetisch" if figures.synthetic else "")
    made = {
        f"{name}.csv": as_csv(frame.columns, frame.iter_rows()),
        f"{name}.parquet": as_parquet(frame),
        f"{name}-kolommen.csv": _dictionary(),
        f"{name}-leesmij.md": readme(figures, releases[0].content.rules, frame.height, withheld).encode(),
    }
    put_together(made, folder)
    table, parquet, columns, told = (folder / file for file in made)
    return FigureFiles(table, parquet, columns, told, frame.height, withheld)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Return a table as Excel in Dutch opens it: semicolons, UTF-8 with a mark; no text that it would run.

    >>> as_csv(["naam", "aantal"], [("=1+1", None), ("Ee", 10)]).decode("utf-8-sig")
    "naam;aantal\r\n'=1+1;\r\nEe;10\r\n"
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_text(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def as_parquet(frame: pl.DataFrame) -> bytes:
    """Return a table as Parquet."""
    target = io.BytesIO()
    frame.write_parquet(target, compression="zstd", statistics=True)
    return target.getvalue()


def readme(figures: RecordFigures, rules: str, rows: int, withheld: int) -> str:
    """Return what a reader must know: period, rules, what is withheld and why, and what each count is."""
    told = [
        f"# Cijfers uit de registratie, {period_label(figures.period)}\n",
        *([f"**{_FICTIVE}**\n"] if figures.synthetic else []),
        "Aantallen uit leveringen Beleidsinformatie Jeugd, per land, jeugdregio en gemeente. Een gemeente is "
        "de woonplaats van de jongere. Leverde niet iedereen, dan zijn de aantallen te laag.\n",
        f"- Aanbieders die over deze periode jeugdhulp leverden: {number(figures.providers)}.",
        f"- Aantallen in het bestand: {number(rows)}. Daarvan geheim: {number(withheld)}.",
        f"- Gemaakt met {figures.software}.\n",
        "## Wat geheim is, en waarom\n",
        f"Regels: {rules}.\n",
        "Elk aantal is afgerond op vijf. Een aantal van 0 tot en met 7 is geheim: er staat niets, ook geen "
        "nul. Soms is ook een groter aantal geheim, omdat u anders door optellen en aftrekken een klein "
        "aantal kunt uitrekenen. U kunt niet zien welke van de twee het is. Dat is met opzet.\n",
        "Alle aantallen zijn samen beveiligd, ook met alles wat eerder uit dit register naar buiten ging. "
        "Voor elk geheim aantal is nagerekend dat u er niet dicht bij kunt komen. Tel delen niet op tot een "
        "totaal: door het afronden klopt dat niet precies. Gebruik het totaal dat er staat.\n",
        "Een deel 'onbekend' staat er alleen als het in het register voorkomt. Een wijk of aanbieder waarvan "
        "alles geheim is, staat er niet bij: u kunt niet zien of er daar weinig jongeren zijn, of geen.\n",
        *([_OF_PROVIDERS] if figures.by_provider else []),
        "## De kolommen\n",
        *(f"- `{column.name}`: {column.meaning}." for column in COLUMNS),
        "\n## Wat er is geteld\n",
    ]
    for label, definition, not_for in dict.fromkeys(
        (t.label, t.definition, t.not_for) for t in figures.tables
    ):
        told.append(f"### {label}\n\n{definition}\n\nWaarvoor niet: {not_for}\n")
    return "\n".join(told)


def _dictionary() -> bytes:
    rows = [(column.name, column.kind_in_words, column.meaning) for column in COLUMNS]
    return as_csv(("kolom", "soort", "betekenis"), rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
