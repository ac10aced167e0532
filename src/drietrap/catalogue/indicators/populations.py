"""The groups of people (and one amount) that published percentages and costs are set against."""

from __future__ import annotations

from drietrap.catalogue.indicator import Cell, Population

# Circulars of the Gemeentefonds, the newest first: a later one holds a better estimate of the same year.
# M is May, S is September, D is December.
CIRCULAIRES = tuple(f"{month}{year}" for year in range(2030, 2022, -1) for month in "DSM")

_RAMING = "raming uit de circulaire van het Gemeentefonds"


def gemeentefonds(measure: str) -> Cell:
    """Return a measure of the newest circular that was read for a year."""
    return Cell("GF-JEUGD-VOLUMES", measure, CIRCULAIRES[0], CIRCULAIRES[1:])


JONG = gemeentefonds("volume_jong")

JONGEREN_TOT_18 = Population(
    id="jongeren_tot_18", label=f"het aantal jongeren tot 18 jaar ({_RAMING})", cells=(JONG,)
)

JONGEREN_12_22 = Population(
    id="jongeren_12_22",
    label=f"het aantal jongeren van 12 tot 23 jaar (geschat uit de {_RAMING})",
    cells=(JONG,),
    factor=11 / 18,
    assumption="Aanname: het aantal jongeren van 12 tot 23 jaar is 11/18 van het aantal jongeren tot "
    "18 jaar, alsof elk leeftijdsjaar even groot is. Dit aantal bepaalt de bandbreedte en hoe zwaar een "
    "gemeente in een groep meetelt.",
)

JONGEREN_TOT_23 = Population(
    id="jongeren_tot_23",
    label=f"het aantal jongeren tot 23 jaar (geschat uit de {_RAMING})",
    cells=(JONG,),
    factor=23 / 18,
    assumption="Aanname: het aantal jongeren tot 23 jaar is 23/18 van het aantal jongeren tot 18 jaar, "
    "alsof elk leeftijdsjaar even groot is. Dit aantal bepaalt de bandbreedte en hoe zwaar een gemeente "
    "in een groep meetelt.",
)


def deel_van_jongeren(id_: str, label: str, share: Cell) -> Population:
    """Return the youths under 18 who belong to a published percentage, such as those with youth care."""
    return Population(id=id_, label=label, cells=(JONG,), share=share)


UITKERING = Population(
    id="uitkering_gemeentefonds",
    label="de uitkering voor jeugd uit het Gemeentefonds",
    cells=(gemeentefonds("uitkering"),),
    reach=1,
)

JONGEREN_MET_JEUGDZORG = Population(
    id="jongeren_met_jeugdzorg",
    label="het aantal jongeren met jeugdzorg in natura",
    cells=(Cell("85075NED", "jongeren"),),
    reach=2,
)
