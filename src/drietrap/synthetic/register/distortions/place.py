"""Youths on the wrong municipality: moved away, or counted where the institution stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from drietrap.synthetic.register.distortions.trace import WRONG_PLACE, some, traced
from drietrap.synthetic.register.model import JEUGDBESCHERMING, JEUGDHULP, RESIDENCES, SyntheticRegister

NEW_PRINCIPLE = dt.date(2022, 1, 1)
_GUARDIANSHIP = ("21", "22", "23")
_WITH_STAY = ("11", "12", "13", "14")


def moved_away(register: SyntheticRegister, *, provider: str, share: float = 1.0) -> SyntheticRegister:
    """Let a provider go on delivering youths for the municipality that they moved away from."""
    name = "woont er niet meer"
    family = register.persons.select("person", "family")
    rows = some(register, name, register.records.filter(pl.col("provider") == provider), share)
    first = rows.select("record", "person", "provider", "started", "ended").join(family, on="person")
    moves = first.join(register.moves, on="family").filter(
        (pl.col("date") > pl.col("started"))
        & (pl.col("ended").is_null() | (pl.col("date") <= pl.col("ended")))
    )
    earliest = moves.group_by("record").agg(
        pl.col("family").first(), pl.col("provider").first(), since=pl.col("date").min()
    )
    left = _before_move(register, earliest)
    away = moves.select("record", "date", "place").join(left, on="record")
    elsewhere = away.filter(_municipality(register, "place") != _municipality(register, "old"))
    stale = left.join(elsewhere, on="record", how="semi")
    lines = _per_code(register, stale).sort("record", "since")
    register = replace(register, residences=pl.concat([register.residences, lines]))
    return traced(register, name, WRONG_PLACE, stale.sort("record"))


def _before_move(register: SyntheticRegister, rows: pl.DataFrame) -> pl.DataFrame:
    """Add where the family lived before the move (``old``)."""
    moves = register.moves.rename({"place": "later", "date": "moved"})
    before = (
        rows.select("record", "family", "since")
        .join(moves, on="family")
        .filter(pl.col("moved") < pl.col("since"))
        .group_by("record")
        .agg(pl.col("later").sort_by("moved").last())
    )
    homes = rows.join(register.families.select("family", "place"), on="family")
    return homes.join(before, on="record", how="left").select(
        "record", "provider", "since", old=pl.coalesce("later", "place")
    )


def _municipality(register: SyntheticRegister, place: str) -> pl.Expr:
    codes = register.territory.municipality_codes[1]
    return pl.col(place).replace_strict(range(len(codes)), codes, return_dtype=pl.String)


def _per_code(register: SyntheticRegister, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the stale municipality under its code before and since the merger."""
    before, after = register.territory.municipality_codes
    last_day = NEW_PRINCIPLE - dt.timedelta(days=1)
    old = pl.col("old")
    parts = [
        rows.filter(pl.col("since") <= last_day).select(
            "record",
            "since",
            municipality=old.replace_strict(range(len(before)), before, return_dtype=pl.String),
            until=pl.lit(last_day),
        ),
        rows.select(
            "record",
            since=pl.max_horizontal("since", pl.lit(NEW_PRINCIPLE)),
            municipality=old.replace_strict(range(len(after)), after, return_dtype=pl.String),
            until=pl.lit(None, dtype=pl.Date),
        ),
    ]
    return pl.concat([part.select(pl.col(n).cast(k) for n, k in RESIDENCES.items()) for part in parts])


def residence_principle(register: SyntheticRegister, *, provider: str, new: bool) -> SyntheticRegister:
    """Count the residents of a provider on the municipality where it stands.

    Until 2021 (``new=False``) that is what the woonplaatsbeginsel made of youths under guardianship
    (voogdij); since 2022 (``new=True``) a provider that applies it wrongly does so with all who stay there.
    """
    name = "woonplaatsbeginsel nieuw" if new else "woonplaatsbeginsel oud"
    rows = register.records.filter(
        (pl.col("kind") == JEUGDHULP) & (pl.col("provider") == provider) & pl.col("form").is_in(_WITH_STAY)
    )
    code = str(
        register.providers.row(by_predicate=pl.col("provider") == provider, named=True)["municipality"]
    )
    last_day = NEW_PRINCIPLE - dt.timedelta(days=1)
    if new:
        lines = rows.filter(pl.col("ended").is_null() | (pl.col("ended") >= NEW_PRINCIPLE)).select(
            "record",
            since=pl.max_horizontal("started", pl.lit(NEW_PRINCIPLE)),
            until=pl.lit(None, dtype=pl.Date),
        )
    else:
        code = _before_merger(register, code)
        lines = _under_guardianship(register, rows).select("record", "since", until=pl.lit(last_day))
    lines = lines.with_columns(municipality=pl.lit(code)).select(
        pl.col(column).cast(kind) for column, kind in RESIDENCES.items()
    )
    register = replace(register, residences=pl.concat([register.residences, lines]))
    touched = rows.join(lines, on="record", how="semi")
    return traced(register, name, WRONG_PLACE, touched, municipality=code)


def _under_guardianship(register: SyntheticRegister, rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``record, since`` of the stays before 2022 during which there was guardianship."""
    guardian = (
        register.of_kind(JEUGDBESCHERMING)
        .filter(pl.col("form").is_in(_GUARDIANSHIP))
        .select("person", held_from="started", held_to="ended")
    )
    since = pl.max_horizontal("started", "held_from")
    return (
        rows.join(guardian, on="person")
        .filter(
            (pl.col("held_to").is_null() | (pl.col("held_to") >= pl.col("started")))
            & (pl.col("ended").is_null() | (pl.col("held_from") <= pl.col("ended")))
            & (since < NEW_PRINCIPLE)
        )
        .group_by("record")
        .agg(since=since.min())
        .sort("record")
    )


def _before_merger(register: SyntheticRegister, code: str) -> str:
    """Return a code that the municipality had before the merger (the first of its parts)."""
    before, after = register.territory.municipality_codes
    return next(old for old, now in zip(before, after, strict=True) if now == code)
