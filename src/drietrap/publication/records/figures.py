"""Protected counts from records as one tidy table: a row per count, with everything that it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from drietrap.publication.record_tables import TOTAL
from drietrap.publication.suppression.rules import CBS, Rules
from drietrap.publication.suppression.safe import SafeRelease, SafeTable
from drietrap.vocabulary.errors import IntegrityError

YES, NO = "ja", "nee"
WHOLE = "totaal"


@dataclass(frozen=True)
class AreaNamed:
    """An area as readers know it; ``level`` is land, jeugdregio, gemeente, wijk or onbekend."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class FigureTable:
    """A protected table that is written: ``id`` as in the release, and what it is about."""

    id: str
    indicator: str
    label: str
    definition: str
    not_for: str
    period: str
    lineage: str


@dataclass(frozen=True)
class RecordFigures:
    """What stands around the counts; there is no count in it.

    Parameters
    ----------
    period
        A year or half-year.
    providers
        How many delivered over it.
    areas
        In the order in which they are written; rows of others are not.
    words
        Per breakdown the words for each code.
    tables
        Which of the protected tables are written, in order.
    by_provider
        Whether there are counts of providers among them.
    """

    period: str
    software: str
    synthetic: bool
    providers: int
    areas: tuple[AreaNamed, ...]
    words: Mapping[str, Mapping[str, str]]
    tables: tuple[FigureTable, ...]
    by_provider: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its name, kind, and what it means."""

    name: str
    kind: pl.DataType | type[pl.DataType]
    meaning: str

    @property
    def kind_in_words(self) -> str:
        """The kind as readers know it."""
        return "geheel getal" if self.kind == pl.Int64 else "tekst"


COLUMNS = (
    Column("indicator", pl.String, "id in de catalogus; zie 'drietrap indicatoren'"),
    Column("indicatornaam", pl.String, "wat er is geteld"),
    Column("periode", pl.String, "jaar (2022) of halfjaar (2022H1); een stand is aan het einde daarvan"),
    Column("niveau", pl.String, "land, jeugdregio, gemeente, wijk, of onbekend: woonplaats niet bekend"),
    Column("gebied", pl.String, "code van het gebied (CBS)"),
    Column("gebiedsnaam", pl.String, "naam van het gebied"),
    Column("naar", pl.String, "waarnaar is ingedeeld; 'totaal' is niet ingedeeld"),
    Column(
        "code",
        pl.String,
        "deel van de indeling, zoals in het protocol Beleidsinformatie Jeugd; 'alle' bij een totaal. "
        "'tot_18' is de som van de leeftijden daaronder: tel hem niet mee op",
    ),
    Column("deel", pl.String, "het deel in woorden"),
    Column("aanbieder", pl.String, "nummer van de aanbieder; leeg als het om alle aanbieders samen gaat"),
    Column("aantal", pl.Int64, "afgerond op vijf; leeg als het geheim is, nooit nul"),
    Column("ondergrens", pl.Int64, "laagste aantal dat bij de afronding past; leeg als het geheim is"),
    Column("bovengrens", pl.Int64, "hoogste aantal dat bij de afronding past; leeg als het geheim is"),
    Column("geheim", pl.String, "ja of nee; waarom een aantal geheim is staat in het leesmij-bestand"),
    Column("herkomst", pl.String, "kenmerk; 'drietrap herkomst KENMERK' zegt uit welke leveringen het komt"),
    Column("fictief", pl.String, "ja als het om een fictief land gaat; gebruik die cijfers nergens voor"),
)
_SCHEMA = {column.name: column.kind for column in COLUMNS}


def tidy(releases: Sequence[SafeRelease], figures: RecordFigures, rules: Rules = CBS) -> pl.DataFrame:
    """Return a row per count, each count once, in the order of tables, areas, providers and codes.

    A provider of whom a table shows nothing has no rows of it: who is there and who is not looks alike.

    Raises
    ------
    IntegrityError
        When a table is not among the protected ones.
    """
    protected = {table.id: table for release in releases for table in release.tables}
    rows: dict[tuple[object, ...], tuple[object, ...]] = {}
    for asked in figures.tables:
        if asked.id not in protected:
            raise IntegrityError(f"De tabel {asked.id} is niet beveiligd.")
        for row in _rows(protected[asked.id], asked, figures, rules):
            rows.setdefault((*row[:3], row[4], *row[6:8], row[9]), row)  # the total stands in every table
    return pl.DataFrame(list(rows.values()), schema=_SCHEMA, orient="row")


def _rows(
    table: SafeTable, asked: FigureTable, figures: RecordFigures, rules: Rules
) -> Iterator[tuple[object, ...]]:
    dimension = table.dimensions[1]
    words = figures.words[dimension]
    by_area = _by_area(table)
    for area in figures.areas:
        for provider, code, value in by_area.get(area.code, ()):
            whole = code == TOTAL
            lowest, highest = (None, None) if value is None else rules.readings(value)
            yield (
                asked.indicator,
                asked.label,
                asked.period,
                area.level,
                area.code,
                area.name,
                WHOLE if whole else dimension,
                code,
                WHOLE if whole else words.get(code, code),
                "" if provider == TOTAL else provider,
                value,
                lowest,
                highest,
                YES if value is None else NO,
                asked.lineage,
                YES if figures.synthetic else NO,
            )


def _by_area(table: SafeTable) -> dict[str, list[tuple[str, str, int | None]]]:
    """Return ``provider, code, count`` per area, totals first; the provider is a total in most tables."""
    cells = [(row.codes[0], row.codes[2] if len(row.codes) > 2 else TOTAL, row) for row in table.rows]
    told = {provider for _, provider, row in cells if row.value is not None} | {TOTAL}
    by_area: dict[str, list[tuple[str, str, int | None]]] = {}
    for area, provider, row in cells:
        if provider in told:
            by_area.setdefault(area, []).append((provider, row.codes[1], row.value))
    for found in by_area.values():
        found.sort(key=lambda cell: (cell[0] != TOTAL, cell[0], cell[1] != TOTAL, cell[1]))
    return by_area
