"""Knob 4, lawfulness: contracts that hold, supervision, and money that goes where it should."""

from __future__ import annotations

from drietrap.catalogue.levers import sources
from drietrap.catalogue.levers.lever import Cost, Dose, Effect, Evidence, Instrument, Knob, Lever
from drietrap.catalogue.levers.words import (
    AMBULANT,
    ERNSTIG,
    GEZIN,
    INGEKOCHT,
    LEVENSLANG,
    OUDERS,
    THUIS,
    UITVOERING,
    ZONDER_VERBLIJF,
    ZWARE_KLASSEN,
    only,
)

CONTRACTMANAGEMENT = Lever(
    id="contractmanagement",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.INKOOP,
    label="Sterker contractmanagement",
    question="Bespaart de gemeente als zij vaker met aanbieders over hun cijfers spreekt?",
    mechanism="Accountgesprekken over duur, verlengingen en uitval. Wie afwijkt, legt uit en verbetert.",
    risk="Sturen op cijfers kan leiden tot cijfers die kloppen en hulp die niet past.",
    effects=(
        Effect("minder_verlengd", "help.extends", only(form=ZONDER_VERBLIJF), 0.96, 0.9, 1.0),
        Effect("minder_zwaar", "help.intensity", ZWARE_KLASSEN, 0.97, 0.92, 1.01),
        Effect(
            "minder_uitval",
            "help.dropout",
            only(form=INGEKOCHT),
            0.98,
            0.94,
            1.01,
            Evidence.PRAKTIJK,
            sources.FACTSHEET,
        ),
    ),
    dose=UITVOERING,
    delay=3,
    ramp=12,
    cost=Cost(fixed=180_000),
)

ZORGFRAUDE = Lever(
    id="zorgfraude",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.INKOOP,
    label="Aanpak van zorgfraude",
    question="Hoeveel geld komt terug of gaat niet meer weg door toezicht op fraude?",
    mechanism=(
        "Toezichthouders controleren of betaalde hulp is gegeven. De gemeente betaalt minder voor hulp "
        "die er niet was. Ook schrikt toezicht af."
    ),
    risk=(
        "Hoeveel fraude er is, weet niemand. Onderzoek duurt lang en raakt soms aanbieders die niets "
        "verkeerd deden. Een aanbieder die wegvalt, laat jeugdigen achter."
    ),
    effects=(
        Effect("minder_onterecht_betaald", "money.price", only(form=(AMBULANT, THUIS)), 0.985, 0.965, 0.998),
        Effect("plaatsen_weg", "supply.capacity", only(form=(AMBULANT, THUIS)), 0.995, 0.98, 1.0),
    ),
    dose=UITVOERING,
    delay=9,
    ramp=18,
    cost=Cost(fixed=200_000),
)

VERLENGINGEN = Lever(
    id="toets-op-verlengen",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.TOEGANG,
    label="Iedere verlenging opnieuw toetsen",
    question="Wordt hulp minder vaak verlengd als de gemeente steeds opnieuw kijkt?",
    mechanism="Bij elke verlenging vraagt de toegang wat is bereikt en wat nog nodig is.",
    risk="Hulp kan stoppen terwijl de vraag er nog is. Dat raakt vooral jeugdigen met een ernstige vraag.",
    effects=(
        Effect("minder_verlengd", "help.extends", only(form=ZONDER_VERBLIJF), 0.86, 0.74, 0.98),
        Effect("te_vroeg_gestopt", "help.succeeds", only(severity=ERNSTIG), 0.96, 0.88, 1.01),
    ),
    dose=UITVOERING,
    delay=2,
    ramp=6,
    cost=Cost(per_youth=3.0),
)

ONGECONTRACTEERD = Lever(
    id="minder-ongecontracteerd",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.INKOOP,
    label="Minder hulp van aanbieders zonder contract",
    question="Bespaart het als verwijzers minder naar aanbieders zonder contract verwijzen?",
    mechanism="Hulp zonder contract is vaak duurder en minder gecontroleerd. Die wordt vervangen.",
    risk="Wie alleen daar terecht kan, wacht langer.",
    effects=(
        Effect(
            "lagere_prijs",
            "money.price",
            only(form=ZONDER_VERBLIJF),
            0.988,
            0.975,
            0.998,
            Evidence.RAMING,
            sources.agenda("B12", -49, 0),
        ),
        Effect("later_begin", "access.delay", (), 1.01, 0.99, 1.05),
    ),
    dose=UITVOERING,
    delay=3,
    ramp=12,
    cost=Cost(fixed=30_000),
)

STANDAARD = Lever(
    id="minder-administratie",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.INKOOP,
    label="Minder administratie door standaarden",
    question="Daalt de prijs als contracten, codes en controles overal gelijk zijn?",
    mechanism="Minder regels en codes betekent minder overhead. Een deel daarvan komt terug in de prijs.",
    risk=(
        "De winst blijft bij de aanbieder als het tarief niet meedaalt. De standaard moet landelijk komen."
    ),
    effects=(
        Effect(
            "lagere_prijs",
            "money.price",
            only(form=INGEKOCHT),
            0.975,
            0.955,
            0.997,
            Evidence.RAMING,
            sources.agenda("B23", -224, 0),
        ),
    ),
    dose=UITVOERING,
    delay=12,
    ramp=24,
)

WINST = Lever(
    id="grens-aan-winst",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.INKOOP,
    label="Grens aan winst in contracten",
    question="Komt er geld terug als aanbieders boven een grens winst moeten terugbetalen?",
    mechanism="Het contract zegt dat winst boven een percentage terugvloeit naar de hulp.",
    risk="Winst is te verplaatsen naar andere kosten. Sommige aanbieders tekenen niet.",
    effects=(
        Effect("minder_betaald", "money.price", only(form=INGEKOCHT), 0.993, 0.98, 1.0),
        Effect("plaatsen_weg", "supply.capacity", only(form=INGEKOCHT), 0.995, 0.98, 1.0),
    ),
    dose=UITVOERING,
    delay=12,
    ramp=12,
    cost=Cost(fixed=30_000),
)

INTEGRALE_BUDGETTEN = Lever(
    id="integrale-budgetten",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.SAMENWERKING,
    label="Een budget voor het hele gezin",
    question="Helpt het als geld voor jeugd, Wmo, schulden en wonen samen mag worden besteed?",
    mechanism="Een team mag doen wat een gezin nodig heeft, uit welke wet ook. Hulp slaat beter aan.",
    risk="Wie verantwoordelijk is voor het geld wordt onduidelijk. De verantwoording moet meebewegen.",
    effects=(
        Effect("hulp_slaat_aan", "help.succeeds", only(need=(GEZIN, OUDERS)), 1.1, 1.0, 1.22),
        Effect("vaker_over", "need.resolves", only(need=(GEZIN, OUDERS)), 1.05, 1.0, 1.12),
    ),
    dose=Dose("deel van de gezinnen met meer dan een probleem"),
    delay=6,
    ramp=18,
    cost=Cost(fixed=60_000),
)

DOORBRAAK = Lever(
    id="doorbraakbudget",
    knob=Knob.RECHTMATIGHEID,
    instrument=Instrument.SAMENWERKING,
    label="Doorbraakbudget voor vastgelopen situaties",
    question="Voorkomt een vrij te besteden budget dat een situatie vastloopt en duur wordt?",
    mechanism=(
        "Voor gezinnen die tussen wetten vallen is er geld dat meteen mag worden gebruikt. Minder "
        "situaties lopen uit op crisis."
    ),
    risk="Wat een uitzondering is, kan regel worden. Van de landelijke raming is driekwart onzeker.",
    effects=(
        Effect(
            "minder_crisis",
            "need.crisis",
            only(need=(GEZIN, OUDERS, LEVENSLANG)),
            0.9,
            0.78,
            1.0,
            Evidence.RAMING,
            sources.agenda("B15", -101, 75),
        ),
        Effect("hulp_slaat_aan", "help.succeeds", only(need=(GEZIN, OUDERS, LEVENSLANG)), 1.05, 0.99, 1.14),
    ),
    dose=Dose("deel van de vastgelopen situaties"),
    delay=2,
    ramp=6,
    cost=Cost(per_youth=4.0),
)

LEVERS = (
    CONTRACTMANAGEMENT,
    ZORGFRAUDE,
    VERLENGINGEN,
    ONGECONTRACTEERD,
    STANDAARD,
    WINST,
    INTEGRALE_BUDGETTEN,
    DOORBRAAK,
)
