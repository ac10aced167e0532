"""Sentences of a study at level B1; each says no more than its verdict carries."""

from __future__ import annotations

import re

from drietrap.benchmark.result import Verdict
from drietrap.differences.study.chapter import Part, Point
from drietrap.differences.study.signing import Standing
from drietrap.publication.study.figures import short_label
from drietrap.publication.wording import period_label

_LINKS = {Verdict.NO_DIFFERENCE_SHOWN: "van", Verdict.SMALL_DIFFERENCE: "met"}


def with_period(title: str, period: str) -> str:
    """Return a title with the period behind it, unless the title says it already.

    >>> with_period("Jeugdhulp in Breda", "2022"), with_period("Jeugdhulp 2022", "2022")
    ('Jeugdhulp in Breda, 2022', 'Jeugdhulp 2022')
    """
    label = period_label(period)
    said = re.search(rf"\b({re.escape(label)}|{re.escape(period)})\b", title)
    return title if said else f"{title}, {label}"


def point_sentence(name: str, point: Point) -> str:
    """Return what our verdict makes of a point for which a municipality was chosen."""
    label = short_label(point.indicator)
    if point.verdict is not Verdict.UNKNOWN:
        return f"{label}: {name} is {_beside(point.verdict)} Nederland."
    if point.after is Verdict.UNKNOWN:
        return f"{label}: het cijfer is in twijfel of er is te weinig bekend. Een verschil is niet te zeggen."
    return (
        f"{label}: een controle vond dat dit cijfer niet klopt. Ook met wat het dan kan zijn, is {name} "
        f"{_beside(point.after)} Nederland."
    )


def _beside(said: Verdict) -> str:
    return f"{said.value} {_LINKS.get(said, 'dan')}"


def standing_sentence(part: Part) -> str:
    """Return in a sentence how far a municipality is with interpreting and signing."""
    written = sum(1 for chapter in part.chapters if chapter.text)
    offs = [one for chapter in part.chapters for one in chapter.sign_offs]
    valid = sum(one.standing is Standing.VALID for one in offs)
    lapsed = sum(one.standing not in (Standing.VALID, Standing.MISSING) for one in offs)
    text = f"Bij {written} van de {len(part.chapters)} vragen is duiding geschreven. "
    text += f"Er zijn {valid} van de {len(offs)} akkoorden."
    if lapsed:
        text += f" {lapsed} {'is' if lapsed == 1 else 'zijn'} vervallen omdat tekst of cijfers veranderden."
    return text
