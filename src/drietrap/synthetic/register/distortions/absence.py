"""What never reaches the table: bills that are not finished, providers that do not deliver, or stop."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.distortions.trace import HIDDEN_ROW, traced
from drietrap.synthetic.register.model import HIDDEN, JEUGDHULP, SILENT, SyntheticRegister
from drietrap.synthetic.register.providers import AANBIEDER

_GGZ, _AMBULATORY = "ggz", "02"
_LONGEST_BILL = "1y"  # a diagnosebehandelcombinatie (DBC) runs at most a year


def unfinished_billing(
    register: SyntheticRegister, *, until: dt.date, providers: tuple[str, ...] | None = None
) -> SyntheticRegister:
    """Hide ambulatory mental health care until its bill is finished: at its end, at most a year on.

    Parameters
    ----------
    until
        First day on which care is delivered while it runs.
    providers
        Which mental health care providers; all of them when None.
    """
    name = "onvoltooide facturatie"
    ggz = register.providers.filter(pl.col("trade") == _GGZ)["provider"].to_list()
    chosen = ggz if providers is None else [provider for provider in providers if provider in ggz]
    rows = register.records.filter(
        (pl.col("kind") == JEUGDHULP)
        & (pl.col("form") == _AMBULATORY)
        & pl.col("provider").is_in(chosen)
        & (pl.col("started") < until)
    )
    finished = pl.min_horizontal("ended", pl.col("started").dt.offset_by(_LONGEST_BILL), pl.lit(until))
    hidden = rows.select("record", since="started", until=finished.dt.offset_by("-1d"))
    hidden = hidden.filter(pl.col("since") <= pl.col("until")).cast(HIDDEN)  # type: ignore[arg-type]
    register = replace(register, hidden=pl.concat([register.hidden, hidden]))
    return traced(register, name, HIDDEN_ROW, rows.join(hidden, on="record", how="semi"))


def stopped(register: SyntheticRegister, *, provider: str, since: dt.date) -> SyntheticRegister:
    """Let a provider deliver nothing over periods that end on ``since`` or later."""
    return _silenced(register, "aanbieder stopt met leveren", [provider], since, None)


def few_deliver(
    register: SyntheticRegister,
    *,
    municipality: str,
    share: float,
    since: dt.date,
    until: dt.date | None = None,
) -> SyntheticRegister:
    """Let only a share of the providers that a municipality contracted deliver.

    Parameters
    ----------
    municipality
        Code since the merger.
    share
        Share of its providers (teams and national providers left out) that do deliver.
    since, until
        The periods that end from the first to the second day (None: all later ones).
    """
    named = register.contracts.filter(pl.col("municipality") == municipality).select("provider").unique()
    local = register.providers.filter((pl.col("kind") == AANBIEDER) & (pl.col("reach") != "landelijk"))
    there = local.with_row_index("number").join(named, on="provider", how="semi").sort("number")
    chance = Draws(register.seed).uniform("weinig aanbieders", there["number"].to_numpy().astype("int64"))
    silent = there.filter(pl.Series(chance >= share, dtype=pl.Boolean))["provider"].to_list()
    return _silenced(register, "weinig aanbieders leveren", silent, since, until, municipality)


def _silenced(
    register: SyntheticRegister,
    name: str,
    providers: list[str],
    since: dt.date,
    until: dt.date | None,
    municipality: str | None = None,
) -> SyntheticRegister:
    lines = pl.DataFrame(
        {"provider": providers, "since": [since] * len(providers), "until": [until] * len(providers)},
        schema=SILENT,
    )
    rows = register.records.filter(
        pl.col("provider").is_in(providers)
        & (pl.coalesce("handed_over", "ended").is_null() | (pl.coalesce("handed_over", "ended") >= since))
        & (pl.lit(value=True) if until is None else pl.col("started") <= until)
    )
    register = replace(register, silent=pl.concat([register.silent, lines]))
    return traced(register, name, HIDDEN_ROW, rows, municipality=municipality, since=since)
