"""What the use case of a study returns: how far it is, and where its files are."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Verdict


@dataclass(frozen=True)
class PointTold:
    """A figure for which a municipality was chosen: what our verdict makes of it, and after correction."""

    indicator: str
    label: str
    question: int
    verdict: Verdict
    after: Verdict


@dataclass(frozen=True)
class Progress:
    """How far a municipality of a study is; counts are of chapters and of sign-offs."""

    area: str
    name: str
    points: tuple[PointTold, ...]
    findings: int
    missing: int
    written: int
    signed: int
    lapsed: int
    roles: int


@dataclass(frozen=True)
class StudyResult:
    """A study: ``files`` are paths in ``folder`` that were written; ``version`` is the number last issued.

    ``remark`` says what is odd about the choice of municipalities; empty when nothing is.
    """

    title: str
    folder: str
    period: str
    release: int
    synthetic: bool
    municipalities: tuple[Progress, ...]
    files: tuple[str, ...]
    version: int | None
    remark: str
