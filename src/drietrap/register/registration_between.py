"""What is odd between the rows or the columns of a registration: told, and never set apart.

Which of two rows is right only the source can say. A registration is not a delivery: the rules of the
protocol do not hold for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from drietrap.catalogue.beleidsinformatie.registrations import CONTRACTED, DISTRICT_TEAM, PRODUCTION
from drietrap.catalogue.rules.rule import Severity
from drietrap.register.identity import PERSON


@dataclass(frozen=True)
class Odd:
    """One thing that is odd, with the rows (True) that it is about; the words end without a full stop."""

    code: str
    severity: Severity
    title: str
    why: str
    action: str
    rows: pl.Series


_COUNTED = "De regels tellen alle mee"


def oddities(kind: str, rows: pl.DataFrame) -> Iterator[Odd]:
    """Yield what is odd in the typed rows of a registration (``registration_rows.typed``) that can be used.

    Parameters
    ----------
    kind
        As in ``catalogue.beleidsinformatie.registrations``.
    rows
        The columns of the kind; a missing value is never odd.
    """
    first, last = ("since", "until") if kind == CONTRACTED else ("started", "ended")
    if kind == PRODUCTION:
        yield from _of_totals(rows)
    else:
        yield Odd(
            "REGISTRATIE-EINDE-VOOR-BEGIN",
            Severity.WAARSCHUWING,
            "Het einde ligt voor het begin",
            _COUNTED,
            "Verbeter een van de twee datums in de bron en lees het bestand opnieuw in",
            rows.select((pl.col(last) < pl.col(first)).fill_null(value=False)).to_series(),
        )
    yield Odd(
        "REGISTRATIE-DUBBEL",
        Severity.SIGNAAL,
        "Dezelfde regel staat er vaker in",
        f"Geteld zijn de regels na de eerste. {_COUNTED}",
        "Kijk of het bestand dubbel is gemaakt. Zo ja, maak het opnieuw",
        rows.select(~pl.struct(pl.exclude("row")).is_first_distinct()).to_series(),
    )
    if kind == DISTRICT_TEAM:
        yield from _of_families(rows)


def _of_totals(rows: pl.DataFrame) -> Iterator[Odd]:
    key = ["provider", "over", "form"]
    several = pl.struct(pl.exclude("row")).n_unique().over(key) > 1
    yield Odd(
        "REGISTRATIE-TOTAAL-VAKER",
        Severity.SIGNAAL,
        "Van dezelfde aanbieder, periode en hulpvorm staan er verschillende aantallen in",
        "De aantallen worden bij elkaar opgeteld",
        "Kijk of deze regels samen het totaal zijn. Is de ene een verbetering van de andere, haal die weg",
        rows.select(several).to_series(),
    )
    yield Odd(
        "REGISTRATIE-MEER-JEUGDIGEN",
        Severity.WAARSCHUWING,
        "Er zijn meer jeugdigen dan trajecten",
        "Elke jeugdige heeft ten minste één traject",
        "Kijk of de kolommen zijn verwisseld",
        rows.select((pl.col("youths") > pl.col("trajectories")).fill_null(value=False)).to_series(),
    )


def _of_families(rows: pl.DataFrame) -> Iterator[Odd]:
    plans = pl.col("plan").drop_nulls().n_unique().over(PERSON)
    yield Odd(
        "REGISTRATIE-MEER-GEZINSPLANNEN",
        Severity.SIGNAAL,
        "Een kind staat op meer dan één gezinsplan",
        "Het kind telt bij elk plan mee",
        "Kijk of dat klopt, bijvoorbeeld na een scheiding of bij een nieuw plan",
        rows.select((plans > 1) & pl.col("plan").is_not_null()).to_series(),
    )
    stands, others = pl.col("children") > 1, pl.col(PERSON).n_unique().over("plan") > 1
    yield Odd(
        "REGISTRATIE-GEZIN-DUBBEL",
        Severity.WAARSCHUWING,
        "Een regel staat voor meer kinderen, en andere kinderen van het gezinsplan staan er ook in",
        "Het gezin telt nu te vaak mee",
        "Geef elk kind een eigen regel zonder aantal, of laat één regel voor het gezin staan",
        rows.select((stands & others & pl.col("plan").is_not_null()).fill_null(value=False)).to_series(),
    )
