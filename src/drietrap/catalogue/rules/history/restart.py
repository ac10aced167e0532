"""Everyone registered anew on the first day of a period."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import DURATION, INFLOW, OUTFLOW, TRAJECTORIES

FEW, MOST = 2, 0.5
SEVERAL, SHARE = 5, 0.1
_KEY = ["provider", "person", "form"]


def _restarted(past: Past) -> pl.DataFrame:
    turn = past.first
    before = past.at(1, JEUGDHULP).filter(pl.col("person").is_not_null() & (pl.col("started") < turn))
    ran = before.filter(pl.col("ended").is_null() | (pl.col("ended") >= turn - timedelta(days=1))).select(
        *_KEY, old="started"
    )
    now = past.at(0, JEUGDHULP)
    again = now.filter(pl.col("started").is_between(turn, turn + timedelta(days=1))).select(_KEY).unique()
    goes_on = now.select(*_KEY, old="started")
    found = ran.join(again, on=_KEY, how="semi").join(goes_on, on=[*_KEY, "old"], how="anti")
    total = ran.group_by("provider").agg(of=pl.len())
    counted = found.group_by("provider").agg(count=pl.len(), youths=pl.col("person").n_unique())
    share = pl.col("count") / pl.col("of")
    several = (pl.col("count") >= SEVERAL) & (share > SHARE)
    told = counted.join(total, on="provider").filter(several | ((pl.col("count") >= FEW) & (share > MOST)))
    return hits(told.rename({"provider": "subject"}))


RULE = HistoryRule(
    code="HERSTART-MASSAAL",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="Lopende trajecten zijn opnieuw begonnen",
    message=(
        "Van de {of} trajecten die liepen toen de periode begon, zijn er {count} afgesloten en op de eerste "
        "dag opnieuw begonnen, bij dezelfde jeugdigen en met dezelfde hulpvorm."
    ),
    action=(
        "Lever deze trajecten opnieuw aan met de eerste datum van aanvang. Een nieuw jaar, nieuw contract of "
        "nieuw systeem is geen nieuw traject."
    ),
    paragraph="protocol 3.1 datum aanvang en 3.3; Nader onderzoek toegang jeugdhulp 2015, 2.2",
    needs=(Need.BEFORE,),
    touches=(INFLOW, OUTFLOW, DURATION, TRAJECTORIES),
    method=(
        "Koppeling op aanbieder, jeugdige en hulpvorm: het oude traject liep nog of eindigde op de laatste "
        "dag van de vorige periode, het nieuwe begint op de eerste of tweede dag van deze. Gemeld vanaf "
        f"{SEVERAL} trajecten en {SHARE:.0%} van wat liep, of vanaf {FEW} en meer dan de helft (eigen keuze)."
    ),
    test=_restarted,
)
