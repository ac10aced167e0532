"""Numbers of youths and trajectories, and trajectories per youth."""

from __future__ import annotations

from drietrap.catalogue.indicator import (
    Example,
    Indicator,
    IntervalMethod,
    Moment,
    Published,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.breaks import MEER_AANBIEDERS_2021
from drietrap.catalogue.indicators.sources import FIRST, STATLINE_NATURA, natura
from drietrap.catalogue.indicators.tellingen import ZORG, aantal, jongeren, trajecten, verhouding

_JONGEREN, _TRAJECTEN = natura("jongeren"), natura("trajecten")
_NIET_AANTAL = (
    "Niet om gemeenten te vergelijken: een grotere gemeente heeft er vanzelf meer. Tel gemeenten of wijken "
    "niet op tot een totaal: door afronden en geheime aantallen klopt dat niet met het landelijke cijfer."
)

INDICATORS = (
    Indicator(
        id="jongeren_met_jeugdzorg_aantal",
        theme="trajecten",
        label="Aantal jongeren met jeugdzorg in natura",
        unit=Unit.COUNT,
        question="Hoeveel jongeren krijgen jeugdzorg in natura?",
        definition="Het aantal jongeren met jeugdhulp, jeugdbescherming of jeugdreclassering in natura in "
        "het jaar, afgerond op vijftallen. Elke jongere telt één keer. 0 tot en met 7 is geheim.",
        not_for=_NIET_AANTAL,
        numerator="Jongeren met jeugdzorg in natura",
        denominator="Geen",
        formula=Published(_JONGEREN),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.ROUNDING,
        reference=STATLINE_NATURA,
        versions=FIRST,
        disclosure_group="85075NED-totaal",
        examples=(
            Example(((_JONGEREN, 3630.0),), 3630.0, 3628.0, 3632.0),
            Example(((_JONGEREN, None),), None, 0.0, 7.0),
        ),
        breakdowns=("gemeente", "wijk"),
        breaks=(MEER_AANBIEDERS_2021,),
        decimals=0,
        records=aantal(jongeren(ZORG), ("2023", 6)),
    ),
    Indicator(
        id="trajecten_aantal",
        theme="trajecten",
        label="Aantal trajecten in natura",
        unit=Unit.COUNT,
        question="Hoeveel trajecten liepen er?",
        definition="Het aantal trajecten jeugdzorg in natura dat in het jaar liep, afgerond op vijftallen. "
        "Een jongere kan meer dan één traject hebben. 0 tot en met 7 is geheim.",
        not_for=_NIET_AANTAL + " Een traject zegt niet hoe zwaar of hoe lang de hulp is.",
        numerator="Trajecten jeugdzorg in natura",
        denominator="Geen",
        formula=Published(_TRAJECTEN),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.ROUNDING,
        reference=STATLINE_NATURA,
        versions=FIRST,
        disclosure_group="85075NED-totaal",
        examples=(
            Example(((_TRAJECTEN, 10.0),), 10.0, 8.0, 12.0),
            Example(((_TRAJECTEN, None),), None, 0.0, 7.0),
        ),
        breakdowns=("gemeente", "wijk"),
        breaks=(MEER_AANBIEDERS_2021,),
        decimals=0,
        records=aantal(trajecten(ZORG), ("2023", 11), ("2023H1", 9)),
    ),
    Indicator(
        id="trajecten_per_jongere",
        theme="trajecten",
        label="Trajecten per jongere met jeugdzorg",
        unit=Unit.RATIO,
        question="Hoeveel trajecten heeft een jongere met jeugdzorg gemiddeld?",
        definition="Het aantal trajecten jeugdzorg in natura in het jaar, gedeeld door het aantal jongeren "
        "met jeugdzorg in natura.",
        not_for="Niet als maat voor zwaarte: lichte hulp na elkaar telt als meer trajecten. Aanbieders die "
        "een traject afsluiten en opnieuw starten, verhogen het cijfer.",
        numerator="Trajecten jeugdzorg in natura",
        denominator="Jongeren met jeugdzorg in natura",
        formula=Quotient(Sum((_TRAJECTEN,)), Sum((_JONGEREN,))),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.ROUNDING,
        reference=STATLINE_NATURA,
        versions=FIRST,
        disclosure_group="85075NED-totaal",
        examples=(
            Example(((_TRAJECTEN, 6135.0), (_JONGEREN, 3630.0)), 1.690083, 1.688601, 1.691566),
            Example(((_TRAJECTEN, 10.0), (_JONGEREN, None)), None),
        ),
        breakdowns=("gemeente", "wijk"),
        breaks=(MEER_AANBIEDERS_2021,),
        decimals=2,
        records=verhouding(trajecten(ZORG), jongeren(ZORG), ("2023", 11, 6), scale=1.0),
    ),
)
