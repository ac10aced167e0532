"""What a rule over deliveries is: as a rule on a record, but its test finds providers or municipalities.

A test gives one line per provider or municipality that stands out (:data:`HITS`), all at once. When something
that it needs is missing, that is a finding too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.rule import Severity

HITS = pl.Schema(
    {
        "subject": pl.String,
        "count": pl.Int64,
        "of": pl.Int64,
        "expected": pl.Float64,
        "youths": pl.Int64,
        "effect": pl.Int64,
    }
)
"""``count`` trajectories (or what the rule counts) stand out, of ``of``; ``expected`` is what was likely.

``effect`` is how many trajectories the figures can move by; null when that is ``count``.
"""


class Subject(StrEnum):
    """Whom a finding is told to."""

    PROVIDER = "aanbieder"
    MUNICIPALITY = "gemeente"


class Need(StrEnum):
    """What a rule cannot do without, in words for the reader."""

    BEFORE = "een levering over de periode ervoor"
    SERIES = "leveringen over ten minste vier perioden ervoor"
    CONTRACTS = "de lijst met gecontracteerde aanbieders"
    TEAM = "de registratie van het wijkteam"
    PRODUCTION = "de productietotalen van de aanbieders"
    MUNICIPAL = "de registratie van de gemeente zelf"


@dataclass(frozen=True)
class HistoryRule:
    """A check on what was delivered over a period, beside other periods, providers and files.

    Parameters
    ----------
    code, severity, title, action, paragraph
        As in :class:`~drietrap.catalogue.rules.rule.Rule`.
    message
        What stands out, in Dutch; ``{count}``, ``{of}`` and ``{expected}`` become numbers, and
        ``{count:is|zijn}`` the word that fits (``vocabulary.notation.Count``).
    subject
        Whom it is about.
    needs
        What it cannot do without.
    touches
        Themes of indicators that it can move (``catalogue.rules.themes``).
    method
        How it is found, in Dutch, with the source of the statistic and every threshold.
    test
        Gives the :data:`HITS`.
    """

    code: str
    severity: Severity
    subject: Subject
    title: str
    message: str
    action: str
    paragraph: str
    needs: tuple[Need, ...]
    touches: tuple[str, ...]
    method: str
    test: Callable[[Past], pl.DataFrame] = field(repr=False)


def hits(found: pl.DataFrame) -> pl.DataFrame:
    """Return lines as :data:`HITS`: columns that are absent are unknown, the order is that of the subject."""
    columns = [
        (pl.col(name) if name in found.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in HITS.items()
    ]
    return found.select(columns).sort("subject")
