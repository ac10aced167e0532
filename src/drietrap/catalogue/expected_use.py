"""Models of expected use: which figure, for which areas, explained by which population factors.

The factors are those that the SCP used for districts (Jeugdhulp in de wijk, SCP 2020-1) and the
characteristics by which we look for neighbours. Special education comes per municipality, not per district.
Whether the figure itself hides among the factors is checked by :mod:`drietrap.catalogue.disguise`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS


class Level(StrEnum):
    """The areas that a model is about."""

    GEMEENTE = "gemeente"
    WIJK = "wijk"


@dataclass(frozen=True)
class Factor:
    """A population factor: a published measure, possibly as a percentage of ``per``.

    ``logarithm`` is added before taking the logarithm, for factors with a long tail; None leaves the factor
    as it is. ``period`` is the period of the measure; None for that of the figure.
    """

    measure: str
    group: str
    table: str
    logarithm: float | None = None
    per: tuple[str, ...] = ()
    period: str | None = None
    label: str = ""


@dataclass(frozen=True)
class ModelOfUse:
    """One model. ``youths`` gives (table, measure, times) where the figure itself has no denominator."""

    id: str
    label: str
    indicator: str
    level: Level
    periods: tuple[str, ...]
    factors: tuple[Factor, ...]
    source: str
    youths: tuple[str, str, float] | None = None
    notes: tuple[str, ...] = ()


# Groups of factors that go together so much that their separate effects say little.
GROUPS = {
    "leeftijd": "leeftijd van de inwoners",
    "gezin": "gezinnen",
    "inkomen": "inkomen, werk en schulden",
    "opleiding": "opleiding",
    "problemen": "problemen van ouders en in huis",
    "school": "speciaal onderwijs",
    "herkomst": "herkomst",
    "geloof": "stemmen op christelijke partijen",
    "wonen": "wonen",
    "ligging": "grootte en ligging",
}
_SCP = "SCP-WIJK-2017"


def _scp(group: str, *measures: str, logarithm: float | None = None) -> tuple[Factor, ...]:
    return tuple(Factor(measure, group, _SCP, logarithm, period="2017") for measure in measures)


_SCP_FACTORS = (
    *_scp("school", "perc_sbo_g", "perc_vso_g", "perc_praktijk_g"),
    *_scp("gezin", "perc_hhmk", "perc_tienmam"),
    *_scp("gezin", "perc_1ouder", logarithm=0.5),
    *_scp("leeftijd", "perc_jong04", "groenedruk"),
    *_scp("leeftijd", "grijzedruk", logarithm=0.5),
    *_scp("inkomen", "perc_hhmkhgink", "perc_kind_sch5", "perc_hhbijs", "perc_hhwan", logarithm=0.5),
    *_scp("inkomen", "gem_gestink", logarithm=0.5),
    *_scp("inkomen", "perc_ao", logarithm=2.0),
    *_scp("problemen", "perc_ouderpsy"),
    *_scp("problemen", "perc_hhverd", logarithm=0.5),
    *_scp("opleiding", "perc_laagopl"),
    *_scp("geloof", "polchrplus", logarithm=0.5),
    *_scp("herkomst", "perc_nwmig", logarithm=1.0),
    *_scp("herkomst", "perc_antsur", logarithm=0.3),
    *_scp("wonen", "perc_1gez"),
    *_scp("wonen", "huur_corp", logarithm=3.0),
    *_scp("wonen", "woonwaarde", logarithm=0.5),
    *_scp("ligging", "afstandhuisarts", logarithm=0.3),
)
_KEY_GROUPS = {
    "inwoners": "ligging",
    "omgevingsadressendichtheid": "ligging",
    "stedelijkheid": "ligging",
    "pct_0_14": "leeftijd",
    "pct_15_24": "leeftijd",
    "huishoudgrootte": "gezin",
    "pct_eenpersoons": "gezin",
    "pct_gescheiden": "gezin",
    "pct_laag_inkomen": "inkomen",
    "pct_sociaal_minimum": "inkomen",
    "bijstand_per_1000": "inkomen",
    "ao_per_1000": "inkomen",
    "arbeidsparticipatie": "inkomen",
    "inkomen_per_inwoner": "inkomen",
    "pct_hoog_opgeleid": "opleiding",
    "pct_laag_opgeleid": "opleiding",
    "woz_waarde": "wonen",
    "pct_koopwoningen": "wonen",
    "pct_meergezins": "wonen",
}
# The same measures as :data:`NEIGHBOUR_CHARACTERISTICS`, in that order: they come from the territory.
KEY_FACTORS = tuple(
    Factor(
        one.measure, _KEY_GROUPS[one.measure], "KERNCIJFERS", 0.0 if one.logarithm else None, label=one.label
    )
    for one in NEIGHBOUR_CHARACTERISTICS
)
_CBS = "CBS, kerncijfers wijken en buurten en jeugdzorg in natura; jeugdregio's van CBS en Ketenbureau"

MODELS = (
    ModelOfUse(
        "jeugdhulp_gemeente",
        "jeugdhulp per gemeente",
        "jeugdhulp_gebruik",
        Level.GEMEENTE,
        ("2022",),
        KEY_FACTORS,
        _CBS,
    ),
    ModelOfUse(
        "jeugdzorg_gemeente",
        "jeugdzorg tot 23 jaar per gemeente",
        "jeugdzorg_tot_23",
        Level.GEMEENTE,
        ("2021", "2022"),
        KEY_FACTORS,
        _CBS,
    ),
    ModelOfUse(
        "jeugdzorg_wijk",
        "jeugdzorg tot 23 jaar per wijk",
        "jeugdzorg_natura_tot_23",
        Level.WIJK,
        ("2021",),
        (
            Factor(
                "inwoners_15_24",
                "leeftijd",
                "85075NED-INWONERS",
                per=("inwoners_0_14", "inwoners_15_24"),
                label="Jongeren van 15 tot 25 jaar",
            ),
            Factor(
                "inwoners_0_14",
                "leeftijd",
                "85075NED-INWONERS",
                per=("inwoners",),
                label="Inwoners tot 15 jaar",
            ),
            *_SCP_FACTORS,
        ),
        "CBS 85075NED; kenmerken van wijken: SCP 2020-1",
        notes=(
            "De meeste kenmerken van wijken zijn van 2017: nieuwere zijn niet gepubliceerd. Een wijk die "
            "sindsdien een andere code kreeg, heeft ze niet en krijgt wat bij vergelijkbare wijken hoort.",
        ),
    ),
    ModelOfUse(
        "ambulant_wijk",
        "ambulante jeugdhulp per wijk (SCP)",
        "ambulante_jeugdhulp_wijk",
        Level.WIJK,
        ("2017",),
        _SCP_FACTORS,
        "SCP 2020-1, Jeugdhulp in de wijk",
        youths=("85075NED-INWONERS", "inwoners_0_14", 1.2),
        notes=(
            "Het aantal jongeren per wijk staat niet bij de cijfers van 2017. Aanname: het aantal tot 15 "
            "jaar in 2021 maal 18/15. Daarmee wegen wijken, en daaruit volgt het toeval.",
        ),
    ),
)

RESERVED_SHARE = 0.2  # of the municipalities, kept apart until a model is finished
RESERVED_DISTRICTS = 0.15  # of the districts of the other municipalities
CURVE_WIDTH = 3.0  # standard deviations of a factor over which a curve hardly bends
EXTREME = 3.0  # factors count up to this many standard deviations: one odd district bends no curve
REACH_KM = 30.0  # at this distance what nearby municipalities share has fallen to a third (assumption)
FREEDOM = (1.0, 3.0, 10.0, 30.0, 100.0)  # how freely curves may bend: chosen by leaving out municipalities
TAIL = 4.0  # degrees of freedom with which an odd area loses its pull (Lange, Little & Taylor 1989)
