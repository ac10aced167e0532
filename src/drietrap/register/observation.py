"""The core table of published figures: one row per published cell, with the interval it stands for."""

from __future__ import annotations

import dataframely as dy

HIDDEN_SECRET = "geheim"  # noqa: S105 - the publisher's word for a withheld count
HIDDEN_ABSENT = "ontbreekt"


class Observation(dy.Schema):
    """One published cell.

    ``lower`` and ``upper`` hold every value that could have been published as this cell (rounding; 0 to 7
    for a withheld count). They are null when nothing is known. ``value`` is null when the cell is withheld
    or absent, and ``hidden`` then says which.
    """

    table = dy.String(primary_key=True)
    variant = dy.String(primary_key=True)
    measure = dy.String(primary_key=True)
    area = dy.String(primary_key=True)
    period = dy.String(primary_key=True)
    kind = dy.String()
    value = dy.Float64(nullable=True)
    lower = dy.Float64(nullable=True)
    upper = dy.Float64(nullable=True)
    hidden = dy.String(nullable=True)
    provisional = dy.Bool()
    snapshot = dy.String(min_length=16, max_length=16)
    row = dy.UInt32()
    column = dy.String()
