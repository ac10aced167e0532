"""What `drietrap correcties` says at the end, in whole Dutch sentences."""

from __future__ import annotations

import pytest

from drietrap.app.register_results import CorrectionLine, CorrectionsResult
from drietrap.cli.correcting import _summary


def line(touched: int, *, applied: bool) -> CorrectionLine:
    return CorrectionLine(
        *("c", "jeugdhulp", "FA00001", "2022H1", "set", "reden", "beheer", "bevestigd"),
        expected_rows=touched,
        found_rows=touched,
        corrected=touched,
        applied=applied,
        sentence="" if applied else "niet toegepast",
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "Er zijn geen correcties."),
        ((line(0, applied=False),), "De correctie is niet toegepast."),
        ((line(1, applied=True),), "De correctie is toegepast, op 1 regel."),
        ((line(0, applied=False), line(0, applied=False)), "Van 2 correcties zijn er 0 toegepast."),
        (
            (line(3, applied=True), line(0, applied=False)),
            "Van 2 correcties is er 1 toegepast, op 3 regels.",
        ),
    ],
)
def test_the_last_sentence_counts_in_dutch(lines: tuple[CorrectionLine, ...], told: str) -> None:
    assert _summary(CorrectionsResult(False, "", lines)) == told
