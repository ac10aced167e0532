"""Dated choices of the benchmark: size classes, characteristics of neighbours, and thresholds.

Each choice is a setting with a reason, so that a reader can disagree with it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SizeClass:
    """Municipalities from ``lowest`` up to (not including) ``below`` inhabitants."""

    id: str
    label: str
    lowest: float
    below: float


# CBS groups municipalities by inhabitants; we join its smallest and its largest classes, because a
# comparison needs some members: https://www.cbs.nl (Gemeentegrootte), classes of 2016 and later.
SIZE_CLASSES = (
    SizeClass("tot-20000", "minder dan 20.000 inwoners", 0, 20_000),
    SizeClass("20000-50000", "20.000 tot 50.000 inwoners", 20_000, 50_000),
    SizeClass("50000-100000", "50.000 tot 100.000 inwoners", 50_000, 100_000),
    SizeClass("100000-250000", "100.000 tot 250.000 inwoners", 100_000, 250_000),
    SizeClass("vanaf-250000", "250.000 of meer inwoners", 250_000, float("inf")),
)


@dataclass(frozen=True)
class Characteristic:
    """A population characteristic that may decide who is a statistical neighbour.

    ``logarithm`` for quantities that differ by a factor rather than by an amount. Where CBS gives numbers
    only, the measure is the sum of ``parts`` by the sum of ``whole``, times ``scale``. ``sides`` says in
    words what a low and a high value mean.
    """

    measure: str
    label: str
    logarithm: bool = False
    parts: tuple[str, ...] = ()
    whole: tuple[str, ...] = ("inwoners",)
    scale: float = 100.0
    sides: tuple[str, str] = ("lager", "hoger")


# Characteristics of people and places only: never outcomes (use of youth care) or supply.
NEIGHBOUR_TABLE = "KERNCIJFERS"
_MORE = ("minder", "meer")
_EDUCATED = ("laag_opgeleid_n", "middelbaar_opgeleid_n", "hoog_opgeleid_n")
NEIGHBOUR_CHARACTERISTICS = (
    Characteristic("inwoners", "inwoners", logarithm=True, sides=_MORE),
    Characteristic("pct_0_14", "inwoners tot 15 jaar", parts=("inwoners_0_14",), sides=_MORE),
    Characteristic("pct_15_24", "inwoners van 15 tot 25 jaar", parts=("inwoners_15_24",), sides=_MORE),
    Characteristic("omgevingsadressendichtheid", "omgevingsadressendichtheid", logarithm=True),
    # CBS: 1 is very urban, 5 is not urban.
    Characteristic("stedelijkheid", "stedelijkheid", sides=("stedelijker", "minder stedelijk")),
    Characteristic("huishoudgrootte", "huishoudensgrootte", sides=("kleiner", "groter")),
    Characteristic(
        "pct_eenpersoons",
        "eenpersoonshuishoudens",
        parts=("eenpersoons_n",),
        whole=("huishoudens",),
        sides=_MORE,
    ),
    Characteristic("pct_gescheiden", "gescheiden inwoners", parts=("gescheiden_n",), sides=_MORE),
    Characteristic("pct_laag_inkomen", "huishoudens met een laag inkomen", sides=_MORE),
    Characteristic("pct_sociaal_minimum", "huishoudens rond het sociaal minimum", sides=_MORE),
    Characteristic("bijstand_per_1000", "bijstand", parts=("bijstand_n",), scale=1000.0, sides=_MORE),
    Characteristic("ao_per_1000", "arbeidsongeschiktheid", parts=("ao_n",), scale=1000.0, sides=_MORE),
    Characteristic(
        "pct_hoog_opgeleid",
        "hoog opgeleide inwoners",
        parts=("hoog_opgeleid_n",),
        whole=_EDUCATED,
        sides=_MORE,
    ),
    Characteristic(
        "pct_laag_opgeleid",
        "laag opgeleide inwoners",
        parts=("laag_opgeleid_n",),
        whole=_EDUCATED,
        sides=_MORE,
    ),
    Characteristic("arbeidsparticipatie", "arbeidsparticipatie"),
    Characteristic("inkomen_per_inwoner", "inkomen per inwoner"),
    Characteristic("woz_waarde", "waarde van woningen", logarithm=True),
    Characteristic("pct_koopwoningen", "koopwoningen", sides=_MORE),
    Characteristic("pct_meergezins", "meergezinswoningen", sides=_MORE),
)
NEIGHBOURS = 10
STABILITY_DRAWS = 200
STABILITY_SEED = 2015

CONFIDENCE = 0.95
CLEAR_CONFIDENCE = 0.99
FALSE_DISCOVERY_RATE = 0.05
# Bookkeeping amounts carry no chance; a difference smaller than this share of the reference is not called
# a difference. Assumption: smaller gaps are within what booking practice (which taakveld, which year) moves.
SMALLEST_RELATIVE_DIFFERENCE = 0.05
# An odd amount below this share of a sum does not put the sum in doubt: the tolerance for errors with which
# accountants approve the accounts of municipalities (Besluit accountantscontrole decentrale overheden, 1 %).
MATERIAL_SHARE = 0.01
PERIOD_REACH = 2
# The fifteen taakvelden twice more: in the workbook and the JSON, too much for a page that people read.
WORKBOOK_FAMILIES = ("taakvelden per jongere (begroting)", "taakvelden per jongere met jeugdzorg")
# What the page of main points is about: its period is the report's, unless another is asked for.
HEADLINE_USE = "jeugdhulp_gebruik"
HEADLINE_COST = "kosten_per_jongere"
HEADLINE_TRENDS = ("jeugdzorg_tot_23", "jeugdbescherming", "verblijf_van_alle_jongeren")
