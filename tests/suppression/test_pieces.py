"""A total of very many codes is protected in pieces: programs stay small, and still nothing is given away."""

from __future__ import annotations

import numpy as np
import pytest

from drietrap.publication.suppression.audit import check_proofs
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.network import Floats, Program
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Rollup, Table

_FORMS = tuple("abcdefgh")
_AREAS = tuple(f"GM{place:04d}" for place in range(340))


def small_register() -> tuple[list[Table], list[Dimension]]:
    """Two counts of a register of which no jeugdregio is known; five in six municipalities have nothing."""
    draws = np.random.default_rng(4)
    dimensions = [
        Dimension("gebied", None, (Rollup("NL", ("register",)), Rollup("register", _AREAS))),
        Dimension("vorm", "alle", (Rollup("alle", _FORMS),)),
    ]
    tables = []
    for name in ("jongeren", "trajecten"):
        inner = draws.poisson(12, (len(_AREAS), len(_FORMS))) * (draws.random((len(_AREAS), 1)) < 1 / 6)
        wide = np.column_stack([inner, inner.sum(axis=1)])
        rows = [*zip(_AREAS, wide, strict=True), ("register", wide.sum(axis=0)), ("NL", wide.sum(axis=0))]
        counts = {
            (area, form): int(n) for area, row in rows for form, n in zip((*_FORMS, "alle"), row, strict=True)
        }
        tables.append(Table(name, name, ("gebied", "vorm"), counts))
    return tables, dimensions


def test_a_register_without_regions_is_protected_with_small_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    least = Program.least

    def counting(self: Program, cost: Floats, lower: Floats, upper: Floats) -> Floats | None:
        sizes.append(len(cost))
        return least(self, cost, lower, upper)

    monkeypatch.setattr(Program, "least", counting)
    outcome = protect(describe("2022", *small_register()), CBS)
    assert outcome.unprotected == ()
    assert check_proofs(outcome) == []
    assert len(sizes) < 8_000
    assert max(sizes) < 1_500  # in one piece 3078: three changes for each of the cells of a count
