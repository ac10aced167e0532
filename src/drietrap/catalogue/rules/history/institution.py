"""The certified institution (GI) named as referrer where a municipality decided."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import REFERRERS
from drietrap.statistics.outlying import binomial_scores, robust_scale

DECISION, INSTITUTION = "01", "04"
STAY = ("11", "12", "13", "14")
LIMIT = -3.0
LEAST = 2


def under_measure(past: Past) -> pl.DataFrame:
    """Return the help of the period that began while a measure of youth protection ran."""
    measures = past.rows.filter((pl.col("kind") == JEUGDBESCHERMING) & pl.col("person").is_not_null())
    held = measures.select(
        "person",
        held_from="started",
        held_to=pl.coalesce("handed_over", "ended", pl.lit(past.last)),
    ).unique()
    help_ = past.at(0, JEUGDHULP).filter(pl.col("person").is_not_null())
    keys = ["delivery", "row"]
    inside = (
        help_.select(*keys, "person", "started")
        .join(held, on="person")
        .filter(pl.col("started").is_between("held_from", "held_to"))
    )
    return help_.join(inside, on=keys, how="semi")


def _few_decisions(past: Past) -> pl.DataFrame:
    rows = under_measure(past).filter(pl.col("referrer").is_in([DECISION, INSTITUTION]))
    decided = pl.col("referrer") == DECISION
    usual = decided.mean().over(pl.col("form").is_in(STAY))
    counted = (
        rows.with_columns(usual=usual)
        .group_by(subject="provider")
        .agg(
            decisions=decided.sum(),
            of=pl.len(),
            usual=pl.col("usual").mean(),
            count=(~decided).sum(),
            youths=pl.col("person").filter(~decided).n_unique(),
        )
        .sort("subject")
    )
    if counted.is_empty():
        return hits(counted)
    scores = binomial_scores(
        counted["decisions"].to_numpy(), counted["of"].to_numpy(), counted["usual"].to_numpy()
    )
    found = counted.filter(pl.Series(scores / robust_scale(scores)) < LIMIT)
    usual_gi = pl.col("of") * (1.0 - pl.col("usual"))
    effect = (pl.col("count") - usual_gi).round().cast(pl.Int64)
    return hits(found.with_columns(expected=usual_gi, effect=effect))


def _otherwise(past: Past) -> pl.DataFrame:
    own = past.beside.given("municipal")
    key = ["person", "provider", "form", "started"]
    known = own.filter(pl.col("referrer") == DECISION).select(key).unique()
    rows = past.at(0, JEUGDHULP).filter(pl.col("person").is_not_null())
    both = rows.join(own.select(key).unique(), on=key, how="semi")
    wrong = both.filter(pl.col("referrer") == INSTITUTION).join(known, on=key, how="semi")
    counted = wrong.group_by("provider").agg(count=pl.len(), youths=pl.col("person").n_unique())
    total = both.group_by("provider").agg(of=pl.len())
    found = counted.filter(pl.col("count") >= LEAST).join(total, on="provider")
    return hits(found.rename({"provider": "subject"}))


PATTERN = HistoryRule(
    code="GI-ALS-VERWIJZER",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="De GI staat opvallend vaak als verwijzer",
    message=(
        "Bij {of} trajecten liep een maatregel en verwees de gemeente of de GI. Bij {count} staat de GI; "
        "naar wat andere aanbieders leveren {expected:zou|zouden} dat er ongeveer {expected} zijn."
    ),
    action=(
        "Heeft de gemeente een besluit genomen, lever dan 01 (gemeentelijke toegang) als verwijzer, ook als "
        "er een maatregel loopt. De GI is alleen verwijzer als zij zelf de hulp bepaalt."
    ),
    paragraph="protocol 3.1 verwijzer; Nader onderzoek toegang jeugdhulp 2015, 2.2",
    needs=(),
    touches=(REFERRERS,),
    method=(
        "Onder jeugdigen met een maatregel op de dag van aanvang: aandeel gemeente van gemeente en GI, tegen "
        "alle aanbieders, apart met en zonder verblijf. Mid-p van de binomiale staart (Berry en Armitage "
        "1995) als normale score, gedeeld door de robuuste schaal (Rousseeuw en Croux 1993). Gemeld onder "
        "-3 (eigen keuze). Bij minder dan ongeveer 20 trajecten valt dit met toeval niet te onderscheiden."
    ),
    test=_few_decisions,
)
REGISTERED = HistoryRule(
    code="VERWIJZER-GEMEENTE",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="De GI staat als verwijzer, de gemeente nam het besluit",
    message="Bij {count} van de {of} trajecten staat de GI als verwijzer, maar de gemeente nam een besluit.",
    action="Lever deze trajecten opnieuw aan met 01 (gemeentelijke toegang) als verwijzer.",
    paragraph="protocol 3.1 verwijzer; Nader onderzoek toegang jeugdhulp 2015, 2.2",
    needs=(Need.MUNICIPAL,),
    touches=(REFERRERS,),
    method=(
        "Koppeling met de registratie van de gemeente op jeugdige, aanbieder, hulpvorm en datum van aanvang. "
        f"Gemeld vanaf {LEAST} trajecten (eigen keuze)."
    ),
    test=_otherwise,
)
