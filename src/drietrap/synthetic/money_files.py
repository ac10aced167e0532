"""The fictional Iv3 and Gemeentefonds tables, in the layouts of the real ones."""

from __future__ import annotations

import polars as pl

from drietrap.synthetic import fund, publish
from drietrap.synthetic.cbs_files import NEDERLAND, Text, names_of
from drietrap.synthetic.country import Country
from drietrap.synthetic.parameters import parameters

_URBANITY = ("Zeersterkstedelijk", "Sterkstedelijk", "Matigstedelijk", "Weinigstedelijk", "Nietstedelijk")
# Classes with the cumulative share of municipalities in each, as counted in the real file of 2023.
_CENTRES = (("Zonder", 0.17), ("Weinig", 0.52), ("Redelijk", 0.79), ("Sterk", 1.0))
_STRUCTURES = (("Goed", 0.37), ("Redelijk", 0.7), ("Matig", 0.87), ("Zwak", 1.0))


def iv3(country: Country) -> Text:
    """Return costs and income in EUR 1,000 by name of municipality; zero where nothing was delivered.

    The row ``Nederland`` is the sum of the published rows, as in the real file.
    """
    header = ["jaar", "document", "Gemeenten", "Taakveld", "Lasten", "Baten", "Inwonertal"]
    rows = [[*header, "Stedelijkheid", "Centrumfunctie", "Sociale structuur"]]
    names, classes = names_of(country), _classes(country)
    fields = list(parameters().costs)
    totals: dict[tuple[int, str, str], list[int]] = {}
    body: list[tuple[tuple[object, ...], list[str]]] = []
    for row in country.costs.iter_rows(named=True):
        amounts = [publish.thousands(row[name]) if row["delivered"] else 0 for name in ("lasten", "baten")]
        total = totals.setdefault((row["year"], row["document"], row["taakveld"]), [0, 0, 0])
        for place, number in enumerate((*amounts, row["inwoners"])):
            total[place] += number
        head = (row["year"], row["document"], names[row["code"]], fields.index(row["taakveld"]))
        body.append((head, _line(row["taakveld"], head, [*amounts, row["inwoners"]], classes[row["code"]])))
    for (year, document, field), total in totals.items():
        head = (year, document, NEDERLAND, fields.index(field))
        body.append((head, _line(field, head, total, ("", "", ""))))
    return [*rows, *(line for _, line in sorted(body))]


def _line(
    field: str, head: tuple[int, str, str, int], numbers: list[int], classes: tuple[str, ...]
) -> list[str]:
    year, document, name, _ = head
    return [str(year), document, name, field, f"{numbers[0]}.0", f"{numbers[1]}.0", str(numbers[2]), *classes]


def _classes(country: Country) -> dict[str, tuple[str, str, str]]:
    """Return urbanity, centre function and social structure in words, by rank of what they stand for."""
    frame = country.characteristics.filter(pl.col("year") == 2022)
    codes = frame["code"].to_list()
    urbanity = [_URBANITY[int(value) - 1] for value in frame["stedelijkheid"]]
    centre = _by_rank(frame["gf_centrum"].to_list(), _CENTRES)
    social = _by_rank(frame["pct_sociaal_minimum"].to_list(), _STRUCTURES)
    return dict(zip(codes, zip(urbanity, centre, social, strict=True), strict=True))


def _by_rank(values: list[float], classes: tuple[tuple[str, float], ...]) -> list[str]:
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    result = [""] * len(values)
    for rank, place in enumerate(order):
        share = (rank + 0.5) / len(values)
        result[place] = next(name for name, limit in classes if share <= limit)
    return result


def volumes(country: Country) -> Text:
    """Return volumes and the amount of the youth cluster per municipality and circular."""
    header = ["CBS", "Naam", *fund.VOLUMES, "circulaire", "uitkeringsjaar", "gemeentecode"]
    rows = [[*header, "uitkering_individuele_voorzieningen_jeugd_eur"]]
    names = names_of(country)
    for row in country.payments.iter_rows(named=True):
        numbers = [repr(row[name]) for name in fund.VOLUMES]
        place = [row["code"][2:], names[row["code"]]]
        rows.append([*place, *numbers, row["circular"], str(row["year"]), row["code"], repr(row["amount"])])
    return rows


def weights() -> Text:
    """Return the fictional weights per maatstaf and circular."""
    rows = [["maatstaf", "naam", "gewicht_eur_per_eenheid", "circulaire", "uitkeringsjaar"]]
    for measure, name, weight, circular, year in fund.weights():
        rows.append([measure, name, repr(weight), circular, str(year)])
    return rows


def factors() -> Text:
    """Return the fictional factor per circular."""
    rows = [["circulaire", "uitkeringsjaar", "uitkeringsfactor"]]
    return [*rows, *([circular, str(year), repr(factor)] for circular, year, _, factor in fund.CIRCULARS)]
