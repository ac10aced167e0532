"""What readers lose by protection: cells and weight withheld, and how far that is from the least possible."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.publication.suppression.ledger import weight
from drietrap.publication.suppression.optimum import least_loss
from drietrap.publication.suppression.outcome import Outcome, Reason
from drietrap.publication.suppression.tables import Kind


@dataclass(frozen=True)
class Loss:
    """Information loss of a release.

    ``cells`` counts the cells of the release; ``weight`` of a cell is 1 + log2(1 + count), so that losing
    a total costs more than losing a small part. Primary cells are lost in any case.
    """

    cells: int
    primary: int
    complementary: int
    primary_weight: float
    complementary_weight: float
    total_weight: float

    @property
    def share(self) -> float:
        """Share of the weight of all cells that is withheld, primary and complementary."""
        if not self.total_weight:
            return 0.0
        return (self.primary_weight + self.complementary_weight) / self.total_weight


def loss(outcome: Outcome) -> Loss:
    """Return the information loss of ``outcome``."""
    weights: dict[Reason | None, list[float]] = {None: [], Reason.PRIMARY: [], Reason.COMPLEMENTARY: []}
    for cell, reason in zip(outcome.release.cells, outcome.reasons, strict=True):
        if cell.kind is Kind.RELEASED:
            weights[reason].append(weight(cell))
    primary, complementary = weights[Reason.PRIMARY], weights[Reason.COMPLEMENTARY]
    return Loss(
        sum(len(some) for some in weights.values()),
        len(primary),
        len(complementary),
        sum(primary),
        sum(complementary),
        sum(sum(some) for some in weights.values()),
    )


def ratio_to_optimum(outcome: Outcome, *, seconds: float = 60.0) -> float | None:
    """Return the complementary weight over the least possible (1 is the best); small releases only.

    None when the solver has no answer in ``seconds``, or when nothing is needed but something is withheld.
    """
    least = least_loss(outcome.release, outcome.rules, seconds=seconds)
    found = loss(outcome).complementary_weight
    if least is None:
        return None
    if least < 1e-9:
        return 1.0 if found < 1e-9 else None
    return found / least
