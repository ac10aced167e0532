"""Knob 2, access, the part that partners decide: doctors, families and child protection."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import Cost, Dose, Effect, Evidence, Instrument, Knob, Lever
from drietrap.catalogue.levers.words import (
    ALLEDAAGS,
    ENKELVOUDIG,
    GEMEENTE,
    GEZIN,
    HUISARTS,
    LICHT,
    MEDISCH,
    ONTSTAAN,
    OUDERS,
    UITVOERING,
    only,
)

POH_JEUGD = Lever(
    id="praktijkondersteuner-jeugd",
    knob=Knob.TOEGANG,
    instrument=Instrument.SAMENWERKING,
    label="Praktijkondersteuner jeugd bij de huisarts",
    question="Verwijzen huisartsen minder naar dure hulp als zij een praktijkondersteuner jeugd hebben?",
    mechanism=(
        "De ondersteuner helpt zelf kort, of verwijst naar lichte hulp. In Den Haag was bij 56% van de "
        "afgesloten trajecten geen verwijzing nodig; wat zonder ondersteuner was gebeurd, is niet "
        "gemeten."
    ),
    risk=(
        "Het CPB vond geen daling van gespecialiseerde hulp in gemeenten met praktijkondersteuners: "
        "makkelijke hulp trekt ook nieuwe vragen aan."
    ),
    effects=(
        Effect(
            "vaker_vrije_hulp",
            "access.free",
            only(route=HUISARTS, need=(ALLEDAAGS, ENKELVOUDIG), severity=ONTSTAAN),
            1.7,
            1.1,
            2.6,
            Evidence.PRAKTIJK,
            sources.DEN_HAAG_2021,
        ),
        Effect(
            "vaker_genormaliseerd",
            "access.normalises",
            only(route=HUISARTS, need=(ALLEDAAGS, ENKELVOUDIG), severity=LICHT),
            1.25,
            0.95,
            1.65,
            Evidence.PRAKTIJK,
            sources.DEN_HAAG_2021,
        ),
        Effect(
            "meer_in_beeld",
            "access.seen",
            only(route=HUISARTS, need=(ALLEDAAGS, ENKELVOUDIG)),
            1.1,
            1.0,
            1.25,
            Evidence.STUDIE,
            sources.CPB_2020,
        ),
    ),
    dose=Dose("deel van de huisartsenpraktijken"),
    delay=3,
    ramp=12,
    cost=Cost(per_youth=28.0),
)

GEZINSBLIK = Lever(
    id="integrale-blik-gezin",
    knob=Knob.TOEGANG,
    instrument=Instrument.TOEGANG,
    label="Integrale blik op het gezin",
    question="Is minder losse hulp nodig als een vraag voor het hele gezin wordt bekeken?",
    mechanism=(
        "Een gezin, een plan. Krijgt een broer of zus al hulp, dan gaat de nieuwe vraag daarin mee. Hulp "
        "aan het gezin slaat beter aan."
    ),
    risk=(
        "De vraag van het ene kind kan ondergaan in die van het andere. Breed kijken vindt ook nieuwe vragen."
    ),
    effects=(
        Effect(
            "vraag_gaat_mee",
            "access.normalises",
            only(beside="broer of zus met hulp", severity=ONTSTAAN),
            1.3,
            1.0,
            1.7,
        ),
        Effect(
            "hulp_slaat_aan",
            "help.succeeds",
            only(need=(GEZIN, OUDERS)),
            1.12,
            1.0,
            1.26,
            Evidence.OVERZICHT,
            sources.AL_2012,
        ),
        Effect("meer_in_beeld", "access.seen", only(need=(GEZIN, OUDERS), route=GEMEENTE), 1.04, 0.99, 1.1),
    ),
    dose=UITVOERING,
    delay=3,
    ramp=12,
    cost=Cost(per_youth=6.0),
)

MEDISCHE_VERWIJZERS = Lever(
    id="afspraken-medische-verwijzers",
    knob=Knob.TOEGANG,
    instrument=Instrument.SAMENWERKING,
    label="Afspraken met medische verwijzers",
    question="Verwijzen artsen gerichter als zij afspraken hebben met de gemeente?",
    mechanism=(
        "Huisarts, jeugdarts en specialist kennen het lichte aanbod en bellen eerst met het wijkteam."
    ),
    risk="Artsen mogen vrij verwijzen; de gemeente kan niets afdwingen. Een extra stap kan hulp vertragen.",
    effects=(
        Effect(
            "vaker_vrije_hulp",
            "access.free",
            only(route=MEDISCH, severity=ONTSTAAN),
            1.18,
            1.0,
            1.4,
            Evidence.PRAKTIJK,
            sources.FACTSHEET,
        ),
        Effect(
            "vaker_genormaliseerd", "access.normalises", only(route=MEDISCH, severity=LICHT), 1.08, 0.97, 1.2
        ),
    ),
    dose=Dose("deel van de verwijzers dat meedoet"),
    delay=3,
    ramp=12,
    cost=Cost(fixed=60_000),
)

BESCHERMINGSTAFEL = Lever(
    id="beschermingstafel",
    knob=Knob.TOEGANG,
    instrument=Instrument.SAMENWERKING,
    label="Jeugdbeschermingstafel",
    question="Kunnen zorgen over veiligheid vaker met gewone hulp worden opgelost?",
    mechanism=(
        "Ouders, wijkteam, Raad en gecertificeerde instelling spreken elkaar voordat de Raad onderzoek "
        "doet. Een deel gaat verder zonder maatregel."
    ),
    risk=(
        "Als de tafel te lang wacht, leeft een kind langer in onveiligheid. Meten of dat gebeurt is nodig."
    ),
    effects=(
        Effect(
            "minder_raadsonderzoek",
            "protection.investigation",
            only(protection="melding"),
            0.87,
            0.74,
            1.0,
        ),
    ),
    dose=Dose("deel van de meldingen dat aan de tafel komt"),
    delay=3,
    ramp=6,
    cost=Cost(fixed=90_000),
)

LEVERS = (
    POH_JEUGD,
    GEZINSBLIK,
    MEDISCHE_VERWIJZERS,
    BESCHERMINGSTAFEL,
)
