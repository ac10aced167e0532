"""What a published figure can be after correction of what the register says about it.

The published figure stays one end of the range; the sources beside it, and what the checks found wrong in the
deliveries, are the other. That the deliveries are the ones the publisher counted is an assumption.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from drietrap.benchmark.result import Comparison, Estimate, GroupKind
from drietrap.catalogue.comparison import HEADLINE_USE
from drietrap.catalogue.rules.themes import REFERRERS, TRAJECTORIES
from drietrap.differences.study.chapter import Corrected, Delivered, Gap
from drietrap.differences.study.correcting import Row, moved, range_verdict, row_of
from drietrap.differences.study.material import Material

_THEMES = {"verwijzers": REFERRERS, "trajecten": TRAJECTORIES}
_MOST_SHARE = 100.0
_BY_SOURCES = "Van het laagste tot het hoogste aantal dat de bronnen naast elkaar toelaten."
_BY_CHECKS = (
    "Wat de controles in de leveringen fout vonden, kan dit cijfer hoger of lager maken. Aanname: de bron "
    "telde dezelfde leveringen."
)


def corrected_by_register(
    material: Material,
    compared: Iterable[Comparison],
    gaps: Sequence[Gap],
    found: Sequence[Delivered],
    mended: Sequence[Corrected],
) -> tuple[Corrected, ...]:
    """Return ``mended``, with the figures of the period of which the register leaves a wider range."""
    known = {one.indicator: one for one in mended}
    stakes: dict[str, float] = defaultdict(float)
    for part in found:
        for theme, most in part.stakes.items():
            stakes[theme] += most
    for one in compared:
        if one.group.kind is not GroupKind.NEDERLAND or one.period != material.period:
            continue
        row = row_of(material, one)
        left = _left(material, one, row, gaps, stakes) if row else None
        if row and left:
            before = known.get(one.indicator)
            ends = _hull(left, (row["rounding_lower"], row["rounding_upper"]), before)
            said = range_verdict(material, one, *ends, float(row["denominator_lower"] or 1.0))
            why = _BY_SOURCES if one.indicator == HEADLINE_USE else _BY_CHECKS
            why = f"{before.why} {why}" if before else why
            known[one.indicator] = Corrected(one.indicator, one.period, Estimate(None, *ends), said, why)
    return tuple(known.values())


def _hull(
    left: tuple[float, float], published: tuple[float, float], before: Corrected | None
) -> tuple[float, float]:
    ends = [*left, *published]
    if before is not None:
        ends += [end for end in (before.value.lower, before.value.upper) if end is not None]
    return min(ends), max(ends)


def _left(
    material: Material, one: Comparison, row: Row, gaps: Sequence[Gap], stakes: dict[str, float]
) -> tuple[float, float] | None:
    if row["rounding_lower"] is None or row["rounding_upper"] is None:
        return None
    definition = material.definitions[one.indicator]
    if one.indicator == HEADLINE_USE:
        return _by_sources(row, gaps)
    stake = stakes.get(_THEMES.get(definition.theme, ""), 0.0)
    left = moved(row, definition, stake) if stake else None
    if left is None or definition.theme != "verwijzers":
        return left
    return left[0], min(_MOST_SHARE, left[1])


def _by_sources(row: Row, gaps: Sequence[Gap]) -> tuple[float, float] | None:
    """Return the use that belongs to the counts of the sources, where the published count is one of them."""
    after = next((gap.after for gap in gaps if any(source.public for source in gap.sources)), None)
    few, many = row["denominator_lower"], row["denominator_upper"]
    if after is None or after.lower is None or after.upper is None or not few or not many:
        return None
    return _MOST_SHARE * after.lower / many, _MOST_SHARE * after.upper / few
