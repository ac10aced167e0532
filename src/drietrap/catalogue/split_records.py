"""The chains of factors from records: what published tables do not tell, duration, intensity and price.

Their quantities are counted by :mod:`drietrap.differences.split.records` from delivered trajectories and the
municipality's own registration of amounts.
"""

from __future__ import annotations

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.split import Block, Chain, Chance, Group, Quantity, Ratio, TermKind, TermText
from drietrap.catalogue.split_quantities import AGES, REGISTER, REGISTER_FORMS
from drietrap.catalogue.split_use import GEBRUIK


def _ratio(above: str, below: str, chance: Chance = Chance.NONE) -> Ratio:
    return Ratio((above,), (below,), chance)


def _one(term: str, total: Ratio) -> Block:
    return Block(total, (Group(term, "", total, term),))


_BY_AGE = Block(
    total=_ratio("jongeren", "inwoners"),
    groups=tuple(
        Group(
            key,
            label,
            x=_ratio(f"inwoners_{key}", "inwoners"),
            x_term="leeftijd",
            y=_ratio(f"jongeren_{key}", f"inwoners_{key}"),
            y_term="bereik",
        )
        for key, (label, _, _) in AGES.items()
    ),
    together="bevolking_en_bereik",
)
_FORMS = Block(
    total=_ratio("bedrag", "eenheden"),
    groups=tuple(
        Group(
            key,
            label,
            x=_ratio(f"eenheden_{key}", "eenheden"),
            x_term="samenstelling",
            y=_ratio(f"bedrag_{key}", f"eenheden_{key}"),
            y_term="prijs",
        )
        for key, label in REGISTER_FORMS.items()
    ),
    together="prijs_samen",
)
_AGE_TERMS = tuple(GEBRUIK.text(name) for name in ("leeftijd", "bereik", "bevolking_en_bereik"))


def _plain(
    id_: str, kind: TermKind, label: str, more: str, less: str, level: Ratio | None, unit: str
) -> TermText:
    return TermText(id_, kind, label, more, less, level, 1.0, unit)


_SPELLS = _plain(
    "trajecten",
    TermKind.VOLUME,
    "Trajecten per jongere",
    "een jongere er meer trajecten heeft",
    "een jongere er minder trajecten heeft",
    _ratio("perioden", "jongeren"),
    "trajecten per jongere",
)
KOSTEN_REGISTER = Chain(
    id="kosten-register",
    label="Kosten jeugdhulp per jongere, uit de registratie",
    question="Komt het verschil door bereik, trajecten, duur, intensiteit, soort hulp of prijs?",
    unit=Unit.EURO,
    scale=1.0,
    step=0.01,
    decimals=0,
    figure=_ratio("geboekt", "inwoners"),
    blocks=(
        _BY_AGE,
        _one("trajecten", _ratio("perioden", "jongeren")),
        _one("duur", _ratio("dagen", "perioden")),
        _one("intensiteit", _ratio("eenheden", "dagen")),
        _FORMS,
        _one("geboekt", _ratio("geboekt", "bedrag")),
    ),
    terms=(
        *_AGE_TERMS,
        _SPELLS,
        _plain(
            "duur",
            TermKind.DURATION,
            "Duur",
            "een traject er langer duurt",
            "een traject er korter duurt",
            _ratio("dagen", "perioden"),
            "dagen in het jaar per traject",
        ),
        _plain(
            "intensiteit",
            TermKind.INTENSITY,
            "Intensiteit",
            "er meer hulp per dag wordt gegeven",
            "er minder hulp per dag wordt gegeven",
            _ratio("eenheden", "dagen"),
            "eenheden per dag",
        ),
        _plain(
            "samenstelling",
            TermKind.MIX,
            "Soorten hulp",
            "er meer dure soorten hulp worden gegeven",
            "er minder dure soorten hulp worden gegeven",
            None,
            "",
        ),
        _plain(
            "prijs",
            TermKind.PRICE,
            "Prijs",
            "een eenheid van dezelfde hulp er meer kost",
            "een eenheid van dezelfde hulp er minder kost",
            _ratio("bedrag", "eenheden"),
            "euro per eenheid",
        ),
        _plain(
            "prijs_samen",
            TermKind.PRICE,
            "Soorten hulp en prijs samen",
            "een eenheid hulp er meer kost",
            "een eenheid hulp er minder kost",
            _ratio("bedrag", "eenheden"),
            "euro per eenheid",
        ),
        _plain(
            "geboekt",
            TermKind.REGISTRATION,
            "Geboekt tegenover geregistreerd",
            "er meer is geboekt dan de registratie telt",
            "er minder is geboekt dan de registratie telt",
            _ratio("geboekt", "bedrag"),
            "geboekte euro per geregistreerde euro",
        ),
    ),
    reference="registratie van trajecten en bedragen; jaarrekening",
)

TRAJECTEN_REGISTER = Chain(
    id="trajecten-register",
    label="Geleverde trajecten per 100 jongeren, uit de registratie",
    question="Zijn er meer trajecten, of wordt er anders geregistreerd en geleverd?",
    unit=Unit.RATIO,
    scale=100.0,
    step=0.001,
    decimals=2,
    figure=_ratio("trajecten_geleverd", "inwoners"),
    blocks=(
        _BY_AGE,
        _one("trajecten", _ratio("perioden", "jongeren")),
        _one("herstart", _ratio("trajecten", "perioden")),
        _one("niet_geleverd", _ratio("trajecten_geleverd", "trajecten")),
    ),
    terms=(
        *_AGE_TERMS,
        _SPELLS,
        _plain(
            "herstart",
            TermKind.REGISTRATION,
            "Dezelfde hulp opnieuw geregistreerd",
            "hulp die doorliep er vaker opnieuw is geregistreerd",
            "hulp die doorliep er minder vaak opnieuw is geregistreerd",
            _ratio("trajecten", "perioden"),
            "registraties per traject",
        ),
        _plain(
            "niet_geleverd",
            TermKind.REGISTRATION,
            "Trajecten die niet zijn geleverd",
            "er minder trajecten in de levering ontbreken",
            "er meer trajecten in de levering ontbreken",
            _ratio("trajecten_geleverd", "trajecten"),
            "geleverd per geregistreerd traject",
        ),
    ),
    reference="registratie van trajecten; leveringen van aanbieders",
)

RECORD_CHAINS = (KOSTEN_REGISTER, TRAJECTEN_REGISTER)
COUNTED = (
    "jongeren",
    *(f"jongeren_{key}" for key in AGES),
    "perioden",
    "trajecten",
    "trajecten_geleverd",
    "dagen",
    "eenheden",
    *(f"eenheden_{key}" for key in REGISTER_FORMS),
    "bedrag",
    *(f"bedrag_{key}" for key in REGISTER_FORMS),
)
RECORD_QUANTITIES = {name: Quantity(name, name.replace("_", " "), REGISTER, ()) for name in COUNTED}
