"""Families counted once, or several times: the family plans of the district team beside what it delivered."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Need, Subject, hits
from drietrap.catalogue.rules.history.team_form import TEAM, of_team, registered, teams
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import TRAJECTORIES, YOUTHS
from drietrap.statistics.outlying import poisson_scores

LEAST_IN_PLAN, LEAST, SHARE = 2, 3, 0.1
LEAST_PAIRS, LIMIT, WEEKS = 4, 4.0, 4


def _child_of_plan() -> pl.Expr:
    """Return whether a child that was not delivered is on the plan of one that was."""
    together = pl.col("delivered").any().over("municipality", "plan")
    return ~pl.col("delivered") & pl.col("plan").is_not_null() & together


def _once(past: Past) -> pl.DataFrame:
    known = registered(past)
    unseen = pl.when(_child_of_plan()).then(1).otherwise(0)
    stands_for = pl.when("delivered").then(pl.col("children").cast(pl.Int64).fill_null(1) - 1).otherwise(0)
    counted = known.with_columns(lost=unseen + pl.max_horizontal(stands_for, pl.lit(0))).group_by(
        subject="municipality"
    )
    totals = counted.agg(
        count=pl.col("lost").sum(),
        of=pl.len() + pl.max_horizontal(stands_for, pl.lit(0)).sum(),
        youths=pl.col("lost").sum(),
    )
    return hits(totals.filter(pl.col("count") >= LEAST_IN_PLAN))


def _not_delivered(past: Past) -> pl.DataFrame:
    absent = registered(past).with_columns(lost=~pl.col("delivered") & ~_child_of_plan())
    known, unknown = pl.col("person").is_not_null(), pl.col("person").is_null()
    children = pl.concat(
        [
            absent.filter(known).group_by("municipality", "person").agg(pl.col("lost").all()),  # on each plan
            absent.filter(unknown).select("municipality", "person", "lost"),
        ]
    )
    counted = children.group_by(subject="municipality").agg(
        count=pl.col("lost").sum(), of=pl.len(), youths=(pl.col("lost") & known).sum()
    )
    return hits(counted.filter((pl.col("count") >= LEAST) & (pl.col("count") > SHARE * pl.col("of"))))


def _not_registered(past: Past) -> pl.DataFrame:
    known = registered(past)
    rows = of_team(past).join(known.select("municipality").unique(), on="municipality", how="semi")
    extra = rows.join(known, on=["person", "municipality"], how="anti")
    counted = extra.group_by("municipality").agg(count=pl.len(), youths=pl.col("person").n_unique())
    total = rows.group_by("municipality").agg(of=pl.len())
    found = counted.join(total, on="municipality").filter(
        (pl.col("count") >= LEAST) & (pl.col("count") > 0.5 * SHARE * pl.col("of"))
    )
    return hits(found.rename({"municipality": "subject"}))


def _same_day(past: Past) -> pl.DataFrame:
    """Compare starts on the same day with starts exactly one to four weeks apart, in one municipality."""
    rows = past.at(0, JEUGDHULP).filter(pl.col("form") == TEAM).join(teams(past), on="provider", how="semi")
    days = rows.group_by("provider", "municipality", "started").agg(n=pl.len())
    same = days.group_by("provider").agg(
        pairs=(pl.col("n") * (pl.col("n") - 1) // 2).sum(), of=pl.col("n").sum()
    )
    apart = [
        days.join(
            days.with_columns(pl.col("started").dt.offset_by(f"{week}w")),
            on=["provider", "municipality", "started"],
            suffix="_later",
        ).select("provider", product=pl.col("n") * pl.col("n_later"))
        for week in range(1, WEEKS + 1)
    ]
    chance = pl.concat(apart).group_by("provider").agg(expected=pl.col("product").sum() / WEEKS)
    joined = same.join(chance, on="provider", how="left").with_columns(pl.col("expected").fill_null(0.0))
    joined = joined.filter(pl.col("pairs") >= LEAST_PAIRS).sort("provider")
    if joined.is_empty():
        return hits(joined.rename({"provider": "subject"}))
    usual = 0.5 * joined["expected"].to_numpy() + 0.25
    found = joined.with_columns(expected=pl.Series(usual)).filter(
        pl.Series(poisson_scores(joined["pairs"].to_numpy(), usual)) > LIMIT
    )
    return hits(found.rename({"provider": "subject", "pairs": "count"}))


ONCE = HistoryRule(
    code="GEZIN-TELT-EEN-KEER",
    severity=Severity.FOUT,
    subject=Subject.MUNICIPALITY,
    title="Van een gezin is een kind geleverd",
    message=(
        "Het wijkteam registreerde {of} {of:kind|kinderen}; {count} ervan {count:ontbreekt|ontbreken}, "
        "terwijl een broer of zus op hetzelfde gezinsplan wel is geleverd."
    ),
    action="Vraag het wijkteam om elk kind dat hulp krijgt te leveren, ook als er een gezinsplan is.",
    paragraph="protocol 3.3: een record per jeugdige; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(Need.TEAM,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Koppeling met de registratie van het wijkteam op jeugdige en gezinsplan, en het aantal kinderen "
        f"waar een regel voor staat. Gemeld vanaf {LEAST_IN_PLAN} kinderen (eigen keuze)."
    ),
    test=_once,
)
SEVERAL = HistoryRule(
    code="GEZIN-TELT-VAKER",
    severity=Severity.FOUT,
    subject=Subject.MUNICIPALITY,
    title="Er zijn meer kinderen geleverd dan het wijkteam hielp",
    message="Van de {of} geleverde trajecten van het wijkteam kent het wijkteam zelf {count} kinderen niet.",
    action=(
        "Lever alleen de kinderen die zelf hulp krijgen. Broers en zussen zonder eigen hulp tellen niet mee, "
        "ook niet als zij in het gezinsplan staan."
    ),
    paragraph="protocol 3.3: een record per jeugdige; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(Need.TEAM,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Geleverde jeugdigen met hulpvorm 01 die niet in de registratie van het wijkteam staan. Gemeld vanaf "
        f"{LEAST} trajecten en {0.5 * SHARE:.0%} (eigen keuze)."
    ),
    test=_not_registered,
)
NOT_DELIVERED = HistoryRule(
    code="WIJKTEAM-NIET-GELEVERD",
    severity=Severity.FOUT,
    subject=Subject.MUNICIPALITY,
    title="Hulp van het wijkteam is niet geleverd",
    message="Van de {of} kinderen die het wijkteam registreerde, ontbreken er {count} in de leveringen.",
    action="Vraag het wijkteam om alle jeugdhulp te leveren die het geeft.",
    paragraph="protocol 2: wijkteams leveren over jeugdhulp; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(Need.TEAM,),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Koppeling met de registratie van het wijkteam op jeugdige. Gemeld vanaf "
        f"{LEAST} kinderen en {SHARE:.0%} (eigen keuze). Een kind van een gezin waarvan een ander kind wel "
        "is geleverd, valt onder GEZIN-TELT-EEN-KEER."
    ),
    test=_not_delivered,
)
SAME_DAY = HistoryRule(
    code="GEZIN-ZELFDE-DAG",
    severity=Severity.SIGNAAL,
    subject=Subject.PROVIDER,
    title="Veel trajecten van het wijkteam beginnen op dezelfde dag",
    message=(
        "Er {count:is|zijn} {count} {count:paar|paren} jeugdigen uit een gemeente met dezelfde dag van "
        "aanvang; door toeval {expected:zou|zouden} dat er ongeveer {expected} zijn. Dat past bij gezinnen "
        "waarvan elk kind is geleverd."
    ),
    action="Ga na of elk kind zelf hulp krijgt. Zo niet, lever dan alleen de kinderen die hulp krijgen.",
    paragraph="protocol 3.3: een record per jeugdige; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(),
    touches=(YOUTHS, TRAJECTORIES),
    method=(
        "Paren op dezelfde dag tegen paren die precies een tot vier weken uit elkaar beginnen (zo telt de "
        "dag van de week niet mee): mid-p van de Poissonstaart (Berry en Armitage 1995) als normale score. "
        "Gemeld "
        f"boven {LIMIT:.0f}, vanaf {LEAST_PAIRS} paren (eigen keuze). Broers en zussen die echt op dezelfde "
        "dag beginnen, geven ook dit signaal."
    ),
    test=_same_day,
)
