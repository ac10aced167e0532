"""The rules over deliveries, run once for a period, and told to each provider or municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from drietrap.catalogue.rules.history.beside import Beside
from drietrap.catalogue.rules.history.past import Past
from drietrap.catalogue.rules.history.rule import HITS, HistoryRule, Need, Subject
from drietrap.catalogue.rules.history_rules import HISTORY_RULES
from drietrap.catalogue.rules.rule import Severity
from drietrap.register.judging import HISTORY, NOT_RUN, FindingGroup, in_order
from drietrap.register.looking_back import look_back
from drietrap.vocabulary.notation import Count
from drietrap.vocabulary.period import Period

_FEWEST_IN_SERIES = 4


@dataclass(frozen=True)
class HistoryJudgement:
    """What the rules over deliveries say about a period.

    ``found`` has the findings per subject; ``lacking`` the rules that could not run, by what was missing.
    """

    found: Mapping[tuple[Subject, str], tuple[FindingGroup, ...]]
    lacking: Mapping[Subject, tuple[FindingGroup, ...]]

    def of_provider(self, provider: str) -> tuple[FindingGroup, ...]:
        """Return what is said to a provider, by effect; what could not be checked comes last."""
        return self._of(Subject.PROVIDER, provider)

    def of_municipality(self, municipality: str) -> tuple[FindingGroup, ...]:
        """Return what is said to a municipality (``GM0505``), by effect."""
        return self._of(Subject.MUNICIPALITY, municipality)

    def _of(self, subject: Subject, code: str) -> tuple[FindingGroup, ...]:
        return (*self.found.get((subject, code), ()), *self.lacking.get(subject, ()))


def history_findings(
    records: pl.LazyFrame,
    deliveries: pl.DataFrame,
    provider: str,
    period: Period,
    beside: Beside | None = None,
) -> tuple[FindingGroup, ...]:
    """Return what the rules over deliveries say to one provider; see ``looking_back.look_back``."""
    return judge_history(look_back(records, deliveries, period, beside)).of_provider(provider)


def municipality_findings(
    records: pl.LazyFrame,
    deliveries: pl.DataFrame,
    municipality: str,
    period: Period,
    beside: Beside | None = None,
) -> tuple[FindingGroup, ...]:
    """Return what the rules over deliveries say to one municipality; see ``looking_back.look_back``."""
    return judge_history(look_back(records, deliveries, period, beside)).of_municipality(municipality)


def judge_history(past: Past, rules: Sequence[HistoryRule] = HISTORY_RULES) -> HistoryJudgement:
    """Run every rule over deliveries once, for all providers and municipalities.

    A rule that fails is a finding; so is what is missing, once for all rules that need it.
    """
    found: dict[tuple[Subject, str], list[FindingGroup]] = defaultdict(list)
    missing: dict[tuple[Subject, Need], list[HistoryRule]] = defaultdict(list)
    lacking: dict[Subject, list[FindingGroup]] = defaultdict(list)
    for rule in rules:
        absent = [need for need in rule.needs if not _has(past, need)]
        for need in absent[:1]:
            missing[rule.subject, need].append(rule)
        if absent:
            continue
        try:
            lines = rule.test(past)
            if lines.schema != HITS:
                raise TypeError("a rule over deliveries gives other columns than it should")
        except Exception as error:
            lacking[rule.subject].append(_failed(rule, error))
            continue
        for line in lines.iter_rows(named=True):
            found[rule.subject, str(line["subject"])].append(_group(rule, line))
    for (subject, need), those in missing.items():
        lacking[subject].append(_lacking(need, those))
    return HistoryJudgement(
        {key: in_order(groups) for key, groups in found.items()},
        {subject: tuple(groups) for subject, groups in lacking.items()},
    )


def _has(past: Past, need: Need) -> bool:
    beside = past.beside
    frames = {
        Need.CONTRACTS: beside.contracts,
        Need.TEAM: beside.team,
        Need.PRODUCTION: beside.production,
        Need.MUNICIPAL: beside.municipal,
    }
    if need is Need.BEFORE:
        return past.has_before
    if need is Need.SERIES:
        return past.delivered.filter(pl.col("back") > 0)["back"].n_unique() >= _FEWEST_IN_SERIES
    return frames[need] is not None


def _group(rule: HistoryRule, line: Mapping[str, object]) -> FindingGroup:
    count, of = _whole(line["count"]), _whole(line["of"])
    expected = line["expected"]
    words = {
        "count": Count(count),
        "of": Count(of),
        "expected": Count(round(expected)) if isinstance(expected, float) else "",
    }
    youths, effect = line["youths"], line["effect"]
    return FindingGroup(
        rule.code,
        rule.severity,
        rule.title,
        rule.message.format(**words),
        rule.action,
        rule.paragraph,
        count,
        min(count / of, 1.0) if of else 0.0,
        (),
        HISTORY,
        effect if isinstance(effect, int) else count,
        youths if isinstance(youths, int) else None,
        rule.touches,
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _lacking(need: Need, rules: Sequence[HistoryRule]) -> FindingGroup:
    many = Count(len(rules))
    names = ", ".join(rule.code for rule in rules)
    return FindingGroup(
        NOT_RUN,
        Severity.SIGNAAL,
        f"{many} {many:controle is|controles zijn} niet uitgevoerd",
        f"Voor {names} is dit nodig en niet aanwezig: {need.value}.",
        "Fouten die deze controles vinden, kunnen nog in de cijfers zitten. Lever het ontbrekende aan.",
        "afleiding: zonder vergelijking valt dit niet te zien",
        0,
        0.0,
        (),
        HISTORY,
        None,
        None,
        tuple(dict.fromkeys(theme for rule in rules for theme in rule.touches)),
    )


def _failed(rule: HistoryRule, error: Exception) -> FindingGroup:
    return FindingGroup(
        NOT_RUN,
        Severity.FOUT,
        f"De controle '{rule.title}' is niet uitgevoerd",
        f"De controle {rule.code} kon niet worden uitgevoerd: {type(error).__name__}.",
        "Deze fout kan nog in de cijfers zitten. Meld dit aan de makers.",
        rule.paragraph,
        0,
        0.0,
        (),
        HISTORY,
        None,
        None,
        rule.touches,
    )
