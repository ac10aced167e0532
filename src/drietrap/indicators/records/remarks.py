"""What is said beside figures: warnings about what was delivered, and the lineage id of what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from drietrap.indicators.records import wording
from drietrap.indicators.records.calendar import deliveries
from drietrap.indicators.records.packing import joint, split
from drietrap.indicators.records.rows import Rows
from drietrap.register.lineage import lineage_id
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

EVERYONE = 0
"""The number of no provider: of a figure that rests on the deliveries of all."""

Delivered = Mapping[tuple[str, str], tuple[Sequence[str], bool]]
"""Per kind and period that was delivered: the ids of the deliveries, and whether a youth has no pseudonym."""


class Remarks:
    """Warnings and lineage of figures of some periods, made when they are asked for, and once."""

    def __init__(self, rows: Rows, periods: Sequence[Period]) -> None:
        self._rows = rows
        self._periods = periods
        self._delivered = _delivered(rows)
        self._parts = [
            {
                kind: [part.delivered for part in deliveries(period) if part.kind == kind]
                for kind in {part.kind for part in deliveries(period)}
            }
            for period in periods
        ]
        self._said = cache(self._say)

    def about(
        self, base: tuple[tuple[str, ...], str], span: int, provider: int
    ) -> tuple[tuple[str, ...], str]:
        """Return the warnings and the lineage id of a figure.

        Parameters
        ----------
        base
            Kinds of records that it rests on, and the note of its definition.
        span
            Place among the periods.
        provider
            Number of the rows, or EVERYONE.
        """
        kinds, note = base
        warnings, lineage = self._said(kinds, span, provider)
        return ((note, *warnings) if note else warnings), lineage

    def _say(self, kinds: tuple[str, ...], span: int, provider: int) -> tuple[tuple[str, ...], str]:
        delivered = self._delivered[provider]
        warnings: list[str] = []
        behind: list[str] = []
        nameless = False
        for kind in kinds:
            parts = self._parts[span][kind]
            there = [part for part in parts if (kind, part) in delivered]
            # A provider need not deliver every kind; one of which part is missing is a gap.
            if len(there) < len(parts) and (there or provider == EVERYONE):
                missing = [part for part in parts if part not in there]
                warnings.append(wording.not_delivered(kind, missing))
            for part in there:
                ids, unknown = delivered[kind, part]
                behind += ids
                nameless = nameless or unknown
        if nameless:
            warnings.append(wording.NAMELESS)
        name = self._rows.providers[provider] or NEDERLAND
        return tuple(warnings), lineage_id(" ".join(kinds), name, self._periods[span].code, behind)


def _delivered(rows: Rows) -> dict[int, dict[tuple[str, str], tuple[list[str], bool]]]:
    """Return what each provider delivered, and under EVERYONE what all did."""
    columns = (rows["provider"], rows["part"], rows["delivery"], rows["nameless"])
    different = split(np.unique(joint(*columns)), columns)
    found: defaultdict[int, dict[tuple[str, str], tuple[list[str], bool]]] = defaultdict(dict)
    for provider, number, delivery, nameless in zip(*(one.tolist() for one in different), strict=True):
        part = rows.parts[number]
        for owner in (provider, EVERYONE):
            ids, unknown = found[owner].setdefault((part.kind, part.period), ([], False))
            ids.append(str(rows.deliveries[delivery]))
            found[owner][part.kind, part.period] = (ids, unknown or bool(nameless))
    return found
