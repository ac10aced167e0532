"""The figures of the Nader onderzoek toegang jeugdhulp (2015), which the product carries itself.

The facts are in ``facts/nader_onderzoek_2015.csv``; this module gives them in the layout of a delivered
file, so that the register treats them as any other published table.
"""

from __future__ import annotations

from importlib import resources

import polars as pl

from drietrap.catalogue.published.nader_onderzoek import NADER_ONDERZOEK

FILE = "nader_onderzoek_2015.csv"
TABLE = NADER_ONDERZOEK.id
WITHHELD = "*"
# Names in the study -> area code; the study withholds which municipalities A to D are.
STUDY_AREAS = {
    "Nederland": "NL01",
    "Gemeente A": "ST0001",
    "Gemeente B": "ST0002",
    "Gemeente C": "ST0003",
    "Gemeente D": "ST0004",
    "Groep 35.000-50.000 inwoners": "ST0005",
    "Jeugdregio van gemeente B": "ST0006",
}


def facts() -> pl.DataFrame:
    """Return every figure as it stands in the facts file.

    Returns
    -------
    polars.DataFrame
        Columns ``row`` (line in the file), ``measure``, ``area`` (name in the study), ``period``,
        ``value`` (text; ``*`` is withheld), ``source`` (table the study names) and ``place`` (section of
        the study).
    """
    lines = resources.files("drietrap.catalogue").joinpath("facts", FILE).read_text("utf-8").splitlines()
    body = [(number, line.split(";")) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    names = body[0][1]
    return pl.DataFrame(
        [[number, *fields] for number, fields in body[1:]],
        schema={"row": pl.UInt32, **dict.fromkeys(names, pl.String)},
        orient="row",
    )


def cells() -> pl.DataFrame:
    """Return the figures as raw cells (the columns of ``sources.raw.CELL_SCHEMA``).

    A figure that the study prints twice with another value keeps both: the first has variant ``''``, the
    second has its section as variant (``paragraaf 6.4``). A withheld figure has no text.
    """
    again = pl.struct("measure", "area", "period").cum_count().over("measure", "area", "period") > 1
    return facts().select(
        "row",
        pl.col("measure").alias("column"),
        "measure",
        "area",
        "period",
        pl.when(again).then(pl.lit("paragraaf ") + pl.col("place")).otherwise(pl.lit("")).alias("variant"),
        pl.when(pl.col("value") != WITHHELD).then("value").alias("text"),
    )
