"""Breaks in the published series, as data: what changed, from when, for whom."""

from __future__ import annotations

from drietrap.catalogue.indicator import Break

MEER_AANBIEDERS_2021 = Break(
    period="2021",
    reason="Vanaf 2021 leveren meer aanbieders gegevens aan het CBS. Daardoor stijgen de cijfers ook als "
    "er niet meer jongeren hulp kregen.",
    source="CBS StatLine, toelichting bij 85098NED en 85075NED",
)

WOONPLAATS_2022 = Break(
    period="2022",
    reason="Sinds 1 januari 2022 geldt een ander woonplaatsbeginsel: bij verblijf is de gemeente "
    "verantwoordelijk waar de jongere daarvoor woonde. Jongeren en kosten zijn daardoor verschoven tussen "
    "gemeenten.",
    source="Jeugdwet, artikel 1.1 (woonplaats)",
)

DORDRECHT_2022 = Break(
    period="2022",
    reason="Dordrecht telt vanaf 2022 in zijn eigen cijfers de vrij toegankelijke hulp niet meer mee. "
    "Vergelijk de cijfers van Dordrecht vanaf 2022 niet zonder meer met eerdere jaren.",
    source="Gemeente Dordrecht, commissievergadering Sturingsmogelijkheden jeugdhulp, 21 januari 2025",
    area="GM0505",
)

TAAKVELDEN_2023 = Break(
    period="2023",
    reason="In 2023 zijn de taakvelden jeugd gesplitst (6.72 in 6.72a-d, 6.73a-c en 6.74a-c; 6.82 in "
    "6.82a-b). Eén taakveld van nu is niet te vergelijken met een taakveld van voor 2023.",
    source="Iv3-informatievoorschrift 2023",
)

TAAKVELDEN_2025 = Break(
    period="2025",
    reason="In 2025 zijn de taakvelden jeugd vervangen door een nieuwe indeling. De codes van 2023 en 2024 "
    "lopen niet door.",
    source="Iv3-indeling vanaf 2025",
)

GEBRUIK = (MEER_AANBIEDERS_2021, WOONPLAATS_2022, DORDRECHT_2022)
TAAKVELD = (WOONPLAATS_2022, TAAKVELDEN_2023, TAAKVELDEN_2025)
# The total runs on through the split of 2023: the old codes are part of it.
KOSTEN = (WOONPLAATS_2022, TAAKVELDEN_2025)
