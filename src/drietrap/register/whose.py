"""Whether the rows of a delivery are those of its provider and period, by what the register holds already.

A trajectory is known by its youth, form and start; a row also by its end. Two providers seldom share one: a
youth can have two, but hardly ever of one form from one day. A delivery is refused on what cannot be true at
once. A takeover of one provider by another can be true: its trajectories then go on under another number. If
what ran at the new number itself is there as well, that is told by the rule ``TRAJECTEN-VAN-ANDER``; when
nothing of it is, a person must say that it is right. The thresholds are our own choice; in the fictional
register no delivery comes near them.
"""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.rule import Severity
from drietrap.catalogue.rules.themes import TRAJECTORIES, YOUTHS
from drietrap.register.envelope import Envelope
from drietrap.register.judging import HISTORY, FindingGroup
from drietrap.register.ledger import Book, records_table
from drietrap.register.period_fit import FEW, SURE
from drietrap.register.scope import before
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import number

FEWEST, MOST, HARDLY = 5, 0.8, 0.2
_PARAGRAPH = "protocol 3.3; afleiding: een traject loopt bij één aanbieder"
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

    def refuse_elsewhere(self, envelope: Envelope, mine: pl.DataFrame) -> None:
        """Refuse records (:data:`KNOWN`) that the register shows to be of another period or provider.

        Raises
        ------
        InputError
            As :func:`refuse_again` and :func:`refuse_others`.
        """
        name = envelope.provider.lower()
        ago, to_come = before(envelope.period, 1), before(envelope.period, -1)
        earlier = self._at(envelope, ago.code)
        for other, rows in ((ago, earlier), (to_come, self._at(envelope, to_come.code))):
            refuse_again(mine, rows.filter(owner=name), other.code)
        old = mine.filter(pl.col("started") < envelope.scope.first)
        refuse_others(mine, old, envelope.provider, self._at(envelope, envelope.period.code), earlier)

    def remarks(self, envelope: Envelope, mine: pl.DataFrame) -> tuple[FindingGroup, ...]:
        """Return what must be told of records (:data:`KNOWN`): :func:`told_again` and :func:`told_twice`."""
        name = envelope.provider.lower()
        periods = [before(envelope.period, back).code for back in (1, -1)]
        again = [
            told
            for period in periods
            if (told := told_again(mine, self._at(envelope, period).filter(owner=name), period)) is not None
        ]
        twice = told_twice(mine, name, self._at(envelope, envelope.period.code))
        return (*again, *([twice] if twice is not None else []))

    def note(self, envelope: Envelope, mine: pl.DataFrame) -> None:
        """Remember records (:data:`KNOWN`) that were entered."""
        table = records_table(envelope.kind.value, envelope.period.code)
        grown = self._kept(table).vstack(mine)
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
    if mine.height >= FEW and _are_equal(mine, own):
        raise InputError(
            f"dit zijn dezelfde regels als in de levering over {period}; er begon of eindigde niets",
            expected="een levering over de periode die het bestand noemt",
            action=f"controleer de periode, of kies het juiste bestand. {SURE}; {_NOTHING}",
        )


def told_again(mine: pl.DataFrame, own: pl.DataFrame, period: str) -> FindingGroup | None:
    """Return that the rows are those of another period (see :func:`refuse_again`), however few, or None."""
    if not _are_equal(mine, own):
        return None
    return FindingGroup(
        rule="DEZELFDE-REGELS-ANDERE-PERIODE",
        severity=Severity.SIGNAAL,
        title=f"Dezelfde regels als in de levering over {period}",
        message=f"Alle regels staan ook in de levering over {period}; er begon of eindigde niets.",
        action="Controleer of dit het bestand van deze periode is. Is dat zo, dan hoeft u niets te doen.",
        paragraph=_PARAGRAPH,
        count=mine.height,
        share=1.0,
        rows=(),
        level=HISTORY,
        touches=(YOUTHS, TRAJECTORIES),
    )


def told_twice(mine: pl.DataFrame, name: str, now: pl.DataFrame) -> FindingGroup | None:
    """Return that nearly the same rows count under another provider over this period, or None.

    Parameters
    ----------
    mine
        The delivery (:data:`KNOWN`).
    name
        Whose it is, in lower case.
    now
        What everybody delivered over this period (:data:`KNOWN`).
    """
    if mine.height < FEWEST:
        return None
    shares = _shares(mine, now.filter(pl.col("owner") != name), "row")
    twin = _largest(shares)
    if twin is None:
        return None
    double = round(shares[twin] * mine["row"].n_unique())
    return FindingGroup(
        rule="DEZELFDE-REGELS-BIJ-ANDER",
        severity=Severity.FOUT,
        title=f"Dezelfde regels staan al onder aanbieder {twin.upper()}",
        message=(
            f"Van de {number(mine.height)} regels staan er {number(double)} ook in de levering van aanbieder "
            f"{twin.upper()} over deze periode. Zij tellen nu dubbel."
        ),
        action="Vraag wie van de twee deze hulp gaf, en laat de ander opnieuw leveren.",
        paragraph=_PARAGRAPH,
        count=double,
        share=double / mine.height,
        rows=(),
        level=HISTORY,
        effect=double,
        touches=(YOUTHS, TRAJECTORIES),
    )


def _are_equal(mine: pl.DataFrame, own: pl.DataFrame) -> bool:
    if mine.is_empty() or mine.height != own.height:
        return False
    return mine["row"].sort().equals(own["row"].sort(), check_names=False)


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
        ran at this provider is absent or nothing ran there.
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
    if other is None or own >= HARDLY:
        return
    if ran.is_empty() or ran.join(mine, on="trajectory", how="semi").height < HARDLY * ran.height:
        absent = "liep er niets" if ran.is_empty() else "staat wat er liep niet in dit bestand"
        raise _refusal(
            f"de trajecten in dit bestand zijn die van aanbieder {other.upper()}: die leverde ze over de "
            f"vorige periode, en van deze aanbieder {absent}",
            "controleer bij welke aanbieder dit bestand hoort; een overname moet iemand bevestigen",
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
