"""Findings stand in the order of what they move: trajectories, whatever their severity."""

from __future__ import annotations

from pathlib import Path

import pytest

from drietrap.catalogue.rules.rule import Severity, standing
from drietrap.vocabulary.notation import Count, counted
from tests.register_persons.deliveries import delivery, good_rows, register, sha256

MANY, FEW = 40, 5


def test_many_starts_on_one_day_come_before_a_few_rows_in_quarantine(tmp_path: Path) -> None:
    rows = good_rows(100)
    for row in rows[:MANY]:
        row |= {"datum_aanvang": "20220101", "datum_einde": None, "reden_beeindiging": None}
    for row in rows[MANY : MANY + FEW]:
        row |= {"datum_aanvang": "20220301", "datum_einde": "20220201", "reden_beeindiging": "01"}
    found = register(tmp_path).take(delivery(rows), sha256(delivery(rows))).findings
    effects = {group.rule: group.effect for group in found}
    assert effects["AANVANG-OP-EEN-DAG"] == MANY
    assert effects["EINDE-VOOR-AANVANG"] == FEW
    order = [group.rule for group in found]
    assert order.index("AANVANG-OP-EEN-DAG") < order.index("EINDE-VOOR-AANVANG")


def test_what_else_is_wrong_with_a_row_in_quarantine_moves_nothing_more(tmp_path: Path) -> None:
    rows = good_rows(20)
    for row in rows[:4]:
        row["verwijzer"] = "77"
    rows[0]["hulpvorm"] = "77"
    found = {
        group.rule: group
        for group in register(tmp_path).take(delivery(rows), sha256(delivery(rows))).findings
    }
    assert (found["HULPVORM-CODE"].severity, found["HULPVORM-CODE"].effect) == (Severity.BLOKKEERT, 1)
    assert (found["VERWIJZER-CODE"].count, found["VERWIJZER-CODE"].effect) == (4, 3)


def test_effect_first_then_severity_then_count_then_code() -> None:
    wanted = [
        (9, "signaal", 9, "B"),
        (8, "blokkeert", 1, "B"),
        (8, "fout", 9, "B"),
        (8, "fout", 8, "A"),
        (8, "fout", 8, "B"),
        (0, "waarschuwing", 3, "A"),
        (None, "waarschuwing", 2, "A"),
    ]
    shuffled = wanted[3:] + wanted[2::-1]
    assert sorted(shuffled, key=lambda one: standing(*one)) == wanted


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 regels tellen"), (1, "1 regel telt"), (2, "2 regels tellen"), (1234, "1.234 regels tellen")],
)
def test_words_keep_step_with_their_count(count: int, told: str) -> None:
    found = Count(count)
    assert f"{found} {found:regel|regels} {found:telt|tellen}" == told
    assert f"{counted(count, 'regel', 'regels')} {found:telt|tellen}" == told
