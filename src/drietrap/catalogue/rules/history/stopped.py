"""A provider that had trajectories running, and delivers nothing."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.history.vanished import running_before
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import OUTFLOW, TRAJECTORIES, YOUTHS


def _stopped(past: Past) -> pl.DataFrame:
    ran = running_before(past).join(past.who_delivered(0), on=["kind", "provider"], how="anti")
    found = ran.group_by(subject="provider").agg(
        count=pl.len(), of=pl.len(), youths=pl.col("person").n_unique()
    )
    return hits(found)


RULE = HistoryRule(
    code="LEVERING-GESTOPT",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="Er is niets meer geleverd",
    message=(
        "Er is niets geleverd. Aan het eind van de vorige periode {count:liep|liepen} er nog {count} "
        "{count:traject|trajecten}."
    ),
    action="Lever alsnog aan. Is alle hulp gestopt, lever dan een keer met de datum en reden van elk einde.",
    paragraph="protocol 3.3: elke levering bevat alle gestarte, lopende en beëindigde trajecten",
    needs=(Need.BEFORE,),
    touches=(YOUTHS, TRAJECTORIES, OUTFLOW),
    method="Een traject dat aan het eind van de vorige periode liep, moet in deze periode geleverd worden.",
    test=_stopped,
)
