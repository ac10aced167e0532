"""The one number on the first page of a study: what a council member remembers of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from drietrap.benchmark.result import Comparison, GroupKind
from drietrap.catalogue.comparison import HEADLINE_USE
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.chapter import Part
from drietrap.publication.charts.dots import dots
from drietrap.publication.report.document import Hero
from drietrap.publication.study.figures import short_label
from drietrap.publication.wording import against, amount
from drietrap.vocabulary.notation import counted

_USE = (HEADLINE_USE, "kwartaal2015_jeugdhulp")


def headline(parts: Sequence[Part]) -> Hero:
    """Return the figure that sets the municipalities apart most, or their use of help when none does."""
    if len(parts) == 1:
        return _of_one(parts[0])
    for indicator in _telling(parts):
        made = _range(indicator, parts)
        if made:
            return made
    return Hero(f"{len(parts)} gemeenten", "naast elkaar, met vijf vragen over hun jeugdhulp", None)


def _telling(parts: Sequence[Part]) -> list[str]:
    """Return the indicators to show, first what most municipalities stand out on after correction."""
    sure = Counter(point.indicator for part in parts for point in part.points if point.sure)
    order = {one: at for at, one in enumerate(sure)}
    return [*sorted(sure, key=lambda one: (-sure[one], order[one])), *_USE]


def _range(indicator: str, parts: Sequence[Part]) -> Hero | None:
    item = INDICATORS[indicator]
    held = {part.name: _country(part, indicator) for part in parts}
    known = [(found[0].own.value, name) for name, found in held.items() if found]
    if len(known) < len(parts) or any(value is None for value, _ in known):
        return None
    (low, lowest), (high, highest) = min(known), max(known)
    reference = held[lowest][0].reference.value
    country = amount(reference, item.unit, item.decimals)
    ends = [amount(value, item.unit, item.decimals) for value in (low, high)]
    caption = (
        f"{short_label(indicator)}: het laagst in {lowest}, het hoogst in {highest}. "
        f"In Nederland is het {country}."
    )
    return Hero(f"{ends[0]} tot {ends[1]}", caption, None)


def _of_one(part: Part) -> Hero:
    sure = [point for point in part.points if point.sure and point.own is not None]
    for indicator in (*(point.indicator for point in sure), *_USE):
        found = _country(part, indicator)
        if not found or found[0].own.value is None:
            continue
        item, one = INDICATORS[indicator], found[0]
        country = amount(one.reference.value, item.unit, item.decimals)
        said = against(one.verdict, GroupKind.NEDERLAND)
        caption = f"{short_label(indicator)} in {part.name}: {said} ({country})." if said else ""
        more = sum(point.sure and point.indicator != indicator for point in part.points)
        if more:
            caption += f" Nog {counted(more, 'cijfer ligt', 'cijfers liggen')} anders dan in Nederland."
        if caption:
            return Hero(
                amount(one.own.value, item.unit, item.decimals),
                caption,
                dots(part.name, replace(item, label=short_label(indicator)), found),
            )
    return Hero("5 vragen", f"over de jeugdhulp in {part.name}", None)


def _country(part: Part, indicator: str) -> list[Comparison]:
    """Return the comparisons of an indicator in its own chapter, that with the country first."""
    own = [one for chapter in part.chapters[1:] for one in chapter.comparisons if one.indicator == indicator]
    own.sort(key=lambda one: one.group.kind is not GroupKind.NEDERLAND)
    return own if own and own[0].group.kind is GroupKind.NEDERLAND and own[0].hidden is None else []
