"""The period and what came before it, put together for the rules over deliveries."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.history.beside import Beside
from drietrap.catalogue.rules.history.past import COUNTS, DELIVERED, LINKED, ROWS, WINDOW, Past
from drietrap.register import ledger
from drietrap.register.record import Record, RecordKind
from drietrap.register.scope import before, days
from drietrap.register.version import Reader
from drietrap.vocabulary.period import Period


def look_back(
    records: pl.LazyFrame, deliveries: pl.DataFrame, period: Period, beside: Beside | None = None
) -> Past:
    """Return what the rules over deliveries look at.

    Parameters
    ----------
    records
        Records of all providers, of the period and as many earlier ones as there are (columns of ``Record``).
    deliveries
        The ledger (``register.ledger.LEDGER``), of which those that were not replaced count.
    period
        A half-year or quarter; only deliveries over such parts are looked at.
    beside
        What else is known.
    """
    first, last = days(period)
    backs = pl.DataFrame(
        {
            "period": [before(period, back).code for back in range(WINDOW + 1)],
            "back": list(range(WINDOW + 1)),
            "begins": [days(before(period, back))[0] for back in range(WINDOW + 1)],
        }
    )
    found = records.join(backs.lazy(), on="period")
    active = deliveries.filter(pl.col("replaced_by").is_null()).join(backs, on="period")
    return Past(
        period,
        first,
        last,
        renamed(_rows(found)),
        _counts(found),
        active.select(pl.col(name).cast(kind) for name, kind in DELIVERED.items()).unique(),
        beside or Beside(),
    )


def read_back(reader: Reader, period: Period, beside: Beside | None = None) -> Past:
    """Return what :func:`look_back` does, reading no more of a register than the periods it needs."""
    codes = [before(period, back).code for back in range(WINDOW + 1)]
    names = [ledger.records_table(kind.value, code) for kind in RecordKind for code in codes]
    parts = [reader.frame(name).lazy() for name in names if name in reader.tables]
    records = pl.concat(parts) if parts else Record.create_empty().lazy()
    lines = reader.frame(ledger.DELIVERIES) if ledger.DELIVERIES in reader.tables else None
    return look_back(records, pl.DataFrame(schema=ledger.LEDGER) if lines is None else lines, period, beside)


def renamed(rows: pl.DataFrame) -> pl.DataFrame:
    """Give earlier rows the code that their municipality has now, after a merger (herindeling).

    A code that nobody delivers any more has become the one that most trajectories went to which were
    delivered under it in the period before.
    """
    now, was = (rows.filter(pl.col("back") == back) for back in (0, 1))
    key = ["provider", "person", "form", "started"]
    gone = was.filter(pl.col("municipality").is_not_null() & pl.col("person").is_not_null()).join(
        now.select("municipality").unique(), on="municipality", how="anti"
    )
    moved = gone.select(*key, old="municipality").join(now.select(*key, "municipality"), on=key)
    counted = moved.drop_nulls("municipality").group_by("old", new="municipality").len()
    became = (
        counted.sort("len", "new", descending=[True, False]).group_by("old").agg(pl.col("new").first())
    ).sort("old")
    earlier = pl.when(pl.col("back") > 0).then(pl.col("municipality").replace(became["old"], became["new"]))
    return rows.with_columns(municipality=earlier.otherwise("municipality"))


def _rows(found: pl.LazyFrame) -> pl.DataFrame:
    near = found.filter(pl.col("back") <= LINKED)
    columns = [pl.col(name).cast(kind) for name, kind in ROWS.items()]
    return near.select(columns).sort("back", "kind", "delivery", "row").collect()


def _counts(found: pl.LazyFrame) -> pl.DataFrame:
    counted = found.group_by("back", "kind", "provider").agg(
        rows=pl.len(),
        youths=pl.col("person").n_unique(),
        begun=(pl.coalesce("taken_over", "started") >= pl.col("begins")).sum(),
    )
    columns = [pl.col(name).cast(kind) for name, kind in COUNTS.items()]
    return counted.select(columns).sort("back", "kind", "provider").collect()
