"""The fictional areas as files: membership, mergers, boundaries, and the mark that all of it is fictional."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl

from drietrap.synthetic.cbs_files import Text, names_of, provinces_of
from drietrap.synthetic.country import Country, parameter_source
from drietrap.synthetic.names import COUNTRY

WARNING = "Deze cijfers zijn fictief. Geen enkele gemeente in dit bestand bestaat."


def existing(country: Country, year: int) -> pl.DataFrame:
    """Return the municipalities on 1 January of a year, in order of name."""
    day = dt.date(year, 1, 1)
    alive = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    return country.areas.filter((pl.col("kind") == "gemeente") & alive).sort("name")


def membership(country: Country, year: int) -> Text:
    """Return which municipality belonged to which jeugdregio, in the layout of 2026."""
    header = ["gemeentecode", "gemeentenaam", "provincie", "jeugdregio_code", "jeugdregio_naam_cbs_2023"]
    rows = [[*header, "jeugdregio_naam_ijw"]]
    names, provinces = names_of(country), provinces_of(country)
    for row in existing(country, year).iter_rows(named=True):
        region = names[row["region"]]
        rows.append([row["code"], row["name"], provinces[row["code"]], row["region"], region, region])
    return rows


def mergers(country: Country) -> Text:
    """Return the mergers, in the layout of the list up to 2018 (days without leading zeros)."""
    names = names_of(country)
    rows = [["Bestaan tot", "Eindjaar", "Oude", "Nieuwe", "Huidige code", "Huidige naam"]]
    for until, old, new in country.mergers.iter_rows():
        day = f"{until.day}-{until.month}-{until.year}"
        rows.append([day, str(until.year), old, new, new, names[new]])
    return rows


def boundaries(country: Country, year: int) -> str:
    """Return the municipal boundaries of a year as GeoJSON."""
    names = names_of(country)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": rings},
            "properties": {"gemeentecode": code, "gemeentenaam": names[code], "fictief": True},
        }
        for code, rings in country.boundaries[year].items()
    ]
    metadata = {
        "type": "gemeenten",
        "year": year,
        "count": len(features),
        "fictief": True,
        "toelichting": WARNING,
    }
    return _json({"type": "FeatureCollection", "metadata": metadata, "features": features})


def register(country: Country) -> str:
    """Return the mark by which the product knows that a folder is fictional, with all fictional areas."""
    areas = [
        {
            "code": row["code"],
            "naam": row["name"],
            "soort": row["kind"],
            "van": _day(row["valid_from"]),
            "tot": _day(row["valid_to"]),
            "provincie": row["province"],
            "jeugdregio": row["region"],
        }
        for row in country.areas.filter(pl.col("kind") != "land").iter_rows(named=True)
    ]
    document: dict[str, Any] = {
        "fictief": True,
        "waarschuwing": WARNING,
        "land": COUNTRY,
        "versie": country.version,
        "seed": country.seed,
        "voorbeeldgemeente": {"code": country.demo, "naam": country.demo_name},
        "parameters": parameter_source(),
        "gebieden": areas,
        "herindelingen": [
            {"tot": _day(until), "oud": old, "nieuw": new} for until, old, new in country.mergers.iter_rows()
        ],
    }
    return _json(document)


def read_me(country: Country, files: list[str]) -> str:
    """Return the text for a person who opens the folder."""
    towns = existing(country, 2022).height
    lines = [
        f"{COUNTRY.upper()}: EEN LAND DAT NIET BESTAAT",
        "",
        WARNING,
        "De bestanden zijn gemaakt om drietrap uit te proberen zonder echte cijfers.",
        "Gebruik ze niet voor onderzoek of beleid.",
        "",
        f"Aantal gemeenten in 2022: {towns}. In 2022 zijn {country.mergers.height} gemeenten samengevoegd.",
        f"Voorbeeldgemeente: {country.demo_name} ({country.demo}), ongeveer 120.000 inwoners.",
        f"Gemaakt met getal (seed) {country.seed}, versie {country.version}.",
        "Hetzelfde getal geeft op elke computer dezelfde bestanden.",
        "",
        "De verdelingen en samenhangen lijken op die van Nederland. Daarvoor zijn alleen samenvattende",
        f"getallen gebruikt. Bron: {parameter_source()}",
        "De gewichten en factoren van het Gemeentefonds zijn verzonnen.",
        "De kaart is verzonnen en niet op schaal.",
        "",
        "Bestanden:",
        *(f"- {name}" for name in files),
    ]
    return "\n".join(lines) + "\n"


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
