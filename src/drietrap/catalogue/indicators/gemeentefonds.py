"""What the Gemeentefonds pays for youth, and costs beside it."""

from __future__ import annotations

from drietrap.catalogue.indicator import Example, Indicator, IntervalMethod, Moment, Quotient, Sum, Unit
from drietrap.catalogue.indicators.breaks import KOSTEN
from drietrap.catalogue.indicators.geld import JEUGD
from drietrap.catalogue.indicators.populations import JONG, UITKERING, gemeentefonds
from drietrap.catalogue.indicators.sources import (
    BEGROTING,
    FIRST,
    GEMEENTEFONDS_BRON,
    IV3_BRON,
    JAARREKENING,
    iv3,
)
from drietrap.catalogue.published.iv3 import baten, lasten

_UITKERING = gemeentefonds("uitkering")
_REKENING, _REKENING_BATEN = iv3(lasten("6.72a"), JAARREKENING), iv3(baten("6.72a"), JAARREKENING)
_BEGROTING = iv3(lasten("6.72a"), BEGROTING)
_VRIJ = (
    "Het geld uit het Gemeentefonds is vrij te besteden. Een percentage boven 100 is daarom geen bewijs van "
    "een tekort, en onder 100 geen bewijs van een overschot: een gemeente betaalt jeugdhulp ook uit andere "
    "inkomsten, en voogdij en 18+ zitten in een ander deel van het fonds."
)

INDICATORS = (
    Indicator(
        id="uitkering_per_jongere",
        theme="gemeentefonds",
        label="Uitkering jeugd uit het Gemeentefonds per jongere",
        unit=Unit.EURO,
        question="Hoeveel krijgt de gemeente per jongere voor jeugdhulp van het Rijk?",
        definition="De uitkering van het cluster Individuele voorzieningen Jeugd, gedeeld door het aantal "
        "jongeren tot 18 jaar in dezelfde circulaire. Van een jaar telt de nieuwste circulaire die is "
        "ingelezen.",
        not_for="Niet als budget dat de gemeente aan jeugd moet uitgeven. Een hoger bedrag betekent dat de "
        "kenmerken van de gemeente meer kosten doen verwachten.",
        numerator="Uitkering cluster Individuele voorzieningen Jeugd, in euro",
        denominator="Jongeren tot 18 jaar (raming uit de circulaire)",
        formula=Quotient(Sum((_UITKERING,)), Sum((JONG,))),
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=GEMEENTEFONDS_BRON,
        versions=FIRST,
        disclosure_group="openbaar",
        examples=(
            Example(((_UITKERING, 50_000_000.0), (JONG, 20_000.0)), 2500.0, 2500.0, 2500.0),
            Example(((_UITKERING, None), (JONG, 20_000.0)), None),
        ),
        decimals=0,
    ),
    Indicator(
        id="uitkering_per_inwoner",
        theme="gemeentefonds",
        label="Uitkering jeugd uit het Gemeentefonds per inwoner",
        unit=Unit.EURO,
        question="Hoeveel krijgt de gemeente per inwoner voor jeugdhulp van het Rijk?",
        definition="De uitkering van het cluster Individuele voorzieningen Jeugd, gedeeld door alle "
        "inwoners in dezelfde circulaire. Van een jaar telt de nieuwste circulaire die is ingelezen.",
        not_for="Niet om te zeggen of het geld genoeg is. Gemeenten met veel jongeren krijgen per inwoner "
        "vanzelf meer.",
        numerator="Uitkering cluster Individuele voorzieningen Jeugd, in euro",
        denominator="Inwoners (raming uit de circulaire)",
        formula=Quotient(Sum((_UITKERING,)), Sum((gemeentefonds("inwoners"),))),
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=GEMEENTEFONDS_BRON,
        versions=FIRST,
        disclosure_group="openbaar",
        examples=(
            Example(
                ((_UITKERING, 54_000_000.0), (gemeentefonds("inwoners"), 120_000.0)), 450.0, 450.0, 450.0
            ),
            Example(((_UITKERING, 54_000_000.0), (gemeentefonds("inwoners"), None)), None),
        ),
        decimals=0,
    ),
    Indicator(
        id="kosten_tov_gemeentefonds",
        theme="gemeentefonds",
        label="Kosten jeugd ten opzichte van het Gemeentefonds (jaarrekening)",
        unit=Unit.PERCENTAGE,
        question="Geeft de gemeente meer uit aan jeugd dan zij er van het Rijk voor krijgt?",
        definition="De lasten op de taakvelden jeugd in de jaarrekening (zonder 6.2), als percentage van de "
        "uitkering van het cluster Individuele voorzieningen Jeugd. Is er van dat jaar geen uitkering "
        "ingelezen, dan telt die van het jaar ervoor of erna; dat staat erbij.",
        not_for=_VRIJ,
        numerator="Lasten op alle taakvelden jeugd, zonder 6.2",
        denominator="Uitkering cluster Individuele voorzieningen Jeugd",
        formula=Quotient(Sum(JEUGD[JAARREKENING], absent_as_zero=True), UITKERING, 100.0),
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=f"{IV3_BRON}; {GEMEENTEFONDS_BRON}",
        versions=FIRST,
        disclosure_group="openbaar",
        examples=(
            Example(((_REKENING, 22_000_000.0), (_UITKERING, 20_000_000.0)), 110.0, 109.9975, 110.0025),
            Example(((_REKENING, None), (_UITKERING, 20_000_000.0)), None),
        ),
        breaks=KOSTEN,
    ),
    Indicator(
        id="netto_kosten_tov_gemeentefonds",
        theme="gemeentefonds",
        label="Netto kosten jeugd ten opzichte van het Gemeentefonds (jaarrekening)",
        unit=Unit.PERCENTAGE,
        question="Geeft de gemeente na aftrek van inkomsten meer uit aan jeugd dan zij van het Rijk krijgt?",
        definition="De lasten min de baten op de taakvelden jeugd in de jaarrekening (zonder 6.2), als "
        "percentage van de uitkering van het cluster Individuele voorzieningen Jeugd. Is er van dat jaar "
        "geen uitkering ingelezen, dan telt die van het jaar ervoor of erna; dat staat erbij.",
        not_for=_VRIJ,
        numerator="Lasten min baten op alle taakvelden jeugd, zonder 6.2",
        denominator="Uitkering cluster Individuele voorzieningen Jeugd",
        formula=Quotient(
            Sum(JEUGD[JAARREKENING], minus=JEUGD["baten"], absent_as_zero=True), UITKERING, 100.0
        ),
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=f"{IV3_BRON}; {GEMEENTEFONDS_BRON}",
        versions=FIRST,
        disclosure_group="openbaar",
        examples=(
            Example(
                ((_REKENING, 22_000_000.0), (_REKENING_BATEN, 2_000_000.0), (_UITKERING, 20_000_000.0)),
                100.0,
                99.995,
                100.005,
            ),
            Example(((_REKENING, 22_000_000.0), (_REKENING_BATEN, None), (_UITKERING, 20_000_000.0)), None),
        ),
        breaks=KOSTEN,
    ),
    Indicator(
        id="begroting_tov_gemeentefonds",
        theme="gemeentefonds",
        label="Begrote kosten jeugd ten opzichte van het Gemeentefonds",
        unit=Unit.PERCENTAGE,
        question="Begroot de gemeente meer voor jeugd dan zij er van het Rijk voor krijgt?",
        definition="De begrote lasten op de taakvelden jeugd (zonder 6.2), als percentage van de uitkering "
        "van het cluster Individuele voorzieningen Jeugd in hetzelfde jaar.",
        not_for=_VRIJ + " Een begroting is een plan, geen uitgave.",
        numerator="Begrote lasten op alle taakvelden jeugd, zonder 6.2",
        denominator="Uitkering cluster Individuele voorzieningen Jeugd in hetzelfde jaar",
        formula=Quotient(Sum(JEUGD[BEGROTING], absent_as_zero=True), Sum((_UITKERING,)), 100.0),
        moment=Moment.BOEKJAAR,
        interval_method=IntervalMethod.ROUNDING,
        reference=f"{IV3_BRON}; {GEMEENTEFONDS_BRON}",
        versions=FIRST,
        disclosure_group="openbaar",
        examples=(
            Example(((_BEGROTING, 5_000_000.0), (_UITKERING, 4_000_000.0)), 125.0, 124.9875, 125.0125),
            Example(((_BEGROTING, None), (_UITKERING, 4_000_000.0)), None),
        ),
        breaks=KOSTEN,
    ),
)
