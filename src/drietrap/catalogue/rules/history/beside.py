"""What a municipality knows beside the deliveries, once read: no BSN, every frame may be absent."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

CONTRACTS = pl.Schema(
    {
        "provider": pl.String,
        "kind": pl.String,
        "municipality": pl.String,
        "since": pl.Date,
        "until": pl.Date,
        "delivers": pl.Boolean,
    }
)
TEAM = pl.Schema(
    {
        "person": pl.String,
        "municipality": pl.String,
        "plan": pl.String,
        "children": pl.UInt32,
        "started": pl.Date,
        "ended": pl.Date,
    }
)
PRODUCTION = pl.Schema(
    {
        "provider": pl.String,
        "municipality": pl.String,
        "period": pl.String,
        "form": pl.String,
        "youths": pl.UInt32,
        "trajectories": pl.UInt32,
    }
)
MUNICIPAL = pl.Schema(
    {
        "person": pl.String,
        "municipality": pl.String,
        "provider": pl.String,
        "referrer": pl.String,
        "form": pl.String,
        "started": pl.Date,
        "ended": pl.Date,
    }
)


@dataclass(frozen=True)
class Beside:
    """Files beside the deliveries of one or more municipalities; None when not given.

    Parameters
    ----------
    contracts
        Who has a contract, and who must deliver itself (:data:`CONTRACTS`; an open date is null).
    team
        What the district teams registered (:data:`TEAM`): ``plan`` is the family plan, ``children`` for how
        many children of the family the row stands.
    production
        Totals that providers reported to the municipality (:data:`PRODUCTION`).
    municipal
        The municipality's own registration (:data:`MUNICIPAL`): every youth that it pays help for.
    """

    contracts: pl.DataFrame | None = None
    team: pl.DataFrame | None = None
    production: pl.DataFrame | None = None
    municipal: pl.DataFrame | None = None

    def given(self, name: str) -> pl.DataFrame:
        """Return a file that was given.

        Raises
        ------
        LookupError
            When it was not; a rule says in ``needs`` what it cannot do without.
        """
        frame = getattr(self, name)
        if not isinstance(frame, pl.DataFrame):
            raise LookupError(f"{name} was not given")
        return frame
