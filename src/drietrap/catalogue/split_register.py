"""The chains of factors between two places from the register: protected counts, and no more than those.

Their quantities are counts that were made for readers with ``drietrap registratiecijfers``: rounded or
withheld. What such counts do not carry (hours, tariffs, households) is not split, and that is said.
"""

from __future__ import annotations

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.split import Block, Chain, Chance, Group, Shares, TermKind, TermText
from drietrap.catalogue.split_quantities import AGES, REGISTER_FORMS
from drietrap.catalogue.split_use import AGE_ASSUMPTION, EXTRA_ASSUMPTION, one, ratio, reach_terms

_COUNTS = (
    "De aantallen uit de registratie zijn beveiligd: afgerond of geheim. Een geheim aantal is hier een "
    "bandbreedte, nooit nul."
)
_STOP = (
    "Intensiteit (uren hulp per week) en prijs (euro per eenheid) staan niet in de aantallen die uit de "
    "registratie naar buiten mogen. De splitsing stopt daarom bij trajecten en duur.",
    "Met wie een jongere woont, leveren aanbieders niet aan. Het verschil door soort huishouden zit in het "
    "bereik.",
)
_BY_AGE = Block(
    total=ratio("register_jongeren", "inwoners_tot_23"),
    groups=tuple(
        Group(
            id=key,
            label=label,
            x=ratio(f"inwoners_{key}", "inwoners_tot_23"),
            x_term="leeftijd",
            y=ratio(f"register_jongeren_{key}", f"inwoners_{key}", Chance.SHARE),
            y_term="bereik",
        )
        for key, (label, _, _) in AGES.items()
    ),
    together="bevolking_en_bereik",
)

TRAJECTEN = Chain(
    id="register-trajecten",
    label="Trajecten jeugdhulp per 100 jongeren tot 23 jaar, uit de registratie",
    question="Zijn er meer jongeren met hulp, of meer trajecten per jongere?",
    unit=Unit.RATIO,
    scale=100.0,
    step=0.001,
    decimals=2,
    figure=ratio("register_trajecten", "inwoners_tot_23"),
    blocks=(_BY_AGE, one("trajecten", ratio("register_trajecten", "register_jongeren", Chance.EXTRA))),
    terms=(
        *reach_terms("inwoners_tot_23", "per 100 jongeren tot 23 jaar", youths="register_jongeren"),
        TermText(
            "trajecten",
            TermKind.VOLUME,
            "Trajecten per jongere",
            "een jongere er meer trajecten heeft",
            "een jongere er minder trajecten heeft",
            ratio("register_trajecten", "register_jongeren"),
            1.0,
            "trajecten per jongere",
        ),
    ),
    reference="registratie van aanbieders (beveiligde aantallen); CBS 85075NED (inwoners)",
    views=(
        Shares(
            "vorm",
            "Naar soort hulp",
            "trajecten",
            tuple(f"register_trajecten_{key}" for key in REGISTER_FORMS),
            "register_trajecten",
            "Van een soort hulp met een geheim aantal is alleen bekend waar het deel tussen ligt.",
        ),
    ),
    notes=(_COUNTS, AGE_ASSUMPTION, EXTRA_ASSUMPTION),
    stopped=_STOP,
)

LOPEND = Chain(
    id="register-lopend",
    label="Lopende trajecten per 100 jongeren tot 23 jaar, uit de registratie",
    question="Begint er meer hulp, of duurt hulp langer?",
    unit=Unit.RATIO,
    scale=100.0,
    step=0.001,
    decimals=2,
    figure=ratio("register_stand", "inwoners_tot_23"),
    blocks=(
        one("instroom", ratio("register_begonnen", "inwoners_tot_23", Chance.COUNT)),
        one("duur", ratio("register_stand", "register_begonnen", Chance.COUNT)),
    ),
    terms=(
        TermText(
            "instroom",
            TermKind.VOLUME,
            "Instroom: begonnen trajecten",
            "er meer trajecten beginnen",
            "er minder trajecten beginnen",
            ratio("register_begonnen", "inwoners_tot_23"),
            100.0,
            "begonnen in het laatste halfjaar, per 100 jongeren",
        ),
        TermText(
            "duur",
            TermKind.DURATION,
            "Duur van een traject",
            "een traject er langer duurt",
            "een traject er korter duurt",
            ratio("register_stand", "register_begonnen"),
            6.0,
            "maanden per traject",
        ),
    ),
    reference="registratie van aanbieders (beveiligde aantallen); CBS 85075NED (inwoners)",
    notes=(
        _COUNTS,
        "Duur is hier de stand aan het eind gedeeld door wat er in het laatste halfjaar begon (wet van "
        "Little, 1961). Aanname: er begint steeds ongeveer evenveel als er eindigt. Groeit of krimpt de "
        "hulp sterk, dan zit dat in de duur.",
    ),
    stopped=_STOP,
)

REGISTER_CHAINS = (TRAJECTEN, LOPEND)
