"""Counts from records as tables for analysts: everything that is protected together over a period.

What is asked only chooses what is written. What is protected and kept is the same for every choice, so that
files that were asked one after the other never show more than one that has everything. They are the counts
of the report about one area (:mod:`.record_reporting`), for all areas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_areas import areas_written
from drietrap.app.record_asked import Asked, asked, nationwide, period_asked
from drietrap.app.record_blocks import BlockAsked, BlockKind, districts_shown
from drietrap.app.record_counts import Counted, Together, table_id, wanted
from drietrap.app.record_dossier import connected, delivered_within, exact_counts
from drietrap.app.record_kept import Keeping, blocks_around
from drietrap.app.record_lineage import keep, origins
from drietrap.app.record_releases import adding
from drietrap.app.record_ties import AGE, BEGUN, ENDED, FORM, REFERRER, RUNNING, SEX, TRAJECTORIES, YOUTHS
from drietrap.app.record_words import words_of_breakdowns
from drietrap.app.register_results import RecordFiguresResult
from drietrap.catalogue.indicator import Indicator, RecordIndicator
from drietrap.catalogue.indicators import INDICATORS, RECORD_INDICATORS
from drietrap.publication.disclosure import Published, publish_feedback, publish_tables
from drietrap.publication.records.figures import FigureTable, RecordFigures
from drietrap.publication.records.figures_write import FigureFiles, write_figures
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.register import ledger
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

BREAKDOWNS = (AGE, SEX, FORM, REFERRER)
BLOCKS = tuple(kind.value for kind in BlockKind)
OFFERED = (YOUTHS, TRAJECTORIES, BEGUN, ENDED, RUNNING)
MOST_CELLS = 250_000  # the whole country is a fifth of it: less than a minute
_DEFINITIONS: dict[str, Indicator | RecordIndicator] = {**INDICATORS, **RECORD_INDICATORS}


@dataclass(frozen=True)
class Wish:
    """What to write: nothing named is everything, except that districts and providers must be named.

    ``area`` is the name or code of a municipality or jeugdregio, empty for all of them.
    """

    indicators: Sequence[str] = ()
    breakdowns: Sequence[str] = ()
    area: str = ""


@dataclass(frozen=True)
class _Counts:
    """What was protected and kept, and where it comes from."""

    counted: Sequence[Counted]
    behind: pl.DataFrame
    released: tuple[Published[SafeRelease], ...]


def record_figures_files(
    folder: DataFolder, period: str, out: Path, wish: Wish = Wish()
) -> Published[RecordFiguresResult]:
    """Write the counts over a period as CSV and Parquet into ``out``, with what explains them.

    What is shown is kept in the data folder before a file is written, as of a report; what comes later is
    protected with it.

    Parameters
    ----------
    period
        A year or half-year.
    wish
        What of it to write.

    Raises
    ------
    InputError
        When the period is no year or half-year, an indicator or breakdown is not among these, districts or
        providers are asked without an area, there is too much to protect, or the figures of now would give
        away a secret together with earlier ones.
    NoDataError
        When there is no delivery over the period.
    """
    over, house = period_asked(period), PersonHouse(folder)
    chosen = _chosen(wish.indicators, OFFERED, "indicator"), _cuts(wish)
    with house.open() as reader:
        lines = delivered_within(reader, over)
        delivered = set(reader.frame(ledger.DELIVERIES)["period"].to_list())
        about = nationwide(over, house.core, house.areas(), delivered)
        place = asked(wish.area, over, house.core, house.areas(), delivered).area if wish.area else ""
        kinds = [kind for kind in BlockKind if kind.value in wish.breakdowns]
        blocks = blocks_around(about, kinds, place) if place else ()
        counts = _protected(folder, reader, about, blocks)
    figures = RecordFigures(
        period=over.code,
        software=f"drietrap {__version__}",
        synthetic=house.synthetic,
        providers=lines["provider"].n_unique(),
        areas=areas_written(house, about, place, districts_shown(counts.released)),
        words=words_of_breakdowns(),
        tables=_tables(over, counts, blocks, *chosen),
        by_provider=BlockKind.PROVIDERS in kinds,
    )
    made = write_figures(counts.released, figures, out)
    folder.log("registratiecijfers", periode=over.code)
    return publish_feedback(_result(figures, made))


def _protected(folder: DataFolder, reader: Reader, about: Asked, blocks: Sequence[BlockAsked]) -> _Counts:
    """Count, protect, seal and keep: everything of all areas, and the blocks on top of it."""
    counted = wanted(about.period, about.halves)
    with connected(reader) as connection:
        exact = exact_counts(connection, about)
        behind = origins(reader, connection, NEDERLAND, counted)
        check_size(exact)
        with adding(folder) as shelf:
            keeping = Keeping(shelf, about, exact, reader.number)
            below = keeping.all_areas()
            safe = publish_tables(below.outcome)
            more = keeping.blocks(connection, below, blocks)
            keep(shelf.version, behind)
    return _Counts(counted, behind, (safe, *more))


def _result(figures: RecordFigures, made: FigureFiles) -> RecordFiguresResult:
    return RecordFiguresResult(
        period=figures.period,
        synthetic=figures.synthetic,
        csv=str(made.csv),
        parquet=str(made.parquet),
        dictionary=str(made.dictionary),
        readme=str(made.readme),
        rows=made.rows,
        withheld=made.withheld,
    )


def check_size(exact: Together) -> None:
    """Refuse what would take hours to protect.

    Raises
    ------
    InputError
        When there are more than ``MOST_CELLS`` counts.
    """
    cells = sum(len(table.counts) for table in exact.tables)
    if cells > MOST_CELLS:
        raise InputError(
            f"het zijn {cells} aantallen; die samen beveiligen zou uren duren",
            expected=f"ten hoogste {MOST_CELLS} aantallen",
            action="vraag een halfjaar in plaats van een jaar, of 'drietrap registratierapport' per gebied",
        )


def _cuts(wish: Wish) -> frozenset[str]:
    """Return the breakdowns to write; the blocks among them need an area."""
    wrong = sorted(set(wish.breakdowns) & set(BLOCKS))
    if wrong and not wish.area:
        raise InputError(
            f"cijfers naar {' en '.join(wrong)} gaan per gemeente of jeugdregio",
            expected="een gebied",
            action="noem een gemeente of jeugdregio met --gebied",
        )
    if not wish.breakdowns:
        return frozenset(BREAKDOWNS)
    return _chosen(wish.breakdowns, (*BREAKDOWNS, *BLOCKS), "indeling")


def _chosen(asked: Sequence[str], offered: Sequence[str], what: str) -> frozenset[str]:
    wrong = next((one for one in asked if one not in offered), None)
    if wrong is not None:
        raise InputError(
            f"de {what} '{wrong[:40]}' kan hier niet",
            expected=", ".join(offered),
            action="kies hieruit, of laat de keuze weg voor alles",
        )
    return frozenset(asked or offered)


def _tables(
    period: Period,
    counts: _Counts,
    blocks: Sequence[BlockAsked],
    indicators: frozenset[str],
    breakdowns: frozenset[str],
) -> tuple[FigureTable, ...]:
    """Return the tables to write: the half-year before the period is only there to be protected with it."""
    lineages = {(one, code): lineage for one, code, lineage in _lineages(counts.behind)}
    protected = {table.id for one in counts.released for table in one.content.tables}
    return tuple(
        FigureTable(
            id=name,
            indicator=one.indicator,
            label=_DEFINITIONS[one.indicator].label,
            definition=_DEFINITIONS[one.indicator].definition,
            not_for=_DEFINITIONS[one.indicator].not_for,
            period=one.period.code,
            lineage=lineages[one.indicator, one.period.code],
        )
        for one in counts.counted
        if one.indicator in indicators and covers(period, one.period)
        for name in (
            *(table_id(one.indicator, one.period.code, cut) for cut in one.dimensions if cut in breakdowns),
            *(name for block in blocks for name in block.table_ids(one)),
        )
        if name in protected
    )


def _lineages(behind: pl.DataFrame) -> list[tuple[str, str, str]]:
    return list(behind.select("indicator", "period", "lineage").iter_rows())
