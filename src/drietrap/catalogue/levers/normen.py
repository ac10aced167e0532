"""Knob 3, supply, the part about norms and room: how long, how much, how many places, and after 18."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import (
    Act,
    Cost,
    Direct,
    Dose,
    Effect,
    Evidence,
    Instrument,
    Knob,
    Lever,
)
from drietrap.catalogue.levers.words import (
    BEREIK,
    JONGVOLWASSEN,
    UITVOERING,
    ZONDER_VERBLIJF,
    ZWARE_KLASSEN,
    only,
)

NORM_DUUR = Lever(
    id="normenkader-duur",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Normenkader: langste duur van een besluit",
    question="Wat gebeurt er als hulp zonder verblijf hoogstens een vast aantal maanden duurt?",
    mechanism="Een besluit geldt hoogstens zo lang. Wie meer nodig heeft, vraagt een verlenging aan.",
    risk=(
        "Hulp stopt voordat de vraag over is, en de jeugdige komt terug. Iedere verlenging kost werk. Bij "
        "een levenslange beperking past een korte norm niet."
    ),
    effects=(
        Effect("vaker_verlengd", "help.extends", only(form=ZONDER_VERBLIJF), 1.06, 0.98, 1.18),
        Effect("minder_baat", "help.succeeds", only(form=ZONDER_VERBLIJF), 0.95, 0.86, 1.02),
    ),
    direct=(Direct(Act.CAP, ZONDER_VERBLIJF, "help.longest"),),
    dose=Dose("hoogste aantal maanden per besluit", unit="maanden", low=3, high=36, usual=12, full=12),
    delay=1,
    ramp=1,
    cost=Cost(fixed=40_000),
)

NORM_INTENSITEIT = Lever(
    id="normenkader-intensiteit",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Normenkader: hoeveel hulp per maand",
    question="Kan hulp met minder uren per maand, zonder dat zij minder helpt?",
    mechanism="Zware klassen worden minder vaak toegekend; de norm zegt wat passend is.",
    risk=(
        "Minder uren kan te weinig zijn voor wie veel nodig heeft. De hulp duurt dan langer of helpt minder."
    ),
    effects=(
        Effect(
            "minder_zware_klassen",
            "help.intensity",
            (*only(form=ZONDER_VERBLIJF), *ZWARE_KLASSEN),
            0.8,
            0.65,
            0.95,
        ),
        Effect(
            "minder_baat",
            "help.succeeds",
            only(form=ZONDER_VERBLIJF, severity=("matig", "ernstig")),
            0.97,
            0.88,
            1.02,
        ),
    ),
    dose=UITVOERING,
    delay=1,
    ramp=6,
    cost=Cost(fixed=40_000),
)

CAPACITEIT = Lever(
    id="wachtlijstaanpak",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Wachtlijsten: meer plaatsen inkopen",
    question="Wat kost het om wachtlijsten weg te werken, en wat levert dat op?",
    mechanism=(
        "Er komen plaatsen bij. Jeugdigen beginnen eerder, en minder vragen worden zwaarder of crisis."
    ),
    risk=(
        "Er is te weinig personeel. Meer plaatsen helpen ook jeugdigen die anders geen hulp hadden gevraagd."
    ),
    effects=(),
    direct=(Direct(Act.PERCENT, ZONDER_VERBLIJF, "supply.capacity"),),
    dose=Dose("plaatsen erbij", low=0.0, high=50.0, usual=10.0, full=10.0),
    delay=6,
    ramp=6,
    cost=Cost(fixed=50_000),
)

VERLENGDE_HULP = Lever(
    id="verlengde-hulp",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Verlengde hulp na 18 jaar",
    question="Wat kost en brengt het als hulp vaker doorloopt na de achttiende verjaardag?",
    mechanism=(
        "Hulp stopt niet op de verjaardag. In de Verenigde Staten waren jongeren die in pleegzorg mochten "
        "blijven minder vaak dakloos."
    ),
    risk="De opbrengst valt vooral buiten jeugdhulp, bij Wmo en wonen. De kosten vallen erbinnen.",
    effects=(
        Effect("vaker_door", "help.stays_adult", (), 1.7, 1.3, 2.2, Evidence.MAATREGEL),
        Effect(
            "vaker_over",
            "help.succeeds",
            only(need=JONGVOLWASSEN),
            1.1,
            0.98,
            1.25,
            Evidence.STUDIE,
            sources.FENG_2020,
        ),
    ),
    dose=BEREIK,
    delay=1,
    ramp=6,
)

LEVERS = (
    NORM_DUUR,
    NORM_INTENSITEIT,
    CAPACITEIT,
    VERLENGDE_HULP,
)
