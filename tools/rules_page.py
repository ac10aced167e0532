"""docs/naslag/controleregels.md: every rule on deliveries, per level, from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tools.pages import DO_NOT_EDIT, table

from drietrap.catalogue.rules.between.linked import BetweenRule, Case
from drietrap.catalogue.rules.between_rules import BETWEEN_RULES
from drietrap.catalogue.rules.history.rule import HistoryRule
from drietrap.catalogue.rules.history_rules import HISTORY_RULES
from drietrap.catalogue.rules.row_rules import RECORD_RULES, VALUE_RULES
from drietrap.catalogue.rules.rule import GOOD, Example, Rule
from drietrap.catalogue.rules.themes import touched

AnyRule = Rule | BetweenRule | HistoryRule
_SHOWN = 4  # rows of an example that stands for many alike
_INTRODUCTION = """# Controles van leveringen

Alle {number} controles op leveringen Beleidsinformatie Jeugd. Ze lopen bij de aanbieder
(`drietrap controleer`, niveau 2 tot en met 4) en bij de ontvanger (alle niveaus). Een levering die niet te
lezen is of niet past bij aanbieder, periode of versie wordt als geheel geweigerd (niveau 1); daar zijn geen
aparte controles voor.

| ernst | gevolg |
| --- | --- |
| blokkeert | de regel telt niet mee tot hij hersteld is |
| fout | de regel telt mee; de aanbieder moet hem herstellen |
| waarschuwing | waarschijnlijk fout |
| signaal | het bekijken waard |

Bevindingen staan op hoeveel trajecten de cijfers kunnen veranderen, het meeste eerst; een regel die apart
staat is één traject dat niet meetelt. Bij gelijke aantallen gaat het ernstigste voor. Een controle die niet
kan lopen, is zelf een bevinding (`NIET-UITGEVOERD`). De voorbeelden lopen ook als test. Hoe vaak de
controles van niveau 5 iets vinden, staat in [opsporing](opsporing.md).

Een voorbeeld is een goede regel met wat er anders is. `{{year}}` is het jaar van de periode; `leeg` is niets
ingevuld. De goede regels:

{good}
"""
_LEVELS = (
    ("Niveau 2: waarden", VALUE_RULES),
    ("Niveau 3: een regel als geheel", RECORD_RULES),
    ("Niveau 4: tussen regels van een levering", BETWEEN_RULES),
    ("Niveau 5: over leveringen heen", HISTORY_RULES),
)


def rules_page() -> str:
    """Return the page."""
    number = sum(len(rules) for _, rules in _LEVELS)
    head = DO_NOT_EDIT.format(maker="tools/reference.py") + _INTRODUCTION.format(number=number, good=_good())
    parts = [f"## {title}\n\n{_index(rules)}\n" + "\n".join(map(_whole, rules)) for title, rules in _LEVELS]
    return "\n".join([head, *parts])


def _good() -> str:
    return "".join(f"- **{kind}**: {_elements(row)}\n" for kind, row in GOOD.items())


def _index(rules: Sequence[AnyRule]) -> str:
    rows = [(f"[{rule.code}](#{rule.code.lower()})", rule.severity.value, rule.title) for rule in rules]
    return table(("code", "ernst", "wat"), rows)


def _shown(message: str) -> str:
    """Return a message with dots for numbers, and words as they are with many."""
    return re.sub(r"\{\w+\}", "…", re.sub(r"\{\w+:[^|}]*\|([^}]*)\}", r"\1", message))


def _whole(rule: AnyRule) -> str:
    themes = rule.touches if isinstance(rule, HistoryRule) else touched(rule.elements)
    lines = [
        ("Ernst", rule.severity.value),
        ("Melding", _shown(rule.message)),
        ("Wat te doen", rule.action),
        ("Bron", rule.paragraph),
        ("Raakt", ", ".join(themes) or "geen cijfer"),
        *(_of_history(rule) if isinstance(rule, HistoryRule) else (("Elementen", ", ".join(rule.elements)),)),
    ]
    text = "".join(f"- **{name}**: {value}\n" for name, value in lines)
    shown = "" if isinstance(rule, HistoryRule) else _examples(rule)
    return f'<a id="{rule.code.lower()}"></a>\n\n### {rule.code}: {rule.title}\n\n{text}{shown}'


def _of_history(rule: HistoryRule) -> tuple[tuple[str, str], ...]:
    needs = ", ".join(need.value for need in rule.needs) or "niets naast de leveringen van de periode"
    return ("Over", rule.subject.value), ("Nodig", needs), ("Hoe", rule.method)


def _examples(rule: Rule | BetweenRule) -> str:
    if isinstance(rule, BetweenRule):
        good = [_case(case) for case in rule.good]
        bad = [_case(case) for case in rule.bad]
    else:
        good = [_example(one) for one in rule.good]
        bad = [_example(one) for one in rule.bad]
    return "".join(f"- Goed: {one}\n" for one in good) + "".join(f"- Gevonden: {one}\n" for one in bad)


def _case(case: Case) -> str:
    marks = ["**" if place in case.found else "" for place in range(len(case.rows))]
    shown = [
        f"{marks[place]}regel {place + 1}{marks[place]} {_example(row)}"
        for place, row in enumerate(case.rows[:_SHOWN])
    ]
    more = len(case.rows) - _SHOWN
    return "; ".join(shown) + (f"; en nog {more} regels" if more > 0 else "")


def _example(one: Example) -> str:
    place = f"{one.kind}, versie {one.version}, {one.period}"
    return f"({place}) {_elements(one.change) if one.change else 'een goede regel'}"


def _elements(row: Mapping[str, str | None]) -> str:
    return ", ".join(f"{name} `{'leeg' if text is None else text}`" for name, text in row.items())
