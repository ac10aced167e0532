"""Sentences that warn the reader of a figure; ``{...}`` is filled in by whichever engine uses them."""

from __future__ import annotations

NEAREST_YEAR = "Voor {label} is gerekend met aantallen van {used}, omdat die van {wanted} er niet zijn."
NO_POPULATION = (
    "Voor {label} is er geen cijfer van {wanted} of een jaar dichtbij; "
    "de bandbreedte toont daarom alleen de afronding en niet het toeval."
)
NO_DENOMINATOR = (
    "Voor {label} is er geen cijfer van {wanted} of een jaar dichtbij; daarom is er geen uitkomst."
)
PART_EXCEEDS_WHOLE = (
    "De gepubliceerde teller is groter dan de noemer, ook als de afronding meetelt; controleer de bron."
)
