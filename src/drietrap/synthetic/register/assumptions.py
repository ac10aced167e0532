"""What the fictional register assumes (aannames) where the published tables are silent.

The codes are those of the protocol Beleidsinformatie Jeugd (Regeling Jeugdwet, bijlage 2, version 7). The
shares and durations are round numbers of our own: they make the register plausible and prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FORMS = ("01", "02", "03", "04", "11", "12", "13", "14")  # hulpvorm; from 11 on with stay (verblijf)
FIRST_STAY = 4
TEAM, CLOSED = 0, 6
# Code per category of the published table of referrers, in its order; "" is an unknown referrer.
REFERRER_CODES = ("01", "02", "03", "04", "05", "08", "06", "")
MUNICIPAL, GP, YOUTH_DOCTOR, GI, SPECIALIST, COURT, NONE, UNKNOWN = range(8)
MEASURES = ("11", "12", "21", "22", "23")
OTS, PROVISIONAL_OTS, GUARDIANSHIP, PROVISIONAL_GUARDIANSHIP, TEMPORARY_GUARDIANSHIP = range(5)
PROBATION = ("41", "42", "50", "51", "61", "62", "63")

AGE_LOW = (0, 4, 12, 18)
AGE_HIGH = (3, 11, 17, 22)
ADULT, OLDEST = 18, 23


@dataclass(frozen=True)
class Duration:
    """Lognormal number of days: median, and the sd of its logarithm."""

    median: float
    spread: float


DURATIONS = (
    Duration(100, 0.8),
    Duration(170, 0.8),
    Duration(230, 0.7),
    Duration(180, 0.8),
    Duration(480, 1.0),
    Duration(380, 0.9),
    Duration(130, 0.6),
    Duration(190, 0.9),
)
CRISIS_DURATION = Duration(25, 0.5)
MEASURE_DURATIONS = (
    Duration(420, 0.7),
    Duration(70, 0.3),
    Duration(2200, 0.9),
    Duration(80, 0.3),
    Duration(150, 0.5),
)
PROBATION_DURATIONS = (
    Duration(300, 0.6),
    Duration(170, 0.4),
    Duration(180, 0.2),
    Duration(90, 0.2),
    Duration(150, 0.4),
    Duration(250, 0.4),
    Duration(45, 0.3),
)
CRISIS_SHARE = (0.005, 0.015, 0.005, 0.02, 0.06, 0.06, 0.10, 0.12)
CONTINUES_AFTER_18 = 0.5

# What a day of help costs per hulpvorm, in cents, and how much trajectories differ (sd of the logarithm).
CENTS_PER_DAY = (600, 1_600, 6_000, 2_200, 6_500, 19_000, 42_000, 27_000)
COST_SPREAD = 0.7
DAYS_TO_START, DAYS_TO_START_SPREAD = 40.0, 0.9  # median days from decision to start

# Help without stay other than by the team, per age group: hulpvorm 02, 03, 04.
AMBULATORY_BY_AGE = np.array([[0.50, 0.18, 0.32], [0.66, 0.12, 0.22], [0.72, 0.07, 0.21], [0.70, 0.06, 0.24]])
# Help with stay, per age group: hulpvorm 11, 12, 13, 14.
STAY_BY_AGE = np.array(
    [[0.66, 0.14, 0.0, 0.20], [0.50, 0.18, 0.0, 0.32], [0.30, 0.15, 0.09, 0.46], [0.30, 0.16, 0.02, 0.52]]
)
TEAM_OF_NO_REFERRER = 0.85  # share of help without stay and without referrer that is the team's
# Reasons for the end of help 01 to 05, of (v)ots 02 to 06, of guardianship 12 to 15.
REASONS = np.array([0.70, 0.12, 0.08, 0.03, 0.07])
OTS_REASONS = np.array([0.15, 0.08, 0.66, 0.105, 0.005])
GUARDIANSHIP_REASONS = np.array([0.45, 0.30, 0.24, 0.01])
PERSPECTIVES = np.array([0.06, 0.14, 0.40, 0.40])
MEASURE_SHARES = np.array([0.74, 0.06, 0.15, 0.03, 0.02])
PROBATION_SHARES = np.array([0.58, 0.16, 0.04, 0.04, 0.06, 0.06, 0.06])
PROVISIONAL_FIRST = 0.25  # share of ots that begins as voorlopige ots
HANDOVER = 0.03  # share of measures that goes to another GI

# How often each household occurs by age group, relative to the table (one parent, couple, other).
HOUSEHOLD_BY_AGE = np.array([[0.26, 0.66, 0.08], [0.27, 0.67, 0.06], [0.31, 0.60, 0.09], [0.26, 0.34, 0.40]])
# Strata of new trajectories for the referrer: help with stay, then per age group without stay; each
# without and with a protection measure. Columns in the order of REFERRER_CODES.
REFERRER_BY_STRATUM = np.array(
    [
        [0.46, 0.08, 0.01, 0.22, 0.07, 0.04, 0.115, 0.005],
        [0.14, 0.02, 0.005, 0.70, 0.03, 0.06, 0.04, 0.005],
        [0.30, 0.25, 0.12, 0.04, 0.11, 0.001, 0.17, 0.009],
        [0.20, 0.08, 0.04, 0.50, 0.05, 0.02, 0.10, 0.01],
        [0.31, 0.43, 0.02, 0.02, 0.045, 0.001, 0.17, 0.004],
        [0.18, 0.12, 0.01, 0.54, 0.03, 0.02, 0.09, 0.01],
        [0.28, 0.46, 0.01, 0.03, 0.05, 0.005, 0.16, 0.005],
        [0.16, 0.12, 0.01, 0.56, 0.03, 0.03, 0.08, 0.01],
        [0.45, 0.25, 0.005, 0.08, 0.06, 0.02, 0.13, 0.005],
        [0.25, 0.10, 0.005, 0.50, 0.03, 0.03, 0.08, 0.005],
    ]
)

RETURNING = 0.45  # share of entrants with care in an earlier year (herhaald beroep), if there are enough
SIBLING = 0.35  # share of new youths that joins a family already known, where one fits
LARGEST_FAMILY = 4
MOVES = 0.07  # families that move in a year
MOVES_AWAY = 0.35  # of those, to another municipality
MOVES_FAR = 0.2  # of those, to one that does not adjoin
WITHOUT_HELP = 0.05  # new youths with a measure and no help
SCORED = 0.25  # ended trajectories with an outcome score
"""The outcome scores exist since 2018."""
