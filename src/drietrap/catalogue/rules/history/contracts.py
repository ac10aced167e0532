"""Contracted providers that do not deliver."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.history.vanished import running_before
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import OUTFLOW, TRAJECTORIES, YOUTHS

LEAST_SILENT, LEAST_SHARE = 2, 0.9
LEAST_GONE, SHARE_GONE = 5, 0.05


def _expected(past: Past) -> pl.DataFrame:
    """Return ``municipality, provider, kind, delivered`` of who must deliver over the period."""
    running = past.beside.given("contracts").filter(
        pl.col("delivers")
        & (pl.col("kind") == JEUGDHULP)
        & (pl.col("since").is_null() | (pl.col("since") <= past.last))
        & (pl.col("until").is_null() | (pl.col("until") >= past.first))
    )
    named = running.select("municipality", "provider", "kind").unique()
    did = past.who_delivered(0).with_columns(delivered=pl.lit(value=True))
    return named.join(did, on=["kind", "provider"], how="left").with_columns(
        pl.col("delivered").fill_null(value=False)
    )


def _nothing_to_deliver(past: Past) -> pl.DataFrame:
    """Return ``municipality, provider`` of whom the municipality's production totals show no youth."""
    production = past.beside.production
    if production is None:
        return pl.DataFrame(schema={"municipality": pl.String, "provider": pl.String})
    told = production.filter(pl.col("period") == past.period.code)
    paid = told.filter(pl.col("trajectories") > 0).select("municipality", "provider")
    covered = _expected(past).join(told.select("municipality").unique(), on="municipality", how="semi")
    return covered.join(paid, on=["municipality", "provider"], how="anti").select("municipality", "provider")


def _silent(past: Past) -> pl.DataFrame:
    silent = _expected(past).filter(~pl.col("delivered"))
    silent = silent.join(_nothing_to_deliver(past), on=["municipality", "provider"], how="anti")
    ran = running_before(past).group_by("provider").agg(ran=pl.len(), youths=pl.col("person").n_unique())
    named = silent.group_by("provider").agg(count=pl.col("municipality").n_unique())
    told = named.join(ran, on="provider", how="left").with_columns(
        of=pl.col("count"), effect=pl.col("ran").fill_null(0), youths=pl.col("youths").fill_null(0)
    )
    return hits(told.rename({"provider": "subject"}))


def _few(past: Past) -> pl.DataFrame:
    known = _expected(past).join(_nothing_to_deliver(past), on=["municipality", "provider"], how="anti")
    lost = (
        running_before(past)
        .join(known.filter(~pl.col("delivered")), on=["municipality", "provider", "kind"], how="semi")
        .group_by("municipality")
        .agg(effect=pl.len(), youths=pl.col("person").n_unique())
    )
    counted = known.group_by("municipality").agg(count=(~pl.col("delivered")).sum(), of=pl.len())
    told = counted.join(lost, on="municipality", how="left").filter(
        (pl.col("count") >= LEAST_SILENT) & (pl.col("count") > (1 - LEAST_SHARE) * pl.col("of"))
    )
    return hits(
        told.with_columns(pl.col("effect", "youths").fill_null(0)).rename({"municipality": "subject"})
    )


def _gone(past: Past) -> pl.DataFrame:
    ran = running_before(past).filter(pl.col("municipality").is_not_null())
    silent = ran.join(past.who_delivered(0), on=["kind", "provider"], how="anti")
    counted = silent.group_by("municipality").agg(
        count=pl.len(), youths=pl.col("person").n_unique(), providers=pl.col("provider").n_unique()
    )
    total = ran.group_by("municipality").agg(of=pl.len())
    found = counted.join(total, on="municipality").filter(
        (pl.col("count") >= LEAST_GONE) & (pl.col("count") > SHARE_GONE * pl.col("of"))
    )
    return hits(found.rename({"municipality": "subject"}))


SILENT = HistoryRule(
    code="CONTRACT-ZONDER-LEVERING",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="Wel een contract, geen levering",
    message=(
        "Bij {count} {count:gemeente|gemeenten} is er een contract met de plicht om te leveren; er is niets "
        "geleverd."
    ),
    action="Lever alsnog aan. Was er geen enkele jeugdige in zorg, laat dat dan weten.",
    paragraph="Jeugdwet 7.4.1; protocol 2: alle aanbieders leveren",
    needs=(Need.CONTRACTS,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "De lijst met gecontracteerde aanbieders tegen wie er leverde; wie niet zelf levert telt niet mee."
    ),
    test=_silent,
)
FEW = HistoryRule(
    code="WEINIG-LEVERAARS",
    severity=Severity.FOUT,
    subject=Subject.MUNICIPALITY,
    title="Te weinig aanbieders leverden",
    message="Van de {of} gecontracteerde aanbieders die moeten leveren, leverden er {count} niets.",
    action=(
        "Vraag deze aanbieders om te leveren. Vergelijk de cijfers tot die tijd niet met andere gemeenten."
    ),
    paragraph="Jeugdwet 7.4.1; Nader onderzoek toegang jeugdhulp 2015, 2.2 (landelijk leverde 93%)",
    needs=(Need.CONTRACTS,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        f"Gemeld als minder dan {LEAST_SHARE:.0%} leverde en er ten minste {LEAST_SILENT} ontbreken (eigen "
        "keuze, naast de 93% van de eerste uitvraag)."
    ),
    test=_few,
)
GONE = HistoryRule(
    code="LEVERAARS-WEGGEVALLEN",
    severity=Severity.FOUT,
    subject=Subject.MUNICIPALITY,
    title="Aanbieders die eerder leverden, leverden niets",
    message=(
        "Van de {of} trajecten die aan het eind van de vorige periode liepen, horen er {count} bij "
        "aanbieders die nu niets leverden."
    ),
    action=(
        "Vraag deze aanbieders om te leveren. Vergelijk de cijfers tot die tijd niet met de vorige periode."
    ),
    paragraph="Jeugdwet 7.4.1; protocol 3.3; Nader onderzoek toegang jeugdhulp 2015, 2.2",
    needs=(Need.BEFORE,),
    touches=(YOUTHS, TRAJECTORIES, OUTFLOW),
    method=(
        f"Gemeld vanaf {LEAST_GONE} trajecten en {SHARE_GONE:.0%} van wat in de gemeente liep (eigen keuze)."
    ),
    test=_gone,
)
