"""The quantities that chains of factors are made of, each a sum of published cells."""

from __future__ import annotations

from drietrap.catalogue.indicator import Cell
from drietrap.catalogue.indicators.geld import CODES, VERBLIJF, bedragen
from drietrap.catalogue.indicators.populations import JONG
from drietrap.catalogue.indicators.sources import (
    BEGROTING,
    JAARREKENING,
    SECRET_UP_TO,
    indicatoren,
    iv3,
    natura,
)
from drietrap.catalogue.split import Product, Quantity
from drietrap.catalogue.tables import EDITION

_INDICATOREN, _NATURA, _NJI = "85098NED", "85075NED", "NJI-JEUGDZORG"
_KERN, _REEKS = "KERNCIJFERS", "KERNCIJFERS-REEKS"
_BESCHERMING = ("6.82", "6.82a", "6.82b")
_OUDE_CODE = ("6.72",)
ZONDER_VERBLIJF = tuple(code for code in CODES if code not in (*VERBLIJF, *_BESCHERMING, *_OUDE_CODE))
_0_14, _15_24 = (Cell("85075NED-INWONERS", f"inwoners_{ages}") for ages in ("0_14", "15_24"))
_PCT_JEUGDHULP, _PCT_BESCHERMING = indicatoren("pct_jeugdhulp"), indicatoren("pct_jeugdbescherming")

REGISTER = "register"
REGISTER_FORMS = {
    "01": "hulp van het wijkteam",
    "02": "ambulante hulp op locatie van de aanbieder",
    "03": "daghulp",
    "04": "hulp in het netwerk van de jongere",
    "11": "pleegzorg",
    "12": "gezinsgericht verblijf",
    "13": "gesloten plaatsing",
    "14": "ander verblijf",
}
# What a table is read for, in a few words.
SOURCES = {
    "GF-JEUGD-VOLUMES": "jongeren tot 18 jaar (circulaire Gemeentefonds)",
    "85075NED-INWONERS": "inwoners per leeftijd (CBS)",
    _NATURA: "jongeren en trajecten (CBS 85075NED)",
    _INDICATOREN: "percentages jeugdhulp (CBS 85098NED)",
    "IV3-JEUGD": "lasten (Iv3)",
    _NJI: "jongeren met jeugdzorg (CBS, via het NJi)",
    _KERN: "kerncijfers per gemeente (CBS)",
    _REEKS: "kerncijfers van meer jaren (CBS)",
    REGISTER: "beveiligde aantallen uit de registratie van aanbieders",
}
# Counts of inhabitants: a break in use or in costs does not touch them.
POPULATIONS = ("GF-JEUGD-VOLUMES", "85075NED-INWONERS")
REFERRERS = {
    "gemeentelijke_toegang": "gemeentelijke toegang",
    "huisarts": "huisarts",
    "jeugdarts": "jeugdarts",
    "gecertificeerde_instelling": "gecertificeerde instelling",
    "medisch_specialist": "medisch specialist",
    "rechter": "rechter of officier van justitie",
    "geen_verwijzer": "geen verwijzer (zoals het wijkteam)",
    "verwijzer_onbekend": "verwijzer onbekend",
}
HOUSEHOLDS = {
    "bij_paar": "bij twee ouders of een paar",
    "eenoudergezin": "in een eenoudergezin",
    "ander_huishouden": "in een ander huishouden",
}
NATIONAL_AGES = {"tot_18": "tot 18 jaar", "18_22": "van 18 tot 23 jaar"}
# Years of age of each group that fall in the published bands 0-14 and 15-24, of 15 and of 10 years.
AGES = {
    "0_3": ("0 tot 4 jaar", 4, 0),
    "4_11": ("4 tot 12 jaar", 8, 0),
    "12_17": ("12 tot 18 jaar", 3, 3),
    "18_22": ("18 tot 23 jaar", 0, 5),
}


def _sum(id_: str, label: str, source: str, cells: tuple[Cell, ...], *, optional: bool = False) -> Quantity:
    return Quantity(id_, label, source, tuple(Product(1.0, (cell,)) for cell in cells), optional=optional)


def _inwoners(id_: str, label: str, young: float, older: float) -> Quantity:
    """Return inhabitants of some years of age, out of the two published bands."""
    given = ((young / 15, _0_14), (older / 10, _15_24))
    products = tuple(Product(weight, (cell,)) for weight, cell in given if weight)
    return Quantity(id_, label, "85075NED-INWONERS", products)


def _iv3(id_: str, label: str, codes: tuple[str, ...], document: str) -> Quantity:
    return _sum(id_, label, "IV3-JEUGD", bedragen(codes, document), optional=True)


def _kern(measure: str) -> Cell:
    return Cell(_KERN, measure, or_variants=(EDITION,))


# Youths up to 23: all of 0-14 and eight of the ten years of 15-24, each band given as a percentage.
_TOT_23 = ((1.0, "pct_0_14"), (0.8, "pct_15_24"))
_AGE_SHARES = tuple(share for _, share in _TOT_23)
_KERN_TOT_23 = tuple(Product(weight / 100, (_kern(share), _kern("inwoners"))) for weight, share in _TOT_23)
_KERN_JONGEREN = tuple(
    Product(weight / 1e4, (_kern("pct_jeugdzorg_tot_23"), _kern(share), _kern("inwoners")))
    for weight, share in _TOT_23
)
_REEKS_TOT_23 = (
    Product(1.0, (Cell(_REEKS, "inwoners_0_14"),)),
    Product(0.8, (Cell(_REEKS, "inwoners_15_24"),)),
)


def _of_percentage(id_: str, label: str, *shares: Cell) -> Quantity:
    product = Product(100.0 ** -len(shares), (*shares, JONG))
    return Quantity(id_, label, _INDICATOREN, (product,), secret_up_to=SECRET_UP_TO)


_ALL = (
    Quantity("jongeren_tot_18", "jongeren tot 18 jaar", "GF-JEUGD-VOLUMES", (Product(1.0, (JONG,)),)),
    _inwoners("inwoners_tot_18", "inwoners tot 18 jaar (geschat)", 15, 3),
    _inwoners("inwoners_tot_23", "inwoners tot 23 jaar (geschat)", 15, 8),
    *(
        _inwoners(f"inwoners_{key}", f"inwoners van {label} (geschat)", young, older)
        for key, (label, young, older) in AGES.items()
    ),
    _sum("jongeren", "jongeren met jeugdzorg", _NATURA, (natura("jongeren"),)),
    *(
        _sum(f"jongeren_{key}", f"jongeren met jeugdzorg van {label}", _NATURA, (natura(f"jongeren_{key}"),))
        for key, (label, _, _) in AGES.items()
    ),
    *(
        _sum(f"jongeren_{key}", f"jongeren {label}", _NATURA, (natura(f"jongeren_{key}"),))
        for key, label in HOUSEHOLDS.items()
    ),
    _sum("trajecten", "trajecten", _NATURA, (natura("trajecten"),)),
    *(
        _sum(f"trajecten_{key}", label, _NATURA, (natura(f"trajecten_{key}"),))
        for key, label in REFERRERS.items()
    ),
    _of_percentage("jongeren_jeugdhulp", "jongeren met jeugdhulp", _PCT_JEUGDHULP),
    _of_percentage(
        "jongeren_verblijf",
        "jongeren met jeugdhulp met verblijf",
        indicatoren("pct_verblijf_van_jeugdhulp"),
        _PCT_JEUGDHULP,
    ),
    _of_percentage("jongeren_bescherming", "jongeren met jeugdbescherming", _PCT_BESCHERMING),
    _of_percentage(
        "jongeren_uit_huis",
        "jongeren met jeugdbescherming die niet thuis wonen",
        indicatoren("pct_verblijf_van_jeugdbescherming"),
        _PCT_BESCHERMING,
    ),
    _iv3("lasten", "lasten jeugd", CODES, JAARREKENING),
    _iv3("lasten_verblijf", "lasten van hulp met verblijf", VERBLIJF, JAARREKENING),
    _iv3("lasten_zonder_verblijf", "lasten van hulp zonder verblijf", ZONDER_VERBLIJF, JAARREKENING),
    _iv3("lasten_bescherming", "lasten van bescherming en reclassering", _BESCHERMING, JAARREKENING),
    _iv3("lasten_oude_code", "lasten op een oude code (6.72)", _OUDE_CODE, JAARREKENING),
    _iv3("begroot", "begrote lasten jeugd", CODES, BEGROTING),
    _iv3("begroot_verblijf", "begroot voor hulp met verblijf", VERBLIJF, BEGROTING),
    _iv3("begroot_zonder_verblijf", "begroot voor hulp zonder verblijf", ZONDER_VERBLIJF, BEGROTING),
    _iv3("begroot_bescherming", "begroot voor bescherming en reclassering", _BESCHERMING, BEGROTING),
    _iv3("begroot_oude_code", "begroot op een oude code (6.72)", _OUDE_CODE, BEGROTING),
    *(
        _sum(f"landelijk_{ages}", f"jongeren {label}", _NJI, (Cell(_NJI, f"jongeren_{ages}"),))
        for ages, label in NATIONAL_AGES.items()
    ),
    _sum(
        "landelijk_som",
        "jongeren met jeugdzorg",
        _NJI,
        tuple(Cell(_NJI, f"jongeren_{ages}") for ages in NATIONAL_AGES),
    ),
    *(
        Quantity(
            f"landelijk_pct_{ages}", f"aandeel {label}", _NJI, (Product(0.01, (Cell(_NJI, f"pct_{ages}"),)),)
        )
        for ages, label in NATIONAL_AGES.items()
    ),
    _sum("inwoners_begroting", "inwoners", "IV3-JEUGD", (iv3("inwoners", BEGROTING),)),
    Quantity(
        "landelijk_jongeren",
        "jongeren tot 23 jaar met jeugdzorg",
        _NJI,
        (Product(1.0, (Cell(_NJI, "jongeren_tot_23"),)),),
    ),
    Quantity("landelijk_pct", "aandeel met jeugdzorg", _NJI, (Product(0.01, (Cell(_NJI, "pct_tot_23"),)),)),
    Quantity("kern_tot_23", "jongeren tot 23 jaar (geschat)", _KERN, _KERN_TOT_23, as_shown=_AGE_SHARES),
    Quantity(
        "kern_jongeren",
        "jongeren tot 23 jaar met jeugdzorg (geschat)",
        _KERN,
        _KERN_JONGEREN,
        as_shown=_AGE_SHARES,
    ),
    Quantity("reeks_tot_23", "jongeren tot 23 jaar (geschat)", _REEKS, _REEKS_TOT_23),
    _sum("reeks_jongeren", "jongeren met jeugdzorg", _REEKS, (Cell(_REEKS, "jongeren_jeugdzorg"),)),
)
# Counted from the register and protected, not read from a published table: they have no cells.
_REGISTER = {
    "register_jongeren": "jongeren met jeugdhulp in de registratie",
    **{f"register_jongeren_{key}": f"jongeren met jeugdhulp van {age[0]}" for key, age in AGES.items()},
    "register_trajecten": "trajecten in de registratie",
    **{f"register_trajecten_{key}": label for key, label in REGISTER_FORMS.items()},
    "register_begonnen": "begonnen trajecten",
    "register_stand": "lopende trajecten",
}
FROM_REGISTER = {id_: Quantity(id_, label, REGISTER, ()) for id_, label in _REGISTER.items()}
QUANTITIES = {quantity.id: quantity for quantity in _ALL} | FROM_REGISTER
