"""The district team: its help missing, help on its name that it never gave, families counted otherwise."""

from __future__ import annotations

import polars as pl

from drietrap.synthetic.register.distortions.homes import living_in
from drietrap.synthetic.register.distortions.trace import (
    ADDED,
    CHANGED,
    REMOVED,
    extended,
    replaced,
    some,
    traced,
    without,
)
from drietrap.synthetic.register.model import JEUGDHULP, SyntheticRegister
from drietrap.synthetic.register.providers import TEAM

TEAM_FORM, _NO_REFERRER = "01", "06"
_AMBULATORY = ("02", "04")


def team_of(register: SyntheticRegister, municipality: str) -> str:
    """Return the district team of a municipality (code since the merger).

    Raises
    ------
    ValueError
        When the municipality has none.
    """
    teams = register.providers.filter((pl.col("kind") == TEAM) & (pl.col("municipality") == municipality))
    if teams.is_empty():
        raise ValueError(f"{municipality} has no district team")
    return str(teams["provider"][0])


def team_missing(register: SyntheticRegister, *, municipality: str) -> SyntheticRegister:
    """Leave out all help of the district team, as when nobody told the team to deliver."""
    rows = register.records.filter(pl.col("provider") == team_of(register, municipality))
    return traced(
        without(register, rows), "hulp wijkteam ontbreekt", REMOVED, rows, municipality=municipality
    )


def team_without_help(
    register: SyntheticRegister, *, municipality: str, provider: str, share: float = 0.5
) -> SyntheticRegister:
    """Put help of a provider on the form of the district team, while the team itself delivers nothing."""
    name = "wijkteamtrajecten zonder wijkteam"
    rows = register.records.filter(pl.col("provider") == team_of(register, municipality))
    register = traced(without(register, rows), name, REMOVED, rows, municipality=municipality)
    own = living_in(
        register,
        register.records.filter(
            (pl.col("kind") == JEUGDHULP)
            & (pl.col("provider") == provider)
            & pl.col("form").is_in(_AMBULATORY)
        ),
        municipality,
    )
    chosen = some(register, name, own, share).with_columns(
        form=pl.lit(TEAM_FORM), referrer=pl.lit(_NO_REFERRER)
    )
    key = ["person", "started"]
    wrong = chosen.unique(key, keep="first", maintain_order=True)
    return traced(replaced(register, wrong), name, CHANGED, wrong, municipality=municipality)


def families_once(register: SyntheticRegister, *, municipality: str, share: float = 1.0) -> SyntheticRegister:
    """Let the team deliver one child for a family plan: brothers and sisters helped at once fall out."""
    name = "gezin telt een keer"
    helped = _of_team(register, municipality)
    pairs = helped.join(helped, on="family", suffix="_other").filter(
        (pl.col("record") > pl.col("record_other"))
        & (pl.col("person") != pl.col("person_other"))
        & (pl.col("started") <= pl.col("until_other"))
        & (pl.col("started_other") <= pl.col("until"))
    )
    rows = register.records.join(pairs, on="record", how="semi")
    gone = some(register, name, rows, share)
    return traced(without(register, gone), name, REMOVED, gone, municipality=municipality)


def families_repeated(
    register: SyntheticRegister, *, municipality: str, share: float = 1.0
) -> SyntheticRegister:
    """Let the team deliver every child of a family plan: brothers and sisters without help come in."""
    name = "gezin telt meermalen"
    helped = _of_team(register, municipality)
    plans = some(register, name, helped, share).select(
        "family", "started", record_of_plan="record", child="person", until_plan="until"
    )
    others = register.persons.select("family", "born", sibling="person")
    wanted = plans.join(others, on="family").filter(
        (pl.col("sibling") != pl.col("child"))
        & (pl.col("born") <= pl.col("started"))
        & (pl.col("born").dt.offset_by("18y") > pl.col("started"))
    )
    own = register.records.filter(pl.col("form") == TEAM_FORM).select(
        sibling="person", own_from="started", own_to=pl.coalesce("ended", _FAR)
    )
    clash = wanted.join(own, on="sibling").filter(
        (pl.col("own_from") <= pl.col("until_plan")) & (pl.col("started") <= pl.col("own_to"))
    )
    free = wanted.join(clash, on=["record_of_plan", "sibling"], how="anti")
    single = free.sort("sibling", "started", "record_of_plan").filter(
        (pl.col("started") > pl.col("until_plan").shift(1).cum_max().over("sibling")).fill_null(value=True)
    )
    rows = single.select(record="record_of_plan", sibling="sibling").join(register.records, on="record")
    register, added = extended(register, rows.with_columns(person=pl.col("sibling")))
    return traced(register, name, ADDED, added, municipality=municipality)


_FAR = pl.date(9999, 12, 31)


def _of_team(register: SyntheticRegister, municipality: str) -> pl.DataFrame:
    """Return the team's records with the family and the last day."""
    rows = register.records.filter(
        (pl.col("provider") == team_of(register, municipality)) & (pl.col("form") == TEAM_FORM)
    )
    family = register.persons.select("person", "family")
    return rows.join(family, on="person").with_columns(until=pl.coalesce("ended", _FAR))
