"""Protecting counts, and keeping the answer: the same counts are asked for again with every report.

Answers tell of exact counts, so they live in the register of persons, and go when something in it is over its
term. They are made anew when they are gone or damaged, and the proofs in them are checked each time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drietrap.publication.suppression.inside import protect_block
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.packed import packed, question, unpacked
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release
from drietrap.register.kept import keep_newest, kept_or_made, with_digest, without_digest

_MOST = 50  # answers; the counts of a whole country with a block or two for each of some twenty places


@dataclass(frozen=True)
class Answers:
    """Where answers are kept; nowhere when ``place`` is None."""

    place: Path | None = None

    def protect(self, release: Release, rules: Rules) -> Outcome:
        """Do as ``suppression.protect.protect``; what cannot be protected is told soon."""
        return self._answer(release, rules, None, lambda: protect(release, rules, stop=True))

    def protect_block(self, joint: Release, below: Outcome, rules: Rules) -> Outcome:
        """Do as ``suppression.inside.protect_block``."""
        return self._answer(joint, rules, below, lambda: protect_block(joint, below, rules))

    def forget(self) -> None:
        """Delete all answers."""
        if self.place is not None:
            shutil.rmtree(self.place, ignore_errors=True)

    def _answer(
        self, release: Release, rules: Rules, below: Outcome | None, make: Callable[[], Outcome]
    ) -> Outcome:
        if self.place is None:
            return make()
        path = self.place / f"{question(release, rules, below)}.antwoord"

        def recalled(content: bytes) -> Outcome | None:
            known = without_digest(content)
            return None if known is None else unpacked(known, release, rules)

        return kept_or_made(
            path,
            recalled,
            make,
            lambda made: with_digest(packed(made)),
            lambda: keep_newest(path.parent, "*.antwoord", _MOST),
        )


AFRESH = Answers()
"""Keeps nothing."""
