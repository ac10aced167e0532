"""How a municipality organises youth care, as data with dates: what can be known, and what can be compared.

The themes and the first characteristics are those of the Nader onderzoek toegang jeugdhulp (2015); the rest
follows the questions on purchase and access that every difference analysis asks. Values of 2015 are in
``facts/inrichting_2015.csv``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from drietrap.catalogue.nader_onderzoek_2015 import STUDY_AREAS
from drietrap.vocabulary.area import folded_name

FILE = "inrichting_2015.csv"
FACTS_HEADER = "thema;kenmerk;gebied;waarde;van;tot;tekst;toelichting;bron"
_STUDY = "Nader onderzoek toegang jeugdhulp (Partners in Jeugdbeleid, 2015)"
_ISD = "Ketenbureau i-Sociaal Domein, uitvoeringsvarianten"
_ISSUE = "onderzoeksvragen van de verschillenanalyse"
_UNEVEN = re.compile(r"[^0-9a-z]+")


class Kind(StrEnum):
    """What a value of a characteristic looks like."""

    CHOICE = "keuze"
    YES_NO = "ja of nee"
    NUMBER = "getal"
    TEXT = "tekst"


@dataclass(frozen=True)
class Code:
    """A value that can be compared: id for programs, label for readers."""

    id: str
    label: str


@dataclass(frozen=True)
class Organised:
    """One characteristic of how a municipality is organised.

    Parameters
    ----------
    id, theme, label
        Stable id, theme and Dutch name.
    question
        Which of the five questions of a difference analysis it belongs to: 1 figures, 2 population,
        3 purchase, 4 access, 5 protection.
    kind, codes
        Kind of value, and the values of a choice.
    source
        Where the characteristic and its codes come from.
    weight
        How much it counts when two municipalities are held side by side. Assumption: every characteristic
        counts the same, and the kinds of expertise together count as one.
    """

    id: str
    theme: str
    label: str
    question: int
    kind: Kind
    source: str
    codes: tuple[Code, ...] = ()
    weight: float = 1.0

    @property
    def comparable(self) -> bool:
        """Whether two values can be held side by side."""
        return self.kind is not Kind.TEXT

    def label_of(self, code: str) -> str:
        """Return how a reader sees a value."""
        return next((one.label for one in self.codes if one.id == code), code.replace(".", ","))


YES_NO = (Code("ja", "ja"), Code("nee", "nee"))


def _choice(id: str, theme: str, label: str, question: int, source: str, **codes: str) -> Organised:
    found = tuple(Code(key, words) for key, words in codes.items())
    return Organised(id, theme, label, question, Kind.CHOICE, source, found)


def _yes_no(id: str, theme: str, label: str, question: int, source: str, weight: float = 1.0) -> Organised:
    return Organised(id, theme, label, question, Kind.YES_NO, source, YES_NO, weight)


def _number(id: str, theme: str, label: str, question: int, source: str) -> Organised:
    return Organised(id, theme, label, question, Kind.NUMBER, source)


_INKOOP = (
    _choice(
        "niveau_jeugdhulp",
        "inkoop",
        "niveau van de inkoop",
        3,
        _STUDY,
        regionaal="alles regionaal",
        subregionaal_zonder_verblijf="zonder verblijf subregionaal, de rest regionaal",
        subregionaal="met en zonder verblijf subregionaal, gedwongen kader regionaal",
        lokaal="zonder verblijf lokaal",
    ),
    _choice(
        "wijze",
        "inkoop",
        "wijze van inkoop",
        3,
        _STUDY,
        als_voormalige_financiers="contracten zoals de voormalige financiers",
        bestuurlijke_aanbesteding="bestuurlijke aanbesteding",
        openbare_aanbesteding="openbare aanbesteding",
        open_house="toelating van iedereen die voldoet (open house)",
        subsidie="subsidie",
    ),
    _choice(
        "bekostiging",
        "inkoop",
        "wijze van bekostiging",
        3,
        _ISD,
        inspanningsgericht="inspanningsgericht (per uur, dag of etmaal)",
        outputgericht="outputgericht (per traject of resultaat)",
        taakgericht="taakgericht (budget voor een taak)",
    ),
    _number("aantal_aanbieders", "inkoop", "aantal gecontracteerde aanbieders", 3, _ISSUE),
    _yes_no("budgetplafond", "inkoop", "plafond per aanbieder", 3, _ISSUE),
)
_VOORZIENINGEN = (
    _choice(
        "vrij_toegankelijke_jeugdhulp",
        "voorzieningen",
        "vrij toegankelijke jeugdhulp",
        3,
        _STUDY,
        wijkteam="door het wijkteam",
        breder="door het wijkteam en anderen",
        geen="geen",
    ),
    _yes_no("wachtlijst_toegang", "voorzieningen", "wachtlijst bij de toegang", 4, _STUDY),
)
_TOEGANG = (
    _choice(
        "doelgroep_team",
        "toegang",
        "doelgroep van het wijkteam",
        4,
        _STUDY,
        jeugd_en_gezin="jeugd en gezin",
        integraal="alle inwoners (0-100)",
        geen_team="er is geen wijkteam",
    ),
    _choice(
        "eerste_contact",
        "toegang",
        "eerste contact",
        4,
        _STUDY,
        wijkteam="wijkteam",
        gemeentelijk_loket="gemeentelijk loket",
        telefoonteam="telefoonteam",
    ),
    _choice(
        "team_biedt_zelf_jeugdhulp",
        "toegang",
        "wijkteam biedt zelf jeugdhulp",
        4,
        _STUDY,
        vrij_toegankelijk="ja, vrij toegankelijk",
        via_loket="ja, via het loket",
        incidenteel="incidenteel",
        nee="nee",
    ),
    _choice(
        "beschikking_door",
        "toegang",
        "wie de beschikking afgeeft",
        4,
        _STUDY,
        team="wijkteam (mandaat)",
        team_en_loket="wijkteam en gemeentelijk loket (mandaat)",
        gemeente="gemeente",
    ),
    _choice(
        "organisatie",
        "toegang",
        "organisatievorm van het wijkteam",
        4,
        _STUDY,
        stichting="eigen stichting",
        gemeenschappelijke_regeling="gemeenschappelijke regeling",
        gemeente="in dienst van de gemeente",
        samenwerking_aanbieders="samenwerkingsverband van zorgpartners",
    ),
    _yes_no("praktijkondersteuner_jeugd", "toegang", "praktijkondersteuner jeugd bij de huisarts", 4, _ISSUE),
    _number("wachttijd_toegang_dagen", "toegang", "wachttijd bij de toegang, in dagen", 4, _ISSUE),
)
_JEUGDBESCHERMING = (
    _choice(
        "overlegvorm",
        "jeugdbescherming",
        "overleg vóór een verzoek tot onderzoek",
        5,
        _STUDY,
        tafel_met_ouders="beschermingstafel met ouders",
        tafel_met_ouders_en_jeugdige="beschermingstafel met ouders en jeugdige",
        mdo_met_ouders="MDO met ouders",
        duo_gi_wijkteam="duo van GI en wijkteam",
        geen="geen vast overleg",
    ),
)
EXPERTISE = (
    ("jeugdgezondheidszorg", "jeugdgezondheidszorg"),
    ("maatschappelijk_werk", "maatschappelijk werk"),
    ("mee", "MEE"),
    ("voormalig_bureau_jeugdzorg", "voormalig bureau jeugdzorg"),
    ("jeugd_en_opvoedhulp", "jeugd- en opvoedhulp"),
    ("geestelijke_gezondheidszorg", "geestelijke gezondheidszorg"),
    ("zorg_voor_mensen_met_een_beperking", "zorg voor mensen met een beperking"),
    ("wmo_loket", "Wmo-loket"),
    ("sociale_zaken_schuldhulp", "sociale zaken / schuldhulp"),
    ("ciz", "CIZ"),
    ("anders", "anders"),
)
_DESKUNDIGHEID = tuple(
    _yes_no(id, "deskundigheid_toegang", f"deskundigheid: {label}", 4, _STUDY, 1 / len(EXPERTISE))
    for id, label in EXPERTISE
)
ORGANISATION: dict[str, Organised] = {
    one.id: one for one in (*_INKOOP, *_VOORZIENINGEN, *_TOEGANG, *_JEUGDBESCHERMING, *_DESKUNDIGHEID)
}
THEMES = tuple(dict.fromkeys(one.theme for one in ORGANISATION.values()))


def folded(text: str) -> str:
    """Return a text for comparing: no case, accents, or signs between words."""
    return _UNEVEN.sub("", folded_name(text))


def characteristic_of(text: str) -> Organised | None:
    """Return the characteristic that a file names, by id or as people write it (``Wmo-loket``)."""
    return _by_name().get(folded(text))


@cache
def _by_name() -> dict[str, Organised]:
    labels = {folded(f"{one.label}"): one for one in ORGANISATION.values()}
    expertise = {folded(label): ORGANISATION[id] for id, label in EXPERTISE}
    return {**labels, **expertise, **{folded(key): one for key, one in ORGANISATION.items()}}


def code_of(characteristic: Organised, text: str) -> str | None:
    """Return the comparable value that ``text`` stands for: its id, its label, or words of the 2015 study.

    A number keeps its digits, with a decimal point. None when the text is no value of this characteristic,
    or when nothing of it can be compared (free text).
    """
    clean = text.strip()
    if characteristic.kind is Kind.NUMBER:
        return _number_of(clean)
    known = {folded(one.label): one.id for one in characteristic.codes}
    known |= {folded(one.id): one.id for one in characteristic.codes}
    return known.get(folded(clean)) or _spellings().get((characteristic.id, folded(clean)))


def _number_of(text: str) -> str | None:
    plain = text.replace(",", ".")
    return plain if re.fullmatch(r"\d{1,9}(\.\d{1,4})?", plain) else None


@cache
def _spellings() -> dict[tuple[str, str], str]:
    """Return the literal words of the 2015 study with the value they were coded as."""
    return {(row["kenmerk"], folded(row["tekst"])): row["waarde"] for row in facts_2015()}


@cache
def facts_2015() -> tuple[dict[str, str], ...]:
    """Return the organisation of the four municipalities of the 2015 study, one row per value.

    Keys are the columns of the facts file, with ``regel`` the line in it; ``gebied`` is an area code
    (``ST0001`` is Gemeente A), ``waarde`` the comparable value and ``tekst`` the words of the study.
    """
    lines = files("drietrap.catalogue").joinpath("facts", FILE).read_text("utf-8").splitlines()
    body = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    names = body[0][1].split(";")
    rows = csv.reader((line for _, line in body[1:]), delimiter=";")
    return tuple(
        {
            **dict(zip(names, row, strict=True)),
            "gebied": STUDY_AREAS[row[names.index("gebied")]],
            "regel": str(number),
        }
        for (number, _), row in zip(body[1:], rows, strict=True)
    )
