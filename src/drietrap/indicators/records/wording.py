"""Sentences that warn the reader of a figure from records; none holds a count."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.vocabulary.period import Period

NAMELESS = (
    "Van een deel van de trajecten is niet bekend van welke jongere ze zijn; elk telt als een eigen jongere."
)
NO_PEOPLE = (
    "Voor dit jaar en gebied is er geen aantal inwoners van deze leeftijd; daarom is er geen uitkomst."
)


def not_delivered(kind: str, missing: Sequence[str]) -> str:
    """Return the sentence on deliveries that are not there.

    >>> not_delivered("jeugdhulp", ["2023H2"])
    'Over het 2e halfjaar 2023 is geen levering jeugdhulp ontvangen; het cijfer mist dat deel.'
    """
    labels = [f"het {Period.parse(code).label}" for code in missing]
    parts = " en ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
    return f"Over {parts} is geen levering {kind} ontvangen; het cijfer mist dat deel."
