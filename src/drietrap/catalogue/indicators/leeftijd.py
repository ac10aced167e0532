"""Youths with youth care by age."""

from __future__ import annotations

from drietrap.catalogue.indicators.delen import Deel, Verdeling, indicator
from drietrap.catalogue.indicators.tellingen import VAN_18_TOT_23, ZORG, jongeren, percentage
from drietrap.catalogue.record_formula import Ages

_LEEFTIJD = Verdeling(
    theme="leeftijd",
    family="leeftijd",
    whole="jongeren",
    denominator="Alle jongeren met jeugdzorg in natura",
    definition="Het aantal jongeren met jeugdzorg in natura in deze leeftijdsgroep, als percentage van alle "
    "jongeren met jeugdzorg in natura in het jaar. Jeugdzorg is jeugdhulp, jeugdbescherming en "
    "jeugdreclassering. Aantallen zijn afgerond op vijftallen; 0 tot en met 7 is geheim.",
    not_for="Niet om te zeggen in welke leeftijd het gebruik hoog is: daarvoor is het aantal jongeren per "
    "leeftijd nodig. Een groter aandeel van de ene groep maakt dat van een andere vanzelf kleiner.",
    total=3630.0,
)

INDICATORS = tuple(
    indicator(deel, _LEEFTIJD)
    for deel in (
        Deel(
            id="leeftijd_0_tot_4",
            measure="jongeren_0_3",
            label="Jongeren met jeugdzorg van 0 tot 4 jaar",
            question="Welk deel van de jongeren met jeugdzorg is jonger dan 4 jaar?",
            numerator="Jongeren met jeugdzorg in natura van 0 tot 4 jaar",
            shown=(260.0, 7.162534, 7.103524, 7.22161),
            withheld=(500.0, 1.405622),
            records=percentage(jongeren(ZORG, Ages(0, 4)), jongeren(ZORG), ("2023", 1, 6)),
        ),
        Deel(
            id="leeftijd_4_tot_12",
            measure="jongeren_4_11",
            label="Jongeren met jeugdzorg van 4 tot 12 jaar",
            question="Welk deel van de jongeren met jeugdzorg is 4 tot 12 jaar?",
            numerator="Jongeren met jeugdzorg in natura van 4 tot 12 jaar",
            shown=(1805.0, 49.724518, 49.64207, 49.807056),
            withheld=(250.0, 2.822581),
            records=percentage(jongeren(ZORG, Ages(4, 12)), jongeren(ZORG), ("2023", 1, 6)),
        ),
        Deel(
            id="leeftijd_12_tot_18",
            measure="jongeren_12_17",
            label="Jongeren met jeugdzorg van 12 tot 18 jaar",
            question="Welk deel van de jongeren met jeugdzorg is 12 tot 18 jaar?",
            numerator="Jongeren met jeugdzorg in natura van 12 tot 18 jaar",
            shown=(1440.0, 39.669421, 39.592511, 39.746417),
            withheld=(300.0, 2.348993),
            records=percentage(jongeren(ZORG, Ages(12, 18)), jongeren(ZORG), ("2023", 3, 6)),
        ),
        Deel(
            id="leeftijd_18_tot_23",
            measure="jongeren_18_22",
            label="Jongeren met jeugdzorg van 18 tot 23 jaar",
            question="Welk deel van de jongeren met jeugdzorg is 18 tot 23 jaar?",
            numerator="Jongeren met jeugdzorg in natura van 18 tot 23 jaar (verlengde jeugdhulp en "
            "jeugdreclassering)",
            shown=(125.0, 3.443526, 3.386564, 3.500551),
            withheld=(400.0, 1.758794),
            records=percentage(jongeren(ZORG, VAN_18_TOT_23), jongeren(ZORG), ("2023", 1, 6)),
        ),
    )
)
