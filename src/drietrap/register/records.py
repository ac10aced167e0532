"""From prepared rows to records: the typed core rows, and where every delivered row went."""

from __future__ import annotations

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.columns import (
    BIRTH_KIND,
    BORN_FIRST,
    END,
    HANDED_OVER,
    REASON,
    START,
    TAKEN_OVER,
    BirthKind,
)
from drietrap.register.envelope import Envelope
from drietrap.register.identity import PERSON, RECORD_KEY, form_element
from drietrap.register.judging import BROKEN
from drietrap.register.merging import merged
from drietrap.register.record import Record
from drietrap.vocabulary.errors import IntegrityError

NO_RECORD = "GEEN-RECORD"  # a row that the contract of the core table refuses although no rule blocks it


@dataclass(frozen=True)
class Sorted:
    """Where the rows of a delivery went; every row is in exactly one place.

    Parameters
    ----------
    records
        Core rows.
    into
        ``row`` that went up in the record of row ``into``.
    quarantine
        ``row`` and ``rule``, one line for every blocking rule that the row breaks.
    """

    records: dy.DataFrame[Record]
    into: pl.DataFrame
    quarantine: pl.DataFrame

    @property
    def accepted(self) -> int:
        """Rows that are a record or went up in one."""
        return self.records.height + self.into.height

    @property
    def quarantined(self) -> int:
        """Rows in quarantine."""
        return self.quarantine["row"].n_unique()


def sort_out(rows: pl.DataFrame, blocked: pl.DataFrame, envelope: Envelope, delivery: str) -> Sorted:
    """Turn prepared, identified rows into records, and set apart the rows that cannot be one.

    Raises
    ------
    IntegrityError
        When a row would be lost or counted twice.
    """
    passing = rows.join(blocked.select("row"), on="row", how="anti", maintain_order="left")
    typed = passing.select(*_record(rows.columns, envelope, delivery), RECORD_KEY)
    good, failure = Record.filter(typed.drop(RECORD_KEY))
    refused = failure.invalid().select("row", pl.lit(NO_RECORD).alias("rule")).unique()
    keys = typed.select("row", RECORD_KEY).join(refused, on="row", how="anti")
    records, into = merged(good.join(keys, on="row", how="left", maintain_order="left"))
    quarantine = pl.concat([blocked, refused.cast(BROKEN)]).sort("row", "rule")
    found = Sorted(Record.validate(records), into, quarantine)
    if found.accepted + found.quarantined != rows.height:
        raise IntegrityError(
            f"van {rows.height} geleverde regels zijn er {found.accepted} ingelezen en "
            f"{found.quarantined} apart gezet; er is niets bewaard"
        )
    return found


def _record(columns: list[str], envelope: Envelope, delivery: str) -> list[pl.Expr]:
    scope = envelope.scope
    care = scope.kind == JEUGDHULP

    def code(name: str) -> pl.Expr:
        listed = scope.codes(name)
        if name not in columns or not listed:
            return pl.lit(None, dtype=pl.String)
        return pl.when(pl.col(name).is_in(listed)).then(pl.col(name))

    def day(name: str) -> pl.Expr:
        return pl.col(name) if name in columns and scope.has(name) else pl.lit(None, dtype=pl.Date)

    born = pl.col(BORN_FIRST) if BORN_FIRST in columns else pl.lit(None, dtype=pl.Date)
    return [
        pl.lit(scope.kind).alias("kind"),
        pl.lit(delivery).alias("delivery"),
        pl.col("row"),
        pl.lit(envelope.provider).alias("provider"),
        pl.lit(envelope.period.code).alias("period"),
        pl.lit(scope.version.id).alias("version"),
        pl.col(PERSON),
        code("geslacht").alias("sex"),
        born.alias("born"),
        (pl.col(BIRTH_KIND) == BirthKind.DAY if BIRTH_KIND in columns else pl.lit(False)).alias("born_exact"),
        pl.col("municipality"),
        pl.col("district"),
        (code("verwijzer") if care else pl.lit(None, dtype=pl.String)).alias("referrer"),
        code(form_element(scope.kind)).alias("form"),
        code("perspectief").alias("perspective"),
        code("crisis").alias("crisis"),
        day(START).alias("started"),
        day(END).alias("ended"),
        code(REASON).alias("reason"),
        day(TAKEN_OVER).alias("taken_over"),
        day(HANDED_OVER).alias("handed_over"),
    ]
