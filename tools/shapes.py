"""The shapes of all results, found by walking the type hints from what each command returns."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from enum import Enum

from drietrap.app import register_results, results, study_results
from drietrap.differences.expected.result import ExpectedUseResult
from drietrap.differences.selection import result as selection
from drietrap.differences.split.result import SplitResult
from drietrap.learning.result import EffectResult, MeasuresResult
from drietrap.publication.plain import NAMES
from drietrap.steering.calibration.told import CalibrationResult
from drietrap.steering.forecast.result import ForecastResult
from drietrap.steering.scenario.result import LeverList, ScenarioResult

# What each command returns. A test compares the commands with the command line.
RESULTS: dict[str, type] = {
    "demo": register_results.DemoResult,
    "lees": results.ReadResult,
    "haal": results.ReadResult,
    "vergelijk": results.ComparisonResult,
    "verschil": SplitResult,
    "verdeelmodel": results.AllocationResult,
    "controleer-tabellen": results.CheckResult,
    "rapport": results.ReportResult,
    "kies": selection.SelectionResult,
    "verwacht": ExpectedUseResult,
    "vooruitblik": ForecastResult,
    "maatregel": MeasuresResult,
    "effect": EffectResult,
    "ijk": CalibrationResult,
    "knoppen": LeverList,
    "simuleer": ScenarioResult,
    "herkomst": results.TraceResult,
    "indicatoren": results.IndicatorsResult,
    "controleer": results.DeliveryCheck,
    "sleutel": register_results.KeyResult,
    "ontvang": register_results.TakenResult,
    "correcties": register_results.CorrectionsResult,
    "leveringen": register_results.DeliveriesResult,
    "bewaartermijn": register_results.RetentionResult,
    "terugkoppeling": register_results.FeedbackResult,
    "registratierapport": register_results.RecordReportResult,
    "registratiecijfers": register_results.RecordFiguresResult,
    "onderzoek": study_results.StudyResult,
}
_PLAIN = {
    str: "tekst",
    int: "geheel getal",
    float: "getal",
    bool: "true of false",
    type(None): "null",
}


@dataclasses.dataclass(frozen=True)
class Field:
    """One key of a shape: the field in our code, the key in the JSON, and its type in Dutch words."""

    field: str
    key: str
    kind: str


def is_shape(thing: object) -> bool:
    """Whether ``thing`` is a class that becomes an object in the JSON."""
    if not isinstance(thing, type):
        return False
    return dataclasses.is_dataclass(thing) or (issubclass(thing, tuple) and hasattr(thing, "_fields"))


def hints(shape: type) -> dict[str, object]:
    """Return the fields of a shape that reach the JSON, with their types, in order."""
    found = typing.get_type_hints(shape)
    if dataclasses.is_dataclass(shape):
        return {field.name: found[field.name] for field in dataclasses.fields(shape) if field.init}
    return dict(found)


def shapes() -> list[type]:
    """Return every shape that a result can hold, the results first, each before what it holds."""
    seen: dict[type, None] = {}
    waiting = list(dict.fromkeys(RESULTS.values()))
    while waiting:
        shape = waiting.pop(0)
        if shape not in seen:
            seen[shape] = None
            waiting.extend(
                inner for hint in hints(shape).values() for inner in _classes(hint) if is_shape(inner)
            )
    return list(seen)


def enums() -> list[type[Enum]]:
    """Return every list of fixed words that a result can hold, in order of mention."""
    found = [inner for shape in shapes() for hint in hints(shape).values() for inner in _classes(hint)]
    return list(dict.fromkeys(cls for cls in found if issubclass(cls, Enum)))


def unnamed() -> list[str]:
    """Return the fields of results that have no name in the JSON."""
    return [f"{shape.__name__}.{name}" for shape in shapes() for name in hints(shape) if name not in NAMES]


def fields(shape: type, titles: Mapping[type, str]) -> list[Field]:
    """Return the keys of a shape; ``titles`` gives the Dutch name of a shape or list of words."""
    return [Field(name, NAMES[name], _words(hint, titles)) for name, hint in hints(shape).items()]


def _classes(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from _classes(inner)


def _words(hint: object, titles: Mapping[type, str]) -> str:
    """Say in Dutch what a type hint allows."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " of ".join(_words(part, titles) for part in inner)
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return f"lijst van: {_words(inner[0], titles)}"
        return "lijst van " + str(len(inner)) + ": " + ", ".join(_words(part, titles) for part in inner)
    if origin is dict:
        return f"object met per sleutel: {_words(inner[1], titles)}"
    if isinstance(hint, type) and hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and hint in titles:
        return f"[{titles[hint]}](#{titles[hint].lower().replace(' ', '-')})"
    raise ValueError(f"{hint} has no Dutch words yet")
