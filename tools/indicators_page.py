"""docs/naslag/indicatoren.md: the whole catalogue, per theme, from the definitions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tools.pages import DO_NOT_EDIT, table

from drietrap.catalogue.describe import describe, describe_records
from drietrap.catalogue.indicator import Indicator, RecordIndicator
from drietrap.catalogue.indicators import INDICATORS, RECORD_INDICATORS
from drietrap.catalogue.record_example import EXAMPLE_REGISTER

_INTRODUCTION = """# Indicatoren

Alle {number} indicatoren van de catalogus: wat elk cijfer betekent, waarvoor het niet bedoeld is en hoe het
gemaakt wordt. De rekenvoorbeelden lopen ook als test. In de terminal: `drietrap indicatoren ID`.
"""

_RECORDS = """## Alleen uit de registratie

Deze {number} indicatoren staan in geen tabel. Ze worden geteld uit de leveringen van aanbieders. De
rekenvoorbeelden tellen in dit verzonnen register (soort, periode, aanbieder, jongere, geboren, vorm,
verwijzer, begin, einde, overgenomen, overgedragen):

```text
{register}
```
"""


def indicators_page() -> str:
    """Return the page."""
    themes = [(theme, list(items)) for theme, items in groupby(INDICATORS.values(), key=lambda i: i.theme)]
    head = DO_NOT_EDIT.format(maker="tools/reference.py") + _INTRODUCTION.format(number=len(INDICATORS))
    index = [f"**{theme.capitalize()}**\n\n{_index(items)}" for theme, items in themes]
    whole = [
        f"## {theme.capitalize()}\n\n" + "\n".join(_whole(item) for item in items) for theme, items in themes
    ]
    return "\n".join([head, *index, *whole, *_from_records()])


def _from_records() -> list[str]:
    """Return the chapter on what only records give."""
    items = list(RECORD_INDICATORS.values())
    head = _RECORDS.format(number=len(items), register=EXAMPLE_REGISTER.strip())
    definitions = (f'<a id="{item.id}"></a>\n\n#{describe_records(item).rstrip()}\n' for item in items)
    return [head, _index(items), *definitions]


def _index(items: Sequence[Indicator | RecordIndicator]) -> str:
    rows = [(f"[{item.label}](#{item.id})", f"`{item.id}`", item.unit.value) for item in items]
    return table(("naam", "id", "eenheid"), rows)


def _whole(item: Indicator) -> str:
    """Return one definition, a heading lower, with its id as the place that the index points to."""
    return f'<a id="{item.id}"></a>\n\n#{describe(item).rstrip()}\n'
