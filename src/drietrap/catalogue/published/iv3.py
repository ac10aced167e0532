"""Iv3: costs (lasten) and income (baten) of municipalities on the youth taakvelden, in EUR."""

from __future__ import annotations

from drietrap.catalogue.tables import CellKind, Column, Table

# Taakvelden jeugd 2023-2024 (Iv3-informatievoorschrift 2023); the codes change completely in 2025.
TAAKVELDEN = {
    "6.2": "Toegang en eerstelijnsvoorzieningen (tot 2023: Wijkteams)",
    "6.72": "Maatwerkdienstverlening 18- (tot en met 2022)",
    "6.72a": "Jeugdhulp begeleiding",
    "6.72b": "Jeugdhulp behandeling",
    "6.72c": "Jeugdhulp dagbesteding",
    "6.72d": "Jeugdhulp zonder verblijf overig",
    "6.73a": "Pleegzorg",
    "6.73b": "Gezinsgericht",
    "6.73c": "Jeugdhulp met verblijf overig",
    "6.74a": "Jeugdhulp behandeling GGZ zonder verblijf",
    "6.74b": "Jeugdhulp crisis, LTA en GGZ-verblijf",
    "6.74c": "Gesloten plaatsing",
    "6.82": "Geëscaleerde zorg 18- (tot en met 2022)",
    "6.82a": "Jeugdbescherming",
    "6.82b": "Jeugdreclassering",
}


def lasten(code: str) -> str:
    """Return the measure id of the costs on a taakveld."""
    return f"lasten_{code}"


def baten(code: str) -> str:
    """Return the measure id of the income on a taakveld."""
    return f"baten_{code}"


IV3 = Table(
    id="IV3-JEUGD",
    title="Iv3: lasten en baten op de taakvelden jeugd",
    publisher="CBS/BZK",
    licence="CC BY 4.0",
    reference="https://www.rijksoverheid.nl/onderwerpen/financien-gemeenten-en-provincies",
    columns=(
        *(
            Column(
                lasten(code),
                (f"Lasten {code}",),
                f"Lasten {code} {name}",
                CellKind.AMOUNT,
                "EUR",
                step=1000,
                factor=1000,
            )
            for code, name in TAAKVELDEN.items()
        ),
        *(
            Column(
                baten(code),
                (f"Baten {code}",),
                f"Baten {code} {name}",
                CellKind.AMOUNT,
                "EUR",
                step=1000,
                factor=1000,
            )
            for code, name in TAAKVELDEN.items()
        ),
        Column("inwoners", ("Inwonertal",), "Inwoners", CellKind.NUMBER, "inwoners"),
    ),
    notes=(
        "Gemeenten staan met hun naam; nul lasten op alle taakvelden betekent: niet geleverd.",
        "De varianten zijn 'begroting' en 'jaarrekening'.",
    ),
)

TABLES = (IV3,)
