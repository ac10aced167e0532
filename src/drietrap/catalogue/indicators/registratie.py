"""What only records give: courses, stocks, inflow and authorisations in every period."""

from __future__ import annotations

from drietrap.catalogue.indicator import Moment, RecordIndicator, Unit, Version
from drietrap.catalogue.indicators.tellingen import (
    BESCHERMING,
    HULP,
    MACHTIGINGEN,
    RECLASSERING,
    VERBLIJF,
    WIJKTEAM,
    ZONDER_VERBLIJF,
    aantal,
    jongeren,
    percentage,
    trajecten,
    verhouding,
)
from drietrap.catalogue.indicators.trajectdelen import (
    AANDEEL_WIJKTEAM,
    BESCHERMING_BEGONNEN,
    INSTROOM,
    VERLOOP,
)
from drietrap.catalogue.record_formula import Course, RecordFormula

_BRON = "Leveringen Beleidsinformatie Jeugd; telregels van het CBS (protocol versie 7)"
_FIRST = (Version("2026-11-21", "Eerste versie."),)
_TRAJECT = (
    "Een traject zegt niet hoe zwaar of hoe lang de hulp is. Aanbieders die een traject afsluiten en opnieuw "
    "starten, verhogen het cijfer."
)
_STAND = (
    " Wat op de laatste dag van de periode eindigt, telt niet mee in de stand. Zo klopt de som: stand aan "
    "het begin, plus begonnen, min beëindigd, is stand aan het einde."
)
_VERWIJZER = (
    "Niet om te zeggen wie te veel verwijst. Aanbieders registreren de verwijzer verschillend. Hulp van het "
    "wijkteam telt altijd als 'geen verwijzer'. Het zijn trajecten, geen jongeren."
)
_AANTAL = "Niet om gemeenten te vergelijken: een grotere gemeente heeft er vanzelf meer."


def _aandeel(id_: str, label: str, what: str, formula: RecordFormula, moment: Moment) -> RecordIndicator:
    return RecordIndicator(
        id=f"trajecten_{id_}",
        theme="registratie",
        label=label,
        unit=Unit.PERCENTAGE,
        question=f"Welk deel van de jeugdhulptrajecten {what}?",
        definition=f"{label}, als percentage van alle jeugdhulptrajecten die in de periode liepen.",
        not_for=f"{_TRAJECT} Vergelijk een halfjaar niet met een jaar.",
        numerator=label,
        denominator="Alle jeugdhulptrajecten die in de periode liepen",
        records=formula,
        moment=moment,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-trajecten",
        family="registratie: verloop",
    )


def _instroom(id_: str, who: str) -> RecordIndicator:
    return RecordIndicator(
        id=f"instroom_{id_}",
        theme="registratie",
        label=f"Instroom {who}",
        unit=Unit.PERCENTAGE,
        question=f"Welk deel van de begonnen jeugdhulptrajecten kwam {who}?",
        definition=f"Jeugdhulptrajecten die in de periode begonnen {who}, als percentage van alle "
        "jeugdhulptrajecten die in de periode begonnen.",
        not_for=_VERWIJZER,
        numerator=f"Begonnen jeugdhulptrajecten {who}",
        denominator="Alle begonnen jeugdhulptrajecten",
        records=INSTROOM[id_],
        moment=Moment.STROOM,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-instroom",
        family="registratie: instroom",
    )


def _aantal(
    id_: str, label: str, definition: str, formula: RecordFormula, moment: Moment, family: str
) -> RecordIndicator:
    return RecordIndicator(
        id=id_,
        theme="registratie",
        label=label,
        unit=Unit.COUNT,
        question=f"Hoeveel zijn dit er: {label[0].lower()}{label[1:]}?",
        definition=definition,
        not_for=_AANTAL,
        numerator=label,
        denominator="Geen",
        records=formula,
        moment=moment,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-aantallen",
        family=family,
        decimals=0,
    )


_VERLOOP = (
    ("begonnen", "Trajecten die begonnen", "begon in de periode", Moment.STROOM),
    ("beeindigd", "Trajecten die eindigden", "eindigde in de periode", Moment.STROOM),
    ("zonder_verblijf", "Trajecten zonder verblijf", "is zonder verblijf", Moment.PERIODE),
    (
        "begonnen_zonder_verblijf",
        "Trajecten zonder verblijf die begonnen",
        "is zonder verblijf en begon",
        Moment.STROOM,
    ),
    (
        "beeindigd_zonder_verblijf",
        "Trajecten zonder verblijf die eindigden",
        "is zonder verblijf en eindigde",
        Moment.STROOM,
    ),
    (
        "begonnen_wijkteam",
        "Trajecten bij het wijkteam die begonnen",
        "begon bij het wijkteam",
        Moment.STROOM,
    ),
    (
        "begonnen_niet_wijkteam",
        "Trajecten zonder verblijf buiten het wijkteam die begonnen",
        "begon zonder verblijf buiten het wijkteam",
        Moment.STROOM,
    ),
    ("met_verblijf", "Trajecten met verblijf", "is met verblijf", Moment.PERIODE),
    (
        "begonnen_met_verblijf",
        "Trajecten met verblijf die begonnen",
        "is met verblijf en begon",
        Moment.STROOM,
    ),
    (
        "beeindigd_met_verblijf",
        "Trajecten met verblijf die eindigden",
        "is met verblijf en eindigde",
        Moment.STROOM,
    ),
)
_INSTROOM = (
    ("verwijzer_gemeente", "via de gemeentelijke toegang"),
    ("verwijzer_huisarts", "via de huisarts"),
    ("verwijzer_jeugdarts", "via de jeugdarts"),
    ("verwijzer_gecertificeerde_instelling", "via de gecertificeerde instelling"),
    ("verwijzer_medisch_specialist", "via de medisch specialist"),
    ("geen_verwijzer", "zonder verwijzer"),
    ("verwijzer_rechter", "via de rechter of officier van justitie"),
    ("verwijzer_onbekend", "met een onbekende verwijzer"),
)
_HULP, _JB, _UHP = "registratie: jeugdhulp", "registratie: jeugdbescherming", "registratie: machtigingen"

FROM_RECORDS = (
    *(_aandeel(id_, label, what, VERLOOP[id_], moment) for id_, label, what, moment in _VERLOOP),
    *(_instroom(id_, who) for id_, who in _INSTROOM),
    _aantal(
        "jongeren_met_jeugdhulp_aantal",
        "Aantal jongeren met jeugdhulp",
        "Het aantal jongeren met jeugdhulp op enig moment in de periode. Elke jongere telt één keer.",
        aantal(jongeren(HULP), ("2023", 6), ("2023H1", 5)),
        Moment.PERIODE,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_aantal",
        "Jeugdhulptrajecten",
        "Het aantal jeugdhulptrajecten dat in de periode liep. Een jongere kan er meer hebben.",
        aantal(trajecten(HULP), ("2023", 7), ("2023H1", 6)),
        Moment.PERIODE,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_begonnen_aantal",
        "Begonnen jeugdhulptrajecten",
        "Het aantal jeugdhulptrajecten dat in de periode begon.",
        aantal(trajecten(HULP, Course.BEGUN), ("2023", 4), ("2023H1", 3)),
        Moment.STROOM,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_beeindigd_aantal",
        "Beëindigde jeugdhulptrajecten",
        "Het aantal jeugdhulptrajecten dat in de periode eindigde.",
        aantal(trajecten(HULP, Course.ENDED), ("2023", 5), ("2023H1", 3)),
        Moment.STROOM,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_beginstand",
        "Jeugdhulptrajecten aan het begin",
        "Het aantal jeugdhulptrajecten dat voor de periode begon en nog liep." + _STAND,
        aantal(trajecten(HULP, Course.AT_START), ("2023", 3), ("2023H1", 3)),
        Moment.PEILDATUM,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_stand",
        "Jeugdhulptrajecten op de peildatum",
        "Het aantal jeugdhulptrajecten dat na de laatste dag van de periode nog liep." + _STAND,
        aantal(trajecten(HULP, Course.AT_END), ("2023", 2), ("2023H1", 3)),
        Moment.PEILDATUM,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_verblijf_stand",
        "Jeugdhulptrajecten met verblijf op de peildatum",
        "Het aantal trajecten met verblijf dat na de laatste dag van de periode nog liep." + _STAND,
        aantal(trajecten(VERBLIJF, Course.AT_END), ("2023", 2), ("2023H1", 1)),
        Moment.PEILDATUM,
        _HULP,
    ),
    _aantal(
        "jeugdhulptrajecten_zonder_verblijf_stand",
        "Jeugdhulptrajecten zonder verblijf op de peildatum",
        "Het aantal trajecten zonder verblijf dat na de laatste dag van de periode nog liep." + _STAND,
        aantal(trajecten(ZONDER_VERBLIJF, Course.AT_END), ("2023", 0), ("2023H1", 2)),
        Moment.PEILDATUM,
        _HULP,
    ),
    _aantal(
        "wijkteamtrajecten_aantal",
        "Jeugdhulptrajecten van het wijkteam",
        "Het aantal jeugdhulptrajecten van het wijk- of buurtteam dat in de periode liep.",
        aantal(trajecten(WIJKTEAM), ("2023", 1), ("2023H1", 1)),
        Moment.PERIODE,
        _HULP,
    ),
    _aantal(
        "beschermingsmaatregelen_stand",
        "Maatregelen van jeugdbescherming op de peildatum",
        "Het aantal maatregelen dat na de laatste dag van de periode nog liep. Een maatregel die naar een "
        "andere instelling ging, telt één keer." + _STAND,
        aantal(trajecten(BESCHERMING, Course.AT_END), ("2023", 2), ("2023H1", 2)),
        Moment.PEILDATUM,
        _JB,
    ),
    _aantal(
        "beschermingsmaatregelen_begonnen_aantal",
        "Begonnen maatregelen van jeugdbescherming",
        "Het aantal maatregelen dat in de periode begon. Een ots na een voorlopige ots telt als een nieuwe "
        "maatregel.",
        aantal(trajecten(BESCHERMING, Course.BEGUN), ("2023", 2), ("2023H1", 1)),
        Moment.STROOM,
        _JB,
    ),
    _aantal(
        "beschermingsmaatregelen_beeindigd_aantal",
        "Beëindigde maatregelen van jeugdbescherming",
        "Het aantal maatregelen dat in de periode eindigde. Naar een andere instelling gaan is geen einde.",
        aantal(trajecten(BESCHERMING, Course.ENDED), ("2023", 1), ("2023H1", 0)),
        Moment.STROOM,
        _JB,
    ),
    _aantal(
        "reclasseringsmaatregelen_aantal",
        "Maatregelen van jeugdreclassering",
        "Het aantal maatregelen van jeugdreclassering dat in de periode liep.",
        aantal(trajecten(RECLASSERING), ("2023", 1), ("2023H1", 1)),
        Moment.PERIODE,
        "registratie: jeugdreclassering",
    ),
    _aantal(
        "machtigingen_aantal",
        "Machtigingen uithuisplaatsing",
        "Het aantal machtigingen voor een uithuisplaatsing of een gesloten plaatsing dat in de periode "
        "liep. Ze worden sinds 2022 geleverd.",
        aantal(trajecten(MACHTIGINGEN), ("2023", 1), ("2023H1", 1)),
        Moment.PERIODE,
        _UHP,
    ),
    _aantal(
        "machtigingen_begonnen_aantal",
        "Begonnen machtigingen uithuisplaatsing",
        "Het aantal machtigingen voor een uithuisplaatsing of een gesloten plaatsing dat in de periode "
        "begon. Ze worden sinds 2022 geleverd.",
        aantal(trajecten(MACHTIGINGEN, Course.BEGUN), ("2023", 1), ("2023H1", 1)),
        Moment.STROOM,
        _UHP,
    ),
    RecordIndicator(
        id="machtiging_van_jeugdbescherming",
        theme="registratie",
        label="Jongeren met een machtiging, van de jongeren met jeugdbescherming",
        unit=Unit.PERCENTAGE,
        question="Voor welk deel van de jongeren met jeugdbescherming geldt een machtiging uithuisplaatsing?",
        definition="Van alle jongeren met een maatregel van jeugdbescherming in de periode: het percentage "
        "voor wie in de periode ook een machtiging uithuisplaatsing of gesloten plaatsing gold.",
        not_for="Een machtiging is toestemming; niet elke machtiging wordt gebruikt. Niet voor 2021 en "
        "eerder: machtigingen worden sinds 2022 geleverd.",
        numerator="Jongeren met jeugdbescherming en een machtiging",
        denominator="Jongeren met jeugdbescherming",
        records=percentage(jongeren(BESCHERMING, also=MACHTIGINGEN), jongeren(BESCHERMING), ("2023", 1, 2)),
        moment=Moment.PERIODE,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-machtigingen",
        family=_UHP,
    ),
    RecordIndicator(
        id="jeugdhulptrajecten_per_jongere",
        theme="registratie",
        label="Jeugdhulptrajecten per jongere",
        unit=Unit.RATIO,
        question="Hoeveel jeugdhulptrajecten heeft een jongere met jeugdhulp gemiddeld?",
        definition="Het aantal jeugdhulptrajecten in de periode, gedeeld door het aantal jongeren met "
        "jeugdhulp.",
        not_for=_TRAJECT,
        numerator="Jeugdhulptrajecten",
        denominator="Jongeren met jeugdhulp",
        records=verhouding(trajecten(HULP), jongeren(HULP), ("2023", 7, 6), scale=1.0),
        moment=Moment.PERIODE,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-trajecten",
        family=_HULP,
        decimals=2,
    ),
    RecordIndicator(
        id="wijkteam_aandeel",
        theme="registratie",
        label="Aandeel van het wijkteam in de hulp zonder verblijf",
        unit=Unit.PERCENTAGE,
        question="Welk deel van de hulp zonder verblijf geeft het wijkteam zelf?",
        definition="Trajecten van het wijk- of buurtteam die op de peildatum liepen, als percentage van alle "
        "trajecten zonder verblijf die toen liepen." + _STAND,
        not_for="Niet bruikbaar als het wijkteam niets levert: dan is het nul of te laag. Kijk eerst of het "
        "wijkteam heeft geleverd.",
        numerator="Trajecten van het wijkteam op de peildatum",
        denominator="Trajecten zonder verblijf op de peildatum",
        records=AANDEEL_WIJKTEAM,
        moment=Moment.PEILDATUM,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-trajecten",
        family=_HULP,
    ),
    RecordIndicator(
        id="jeugdbescherming_instroom",
        theme="registratie",
        label="Begonnen maatregelen van jeugdbescherming, aandeel",
        unit=Unit.PERCENTAGE,
        question="Welk deel van de maatregelen van jeugdbescherming begon in de periode?",
        definition="Maatregelen van jeugdbescherming die in de periode begonnen, als percentage van alle "
        "maatregelen die in de periode liepen.",
        not_for="Niet om te sturen op een lager percentage: de kinderrechter legt de maatregel op. In een "
        "kleine gemeente gaat het om enkele maatregelen.",
        numerator="Begonnen maatregelen",
        denominator="Alle maatregelen die in de periode liepen",
        records=BESCHERMING_BEGONNEN,
        moment=Moment.STROOM,
        reference=_BRON,
        versions=_FIRST,
        disclosure_group="registratie-maatregelen",
        family=_JB,
    ),
)
