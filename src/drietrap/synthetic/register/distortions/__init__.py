"""What goes wrong between a youth and a table, each kind as a function with known truth.

The kinds are those of the Nader onderzoek toegang jeugdhulp (Van der Zijden, October 2015). Each function
takes a register and returns a new one in which the distortion is made and every touched record is written
down in ``changes``; they can be put one after another.
"""

from drietrap.synthetic.register.distortions.absence import few_deliver, stopped, unfinished_billing
from drietrap.synthetic.register.distortions.place import moved_away, residence_principle
from drietrap.synthetic.register.distortions.registering import gi_as_referrer, restarted
from drietrap.synthetic.register.distortions.team import (
    families_once,
    families_repeated,
    team_missing,
    team_without_help,
)

__all__ = [
    "families_once",
    "families_repeated",
    "few_deliver",
    "gi_as_referrer",
    "moved_away",
    "residence_principle",
    "restarted",
    "stopped",
    "team_missing",
    "team_without_help",
    "unfinished_billing",
]
