"""Knob 1, demand, the part about the life around a child: money, housing, parents and other people."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import Cost, Effect, Evidence, Instrument, Knob, Lever
from drietrap.catalogue.levers.words import (
    ALLEDAAGS,
    BEREIK,
    GEZIN,
    JONGVOLWASSEN,
    OUDERS,
    only,
)

BESTAANSZEKERHEID = Lever(
    id="bestaanszekerheid",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Bestaanszekerheid: minder armoede en schulden",
    question="Hebben gezinnen minder jeugdhulp nodig als hun inkomen en schulden op orde zijn?",
    mechanism=(
        "Minder geldzorgen geven rust. In de Verenigde Staten daalden meldingen van verwaarlozing met "
        "9,6% bij een dollar meer minimumloon."
    ),
    risk=(
        "Het Rijk bepaalt het meeste van het inkomen. De stap van een Amerikaans minimumloon naar een "
        "Nederlandse gemeente is groot. De kosten vallen buiten het budget voor jeugd."
    ),
    effects=(
        Effect(
            "minder_meldingen",
            "protection.report",
            (),
            0.95,
            0.89,
            1.0,
            Evidence.STUDIE,
            sources.RAISSIAN_2017,
        ),
        Effect("minder_kwetsbare_gezinnen", "need.arises", only(need=(GEZIN, OUDERS)), 0.95, 0.88, 1.01),
    ),
    dose=BEREIK,
    delay=6,
    ramp=24,
    cost=Cost(per_youth=60.0, taakveld="6.3"),
)

WONEN = Lever(
    id="wonen",
    knob=Knob.VRAAG,
    instrument=Instrument.SAMENWERKING,
    label="Passend wonen voor gezinnen en jongvolwassenen",
    question="Kan een passende woning jeugdhulp voorkomen of verkorten?",
    mechanism=(
        "Een gezin dat te krap of onzeker woont, houdt problemen die hulp niet oplost. Voorrang bij een "
        "woning haalt de oorzaak weg. Het Expertiseteam geeft zo'n voorbeeld."
    ),
    risk="Er zijn weinig woningen. Voorrang voor de een is langer wachten voor de ander.",
    effects=(
        Effect("minder_hulpvragen", "need.arises", only(need=(GEZIN, JONGVOLWASSEN)), 0.97, 0.92, 1.01),
        Effect(
            "vaker_over",
            "need.resolves",
            only(need=(GEZIN, JONGVOLWASSEN)),
            1.06,
            1.0,
            1.15,
            Evidence.PRAKTIJK,
            sources.EXPERTISETEAM,
        ),
    ),
    dose=BEREIK,
    delay=12,
    ramp=24,
    cost=Cost(per_youth=10.0, taakveld="8.3"),
)

INFORMELE_STEUN = Lever(
    id="informele-steun",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Informele steun: mentoren, steungezinnen en lotgenoten",
    question="Kan steun uit de omgeving beroepskrachten deels vervangen?",
    mechanism=(
        "Een mentor of steungezin ontlast ouders en jongeren. Vragen gaan vaker over en lopen minder vaak "
        "uit op een plaatsing."
    ),
    risk=(
        "Vrijwilligers zijn er niet vanzelf en niet voor iedereen. Bij ernstige problemen kan een mentor "
        "geen behandeling vervangen."
    ),
    effects=(
        Effect("vaker_over", "need.resolves", only(need=(ALLEDAAGS, GEZIN, OUDERS)), 1.07, 1.0, 1.16),
        Effect(
            "minder_plaatsingen",
            "protection.placement",
            (),
            0.97,
            0.9,
            1.02,
            Evidence.OVERZICHT,
            sources.POON_2021,
        ),
    ),
    dose=BEREIK,
    delay=6,
    ramp=18,
    cost=Cost(per_youth=8.0),
)

FAMILIEGROEPSPLAN = Lever(
    id="familiegroepsplan",
    knob=Knob.VRAAG,
    instrument=Instrument.PREVENTIE,
    label="Familiegroepsplan of eigen-krachtconferentie",
    question="Maakt een plan van de familie zelf jeugdhulp en uithuisplaatsing minder nodig?",
    mechanism="De familie maakt met haar omgeving een eigen plan, voordat beroepskrachten beslissen.",
    risk=(
        "Onderzoek vindt gemiddeld geen effect op mishandeling, uithuisplaatsing of hulp. Bij oudere "
        "kinderen en bij gezinnen met een migratieachtergrond waren er soms meer en langere plaatsingen."
    ),
    effects=(
        Effect(
            "plaatsingen",
            "protection.placement",
            (),
            1.0,
            0.9,
            1.11,
            Evidence.OVERZICHT,
            sources.DIJKSTRA_2016,
        ),
        Effect(
            "meldingen",
            "protection.report",
            (),
            1.0,
            0.93,
            1.08,
            Evidence.OVERZICHT,
            sources.DIJKSTRA_2016,
        ),
    ),
    dose=BEREIK,
    delay=3,
    ramp=12,
    cost=Cost(per_youth=5.0),
)

OUDERS_EERST = Lever(
    id="hulp-aan-ouders",
    knob=Knob.VRAAG,
    instrument=Instrument.SAMENWERKING,
    label="Hulp aan ouders zelf: scheiding, verslaving, psychische problemen",
    question="Als ouders eerder zelf hulp krijgen, hebben kinderen die dan minder nodig?",
    mechanism=(
        "Bij de kinderen is vaak niets mis; het probleem zit bij de ouders. Hulp aan hen haalt dat weg."
    ),
    risk="De wachttijd in de volwassen-ggz is lang, en de zorgverzekeraar betaalt, niet de gemeente.",
    effects=(
        Effect("minder_vragen", "need.arises", only(need=OUDERS), 0.94, 0.86, 1.01),
        Effect("vaker_over", "need.resolves", only(need=OUDERS), 1.08, 1.0, 1.18),
    ),
    dose=BEREIK,
    delay=6,
    ramp=18,
    cost=Cost(per_youth=6.0),
)

LEVERS = (
    BESTAANSZEKERHEID,
    WONEN,
    INFORMELE_STEUN,
    FAMILIEGROEPSPLAN,
    OUDERS_EERST,
)
