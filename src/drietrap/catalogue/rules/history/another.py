"""Trajectories that another provider delivered before: a takeover, or somebody else's file."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import TRAJECTORIES, YOUTHS

FEWEST, MOST = 5, 0.5
_TRAJECTORY = ["kind", "person", "form", "started"]


def _another(past: Past) -> pl.DataFrame:
    known = pl.col("person").is_not_null() & pl.col("taken_over").is_null()
    old = past.now.filter(known & (pl.col("started") < past.first)).select("provider", *_TRAJECTORY).unique()
    ago = past.before.filter(known).select("provider", *_TRAJECTORY).unique()
    own = old.join(ago, on=["provider", *_TRAJECTORY], how="anti")
    of_other = own.join(ago.select(_TRAJECTORY).unique(), on=_TRAJECTORY, how="semi")
    counted = of_other.group_by("provider").agg(count=pl.len(), youths=pl.col("person").n_unique())
    told = counted.join(old.group_by("provider").agg(of=pl.len()), on="provider").filter(
        (pl.col("count") >= FEWEST) & (pl.col("count") > MOST * pl.col("of"))
    )
    return hits(told.rename({"provider": "subject"}))


RULE = HistoryRule(
    code="TRAJECTEN-VAN-ANDER",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="De trajecten zijn eerder door een ander geleverd",
    message=(
        "Van de {of} trajecten die voor deze periode begonnen, leverde een andere aanbieder er {count} in de "
        "vorige periode, met dezelfde jeugdige, hulpvorm en datum van aanvang."
    ),
    action=(
        "Hebt u deze aanbieder overgenomen, laat dat dan weten; de trajecten lopen dan gewoon door. Zo niet, "
        "dan is dit zijn bestand: lever dat van uzelf."
    ),
    paragraph="protocol 3.3; afleiding: een traject loopt bij één aanbieder",
    needs=(Need.BEFORE,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Koppeling op jeugdige, hulpvorm en datum van aanvang met wat anderen over de vorige periode "
        "leverden; een maatregel die is overgedragen, telt niet mee. Gemeld vanaf "
        f"{FEWEST} trajecten en meer dan {MOST:.0%} van wat al liep (eigen keuze). Een overname is geen "
        "fout. De levering wordt wel geweigerd als die ander dezelfde regels ook over deze periode leverde, "
        "of als bij de aanbieder zelf niets liep of dat er niet meer in staat; bevestigt iemand de overname, "
        "dan is zij in te lezen met --klopt."
    ),
    test=_another,
)
