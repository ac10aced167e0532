"""All rules over deliveries: first those about a provider, then those about a municipality."""

from __future__ import annotations

from drietrap.catalogue.rules.history import (
    another,
    contracts,
    counted,
    elsewhere,
    families,
    growth,
    institution,
    late,
    protection,
    restart,
    stopped,
    team_form,
    unlisted,
    vanished,
)
from drietrap.catalogue.rules.history.rule import HistoryRule

HISTORY_RULES: tuple[HistoryRule, ...] = (
    stopped.RULE,
    vanished.RULE,
    another.RULE,
    growth.STOCK,
    growth.FLOW,
    restart.RULE,
    late.LATE,
    late.NONE_RUNNING,
    institution.PATTERN,
    institution.REGISTERED,
    elsewhere.MOVED,
    elsewhere.HOME,
    protection.HANDOVER,
    protection.AUTHORISED,
    protection.CLOSED_PLACEMENT,
    team_form.PROVIDER,
    families.SAME_DAY,
    contracts.SILENT,
    unlisted.RULE,
    counted.TOTALS,
    counted.UNKNOWN,
    counted.ABSENT,
    contracts.FEW,
    contracts.GONE,
    team_form.ELSEWHERE,
    team_form.MISSING,
    families.ONCE,
    families.SEVERAL,
    families.NOT_DELIVERED,
)
