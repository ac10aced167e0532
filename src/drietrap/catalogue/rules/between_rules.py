"""All rules between the records of one delivery."""

from __future__ import annotations

from drietrap.catalogue.rules.between import (
    adjoining,
    born_differs,
    handover,
    key_twice,
    many_on_a_day,
    many_unknown,
    measures,
    module_in_stay,
    one_referrer,
    overlap,
    provisional_followed,
    residence_differs,
    sex_differs,
    two_stays,
)
from drietrap.catalogue.rules.between.linked import BetweenRule

BETWEEN_RULES: tuple[BetweenRule, ...] = (
    key_twice.RULE,
    overlap.RULE,
    adjoining.RULE,
    born_differs.RULE,
    sex_differs.RULE,
    residence_differs.RULE,
    two_stays.RULE,
    module_in_stay.RULE,
    measures.RULE,
    handover.RULE,
    provisional_followed.RULE,
    many_on_a_day.STARTS,
    many_on_a_day.ENDS,
    many_unknown.RULE,
    one_referrer.RULE,
)
