"""docs/naslag/indicatoren.md: the whole catalogue, per theme, from the definitions themselves."""

from __future__ import annotations

from itertools import groupby

from tools.pages import DO_NOT_EDIT, table

from drietrap.catalogue.describe import describe
from drietrap.catalogue.indicator import Indicator
from drietrap.catalogue.indicators import INDICATORS

_INTRODUCTION = """# Indicatoren

Alle {number} indicatoren van de catalogus: wat elk cijfer betekent, waarvoor het niet bedoeld is en hoe het
gemaakt wordt. De rekenvoorbeelden lopen ook als test. In de terminal: `drietrap indicatoren ID`.
"""


def indicators_page() -> str:
    """Return the page."""
    themes = [(theme, list(items)) for theme, items in groupby(INDICATORS.values(), key=lambda i: i.theme)]
    head = DO_NOT_EDIT.format(maker="tools/reference.py") + _INTRODUCTION.format(number=len(INDICATORS))
    index = [f"**{theme.capitalize()}**\n\n{_index(items)}" for theme, items in themes]
    whole = [
        f"## {theme.capitalize()}\n\n" + "\n".join(_whole(item) for item in items) for theme, items in themes
    ]
    return "\n".join([head, *index, *whole])


def _index(items: list[Indicator]) -> str:
    rows = [(f"[{item.label}](#{item.id})", f"`{item.id}`", item.unit.value) for item in items]
    return table(("naam", "id", "eenheid"), rows)


def _whole(item: Indicator) -> str:
    """Return one definition, a heading lower, with its id as the place that the index points to."""
    return f'<a id="{item.id}"></a>\n\n#{describe(item).rstrip()}\n'
