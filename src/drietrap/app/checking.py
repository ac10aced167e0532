"""Checking a delivery about persons before it is sent: stores nothing, needs no network and no key."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from drietrap.app.core import Core
from drietrap.app.fictive import fictive_areas
from drietrap.app.recognising import Stated, require_same_name
from drietrap.app.results import DeliveryCheck, DeliveryFinding
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register.areas import AreaRegister
from drietrap.register.between import with_between
from drietrap.register.elements import prepared
from drietrap.register.envelope import Expected, refuse_misfit, settle
from drietrap.register.identity import identified
from drietrap.register.judging import FindingGroup, judge
from drietrap.register.period_fit import refuse_other_period, refuse_unfinished
from drietrap.register.pseudonym import KeyRing
from drietrap.register.records import sort_out
from drietrap.sources.beleidsinformatie import read_delivery

_NOWHERE = "0" * 16


def check_delivery(
    path: Path,
    *,
    kind: str | None = None,
    version: str | None = None,
    provider: str | None = None,
    period: str | None = None,
    layout: Path | None = None,
    sure: bool = False,
    on: date | None = None,
) -> Published[DeliveryCheck]:
    """Do everything the receiver does with a delivery, and keep nothing.

    Parameters
    ----------
    path
        The delivery.
    kind, version, provider, period
        What it is, where the file does not say.
    layout
        Layout file (TOML) when the delivery is not in one of our own layouts.
    sure
        Whether a person looked after the period (``register.envelope.Expected``).
    on
        Day on which it is checked; today when left out.

    Raises
    ------
    InputError
        When the delivery would be refused whole.
    """
    delivered = read_delivery(
        path, kind=kind, version=version, provider=provider, period=period, layout=layout
    )
    require_same_name(path, delivered, Stated(provider=provider, period=period, sure=sure), ())
    envelope = settle(delivered, Expected(provider, period, kind, version, sure), _areas(path))
    scope = envelope.scope
    refuse_unfinished(envelope.period, on or datetime.now(UTC).date())
    rows = prepared(delivered.frame, scope.version, None)
    judgement = judge(rows, scope)
    refuse_misfit(judgement.blocked, rows.height)
    if not sure:
        refuse_other_period(rows, scope)
    who = identified(delivered.frame, scope.kind, scope.version, KeyRing.for_once())
    del delivered  # the texts of a million rows are in nobody's way any more
    judgement = with_between(judgement, rows, who, scope)
    found = sort_out(pl.concat([rows, who], how="horizontal"), judgement.blocked, envelope, _NOWHERE)
    result = DeliveryCheck(
        file=path.name,
        kind=envelope.kind.value,
        provider=envelope.provider,
        period=envelope.period.code,
        version=scope.version.id,
        rows=rows.height,
        accepted=found.accepted,
        merged=found.into.height,
        quarantined=found.quarantined,
        findings=tuple(told(group) for group in judgement.findings),
    )
    return publish_feedback(result)


def _areas(path: Path) -> AreaRegister:
    """Return the real municipalities, or the fictional ones when their mark lies beside the delivery."""
    return (fictive_areas([path.parent]) or Core()).areas()


def told(group: FindingGroup) -> DeliveryFinding:
    """Return what is told of a finding."""
    return DeliveryFinding(
        rule=group.rule,
        severity=group.severity.value,
        title=group.title,
        message=group.message,
        action=group.action,
        paragraph=group.paragraph,
        count=group.count,
        share=group.share,
        rows=group.rows,
        level=group.level,
        effect=group.effect,
        touches=group.touches,
    )
