"""What a forecast from published series assumes (aannames), each with its reason; shown where they count."""

from __future__ import annotations

PRIOR_YEARLY_SPREAD = 0.03
"""How much the national rate moves in a year beside its trend (as a share), before its series is seen."""
PRIOR_FREEDOM = 2.0
"""So many years of its own series weigh as much as that."""
NATIONAL_SLOPE = 0.05
"""Standard deviation of a lasting national trend, as a share per year."""
REVISION = 0.01
"""Standard deviation (as a share) of what a provisional figure is still revised by."""
POPULATION = 0.01
"""Standard deviation (as a share) after a year of how many youths live in an area; grows with the root."""
GROWTH = 0.5
"""Part of the growth between two estimates of youths that is growth; the rest is a better estimate."""

# Centre and spread, on the log or logit scale, of how municipalities differ from the country over time.
# Broad: 95 % lies within a factor seven of the middle; with a dozen municipalities the data decide.
WALK = (-3.2, 1.0)  # middle 4 % in a year
SLOPE = (-4.2, 1.0)  # middle 1.5 % in every year
CHANCE = (0.0, 0.7)  # times the variance of Poisson counts
DURATION = (-0.7, 1.0)  # years that a youth stays in the number: middle half a year

WORDS = (
    "Zolang de landelijke reeks kort is, telt mee dat het landelijke gebruik los van zijn trend ongeveer "
    f"{100 * PRIOR_YEARLY_SPREAD:.0f}% per jaar kan bewegen.",
    f"Een voorlopig cijfer kan nog ongeveer {200 * REVISION:.0f}% veranderen, naar boven of naar beneden.",
    f"Hoeveel jongeren er straks wonen, is een jaar vooruit ongeveer {200 * POPULATION:.0f}% onzeker, en "
    "verder vooruit meer. Waar er ramingen voor het Gemeentefonds zijn, telt de helft van hun groei mee.",
    "Gemeenten met weinig cijfers lenen van alle gemeenten samen hoe sterk zij van Nederland afwijken.",
)
