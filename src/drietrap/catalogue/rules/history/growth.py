"""A number that jumps away from the provider's own history."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import INFLOW, TRAJECTORIES, YOUTHS
from drietrap.statistics.outlying import MAD_TO_SD, robust_scale

LIMIT = 4.5
LEAST_CHANGE, LEAST_SHARE = 10, 0.25
FEWEST_STEPS = 3
_METHOD = (
    "De verandering van de logaritme van het aantal (plus een half) ten opzichte van {before}, min de "
    "mediaan "
    "van alle aanbieders in deze periode, gedeeld door haar standaardfout bij Poisson-toeval. De schaal is "
    "de grootste van 1, die van alle aanbieders, en die van de aanbieder zelf in de perioden ervoor: 1,4826 "
    "maal de mediane absolute afwijking (Rousseeuw en Croux 1993; extra spreiding als quasi-Poisson: "
    f"McCullagh en Nelder 1989, hoofdstuk 6). Gemeld vanaf {LIMIT} maal de schaal, {LEAST_CHANGE} trajecten "
    f"en {LEAST_SHARE:.0%} verschil, bij ten minste {FEWEST_STEPS} eerdere veranderingen (eigen keuze)."
).replace(f"{LIMIT}", f"{LIMIT}".replace(".", ","), 1)


def _steps(past: Past, column: str) -> pl.DataFrame:
    """Return the change from each period to the next: ``kind, provider, back, now, was, step, score``."""
    series = past.counts.select("kind", "provider", "back", now=pl.col(column))
    was = series.select("kind", "provider", back=pl.col("back") - 1, was="now")
    known = series.join(was, on=["kind", "provider", "back"])
    step = (pl.col("now") + 0.5).log() - (pl.col("was") + 0.5).log()
    error = (1.0 / (pl.col("now") + 0.5) + 1.0 / (pl.col("was") + 0.5)).sqrt()
    centred = known.with_columns(step=step).with_columns(
        step=pl.col("step") - pl.col("step").median().over("kind", "back")
    )
    return centred.with_columns(score=pl.col("step") / error).sort("kind", "provider", "back")


def _jumps(past: Past, column: str) -> pl.DataFrame:
    steps = _steps(past, column)
    earlier = steps.filter(pl.col("back") > 0)
    own = earlier.group_by("kind", "provider").agg(
        known=pl.len(), scale=MAD_TO_SD * pl.col("score").abs().median()
    )
    general = robust_scale(earlier["score"].to_numpy())
    now = steps.filter(pl.col("back") == 0).join(own, on=["kind", "provider"])
    change = pl.col("now") - pl.col("was")
    scaled = pl.col("score") / pl.max_horizontal("scale", pl.lit(general))
    found = now.filter(
        (pl.col("known") >= FEWEST_STEPS)
        & (scaled.abs() > LIMIT)
        & (change.abs() >= LEAST_CHANGE)
        & (change.abs() > LEAST_SHARE * pl.col("was"))
    )
    youths = past.counts.filter(pl.col("back") == 0).select("kind", "provider", "youths")
    told = found.join(youths, on=["kind", "provider"], how="left")
    grouped = told.group_by(subject="provider").agg(
        count=pl.col("now").sum(),
        of=pl.col("now").sum(),
        expected=pl.col("was").sum().cast(pl.Float64),
        youths=pl.col("youths").sum(),
        effect=change.abs().sum(),
    )
    return hits(grouped)


STOCK = HistoryRule(
    code="AANTAL-SPRONG",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="Het aantal trajecten maakt een sprong",
    message="Er {count:is|zijn} {count} {count:traject|trajecten} geleverd; in de vorige periode "
    "{expected:was|waren} het er {expected}.",
    action=(
        "Ga na of de hulp echt zo veranderde. Vaak ontbreekt een deel van de levering, of is iets dubbel "
        "geleverd. Klopt het, laat dan weten waardoor."
    ),
    paragraph="afleiding: eigen levering van eerdere perioden",
    needs=(Need.SERIES,),
    touches=(YOUTHS, TRAJECTORIES),
    method=_METHOD.format(before="de periode ervoor"),
    test=lambda past: _jumps(past, "rows"),
)
FLOW = HistoryRule(
    code="INSTROOM-SPRONG",
    severity=Severity.SIGNAAL,
    subject=Subject.PROVIDER,
    title="Het aantal nieuwe trajecten maakt een sprong",
    message="In deze periode {count:begon|begonnen} {count} {count:traject|trajecten}; in de vorige periode "
    "{expected:was|waren} het er {expected}.",
    action=(
        "Ga na of er echt zoveel hulp begon. Let op trajecten die om administratieve redenen opnieuw zijn "
        "aangemeld."
    ),
    paragraph="afleiding: eigen levering van eerdere perioden",
    needs=(Need.SERIES,),
    touches=(INFLOW,),
    method=_METHOD.format(before="de periode ervoor, van trajecten die in de periode begonnen"),
    test=lambda past: _jumps(past, "begun"),
)
