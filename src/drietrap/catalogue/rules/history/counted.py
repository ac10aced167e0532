"""What the municipality counted itself, beside what was delivered: production totals and registration."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.history.usual import HOW, above_others
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import AREAS, FORMS, TRAJECTORIES, YOUTHS

LEAST, SHARE, LEAST_UNKNOWN = 3, 0.1, 2


def _totals(past: Past) -> pl.DataFrame:
    own = past.beside.given("production").filter(pl.col("period") == past.period.code)
    own = own.drop_nulls(["provider", "municipality", "form"])
    rows = past.at(0, JEUGDHULP).join(own.select("municipality").unique(), on="municipality", how="semi")
    keys = ["provider", "municipality", "form"]
    delivered = rows.group_by(keys).agg(delivered=pl.len())
    known = own.group_by(keys).agg(paid=pl.col("trajectories").cast(pl.Int64).sum())
    both = known.join(delivered, on=keys, how="full", coalesce=True).with_columns(
        pl.col("paid").fill_null(0), pl.col("delivered").cast(pl.Int64).fill_null(0)
    )
    away = (pl.col("paid") - pl.col("delivered")).abs()
    counted = both.group_by(subject="provider").agg(
        count=pl.col("delivered").sum(), expected=pl.col("paid").sum().cast(pl.Float64), effect=away.sum()
    )
    of = pl.max_horizontal("count", pl.col("expected").cast(pl.Int64))
    wide = (pl.col("effect") >= LEAST) & (pl.col("effect") > SHARE * of)
    return hits(counted.filter(wide).with_columns(of="count"))


def _active(past: Past) -> pl.DataFrame:
    return past.beside.given("municipal").filter(
        (pl.col("started") <= past.last) & (pl.col("ended").is_null() | (pl.col("ended") >= past.first))
    )


def _unknown(past: Past) -> pl.DataFrame:
    own = _active(past)
    here = own.select("municipality").unique()
    rows = past.at(0, JEUGDHULP).filter(pl.col("person").is_not_null())
    rows = rows.join(here, on="municipality", how="semi")
    extra = rows.join(own, on=["person", "municipality"], how="anti")
    found = _per_provider(extra, rows)
    more = above_others(found, rows.height)
    return hits(found.filter((pl.col("count") >= LEAST_UNKNOWN) & more).rename({"provider": "subject"}))


def _absent(past: Past) -> pl.DataFrame:
    own = _active(past)
    rows = past.at(0, JEUGDHULP).select("person", "provider", "municipality").unique()
    known = own.filter(pl.col("provider").is_not_null() & pl.col("person").is_not_null())
    absent = known.join(rows, on=["person", "provider", "municipality"], how="anti")
    enough = (pl.col("count") >= LEAST) & (pl.col("count") > SHARE * pl.col("of"))
    return hits(_per_provider(absent, known).filter(enough).rename({"provider": "subject"}))


def _per_provider(odd: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    counted = odd.group_by("provider").agg(count=pl.len().cast(pl.Int64), youths=pl.col("person").n_unique())
    total = rows.group_by("provider").agg(of=pl.len().cast(pl.Int64))
    return counted.join(total, on="provider").sort("provider")


TOTALS = HistoryRule(
    code="PRODUCTIE-VERSCHIL",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="De levering wijkt af van de productie",
    message=(
        "Er {count:is|zijn} {count} {count:traject|trajecten} geleverd; de productie die de gemeente kent is "
        "{expected}."
    ),
    action=(
        "Vergelijk de levering per hulpvorm met de productie. Vaak ontbreken trajecten waarvan de rekening "
        "nog niet klaar is, of staat hulp op een andere hulpvorm of gemeente."
    ),
    paragraph="protocol 3.3; Nader onderzoek toegang jeugdhulp 2015, 2.2 en aanbevelingen",
    needs=(Need.PRODUCTION,),
    touches=(YOUTHS, TRAJECTORIES, FORMS),
    method=(
        "Per gemeente en hulpvorm het verschil tussen geleverde trajecten en de productietotalen, opgeteld. "
        f"Gemeld vanaf {LEAST} trajecten en {SHARE:.0%} (eigen keuze)."
    ),
    test=_totals,
)
UNKNOWN = HistoryRule(
    code="JEUGDIGE-ONBEKEND-BIJ-GEMEENTE",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="De gemeente kent de jeugdigen niet",
    message="Van de {of} trajecten gaan er {count} over jeugdigen die de gemeente niet in zorg heeft.",
    action="Controleer of de jeugdige nog in deze gemeente woont, en of deze gemeente verantwoordelijk is.",
    paragraph="protocol 3.1 gemeente; Nader onderzoek toegang jeugdhulp 2015, 2.2",
    needs=(Need.MUNICIPAL,),
    touches=(AREAS, YOUTHS),
    method=(
        "Koppeling op jeugdige met de registratie van de gemeente, alleen voor gemeenten die er een gaven. "
        f"Gemeld vanaf {LEAST_UNKNOWN} trajecten, als dat {HOW}. Hulp waarvoor geen besluit van de gemeente "
        "nodig is, moet wel in die registratie staan."
    ),
    test=_unknown,
)
ABSENT = HistoryRule(
    code="REGISTRATIE-NIET-GELEVERD",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="Hulp die de gemeente kent is niet geleverd",
    message="Van de {of} trajecten die de gemeente bij deze aanbieder kent, ontbreken er {count}.",
    action="Lever alle trajecten die in de periode liepen, ook als de rekening nog niet klaar is.",
    paragraph="protocol 3.3: elke levering bevat alle gestarte, lopende en beëindigde trajecten",
    needs=(Need.MUNICIPAL,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Koppeling op jeugdige en aanbieder met de registratie van de gemeente. Gemeld vanaf "
        f"{LEAST} trajecten en {SHARE:.0%} (eigen keuze)."
    ),
    test=_absent,
)
