"""All published tables we know, by id."""

from __future__ import annotations

from drietrap.catalogue.published import (
    cbs_jeugd,
    gebieden,
    gemeentefonds,
    inrichting,
    iv3,
    kerncijfers,
    landelijk,
    nader_onderzoek,
)
from drietrap.catalogue.tables import Table

TABLES: dict[str, Table] = {
    table.id: table
    for module in (
        cbs_jeugd,
        kerncijfers,
        iv3,
        gemeentefonds,
        landelijk,
        nader_onderzoek,
        gebieden,
        inrichting,
    )
    for table in module.TABLES
}
