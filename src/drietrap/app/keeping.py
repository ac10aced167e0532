"""Keeping no longer than needed: what is over its term, counted or deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_answers import Answers
from drietrap.app.register_results import RetentionResult, StageDue
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register.retention import (
    DELETIONS,
    Deletion,
    Stage,
    Term,
    broken_lines,
    due,
    erase,
    term_on,
    terms,
)
from drietrap.vocabulary.errors import IntegrityError

_STAGES = {
    Stage.RAW: "rijen zoals geleverd, zonder burgerservicenummer",
    Stage.REPLACED: "rijen van leveringen die zijn vervangen",
    Stage.QUARANTINE: "regelnummers van wat apart is gezet",
    Stage.CORE: "trajecten en registraties per jeugdige",
}
_AFTER = {"period": "na de periode", "replacement": "na de vervanging"}


def retention(
    folder: DataFolder, *, execute: bool = False, today: date | None = None
) -> Published[RetentionResult]:
    """Count what is over its term, and delete it when asked.

    Raises
    ------
    IntegrityError
        When a line about an earlier deletion was changed or taken out.
    """
    house, day = PersonHouse(folder), today or datetime.now(UTC).date()
    with house.open() as reader:
        if DELETIONS in reader.tables:
            for wrong in broken_lines(reader.frame(DELETIONS)):
                raise IntegrityError(wrong)
    waiting = 0
    if execute:
        Answers(folder.answers).forget()
        erased = erase(house.tables, house.raw, day)
        found, waiting = erased.deletions, len(erased.waiting)
        folder.log("bewaartermijn", verwijderd=[f"{one.sha256[:16]} {one.stage.value}" for one in found])
    else:
        found = due(house.tables, house.raw, day)
    held = [term for stage in Stage if (term := term_on(stage, day, terms())) is not None]
    return publish_feedback(RetentionResult(execute, tuple(_due(term, found) for term in held), waiting))


def _due(term: Term, found: tuple[Deletion, ...]) -> StageDue:
    over = [one for one in found if one.stage is term.stage]
    return StageDue(
        stage=_STAGES[term.stage],
        months=term.months,
        begins=_AFTER[term.after],
        source=term.source,
        assumption=term.assumption,
        deliveries=len(over),
        rows=sum(one.rows for one in over),
    )
