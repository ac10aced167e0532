"""Sentences of a study at level B1; each says no more than its verdict carries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drietrap.benchmark.result import GroupKind, Verdict
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.chapter import Part, Point
from drietrap.differences.study.signing import Standing
from drietrap.publication.study.figures import short_label
from drietrap.publication.wording import against, amount, period_label


def with_period(title: str, period: str) -> str:
    """Return a title with the period behind it, unless the title says it already.

    >>> with_period("Jeugdhulp in Breda", "2022"), with_period("Jeugdhulp 2022", "2022")
    ('Jeugdhulp in Breda, 2022', 'Jeugdhulp 2022')
    """
    label = period_label(period)
    said = re.search(rf"\b({re.escape(label)}|{re.escape(period)})\b", title)
    return title if said else f"{title}, {label}"


def point_sentence(point: Point) -> str:
    """Return what our verdict makes of a point for which a municipality was chosen."""
    label = short_label(point.indicator)
    if point.verdict is not Verdict.UNKNOWN:
        said = f"{label}: {against(point.verdict, GroupKind.NEDERLAND)}{_figures(point)}."
        return said if point.after is point.verdict else f"{said} Na correctie is dat {point.after.value}."
    if point.after is Verdict.UNKNOWN:
        return f"{label}: het cijfer is in twijfel of er is te weinig bekend. Een verschil is niet te zeggen."
    return (
        f"{label}: een controle vond dat dit cijfer niet klopt. Ook met wat het dan kan zijn, is het "
        f"{against(point.after, GroupKind.NEDERLAND)}."
    )


def _figures(point: Point) -> str:
    if point.own is None or point.country is None:
        return ""
    item = INDICATORS[point.indicator]
    own, country = (amount(value, item.unit, item.decimals) for value in (point.own, point.country))
    return f" ({own} tegen {country})"


def standing_sentence(parts: Sequence[Part]) -> str:
    """Return in a sentence how far interpreting and signing are."""
    chapters = [chapter for part in parts for chapter in part.chapters]
    written = sum(1 for chapter in chapters if chapter.text)
    offs = [one for chapter in chapters for one in chapter.sign_offs]
    valid = sum(one.standing is Standing.VALID for one in offs)
    lapsed = sum(one.standing not in (Standing.VALID, Standing.MISSING) for one in offs)
    text = f"Bij {written} van de {len(chapters)} vragen is duiding geschreven. "
    text += f"Er zijn {valid} van de {len(offs)} akkoorden."
    if lapsed:
        text += f" {lapsed} {'is' if lapsed == 1 else 'zijn'} vervallen omdat tekst of cijfers veranderden."
    return text
