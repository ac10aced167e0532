"""How a municipality organises youth care, as data with dates: what can be known, and what can be compared.

The themes and the first characteristics are those of the Nader onderzoek toegang jeugdhulp (2015); the rest
follows the questions on purchase and access that every difference analysis asks. Values of 2015 are in
``facts/inrichting_2015.csv``.
"""

from __future__ import annotations

from drietrap.catalogue.organised import Code, Kind, Organised

_STUDY = "Nader onderzoek toegang jeugdhulp (Partners in Jeugdbeleid, 2015)"
_ISD = "Ketenbureau i-Sociaal Domein, uitvoeringsvarianten"
_ISSUE = "onderzoeksvragen van de verschillenanalyse"

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
