"""docs/naslag/json.md: every key of the JSON, from the result classes and the words in json_uitleg.yaml."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from tools.pages import DO_NOT_EDIT, table
from tools.shapes import RESULTS, enums, fields, shapes

from drietrap.publication.plain import SHAPE_VERSION

WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("json_uitleg.yaml").read_text("utf-8"))

_INTRODUCTION = """# De JSON van drietrap

Elke opdracht die resultaten toont, kent `--json`. Op de standaarduitvoer staat dan één object, in UTF-8:

```json
{{
  "versie": {version},
  "opdracht": "vergelijk",
  "resultaat": {{}}
}}
```

- `versie` is de versie van deze vorm. Zij gaat omhoog als een sleutel verdwijnt, van naam verandert of iets
  anders gaat betekenen. Nu is zij {version}.
- `opdracht` is de opdracht die het antwoord gaf.
- `resultaat` is een van de vormen hieronder.

Afspraken:

- Een waarde die geheim of onbekend is, is `null`. Zij is nooit 0 en ontbreekt nooit.
- Een getal heeft een punt voor de decimalen. Procenten zijn 0 tot 100. Bedragen van het verdeelmodel zijn
  hele centen; bedragen van een indicator zijn euro's.
- `NaN` en `Infinity` komen niet voor.
- Fouten staan als Nederlandse tekst op de foutuitvoer, met een [exitcode](exitcodes.md). Er is dan geen JSON.
- Sleutels mogen erbij komen zonder nieuwe versie. Sla dus over wat u niet kent.
"""


def explained(shape: type, key: str) -> str:
    """Return what a key means in a shape; KeyError when nobody explained it."""
    own: dict[str, str] = WORDS["vormen"][shape.__name__].get("velden", {})
    return own[key] if key in own else str(WORDS["algemeen"][key])


def titles() -> dict[type, str]:
    """Return the Dutch name of every shape and list of words."""
    made: dict[type, str] = {shape: WORDS["vormen"][shape.__name__]["titel"] for shape in shapes()}
    return made | {words: WORDS["woorden"][words.__name__]["titel"] for words in enums()}


def json_page() -> str:
    """Return the page."""
    named = titles()
    commands = [(f"`{command}`", _link(named[shape])) for command, shape in RESULTS.items()]
    parts = [
        DO_NOT_EDIT.format(maker="tools/reference.py") + _INTRODUCTION.format(version=SHAPE_VERSION),
        "## Welke opdracht wat geeft\n\n" + table(("opdracht", "resultaat"), commands),
        "## Vormen\n",
        *(_shape(shape, named) for shape in shapes()),
        "## Vaste woorden\n",
        *(_words(words, named) for words in enums()),
    ]
    return "\n".join(parts)


def _shape(shape: type, named: dict[type, str]) -> str:
    rows = [(f"`{f.key}`", f.kind, explained(shape, f.key)) for f in fields(shape, named)]
    what = WORDS["vormen"][shape.__name__]["uitleg"]
    return f"### {named[shape]}\n\n{what}\n\n{table(('sleutel', 'soort', 'betekenis'), rows)}"


def _words(words: type[Enum], named: dict[type, str]) -> str:
    listed = ", ".join(f"`{member.value}`" for member in words)
    return f"### {named[words]}\n\n{WORDS['woorden'][words.__name__]['uitleg']} {listed}.\n"


def _link(title: str) -> str:
    return f"[{title}](#{title.lower().replace(' ', '-')})"
