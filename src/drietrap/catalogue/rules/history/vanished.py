"""A trajectory that ran, and is not delivered any more."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import DURATION, OUTFLOW, TRAJECTORIES, YOUTHS

LEAST = 3
SHARE = 0.05


def running_before(past: Past) -> pl.DataFrame:
    """Return the rows of the period before that had neither ended nor been handed over."""
    return past.before.filter(
        pl.col("ended").is_null() & pl.col("handed_over").is_null() & pl.col("person").is_not_null()
    )


def _vanished(past: Past) -> pl.DataFrame:
    still = past.who_delivered(0)
    ran = running_before(past).join(still, on=["kind", "provider"], how="semi")
    gone = ran.join(past.now, on=["kind", "provider", "person", "form"], how="anti")
    total = ran.group_by("provider").agg(of=pl.len())
    counted = gone.group_by("provider").agg(count=pl.len(), youths=pl.col("person").n_unique())
    found = counted.join(total, on="provider").filter(
        (pl.col("count") >= LEAST) & (pl.col("count") > SHARE * pl.col("of"))
    )
    return hits(found.rename({"provider": "subject"}))


RULE = HistoryRule(
    code="LOPEND-VERDWENEN",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="Lopende trajecten zijn verdwenen",
    message="Van de {of} trajecten die aan het eind van de vorige periode liepen, ontbreken er {count}.",
    action=(
        "Lever elk lopend traject opnieuw aan. Is een traject gestopt, lever het dan nog een keer met de "
        "datum en de reden van het einde."
    ),
    paragraph="protocol 3.3: elke levering bevat alle gestarte, lopende en beëindigde trajecten",
    needs=(Need.BEFORE,),
    touches=(YOUTHS, TRAJECTORIES, OUTFLOW, DURATION),
    method=(
        "Koppeling op jeugdige en hulpvorm met de levering ervoor, ook als de datum van aanvang anders is. "
        f"Gemeld vanaf {LEAST} trajecten en meer dan {SHARE:.0%} van wat liep (eigen keuze)."
    ),
    test=_vanished,
)
