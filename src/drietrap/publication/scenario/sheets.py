"""The workbook of a scenario: every number with its bounds, one row per line of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drietrap.benchmark.result import Estimate
from drietrap.publication.report.sheets import Number, Row, Sheet, as_wide_as_heads
from drietrap.publication.scenario.budget import SHEET_HEADS, budget_row
from drietrap.steering.scenario.result import (
    EffectLine,
    GuardLine,
    NoticeLine,
    ProviderLine,
    ScenarioResult,
    TaakveldLine,
    TermLine,
    UsedEffect,
    VariantResult,
    YearLine,
)

_ENDS = ("ondergrens", "bovengrens")
_NINE = tuple(
    f"{what}{end}" for what in ("zonder", "met", "verschil") for end in ("", *(f", {one}" for one in _ENDS))
)
_REGION = ("bijdrage na verevening", *_ENDS, "scheelt na verevening", *_ENDS)
_MONEY = ("variant", "jaar of taakveld", *_NINE, "eigen kosten", "begroting", *_REGION)
_EFFECTS = ("variant", "wat", "eenheid", *_NINE, "oordeel")
_TERMS = ("variant", "deel", "soort", "euro", *_ENDS, "jeugdigen met hulp", *_ENDS)
_NOTICES = ("variant", "groep", "wie", "jeugdigen met hulp", *_ENDS, "ernstig zonder hulp", *_ENDS)
_PROVIDERS = ("variant", "vorm", "aanbieder", "zonder", *_ENDS, "verschil", *_ENDS)
_EVIDENCE = ("maatregel", "knop", "reden", "dosis", "effect", "factor", *_ENDS, "hoe bekend", "bron")


def sheets(result: ScenarioResult) -> tuple[Sheet, ...]:
    """Return the workbook."""
    return (
        _sheet("Begroting", SHEET_HEADS, _rows(result, lambda one: map(budget_row, one.budget_lines))),
        _sheet("Geld", _MONEY, _rows(result, _money)),
        _sheet("Effecten", _EFFECTS, _rows(result, _effects)),
        _sheet("Delen", _TERMS, _rows(result, lambda one: map(_term, one.terms))),
        _sheet("Wie", _NOTICES, _rows(result, lambda one: map(_notice, one.notices))),
        _sheet("Aanbieders", _PROVIDERS, _rows(result, lambda one: map(_provider, one.providers))),
        _sheet("Maatregelen", _EVIDENCE, _evidence(result)),
        _sheet("Aannames", ("aanname",), [(text,) for text in result.assumptions]),
        _sheet("Techniek", ("wat", "hoe"), [(one.label, one.text) for one in result.technical]),
    )


def _sheet(name: str, heads: tuple[str, ...], rows: Iterable[Row]) -> Sheet:
    full: list[Row] = [(*row, *("",) * (len(heads) - len(row))) for row in rows]
    return as_wide_as_heads(name, heads, full, least=14)


def _rows(result: ScenarioResult, rows: Callable[[VariantResult], Iterable[Row]]) -> Iterator[Row]:
    """Give the rows of every variant, with the variant first."""
    return ((one.id, *row) for one in result.variants for row in rows(one))


def _money(one: VariantResult) -> tuple[Row, ...]:
    return (*map(_year, one.years), *map(_field, one.taakvelden))


def _effects(one: VariantResult) -> tuple[Row, ...]:
    return (*map(_effect, one.effects), *map(_guard, one.guards))


def _year(line: YearLine) -> Row:
    rest = (_plain(line.own_costs), _plain(line.budget), *_three(line.contribution), *_three(line.kept))
    return (str(line.year), *_nine(line), *rest)


def _field(line: TaakveldLine) -> Row:
    return (
        f"taakveld {line.code}",
        *_three(line.baseline),
        *_three(None),
        *_three(line.difference),
    )


def _effect(line: EffectLine) -> Row:
    return (line.label, line.unit, *_nine(line))


def _guard(line: GuardLine) -> Row:
    return (line.label, line.unit, *_nine(line), line.verdict.value)


def _term(line: TermLine) -> Row:
    return (line.label, line.kind.value, *_three(line.euros), *_three(line.youths))


def _notice(line: NoticeLine) -> Row:
    return (line.kind, line.label, *_three(line.youths), *_three(line.unmet))


def _provider(line: ProviderLine) -> Row:
    return (line.form, line.label, *_three(line.baseline), *_three(line.difference))


def _evidence(result: ScenarioResult) -> Iterator[Row]:
    for made in result.measures:
        told = (made.id, made.lever, made.reason, made.dose)
        yield from ((*told, *_size(effect)) for effect in made.effects)


def _size(effect: UsedEffect) -> Row:
    size = Estimate(effect.middle, effect.lower, effect.upper)
    return (effect.id, *_three(size), effect.evidence, effect.source)


def _nine(line: YearLine | EffectLine | GuardLine) -> tuple[Number, ...]:
    return (*_three(line.baseline), *_three(line.turned), *_three(line.difference))


def _three(held: Estimate | None) -> tuple[Number, Number, Number]:
    ends = (None, None, None) if held is None else (held.value, held.lower, held.upper)
    return (_plain(ends[0]), _plain(ends[1]), _plain(ends[2]))


def _plain(value: float | None) -> Number:
    return Number(value, None, 2)
