"""Measures, handovers and authorisations that do not join across institutions and kinds of delivery."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDHULP, JEUGDRECLASSERING, MACHTIGING
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import MEASURES, STAY, YOUTHS

LEAST = 1
CLOSED, CLOSED_STAY = "71", "13"
_HELD = (JEUGDBESCHERMING, JEUGDRECLASSERING)


def _gaps(past: Past) -> pl.DataFrame:
    """Count handovers of which the next institution, when it delivered, does not begin the day after."""
    rows = past.rows.filter(pl.col("kind").is_in(_HELD) & pl.col("person").is_not_null())
    key = ["kind", "person", "form"]
    now = rows.filter(pl.col("back") == 0)
    given = now.filter(pl.col("handed_over").is_not_null() & (pl.col("handed_over") < past.last)).select(
        *key, "provider", "handed_over", joins=pl.col("handed_over").dt.offset_by("1d")
    )
    taken = rows.filter(pl.col("taken_over").is_not_null()).select(*key, next="provider", joins="taken_over")
    fits = given.join(taken, on=[*key, "joins"], how="semi")
    elsewhere = given.join(now.select(*key, next="provider"), on=key).filter(
        pl.col("next") != pl.col("provider")
    )
    wrong = given.join(fits, on=[*key, "provider", "handed_over"], how="anti").join(
        elsewhere, on=[*key, "provider", "handed_over"], how="semi"
    )
    counted = wrong.group_by("provider").agg(count=pl.len(), youths=pl.col("person").n_unique())
    total = given.group_by("provider").agg(of=pl.len())
    found = counted.filter(pl.col("count") >= LEAST).join(total, on="provider")
    return hits(found.rename({"provider": "subject"}))


def _authorised_without_measure(past: Past) -> pl.DataFrame:
    asked = past.at(0, MACHTIGING).filter(pl.col("person").is_not_null())
    measures = past.at(0, JEUGDBESCHERMING).select("person").unique()
    delivers = past.who_delivered(0).filter(pl.col("kind") == JEUGDBESCHERMING).select("provider")
    asked = asked.join(delivers, on="provider", how="semi")
    return _per_provider(asked.join(measures, on="person", how="anti"), asked)


def _closed_without_authorisation(past: Past) -> pl.DataFrame:
    known = past.at(0, MACHTIGING)
    stays = past.at(0, JEUGDHULP).filter((pl.col("form") == CLOSED_STAY) & pl.col("person").is_not_null())
    held = past.at(0, JEUGDBESCHERMING).filter(pl.col("form").is_in(["11", "12"]))
    held = held.select("person", since=pl.coalesce("taken_over", "started"), until=_until(past))
    both = stays.with_columns(until=_until(past)).join(held, on="person", suffix="_held")
    together = both.filter(
        pl.max_horizontal("started", "since", pl.lit(past.first)) < pl.min_horizontal("until", "until_held")
    )
    stays = stays.join(together, on=["delivery", "row"], how="semi")
    if known.is_empty():
        return hits(pl.DataFrame(schema={"subject": pl.String}))
    closed = known.filter(pl.col("form") == CLOSED).select("person").unique()
    return _per_provider(stays.join(closed, on="person", how="anti"), stays)


def _until(past: Past) -> pl.Expr:
    return pl.coalesce("handed_over", "ended", pl.lit(past.last))


def _per_provider(odd: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    counted = odd.group_by("provider").agg(count=pl.len(), youths=pl.col("person").n_unique())
    total = rows.group_by("provider").agg(of=pl.len())
    found = counted.filter(pl.col("count") >= LEAST).join(total, on="provider")
    return hits(found.rename({"provider": "subject"}))


HANDOVER = HistoryRule(
    code="OVERDRACHT-TUSSEN-GI",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="De overdracht sluit niet aan bij de andere instelling",
    message=(
        "Van de {of} overgedragen {of:maatregel|maatregelen} begint er bij {count} niemand precies een dag "
        "later."
    ),
    action="Stem de datums af met de andere instelling: zij begint precies een dag na uw laatste dag.",
    paragraph="protocol 3.2 overdracht: laatste dag oude GI, eerste dag nieuwe GI; regel 9",
    needs=(),
    touches=(MEASURES, YOUTHS),
    method="Koppeling op jeugdige en maatregel met andere instellingen die deze maatregel nu ook leveren.",
    test=_gaps,
)
AUTHORISED = HistoryRule(
    code="MACHTIGING-ZONDER-MAATREGEL",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="Een machtiging zonder maatregel",
    message=(
        "Bij {count} van de {of} {of:machtiging|machtigingen} is in deze periode geen maatregel geleverd."
    ),
    action="Lever de maatregel die bij de machtiging hoort, of controleer het BSN.",
    paragraph="BW 1:265b; protocol 3.2 machtiging; afleiding",
    needs=(),
    touches=(MEASURES, STAY),
    method="Koppeling op jeugdige met alle leveringen jeugdbescherming van deze periode.",
    test=_authorised_without_measure,
)
CLOSED_PLACEMENT = HistoryRule(
    code="GESLOTEN-ZONDER-MACHTIGING",
    severity=Severity.SIGNAAL,
    subject=Subject.PROVIDER,
    title="Gesloten verblijf zonder machtiging",
    message="Bij {count} van de {of} jeugdigen met ots en gesloten verblijf is geen machtiging geleverd.",
    action="Ga na of de GI de machtiging leverde, en of het verblijf echt gesloten is (hulpvorm 13).",
    paragraph="Jeugdwet 6.1.2; protocol 3.1 hulpvorm 13; afleiding",
    needs=(),
    touches=(STAY, MEASURES),
    method="Koppeling op jeugdige met de machtigingen (71) van deze periode, alleen bij (voorlopige) ots.",
    test=_closed_without_authorisation,
)
