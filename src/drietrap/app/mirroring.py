"""Gathering what a feedback report shows: one provider, its deliveries over a period, and those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from drietrap import __version__
from drietrap.app.mirror_parts import Beside, Line, finding, part
from drietrap.catalogue.beleidsinformatie.registrations import CONTRACTED
from drietrap.publication.mirror import (
    Mirror,
)
from drietrap.register import ledger, registrations
from drietrap.register.areas import AreaRegister
from drietrap.register.history import judge_history
from drietrap.register.looking_back import read_back
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.errors import NoDataError
from drietrap.vocabulary.period import Period


def mirror(
    reader: Reader, areas: AreaRegister, provider: str, period: Period, *, made_on: date, synthetic: bool
) -> Mirror:
    """Return what the report about a provider over a period shows.

    Parameters
    ----------
    reader
        The register.
    areas
        Names of municipalities.
    provider
        As in the deliveries.
    period
        A year, half-year or quarter; every delivery of the provider within it is a part.

    Raises
    ------
    NoDataError
        When the provider delivered nothing over it.
    """
    lines = reader.frame(ledger.DELIVERIES) if ledger.DELIVERIES in reader.tables else None
    own = _own(lines, provider, period)
    code = str(own[0]["provider"])
    everyone = reader.frame(ledger.DELIVERIES)
    parts = tuple(part(Beside(reader, everyone, line), areas) for line in own)
    found = judge_history(read_back(reader, _told_over(period, own), registrations.beside(reader)))
    return Mirror(
        provider=code,
        name=_name(reader, code),
        period=period.code,
        made_on=made_on.isoformat(),
        software=f"drietrap {__version__}",
        synthetic=synthetic,
        parts=parts,
        over=tuple(finding(group, None, over=True) for group in found.of_provider(code)),
    )


def _own(lines: pl.DataFrame | None, provider: str, period: Period) -> list[Line]:
    """Return the deliveries of a provider that count, within a period, in a fixed order."""
    mine = (
        []
        if lines is None
        else lines.filter(pl.col("replaced_by").is_null()).sort("kind", "period").to_dicts()
    )
    mine = [line for line in mine if line["provider"].casefold() == provider.casefold()]
    within = [line for line in mine if covers(period, Period.parse(line["period"]))]
    if within:
        return within
    there = ", ".join(sorted({line["period"] for line in mine}))
    raise NoDataError(
        f"er is geen levering van deze aanbieder over {period.label}",
        expected=f"een periode waarover wel is geleverd: {there}" if there else "een aanbieder die leverde",
        action="bekijk met 'drietrap leveringen' wie waarover leverde",
    )


def _told_over(period: Period, own: Sequence[Line]) -> Period:
    """Return the period of the rules over deliveries: that of the report, or of its last delivery."""
    codes = {line["period"] for line in own}
    return period if period.code in codes else Period.parse(max(codes))


def _name(reader: Reader, provider: str) -> str:
    """Return the name of a provider on a list of contracts; empty when there is none."""
    rows = registrations.rows_of(reader, CONTRACTED)
    if rows.is_empty():
        return ""
    names = rows.filter(provider=provider)["name"].drop_nulls().sort()
    return str(names[0]) if names.len() else ""
