"""The words by which levers choose needs, severities, forms, routes and ages, as the model writes them."""

from __future__ import annotations

from drietrap.catalogue.levers.lever import Dose, Where

ALLEDAAGS = "alledaagse opvoedvragen"
ENKELVOUDIG = "enkelvoudige ggz-problematiek"
ERNSTIG_GGZ = "ernstige psychiatrische stoornis"
LEVENSLANG = "levenslange en levensbrede beperking"
OUDERS = "ouders met complexe problematiek"
GEZIN = "kwetsbaar gezin"
JONGVOLWASSEN = "jongvolwassene in een kwetsbare positie"
LICHT, MATIG, ERNSTIG = "licht", "matig", "ernstig"

WIJKTEAM = "hulp door het wijkteam"
AMBULANT = "ambulante hulp bij de aanbieder"
DAGHULP = "daghulp"
THUIS = "hulp in het netwerk van de jeugdige"
PLEEGZORG = "pleegzorg"
GEZINSGERICHT = "gezinsgerichte opvang"
GESLOTEN = "gesloten plaatsing"
VERBLIJF = "verblijf overig"
ZONDER_VERBLIJF = (AMBULANT, DAGHULP, THUIS)
MET_VERBLIJF = (PLEEGZORG, GEZINSGERICHT, GESLOTEN, VERBLIJF)
INGEKOCHT = (*ZONDER_VERBLIJF, *MET_VERBLIJF)

GEMEENTE = "gemeentelijke toegang"
HUISARTS = "huisarts"
JEUGDARTS = "jeugdarts"
SPECIALIST = "medisch specialist"
MEDISCH = (HUISARTS, JEUGDARTS, SPECIALIST)
ZWARE_KLASSEN: Where = (("class", ("zwaar", "zeer zwaar")),)
ONTSTAAN = (LICHT, MATIG)

WIJKEN = Dose("deel van de wijken waar dit gebeurt")
BEREIK = Dose("deel van de doelgroep dat wordt bereikt")
UITVOERING = Dose("hoe volledig het wordt uitgevoerd")


def only(**axes: str | tuple[str, ...]) -> Where:
    """Return a choice per axis: ``only(need=ALLEDAAGS, route=(HUISARTS, JEUGDARTS))``."""
    return tuple((axis, (words,) if isinstance(words, str) else words) for axis, words in axes.items())
