"""Which indicators belong to which question of a difference analysis: a choice, made once and open.

The questions are those of Van der Zijden (2015), Nader onderzoek toegang jeugdhulp, 1.2; which figures it
showed under each is in its paragraphs 2.3 to 2.6. Question 1 is about all figures.
"""

from __future__ import annotations

from drietrap.catalogue.indicator import Indicator
from drietrap.catalogue.split import TermKind

_THEMES = {
    "gebruik": 2,
    "leeftijd": 2,
    "huishouden": 2,
    "kosten": 3,
    "gemeentefonds": 3,
    "trajecten": 3,
    "verblijf": 3,
    "verwijzers": 4,
    "bescherming": 5,
    "reclassering": 5,
}
_FAMILIES = {
    "kwartaal 2015: gebruik": 2,
    "kwartaal 2015: trajecten": 3,
    "kwartaal 2015: verwijzers": 4,
    "kwartaal 2015: wijkteam": 4,
    "kwartaal 2015: jeugdbescherming": 5,
}
# What stands elsewhere than its theme or family: inflow and the district team are the work of the access.
_OWN = {
    "kosten_toegang_per_inwoner": 4,
    "kosten_6_2_per_jongere": 4,
    "kosten_6_82a_per_jongere": 5,
    "kosten_6_82b_per_jongere": 5,
    "kwartaal2015_begonnen": 4,
    "kwartaal2015_begonnen_zonder_verblijf": 4,
    "kwartaal2015_begonnen_wijkteam": 4,
    "kwartaal2015_begonnen_niet_wijkteam": 4,
    "kwartaal2015_begonnen_met_verblijf": 4,
    "kwartaal2015_jeugdbescherming": 5,
    "kwartaal2015_uit_huis_van_jeugdbescherming": 5,
    "kwartaal2015_jeugdreclassering": 5,
}
# Budgets, amounts per youth with help, and district figures: for the workbook of the benchmark.
_LEFT_OUT = ("taakvelden per jongere (begroting)", "taakvelden per jongere met jeugdzorg")


def question_of(indicator: Indicator) -> int | None:
    """Return the number of the question that an indicator belongs to; None for one that no chapter shows."""
    if indicator.family in _LEFT_OUT or indicator.theme == "landelijk" or "wijk_" in indicator.id:
        return None
    family = _FAMILIES.get(indicator.family or "")
    return _OWN.get(indicator.id) or family or _THEMES.get(indicator.theme)


# Where a difference that is split over terms stands whole: with the question of its figure.
_SPLITS = {
    "kosten": 3,
    "kosten-verblijf": 3,
    "gebruik": 2,
    "trajecten": 3,
    "register-trajecten": 3,
    "register-lopend": 4,
    "verblijf": 3,
    "uit-huis": 5,
}
# Where one of its terms answers: who lives there and how many get help, how it is registered, protection.
_TERM_KINDS = {TermKind.POPULATION: 2, TermKind.REACH: 2, TermKind.REGISTRATION: 1}
_PROTECTION = "bescherming"
_VIEWS = {"verwijzer": 4, "huishouden": 2}


def question_of_split(chain: str) -> int:
    """Return the number of the question under which a split difference stands whole."""
    return _SPLITS.get(chain, 3)


def question_of_term(chain: str, term: str, kind: TermKind) -> int:
    """Return the number of the question that one term of a split answers."""
    whole = question_of_split(chain)
    if _PROTECTION in term and kind is not TermKind.REACH:
        return 5
    return whole if whole == 5 else _TERM_KINDS.get(kind, whole)


def question_of_view(view: str) -> int | None:
    """Return the number of the question that a term answers when it is seen in parts."""
    return _VIEWS.get(view)


# The points for which the 2015 study chose its municipalities (1.4), as our indicators: area -> ids.
CONSPICUOUS_2015 = {
    "ST0001": (
        "kwartaal2015_jeugdhulp",
        "kwartaal2015_jeugdbescherming",
        "kwartaal2015_aandeel_wijkteam",
        "kwartaal2015_verwijzer_huisarts",
    ),
    "ST0002": ("kwartaal2015_jeugdbescherming_instroom", "kwartaal2015_verwijzer_gecertificeerde_instelling"),
    "ST0003": ("kwartaal2015_verwijzer_jeugdarts", "kwartaal2015_begonnen"),
    "ST0004": ("kwartaal2015_begonnen", "kwartaal2015_verwijzer_gecertificeerde_instelling"),
}

# What the checks find in its tables and the study says itself: (area, rule, measure) -> paragraph.
MENTIONED_2015 = {("ST0004", "NUL", "uitgevoerd_door_wijkteam"): "2.5.3"}
