"""Who referred: trajectories by referrer."""

from __future__ import annotations

from drietrap.catalogue.indicators.delen import Deel, Verdeling, indicator
from drietrap.catalogue.indicators.tellingen import HULP, ZORG, percentage, trajecten, via

_VERWIJZERS = Verdeling(
    theme="verwijzers",
    family="verwijzers",
    whole="trajecten",
    denominator="Alle trajecten in natura",
    definition="Het aantal trajecten in natura met deze verwijzer, als percentage van alle trajecten in "
    "natura in het jaar. Een jongere kan meer trajecten hebben, elk met een eigen verwijzer. Aantallen zijn "
    "afgerond op vijftallen; 0 tot en met 7 is geheim.",
    not_for="Niet om te zeggen wie te veel verwijst. Aanbieders registreren de verwijzer verschillend. Hulp "
    "van het wijkteam telt altijd als 'geen verwijzer'. Het zijn trajecten, geen jongeren.",
    total=6135.0,
)

INDICATORS = tuple(
    indicator(deel, _VERWIJZERS)
    for deel in (
        Deel(
            id="verwijzer_gemeente",
            measure="trajecten_gemeentelijke_toegang",
            label="Trajecten via de gemeentelijke toegang",
            question="Welk deel van de trajecten begint bij de gemeentelijke toegang?",
            numerator="Trajecten met de gemeentelijke toegang als verwijzer",
            shown=(1280.0, 20.863896, 20.824507, 20.90331),
            withheld=(250.0, 2.822581),
            records=percentage(trajecten(via(HULP, "01")), trajecten(ZORG), ("2023", 1, 11)),
        ),
        Deel(
            id="verwijzer_huisarts",
            measure="trajecten_huisarts",
            label="Trajecten via de huisarts",
            question="Welk deel van de trajecten begint bij de huisarts?",
            numerator="Trajecten met de huisarts als verwijzer",
            shown=(1595.0, 25.99837, 25.957308, 26.039459),
            withheld=(300.0, 2.348993),
            records=percentage(trajecten(via(HULP, "02")), trajecten(ZORG), ("2023", 1, 11)),
        ),
        Deel(
            id="verwijzer_jeugdarts",
            measure="trajecten_jeugdarts",
            label="Trajecten via de jeugdarts",
            question="Welk deel van de trajecten begint bij de jeugdarts?",
            numerator="Trajecten met de jeugdarts als verwijzer",
            shown=(50.0, 0.814996, 0.782141, 0.847872),
            withheld=(500.0, 1.405622),
            records=percentage(trajecten(via(HULP, "03")), trajecten(ZORG), ("2023", 0, 11)),
        ),
        Deel(
            id="verwijzer_gecertificeerde_instelling",
            measure="trajecten_gecertificeerde_instelling",
            label="Trajecten via de gecertificeerde instelling",
            question="Welk deel van de trajecten begint bij de gecertificeerde instelling?",
            numerator="Trajecten met een gecertificeerde instelling als verwijzer",
            shown=(375.0, 6.112469, 6.077888, 6.147073),
            withheld=(400.0, 1.758794),
            records=percentage(trajecten(via(HULP, "04")), trajecten(ZORG), ("2023", 1, 11)),
        ),
        Deel(
            id="verwijzer_medisch_specialist",
            measure="trajecten_medisch_specialist",
            label="Trajecten via de medisch specialist",
            question="Welk deel van de trajecten begint bij de medisch specialist?",
            numerator="Trajecten met een medisch specialist als verwijzer",
            shown=(205.0, 3.341483, 3.307805, 3.375183),
            withheld=(1000.0, 0.701403),
            records=percentage(trajecten(via(HULP, "05")), trajecten(ZORG), ("2023", 1, 11)),
        ),
        Deel(
            id="verwijzer_rechter",
            measure="trajecten_rechter",
            label="Trajecten via de rechter of officier van justitie",
            question="Welk deel van de trajecten begint bij de rechter of de officier van justitie?",
            numerator="Trajecten met de rechter of de officier van justitie als verwijzer",
            shown=(60.0, 0.977995, 0.945087, 1.010925),
            withheld=(2000.0, 0.35035),
            records=percentage(trajecten(via(HULP, "08")), trajecten(ZORG), ("2023", 1, 11)),
        ),
        Deel(
            id="verwijzer_geen",
            measure="trajecten_geen_verwijzer",
            label="Trajecten zonder verwijzer",
            question="Welk deel van de trajecten begint zonder verwijzer, zoals bij het wijkteam?",
            numerator="Trajecten zonder verwijzer; hulp van het wijkteam hoort hier altijd bij",
            shown=(2155.0, 35.126324, 35.082288, 35.17039),
            withheld=(300.0, 2.348993),
            records=percentage(trajecten(via(HULP, "06")), trajecten(ZORG), ("2023", 1, 11)),
        ),
        Deel(
            id="verwijzer_onbekend",
            measure="trajecten_verwijzer_onbekend",
            label="Trajecten met onbekende verwijzer",
            question="Van welk deel van de trajecten weten we niet wie verwees?",
            numerator="Trajecten waarvan de verwijzer onbekend is",
            shown=(20.0, 0.325998, 0.293303, 0.358715),
            withheld=(1000.0, 0.701403),
            records=percentage(trajecten(via(HULP, None)), trajecten(ZORG), ("2023", 1, 11)),
        ),
    )
)
