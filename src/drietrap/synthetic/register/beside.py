"""What a fictional municipality knows beside the deliveries: contracts, its team's plans, production."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
)
from drietrap.synthetic.files import MARK
from drietrap.synthetic.register.delivered import bounds, delivered
from drietrap.synthetic.register.layouts import headings_of
from drietrap.synthetic.register.model import JEUGDHULP, KINDS, SyntheticRegister
from drietrap.synthetic.register.municipal import municipal
from drietrap.synthetic.register.providers import INSTELLING, TEAM
from drietrap.vocabulary.period import Period

_DAY = "%Y%m%d"


def write_registrations(
    register: SyntheticRegister, folder: Path, *, municipality: str, period: Period
) -> list[Path]:
    """Write what a municipality knows itself, as CSV that the product reads.

    Give the register without distortions: then these files hold what the deliveries are compared with.

    Parameters
    ----------
    municipality
        Code in the year of the period.
    period
        A half-year.

    Returns
    -------
    The list of contracted providers with what each should deliver, the registration of the district team
    with its family plans, the production totals per provider, and the municipality's own registration with
    decisions and amounts.

    Raises
    ------
    ValueError
        When the period is not a half-year or quarter.
    """
    folder.mkdir(parents=True, exist_ok=True)
    here = delivered(register, period).filter(pl.col("municipality") == municipality)
    frames = {
        CONTRACTED: _contracted(register, municipality, period, _helped(register, municipality, period)),
        DISTRICT_TEAM: _team(register, here),
        PRODUCTION: _production(here, period),
        MUNICIPAL: municipal(register.seed, here, period),
    }
    written = []
    for kind, frame in frames.items():
        path = folder / f"{kind.replace(' ', '_')}_{municipality}_{period.code}_{MARK}.csv"
        path.write_bytes(_csv(kind, frame))
        written.append(path)
    return written


def _helped(register: SyntheticRegister, municipality: str, period: Period) -> pl.DataFrame:
    """Return ``provider, soort`` of who had youths of the municipality, in the half-year of the period."""
    half = 1 if bounds(period)[0].month <= 6 else 2
    parts = (("H", half), ("K", 2 * half - 1), ("K", 2 * half))
    rows = pl.concat(delivered(register, Period(period.year, *part)) for part in parts)
    return (
        rows.filter(municipality=municipality)
        .select("provider", soort=pl.col("kind").cast(pl.String))
        .unique()
    )


def _contracted(
    register: SyntheticRegister, municipality: str, period: Period, helped: pl.DataFrame
) -> pl.DataFrame:
    """Return a row per provider and kind of delivery; an institution delivers its three kinds everywhere.

    Who has a contract and ``helped`` nobody has nothing to deliver.
    """
    now = register.territory.at(period.year)
    codes = dict(
        zip(register.territory.municipality_codes[now], register.territory.municipality_codes[1], strict=True)
    )
    active = (pl.col("since").is_null() | (pl.col("since") <= period.year)) & (
        pl.col("until").is_null() | (pl.col("until") >= period.year)
    )
    contracts = register.contracts.filter((pl.col("municipality") == codes[municipality]) & active)
    help_ = (
        contracts.group_by("provider")
        .agg(pl.col("since", "until").first())
        .with_columns(soort=_text(JEUGDHULP))
    )
    institutions = register.providers.filter(pl.col("kind") == INSTELLING).select("provider")
    kinds = pl.DataFrame({"soort": [kind for kind in KINDS if kind != JEUGDHULP]})
    others = institutions.join(kinds, how="cross")
    first = pl.coalesce("since", pl.lit(register.years.start))
    due = helped.with_columns(levert_zelf=_text("ja"))
    return (
        pl.concat([help_, others], how="diagonal")
        .join(due, on=["provider", "soort"], how="left")
        .sort("provider", "soort")
        .select(
            aanbieder="provider",
            naam=pl.lit("Fictieve aanbieder ") + pl.col("provider"),
            soort="soort",
            contract_van=pl.format("{}0101", first),
            contract_tot=pl.when(pl.col("until").is_not_null()).then(pl.format("{}1231", "until")),
            levert_zelf=pl.col("levert_zelf").fill_null("nee"),
        )
    )


def _team(register: SyntheticRegister, here: pl.DataFrame) -> pl.DataFrame:
    """Return the team's youths; brothers and sisters share the number of the plan."""
    teams = register.providers.filter(pl.col("kind") == TEAM).select("provider")
    rows = here.join(teams, on="provider", how="semi")
    family = register.persons.select("person", "family")
    return rows.join(family, on="person").select(
        bsn="bsn",
        geboortedatum=pl.col("born").dt.strftime(_DAY),
        geslacht="sex",
        gemeente=pl.col("municipality").str.slice(2),
        wijk="district",
        gezinsplan=pl.format("P{}", "family"),
        kinderen_in_plan=_text("1"),
        datum_aanvang=pl.col("started").dt.strftime(_DAY),
        datum_einde=pl.col("ended").dt.strftime(_DAY),
        reden_beeindiging="reason",
    )


def _production(here: pl.DataFrame, period: Period) -> pl.DataFrame:
    help_ = here.filter(pl.col("kind") == JEUGDHULP)
    counts = help_.group_by("provider", "form").agg(
        jeugdigen=pl.col("person").n_unique().cast(pl.String), trajecten=pl.len().cast(pl.String)
    )
    return counts.sort("provider", "form").select(
        "jeugdigen", "trajecten", aanbieder="provider", periode=_text(period.code), hulpvorm="form"
    )


def _text(value: str) -> pl.Expr:
    return pl.lit(value, dtype=pl.String)


def _csv(kind: str, frame: pl.DataFrame) -> bytes:
    """Return the file with the headings of the product's own layout; what is not known is blank."""
    headings = headings_of(kind)
    columns = [pl.col(name) if name in frame.columns else _text("").alias(name) for name in headings]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings.values())
    writer.writerows(frame.select(columns).fill_null("").iter_rows())
    return buffer.getvalue().encode("utf-8-sig")
