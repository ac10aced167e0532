"""What a delivery is, before its rows: who sent what over which period, or the one reason to refuse it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import polars as pl

from drietrap.catalogue.beleidsinformatie import version_of_year
from drietrap.catalogue.rules.columns import START
from drietrap.catalogue.rules.rule import Scope
from drietrap.register.areas import AreaRegister
from drietrap.register.identity import form_element
from drietrap.register.record import RecordKind
from drietrap.register.scope import parts_of, scope_of
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import number
from drietrap.vocabulary.period import Period

_MOST = 0.5  # a rule that more than half of the rows break says something about the file, not about rows
_SEVERAL = 5  # ... in a delivery that has at least this many of them
_PERIOD_RULES = ("AANVANG-NA-PERIODE", "EINDE-VOOR-PERIODE")
_NOTHING_CHANGED = "er is niets veranderd in het register"


class Delivered(Protocol):
    """A delivery as a reader hands it over (``sources.delivery.RawDelivery``)."""

    @property
    def kind(self) -> str:
        """Kind of records, as in ``RecordKind``."""

    @property
    def version(self) -> str:
        """Version of the protocol."""

    @property
    def provider(self) -> str | None:
        """Who the file says it comes from."""

    @property
    def period(self) -> str | None:
        """The period the file says it covers."""

    @property
    def frame(self) -> pl.DataFrame:
        """``row`` and elements as text."""


@dataclass(frozen=True)
class Expected:
    """What the receiver knows: from whom, over which period, what and in which version; None is unknown.

    ``sure`` says that a person looked after period and provider: what only makes them unlikely then refuses
    nothing.
    """

    provider: str | None = None
    period: str | None = None
    kind: str | None = None
    version: str | None = None
    sure: bool = False


@dataclass(frozen=True)
class Envelope:
    """A delivery of one provider: its kind, period, and the scope its rows are checked in."""

    kind: RecordKind
    provider: str
    period: Period
    scope: Scope


def settle(delivered: Delivered, expected: Expected, areas: AreaRegister | None) -> Envelope:
    """Return what a delivery is.

    Raises
    ------
    InputError
        Another provider, a wrong period, kind or version, or nothing in it.
    """
    kind = _kind(delivered.kind, expected.kind)
    provider = _provider(delivered.provider, expected.provider)
    period = _period(kind, delivered.period, expected.period)
    scope = scope_of(kind, delivered.version, period, areas)
    current = version_of_year(period.year)
    wanted = expected.version or (current.id if current is not None else None)
    if wanted != scope.version.id:
        raise _refusal(
            f"het bestand volgt versie {scope.version.id} van het protocol",
            f"versie {wanted} voor {period.label}" if wanted else "een periode vanaf 2015",
            "lever de periode aan in de versie die toen gold",
        )
    if kind.value not in scope.version.kinds:
        raise _refusal(
            f"versie {scope.version.id} van het protocol kent geen levering {kind.value}",
            f"{', '.join(scope.version.kinds)}",
            "controleer de soort levering en de periode",
        )
    _refuse_shape(delivered.frame, kind)
    return Envelope(kind, provider, period, scope)


def refuse_misfit(blocked: pl.DataFrame, rows: int) -> None:
    """Refuse a delivery when most rows break one blocking rule: then the file is wrong, not its rows.

    Parameters
    ----------
    blocked
        ``row`` and ``rule`` of every blocking rule that a row breaks.
    rows
        Rows in the delivery.
    """
    together = blocked.with_columns(
        pl.when(pl.col("rule").is_in(_PERIOD_RULES)).then(pl.lit("PERIODE")).otherwise("rule").alias("rule")
    ).unique()
    counts = together.group_by("rule").len().sort("len", "rule", descending=[True, False])
    for rule, count in counts.iter_rows():
        if count >= _SEVERAL and count > _MOST * rows:
            raise _misfit(rule, f"bij {number(count)} van de {number(rows)} regels")


def _refuse_shape(frame: pl.DataFrame, kind: RecordKind) -> None:
    """Refuse a frame without rows, or without the elements that make a row a record."""
    lacking = [name for name in ("bsn", START, form_element(kind.value)) if name not in frame.columns]
    if lacking:
        raise _refusal(
            f"het element {', '.join(lacking)} ontbreekt in het bestand",
            "de elementen van deze versie van het protocol",
            "controleer de indeling waarmee het bestand is gelezen",
        )
    if frame.is_empty():
        raise _refusal("er staan geen regels in het bestand", "ten minste één regel", "lever opnieuw aan")
    if frame["row"].is_duplicated().any():
        raise ValueError("two rows of a delivery have the same number")


def _misfit(rule: str, where: str) -> InputError:
    if rule == "PERIODE":
        return _refusal(
            f"het bestand gaat over een andere periode: {where} ligt de hulp buiten de periode",
            "alleen hulp die in de periode liep",
            "controleer de periode, of kies het bestand van de juiste periode",
        )
    if rule in ("AANVANG-VORM", "EINDE-VORM", "EINDE-VOOR-AANVANG"):
        return _refusal(
            f"de datums passen niet: {where} is een datum niet te lezen of ligt het einde voor de aanvang",
            "datums als JJJJMMDD, in de kolommen van het protocol",
            "controleer de volgorde van jaar, maand en dag, en of er een kolom is verschoven",
        )
    return _refusal(
        f"de kolommen passen niet bij de indeling: {where} klopt de inhoud niet ({rule})",
        "de kolommen van deze versie van het protocol",
        "controleer of er een kolom is verschoven en of u de juiste versie koos",
    )


def _kind(stated: str, expected: str | None) -> RecordKind:
    if stated not in set(RecordKind):
        raise _refusal(
            "de soort levering is onbekend", ", ".join(RecordKind), "kies een soort levering van het protocol"
        )
    if expected is not None and expected != stated:
        raise _refusal(f"het bestand is een levering {stated}", expected, "kies het juiste bestand")
    return RecordKind(stated)


def _provider(stated: str | None, expected: str | None) -> str:
    ours, theirs = (expected or "").strip(), (stated or "").strip()
    if not ours and not theirs:
        raise _refusal(
            "het is niet bekend van welke aanbieder het bestand is",
            "een aanbieder in het bestand of bij het inlezen",
            "noem de aanbieder bij het inlezen",
        )
    if ours and theirs and ours.casefold() != theirs.casefold():
        raise _refusal(
            "het bestand is van een andere aanbieder",
            "een levering van de aanbieder die u noemt",
            "kies het juiste bestand",
        )
    return ours or theirs


def _period(kind: RecordKind, stated: str | None, expected: str | None) -> Period:
    if not stated and not expected:
        raise _refusal(
            "het is niet bekend over welke periode het bestand gaat",
            "een periode in het bestand of bij het inlezen, zoals 2022H1",
            "noem de periode bij het inlezen",
        )
    period = Period.parse(expected or stated or "")
    if stated and Period.parse(stated) != period:
        raise _refusal(
            f"het bestand gaat over een andere periode ({Period.parse(stated).label})",
            f"een levering over {period.label}",
            "kies het bestand van de juiste periode",
        )
    if not parts_of(kind, period):
        wanted = "een kwartaal" if kind is RecordKind.JEUGDRECLASSERING else "een halfjaar"
        raise _refusal(
            f"een levering {kind.value} over {period.label} bestaat niet", wanted, "controleer de periode"
        )
    return period


def _refusal(problem: str, expected: str, action: str) -> InputError:
    return InputError(problem, expected=expected, action=f"{action}; {_NOTHING_CHANGED}")
