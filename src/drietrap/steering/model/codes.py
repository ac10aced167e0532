"""The states of the model as small whole numbers, and the words that belong to them.

The need groups are those of the national agenda for youth care (Hervormingsagenda Jeugd 2023-2028, the
groups of youths and families it names); forms and referrers are those of the protocol Beleidsinformatie
Jeugd, with two that it does not register: freely accessible help, and a crisis place.
"""

from __future__ import annotations

# Need. Group 0 is nobody's need; 5 and 6 come over a family, the others over a person.
NO_NEED, EVERYDAY, SINGLE, PSYCHIATRIC, LIFELONG, PARENTS, FAMILY, YOUNG_ADULT = range(8)
NEEDS = (
    "geen hulpvraag",
    "alledaagse opvoedvragen",
    "enkelvoudige ggz-problematiek",
    "ernstige psychiatrische stoornis",
    "levenslange en levensbrede beperking",
    "ouders met complexe problematiek",
    "kwetsbaar gezin",
    "jongvolwassene in een kwetsbare positie",
)
PERSONAL = (EVERYDAY, SINGLE, PSYCHIATRIC, LIFELONG, YOUNG_ADULT)
SHARED = (PARENTS, FAMILY)
LIGHT, MODERATE, SEVERE = range(3)
SEVERITIES = ("licht", "matig", "ernstig")

# Where a person stands with the need. A person has one main need at a time.
AT_EASE, UNSEEN, WAITING, HELPED = range(4)
PHASES = ("geen hulpvraag", "hulpvraag zonder hulp", "wacht op hulp", "krijgt hulp")

# Who leads somebody to help (verwijzer), and the code of the protocol.
TEAM, GP, YOUTH_DOCTOR, SPECIALIST, GI, COURT = range(6)
ROUTES = ("gemeentelijke toegang", "huisarts", "jeugdarts", "medisch specialist", "GI", "rechter")
ROUTE_CODES = ("01", "02", "03", "05", "04", "08")
NORMALISED, FREE_HELP, PROVISION = range(3)
DECISIONS = ("genormaliseerd", "vrij toegankelijke hulp", "individuele voorziening")

# Form of help (hulpvorm).
FREE, DISTRICT_TEAM, AMBULATORY, DAY, HOME, FOSTER, FAMILY_HOME, CLOSED, RESIDENTIAL, CRISIS = range(10)
FORMS = (
    "vrij toegankelijke hulp",
    "hulp door het wijkteam",
    "ambulante hulp bij de aanbieder",
    "daghulp",
    "hulp in het netwerk van de jeugdige",
    "pleegzorg",
    "gezinsgerichte opvang",
    "gesloten plaatsing",
    "verblijf overig",
    "crisisopvang",
)
FORM_CODES = ("", "01", "02", "03", "04", "11", "12", "13", "14", "14")
FIRST_STAY = FOSTER
PLACEMENTS = (FOSTER, FAMILY_HOME, CLOSED, RESIDENTIAL)

# Protection (jeugdbescherming), beside the help.
UNPROTECTED, REPORTED, INVESTIGATED, SUPERVISED, GUARDED = range(5)
PROTECTION = ("geen", "melding", "raadsonderzoek", "ondertoezichtstelling", "voogdij")

# Why help ends.
DONE, AGAIN, DROPOUT, MOVED, EIGHTEEN, REUNITED, OVERTAKEN, OLDEST = range(8)
ENDS = (
    "volgens plan, hulpvraag over",
    "volgens plan, hulpvraag keert terug",
    "voortijdig afgebroken",
    "verhuisd",
    "18 jaar geworden",
    "thuisgeplaatst",
    "andere hulp in de plaats (crisis of plaatsing)",
    "23 jaar geworden",
)

AGE_BANDS = ("0 tot 4", "4 tot 12", "12 tot 18", "18 tot 23")
AGE_FROM = (0, 4, 12, 18)
AGES = 23
ADULT = 18
INTENSITIES = 4  # classes of intensity within a form, from light to heavy
STRATA = 8  # frailty of the family (four classes) x two parents or one
WAITS = ("tot 1 maand", "1 tot 3 maanden", "3 tot 6 maanden", "6 maanden en langer")
WAIT_FROM = (0, 1, 3, 6)
