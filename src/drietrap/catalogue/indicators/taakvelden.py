"""Costs per taakveld: per youth from the accounts and the budget, and per youth with youth care."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.catalogue.indicator import (
    Example,
    Indicator,
    IntervalMethod,
    Moment,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.breaks import TAAKVELD
from drietrap.catalogue.indicators.geld import NIET_DOELMATIG, PER_JONGERE
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
from drietrap.catalogue.published.iv3 import TAAKVELDEN, lasten

_OUD = (
    "Deze code is in 2023 vervangen. Bedragen vanaf 2023 zijn van gemeenten die nog op de oude code boeken; "
    "gebruik ze niet om gemeenten te vergelijken."
)
_GEEN_JEUGD = (
    "Taakveld 6.2 is er ook voor volwassenen: dit zijn niet alleen kosten van jeugd. Tel het niet op bij "
    "het totaal."
)
_NUL = (
    "Nul euro op één taakveld kan kloppen, maar ook betekenen dat de gemeente de kosten op een ander "
    "taakveld boekt."
)
_NIET = {"6.2": _GEEN_JEUGD, "6.72": _OUD, "6.82": _OUD}


@dataclass(frozen=True)
class Rekenvoorbeeld:
    """Worked by hand: ``lasten`` over 20,000 youths, and over 500 (rounded) youths with youth care."""

    lasten: float
    per_jongere: tuple[float, float, float]
    per_jongere_met_jeugdzorg: tuple[float, float, float]


_VOORBEELDEN = {
    "6.2": Rekenvoorbeeld(2_200_000, (110.0, 109.975, 110.025), (4400.0, 4381.474104, 4418.674699)),
    "6.72": Rekenvoorbeeld(100_000, (5.0, 4.975, 5.025), (200.0, 198.207171, 201.807229)),
    "6.72a": Rekenvoorbeeld(1_200_000, (60.0, 59.975, 60.025), (2400.0, 2389.442231, 2410.64257)),
    "6.72b": Rekenvoorbeeld(1_000_000, (50.0, 49.975, 50.025), (2000.0, 1991.035857, 2009.036145)),
    "6.72c": Rekenvoorbeeld(400_000, (20.0, 19.975, 20.025), (800.0, 795.816733, 804.216867)),
    "6.72d": Rekenvoorbeeld(500_000, (25.0, 24.975, 25.025), (1000.0, 995.01992, 1005.02008)),
    "6.73a": Rekenvoorbeeld(300_000, (15.0, 14.975, 15.025), (600.0, 596.613546, 603.413655)),
    "6.73b": Rekenvoorbeeld(600_000, (30.0, 29.975, 30.025), (1200.0, 1194.223108, 1205.823293)),
    "6.73c": Rekenvoorbeeld(900_000, (45.0, 44.975, 45.025), (1800.0, 1791.832669, 1808.232932)),
    "6.74a": Rekenvoorbeeld(800_000, (40.0, 39.975, 40.025), (1600.0, 1592.629482, 1607.429719)),
    "6.74b": Rekenvoorbeeld(700_000, (35.0, 34.975, 35.025), (1400.0, 1393.426295, 1406.626506)),
    "6.74c": Rekenvoorbeeld(150_000, (7.5, 7.475, 7.525), (300.0, 297.808765, 302.208835)),
    "6.82": Rekenvoorbeeld(50_000, (2.5, 2.475, 2.525), (100.0, 98.605578, 101.405622)),
    "6.82a": Rekenvoorbeeld(250_000, (12.5, 12.475, 12.525), (500.0, 497.011952, 503.012048)),
    "6.82b": Rekenvoorbeeld(200_000, (10.0, 9.975, 10.025), (400.0, 397.410359, 402.610442)),
}


def _slug(code: str) -> str:
    return code.replace(".", "_")


def _per_jongere(code: str, document: str) -> Indicator:
    """Return the cost of a taakveld per youth under 18, from the accounts or the budget."""
    name, example = TAAKVELDEN[code], _VOORBEELDEN[code]
    cell = iv3(lasten(code), document)
    planned = document == BEGROTING
    return _taakveld(
        id_=f"kosten_{_slug(code)}_per_jongere" + ("_begroting" if planned else ""),
        label=f"Kosten {code} {name}, per jongere ({document})",
        question=f"Hoeveel {'begroot' if planned else 'besteedt'} de gemeente per jongere op taakveld "
        f"{code}?",
        definition=f"De {'begrote ' if planned else ''}lasten op taakveld {code} ({name}), gedeeld door het "
        f"aantal jongeren tot 18 jaar.",
        not_for=("Een begroting is een plan, geen uitgave. " if planned else "")
        + _NIET.get(code, NIET_DOELMATIG),
        denominator=PER_JONGERE,
        formula=Quotient(Sum((cell,)), JONGEREN_TOT_18),
        reference=IV3_BRON,
        family=f"taakvelden per jongere ({document})",
        examples=(
            Example(((cell, example.lasten), (JONG, 20_000.0)), *example.per_jongere),
            Example(((cell, None), (JONG, 20_000.0)), None),
        ),
        code=code,
    )


def _per_jongere_met_jeugdzorg(code: str) -> Indicator:
    """Return the cost of a taakveld per youth with youth care, from the accounts."""
    name, example = TAAKVELDEN[code], _VOORBEELDEN[code]
    cell, people = iv3(lasten(code), JAARREKENING), natura("jongeren")
    return _taakveld(
        id_=f"kosten_{_slug(code)}_per_jongere_met_jeugdzorg",
        label=f"Kosten {code} {name}, per jongere met jeugdzorg",
        question=f"Hoeveel besteedt de gemeente op taakveld {code} per jongere met jeugdzorg?",
        definition=f"De lasten op taakveld {code} ({name}) in de jaarrekening, gedeeld door álle jongeren "
        f"met jeugdzorg in natura. Hun aantal komt uit het dichtstbijzijnde jaar, hoogstens twee jaar "
        f"eerder of later; dat staat erbij.",
        not_for="Niet als prijs van deze hulp: de meeste jongeren in de noemer krijgen andere hulp. "
        + _NIET.get(code, NIET_DOELMATIG),
        denominator="Jongeren met jeugdzorg in natura (tot 23 jaar)",
        formula=Quotient(Sum((cell,)), JONGEREN_MET_JEUGDZORG),
        reference=f"{IV3_BRON}; {STATLINE_NATURA}",
        family="taakvelden per jongere met jeugdzorg",
        examples=(
            Example(((cell, example.lasten), (people, 500.0)), *example.per_jongere_met_jeugdzorg),
            Example(((cell, example.lasten), (people, None)), None),
        ),
        code=code,
    )


def _taakveld(
    *,
    id_: str,
    label: str,
    question: str,
    definition: str,
    not_for: str,
    denominator: str,
    formula: Quotient,
    reference: str,
    family: str,
    examples: tuple[Example, ...],
    code: str,
) -> Indicator:
    return Indicator(
        id=id_,
        theme="kosten",
        label=label,
        unit=Unit.EURO,
        question=question,
        definition=definition,
        not_for=f"{not_for} {_NUL}",
        numerator=f"Lasten op taakveld {code}, in euro",
        denominator=denominator,
        formula=formula,
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=reference,
        versions=FIRST,
        disclosure_group="openbaar",
        examples=examples,
        breaks=TAAKVELD,
        family=family,
        decimals=0,
    )


INDICATORS = (
    *(_per_jongere(code, JAARREKENING) for code in TAAKVELDEN),
    *(_per_jongere(code, BEGROTING) for code in TAAKVELDEN),
    *(_per_jongere_met_jeugdzorg(code) for code in TAAKVELDEN),
)
