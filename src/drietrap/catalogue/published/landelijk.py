"""National and regional reference series about youth care."""

from __future__ import annotations

from drietrap.catalogue.published.cbs_jeugd import LICENCE, STATLINE, share
from drietrap.catalogue.tables import CellKind, Column, Table


def _count(measure: str, header: str, label: str, unit: str = "jongeren", step: float = 5) -> Column:
    return Column(measure, (header,), label, CellKind.COUNT, unit, step=step)


JEUGDZORGREEKS = Table(
    id="NJI-JEUGDZORG",
    title="Jongeren met jeugdzorg, Nederland, per jaar",
    publisher="CBS, overgenomen door NJi",
    licence=LICENCE,
    reference="https://www.nji.nl/cijfers/jeugdhulpgebruik",
    columns=(
        _count("jongeren_tot_23", "jeugd_tot_23_met_jeugdzorg", "Jongeren tot 23 jaar met jeugdzorg"),
        share(
            "pct_tot_23", ("pct_tot_23",), "Jongeren tot 23 jaar met jeugdzorg", "% van jongeren tot 23 jaar"
        ),
        _count("jongeren_tot_18", "jeugd_tot_18", "Jongeren tot 18 jaar met jeugdzorg"),
        share(
            "pct_tot_18", ("pct_tot_18",), "Jongeren tot 18 jaar met jeugdzorg", "% van jongeren tot 18 jaar"
        ),
        _count("jongeren_18_22", "jeugd_18_tot_23", "Jongeren van 18 tot 23 jaar met jeugdzorg"),
        share(
            "pct_18_22",
            ("pct_18_tot_23",),
            "Jongeren van 18 tot 23 jaar met jeugdzorg",
            "% van jongeren van 18 tot 23 jaar",
        ),
    ),
    closed=False,
    notes=("2021 is een trendbreuk ten opzichte van 2016 tot en met 2020.",),
)

JEUGDZORG_REGIO = Table(
    id="84134NED",
    title="Jongeren met jeugdzorg; landsdeel en provincie (uittreksel 2020)",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "84134NED",
    columns=(
        _count("jongeren_tot_23", "jongeren_met_jeugdzorg", "Jongeren tot 23 jaar met jeugdzorg"),
        share("pct_tot_23", ("pct",), "Jongeren tot 23 jaar met jeugdzorg", "% van jongeren tot 23 jaar"),
    ),
)

MAATREGELSTROOM = Table(
    id="JB-STROOM",
    title="Jeugdbeschermingsmaatregelen: beginstand, instroom, uitstroom en eindstand, Nederland",
    publisher="CBS",
    licence=LICENCE,
    reference="https://longreads.cbs.nl (Jeugdbescherming en jeugdreclassering)",
    columns=tuple(
        _count(name, name, label, "maatregelen")
        for name, label in (
            ("beginstand", "Maatregelen aan het begin"),
            ("instroom", "Begonnen maatregelen"),
            ("uitstroom", "Beëindigde maatregelen"),
            ("eindstand", "Maatregelen aan het einde"),
        )
    ),
    parts=("J", "H"),
    notes=("De variant is de maatregel. Een einde op de laatste dag telt niet mee in de eindstand.",),
)

INSTROOMREEKS = Table(
    id="JB-INSTROOM",
    title="Jeugdbeschermingsmaatregelen: instroom en uitstroom per jaar, Nederland",
    publisher="CBS",
    licence=LICENCE,
    reference="https://longreads.cbs.nl (Jeugdbescherming en jeugdreclassering)",
    columns=(
        _count("instroom", "totaal_instroom", "Begonnen maatregelen", "maatregelen", step=1),
        _count("uitstroom", "totaal_uitstroom", "Beëindigde maatregelen", "maatregelen", step=1),
    ),
)

NATURA_PGB = Table(
    id="ZIN-PGB",
    title="Jongeren met jeugdhulp in natura en pgb, Nederland, per halfjaar",
    publisher="CBS",
    licence=LICENCE,
    reference="https://www.cbs.nl (Jeugdhulp, halfjaarcijfers)",
    parts=("H",),
    columns=(
        _count("alleen_natura", "alleen_zorg_in_natura", "Alleen zorg in natura"),
        _count("natura_en_pgb", "zin_en_pgb", "Zorg in natura en pgb"),
        _count("alleen_pgb", "alleen_pgb", "Alleen pgb"),
    ),
)

KOSTEN_ENQUETE = Table(
    id="83454NED",
    title="Begrote en gerealiseerde kosten jeugdzorg; gemeenten (uittreksel 2021)",
    publisher="CBS",
    licence=LICENCE,
    reference=STATLINE + "83454NED",
    columns=(
        Column(
            "begroot", ("begrote_kosten",), "Begrote kosten", CellKind.AMOUNT, "EUR", step=1000, factor=1000
        ),
        Column(
            "gerealiseerd",
            ("gerealiseerde_kosten",),
            "Gerealiseerde kosten",
            CellKind.AMOUNT,
            "EUR",
            step=1000,
            factor=1000,
        ),
    ),
    notes=("De variant is de zorgvorm.",),
)

TABLES = (JEUGDZORGREEKS, JEUGDZORG_REGIO, MAATREGELSTROOM, INSTROOMREEKS, NATURA_PGB, KOSTEN_ENQUETE)
