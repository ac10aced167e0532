"""Youths on the wrong municipality: they moved, or they are counted where the institution stands."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HistoryRule, Subject, hits
from drietrap.catalogue.rules.history.usual import HOW, above_others
from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import AREAS, TRAJECTORIES, YOUTHS

STAY = ("11", "12", "13", "14")
LEAST_MOVED = 2
LEAST_HOME, SHARE_HOME = 3, 0.6
_SMALL = 5  # added to the denominator, so that one of one does not go before ten of twenty


def _contradicted(past: Past) -> pl.DataFrame:
    """Return pairs of a provider and another with a different municipality for one youth.

    Columns ``provider, person, other``. A pair in which the other side is shown to be stale is left out: its
    municipality was the same in all periods while this one changed, or its help began earlier.
    """
    located = past.rows.filter(pl.col("person").is_not_null() & pl.col("municipality").is_not_null())
    several = (
        located.filter(pl.col("back") == 0).group_by("person").agg(places=pl.col("municipality").n_unique())
    )
    located = located.join(several.filter(pl.col("places") > 1), on="person", how="semi")
    latest = (
        located.sort("started", "row")
        .group_by("back", "provider", "person")
        .agg(pl.col("municipality").last(), began=pl.col("started").min())
    )
    now = latest.filter(pl.col("back") == 0).drop("back")
    earlier = latest.filter(pl.col("back") > 0)
    changed = (
        earlier.join(now, on=["provider", "person"], suffix="_now")
        .filter(pl.col("municipality") != pl.col("municipality_now"))
        .select("provider", "person")
        .unique()
        .with_columns(changed=pl.lit(value=True))
    )
    told = now.join(changed, on=["provider", "person"], how="left").with_columns(
        pl.col("changed").fill_null(value=False), fresh=pl.col("began") >= past.first
    )
    pairs = told.join(told, on="person", suffix="_other").filter(
        (pl.col("provider") != pl.col("provider_other"))
        & (pl.col("municipality") != pl.col("municipality_other"))
    )
    newer = (pl.col("changed") & ~pl.col("changed_other")) | (
        (pl.col("changed") == pl.col("changed_other")) & pl.col("fresh") & ~pl.col("fresh_other")
    )
    return pairs.filter(~newer).select("provider", "person", other="provider_other").unique()


def linked(past: Past) -> pl.DataFrame:
    """Return ``provider, of``: how many of its youths another provider delivers too, with a municipality."""
    located = past.now.filter(pl.col("person").is_not_null() & pl.col("municipality").is_not_null())
    seen = located.select("provider", "person").unique()
    several = seen.filter(pl.len().over("person") > 1)
    return several.group_by("provider").agg(of=pl.len())


def _moved(past: Past) -> pl.DataFrame:
    """Blame the provider with the largest share first, and take what it explains from the others."""
    pairs, total = _contradicted(past), linked(past)
    blamed = []
    while not pairs.is_empty():
        counted = pairs.group_by("provider").agg(count=pl.col("person").n_unique())
        ranked = counted.join(total, on="provider").with_columns(
            weight=pl.col("count") / (pl.col("of") + _SMALL)
        )
        order = ranked.sort("weight", "count", "provider", descending=[True, True, False])
        worst = order.row(0, named=True)
        blamed.append({"subject": worst["provider"], "count": worst["count"], "of": worst["of"]})
        pairs = pairs.filter(
            (pl.col("provider") != worst["provider"]) & (pl.col("other") != worst["provider"])
        )
    columns = {"subject": pl.String, "count": pl.Int64, "of": pl.Int64}
    found = pl.DataFrame(blamed, schema=columns).sort("subject")
    more = above_others(found, int(total["of"].sum()))
    return hits(found.filter((pl.col("count") >= LEAST_MOVED) & more).with_columns(youths="count"))


def _at_home(past: Past) -> pl.DataFrame:
    stays = past.at(0, JEUGDHULP).filter(
        pl.col("form").is_in(STAY) & pl.col("person").is_not_null() & pl.col("municipality").is_not_null()
    )
    others = past.now.filter(pl.col("person").is_not_null()).select(
        "person", other="provider", elsewhere="municipality"
    )
    apart = stays.join(others.unique(), on="person").filter(
        (pl.col("provider") != pl.col("other")) & (pl.col("municipality") != pl.col("elsewhere"))
    )
    same = ["provider", "person", "form", "started"]
    was = past.at(1, JEUGDHULP).select(*same, was="municipality").unique(same, keep="none")
    shifted = stays.join(was, on=same).filter(pl.col("municipality") != pl.col("was"))
    found = pl.concat([_on_one(stays, apart), _on_one(stays, shifted)])
    most = found.sort("count", "subject", descending=[True, False]).unique("subject", keep="first")
    return hits(most)


def _on_one(stays: pl.DataFrame, odd: pl.DataFrame) -> pl.DataFrame:
    """Return providers of which more of these stays are on one municipality than by chance."""
    rows = stays.join(odd.select("delivery", "row").unique(), on=["delivery", "row"], how="semi")
    where = rows.group_by("provider", "municipality").agg(count=pl.len(), youths=pl.col("person").n_unique())
    top = (
        where.sort("count", "municipality", descending=[True, False])
        .group_by("provider")
        .agg(pl.col("count", "youths").first(), odd=pl.col("count").sum())
    )
    total = stays.group_by("provider").agg(of=pl.len())
    found = top.join(total, on="provider").sort("provider")
    counted = found.select("provider", "of", count="odd").cast({"of": pl.Int64, "count": pl.Int64})
    enough = (pl.col("count") >= LEAST_HOME) & (pl.col("count") >= SHARE_HOME * pl.col("odd"))
    return found.filter(enough & above_others(counted, stays.height)).rename({"provider": "subject"})


MOVED = HistoryRule(
    code="WOONT-ELDERS",
    severity=Severity.WAARSCHUWING,
    subject=Subject.PROVIDER,
    title="Jeugdigen wonen volgens anderen in een andere gemeente",
    message=(
        "Van de {of} jeugdigen die ook een andere aanbieder heeft, staan er {count} bij u in een andere "
        "gemeente dan bij die ander."
    ),
    action="Controleer het adres van deze jeugdigen in de basisregistratie en lever de gemeente van nu.",
    paragraph=(
        "protocol 3.3: een verhuizing is geen nieuw record, lever de nieuwe waarde; Nader onderzoek 2015"
    ),
    needs=(),
    touches=(AREAS, YOUTHS, TRAJECTORIES),
    method=(
        "Een jeugdige met twee gemeenten in een periode telt bij de kant die niet veranderde, terwijl de "
        "andere kant in deze of de twee vorige perioden veranderde of pas begon; is dat niet te zeggen, dan "
        "bij beide. Daarna telt elke tegenspraak bij de aanbieder met het grootste aandeel, en niet meer bij "
        f"de ander. Gemeld vanaf {LEAST_MOVED} jeugdigen, als dat {HOW}. Een jeugdige met hulp van een "
        "enkele aanbieder valt zo niet op."
    ),
    test=_moved,
)
HOME = HistoryRule(
    code="WOONPLAATS-INSTELLING",
    severity=Severity.FOUT,
    subject=Subject.PROVIDER,
    title="Jeugdigen met verblijf staan op een en dezelfde gemeente",
    message=(
        "Van de {of} trajecten met verblijf staan er {count} op dezelfde gemeente, terwijl de jeugdige bij "
        "een ander of in de vorige levering in een andere gemeente hoort."
    ),
    action=(
        "Lever de gemeente die verantwoordelijk is volgens het woonplaatsbeginsel: bij verblijf de gemeente "
        "waar de jeugdige woonde voordat het verblijf begon. Niet de gemeente waar de instelling staat."
    ),
    paragraph="Jeugdwet 1.1 woonplaats (sinds 1 januari 2022); protocol 3.1 gemeente; Nader onderzoek 2015",
    needs=(),
    touches=(AREAS, YOUTHS, TRAJECTORIES),
    method=(
        "Trajecten met verblijf waarvan de gemeente afwijkt van die bij een andere aanbieder of GI in deze "
        "periode, of van die in de eigen vorige levering; elk apart. Gemeld als er ten minste "
        f"{LEAST_HOME} op een gemeente staan, dat {SHARE_HOME:.0%} van alle afwijkende is, en meer dan bij "
        "alle anderen samen gewoon is (zoals bij WOONT-ELDERS; eigen keuze). "
        "Voor 2022 was dit bij voogdij de regel zelf (oud woonplaatsbeginsel); het telt toch mee, omdat het "
        "de vergelijking tussen gemeenten bepaalt."
    ),
    test=_at_home,
)
