"""From draws to an answer: money, effects, the guard, and who notices, for every variant."""

from __future__ import annotations

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.model.codes import AGE_BANDS, FORMS, NEEDS
from drietrap.steering.model.rows import Whole
from drietrap.steering.model.tables import OFFERS
from drietrap.steering.scenario.budgeting import budget_lines
from drietrap.steering.scenario.definition import Scenario, Variant, month_text
from drietrap.steering.scenario.estimating import added_up, estimate
from drietrap.steering.scenario.ground import Ground
from drietrap.steering.scenario.guard import Watch, watch
from drietrap.steering.scenario.measures import assumptions_of, measure_line
from drietrap.steering.scenario.outcome import NUMBERS
from drietrap.steering.scenario.region import paid
from drietrap.steering.scenario.result import (
    EffectLine,
    GuardLine,
    NoticeLine,
    ProviderLine,
    ScenarioResult,
    TaakveldLine,
    TermLine,
    VariantResult,
    YearLine,
)
from drietrap.steering.scenario.saying import Said, first_sentences, money_sentence, warnings_of
from drietrap.steering.scenario.simulating import Draws
from drietrap.steering.scenario.splitting import SplitTerm, split
from drietrap.steering.scenario.technique import technical_lines
from drietrap.steering.scenario.verdicts import ChangeKind

CENTS = 100
STOCKS = ("hulp", "vrij", "verblijf", "wachten", "ernstig_wachten", "ernstig_zonder_hulp", "maatregelen",
          "uithuisgeplaatst", "reclassering")  # fmt: skip
_MEAN, _YEARLY = "gemiddeld tegelijk", "per jaar"
_PLACE = {name: place for place, name in enumerate(NUMBERS)}


def answer(scenario: Scenario, ground: Ground, draws: Draws) -> ScenarioResult:
    """Return what all draws say together."""
    youths = ground.youths(scenario.start)
    return ScenarioResult(
        area=ground.code,
        name=ground.name,
        synthetic=ground.synthetic,
        title=scenario.title,
        question=scenario.question,
        begins=month_text(scenario.start),
        until=month_text(scenario.start + scenario.months - 1),
        draws=scenario.draws,
        variants=tuple(_variant(scenario, ground, variant, draws) for variant in scenario.variants),
        measures=tuple(measure_line(one, youths) for one in scenario.measures),
        assumptions=assumptions_of(scenario, ground),
        technical=technical_lines(scenario, ground, draws),
    )


def _variant(scenario: Scenario, ground: Ground, variant: Variant, draws: Draws) -> VariantResult:
    chosen = frozenset(variant.measures)
    change = draws.difference(chosen, "kosten")[..., 0].sum(axis=1)
    euros = added_up([change], change, CENTS)[0]
    guards = watch(draws, chosen)
    costs = split(scenario, variant, draws, "kosten")
    said = Said(scenario, variant, euros, guards, draws.clipped, _alone(costs, scenario, variant))
    return VariantResult(
        id=variant.name,
        label=variant.title,
        measures=tuple(one.name for one in scenario.measures_of(variant)),
        beware=first_sentences(said),
        sentence=money_sentence(said),
        warnings=(*((ground.warning,) if ground.warning else ()), *warnings_of(said)),
        euros=euros,
        terms=_terms(scenario, variant, draws, costs),
        years=_years(scenario, draws, chosen),
        effects=_effects(scenario, draws, chosen),
        guards=tuple(_guard(scenario, one) for one in guards),
        notices=_notices(scenario, ground, draws, chosen),
        taakvelden=_taakvelden(draws, chosen),
        providers=_providers(draws, chosen),
        budget_lines=budget_lines(scenario, draws, chosen),
    )


def _alone(terms: tuple[SplitTerm, ...], scenario: Scenario, variant: Variant) -> dict[str, float]:
    """Return the mean euros of each measure alone; empty where a variant is split by knob."""
    names = {one.name for one in scenario.measures_of(variant)}
    found = {term.parts[0]: term for term in terms if term.kind is ChangeKind.ALONE}
    if set(found) != names:
        return {}
    return {name: float(term.change.sum(axis=(1, 2)).mean()) / CENTS for name, term in found.items()}


def _terms(
    scenario: Scenario, variant: Variant, draws: Draws, costs: tuple[SplitTerm, ...]
) -> tuple[TermLine, ...]:
    helped = split(scenario, variant, draws, "telling")
    euros = [term.change[..., 0].sum(axis=1) for term in costs]
    youths = [term.change[..., _PLACE["hulp"]].sum(axis=1) for term in helped]
    if not costs:
        return ()
    money = added_up(euros, np.asarray(sum(euros)), CENTS)
    months = [estimate(one, scenario.months) for one in youths]
    return tuple(
        TermLine(label_of(term), term.kind, one, other)
        for term, one, other in zip(costs, money, months, strict=True)
    )


def label_of(term: SplitTerm) -> str:
    """Return what a term is called."""
    if term.kind is ChangeKind.HIGHER:
        return "Wat er meer dan twee samen bij doen"
    return " + ".join(term.parts)


def _years(scenario: Scenario, draws: Draws, chosen: frozenset[str]) -> tuple[YearLine, ...]:
    without, turned = draws.baseline("kosten")[..., 0], draws.tables[chosen]["kosten"][..., 0]
    own, budget = draws.tables[chosen]["eigen"].sum(axis=2), dict(scenario.budget)
    lines = []
    for place, year in enumerate(scenario.years):
        before, after = without[:, place], turned[:, place]
        limit = budget.get(year)
        pays = paid(scenario.settlement, before, after)
        lines.append(
            YearLine(
                year=year,
                baseline=estimate(before, CENTS),
                turned=estimate(after, CENTS),
                difference=estimate(after - before, CENTS),
                own_costs=float(own[:, place].mean()) / CENTS,
                budget=None if limit is None else float(limit),
                left=None if limit is None else estimate(limit * CENTS - after, CENTS),
                contribution=None if pays is None else estimate(pays[1], CENTS),
                kept=None if pays is None else estimate(pays[1] - pays[0], CENTS),
            )
        )
    return tuple(lines)


def _effects(scenario: Scenario, draws: Draws, chosen: frozenset[str]) -> tuple[EffectLine, ...]:
    without, turned = draws.baseline("telling").sum(axis=1), draws.tables[chosen]["telling"].sum(axis=1)
    lines = []
    for name, place in _PLACE.items():
        stock = name in STOCKS or name == "zonder_hulp"
        per = float(scenario.months) if stock else scenario.months / 12.0
        before, after = without[:, place], turned[:, place]
        lines.append(
            EffectLine(
                name,
                NUMBERS[name].removesuffix(" (maanden)"),
                _MEAN if stock else _YEARLY,
                estimate(before, per),
                estimate(after, per),
                estimate(after - before, per),
            )
        )
    return tuple(lines)


def _guard(scenario: Scenario, one: Watch) -> GuardLine:
    unit, per = ("per 1.000 maanden hulp", 1.0) if one.watched.of else (_YEARLY, scenario.months / 12.0)
    if one.watched.number in STOCKS:
        unit, per = _MEAN, float(scenario.months)
    return GuardLine(
        one.watched.id,
        one.watched.label,
        unit,
        estimate(one.without, per),
        estimate(one.turned, per),
        estimate(one.turned - one.without, per),
        one.worse,
        one.verdict,
    )


def _notices(
    scenario: Scenario, ground: Ground, draws: Draws, chosen: frozenset[str]
) -> tuple[NoticeLine, ...]:
    def change(group: str) -> Whole:
        total: Whole = draws.difference(chosen, group).sum(axis=1)
        return total

    def mean(one: Whole) -> Estimate:
        return estimate(one, scenario.months)

    need, unmet, age, district = map(change, ("hulpvraag", "ernstig_per_hulpvraag", "leeftijd", "wijk"))
    lines = [
        NoticeLine("hulpvraag", name, mean(need[:, at]), mean(unmet[:, at]))
        for at, name in enumerate(NEEDS)
        if at > 0
    ]
    lines += [
        NoticeLine("leeftijd", f"{band} jaar", mean(age[:, at]), None) for at, band in enumerate(AGE_BANDS)
    ]
    lines += [
        NoticeLine(
            "wijk", ground.district_names.get(code, code), mean(district[:, at, 0]), mean(district[:, at, 1])
        )
        for at, code in enumerate(ground.world.districts)
    ]
    return tuple(lines)


def _taakvelden(draws: Draws, chosen: frozenset[str]) -> tuple[TaakveldLine, ...]:
    before = draws.baseline("taakveld").sum(axis=1)
    change = draws.difference(chosen, "taakveld").sum(axis=1)
    return tuple(
        TaakveldLine(code, estimate(before[:, at], CENTS), estimate(change[:, at], CENTS))
        for at, code in enumerate(TAAKVELDEN)
    )


def _providers(draws: Draws, chosen: frozenset[str]) -> tuple[ProviderLine, ...]:
    before = draws.baseline("aanbieder").sum(axis=1)
    change = draws.difference(chosen, "aanbieder").sum(axis=1)
    return tuple(
        ProviderLine(
            "zonder aanbieder in het model" if at == OFFERS else f"aanbieder {at + 1}",
            form,
            estimate(before[:, number, at], CENTS),
            estimate(change[:, number, at], CENTS),
        )
        for number, form in enumerate(FORMS)
        for at in range(OFFERS + 1)
        if before[:, number, at].any() or change[:, number, at].any()
    )
