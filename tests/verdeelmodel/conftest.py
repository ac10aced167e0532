"""Observations of the three Gemeentefonds files, built without our readers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.published.gemeentefonds import MAATSTAVEN

VOLUME = {maatstaf: measure for maatstaf, (measure, _) in MAATSTAVEN.items()}
AMOUNT = "uitkering_individuele_voorzieningen_jeugd_eur"


@pytest.fixture(scope="session")
def real(shared_data: Path) -> pl.DataFrame:
    """Volumes, weights and factors of all circulars, as observations."""
    folder = shared_data / "gemeentefonds"
    volumes = pl.read_csv(folder / "volumina_en_uitkering_jeugd_per_gemeente.csv", infer_schema_length=5000)
    weights = pl.read_csv(folder / "gewichten_individuele_voorzieningen_jeugd.csv")
    factors = pl.read_csv(folder / "uitkeringsfactor.csv")
    edition = [pl.col("circulaire").alias("variant"), pl.col("uitkeringsjaar").cast(str).alias("period")]
    return pl.concat(
        [
            volumes.unpivot(
                [*VOLUME, "inwo", AMOUNT], index=["circulaire", "uitkeringsjaar", "gemeentecode"]
            ).select(
                pl.lit("GF-JEUGD-VOLUMES").alias("table"),
                *edition,
                pl.col("gemeentecode").alias("area"),
                pl.col("variable").replace({**VOLUME, AMOUNT: "uitkering"}).alias("measure"),
                "value",
            ),
            weights.select(
                pl.lit("GF-JEUGD-GEWICHTEN").alias("table"),
                *edition,
                pl.lit("NL01").alias("area"),
                pl.col("maatstaf").replace(VOLUME).str.replace("volume", "gewicht").alias("measure"),
                pl.col("gewicht_eur_per_eenheid").alias("value"),
            ),
            factors.select(
                pl.lit("GF-FACTOR").alias("table"),
                *edition,
                pl.lit("NL01").alias("area"),
                pl.lit("uitkeringsfactor").alias("measure"),
                pl.col("uitkeringsfactor").alias("value"),
            ),
        ]
    )
