"""Help of the district team where the team gave none, or none where it should."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Subject, hits
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import FORMS, REFERRERS, TRAJECTORIES, YOUTHS
from drietrap.statistics.outlying import binomial_scores, robust_scale

TEAM, WITHOUT_STAY = "01", ("01", "02", "03", "04")
MOSTLY, CONFIRMED = 0.8, 0.9
LEAST, LEAST_EXPECTED, ALMOST_NOTHING, LIMIT = 3, 8.0, 0.1, -3.5


def teams(past: Past) -> pl.DataFrame:
    """Return ``provider`` of those whose help is for the most part that of a district team."""
    help_ = past.rows.filter(pl.col("kind") == JEUGDHULP)
    share = help_.group_by("provider").agg(share=(pl.col("form") == TEAM).mean())
    return share.filter(pl.col("share") >= MOSTLY).select("provider")


def of_team(past: Past) -> pl.DataFrame:
    """Return the rows of the period with the form of help of the district team."""
    return past.at(0, JEUGDHULP).filter(pl.col("form") == TEAM)


def registered(past: Past) -> pl.DataFrame:
    """Return what the teams registered as running in the period, with whether it was ``delivered``."""
    active = past.beside.given("team").filter(
        (pl.col("started") <= past.last) & (pl.col("ended").is_null() | (pl.col("ended") >= past.first))
    )
    given = of_team(past).select("person", "municipality").unique().with_columns(delivered=pl.lit(value=True))
    joined = active.join(given, on=["person", "municipality"], how="left")
    return joined.with_columns(pl.col("delivered").fill_null(value=False))


def _by_others(past: Past) -> pl.DataFrame:
    rows = of_team(past)
    total = past.at(0, JEUGDHULP).group_by("provider").agg(of=pl.len())
    counted = (
        rows.join(teams(past), on="provider", how="anti")
        .group_by("provider")
        .agg(count=pl.len(), youths=pl.col("person").n_unique())
        .filter(pl.col("count") >= LEAST)
        .join(total, on="provider")
    )
    return hits(counted.rename({"provider": "subject"}))


def _without_team(past: Past) -> pl.DataFrame:
    known = teams(past)
    rows = of_team(past).filter(pl.col("municipality").is_not_null())
    own = rows.join(known, on="provider", how="semi").group_by("municipality").agg(own=pl.len())
    counted = (
        rows.join(known, on="provider", how="anti")
        .group_by("municipality")
        .agg(count=pl.len(), youths=pl.col("person").n_unique())
        .join(own, on="municipality", how="left")
        .with_columns(own=pl.col("own").fill_null(0))
    )
    found = counted.filter((pl.col("count") >= LEAST) & (pl.col("count") > pl.col("own")))
    return hits(found.with_columns(of=pl.col("count") + pl.col("own")).rename({"municipality": "subject"}))


def _too_few(past: Past) -> pl.DataFrame:
    rows = past.at(0, JEUGDHULP).filter(
        pl.col("form").is_in(WITHOUT_STAY) & pl.col("municipality").is_not_null()
    )
    counted = (
        rows.group_by(subject="municipality")
        .agg(count=(pl.col("form") == TEAM).sum(), of=pl.len(), youths=pl.col("person").n_unique())
        .sort("subject")
    )
    if counted.is_empty():
        return hits(counted)
    usual = (counted["count"] / counted["of"]).median()
    chance = usual if isinstance(usual, float) else 0.0
    scores = binomial_scores(counted["count"].to_numpy(), counted["of"].to_numpy(), chance)
    low = pl.Series(scores / robust_scale(scores)) < LIMIT
    expected = pl.col("of") * chance
    nothing = (pl.col("count") <= ALMOST_NOTHING * expected) & (expected >= LEAST_EXPECTED)
    found = counted.with_columns(low=low, expected=expected).filter(pl.col("low") | nothing)
    found = found.join(_confirmed(past), left_on="subject", right_on="municipality", how="anti")
    return hits(
        found.with_columns(
            effect=(pl.col("expected") - pl.col("count")).round().cast(pl.Int64),
            youths=pl.lit(None, dtype=pl.Int64),
        )
    )


def _confirmed(past: Past) -> pl.DataFrame:
    """Return ``municipality`` of those whose team registered what was delivered: little is then right."""
    if past.beside.team is None:
        return pl.DataFrame(schema={"municipality": pl.String})
    counted = registered(past).group_by("municipality").agg(share=pl.col("delivered").mean())
    return counted.filter(pl.col("share") >= CONFIRMED).select("municipality")


PROVIDER = HistoryRule(
    code="WIJKTEAM-VORM",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="Een aanbieder levert hulp van het wijkteam",
    message="{count} van de {of} trajecten hebben hulpvorm 01 (wijkteam), de andere niet.",
    action=(
        "Gebruik 01 alleen voor hulp die het wijkteam zelf geeft. Hulp waar het wijkteam naar verwees is 02, "
        "03 of 04, met verwijzer 01."
    ),
    paragraph="protocol 3.1 hulpvorm 01; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(),
    touches=(FORMS, REFERRERS),
    method=(
        f"Een wijkteam is wie in deze en de twee vorige perioden voor ten minste {MOSTLY:.0%} hulpvorm 01 "
        f"levert. Gemeld bij anderen vanaf {LEAST} trajecten (eigen keuze)."
    ),
    test=_by_others,
)
ELSEWHERE = HistoryRule(
    code="WIJKTEAM-ELDERS",
    severity=Severity.FOUT,
    subject=Subject.MUNICIPALITY,
    title="Hulp van het wijkteam, maar het wijkteam leverde niets",
    message=(
        "Van de {of} trajecten die als hulp van het wijkteam staan, komen er {count} niet van een wijkteam."
    ),
    action=(
        "Vraag het wijkteam of het jeugdhulp geeft. Zo ja, dan moet het zelf leveren. Zo nee, vraag de "
        "aanbieder dan om de juiste hulpvorm."
    ),
    paragraph="protocol 2 en 3.1 hulpvorm 01; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(),
    touches=(FORMS, REFERRERS, TRAJECTORIES),
    method=(
        f"Zoals bij WIJKTEAM-VORM, in een gemeente waar de wijkteams zelf minder leverden dan dat. Gemeld "
        f"vanaf {LEAST} "
        "trajecten (eigen keuze)."
    ),
    test=_without_team,
)
MISSING = HistoryRule(
    code="WIJKTEAM-ONTBREEKT",
    severity=Severity.WAARSCHUWING,
    subject=Subject.MUNICIPALITY,
    title="Er is opvallend weinig hulp van het wijkteam",
    message=(
        "Van de {of} trajecten zonder verblijf {count:is|zijn} er {count} van het wijkteam. In andere "
        "gemeenten {expected:zou|zouden} dat er ongeveer {expected} zijn."
    ),
    action=(
        "Ga na of het wijkteam jeugdhulp geeft en of het heeft geleverd. Geeft het alleen toegang of "
        "voorliggende hulp, dan klopt dit."
    ),
    paragraph="protocol 2: wijkteams leveren over jeugdhulp; Nader onderzoek toegang jeugdhulp 2015, 2.3",
    needs=(),
    touches=(YOUTHS, TRAJECTORIES, FORMS, REFERRERS),
    method=(
        "Aandeel hulpvorm 01 van de hulp zonder verblijf tegen de mediaan van de gemeenten: mid-p van de "
        "binomiale staart (Berry en Armitage 1995) als normale score, gedeeld door de robuuste schaal "
        f"(Rousseeuw en Croux 1993). Gemeld onder -3,5, of bij hooguit {ALMOST_NOTHING:.0%} van de "
        f"{LEAST_EXPECTED:.0f} of meer die te "
        "verwachten was (eigen keuze). Niet gemeld als de registratie van het wijkteam er is en klopt."
    ),
    test=_too_few,
)
