"""Knob 3, supply, the part about paying: what a month, a trajectory or a year of help costs."""

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
    AMBULANT,
    DAGHULP,
    INGEKOCHT,
    UITVOERING,
    ZONDER_VERBLIJF,
    ZWARE_KLASSEN,
    only,
)

TAAKGERICHT = Lever(
    id="taakgerichte-bekostiging",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Taakgerichte bekostiging: een vast bedrag per jaar",
    question="Wat gebeurt er als aanbieders een vast bedrag krijgen voor alle ambulante hulp?",
    mechanism=(
        "De gemeente betaalt een vast bedrag per jaar, hoeveel jeugdigen er ook komen. Aanbieders hebben "
        "er belang bij om hulp kort te houden. Utrecht werkt zo."
    ),
    risk=(
        "Aanbieders hebben er ook belang bij om te wachten, te weigeren of te vroeg te stoppen. Het geld "
        "ligt vast: daalt de vraag, dan betaalt de gemeente te veel."
    ),
    effects=(
        Effect(
            "minder_verlengd",
            "help.extends",
            only(form=(AMBULANT, DAGHULP)),
            0.87,
            0.75,
            1.0,
            Evidence.PRAKTIJK,
            sources.EXPERTISETEAM,
        ),
        Effect(
            "kortere_hulp",
            "help.duration",
            only(form=(AMBULANT, DAGHULP)),
            0.95,
            0.9,
            1.0,
            Evidence.STUDIE,
            sources.DOUVEN_2015,
        ),
        Effect("later_begin", "access.delay", (), 1.08, 0.98, 1.25),
        Effect("minder_baat", "help.succeeds", only(form=(AMBULANT, DAGHULP)), 0.97, 0.9, 1.02),
    ),
    direct=(Direct(Act.LUMP, (AMBULANT, DAGHULP)),),
    dose=Dose(
        "vast bedrag, in procenten meer of minder dan de kosten zonder de maatregel",
        low=-15.0,
        high=15.0,
        usual=0.0,
        full=0.0,
    ),
    delay=1,
    ramp=1,
    cost=Cost(fixed=75_000),
)

PER_TRAJECT = Lever(
    id="bekostiging-per-traject",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Outputbekostiging: een vast bedrag per traject",
    question="Wordt hulp korter als de aanbieder een vast bedrag per traject krijgt?",
    mechanism=(
        "De aanbieder krijgt een bedrag per begonnen traject. Toen in de Nederlandse ggz het bedrag niet "
        "meer meegroeide met de duur, werden behandelingen 2 tot 7% korter."
    ),
    risk=(
        "Ieder nieuw traject brengt geld op: trajecten worden geknipt. In dezelfde studie schoof 11 tot "
        "13% van de behandelingen juist over een grens, wat 7 tot 9% meer kostte."
    ),
    effects=(
        Effect(
            "kortere_hulp",
            "help.duration",
            only(form=AMBULANT),
            0.955,
            0.93,
            0.98,
            Evidence.STUDIE,
            sources.DOUVEN_2015,
            measured=True,
        ),
        Effect("minder_baat", "help.succeeds", only(form=AMBULANT), 0.98, 0.92, 1.02),
    ),
    direct=(Direct(Act.OUTPUT, (AMBULANT,)),),
    dose=Dose(
        "bedrag per traject, in procenten meer of minder dan een traject nu kost",
        low=-15.0,
        high=15.0,
        usual=0.0,
        full=0.0,
    ),
    delay=1,
    ramp=1,
    cost=Cost(fixed=50_000),
)

TARIEVEN = Lever(
    id="tarieven",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Tarieven verhogen of verlagen",
    question="Wat gebeurt er als de gemeente een ander tarief betaalt?",
    mechanism=(
        "De prijs per maand hulp gaat omhoog of omlaag. Bij een hoger tarief komen er plaatsen bij; bij "
        "een lager tarief verdwijnen ze."
    ),
    risk=(
        "Een tarief onder de kostprijs mag niet (AMvB reële prijzen Jeugdwet, sinds 1 juli 2024). "
        "Aanbieders kunnen stoppen, en dan wachten jeugdigen langer."
    ),
    effects=(
        Effect("plaatsen", "supply.capacity", only(form=INGEKOCHT), 1.04, 1.0, 1.1),
        Effect("uitval", "help.dropout", only(form=INGEKOCHT), 0.98, 0.94, 1.01),
    ),
    direct=(Direct(Act.PERCENT, INGEKOCHT, "money.price"),),
    dose=Dose("verandering van het tarief", low=-10.0, high=15.0, usual=3.0, full=10.0),
    delay=1,
    ramp=1,
)

TARIEFDIFFERENTIATIE = Lever(
    id="tariefdifferentiatie",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Verschillende tarieven voor lichte en zware hulp",
    question="Daalt de prijs als lichte hulp een lager tarief krijgt en zware hulp een passend tarief?",
    mechanism="Het tarief past bij wat hulp kost. Lichte hulp wordt goedkoper.",
    risk="Aanbieders kunnen een jeugdige in een zwaardere klasse plaatsen dan nodig is.",
    effects=(
        Effect(
            "lagere_prijs",
            "money.price",
            only(form=ZONDER_VERBLIJF),
            0.99,
            0.975,
            1.0,
            Evidence.RAMING,
            sources.agenda("B6", -24, 0),
        ),
        Effect("zwaardere_klassen", "help.intensity", ZWARE_KLASSEN, 1.03, 0.99, 1.1),
    ),
    dose=UITVOERING,
    delay=6,
    ramp=12,
)

LEVERS = (
    TAAKGERICHT,
    PER_TRAJECT,
    TARIEVEN,
    TARIEFDIFFERENTIATIE,
)
