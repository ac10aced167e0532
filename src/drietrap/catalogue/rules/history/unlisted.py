"""A provider that no list of contracts names, where the municipalities it serves have one."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import TRAJECTORIES, YOUTHS

FEWEST = 5


def _unlisted(past: Past) -> pl.DataFrame:
    contracts = past.beside.given("contracts")
    rows = past.at(0, JEUGDHULP).join(
        contracts.select("municipality").unique(), on="municipality", how="semi"
    )
    unknown = rows.join(contracts.select("provider").unique(), on="provider", how="anti")
    counted = unknown.group_by(subject="provider").agg(
        count=pl.len(), of=pl.len(), youths=pl.col("person").n_unique()
    )
    return hits(counted.filter(pl.col("count") >= FEWEST))


RULE = HistoryRule(
    code="AANBIEDER-NIET-OP-LIJST",
    severity=Severity.SIGNAAL,
    subject=Subject.PROVIDER,
    title="Deze aanbieder staat op geen lijst met contracten",
    message=(
        "Er zijn {count} trajecten geleverd over gemeenten waarvan de lijst met contracten er is; de "
        "aanbieder staat op geen van die lijsten."
    ),
    action=(
        "Controleer het nummer van de aanbieder: misschien is dit het bestand van een ander. Klopt het, vul "
        "dan de lijst aan."
    ),
    paragraph="Jeugdwet 7.4.1; afleiding",
    needs=(Need.CONTRACTS,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        f"Gemeld vanaf {FEWEST} trajecten (eigen keuze). Een signaal en geen weigering: hulp zonder contract "
        "en een nieuwe aanbieder komen voor."
    ),
    test=_unlisted,
)
