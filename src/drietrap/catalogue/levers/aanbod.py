"""Knob 3, supply: which help there is, from whom, how long and how heavy, and how it is paid."""

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
    BEREIK,
    DAGHULP,
    GEMEENTE,
    INGEKOCHT,
    LICHT,
    ONTSTAAN,
    UITVOERING,
    WIJKEN,
    ZONDER_VERBLIJF,
    only,
)

NAAR_VOREN = Lever(
    id="jeugdhulp-naar-voren",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Jeugdhulp naar voren: meer vrij toegankelijk aanbod",
    question="Voorkomt hulp zonder besluit, dichtbij huis, dat jeugdigen duurdere hulp nodig hebben?",
    mechanism=(
        "Bestaande hulp wordt vrij toegankelijk: zonder besluit, dichtbij en snel. Lichte en matige "
        "vragen krijgen vaker deze hulp in plaats van een individuele voorziening."
    ),
    risk=(
        "Vrije hulp trekt ook vragen aan die er anders niet waren gekomen. En deze jeugdigen verdwijnen "
        "uit de telling van hulp met een besluit, wat op een daling lijkt die er niet is."
    ),
    effects=(
        Effect(
            "vaker_vrije_hulp",
            "access.free",
            only(severity=ONTSTAAN, route=GEMEENTE),
            1.6,
            1.1,
            2.3,
            Evidence.PRAKTIJK,
            sources.FACTSHEET,
        ),
        Effect(
            "aanzuigende_werking",
            "access.seen",
            only(route=GEMEENTE, severity=LICHT),
            1.08,
            1.0,
            1.2,
            Evidence.STUDIE,
            sources.CPB_2020,
        ),
    ),
    dose=WIJKEN,
    delay=3,
    ramp=12,
    cost=Cost(per_youth=35.0),
)

GROEPSAANBOD = Lever(
    id="groepsaanbod",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Hulp in groepen",
    question="Kan hulp in een groep net zo goed helpen voor minder geld?",
    mechanism=(
        "Een begeleider helpt meer jeugdigen tegelijk: lagere prijs en meer plaatsen. Bij "
        "angststoornissen helpt cognitieve gedragstherapie in een groep ook."
    ),
    risk="Niet iedereen past in een groep. Wie afhaakt, komt later terug.",
    effects=(
        Effect("lagere_prijs", "money.price", only(form=(AMBULANT, DAGHULP)), 0.95, 0.9, 0.99),
        Effect("meer_plaatsen", "supply.capacity", only(form=(AMBULANT, DAGHULP)), 1.05, 1.0, 1.12),
        Effect(
            "hulp_slaat_aan",
            "help.succeeds",
            only(form=(AMBULANT, DAGHULP), severity=ONTSTAAN),
            1.0,
            0.9,
            1.1,
            Evidence.OVERZICHT,
            sources.JAMES_2020,
        ),
        Effect("meer_uitval", "help.dropout", only(form=(AMBULANT, DAGHULP)), 1.05, 0.95, 1.18),
    ),
    dose=Dose("deel van de geschikte hulp dat in groepen gaat"),
    delay=6,
    ramp=12,
    cost=Cost(per_youth=2.0),
)

NIEUWE_CONTRACTEN = Lever(
    id="nieuwe-contracten",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Nieuwe contracten met scherpere afspraken",
    question="Leiden nieuwe contracten tot kortere hulp en minder verlengingen?",
    mechanism="Contracten zeggen wat hulp moet bereiken en in welke tijd. Hulp wordt minder vaak verlengd.",
    risk=(
        "In het jaar van de overgang stopt of wisselt hulp, en begint nieuwe hulp later. Betere kwaliteit "
        "kan een hogere prijs vragen."
    ),
    effects=(
        Effect(
            "minder_verlengd",
            "help.extends",
            only(form=ZONDER_VERBLIJF),
            0.93,
            0.86,
            1.0,
            Evidence.RAMING,
            sources.agenda("B5", -73, 0),
        ),
        Effect("kortere_hulp", "help.duration", only(form=ZONDER_VERBLIJF), 0.97, 0.93, 1.01),
        Effect("hogere_prijs", "money.price", only(form=INGEKOCHT), 1.01, 0.99, 1.04),
        Effect("later_begin", "access.delay", (), 1.04, 0.98, 1.15),
    ),
    dose=UITVOERING,
    delay=1,
    ramp=12,
    cost=Cost(fixed=120_000),
)

MINDER_AANBIEDERS = Lever(
    id="minder-aanbieders",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Minder jeugdhulpaanbieders",
    question="Wat gebeurt er als kleine aanbieders geen nieuwe jeugdigen meer krijgen?",
    mechanism=(
        "De kleinste aanbieders nemen geen nieuwe jeugdigen meer aan. Die gaan naar de grotere, die "
        "daarvoor meer plaatsen krijgen. De gemeente heeft meer zicht op wie blijft."
    ),
    risk=(
        "Als de grotere aanbieders minder groeien dan afgesproken, ontstaan wachtlijsten. Ouders hebben "
        "minder te kiezen, en bijzondere hulp kan verdwijnen."
    ),
    effects=(
        Effect("prijs", "money.price", only(form=INGEKOCHT), 0.99, 0.96, 1.02),
        Effect("later_begin", "access.delay", (), 1.05, 0.98, 1.18),
        Effect("plaatsen_gaan_mee", "supply.capacity", only(form=ZONDER_VERBLIJF), 1.15, 1.05, 1.2),
    ),
    direct=(Direct(Act.CLOSE, ZONDER_VERBLIJF),),
    dose=Dose("deel van de markt dat stopt met nieuwe jeugdigen", high=80.0, usual=20.0, full=20.0),
    delay=1,
    ramp=1,
    cost=Cost(fixed=60_000),
)

PERSONEEL = Lever(
    id="personeel-behouden",
    knob=Knob.AANBOD,
    instrument=Instrument.SAMENWERKING,
    label="Personeel behouden",
    question="Helpt het jeugdigen als er minder wisseling van hulpverleners is?",
    mechanism="Wie blijft, maakt hulp af. Er zijn meer plaatsen en minder jeugdigen haken af.",
    risk="De markt voor personeel is landelijk. Een regio kan dit maar voor een klein deel zelf bepalen.",
    effects=(
        Effect("meer_plaatsen", "supply.capacity", only(form=INGEKOCHT), 1.03, 1.0, 1.07),
        Effect("minder_uitval", "help.dropout", only(form=INGEKOCHT), 0.94, 0.86, 1.0),
    ),
    dose=BEREIK,
    delay=6,
    ramp=18,
    cost=Cost(per_youth=5.0),
)

LEVERS = (
    NAAR_VOREN,
    GROEPSAANBOD,
    NIEUWE_CONTRACTEN,
    MINDER_AANBIEDERS,
    PERSONEEL,
)
