"""Choices that a selection of municipalities makes unless a person makes others, each with its reason."""

from __future__ import annotations

from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS

# Size has a step of its own (a band of inhabitants), so that 'ordinary' is about what people are like.
ORDINARY_FACTORS = tuple(one.measure for one in NEIGHBOUR_CHARACTERISTICS if one.measure != "inwoners")
# Assumption: half of the country counts as ordinary. The 2015 study does not give its own limit.
ORDINARY_SHARE = 0.5
# What the 2015 study looked at (Nader onderzoek, section 1.4), as far as it is published each year: use,
# stay, protection and who referred. Inflow and the help of district teams are published for 2015 only.
CONSPICUOUS_INDICATORS = (
    "jeugdhulp_gebruik",
    "verblijf_van_alle_jongeren",
    "jeugdbescherming",
    "uit_huis_van_jeugdbescherming",
    "verwijzer_gemeente",
    "verwijzer_huisarts",
    "verwijzer_jeugdarts",
    "verwijzer_gecertificeerde_instelling",
)
# A selection opens an inquiry and closes none: one wrong call in five is cheaper than a missed one.
FALSE_DISCOVERIES = 0.2
# Figures that differ by less than a quarter of the national value are called the same (assumption): in a
# municipality of 40,000 inhabitants chance alone moves the share of youths with help by a tenth.
EQUIVALENCE_MARGIN = 0.25
EQUIVALENT_ON = ("jeugdhulp_gebruik",)
# How much the intervals of an equivalence test leave out on each side (two one-sided tests of 5 %,
# Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15:657).
EQUIVALENCE_CONFIDENCE = 0.90
RUNNERS_UP = 5
MOST_CHOSEN = 12
