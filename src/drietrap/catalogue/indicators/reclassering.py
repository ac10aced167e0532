"""Youth probation, of youths from 12 to 23 years."""

from __future__ import annotations

from drietrap.catalogue.indicator import Example, Indicator, IntervalMethod, Moment, OneIn, Published, Unit
from drietrap.catalogue.indicators.breaks import DORDRECHT_2022, MEER_AANBIEDERS_2021
from drietrap.catalogue.indicators.populations import JONG, JONGEREN_12_22
from drietrap.catalogue.indicators.sources import FIRST, SECRET_UP_TO, STATLINE_INDICATOREN, indicatoren
from drietrap.catalogue.indicators.tellingen import RECLASSERING, VAN_12_TOT_23, een_op, jongeren, percentage

_RECLASSERING = indicatoren("pct_jeugdreclassering")
_DEFINITIE = (
    "Het percentage jongeren van 12 tot 23 jaar dat op enig moment in het jaar jeugdreclassering had: "
    "begeleiding en controle na een strafbaar feit, op last van de rechter of de officier van justitie."
)
_NIET = (
    "Niet als maat voor jeugdcriminaliteit: alleen wie een maatregel kreeg telt mee. De groep is 12 tot 23 "
    "jaar, dus het percentage mag niet worden opgeteld bij percentages van jongeren tot 18 jaar. Veel "
    "gemeenten hebben te weinig jongeren voor een cijfer; leeg is geheim of ontbreekt, nooit nul."
)

INDICATORS = (
    Indicator(
        id="jeugdreclassering",
        theme="reclassering",
        label="Jongeren van 12 tot 23 jaar met jeugdreclassering",
        unit=Unit.PERCENTAGE,
        question="Welk deel van onze jongeren heeft jeugdreclassering?",
        definition=_DEFINITIE,
        not_for=_NIET,
        numerator="Jongeren van 12 tot 23 jaar met jeugdreclassering",
        denominator="Alle jongeren van 12 tot 23 jaar",
        formula=Published(_RECLASSERING, JONGEREN_12_22, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_RECLASSERING, 0.3), (JONG, 18000.0)), 0.3, 0.25, 0.35),
            Example(((_RECLASSERING, None), (JONG, 18000.0)), None, 0.0, 0.063636),
        ),
        breaks=(MEER_AANBIEDERS_2021, DORDRECHT_2022),
        records=percentage(
            jongeren(RECLASSERING, VAN_12_TOT_23), VAN_12_TOT_23, ("2023", 1, 270), ("2023K2", 1, 270)
        ),
    ),
    Indicator(
        id="jeugdreclassering_een_op",
        theme="reclassering",
        label="Jongeren met jeugdreclassering: 1 op de zoveel",
        unit=Unit.ONE_IN,
        question="Eén op de hoeveel jongeren van 12 tot 23 jaar heeft jeugdreclassering?",
        definition=_DEFINITIE + " Hier is het omgerekend: 100 gedeeld door het percentage.",
        not_for=_NIET + " Een lager getal betekent meer jongeren met jeugdreclassering.",
        numerator="Alle jongeren van 12 tot 23 jaar",
        denominator="Jongeren van 12 tot 23 jaar met jeugdreclassering",
        formula=OneIn(_RECLASSERING, JONGEREN_12_22, SECRET_UP_TO),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_INDICATOREN,
        versions=FIRST,
        disclosure_group="85098NED",
        examples=(
            Example(((_RECLASSERING, 0.4), (JONG, 18000.0)), 250.0, 222.222222, 285.714286),
            Example(((_RECLASSERING, None), (JONG, 18000.0)), None),
        ),
        breaks=(MEER_AANBIEDERS_2021, DORDRECHT_2022),
        decimals=0,
        records=een_op(jongeren(RECLASSERING, VAN_12_TOT_23), VAN_12_TOT_23, ("2023", 1, 270)),
    ),
)
