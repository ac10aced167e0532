"""What the checks say about the deliveries behind the figures of a municipality, provider by provider.

A check counts in a whole delivery, of all municipalities together. For one municipality no more can be wrong
than what that provider delivered there: that is the most that is told, rounded, and never below ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.rules.rule import Severity
from drietrap.differences.study.chapter import Delivered, DeliveryFinding, Kind
from drietrap.differences.study.sources import LEAST, told
from drietrap.register.judging import FindingGroup

OTHERS = "Alle andere aanbieders"
MUNICIPALITY = "De gemeente zelf"
_NAMED = 5
# What stops a row, is wrong or probably wrong can be mended; a signal can just as well be true.
_KINDS = {Severity.SIGNAAL: Kind.UNKNOWN}


def delivered(
    label: str,
    here: Mapping[str, int],
    found: Mapping[str, Sequence[FindingGroup]],
    of_municipality: Sequence[FindingGroup],
    absent: tuple[str, ...] | None,
) -> Delivered:
    """Put together what is known of the deliveries over a part of the period.

    Parameters
    ----------
    here
        Trajectories that each provider delivered for this municipality.
    found
        What the checks found in the deliveries of each provider.
    of_municipality
        What they say to the municipality itself.
    absent
        Names of providers that should have delivered; None when there is no list of contracts.
    """
    most = _most(here, found)
    named = sorted(
        ((count, provider, group) for (provider, _), (count, group) in most.items() if count >= LEAST),
        key=lambda one: (-one[0], one[1], one[2].rule),
    )[:_NAMED]
    shown = {(provider, group.rule) for _, provider, group in named}
    findings = [_finding(f"Aanbieder {provider}", group, count) for count, provider, group in named]
    findings += _others(most, shown)
    # No effect is not known: such as how many youths somebody has who delivered nothing.
    findings += [
        _finding(MUNICIPALITY, group, group.effect or None) for group in of_municipality if group.count
    ]
    return Delivered(label, len(here), absent, tuple(findings), _stakes(here, found))


_Most = dict[tuple[str, str], tuple[int, FindingGroup]]


def _most(here: Mapping[str, int], found: Mapping[str, Sequence[FindingGroup]]) -> _Most:
    """Return at most how many trajectories here each finding can move, where it can move any."""
    return {
        (provider, group.rule): (min(group.effect, here[provider]), group)
        for provider, groups in found.items()
        for group in groups
        if group.effect and here.get(provider)
    }


def _others(most: _Most, shown: set[tuple[str, str]]) -> list[DeliveryFinding]:
    sums: dict[str, int] = defaultdict(int)
    groups: dict[str, FindingGroup] = {}
    for (provider, rule), (count, group) in most.items():
        if (provider, rule) not in shown:
            sums[rule] += count
            groups.setdefault(rule, group)
    order = sorted(sums, key=lambda rule: (-sums[rule], rule))
    return [_finding(OTHERS, groups[rule], sums[rule]) for rule in order]


def _finding(whose: str, group: FindingGroup, count: int | None) -> DeliveryFinding:
    here = Estimate(None, None, None) if count is None else Estimate(None, 0.0, told(count).upper)
    return DeliveryFinding(
        whose,
        group.rule,
        group.title,
        group.severity.value,
        _KINDS.get(group.severity, Kind.AVOIDABLE),
        here,
        group.touches,
        group.action,
    )


def _stakes(here: Mapping[str, int], found: Mapping[str, Sequence[FindingGroup]]) -> dict[str, float]:
    """Return per figure how many trajectories here can be wrong: per provider never more than it delivered.

    The same trajectory can break several rules; it is counted no more often than it exists.
    """
    themes: dict[str, int] = defaultdict(int)
    for provider, groups in found.items():
        per_theme: dict[str, int] = defaultdict(int)
        for group in _wrong(groups):
            for theme in group.touches:
                per_theme[theme] += group.effect or 0
        for theme, count in per_theme.items():
            themes[theme] += min(count, here.get(provider, 0))
    return {theme: told(count).upper or 0.0 for theme, count in sorted(themes.items()) if count}


def _wrong(groups: Iterable[FindingGroup]) -> list[FindingGroup]:
    return [group for group in groups if group.severity is not Severity.SIGNAAL]
