"""Lists of areas: municipality to jeugdregio, mergers and boundaries. They hold no measures."""

from __future__ import annotations

from drietrap.catalogue.published.cbs_jeugd import LICENCE
from drietrap.catalogue.tables import Table

JEUGDREGIO = Table(
    id="JEUGDREGIO",
    title="Indeling van gemeenten in jeugdregio's, per jaar",
    publisher="CBS en Ketenbureau i-Sociaal Domein",
    licence=LICENCE,
    reference="https://www.cbs.nl (Gemeentelijke indeling, jeugdregio's)",
    columns=(),
    notes=("De indeling van 2015 noemt gemeenten alleen met hun naam.",),
)

HERINDELINGEN = Table(
    id="HERINDELINGEN",
    title="Herindelingen van gemeenten tot en met 2018",
    publisher="CBS",
    licence=LICENCE,
    reference="https://www.cbs.nl (Gemeentelijke herindelingen)",
    columns=(),
    notes=("Twee gemeenten gingen in 1963 naar Duitsland en hebben geen opvolger.",),
)

GRENZEN = Table(
    id="GRENZEN",
    title="Gemeentegrenzen, vereenvoudigd",
    publisher="CBS en Kadaster",
    licence=LICENCE,
    reference="https://www.cbs.nl (Wijk- en buurtkaart)",
    columns=(),
)

TABLES = (JEUGDREGIO, HERINDELINGEN, GRENZEN)
