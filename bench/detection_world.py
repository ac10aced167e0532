"""What a receiver has of a fictional register: delivered records, the ledger, and files beside them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from drietrap.catalogue.rules.history.beside import CONTRACTS, MUNICIPAL, PRODUCTION, TEAM, Beside
from drietrap.catalogue.rules.history.past import Past
from drietrap.register.looking_back import look_back
from drietrap.synthetic.register.delivered import delivered
from drietrap.synthetic.register.model import JEUGDHULP, SyntheticRegister
from drietrap.vocabulary.period import Period


def records_of(register: SyntheticRegister, periods: list[Period]) -> pl.DataFrame:
    """Return the delivered records of all periods as the register of deliveries holds them."""
    rows = pl.concat([delivered(register, period) for period in periods])
    return rows.with_columns(
        pl.col("kind", "person").cast(pl.String),
        delivery=pl.concat_str("kind", "provider", "period", separator=" "),
    )


def past_of(records: pl.DataFrame, period: Period, beside: Beside) -> Past:
    """Return what the rules look at; who has no row in a period delivered nothing over it."""
    lines = records.select("kind", "provider", "period").unique()
    return look_back(
        records.lazy(), lines.with_columns(replaced_by=pl.lit(None, dtype=pl.String)), period, beside
    )


def patched(base: Past, fresh: Past, providers: list[str]) -> Past:
    """Return a past in which these providers delivered something else; the others are as they were."""

    def put(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([old.filter(~pl.col("provider").is_in(providers)), new])

    return replace(
        base,
        rows=put(base.rows, fresh.rows),
        counts=put(base.counts, fresh.counts),
        delivered=put(base.delivered, fresh.delivered),
    )


def beside_of(register: SyntheticRegister, records: pl.DataFrame, period: Period) -> Beside:
    """Return the files of all municipalities, as they would be without any distortion."""
    now = records.filter((pl.col("period") == period.code) & (pl.col("kind") == JEUGDHULP))
    family = register.persons.select(pl.col("person").cast(pl.String), "family")
    first = pl.date(period.year, 1, 1)
    contracts = (
        register.contracts.group_by("provider", "municipality")
        .agg(pl.col("since").first(), pl.col("until").first())
        .select(
            "provider",
            "municipality",
            kind=pl.lit(JEUGDHULP),
            since=pl.date(pl.col("since"), 1, 1),
            until=pl.date(pl.col("until"), 12, 31),
            delivers=pl.lit(value=True),
        )
    )
    # A contract without a single youth in the whole country gives nothing to deliver.
    active = contracts.filter(pl.col("since").is_null() | (pl.col("since") <= first))
    team = (
        now.filter(pl.col("form") == "01")
        .join(family, on="person")
        .with_columns(plan=pl.format("P{}", "family"), children=pl.lit(1))
    )
    production = now.group_by("provider", "municipality", "period", "form").agg(
        youths=pl.col("person").n_unique(), trajectories=pl.len()
    )
    return Beside(
        _typed(active, CONTRACTS), _typed(team, TEAM), _typed(production, PRODUCTION), _typed(now, MUNICIPAL)
    )


def _typed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
