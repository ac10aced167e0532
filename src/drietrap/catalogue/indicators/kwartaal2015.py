"""The tables of the Nader onderzoek toegang jeugdhulp: the country and four municipalities, early 2015."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.catalogue.indicator import (
    Cell,
    Example,
    Formula,
    Indicator,
    IntervalMethod,
    Moment,
    Population,
    Published,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.sources import FIRST, SECRET_UP_TO
from drietrap.catalogue.indicators.tellingen import (
    BESCHERMING,
    HULP,
    RECLASSERING,
    TOT_18,
    VAN_12_TOT_23,
    VERBLIJF,
    jongeren,
    percentage,
)
from drietrap.catalogue.indicators.trajectdelen import (
    AANDEEL_WIJKTEAM,
    BESCHERMING_BEGONNEN,
    INSTROOM,
    VERLOOP,
)
from drietrap.catalogue.record_formula import RecordFormula

_STUDIE = "Van der Zijden (2015), Nader onderzoek toegang jeugdhulp, uit CBS"
_EERSTE_KWARTAAL = (
    "Alleen voor het eerste kwartaal van 2015. Niet te vergelijken met cijfers over een heel jaar of van "
    "later. De Jeugdwet was net ingegaan: de meeste jongeren kregen al in 2014 hulp, dus het cijfer zegt "
    "nog niets over de toegang van de gemeente."
)
_HERSTART = (
    " Sommige aanbieders sloten eind 2014 alle trajecten af en begonnen ze in januari opnieuw; daardoor "
    "lijkt de instroom soms veel te hoog."
)
_WIJKTEAM = " Van drie van de vier gemeenten leverde het wijkteam zelf geen cijfers over ambulante hulp."


def _cell(measure: str) -> Cell:
    return Cell("NADER-ONDERZOEK-2015", measure)


def _groep(measure: str, label: str) -> Population:
    return Population(id=f"kwartaal_{measure}", label=label, cells=(_cell(measure),), reach=0)


_TRAJECTEN = _groep("jeugdhulptrajecten_totaal", "het aantal jeugdhulptrajecten in het kwartaal")
_INSTROOM = _groep("instroom_trajecten", "het aantal begonnen jeugdhulptrajecten in het kwartaal")
_BESCHERMD = _groep(
    "jongeren_met_jeugdbescherming_n", "het aantal jongeren met jeugdbescherming in het kwartaal"
)


_VAN_JONGEREN = {
    "jeugdhulp": percentage(jongeren(HULP, TOT_18), TOT_18, ("2023H1", 4, 450)),
    "jeugdhulp_met_verblijf": percentage(jongeren(VERBLIJF, TOT_18), TOT_18, ("2023H1", 1, 450)),
    "jeugdbescherming": percentage(jongeren(BESCHERMING, TOT_18), TOT_18, ("2023H1", 2, 450)),
    "uit_huis_van_jeugdbescherming": percentage(
        jongeren(BESCHERMING, TOT_18, also=VERBLIJF), jongeren(BESCHERMING, TOT_18), ("2023H1", 1, 2)
    ),
    "jeugdreclassering": percentage(jongeren(RECLASSERING, VAN_12_TOT_23), VAN_12_TOT_23, ("2023K1", 1, 270)),
}


@dataclass(frozen=True)
class Aandeel:
    """A published percentage of the study; ``shown`` is a worked example, ``bound`` that of a withheld cell.

    The example has 700 trajectories, or 510 that began, or 105 youths with youth protection, all rounded.
    """

    id: str
    measure: str
    label: str
    numerator: str
    shown: tuple[float, float, float]

    @property
    def records(self) -> RecordFormula:
        """How the same is counted from records."""
        return {**_VAN_JONGEREN, **VERLOOP, **INSTROOM}[self.id]


def _percentage(
    item: Aandeel, denominator: str, table: str, base: Population | None, not_for: str, family: str
) -> Indicator:
    cell = _cell(item.measure)
    return _kwartaal(
        item.id,
        item.label,
        item.numerator,
        denominator,
        Published(cell, base, SECRET_UP_TO if base else None),
        _examples(item, cell, base),
        table=table,
        not_for=not_for,
        family=family,
        method=IntervalMethod.WILSON if base else IntervalMethod.ROUNDING,
        records=item.records,
    )


def _examples(item: Aandeel, cell: Cell, base: Population | None) -> tuple[Example, ...]:
    if base is None:
        return Example(((cell, item.shown[0]),), *item.shown), Example(((cell, None),), None)
    # 7 of at least 698, 508 and 103 (700, 510 and 105 rounded to fives).
    total, bound = {
        _TRAJECTEN.id: (700.0, 1.002865),
        _INSTROOM.id: (510.0, 1.377953),
        _BESCHERMD.id: (105.0, 6.796117),
    }[base.id]
    people = base.cells[0]
    return (
        Example(((cell, item.shown[0]), (people, total)), *item.shown),
        Example(((cell, None), (people, total)), None, 0.0, bound),
    )


def _kwartaal(
    id_: str,
    label: str,
    numerator: str,
    denominator: str,
    formula: Formula,
    examples: tuple[Example, ...],
    *,
    table: str,
    not_for: str,
    family: str,
    method: IntervalMethod,
    records: RecordFormula,
    moment: Moment = Moment.PERIODE,
) -> Indicator:
    return Indicator(
        id=f"kwartaal2015_{id_}",
        theme="kwartaal 2015",
        label=f"{label} (eerste kwartaal 2015)",
        unit=Unit.PERCENTAGE,
        question=f"Begin 2015: welk deel van {denominator[0].lower()}{denominator[1:]} is dit?",
        definition=f"{numerator}, als percentage van {denominator[0].lower()}{denominator[1:]}, in het "
        f"eerste kwartaal van 2015, zoals het onderzoek het overnam van het CBS. De gemeenten zijn in het "
        f"onderzoek anoniem (A tot en met D).",
        not_for=not_for,
        numerator=numerator,
        denominator=denominator,
        formula=formula,
        moment=moment,
        interval_method=method,
        reference=f"{_STUDIE} {table}",
        versions=FIRST,
        disclosure_group="NADER-ONDERZOEK-2015",
        examples=examples,
        family=family,
        records=records,
    )


_GEBRUIK = (
    Aandeel(
        "jeugdhulp",
        "jongeren_met_jeugdhulp",
        "Jongeren met jeugdhulp",
        "Jongeren met jeugdhulp",
        (8.9, 8.85, 8.95),
    ),
    Aandeel(
        "jeugdhulp_met_verblijf",
        "jongeren_met_jeugdhulp_met_verblijf",
        "Jongeren met jeugdhulp met verblijf",
        "Jongeren met jeugdhulp met verblijf",
        (1.5, 1.45, 1.55),
    ),
    Aandeel(
        "jeugdbescherming",
        "jongeren_met_jeugdbescherming",
        "Jongeren met jeugdbescherming",
        "Jongeren met jeugdbescherming",
        (1.9, 1.85, 1.95),
    ),
)

_VERLOOP = (
    Aandeel(
        "begonnen", "begonnen_trajecten", "Begonnen trajecten", "Trajecten die begonnen", (43.6, 43.55, 43.65)
    ),
    Aandeel(
        "beeindigd",
        "beeindigde_trajecten",
        "Beëindigde trajecten",
        "Trajecten die eindigden",
        (10.0, 9.95, 10.05),
    ),
    Aandeel(
        "zonder_verblijf",
        "trajecten_zonder_verblijf",
        "Trajecten zonder verblijf",
        "Trajecten zonder verblijf",
        (87.9, 87.85, 87.95),
    ),
    Aandeel(
        "begonnen_zonder_verblijf",
        "begonnen_zonder_verblijf",
        "Begonnen trajecten zonder verblijf",
        "Trajecten zonder verblijf die begonnen",
        (41.4, 41.35, 41.45),
    ),
    Aandeel(
        "beeindigd_zonder_verblijf",
        "beeindigd_zonder_verblijf",
        "Beëindigde trajecten zonder verblijf",
        "Trajecten zonder verblijf die eindigden",
        (8.6, 8.55, 8.65),
    ),
    Aandeel(
        "begonnen_wijkteam",
        "begonnen_wijkteam",
        "Begonnen trajecten bij het wijkteam",
        "Trajecten bij het wijkteam die begonnen",
        (11.4, 11.35, 11.45),
    ),
    Aandeel(
        "begonnen_niet_wijkteam",
        "begonnen_niet_wijkteam",
        "Begonnen trajecten zonder verblijf buiten het wijkteam",
        "Trajecten zonder verblijf buiten het wijkteam die begonnen",
        (29.3, 29.25, 29.35),
    ),
    Aandeel(
        "met_verblijf",
        "trajecten_met_verblijf",
        "Trajecten met verblijf",
        "Trajecten met verblijf",
        (12.1, 12.05, 12.15),
    ),
    Aandeel(
        "begonnen_met_verblijf",
        "begonnen_met_verblijf",
        "Begonnen trajecten met verblijf",
        "Trajecten met verblijf die begonnen",
        (2.1, 2.05, 2.15),
    ),
    Aandeel(
        "beeindigd_met_verblijf",
        "beeindigd_met_verblijf",
        "Beëindigde trajecten met verblijf",
        "Trajecten met verblijf die eindigden",
        (1.4, 1.35, 1.45),
    ),
)

_VERWIJZERS = (
    Aandeel(
        "verwijzer_gemeente",
        "verwijzer_gemeente",
        "Instroom via de gemeente",
        "Begonnen trajecten via de gemeente",
        (10.8, 10.75, 10.85),
    ),
    Aandeel(
        "verwijzer_huisarts",
        "verwijzer_huisarts",
        "Instroom via de huisarts",
        "Begonnen trajecten via de huisarts",
        (46.1, 46.05, 46.15),
    ),
    Aandeel(
        "verwijzer_jeugdarts",
        "verwijzer_jeugdarts",
        "Instroom via de jeugdarts",
        "Begonnen trajecten via de jeugdarts",
        (0.0, 0.0, 0.05),
    ),
    Aandeel(
        "verwijzer_gecertificeerde_instelling",
        "verwijzer_gecertificeerde_instelling",
        "Instroom via de gecertificeerde instelling",
        "Begonnen trajecten via de gecertificeerde instelling",
        (32.4, 32.35, 32.45),
    ),
    Aandeel(
        "verwijzer_medisch_specialist",
        "verwijzer_medisch_specialist",
        "Instroom via de medisch specialist",
        "Begonnen trajecten via de medisch specialist",
        (2.9, 2.85, 2.95),
    ),
    Aandeel(
        "geen_verwijzer",
        "geen_verwijzer",
        "Instroom zonder verwijzer",
        "Begonnen trajecten zonder verwijzer",
        (7.8, 7.75, 7.85),
    ),
)

_UIT_HUIS = Aandeel(
    "uit_huis_van_jeugdbescherming",
    "jeugdbescherming_met_verblijf",
    "Uit huis geplaatst, van de jongeren met jeugdbescherming",
    "Jongeren met jeugdbescherming en jeugdhulp met verblijf",
    (63.3, 63.25, 63.35),
)
_RECLASSERING = Aandeel(
    "jeugdreclassering",
    "jongeren_met_jeugdreclassering",
    "Jongeren met jeugdreclassering",
    "Jongeren met jeugdreclassering",
    (0.5, 0.45, 0.55),
)
_AMBULANT, _TEAM = _cell("ambulant_zonder_verblijf"), _cell("uitgevoerd_door_wijkteam")
_JB, _JB_BEGONNEN = _cell("jb_trajecten_totaal"), _cell("jb_trajecten_begonnen")

INDICATORS = (
    *(
        _percentage(
            item, "Alle jongeren tot 18 jaar", "82972NED", None, _EERSTE_KWARTAAL, "kwartaal 2015: gebruik"
        )
        for item in _GEBRUIK
    ),
    _percentage(
        _UIT_HUIS,
        "Alle jongeren met jeugdbescherming",
        "82972NED",
        _BESCHERMD,
        f"{_EERSTE_KWARTAAL} Dit is geen percentage van alle jongeren.",
        "kwartaal 2015: gebruik",
    ),
    _percentage(
        _RECLASSERING,
        "Alle jongeren van 12 tot 23 jaar",
        "82972NED",
        None,
        _EERSTE_KWARTAAL,
        "kwartaal 2015: gebruik",
    ),
    *(
        _percentage(
            item,
            "Alle jeugdhulptrajecten die in het kwartaal liepen",
            "82971NED",
            _TRAJECTEN,
            _EERSTE_KWARTAAL + (_WIJKTEAM if "wijkteam" in item.id else _HERSTART),
            "kwartaal 2015: trajecten",
        )
        for item in _VERLOOP
    ),
    *(
        _percentage(
            item,
            "Alle jeugdhulptrajecten die in het kwartaal begonnen",
            "82971NED",
            _INSTROOM,
            f"{_EERSTE_KWARTAAL} Aanbieders registreren de verwijzer verschillend; 32% via de "
            f"gecertificeerde instelling in gemeente D herkende daar niemand.",
            "kwartaal 2015: verwijzers",
        )
        for item in _VERWIJZERS
    ),
    _kwartaal(
        "aandeel_wijkteam",
        "Ambulante jeugdhulp door het wijkteam",
        "Jeugdhulptrajecten zonder verblijf die het wijk- of buurtteam uitvoert",
        "Alle jeugdhulptrajecten zonder verblijf op 31 maart 2015",
        Quotient(Sum((_TEAM,)), Sum((_AMBULANT,)), 100.0, share=True),
        (
            Example(((_TEAM, 135.0), (_AMBULANT, 555.0)), 24.324324, 23.877917, 24.77396),
            Example(((_TEAM, None), (_AMBULANT, 515.0)), None, 0.0, 1.364522),
        ),
        table="82968NED",
        not_for=_EERSTE_KWARTAAL + _WIJKTEAM,
        family="kwartaal 2015: wijkteam",
        method=IntervalMethod.WILSON,
        records=AANDEEL_WIJKTEAM,
        moment=Moment.PEILDATUM,
    ),
    _kwartaal(
        "jeugdbescherming_instroom",
        "Begonnen jeugdbeschermingstrajecten",
        "Jeugdbeschermingstrajecten die begonnen",
        "Alle jeugdbeschermingstrajecten in het kwartaal",
        Quotient(Sum((_JB_BEGONNEN,)), Sum((_JB,)), 100.0, share=True),
        (
            Example(((_JB_BEGONNEN, 20.0), (_JB, 85.0)), 23.529412, 20.689655, 26.506024),
            Example(((_JB_BEGONNEN, None), (_JB, 85.0)), None, 0.0, 8.433735),
        ),
        table="82975NED",
        not_for=_EERSTE_KWARTAAL + " In een kleine gemeente gaat het om enkele trajecten.",
        family="kwartaal 2015: jeugdbescherming",
        method=IntervalMethod.WILSON,
        records=BESCHERMING_BEGONNEN,
        moment=Moment.STROOM,
    ),
)
