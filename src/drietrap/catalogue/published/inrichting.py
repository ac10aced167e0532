"""How municipalities organise purchase, access and protection: a list that they or a researcher keep."""

from __future__ import annotations

from drietrap.catalogue.tables import Table

INRICHTING = Table(
    id="INRICHTING",
    title="Inrichting van inkoop, toegang en bescherming per gemeente, met data",
    publisher="gemeente of onderzoeker",
    licence="van de leverancier",
    reference="docs/howto/gemeenten-kiezen.md",
    columns=(),
    notes=(
        "De inrichting van de vier gemeenten van het Nader onderzoek 2015 is altijd bij de hand.",
        "Een nieuwe levering vervangt per gemeente en kenmerk alles wat er stond.",
    ),
)

TABLES = (INRICHTING,)
