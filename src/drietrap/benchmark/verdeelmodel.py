"""The formula that distributes the youth budget: weights x volumes x factor, recomputed exactly.

The published numbers are decimal fractions. They are multiplied as such (never as binary floats) and
rounded once, to whole cents; terms are rounded so that they still add up to the total.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from drietrap.benchmark.allocation import (
    Allocation,
    AllocationChange,
    AllocationTerm,
    ChangeParts,
    Redistribution,
)
from drietrap.catalogue import nader_onderzoek_2015 as study
from drietrap.catalogue.published.gemeentefonds import FACTOR, GEWICHTEN, MAATSTAVEN, VOLUMES
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError, NoDataError

YOUTHS = "volume_jong"
PUBLISHED = "uitkering"
ALLOCATION_SCHEMA = pl.Schema(
    {
        "area": pl.String,
        "circular": pl.String,
        "year": pl.String,
        "factor": pl.Float64,
        "total": pl.Int64,
        "published": pl.Int64,
        "difference": pl.Int64,
        "per_youth": pl.Int64,
        **{measure: pl.Int64 for measure, _ in MAATSTAVEN.values()},
    }
)
_Edition = tuple[str, str]


def exact(value: float) -> Fraction:
    """Return the decimal number that was published as ``value``.

    >>> exact(1.406)
    Fraction(703, 500)
    """
    return Fraction(repr(value))


def whole_parts(parts: list[Fraction], target: int) -> list[int]:
    """Round ``parts`` to whole numbers that add up to ``target`` (largest remainders; Hamilton).

    Parameters
    ----------
    parts
        Exact parts; their sum may differ from ``target`` by no more than one per part.
    target
        Sum of the result.
    """
    down = [part.__floor__() for part in parts]
    left = target - sum(down)
    by_remainder = sorted(range(len(parts)), key=lambda i: (down[i] - parts[i], i))
    rounds, extra = divmod(left, len(parts))
    for place, i in enumerate(by_remainder):
        down[i] += rounds + (place < extra)
    return down


@dataclass(frozen=True)
class _Formula:
    """What the observations hold of the formula, per circular and year."""

    weights: dict[_Edition, dict[str, float]]
    factors: dict[_Edition, float]
    volumes: dict[_Edition, dict[str, dict[str, float]]]

    def parameters(self, edition: _Edition) -> tuple[dict[str, float], float]:
        """Return weight per volume measure and the factor; NoDataError when something is missing."""
        weights = self.weights.get(edition, {})
        missing = [
            f"het gewicht van {measure}" for measure, _ in MAATSTAVEN.values() if measure not in weights
        ]
        if edition not in self.factors:
            missing.append("de uitkeringsfactor")
        if missing:
            raise _no_data(edition, missing)
        return weights, self.factors[edition]


def _read(observations: pl.DataFrame) -> _Formula:
    wanted = observations.filter(
        pl.col("table").is_in([VOLUMES.id, GEWICHTEN.id, FACTOR.id]) & pl.col("value").is_not_null()
    ).select("table", "variant", "period", "area", "measure", "value")
    formula = _Formula({}, {}, {})
    for table, circular, year, area, measure, value in wanted.iter_rows():
        edition = (circular, year)
        if table == GEWICHTEN.id:
            volume = measure.replace("gewicht", "volume")
            formula.weights.setdefault(edition, {})[volume] = value
        elif table == FACTOR.id:
            formula.factors[edition] = value
        else:
            formula.volumes.setdefault(edition, {}).setdefault(area, {})[measure] = value
    return formula


def _no_data(edition: _Edition, missing: list[str], formula: _Formula | None = None) -> NoDataError:
    known = sorted(formula.volumes) if formula else []
    return NoDataError(
        f"het bedrag van circulaire {edition[0]}, jaar {edition[1]} is niet te berekenen: "
        f"{', '.join(missing)} ontbreekt",
        expected=f"een van {', '.join(' '.join(one) for one in known)}" if known else None,
        action="lees het bestand met deze gegevens, of kies een andere circulaire of een ander jaar",
    )


def _compute(formula: _Formula, area: str, edition: _Edition) -> Allocation:
    weights, factor = formula.parameters(edition)
    volumes = formula.volumes[edition][area]
    missing = [f"het volume van {measure}" for measure, _ in MAATSTAVEN.values() if measure not in volumes]
    if missing:
        raise _no_data(edition, [f"{one} voor {area}" for one in missing])
    measures = list(MAATSTAVEN.values())
    parts = [exact(weights[m]) * exact(volumes[m]) * exact(factor) * 100 for m, _ in measures]
    total = round(sum(parts))
    amounts = whole_parts(parts, total)
    published = volumes.get(PUBLISHED)
    return Allocation(
        area=area,
        circular=edition[0],
        year=edition[1],
        factor=factor,
        terms=tuple(
            AllocationTerm(measure, label, weights[measure], volumes[measure], amount)
            for (measure, label), amount in zip(measures, amounts, strict=True)
        ),
        total=total,
        published=None if published is None else round(exact(published) * 100),
        per_youth=round(total / exact(volumes[YOUTHS])) if volumes[YOUTHS] else 0,
    )


def allocation(observations: pl.DataFrame, area: str, circular: str, year: str) -> Allocation:
    """Recompute the youth amount of one municipality in one circular.

    Parameters
    ----------
    observations
        Core table with the Gemeentefonds tables (volumes, weights, factor).
    area
        Code of the municipality.
    circular, year
        Circular (``M2023`` is May 2023, ``S2024`` September 2024) and the year of payment.

    Raises
    ------
    NoDataError
        When weights, factor or volumes of this circular and year, or of this municipality, are missing.
    """
    formula = _read(observations)
    edition = (circular, year)
    formula.parameters(edition)
    if edition not in formula.volumes:
        volumes = ", ".join(measure for measure, _ in MAATSTAVEN.values())
        raise _no_data(edition, [f"het bestand met volumes per gemeente ({volumes})"], formula)
    if area not in formula.volumes[edition]:
        raise _no_data(edition, [f"gemeente {area}"], formula)
    return _compute(formula, area, edition)


def editions(observations: pl.DataFrame) -> list[tuple[str, str]]:
    """Return every (circular, year) whose amounts can be recomputed, sorted."""
    return _complete(_read(observations))


def _complete(formula: _Formula) -> list[_Edition]:
    return sorted(set(formula.volumes) & set(formula.weights) & set(formula.factors))


def all_allocations(observations: pl.DataFrame) -> pl.DataFrame:
    """Recompute every municipality of every circular at once.

    Returns
    -------
    polars.DataFrame
        ``ALLOCATION_SCHEMA``, amounts in cents, one column per measure, sorted by circular, year, area;
        ``difference`` is recomputed minus published. A municipality without all volumes has no amounts.
    """
    formula = _read(observations)
    needed = {measure for measure, _ in MAATSTAVEN.values()}
    rows = [
        _row(_compute(formula, area, edition)) if needed <= volumes.keys() else (area, *edition, *[None] * 9)
        for edition in _complete(formula)
        for area, volumes in sorted(formula.volumes[edition].items())
    ]
    return pl.DataFrame(rows, schema=ALLOCATION_SCHEMA, orient="row")


def _row(one: Allocation) -> tuple[str | float | None, ...]:
    difference = None if one.published is None else one.total - one.published
    return (
        one.area,
        one.circular,
        one.year,
        one.factor,
        one.total,
        one.published,
        difference,
        one.per_youth,
        *(term.amount for term in one.terms),
    )


def _shapley(before: tuple[Fraction, ...], after: tuple[Fraction, ...]) -> list[Fraction]:
    """Split the change of a product of three numbers over them (Shapley 1953, eq. 12, three players).

    The average over the six orders gives, for the first factor,
    ``(x1 - x0) ((y0 z0 + y1 z1) / 3 + (y0 z1 + y1 z0) / 6)``, and likewise for the others.
    """
    parts = []
    for i in range(3):
        y, z = ((before[j], after[j]) for j in range(3) if j != i)
        mean = (y[0] * z[0] + y[1] * z[1]) / 3 + (y[0] * z[1] + y[1] * z[0]) / 6
        parts.append((after[i] - before[i]) * mean)
    return parts


def allocation_change(before: Allocation, after: Allocation) -> AllocationChange:
    """Split the difference between two circulars over weight, volume and factor, per measure.

    The parts of a measure add up to the difference of its amounts, and all parts together to the
    difference of the totals, to the cent.

    Raises
    ------
    InputError
        When the two allocations are of different municipalities.
    """
    if before.area != after.area:
        raise InputError(
            f"twee verschillende gemeenten zijn niet te splitsen: {before.area} en {after.area}",
            expected="twee circulaires van dezelfde gemeente",
        )
    by_measure = {
        old.measure: _term_change(old, new, before.factor, after.factor)
        for old, new in zip(before.terms, after.terms, strict=True)
    }
    return AllocationChange(before.area, before, after, by_measure, after.total - before.total)


def _term_change(
    old: AllocationTerm, new: AllocationTerm, factor_before: float, factor_after: float
) -> ChangeParts:
    parts = _shapley(
        (exact(old.weight), exact(old.volume), exact(factor_before)),
        (exact(new.weight), exact(new.volume), exact(factor_after)),
    )
    return ChangeParts(*whole_parts([part * 100 for part in parts], new.amount - old.amount))


def redistribution_2016() -> list[Redistribution]:
    """Return the redistribution effect of 2016 of the four municipalities of the 2015 study.

    Returns
    -------
    list of Redistribution
        Budget 2016 as a percentage of 2015 (the country: 95.00), in the order of the study.
    """
    effect = study.facts().filter(measure="budget_2016_tov_2015")
    values = {
        area: (float(value), source) for area, value, source in effect["area", "value", "source"].rows()
    }
    country, _ = values["Nederland"]
    return [
        Redistribution(study.STUDY_AREAS[name], name, value, country, source)
        for name, (value, source) in values.items()
        if study.STUDY_AREAS[name] != NEDERLAND
    ]
