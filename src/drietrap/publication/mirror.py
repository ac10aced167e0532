"""What a feedback report to a provider shows: its own delivery, and others only unrecognisably."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.mirror import Around, MirrorFigure


@dataclass(frozen=True)
class MirrorFinding:
    """What one check found: counts, row numbers and what to do; never a value of a row.

    ``before`` is the count in the previous delivery, None without one; ``effect`` how many trajectories the
    figures could move by, None when not known; ``over`` whether it is about deliveries over time.
    """

    rule: str
    severity: str
    title: str
    message: str
    action: str
    paragraph: str
    count: int
    share: float
    rows: tuple[int, ...]
    effect: int | None
    touches: tuple[str, ...]
    before: int | None
    over: bool


@dataclass(frozen=True)
class MirrorCorrection:
    """A correction that changed ``rows`` rows: its name, what it does, why, and how sure that is."""

    id: str
    action: str
    rows: int
    reason: str
    status: str


@dataclass(frozen=True)
class ElementFilled:
    """How often an element was filled in, in per cent: now, in the previous delivery, and at others."""

    element: str
    label: str
    share: float
    before: float | None
    around: Around


@dataclass(frozen=True)
class MunicipalityLine:
    """What the delivery says about one municipality."""

    area: str
    name: str
    trajectories: int
    begun: int
    ended: int
    youths: int


@dataclass(frozen=True)
class Earlier:
    """An earlier delivery: of the period before, or one over the same period that was replaced.

    ``corrected`` rows of it were changed or left out by a correction.
    """

    period: str
    delivery: str
    received: str
    rows: int
    accepted: int
    quarantined: int
    corrected: int


@dataclass(frozen=True)
class Part:
    """One delivery of the provider: a kind and a period. ``band`` says who is comparable.

    ``corrected`` is how many rows were changed or left out by the ``corrections``.
    """

    kind: str
    period: str
    version: str
    delivery: str
    received: str
    rows: int
    accepted: int
    merged: int
    quarantined: int
    corrected: int
    corrections: tuple[MirrorCorrection, ...]
    band: str
    apart: Around
    previous: Earlier | None
    replaced: Earlier | None
    elements: tuple[ElementFilled, ...]
    findings: tuple[MirrorFinding, ...]
    gone: tuple[MirrorFinding, ...]
    figures: tuple[MirrorFigure, ...]
    groups: tuple[tuple[str, str], ...]
    municipalities: tuple[MunicipalityLine, ...]


@dataclass(frozen=True)
class Mirror:
    """Everything in the feedback report of one provider over a period; ``name`` is empty when not known."""

    provider: str
    name: str
    period: str
    made_on: str
    software: str
    synthetic: bool
    parts: tuple[Part, ...]
    over: tuple[MirrorFinding, ...]
