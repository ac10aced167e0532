"""Youths with youth care by the household they live in."""

from __future__ import annotations

from drietrap.catalogue.indicators.delen import Deel, Verdeling, indicator

_HUISHOUDEN = Verdeling(
    theme="huishouden",
    family="huishouden",
    whole="jongeren",
    denominator="Alle jongeren met jeugdzorg in natura",
    definition="Het aantal jongeren met jeugdzorg in natura in dit type huishouden, als percentage van alle "
    "jongeren met jeugdzorg in natura in het jaar. Aantallen zijn afgerond op vijftallen; 0 tot en met 7 is "
    "geheim.",
    not_for="Niet om te zeggen dat een huishouden jeugdzorg veroorzaakt. Niet om te zeggen in welk "
    "huishouden het gebruik hoog is: daarvoor is het aantal jongeren per type huishouden nodig.",
    total=3630.0,
)

INDICATORS = tuple(
    indicator(deel, _HUISHOUDEN)
    for deel in (
        Deel(
            id="huishouden_eenouder",
            measure="jongeren_eenoudergezin",
            label="Jongeren met jeugdzorg in een eenoudergezin",
            question="Welk deel van de jongeren met jeugdzorg woont bij één ouder?",
            numerator="Thuiswonende jongeren met jeugdzorg in natura in een eenouderhuishouden",
            shown=(1125.0, 30.991736, 30.919604, 31.063947),
            withheld=(300.0, 2.348993),
        ),
        Deel(
            id="huishouden_paar",
            measure="jongeren_bij_paar",
            label="Jongeren met jeugdzorg bij een paar",
            question="Welk deel van de jongeren met jeugdzorg woont bij twee ouders of verzorgers?",
            numerator="Thuiswonende jongeren met jeugdzorg in natura bij een paar",
            shown=(2155.0, 59.366391, 59.278634, 59.454245),
            withheld=(250.0, 2.822581),
        ),
        Deel(
            id="huishouden_ander",
            measure="jongeren_ander_huishouden",
            label="Jongeren met jeugdzorg in een ander huishouden",
            question="Welk deel van de jongeren met jeugdzorg woont niet bij de eigen ouders?",
            numerator="Jongeren met jeugdzorg in natura in een ander huishouden, zoals een instelling, een "
            "pleeggezin of zelfstandig",
            shown=(350.0, 9.641873, 9.581498, 9.702315),
            withheld=(500.0, 1.405622),
        ),
    )
)
