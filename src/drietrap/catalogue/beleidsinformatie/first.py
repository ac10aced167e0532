"""Version 2.0 of the protocol (October 2014, reporting year 2015): where the series begins."""

from __future__ import annotations

from drietrap.catalogue.beleidsinformatie.elements import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    Element,
    Form,
    codes,
)
from drietrap.catalogue.beleidsinformatie.version import Sentinels, Version

_BOTH = "B1 en B2 [zeker]"
_ORDER = "volgorde van het protocol; breedte [eigen keuze]"
SUPERVISION = ("11", "12")  # (voorlopige) ondertoezichtstelling
GUARDIANSHIP = ("21", "22", "23")
PREVENTIVE = ("31",)
PROBATION = ("41", "42", "50", "51", "61", "62", "63")

IDENTITY = (
    Element("bsn", "BSN", Form.BSN, 9, _BOTH, required=True),
    Element("geboortedatum", "Geboortedatum", Form.BIRTH, 8, _BOTH, required=True),
    Element(
        "geslacht",
        "Geslacht",
        Form.CODE,
        1,
        _BOTH,
        required=True,
        codes=codes(_BOTH, ("V", "vrouw"), ("M", "man"), ("O", "onbekend")),
    ),
    Element("postcode", "Postcode", Form.POSTCODE, 6, _BOTH),
    Element("gemeente", "Gemeentecode", Form.MUNICIPALITY, 4, _BOTH),
)
START = Element("datum_aanvang", "Datum aanvang", Form.DATE, 8, _BOTH, required=True)
END = Element("datum_einde", "Datum einde", Form.DATE, 8, _BOTH)
_HANDOVER = (
    Element("datum_overgedragen", "Datum overgedragen", Form.DATE, 8, _BOTH),
    Element("datum_overgedragen_gekregen", "Datum overgedragen gekregen", Form.DATE, 8, _BOTH),
)
_FIRST_CONTACT = Element(
    "datum_eerste_contact", "Datum eerste contact", Form.DATE, 8, f"B3 art. 7.5.3 lid 1 j [zeker]; {_ORDER}"
)

_REFERRER = Element(
    "verwijzer",
    "Verwijzer",
    Form.CODE,
    2,
    _BOTH,
    required=True,
    codes=(
        *codes(
            _BOTH,
            ("01", "gemeentelijke toegang"),
            ("02", "huisarts"),
            ("03", "jeugdarts"),
            ("04", "gecertificeerde instelling"),
            ("05", "medisch specialist"),
            ("06", "geen verwijzer"),
        ),
        *codes("B2 [zeker]", ("07", "onbekend (hulp van voor 1 januari 2015)")),
    ),
)
_CARE_FORM = Element(
    "hulpvorm",
    "Hulpvorm",
    Form.CODE,
    2,
    _BOTH,
    required=True,
    codes=codes(
        _BOTH,
        ("01", "hulp door het wijk- of buurtteam"),
        ("02", "ambulante hulp op locatie van de aanbieder"),
        ("03", "daghulp op locatie van de aanbieder"),
        ("04", "hulp in het netwerk van de jeugdige"),
        ("11", "pleegzorg"),
        ("12", "gezinsgerichte hulp"),
        ("13", "gesloten plaatsing"),
        ("14", "overig verblijf"),
    ),
)
_PERSPECTIVE = Element(
    "perspectief",
    "Perspectief",
    Form.CODE,
    2,
    "B2 [zeker]",
    required=True,
    codes=codes(
        "B2 [zeker]",
        ("01", "stabilisatie van een crisissituatie"),
        ("02", "diagnostiek"),
        ("03", "begeleiden"),
        ("04", "behandelen"),
    ),
)
_REASON_CARE = Element(
    "reden_beeindiging",
    "Reden beëindiging",
    Form.CODE,
    2,
    _BOTH,
    codes=codes(
        _BOTH,
        ("01", "beëindigd volgens plan"),
        ("02", "voortijdig beëindigd, in overeenstemming"),
        ("03", "voortijdig beëindigd, eenzijdig door de cliënt"),
        ("04", "voortijdig beëindigd, eenzijdig door de aanbieder"),
        ("05", "voortijdig beëindigd door externe omstandigheden"),
    ),
)
_MEASURE = Element(
    "maatregel",
    "Type maatregel",
    Form.CODE,
    2,
    _BOTH,
    required=True,
    codes=codes(
        _BOTH,
        ("11", "ondertoezichtstelling"),
        ("12", "voorlopige ondertoezichtstelling"),
        ("21", "voogdij"),
        ("22", "voorlopige voogdij"),
        ("23", "tijdelijke voogdij"),
        ("31", "preventief justitieel kader"),
    ),
)
_REASON_PROTECTION = Element(
    "reden_beeindiging",
    "Reden beëindiging",
    Form.CODE,
    2,
    _BOTH,
    codes=(
        *codes(
            _BOTH,
            ("01", "meerderjarig"),
            ("02", "tussentijds opgeheven"),
            ("03", "niet verlengd: verlenging gevraagd en afgewezen"),
            ("04", "volgens plan: termijn voorbij, geen verlenging gevraagd"),
            ("05", "gezagsbeëindiging"),
            ("06", "overlijden"),
            only_with=SUPERVISION,
        ),
        *codes(
            _BOTH,
            ("11", "meerderjarig"),
            ("12", "voogdij naar pleegouder"),
            ("13", "voogdij naar burgervoogd"),
            ("14", "herstel van het gezag"),
            ("15", "overlijden"),
            only_with=GUARDIANSHIP,
        ),
        *codes(_BOTH, ("31", "einde preventief justitieel kader"), only_with=PREVENTIVE),
    ),
)
_PROBATION = Element(
    "maatregel",
    "Type jeugdreclassering",
    Form.CODE,
    2,
    _BOTH,
    required=True,
    codes=codes(
        _BOTH,
        ("41", "toezicht en begeleiding, gedwongen kader"),
        ("42", "toezicht en begeleiding, vrijwillig kader"),
        ("50", "individuele trajectbegeleiding Harde Kern"),
        ("51", "individuele trajectbegeleiding Criem"),
        ("61", "scholings- en trainingsprogramma"),
        ("62", "gedragsbeïnvloedende maatregel"),
        ("63", "voorbereiding gedragsbeïnvloedende maatregel"),
    ),
)
_INTERVENTION = Element(
    "erkende_interventie",
    "Inzet erkende interventie",
    Form.CODE,
    2,
    "B1 [zeker]; in versie 2.0 [afgeleid]",
    codes=codes("B1 [zeker]", ("01", "ja"), ("02", "nee")),
)
_REASON_PROBATION = Element(
    "reden_beeindiging",
    "Reden beëindiging",
    Form.CODE,
    2,
    "B2 [zeker]",
    codes=codes(
        "B2 [zeker]",
        ("21", "beëindigd volgens plan"),
        ("22", "tussentijds opgeheven"),
        ("23", "overgedragen aan de volwassenenreclassering"),
        ("24", "terugmelding"),
        ("25", "nader besluit van de rechter"),
        ("26", "overlijden"),
    ),
)

FIRST = Version(
    id="2.0",
    years=(2015, 2015),
    by_kind={
        JEUGDHULP: (*IDENTITY, _REFERRER, _CARE_FORM, _PERSPECTIVE, START, END, _REASON_CARE),
        JEUGDBESCHERMING: (*IDENTITY, _MEASURE, _FIRST_CONTACT, START, *_HANDOVER, END, _REASON_PROTECTION),
        JEUGDRECLASSERING: (
            *IDENTITY,
            _PROBATION,
            _INTERVENTION,
            _FIRST_CONTACT,
            START,
            *_HANDOVER,
            END,
            _REASON_PROBATION,
        ),
    },
    sentinels=Sentinels(
        unknown_bsn="000000000", unborn_bsn="999999999", unborn_birth=("99999999",), source="B2 en B5 [zeker]"
    ),
    source="B2 [zeker]",
)
