"""Counts from records as tables for analysts: everything that is protected together over a period.

What is asked only chooses what is written. What is protected and kept is the same for every choice, so that
files that were asked one after the other never show more than one that has everything. They are the counts
of the report about one area (:mod:`.record_reporting`), for all areas.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_asked import NO_REGION, Asked, nationwide, period_asked
from drietrap.app.record_counts import Counted, Together, table_id, wanted
from drietrap.app.record_dossier import connected, delivered_within, exact_counts
from drietrap.app.record_lineage import keep, origins
from drietrap.app.record_releases import adding
from drietrap.app.record_ties import AGE, BEGUN, ENDED, FORM, REFERRER, RUNNING, TRAJECTORIES, YOUTHS
from drietrap.app.record_words import words_of_breakdowns
from drietrap.app.register_results import RecordFiguresResult
from drietrap.app.territory import regions_of
from drietrap.catalogue.indicator import Indicator, RecordIndicator
from drietrap.catalogue.indicators import INDICATORS, RECORD_INDICATORS
from drietrap.indicators.records.figure import UNKNOWN
from drietrap.publication.disclosure import Published, publish_feedback, publish_tables
from drietrap.publication.records.figures import AreaNamed, FigureTable, RecordFigures
from drietrap.publication.records.figures_write import write_figures
from drietrap.register import ledger
from drietrap.register.scope import covers
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

BREAKDOWNS = (AGE, FORM, REFERRER)
OFFERED = (YOUTHS, TRAJECTORIES, BEGUN, ENDED, RUNNING)
MOST_CELLS = 250_000  # the whole country is a sixth of it: half a minute
_NOT_HERE = {
    "wijk": "wijken zijn te klein: bijna elk aantal zou geheim zijn, en het beveiligen duurt uren",
    "geslacht": "met nog een indeling erbij duurt het beveiligen uren",
    "aanbieder": "cijfers per aanbieder zijn alleen voor binnen de regio, en ook aanbieders moeten dan "
    "worden beschermd. Dat kan hier nog niet. Zie 'drietrap terugkoppeling' voor één aanbieder",
}
_DEFINITIONS: dict[str, Indicator | RecordIndicator] = {**INDICATORS, **RECORD_INDICATORS}


def record_figures_files(
    folder: DataFolder,
    period: str,
    out: Path,
    indicators: Sequence[str] = (),
    breakdowns: Sequence[str] = (),
) -> Published[RecordFiguresResult]:
    """Write the counts over a period as CSV and Parquet into ``out``, with what explains them.

    What is shown is kept in the data folder before a file is written, as of a report; what comes later is
    protected with it.

    Parameters
    ----------
    period
        A year or half-year.
    indicators, breakdowns
        Which to write; all when empty.

    Raises
    ------
    InputError
        When the period is no year or half-year, an indicator or breakdown is not among these, there is too
        much to protect, or the figures of now would give away a secret together with earlier ones.
    NoDataError
        When there is no delivery over the period.
    """
    over, house = period_asked(period), PersonHouse(folder)
    chosen = _chosen(indicators, OFFERED, "indicator"), _chosen(breakdowns, BREAKDOWNS, "indeling")
    with house.open() as reader:
        lines = delivered_within(reader, over)
        delivered = set(reader.frame(ledger.DELIVERIES)["period"].to_list())
        about = nationwide(over, house.core, house.areas(), delivered)
        counted = wanted(over, about.halves)
        with connected(reader) as connection:
            exact = exact_counts(connection, about)
            behind = origins(reader, connection, NEDERLAND, counted)
        check_size(exact)
        with adding(folder) as shelf:
            outcome = shelf.protected(exact, f"registratie {over.code}")
            safe = publish_tables(outcome)
            shelf.keep(outcome, reader.number)
            keep(shelf.version, behind)
    figures = RecordFigures(
        period=over.code,
        software=f"drietrap {__version__}",
        synthetic=house.synthetic,
        providers=lines["provider"].n_unique(),
        areas=_areas(house, about),
        words=words_of_breakdowns(),
        tables=_tables(over, counted, behind, *chosen),
    )
    made = write_figures(safe, figures, out)
    folder.log("registratiecijfers", periode=over.code)
    return publish_feedback(
        RecordFiguresResult(
            period=over.code,
            synthetic=figures.synthetic,
            csv=str(made.csv),
            parquet=str(made.parquet),
            dictionary=str(made.dictionary),
            readme=str(made.readme),
            rows=made.rows,
            withheld=made.withheld,
        )
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


def _chosen(asked: Sequence[str], offered: Sequence[str], what: str) -> frozenset[str]:
    wrong = next((one for one in asked if one not in offered), None)
    if wrong is not None:
        raise InputError(
            f"de {what} '{wrong[:40]}' kan hier niet"
            + (f": {_NOT_HERE[wrong]}" if wrong in _NOT_HERE else ""),
            expected=", ".join(offered),
            action="kies hieruit, of laat de keuze weg voor alles",
        )
    return frozenset(asked or offered)


def _tables(
    period: Period,
    counted: Sequence[Counted],
    behind: pl.DataFrame,
    indicators: frozenset[str],
    breakdowns: frozenset[str],
) -> tuple[FigureTable, ...]:
    """Return the tables to write: the half-year before the period is only there to be protected with it."""
    lineages = {(one, code): lineage for one, code, lineage in _lineages(behind)}
    return tuple(
        FigureTable(
            id=table_id(one.indicator, one.period.code, dimension),
            indicator=one.indicator,
            label=_DEFINITIONS[one.indicator].label,
            definition=_DEFINITIONS[one.indicator].definition,
            not_for=_DEFINITIONS[one.indicator].not_for,
            period=one.period.code,
            lineage=lineages[one.indicator, one.period.code],
        )
        for one in counted
        if one.indicator in indicators and covers(period, one.period)
        for dimension in one.dimensions
        if dimension in breakdowns
    )


def _lineages(behind: pl.DataFrame) -> list[tuple[str, str, str]]:
    return list(behind.select("indicator", "period", "lineage").iter_rows())


def _areas(house: PersonHouse, about: Asked) -> tuple[AreaNamed, ...]:
    """Return the names of all areas; a register without regions has none to show."""
    areas, year = house.areas(), about.period.year
    towns = sorted(set(about.places["municipality"]))
    regions = dict(sorted(regions_of(house.core.membership, areas, tuple(towns), year).values()))
    listed = sorted(set(about.places["region"]) - {NO_REGION, *regions})
    return (
        AreaNamed(NEDERLAND, areas.get(NEDERLAND).name, "land"),
        *(AreaNamed(code, name, "jeugdregio") for code, name in regions.items()),
        *(AreaNamed(code, code, "jeugdregio") for code in listed),
        *(AreaNamed(code, areas.get(code).name, "gemeente") for code in towns),
        AreaNamed(UNKNOWN, "woonplaats onbekend", UNKNOWN),
    )
