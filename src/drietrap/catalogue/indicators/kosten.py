"""Costs of youth care from the accounts and the budgets: totals, and what they consist of."""

from __future__ import annotations

from drietrap.catalogue.indicator import (
    Break,
    Cell,
    Example,
    Formula,
    Indicator,
    IntervalMethod,
    Moment,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.breaks import KOSTEN, TAAKVELD
from drietrap.catalogue.indicators.geld import (
    JEUGD,
    NIET_COMPLEET,
    NIET_DOELMATIG,
    PER_JONGERE,
    VERBLIJF,
    bedragen,
)
from drietrap.catalogue.indicators.populations import JONG, JONGEREN_MET_JEUGDZORG, JONGEREN_TOT_18
from drietrap.catalogue.indicators.sources import (
    BEGROTING,
    FIRST,
    IV3_BRON,
    JAARREKENING,
    STATLINE_NATURA,
    iv3,
    natura,
)
from drietrap.catalogue.published.iv3 import baten, lasten

_REKENING = Sum(JEUGD[JAARREKENING], absent_as_zero=True)
_BEGROTING = Sum(JEUGD[BEGROTING], absent_as_zero=True)
_NETTO = Sum(JEUGD[JAARREKENING], minus=JEUGD["baten"], absent_as_zero=True)
_BATEN = Sum(JEUGD["baten"], absent_as_zero=True)
_VERBLIJF = Sum(bedragen(VERBLIJF, JAARREKENING), absent_as_zero=True)

_HULP, _PLEEGZORG = iv3(lasten("6.72a"), JAARREKENING), iv3(lasten("6.73a"), JAARREKENING)
_BESCHERMING = iv3(lasten("6.82a"), JAARREKENING)
_BEGROOT = iv3(lasten("6.72a"), BEGROTING)
_INKOMSTEN = iv3(baten("6.72a"), JAARREKENING)
_TOEGANG, _INWONERS = iv3(lasten("6.2"), JAARREKENING), iv3("inwoners", JAARREKENING)
_JONGEREN = natura("jongeren")


def _kosten(
    id_: str,
    label: str,
    question: str,
    definition: str,
    formula: Formula,
    *examples: Example,
    unit: Unit = Unit.EURO,
    not_for: str = NIET_DOELMATIG,
    parts: tuple[str, str] = ("Lasten op alle taakvelden jeugd, zonder 6.2, in euro", PER_JONGERE),
    reference: str = IV3_BRON,
    breaks: tuple[Break, ...] = KOSTEN,
) -> Indicator:
    """Return a cost indicator; ``parts`` are the words for numerator and denominator."""
    return Indicator(
        id=id_,
        theme="kosten",
        label=label,
        unit=unit,
        question=question,
        definition=definition,
        not_for=f"{not_for} {NIET_COMPLEET}",
        numerator=parts[0],
        denominator=parts[1],
        formula=formula,
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=reference,
        versions=FIRST,
        disclosure_group="openbaar",
        examples=examples,
        breaks=breaks,
        decimals=0 if unit is Unit.EURO else 1,
    )


def _example(
    *inputs: tuple[Cell, float | None], outcome: tuple[float, float, float] | None = None
) -> Example:
    return Example(inputs, *(outcome or (None,)))


INDICATORS = (
    _kosten(
        "kosten_per_jongere",
        "Kosten jeugd per jongere (jaarrekening)",
        "Hoeveel geeft de gemeente per jongere uit aan jeugdhulp, jeugdbescherming en jeugdreclassering?",
        "De lasten op de taakvelden jeugd in de jaarrekening, gedeeld door het aantal jongeren tot 18 jaar. "
        "Taakveld 6.2 (toegang en wijkteams) telt niet mee, omdat het ook voor volwassenen is.",
        Quotient(_REKENING, JONGEREN_TOT_18),
        _example(
            (_HULP, 2_000_000.0), (_BESCHERMING, 400_000.0), (JONG, 4000.0), outcome=(600.0, 599.75, 600.25)
        ),
        _example((_HULP, 2_000_000.0), (_BESCHERMING, None), (JONG, 4000.0)),
    ),
    _kosten(
        "kosten_per_jongere_begroting",
        "Kosten jeugd per jongere (begroting)",
        "Hoeveel begroot de gemeente per jongere voor jeugdhulp, jeugdbescherming en jeugdreclassering?",
        "De begrote lasten op de taakvelden jeugd, gedeeld door het aantal jongeren tot 18 jaar. Taakveld "
        "6.2 (toegang en wijkteams) telt niet mee, omdat het ook voor volwassenen is.",
        Quotient(_BEGROTING, JONGEREN_TOT_18),
        _example((_BEGROOT, 1_500_000.0), (JONG, 1000.0), outcome=(1500.0, 1499.5, 1500.5)),
        _example((_BEGROOT, None), (JONG, 1000.0)),
        not_for="Een begroting is een plan, geen uitgave. " + NIET_DOELMATIG,
    ),
    _kosten(
        "netto_kosten_per_jongere",
        "Netto kosten jeugd per jongere (jaarrekening)",
        "Hoeveel kost jeugdhulp de gemeente per jongere, na aftrek van inkomsten?",
        "De lasten min de baten op de taakvelden jeugd in de jaarrekening (zonder 6.2), gedeeld door het "
        "aantal jongeren tot 18 jaar. Baten zijn bijvoorbeeld bijdragen van andere gemeenten.",
        Quotient(_NETTO, JONGEREN_TOT_18),
        _example(
            (_HULP, 2_000_000.0), (_INKOMSTEN, 100_000.0), (JONG, 1000.0), outcome=(1900.0, 1899.0, 1901.0)
        ),
        _example((_HULP, 2_000_000.0), (_INKOMSTEN, None), (JONG, 1000.0)),
        parts=("Lasten min baten op alle taakvelden jeugd, zonder 6.2, in euro", PER_JONGERE),
    ),
    _kosten(
        "kosten_per_jongere_met_jeugdzorg",
        "Kosten jeugd per jongere met jeugdzorg (jaarrekening)",
        "Hoeveel kost een jongere met jeugdzorg gemiddeld?",
        "De lasten op de taakvelden jeugd in de jaarrekening (zonder 6.2), gedeeld door het aantal jongeren "
        "met jeugdzorg in natura. Het aantal jongeren komt uit het dichtstbijzijnde jaar, hoogstens twee "
        "jaar eerder of later; dat staat erbij.",
        Quotient(_REKENING, JONGEREN_MET_JEUGDZORG),
        _example((_HULP, 4_000_000.0), (_JONGEREN, 500.0), outcome=(8000.0, 7967.131474, 8033.13253)),
        _example((_HULP, 4_000_000.0), (_JONGEREN, None)),
        not_for="Niet als prijs van een traject: kosten en jongeren zijn vaak van verschillende jaren, en "
        "hulp uit een pgb zit wel in de kosten maar niet in het aantal jongeren. " + NIET_DOELMATIG,
        parts=(
            "Lasten op alle taakvelden jeugd, zonder 6.2, in euro",
            "Jongeren met jeugdzorg in natura (tot 23 jaar)",
        ),
        reference=f"{IV3_BRON}; {STATLINE_NATURA}",
    ),
    _kosten(
        "kosten_verblijf_aandeel",
        "Kosten van jeugdhulp met verblijf, aandeel",
        "Welk deel van de kosten gaat naar jeugdhulp met verblijf?",
        "De lasten op de taakvelden met verblijf (6.73a pleegzorg, 6.73b gezinsgericht, 6.73c overig "
        "verblijf, 6.74b crisis, LTA en GGZ-verblijf, 6.74c gesloten plaatsing), als percentage van alle "
        "lasten jeugd in de jaarrekening (zonder 6.2).",
        Quotient(_VERBLIJF, _REKENING, 100.0),
        _example((_PLEEGZORG, 1_000_000.0), (_HULP, 3_000_000.0), outcome=(25.0, 24.9875, 25.0125)),
        _example((_PLEEGZORG, 1_000_000.0), (_HULP, None)),
        unit=Unit.PERCENTAGE,
        not_for="Niet als aandeel van jongeren: verblijf is duurder per jongere. Taakveld 6.74b bevat ook "
        "crisishulp zonder verblijf.",
        parts=(
            "Lasten op de taakvelden 6.73a, 6.73b, 6.73c, 6.74b en 6.74c",
            "Lasten op alle taakvelden jeugd, zonder 6.2",
        ),
        breaks=TAAKVELD,
    ),
    _kosten(
        "kosten_toegang_per_inwoner",
        "Kosten van toegang en wijkteams per inwoner (jaarrekening)",
        "Hoeveel geeft de gemeente per inwoner uit aan toegang en wijkteams?",
        "De lasten op taakveld 6.2 (toegang en eerstelijnsvoorzieningen; tot 2023 wijkteams) in de "
        "jaarrekening, gedeeld door alle inwoners.",
        Quotient(Sum((_TOEGANG,)), Sum((_INWONERS,))),
        _example((_TOEGANG, 2_000_000.0), (_INWONERS, 20_000.0), outcome=(100.0, 99.975, 100.025)),
        _example((_TOEGANG, None), (_INWONERS, 20_000.0)),
        not_for="Dit zijn niet alleen kosten van jeugd: taakveld 6.2 is er ook voor volwassenen. Trek het "
        "dus niet op bij de kosten jeugd. Gemeenten die het wijkteam ergens anders boeken, lijken goedkoop.",
        parts=("Lasten op taakveld 6.2, in euro", "Alle inwoners"),
        breaks=TAAKVELD,
    ),
    _kosten(
        "jaarrekening_tov_begroting",
        "Kosten jeugd: jaarrekening ten opzichte van begroting",
        "Gaf de gemeente meer uit aan jeugd dan zij had begroot?",
        "De lasten op de taakvelden jeugd in de jaarrekening, als percentage van de begrote lasten in "
        "hetzelfde jaar (beide zonder 6.2). Boven 100 is meer uitgegeven dan begroot.",
        Quotient(_REKENING, _BEGROTING, 100.0),
        _example((_HULP, 2_200_000.0), (_BEGROOT, 2_000_000.0), outcome=(110.0, 109.947513, 110.052513)),
        _example((_HULP, 2_200_000.0), (_BEGROOT, None)),
        unit=Unit.PERCENTAGE,
        not_for="Niet om te zeggen dat slecht is begroot: prijzen, aantallen en boekingen kunnen zijn "
        "veranderd. De begroting is de eerste begroting, zonder latere wijzigingen.",
        parts=("Lasten jeugd in de jaarrekening, zonder 6.2", "Begrote lasten jeugd, zonder 6.2"),
    ),
    _kosten(
        "baten_tov_lasten",
        "Inkomsten jeugd ten opzichte van kosten (jaarrekening)",
        "Welk deel van de kosten jeugd komt terug als inkomsten?",
        "De baten op de taakvelden jeugd in de jaarrekening, als percentage van de lasten (beide zonder "
        "6.2).",
        Quotient(_BATEN, _REKENING, 100.0),
        _example((_INKOMSTEN, 100_000.0), (_HULP, 2_000_000.0), outcome=(5.0, 4.973757, 5.026257)),
        _example((_INKOMSTEN, None), (_HULP, 2_000_000.0)),
        unit=Unit.PERCENTAGE,
        not_for="Niet als eigen bijdrage van ouders. Een centrumgemeente die voor anderen inkoopt, heeft "
        "hoge kosten én hoge inkomsten. De uitkering uit het Gemeentefonds zit hier niet in.",
        parts=("Baten op alle taakvelden jeugd, zonder 6.2", "Lasten op alle taakvelden jeugd, zonder 6.2"),
    ),
)
