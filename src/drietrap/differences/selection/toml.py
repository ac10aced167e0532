"""A selection as a TOML file: what a person can read, change, and run again."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, cast

from drietrap.differences.selection.definition import (
    Aim,
    AlikeStep,
    Bound,
    ConspicuousStep,
    DifferentStep,
    OneOf,
    OrdinaryStep,
    Selection,
    Side,
    Step,
)
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

_KINDS: dict[str, type[Any]] = {
    "grens": Bound,
    "een-van": OneOf,
    "doorsnee": OrdinaryStep,
    "opvallend": ConspicuousStep,
    "zelfde-cijfers": AlikeStep,
    "verschillend": DifferentStep,
}
# Field -> key in the file, and how its value is read.
_KEYS = {
    "on": "op",
    "lowest": "vanaf",
    "highest": "tot_en_met",
    "keep_doubtful": "houd_twijfel",
    "values": "waarden",
    "factors": "factoren",
    "share": "aandeel",
    "number": "aantal",
    "indicators": "indicatoren",
    "side": "kant",
    "false_discoveries": "ten_onrechte",
    "at_least": "ten_minste",
    "margin": "marge",
    "aim": "doel",
    "organisation": "inrichting",
    "place": "plaats",
    "population": "bevolking",
    "characteristics": "kenmerken",
    "weights": "gewichten",
}
_BLOCK = re.compile(r"^\s*\[\[\s*stap\s*\]\]")
_LARGEST = 1e15
_AT_LINE = re.compile(r"\(at line (\d+)")


def kind_of(step: Step) -> str:
    """Return what a step is called in the file."""
    return next(kind for kind, shape in _KINDS.items() if isinstance(step, shape))


def written(selection: Selection) -> str:
    """Return a selection as TOML; :func:`read` gives it back."""
    lines = [f"titel = {_text(selection.title)}"]
    if selection.period is not None:
        lines.append(f"periode = {_text(selection.period)}")
    if selection.among:
        lines.append(f"onder = {_value(selection.among)}")
    for step in selection.steps:
        lines += ["", "[[stap]]", f"soort = {_text(kind_of(step))}"]
        for item in dataclasses.fields(step):
            value = getattr(step, item.name)
            if value is not None and (item.name != "weights" or value):
                lines.append(f"{_KEYS[item.name]} = {_value(value)}")
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, Enum):
        return _text(str(value.value))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return "{ " + ", ".join(f"{_text(key)} = {_value(one)}" for key, one in value) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return repr(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str, file: str) -> Selection:
    """Return the selection that a file holds.

    Parameters
    ----------
    text
        Content of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        When it is no TOML, or says what a selection cannot say: with the line.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _AT_LINE.search(str(error))
        raise InputError(
            "dit is geen geldig TOML",
            expected="regels als: aantal = 4",
            action="verbeter deze regel, of maak het bestand opnieuw met 'drietrap kies --bewaar'",
            file=file,
            row=int(line[1]) if line else None,
        ) from None
    top = _Part(content, text, file, 0, None)
    top.only(("titel", "periode", "onder", "stap"))
    blocks = content.get("stap", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise top.wrong("stap", "blokken die met [[stap]] beginnen")
    parts = [
        _Part(block, text, file, *place)
        for block, place in zip(blocks, _places(text, len(blocks)), strict=True)
    ]
    period = top.take("periode", None, _is_text, 'tekst, zoals "2022"')
    return Selection(
        cast(str, top.take("titel", "", _is_text, "tekst tussen aanhalingstekens")),
        tuple(_step(part) for part in parts),
        None if period is None else _period(top, cast(str, period)),
        tuple(cast(list[str], top.take("onder", [], _is_texts, "een lijst van gebiedscodes"))),
    )


def _period(top: _Part, text: str) -> str:
    try:
        return Period.parse(text).code
    except InputError:
        raise top.wrong("periode", 'een periode, zoals "2022" of "2015K1"') from None


def _places(text: str, blocks: int) -> list[tuple[int, int | None]]:
    """Return between which lines each block stands; the whole text where that cannot be told."""
    starts = [n for n, line in enumerate(text.split("\n")) if _BLOCK.match(line)]
    if len(starts) != blocks:
        return [(0, None)] * blocks
    return list(zip(starts, [*starts[1:], None], strict=False))


class _Part:
    """The file itself or one block of it; errors say at which line."""

    def __init__(
        self, content: Mapping[str, object], text: str, file: str, start: int, end: int | None
    ) -> None:
        self.content, self._file, self._start = content, file, start
        self._lines = text.split("\n")[start:end]

    def wrong(self, key: str, expected: str) -> InputError:
        at = next(
            (n for n, line in enumerate(self._lines) if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line)), 0
        )
        return InputError(
            f"'{key[:40]}' klopt hier niet",
            expected=expected,
            action="verbeter deze regel; docs/howto/gemeenten-kiezen.md zegt wat er kan staan",
            file=self._file,
            row=self._start + at + 1,
        )

    def only(self, keys: tuple[str, ...]) -> None:
        for key in self.content:
            if key not in keys:
                raise self.wrong(key, f"alleen {', '.join(keys)}")

    def take(self, key: str, otherwise: object, fits: Callable[[object], bool], expected: str) -> object:
        value = self.content.get(key, otherwise)
        if key in self.content and not fits(value):
            raise self.wrong(key, expected)
        return value


def _step(part: _Part) -> Step:
    kinds = f"een van {', '.join(_KINDS)}"
    kind = part.take("soort", None, lambda value: value in _KINDS, kinds)
    if kind is None:
        raise part.wrong("soort", kinds)
    shape = _KINDS[str(kind)]
    items = dataclasses.fields(shape)
    part.only(("soort", *(_KEYS[item.name] for item in items)))
    found: dict[str, object] = {}
    for item in items:
        key = _KEYS[item.name]
        if key in part.content:
            found[item.name] = _read_value(part, key, str(item.type))
        elif item.default is dataclasses.MISSING:
            raise part.wrong(key if key in part.content else "soort", f"bij '{kind}' ook '{key}'")
    if shape is OrdinaryStep and "number" in found and "share" not in found:
        found["share"] = None
    return cast(Step, shape(**found))


def _read_value(part: _Part, key: str, type_: str) -> object:
    """Return a value of the file as the field wants it; ``type_`` is the field's annotation."""
    match type_:
        case "str":
            return part.take(key, None, _is_text, "tekst tussen aanhalingstekens")
        case "bool":
            return part.take(key, None, lambda value: isinstance(value, bool), "true of false")
        case "int" | "int | None":
            return part.take(key, None, _is_whole, "een geheel getal")
        case "float" | "float | None":
            return float(cast(float, part.take(key, None, _is_number, "een getal, zoals 0.5")))
        case "Side" | "Aim":
            words: type[Enum] = Side if type_ == "Side" else Aim
            options = [str(one.value) for one in words]
            return words(
                part.take(key, None, lambda value: value in options, f"een van {', '.join(options)}")
            )
        case "tuple[str, ...]":
            return tuple(cast(list[str], part.take(key, None, _is_texts, 'een lijst, zoals ["een", "twee"]')))
        case _:
            weights = part.take(key, None, _is_weights, "{ kenmerk = 2.0 }")
            return tuple((name, float(one)) for name, one in sorted(cast(dict[str, float], weights).items()))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _is_weights(value: object) -> bool:
    return isinstance(value, dict) and all(_is_number(one) for one in value.values())
