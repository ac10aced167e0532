"""Knob 2, access: who decides about help, and what that decision is."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import Cost, Dose, Effect, Evidence, Instrument, Knob, Lever
from drietrap.catalogue.levers.words import (
    ALLEDAAGS,
    ENKELVOUDIG,
    ERNSTIG,
    GEMEENTE,
    GEZIN,
    LICHT,
    ONTSTAAN,
    OUDERS,
    UITVOERING,
    VERBLIJF,
    WIJKEN,
    WIJKTEAM,
    ZONDER_VERBLIJF,
    ZWARE_KLASSEN,
    only,
)

TASKFORCE = Lever(
    id="taskforce-passende-zorg",
    knob=Knob.TOEGANG,
    instrument=Instrument.TOEGANG,
    label="Taskforce passende zorg",
    question="Leidt meekijken bij zware of lange hulp tot passender en minder dure besluiten?",
    mechanism=(
        "Deskundigen kijken mee bij nieuwe aanvragen en verlengingen. Hulp wordt lichter en korter waar "
        "dat kan."
    ),
    risk="Beoordelen kost tijd, dus hulp begint later. Te streng toetsen laat jeugdigen met hulp te kort.",
    effects=(
        Effect("minder_verlengd", "help.extends", only(form=ZONDER_VERBLIJF), 0.9, 0.8, 1.0),
        Effect("minder_zwaar", "help.intensity", ZWARE_KLASSEN, 0.92, 0.84, 1.0),
        Effect(
            "vaker_genormaliseerd", "access.normalises", only(route=GEMEENTE, severity=LICHT), 1.15, 0.95, 1.4
        ),
        Effect("later_begin", "access.delay", only(route=GEMEENTE), 1.06, 1.0, 1.2),
        Effect("minder_baat", "help.succeeds", only(severity=ERNSTIG), 0.98, 0.92, 1.02),
    ),
    dose=UITVOERING,
    delay=3,
    ramp=6,
    cost=Cost(fixed=150_000, per_youth=4.0),
)

EIGEN_TEAM = Lever(
    id="team-eigen-hulp",
    knob=Knob.TOEGANG,
    instrument=Instrument.TOEGANG,
    label="Wijkteam met eigen hulp en mandaat",
    question="Is er minder gespecialiseerde hulp nodig als het wijkteam zelf helpt en zelf mag beslissen?",
    mechanism=(
        "Het team helpt zelf in plaats van te verwijzen. Het CPB zag in gemeenten waar teams veel zelf "
        "helpen een kleinere groei van gespecialiseerde hulp, en minder verblijf."
    ),
    risk=(
        "Een actief team vindt verborgen vragen: het gebruik bij lage inkomens groeide daar 23% sterker. "
        "Dat kan precies de bedoeling zijn, maar het bespaart niet."
    ),
    effects=(
        Effect(
            "helpt_zelf",
            "help.form",
            only(form=WIJKTEAM),
            1.8,
            1.2,
            2.7,
            Evidence.PRAKTIJK,
            sources.EXPERTISETEAM,
        ),
        Effect("vaker_vrije_hulp", "access.free", only(route=GEMEENTE), 1.25, 1.0, 1.6),
        Effect(
            "minder_verblijf",
            "help.form",
            only(form=VERBLIJF),
            0.93,
            0.85,
            1.0,
            Evidence.STUDIE,
            sources.CPB_2020,
        ),
        Effect(
            "verborgen_vragen",
            "access.seen",
            only(route=GEMEENTE, need=(ALLEDAAGS, GEZIN, OUDERS)),
            1.1,
            1.0,
            1.23,
            Evidence.STUDIE,
            sources.CPB_2021,
        ),
    ),
    dose=WIJKEN,
    delay=6,
    ramp=18,
    cost=Cost(per_youth=45.0),
)

VERORDENING = Lever(
    id="verordening-afbakening",
    knob=Knob.TOEGANG,
    instrument=Instrument.AFBAKENING,
    label="Afbakening in de verordening",
    question="Wat gebeurt er als lichte vragen niet meer onder jeugdhulp vallen?",
    mechanism=(
        "De verordening zegt wat geen jeugdhulp is. Lichte vragen worden vaker afgewezen en naar de "
        "omgeving of een andere wet verwezen."
    ),
    risk=(
        "De jeugdhulpplicht blijft: wie hulp nodig heeft, houdt recht. Afgewezen vragen kunnen zwaarder "
        "terugkomen. Het Expertiseteam raadde af om de toegang wettelijk te begrenzen."
    ),
    effects=(
        Effect(
            "lichte_vraag_afgewezen",
            "access.normalises",
            only(need=(ALLEDAAGS, ENKELVOUDIG), severity=LICHT),
            1.4,
            1.0,
            2.0,
            Evidence.RAMING,
            sources.agenda("B2", -210, 210),
        ),
        Effect("ook_matige_vraag_afgewezen", "access.normalises", only(severity="matig"), 1.08, 0.98, 1.25),
        Effect("minder_opgelost", "access.settles", only(severity=ONTSTAAN), 0.94, 0.85, 1.0),
    ),
    dose=UITVOERING,
    delay=6,
    ramp=12,
    cost=Cost(fixed=50_000),
)

SNELLE_TOEGANG = Lever(
    id="snellere-toegang",
    knob=Knob.TOEGANG,
    instrument=Instrument.TOEGANG,
    label="Sneller van besluit naar hulp",
    question="Wat levert het op als hulp sneller begint?",
    mechanism=(
        "Minder stappen en minder overleg tussen besluit en begin. Er gaat minder mis tijdens het wachten."
    ),
    risk="Zonder vrije plaatsen verschuift het wachten alleen. Wie sneller begint, wacht ook minder af.",
    effects=(Effect("kortere_tijd", "access.delay", only(route=GEMEENTE), 0.75, 0.6, 0.92),),
    dose=UITVOERING,
    delay=3,
    ramp=6,
    cost=Cost(fixed=80_000),
)

WACHTHULP = Lever(
    id="hulp-tijdens-wachten",
    knob=Knob.TOEGANG,
    instrument=Instrument.TOEGANG,
    label="Steun tijdens het wachten",
    question="Voorkomt contact tijdens het wachten dat het misgaat?",
    mechanism=(
        "Iemand houdt contact met wie nog geen hulp heeft en schakelt op tijd. Minder vragen lopen uit op "
        "crisis."
    ),
    risk="Steun kan aanvoelen als aan het lijntje houden. De tijd gaat af van die voor andere jeugdigen.",
    effects=(
        Effect("minder_crisis", "need.crisis", (), 0.88, 0.75, 1.0),
        Effect("minder_zwaarder", "need.worsens", (), 0.95, 0.88, 1.0),
    ),
    dose=Dose("deel van de jeugdigen zonder hulp dat contact heeft"),
    delay=2,
    ramp=6,
    cost=Cost(per_youth=7.0),
)

LEVERS = (
    TASKFORCE,
    EIGEN_TEAM,
    VERORDENING,
    SNELLE_TOEGANG,
    WACHTHULP,
)
