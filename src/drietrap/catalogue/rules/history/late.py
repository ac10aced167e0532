"""Ambulatory help that is delivered only when its bill is finished."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import INFLOW, TRAJECTORIES, YOUTHS
from drietrap.statistics.outlying import binomial_scores, robust_scale

AMBULATORY = ("02", "03", "04")
LEAST, SHARE = 3, 0.1
FEWEST_ROWS, LIMIT = 12, -3.5
_KEY = ["provider", "person", "form", "started"]


def _late(past: Past) -> pl.DataFrame:
    now = past.at(0, JEUGDHULP).filter(pl.col("form").is_in(AMBULATORY) & pl.col("person").is_not_null())
    delivered = past.who_delivered(1).filter(pl.col("kind") == JEUGDHULP).select("provider")
    fresh = now.join(past.at(1, JEUGDHULP), on=_KEY, how="anti").join(delivered, on="provider", how="semi")
    late = pl.col("started") < past.first
    counted = fresh.group_by(subject="provider").agg(
        count=late.sum(), of=pl.len(), youths=pl.col("person").filter(late).n_unique()
    )
    return hits(counted.filter((pl.col("count") >= LEAST) & (pl.col("count") > SHARE * pl.col("of"))))


def _none_running(past: Past) -> pl.DataFrame:
    now = past.at(0, JEUGDHULP).filter(pl.col("form") == "02")
    counted = (
        now.group_by(subject="provider")
        .agg(
            running=pl.col("ended").is_null().sum(),
            begun=(pl.col("started") >= past.first).sum(),
            of=pl.len(),
            youths=pl.col("person").n_unique(),
        )
        .filter((pl.col("of") >= FEWEST_ROWS) & (pl.col("begun") > 0))
        .sort("subject")
    )
    if counted.is_empty():
        return hits(counted)
    usual = float(counted["running"].sum()) / float(counted["of"].sum())
    scores = binomial_scores(counted["running"].to_numpy(), counted["of"].to_numpy(), usual)
    scaled = pl.Series(scores / robust_scale(scores))
    found = counted.with_columns(count=pl.col("of"), expected=pl.col("of") * usual).filter(scaled < LIMIT)
    return hits(found.with_columns(effect=(pl.col("expected") - pl.col("running")).round().cast(pl.Int64)))


LATE = HistoryRule(
    code="AMBULANT-LAAT",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="Ambulante hulp is pas geleverd toen zij al lang liep",
    message=(
        "Van de {of} ambulante trajecten die nu voor het eerst zijn geleverd, begonnen er {count} al voor "
        "deze periode. In de vorige levering ontbraken ze."
    ),
    action=(
        "Lever een traject in de periode waarin de hulp begint. Wacht niet tot de rekening of het traject is "
        "afgesloten. Lever de vorige periode opnieuw aan."
    ),
    paragraph="protocol 3.3: elke levering bevat alle gestarte trajecten; Nader onderzoek 2015, 2.2",
    needs=(Need.BEFORE,),
    touches=(YOUTHS, TRAJECTORIES, INFLOW),
    method=(
        "Trajecten met hulpvorm 02, 03 of 04 die niet in de levering ervoor zaten en voor de periode "
        "begonnen, "
        f"bij wie toen wel leverde. Gemeld vanaf {LEAST} trajecten en {SHARE:.0%} van de nieuwe (eigen "
        f"keuze)."
    ),
    test=_late,
)
NONE_RUNNING = HistoryRule(
    code="AMBULANT-NIETS-LOPEND",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="Bijna geen ambulante hulp loopt door",
    message=(
        "Van de {of} ambulante trajecten loopt aan het eind van de periode bijna niets meer. Bij andere "
        "aanbieders {expected:zou|zouden} dat er ongeveer {expected} zijn."
    ),
    action="Lever ook trajecten die nog lopen, en niet alleen trajecten waarvan de rekening klaar is.",
    paragraph="protocol 3.3: elke levering bevat alle lopende trajecten; Nader onderzoek 2015, 2.2",
    needs=(),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Aandeel lopende trajecten bij hulpvorm 02 tegen dat van alle aanbieders: mid-p van de binomiale "
        "staart "
        "(Berry en Armitage 1995) als normale score, gedeeld door de robuuste schaal (Rousseeuw en Croux "
        f"1993). Gemeld onder {LIMIT}, vanaf {FEWEST_ROWS} trajecten (eigen keuze)."
    ).replace("-3.5", "-3,5"),
    test=_none_running,
)
