"""Knob 3, supply, the part about growing up elsewhere: less residential care, more of family and home."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import Cost, Dose, Effect, Evidence, Instrument, Knob, Lever
from drietrap.catalogue.levers.words import (
    GESLOTEN,
    GEZIN,
    GEZINSGERICHT,
    OUDERS,
    PLEEGZORG,
    THUIS,
    UITVOERING,
    VERBLIJF,
    only,
)

_B17 = sources.agenda("B17", -74, 37)

PLEEGZORG_EERST = Lever(
    id="pleegzorg-eerst",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Pleegzorg in plaats van een instelling",
    question="Kunnen meer kinderen die niet thuis wonen in een pleeggezin opgroeien?",
    mechanism=(
        "Meer werving en steun voor pleegouders. Bij een plaatsing wordt vaker pleegzorg gekozen. "
        "Kinderen in pleegzorg doen het gemiddeld iets beter dan in een gewone groep."
    ),
    risk=(
        "Zonder genoeg pleegouders breken plaatsingen vaker af. Groepen met goede behandeling doen het "
        "even goed."
    ),
    effects=(
        Effect("vaker_pleegzorg", "help.form", only(form=PLEEGZORG), 1.3, 1.05, 1.6, Evidence.RAMING, _B17),
        Effect("minder_instelling", "help.form", only(form=VERBLIJF), 0.8, 0.65, 0.95, Evidence.RAMING, _B17),
        Effect(
            "plaatsing_pleegzorg",
            "protection.form",
            only(form=PLEEGZORG),
            1.25,
            1.05,
            1.5,
            Evidence.RAMING,
            _B17,
        ),
        Effect(
            "doet_het_beter",
            "help.succeeds",
            only(form=PLEEGZORG),
            1.05,
            0.95,
            1.18,
            Evidence.OVERZICHT,
            sources.STRIJBOSCH_2015,
        ),
        Effect("meer_afgebroken", "help.dropout", only(form=PLEEGZORG), 1.04, 0.95, 1.18),
    ),
    dose=Dose("deel van de gewenste verschuiving dat lukt"),
    delay=6,
    ramp=24,
    cost=Cost(per_youth=6.0),
)

KLEINSCHALIG = Lever(
    id="afbouw-gesloten-hulp",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Gezinshuizen in plaats van gesloten hulp",
    question="Kan gesloten jeugdhulp worden afgebouwd door kleine, gezinsgerichte plekken?",
    mechanism="Bij een plaatsing wordt vaker een gezinshuis gekozen dan gesloten hulp of een grote groep.",
    risk="Een gezinshuis kan niet ieder gevaar aan. De ombouw kost eerst geld (frictiekosten).",
    effects=(
        Effect(
            "vaker_gezinshuis", "help.form", only(form=GEZINSGERICHT), 1.35, 1.1, 1.7, Evidence.RAMING, _B17
        ),
        Effect("minder_gesloten", "help.form", only(form=GESLOTEN), 0.7, 0.5, 0.9, Evidence.RAMING, _B17),
        Effect(
            "plaatsing_gezinshuis",
            "protection.form",
            only(form=GEZINSGERICHT),
            1.3,
            1.05,
            1.6,
            Evidence.RAMING,
            _B17,
        ),
        Effect(
            "plaatsing_gesloten",
            "protection.form",
            only(form=GESLOTEN),
            0.7,
            0.5,
            0.9,
            Evidence.RAMING,
            _B17,
        ),
    ),
    dose=Dose("deel van de gewenste verschuiving dat lukt"),
    delay=6,
    ramp=24,
    cost=Cost(per_youth=8.0),
)

THUIS_INTENSIEF = Lever(
    id="intensieve-hulp-thuis",
    knob=Knob.AANBOD,
    instrument=Instrument.INKOOP,
    label="Intensieve hulp thuis om plaatsing te voorkomen",
    question="Voorkomt zware hulp thuis dat een kind uit huis moet?",
    mechanism=(
        "Een gezin krijgt korte tijd veel hulp thuis. Een overzicht uit 2020 vond ongeveer de helft "
        "minder plaatsingen bij de gezinnen die meededen; een overzicht uit 2012 vond gemiddeld geen "
        "effect."
    ),
    risk="Bij mishandeling en verwaarlozing werkte het niet. Te lang thuis proberen kan onveilig zijn.",
    effects=(
        Effect(
            "minder_plaatsingen",
            "protection.placement",
            (),
            0.9,
            0.78,
            1.02,
            Evidence.OVERZICHT,
            f"{sources.BEZECZKY_2020}; {sources.AL_2012}",
        ),
        Effect("vaker_thuis", "help.form", only(form=THUIS, need=(GEZIN, OUDERS)), 1.25, 1.05, 1.5),
        Effect(
            "minder_verblijf",
            "help.form",
            only(form=VERBLIJF),
            0.9,
            0.8,
            1.0,
            Evidence.OVERZICHT,
            sources.GUTTERSWIJK_2020,
        ),
    ),
    dose=Dose("deel van de gezinnen die in aanmerking komen"),
    delay=3,
    ramp=12,
    cost=Cost(per_youth=4.0),
)

NAAR_HUIS = Lever(
    id="terug-naar-huis",
    knob=Knob.AANBOD,
    instrument=Instrument.SAMENWERKING,
    label="Vaker en eerder terug naar huis",
    question="Kunnen kinderen die uit huis zijn geplaatst eerder naar huis?",
    mechanism="Er wordt vanaf de eerste dag gewerkt aan terugkeer, met hulp voor de ouders.",
    risk="Te vroeg naar huis kan leiden tot een nieuwe melding of plaatsing.",
    effects=(
        Effect("vaker_naar_huis", "protection.home", (), 1.15, 1.0, 1.32),
        Effect("nieuwe_plaatsing", "protection.placement", (), 1.03, 0.97, 1.12),
    ),
    dose=UITVOERING,
    delay=3,
    ramp=12,
    cost=Cost(per_youth=3.0),
)

LEVERS = (PLEEGZORG_EERST, KLEINSCHALIG, THUIS_INTENSIEF, NAAR_HUIS)
