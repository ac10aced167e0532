"""Administrative habits: everyone registered anew on 1 January, and the GI registered as referrer."""

from __future__ import annotations

import datetime as dt

import polars as pl

from drietrap.synthetic.register.distortions.trace import ADDED, CHANGED, extended, replaced, some, traced
from drietrap.synthetic.register.model import JEUGDBESCHERMING, JEUGDHULP, SyntheticRegister

_MUNICIPAL, _INSTITUTION = "01", "04"
_AS_PLANNED = "01"


def restarted(
    register: SyntheticRegister, *, provider: str, year: int, share: float = 1.0
) -> SyntheticRegister:
    """Let a provider end its running help on 31 December and start it again on 1 January of ``year``."""
    name, new_year = "herstart op 1 januari", dt.date(year, 1, 1)
    running = register.records.filter(
        (pl.col("kind") == JEUGDHULP)
        & (pl.col("provider") == provider)
        & (pl.col("started") < new_year)
        & (pl.col("ended").is_null() | (pl.col("ended") >= new_year))
    )
    chosen = some(register, name, running, share)
    again = chosen.with_columns(started=pl.lit(new_year))
    outcome = [
        pl.lit(None).alias(column) for column in ("satisfaction", "without_help", "informant", "referral")
    ]
    before = chosen.with_columns(
        *outcome, ended=pl.lit(new_year - dt.timedelta(days=1)), reason=pl.lit(_AS_PLANNED)
    )
    register = traced(replaced(register, before), name, CHANGED, before, since=new_year)
    register, added = extended(register, again)
    return traced(register, name, ADDED, added, since=new_year)


def gi_as_referrer(register: SyntheticRegister, *, provider: str, share: float = 1.0) -> SyntheticRegister:
    """Let a provider name the GI as referrer where there is a measure and a municipal decision."""
    name = "gi als verwijzer"
    measures = register.of_kind(JEUGDBESCHERMING).select(
        "person", held_from="started", held_to=pl.coalesce("handed_over", "ended")
    )
    decided = register.records.filter(
        (pl.col("kind") == JEUGDHULP) & (pl.col("provider") == provider) & (pl.col("referrer") == _MUNICIPAL)
    )
    held = (
        decided.select("record", "person", "started")
        .join(measures, on="person")
        .filter(
            (pl.col("held_from") <= pl.col("started"))
            & (pl.col("held_to").is_null() | (pl.col("held_to") >= pl.col("started")))
        )
    )
    both = decided.join(held, on="record", how="semi")
    wrong = some(register, name, both, share).with_columns(referrer=pl.lit(_INSTITUTION))
    return traced(replaced(register, wrong), name, CHANGED, wrong)
