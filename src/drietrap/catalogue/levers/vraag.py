"""Knob 1, demand: fewer questions become a need for youth care, and more are solved in ordinary life."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import Cost, Effect, Evidence, Instrument, Knob, Lever
from drietrap.catalogue.levers.words import (
    ALLEDAAGS,
    BEREIK,
    ENKELVOUDIG,
    GEMEENTE,
    GEZIN,
    JEUGDARTS,
    LICHT,
    MATIG,
    ONTSTAAN,
    UITVOERING,
    WIJKEN,
    only,
)

NORMALISEREN = Lever(
    id="normaliseren",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Normaliseren in het gewone leven",
    question="Kunnen gewone vragen over opvoeden vaker buiten de jeugdhulp worden opgelost?",
    mechanism=(
        "Ouders, scholen en verenigingen voeren het gesprek over wat bij opgroeien hoort. Lichte vragen "
        "gaan vaker vanzelf over en komen minder vaak bij een verwijzer."
    ),
    risk=(
        "Een vraag die gewoon lijkt, kan het begin zijn van iets ernstigs. Dan komt hulp later en is die "
        "zwaarder. Gezinnen die moeilijk om hulp vragen, hebben hier het meeste last van."
    ),
    effects=(
        Effect(
            "vaker_vanzelf_over",
            "need.resolves",
            only(need=(ALLEDAAGS, GEZIN), severity=ONTSTAAN),
            1.12,
            1.0,
            1.28,
            Evidence.RAMING,
            sources.agenda("B16", -121, 60),
        ),
        Effect(
            "minder_bij_verwijzer",
            "access.seen",
            only(need=(ALLEDAAGS, ENKELVOUDIG), severity=LICHT),
            0.93,
            0.85,
            1.0,
            Evidence.RAMING,
            sources.agenda("B16", -121, 60),
        ),
        Effect("ernst_te_laat_gezien", "access.seen", only(severity=MATIG), 0.98, 0.94, 1.0),
    ),
    dose=WIJKEN,
    delay=6,
    ramp=24,
    cost=Cost(per_youth=12.0),
)

VROEGSIGNALERING = Lever(
    id="preventie-vroegsignalering",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Preventie en vroegsignalering",
    question="Voorkomt vroeg signaleren met lichte hulp dat problemen groter worden?",
    mechanism=(
        "Jeugdgezondheidszorg, kinderopvang en scholen zien problemen eerder en bieden licht iets aan. "
        "Minder vragen worden zwaarder."
    ),
    risk=(
        "Wie beter zoekt, vindt meer. Het aantal jeugdigen in beeld stijgt eerst, en daarmee de kosten. "
        "De opbrengst komt jaren later en niet altijd bij de gemeente."
    ),
    effects=(
        Effect("minder_zwaarder", "need.worsens", only(severity=ONTSTAAN), 0.93, 0.85, 1.01),
        Effect(
            "eerder_in_beeld",
            "access.seen",
            only(severity=ONTSTAAN, route=(GEMEENTE, JEUGDARTS)),
            1.08,
            1.0,
            1.18,
            Evidence.STUDIE,
            sources.CPB_2020,
        ),
        Effect("minder_nieuwe_vragen", "need.arises", only(need=ENKELVOUDIG), 0.98, 0.94, 1.01),
    ),
    dose=BEREIK,
    delay=6,
    ramp=24,
    cost=Cost(per_youth=20.0),
)

OPVOEDONDERSTEUNING = Lever(
    id="opvoedondersteuning",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Ondersteuning bij opvoeden voor alle ouders",
    question="Helpt een cursus of spreekuur over opvoeden om jeugdhulp te voorkomen?",
    mechanism="Ouders leren omgaan met gedrag. Minder gewone vragen groeien uit tot een hulpvraag.",
    risk=(
        "Vooral ouders die het al redelijk redden doen mee. Een tweede overzicht twijfelt aan de studies: "
        "vaak zijn alleen oordelen van moeders gemeten, en door de makers zelf."
    ),
    effects=(
        Effect(
            "minder_opvoedvragen",
            "need.arises",
            only(need=ALLEDAAGS),
            0.96,
            0.91,
            1.0,
            Evidence.OVERZICHT,
            f"{sources.SANDERS_2014}; {sources.WILSON_2012}",
        ),
        Effect("minder_zwaarder", "need.worsens", only(need=ALLEDAAGS), 0.95, 0.88, 1.01),
    ),
    dose=BEREIK,
    delay=6,
    ramp=18,
    cost=Cost(per_youth=15.0),
)

KANSRIJKE_START = Lever(
    id="kansrijke-start",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Kansrijke start: verpleegkundige thuis bij jonge gezinnen",
    question="Voorkomt hulp vanaf de zwangerschap onveiligheid bij jonge kinderen?",
    mechanism=(
        "Een verpleegkundige komt tot de tweede verjaardag thuis bij jonge moeders met weinig steun. In "
        "een Nederlandse loting kreeg 11% van de kinderen een melding binnen drie jaar, tegen 19% zonder."
    ),
    risk=(
        "Het bereikt een kleine groep gezinnen, dus over alle kinderen is het effect klein. Wie thuis "
        "komt, ziet ook meer en meldt soms eerder."
    ),
    effects=(
        Effect(
            "minder_meldingen",
            "protection.report",
            only(band="0 tot 4"),
            0.94,
            0.87,
            1.0,
            Evidence.STUDIE,
            sources.MEJDOUBI_2015,
        ),
    ),
    dose=BEREIK,
    delay=12,
    ramp=24,
    cost=Cost(per_youth=18.0),
)

SCHOOL = Lever(
    id="hulp-op-school",
    knob=Knob.VRAAG,
    instrument=Instrument.SAMENWERKING,
    label="Samen met school: steun in de klas",
    question="Kan steun op school individuele jeugdhulp voorkomen?",
    mechanism=(
        "Een jeugdhulpverlener hoort bij het team van de school en helpt een groep leerlingen tegelijk. "
        "Klachten worden minder vaak zwaarder."
    ),
    risk=(
        "Scholen en gemeente kunnen naar elkaar wijzen over wie betaalt. Ook komen meer leerlingen in beeld."
    ),
    effects=(
        Effect("minder_zwaarder", "need.worsens", only(need=(ALLEDAAGS, ENKELVOUDIG)), 0.94, 0.87, 1.0),
        Effect("meer_in_beeld", "access.seen", only(need=ENKELVOUDIG, route=GEMEENTE), 1.04, 0.99, 1.1),
        Effect("vaker_vrij", "access.free", only(route=JEUGDARTS), 1.2, 1.0, 1.45),
    ),
    dose=UITVOERING,
    delay=6,
    ramp=12,
    cost=Cost(per_youth=22.0),
)

LEVERS = (
    NORMALISEREN,
    VROEGSIGNALERING,
    OPVOEDONDERSTEUNING,
    KANSRIJKE_START,
    SCHOOL,
)
