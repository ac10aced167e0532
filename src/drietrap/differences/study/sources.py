"""One quantity in three sources: published, own registration and production, beside what was delivered.

Counts of youths are rounded to fives and below ten not told, here and nowhere later, so that no exact count
leaves this module. What makes sources differ is split in what better registering would have avoided and what
not (Nader onderzoek toegang jeugdhulp 2015, 2.2).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from drietrap.benchmark.result import Estimate
from drietrap.differences.study.chapter import Gap, Kind, Piece, Source

STEP, LEAST, HALF = 5, 10, 2
_GEMEENTE = "01"
_MOST_PROVIDERS = 8


def told(count: int) -> Estimate:
    """Return a count as it may be told: rounded to fives with what it can be, or only that it is below ten.

    >>> told(123)
    Estimate(value=125.0, lower=123.0, upper=127.0)
    >>> told(-3)
    Estimate(value=None, lower=-9.0, upper=0.0)
    """
    if abs(count) < LEAST:
        return Estimate(None, min(0.0, -(LEAST - 1.0) * (count < 0)), (LEAST - 1.0) * (count >= 0))
    value = float(STEP * round(count / STEP))
    return Estimate(value, value - HALF, value + HALF)


def youths_beside(
    period: str,
    published: Mapping[str, float | None] | None,
    delivered: pl.DataFrame,
    registered: pl.DataFrame,
) -> Gap:
    """Put the youths with help in three sources side by side.

    Parameters
    ----------
    period
        How a reader knows the period.
    published
        ``value``, ``lower`` and ``upper`` of the published count; None when there is none.
    delivered
        Trajectories that were delivered: ``person``, ``referrer`` (code of the protocol, may be null).
    registered
        What the municipality registered: ``person``.
    """
    from_deliveries = set(delivered["person"].drop_nulls().to_list())
    from_register = set(registered["person"].drop_nulls().to_list())
    by_access = set(delivered.filter(pl.col("referrer") == _GEMEENTE)["person"].drop_nulls().to_list())
    extra, absent = from_deliveries - from_register, from_register - from_deliveries
    pieces = (
        Piece(
            "Geleverd na besluit van de gemeente, maar niet geregistreerd",
            Kind.AVOIDABLE,
            told(len(extra & by_access)),
            "De gemeente nam zelf het besluit, dus zij kan deze jongeren kennen.",
        ),
        Piece(
            "Geleverd via een andere verwijzer, en niet geregistreerd",
            Kind.UNAVOIDABLE,
            told(len(extra - by_access)),
            "Wie via een arts of de GI komt, is niet altijd bij de gemeente bekend.",
        ),
        Piece(
            "Geregistreerd, maar niet geleverd",
            Kind.AVOIDABLE,
            told(-len(absent)),
            "Een aanbieder leverde deze jongeren niet, of de hulp liep volgens de aanbieder al niet meer.",
        ),
    )
    sources = (
        []
        if published is None
        else [Source("gepubliceerd (CBS)", Estimate(**_three(published)), public=True)]
    )
    sources += [
        Source("eigen registratie van de gemeente", told(len(from_register))),
        Source("leveringen van aanbieders", told(len(from_deliveries))),
    ]
    low, high = told(len(from_deliveries)), told(len(from_deliveries | from_register))
    return Gap(
        f"Jongeren met jeugdhulp, {period}",
        "jongeren",
        tuple(sources),
        pieces,
        Estimate(None, low.lower, high.upper),
    )


def _three(published: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: published[name] for name in ("value", "lower", "upper")}


def published_beside(
    label: str, published: Mapping[str, float | None], delivered: int, *, stake: float = 0.0
) -> Gap:
    """Put a published count beside the same counted from deliveries.

    Parameters
    ----------
    label
        What is counted, with the period.
    published
        ``value``, ``lower`` and ``upper`` of the published count.
    delivered
        The count from deliveries.
    stake
        At most how many of these the checks found wrong: better registering would have avoided that.
    """
    low, high, own = published["lower"] or 0.0, published["upper"] or 0.0, told(delivered)
    inside = low <= delivered <= high
    rounding = Piece(
        "Afronding en geheimhouding door de bron",
        Kind.UNAVOIDABLE,
        Estimate(None, -float(HALF), float(HALF)),
        "Een gepubliceerd aantal is afgerond op vijf.",
    )
    away = 0 if inside else delivered - round(high if delivered > high else low)
    wrong, rest = _apart(away, stake)
    pieces = [rounding]
    if wrong is not None:
        pieces.append(
            Piece(
                "Wat de controles in de leveringen vonden",
                Kind.AVOIDABLE,
                wrong,
                "Hoogstens zo veel van het verschil; bij de leveringen hieronder staat wat er is gevonden.",
            )
        )
    pieces.append(
        Piece(
            "Ander verschil",
            Kind.UNKNOWN,
            rest,
            "Zoals aanbieders die later leverden, een andere leeftijdsgrens of een andere gemeente.",
        )
    )
    sources = (
        Source("gepubliceerd (CBS)", Estimate(**_three(published)), public=True),
        Source("leveringen van aanbieders", own),
    )
    ends = (low, high, own.lower or 0.0, own.upper or 0.0)
    return Gap(label, "jongeren", sources, tuple(pieces), Estimate(None, min(ends), max(ends)))


def _apart(away: int, stake: float) -> tuple[Estimate | None, Estimate]:
    """Return what of a difference the checks can explain at most, and what is then left of it."""
    whole = told(away)
    most = told(round(min(stake, abs(away)))).upper or 0.0
    if not away or not stake or whole.lower is None or whole.upper is None:
        return None, whole
    if away > 0:
        return Estimate(None, 0.0, most), Estimate(None, whole.lower - most, whole.upper)
    return Estimate(None, -most, 0.0), Estimate(None, whole.lower, whole.upper + most)


def trajectories_beside(period: str, delivered: pl.DataFrame, production: pl.DataFrame) -> Gap:
    """Put delivered trajectories beside the production of providers, per provider where they differ.

    Parameters
    ----------
    delivered
        Trajectories that were delivered: ``provider``.
    production
        Totals that providers gave: ``provider``, ``trajectories``.
    """
    counted = delivered.group_by("provider").agg(delivered=pl.len().cast(pl.Int64))
    paid = production.group_by("provider").agg(paid=pl.col("trajectories").cast(pl.Int64).sum())
    both = paid.join(counted, on="provider", how="full", coalesce=True).with_columns(
        pl.col("paid").fill_null(0), pl.col("delivered").fill_null(0)
    )
    apart = both.with_columns(more=pl.col("delivered") - pl.col("paid"))
    wide = apart.filter(pl.col("more").abs() >= LEAST).sort(
        pl.col("more").abs(), "provider", descending=[True, False]
    )
    named = wide.head(_MOST_PROVIDERS)
    rest = int(apart["more"].sum()) - int(named["more"].sum())
    pieces = [
        Piece(
            f"Aanbieder {provider}",
            Kind.AVOIDABLE,
            told(more),
            "Leverde minder trajecten dan de productie." if more < 0 else "Leverde meer dan de productie.",
        )
        for provider, more in named.select("provider", "more").iter_rows()
    ]
    pieces.append(
        Piece(
            "Alle andere aanbieders",
            Kind.UNKNOWN,
            told(rest),
            "Per aanbieder minder dan tien trajecten verschil.",
        )
    )
    whole = both.select(pl.col("paid").sum(), pl.col("delivered").sum()).row(0)
    low, high = min(whole), int(apart.select(pl.max_horizontal("paid", "delivered").sum()).item())
    return Gap(
        f"Trajecten jeugdhulp, {period}",
        "trajecten",
        (
            Source("productie volgens aanbieders", told(whole[0])),
            Source("leveringen van aanbieders", told(whole[1])),
        ),
        tuple(pieces),
        Estimate(None, told(low).lower, told(high).upper),
    )
