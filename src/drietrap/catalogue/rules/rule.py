"""What a rule on a record is: a code, a sentence, advice, its paragraph, a test, and examples of both kinds.

A test is a Polars expression over the prepared columns (``columns.py``), true where a row breaks the rule.
It never sees a BSN, and its sentences never hold a value of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import polars as pl

from drietrap.catalogue.beleidsinformatie import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    MACHTIGING,
    VERSIONS,
    Version,
)


class Severity(StrEnum):
    """What a finding does to the row, the worst first."""

    BLOKKEERT = "blokkeert"  # the row goes to quarantine
    FOUT = "fout"  # the row goes on; the provider must mend it
    WAARSCHUWING = "waarschuwing"  # probably wrong
    SIGNAAL = "signaal"  # worth a look


_WORST_FIRST = tuple(Severity)


def standing(effect: int | None, severity: str, count: int, code: str) -> tuple[int, int, int, str]:
    """Return by what a finding is ordered: what moves the figures most comes first.

    Parameters
    ----------
    effect
        Trajectories of which it is in doubt whether, or as what, an indicator counts them; of a row in
        quarantine the row itself, because no indicator counts it. None when not known.
    severity
        A :class:`Severity`: among findings of equal effect the worst comes first.
    count
        How much was found, when the severity is equal too.
    code
        Of the rule; makes the order total.
    """
    return -(effect or 0), _WORST_FIRST.index(Severity(severity)), -count, code


@dataclass(frozen=True)
class Scope:
    """What a rule must know beside the row.

    Parameters
    ----------
    kind
        Kind of delivery, such as ``jeugdhulp``.
    version
        Version of the protocol.
    first, last
        First and last day of the period of the delivery.
    municipalities
        Codes (``GM0505``) of the municipalities that exist in the period; empty when not known.
    """

    kind: str
    version: Version
    first: date
    last: date
    municipalities: frozenset[str] = frozenset()

    def has(self, *names: str) -> bool:
        """Whether this kind and version have all these elements."""
        return all(self.version.element(self.kind, name) is not None for name in names)

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes of an element; none when it is not there or its scale is not known."""
        element = self.version.element(self.kind, name)
        return () if element is None else tuple(code.code for code in element.codes)


@dataclass(frozen=True)
class Example:
    """One delivered row: a good row of its kind (``GOOD``) with some elements changed, as text.

    None leaves an element empty. Elements that the version does not have are absent unless changed;
    ``{year}`` is the year of the period.
    """

    change: Mapping[str, str | None] = field(default_factory=dict)
    kind: str = JEUGDHULP
    version: str = "7"
    period: str = "2022H1"

    @property
    def row(self) -> dict[str, str | None]:
        """The elements as delivered."""
        version = VERSIONS[self.version]
        good = {name: text for name, text in GOOD[self.kind].items() if version.element(self.kind, name)}
        year = self.period[:4]
        return {
            name: None if text is None else text.format(year=year)
            for name, text in {**good, **self.change}.items()
        }


@dataclass(frozen=True)
class Rule:
    """A check on every row of a delivery.

    Parameters
    ----------
    code
        Stable code.
    severity
        What a finding does to the row.
    title
        Dutch name.
    message
        What is wrong, in Dutch, as a sentence; holds no value of a row.
    action
        What the provider can do, in Dutch.
    paragraph
        Where it comes from: paragraph of the protocol, or our own conclusion.
    elements
        Elements it is about, as the reader knows them.
    test
        Gives the expression for a scope, or None where the rule does not apply.
    good, bad
        Rows that it passes, and that it finds.
    """

    code: str
    severity: Severity
    title: str
    message: str
    action: str
    paragraph: str
    elements: tuple[str, ...]
    test: Callable[[Scope], pl.Expr | None] = field(repr=False)
    good: tuple[Example, ...]
    bad: tuple[Example, ...]


_PERSON: Mapping[str, str | None] = MappingProxyType(
    {
        "bsn": "111222333",
        "geboortedatum": "20100314",
        "geslacht": "V",
        "postcode": "1234AB",
        "gemeente": "0505",
    }
)
GOOD: Mapping[str, Mapping[str, str | None]] = MappingProxyType(
    {
        JEUGDHULP: {
            **_PERSON,
            "verwijzer": "02",
            "hulpvorm": "02",
            "perspectief": "03",
            "crisis": "02",
            "datum_aanvang": "{year}0110",
            "datum_einde": "{year}0501",
            "reden_beeindiging": "01",
        },
        JEUGDBESCHERMING: {
            **_PERSON,
            "maatregel": "11",
            "datum_aanvang": "{year}0110",
            "datum_einde": "{year}0501",
            "reden_beeindiging": "04",
        },
        JEUGDRECLASSERING: {
            **_PERSON,
            "maatregel": "41",
            "erkende_interventie": "02",
            "datum_aanvang": "{year}0110",
            "datum_einde": "{year}0301",
            "reden_beeindiging": "21",
            "risicoprofiel": "42",
            "doorverwijzing": "51",
        },
        MACHTIGING: {
            **_PERSON,
            "maatregel": "72",
            "datum_aanvang": "{year}0110",
            "datum_einde": "{year}0501",
        },
    }
)
