"""Whether the rows of a delivery are those of its provider and period, by what the register holds already.

A trajectory is known by its youth, form and start; a row also by its end. Two providers seldom share one: a
youth can have two, but hardly ever of one form from one day. A delivery is refused on what cannot be true at
once. A takeover of one provider by another can be true: its trajectories then go on under another number, and
it delivers no more; that is told by the rule ``TRAJECTEN-VAN-ANDER`` and not refused. The thresholds are our
own choice; in the fictional register no delivery comes near them.
"""

from __future__ import annotations

import polars as pl

from drietrap.register.envelope import Envelope
from drietrap.register.ledger import Book, records_table
from drietrap.register.period_fit import FEW, SURE
from drietrap.register.scope import before
from drietrap.vocabulary.errors import InputError

FEWEST, MOST, HARDLY = 5, 0.8, 0.2
_NOTHING = "er is niets veranderd in het register"
_CHUNKS = 64
KNOWN = pl.Schema(
    {
        "delivery": pl.String,
        "owner": pl.String,
        "trajectory": pl.UInt64,
        "row": pl.UInt64,
        "started": pl.Date,
        "open": pl.Boolean,
    }
)


def known(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records with a known youth as :data:`KNOWN`; the numbers hold for one run only."""
    trajectory = ["person", "form", "started"]
    return records.filter(pl.col("person").is_not_null()).select(
        "delivery",
        pl.col("provider").str.to_lowercase().alias("owner"),
        pl.struct(trajectory).hash(1).alias("trajectory"),
        pl.struct([*trajectory, "ended"]).hash(1).alias("row"),
        "started",
        (pl.col("ended").is_null() & pl.col("handed_over").is_null()).alias("open"),
    )


class Trajectories:
    """Who delivered which trajectories: those of the register, and those that were entered since."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, pl.DataFrame] = {}

    def refuse_elsewhere(self, envelope: Envelope, records: pl.DataFrame) -> None:
        """Refuse records that the register shows to be of another period or provider.

        Raises
        ------
        InputError
            As :func:`refuse_again` and :func:`refuse_others`.
        """
        mine, name = known(records), envelope.provider.lower()
        ago, to_come = before(envelope.period, 1), before(envelope.period, -1)
        earlier = self._at(envelope, ago.code)
        for other, rows in ((ago, earlier), (to_come, self._at(envelope, to_come.code))):
            refuse_again(mine, rows.filter(owner=name), other.code)
        old = mine.filter(pl.col("started") < envelope.scope.first)
        refuse_others(mine, old, envelope.provider, self._at(envelope, envelope.period.code), earlier)

    def note(self, envelope: Envelope, records: pl.DataFrame) -> None:
        """Remember records that were entered."""
        table = records_table(envelope.kind.value, envelope.period.code)
        grown = self._kept(table).vstack(known(records))
        self._known[table] = grown.rechunk() if grown.n_chunks() > _CHUNKS else grown

    def _at(self, envelope: Envelope, period: str) -> pl.DataFrame:
        found = self._kept(records_table(envelope.kind.value, period))
        gone = sorted(self._book.gone)
        return found.filter(~pl.col("delivery").is_in(gone)) if gone else found

    def _kept(self, table: str) -> pl.DataFrame:
        if table not in self._known:
            self._known[table] = known(self._book.kept(table))
        return self._known[table]


def refuse_again(mine: pl.DataFrame, own: pl.DataFrame, period: str) -> None:
    """Refuse the same rows as the delivery of this provider over the period before or after.

    Parameters
    ----------
    mine
        The delivery (:data:`KNOWN`).
    own
        What the provider delivered over the other period.
    period
        Name of the other period.

    Raises
    ------
    InputError
        All rows are equal, and there are so many that something would have begun or ended.
    """
    if mine.height < FEW or mine.height != own.height:
        return
    if mine["row"].sort().equals(own["row"].sort(), check_names=False):
        raise InputError(
            f"dit zijn dezelfde regels als in de levering over {period}; er begon of eindigde niets",
            expected="een levering over de periode die het bestand noemt",
            action=f"controleer de periode, of kies het juiste bestand. {SURE}; {_NOTHING}",
        )


def refuse_others(
    mine: pl.DataFrame, old: pl.DataFrame, provider: str, now: pl.DataFrame, ago: pl.DataFrame
) -> None:
    """Refuse the rows of another provider.

    Parameters
    ----------
    mine, old
        The delivery (:data:`KNOWN`), and the part of it that began before the period.
    provider
        Whose it is said to be.
    now, ago
        What everybody delivered over this period and over the one before (:data:`KNOWN`).

    Raises
    ------
    InputError
        Another delivered these very rows over this period; or those that ran are all of another, while what
        ran at this provider is absent.
    """
    name = provider.lower()
    shares = _shares(old, ago, "trajectory") if old["trajectory"].n_unique() >= FEWEST else {}
    own = shares.pop(name, 0.0)
    same = _shares(mine, now.filter(pl.col("owner") != name), "row") if mine.height >= FEWEST else {}
    twin = _largest(same)
    if twin is not None and own < MOST:
        raise _refusal(
            f"dezelfde regels zijn over deze periode al geleverd door aanbieder {twin.upper()}",
            "vraag wie van de twee deze levering heeft gedaan",
        )
    other = _largest(shares)
    ran = ago.filter((pl.col("owner") == name) & pl.col("open"))
    if other is None or own >= HARDLY or ran.height < FEWEST:
        return
    if ran.join(mine, on="trajectory", how="semi").height < HARDLY * ran.height:
        raise _refusal(
            f"de trajecten in dit bestand zijn die van aanbieder {other.upper()}, en wat er bij deze "
            "aanbieder liep staat er niet in",
            "controleer bij welke aanbieder dit bestand hoort",
        )


def _shares(mine: pl.DataFrame, theirs: pl.DataFrame, key: str) -> dict[str, float]:
    """Return which part of my keys each owner has."""
    keys = mine.select(key).unique()
    found = theirs.join(keys, on=key, how="semi").group_by("owner").agg(pl.col(key).n_unique())
    return {owner: count / keys.height for owner, count in found.sort("owner").iter_rows()}


def _largest(shares: dict[str, float]) -> str | None:
    """Return who has most of all, when that is nearly everything."""
    name = max(shares, key=lambda owner: (shares[owner], owner), default=None)
    return name if name is not None and shares[name] >= MOST else None


def _refusal(problem: str, action: str) -> InputError:
    sure = SURE.replace("de periode", "de aanbieder")
    return InputError(
        problem, expected="de levering van deze aanbieder", action=f"{action}. {sure}; {_NOTHING}"
    )
