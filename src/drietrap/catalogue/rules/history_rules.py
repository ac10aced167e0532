"""All rules over deliveries: first those about a provider, then those about a municipality."""

from __future__ import annotations

from drietrap.catalogue.rules.history import stopped, vanished
from drietrap.catalogue.rules.history.rule import HistoryRule

HISTORY_RULES: tuple[HistoryRule, ...] = (
    stopped.RULE,
    vanished.RULE,
)
