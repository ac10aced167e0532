"""Gathering what the report from records shows, but for its counts: those come from disclosure control."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb
import polars as pl

from drietrap import __version__
from drietrap.app.record_asked import Asked
from drietrap.app.record_counts import Together, table_id, together
from drietrap.app.record_published import published_beside
from drietrap.app.record_spread import divided, lasting
from drietrap.app.record_ties import AGE, BEGUN, ENDED, FORM, REFERRER, RUNNING, SEX, TRAJECTORIES, YOUTHS
from drietrap.app.record_words import AGES, forms, referrers, sexes
from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.rule import standing
from drietrap.indicators.records.figure import AGE_BANDS
from drietrap.indicators.records.histories import histories
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.records.dossier import (
    BreakdownAsked,
    CourseAsked,
    Delivered,
    RecordsDossier,
    Remark,
    Where,
)
from drietrap.publication.suppression.rules import CBS
from drietrap.register import ledger, registrations
from drietrap.register.history import judge_history
from drietrap.register.judging import NOT_RUN, FindingGroup
from drietrap.register.looking_back import read_back
from drietrap.register.persons import records
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.errors import NoDataError
from drietrap.vocabulary.period import Period


@contextmanager
def connected(reader: Reader) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection with the view ``record``."""
    connection = duckdb.connect()
    try:
        connection.register("record", records(reader).collect().to_arrow())
        yield connection
    finally:
        connection.close()


def delivered_within(reader: Reader, period: Period) -> pl.DataFrame:
    """Return the lines of the ledger of the deliveries of jeugdhulp that count, within ``period``.

    Raises
    ------
    NoDataError
        When there is none.
    """
    lines = reader.frame(ledger.DELIVERIES).filter(
        pl.col("replaced_by").is_null() & (pl.col("kind") == JEUGDHULP)
    )
    inside = [covers(period, Period.parse(code)) for code in lines["period"]]
    here = lines.filter(pl.Series(inside, dtype=pl.Boolean))
    if here.is_empty():
        there = ", ".join(sorted({code[:4] for code in lines["period"]}))
        raise NoDataError(
            f"er zijn geen leveringen jeugdhulp over {period.label}",
            expected=f"een jaar waarover wel is geleverd: {there}" if there else "een levering",
            action="lees leveringen in met 'drietrap ontvang', of kies een ander jaar",
        )
    return here


def exact_counts(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Together:
    """Return the counts of the report, exact and for all areas: they leave by disclosure control only."""
    codes = {
        AGE: tuple(AGE_BANDS),
        SEX: tuple(code for code, _ in sexes()),
        FORM: tuple(code for code, _ in forms()),
        REFERRER: tuple(code for code, _ in referrers()),
    }
    return together(connection, asked.period, asked.halves, asked.places, codes)


def dossier_of(
    reader: Reader,
    connection: duckdb.DuckDBPyConnection,
    asked: Asked,
    figures: pl.DataFrame,
    *,
    synthetic: bool,
) -> RecordsDossier:
    """Return everything that the report shows, but for the counts, and for districts and providers.

    ``figures`` are the published ones, to set beside.
    """
    known = histories(connection).filter(pl.col("municipality").is_in(asked.municipalities))
    lines = delivered_within(reader, asked.period)
    apart, rows = int(lines["quarantined"].sum()), int(lines["rows"].sum())
    return RecordsDossier(
        area=asked.area,
        name=asked.name,
        period=asked.period.code,
        made_on=datetime.now(UTC).date().isoformat(),
        software=f"drietrap {__version__}",
        synthetic=synthetic,
        breakdowns=_breakdowns(asked.period),
        course=tuple(_course(half) for half in asked.halves),
        beside=published_beside(connection, figures, asked),
        divided=divided(reader, known, asked),
        lasting=lasting(known, asked.period),
        districts=None,
        providers=None,
        remarks=_remarks(reader, connection, asked),
        delivered=Delivered(lines["provider"].n_unique(), round(100 * apart / max(rows, 1))),
    )


def _breakdowns(period: Period) -> tuple[BreakdownAsked, ...]:
    youths = f"Jongeren met jeugdhulp, {period.label}"
    asked = (
        (YOUTHS, AGE, youths, AGES),
        (YOUTHS, SEX, f"{youths}, naar geslacht", sexes()),
        (TRAJECTORIES, FORM, "Trajecten naar vorm van hulp of maatregel", forms()),
        (TRAJECTORIES, REFERRER, "Trajecten naar verwijzer", referrers()),
    )
    return tuple(
        BreakdownAsked(dimension, title, Where(table_id(indicator, period.code, dimension), (TOTAL,)), labels)
        for indicator, dimension, title, labels in asked
    )


def _course(half: Period) -> CourseAsked:
    begun, ended, running = (
        Where(table_id(name, half.code, AGE), (TOTAL,)) for name in (BEGUN, ENDED, RUNNING)
    )
    return CourseAsked(half.code, begun, ended, running)


def _remarks(reader: Reader, connection: duckdb.DuckDBPyConnection, asked: Asked) -> tuple[Remark, ...]:
    """Return what the checks over deliveries say of a municipality, and of who helps the youths of the area.

    Who helps them is who delivered so, and who has production there by the municipality's own totals: of a
    provider that delivered nothing, only those tell.

    What they say of the municipalities of a jeugdregio stands in the report of each. In every half-year comes
    first what moves the figures most, as in all lists of findings.
    """
    listed = connection.execute("SELECT DISTINCT municipality, provider, period FROM record").fetchall()
    beside = registrations.beside(reader)
    if beside.production is not None:
        listed += beside.production.select("municipality", "provider", "period").unique().rows()
    rows = {(provider, code) for town, provider, code in listed if town in asked.municipalities and provider}
    found: list[Remark] = []
    for half in (half for half in asked.halves if covers(asked.period, half)):
        judged = judge_history(read_back(reader, half, beside))
        said = [] if asked.is_region else [(one, 0) for one in judged.of_municipality(asked.area)]
        for provider in sorted(name for name, code in rows if code == half.code):
            said.extend((one, 1) for one in judged.of_provider(provider))
        found.extend(counted_remarks(half, [(one, whose) for one, whose in said if one.rule != NOT_RUN]))
    return tuple(found)


def counted_remarks(half: Period, said: Sequence[tuple[FindingGroup, int]]) -> Iterator[Remark]:
    """Count each finding; the order tells no more of the trajectories than a rounded count would."""
    times = Counter((one.rule, one.severity.value, one.title, whose) for one, whose in said)
    effects: Counter[str] = Counter()
    for one, _ in said:
        effects[one.rule] += one.effect or 0

    def place(found: tuple[str, str, str, int]) -> tuple[int, int, int, str]:
        rule, severity, _, _ = found
        return standing(CBS.rounded(effects[rule]), severity, times[found], rule)

    for rule, severity, title, whose in sorted(times, key=place):
        yield Remark(half.code, severity, title, whose * times[rule, severity, title, whose])
