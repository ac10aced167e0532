"""What is read beside the deliveries: registrations of the municipality and its team, totals, contracts.

There is no protocol for these; the elements are ours. Those that the protocol has keep its name and codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from drietrap.catalogue.beleidsinformatie.elements import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    Code,
    Element,
    Form,
    codes,
)
from drietrap.catalogue.beleidsinformatie.versions import VERSIONS

MUNICIPAL = "gemeenteregistratie"
DISTRICT_TEAM = "wijkteamregistratie"
PRODUCTION = "productietotalen"
CONTRACTED = "gecontracteerde aanbieders"

_OURS = "[eigen keuze]"
_LATEST = VERSIONS["7"]
# Nothing of the protocol is an obligation here, except who it is about and when it began.
_NEEDED = ("bsn", "geboortedatum", "datum_aanvang")
_BY_NAME = {
    element.id: replace(element, required=element.id in _NEEDED) for element in _LATEST.elements(JEUGDHULP)
}
_IDENTITY = tuple(_BY_NAME[name] for name in ("bsn", "geboortedatum", "geslacht", "postcode", "gemeente"))
_PROVIDER = Element("aanbieder", "Aanbieder (KvK-nummer of AGB-code)", Form.TEXT, 12, _OURS, required=True)
_DISTRICT = Element("wijk", "Wijk", Form.TEXT, 40, _OURS)
_PERIOD = Element("periode", "Periode", Form.PERIOD, 6, _OURS)
_COURSE = (_BY_NAME["datum_aanvang"], _BY_NAME["datum_einde"], _BY_NAME["reden_beeindiging"])


def _measures() -> Element:
    """Return the measures of jeugdbescherming and jeugdreclassering as one element."""
    found: tuple[Code, ...] = ()
    for kind in (JEUGDBESCHERMING, JEUGDRECLASSERING):
        element = _LATEST.element(kind, "maatregel")
        found += element.codes if element else ()
    return Element("maatregel", "Type maatregel", Form.CODE, 2, _OURS, codes=found)


REGISTRATIONS: Mapping[str, tuple[Element, ...]] = MappingProxyType(
    {
        MUNICIPAL: (
            *_IDENTITY,
            _DISTRICT,
            _PROVIDER,
            _BY_NAME["verwijzer"],
            _BY_NAME["hulpvorm"],
            _measures(),
            *_COURSE,
            Element("datum_verwijzing", "Datum verwijzing of besluit", Form.DATE, 8, _OURS),
            Element("bedrag", "Bedrag in euro's", Form.AMOUNT, 12, _OURS),
        ),
        DISTRICT_TEAM: (
            *_IDENTITY,
            _DISTRICT,
            Element("gezinsplan", "Nummer van het gezinsplan", Form.TEXT, 20, _OURS),
            Element("kinderen_in_plan", "Aantal kinderen waar deze regel voor staat", Form.COUNT, 2, _OURS),
            *_COURSE,
        ),
        PRODUCTION: (
            _PROVIDER,
            _PERIOD,
            _BY_NAME["hulpvorm"],
            Element("jeugdigen", "Aantal jeugdigen", Form.COUNT, 9, _OURS),
            Element("trajecten", "Aantal trajecten", Form.COUNT, 9, _OURS),
            Element("bedrag", "Bedrag in euro's", Form.AMOUNT, 12, _OURS),
        ),
        CONTRACTED: (
            _PROVIDER,
            Element("naam", "Naam van de aanbieder", Form.TEXT, 80, _OURS, required=True),
            Element(
                "soort",
                "Soort levering",
                Form.CODE,
                20,
                _OURS,
                required=True,
                codes=codes(_OURS, *((kind, kind) for kind in _LATEST.kinds)),
            ),
            Element("contract_van", "Contract van", Form.DATE, 8, _OURS),
            Element("contract_tot", "Contract tot en met", Form.DATE, 8, _OURS),
            Element(
                "levert_zelf",
                "Levert zelf",
                Form.CODE,
                3,
                "B1: een onderaannemer levert zelf, de hoofdaannemer dan niet [zeker]; kolom [eigen keuze]",
                required=True,
                codes=codes(_OURS, ("ja", "moet leveren"), ("nee", "hoeft niet te leveren")),
            ),
            Element("hoofdaannemer", "Hoofdaannemer", Form.TEXT, 12, _OURS),
        ),
    }
)
