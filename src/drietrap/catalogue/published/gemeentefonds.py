"""Gemeentefonds: the youth cluster 'Individuele voorzieningen Jeugd'."""

from __future__ import annotations

from drietrap.catalogue.tables import CellKind, Column, Table

REFERENCE = "https://www.rijksoverheid.nl (circulaires gemeentefonds, ministerie van BZK)"
LICENCE = "CC0 1.0"
# Maatstaf in the circular -> our measure id (volume) and its name.
MAATSTAVEN = {
    "jong": ("volume_jong", "Jongeren (inwoners tot 18 jaar)"),
    "lidr_w_nw": ("volume_laag_inkomen", "Huishoudens met een laag inkomen, met drempel"),
    "cf.regionaal": ("volume_centrumfunctie", "Regionale centrumfunctie"),
    "oadw": ("volume_omgevingsadressen", "Omgevingsadressendichtheid"),
}

VOLUMES = Table(
    id="GF-JEUGD-VOLUMES",
    title="Gemeentefonds: volumes en uitkering van het cluster Individuele voorzieningen Jeugd",
    publisher="BZK",
    licence=LICENCE,
    reference=REFERENCE,
    columns=(
        *(
            Column(measure, (maatstaf,), name, CellKind.NUMBER, "eenheden")
            for maatstaf, (measure, name) in MAATSTAVEN.items()
        ),
        Column("inwoners", ("inwo",), "Inwoners", CellKind.NUMBER, "inwoners"),
        Column(
            "uitkering",
            ("uitkering_individuele_voorzieningen_jeugd_eur",),
            "Uitkering cluster jeugd",
            CellKind.AMOUNT,
            "EUR",
        ),
    ),
    closed=False,
    notes=("De variant is de circulaire (M mei, S september), de periode het uitkeringsjaar.",),
)

GEWICHTEN = Table(
    id="GF-JEUGD-GEWICHTEN",
    title="Gemeentefonds: gewichten van het cluster Individuele voorzieningen Jeugd",
    publisher="BZK",
    licence=LICENCE,
    reference=REFERENCE,
    columns=tuple(
        Column(
            measure.replace("volume", "gewicht"),
            (maatstaf,),
            f"Gewicht: {name}",
            CellKind.AMOUNT,
            "EUR per eenheid",
            step=0.01,
        )
        for maatstaf, (measure, name) in MAATSTAVEN.items()
    ),
)

FACTOR = Table(
    id="GF-FACTOR",
    title="Gemeentefonds: uitkeringsfactor",
    publisher="BZK",
    licence=LICENCE,
    reference=REFERENCE,
    columns=(
        Column(
            "uitkeringsfactor",
            ("uitkeringsfactor",),
            "Uitkeringsfactor",
            CellKind.NUMBER,
            "factor",
            step=0.001,
        ),
    ),
)

TABLES = (VOLUMES, GEWICHTEN, FACTOR)
