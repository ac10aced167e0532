"""What is forecast from published series, as data: which indicators, and the national series beside each."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.catalogue.indicator import Cell


@dataclass(frozen=True)
class ForecastTarget:
    """One number of youths (or trajectories) per municipality that is looked ahead at.

    Parameters
    ----------
    id, label, unit
        ``label`` is lower case and fits after 'het aantal'; ``unit`` is one word.
    indicators
        Indicators of municipalities that are the same quantity, the best first.
    people
        Indicator whose denominators are the youths that it is out of.
    districts
        Indicator with the number or share per district; None when there is none.
    national, national_share
        National number and the share (%) of all youths that it is, of the same quantity or one near to it.
    near
        What the national series is when it is not the same quantity; empty when it is.
    """

    id: str
    label: str
    unit: str
    indicators: tuple[str, ...]
    people: str
    districts: str | None
    national: Cell
    national_share: Cell
    near: str = ""


_TOT_23 = (Cell("NJI-JEUGDZORG", "jongeren_tot_23"), Cell("NJI-JEUGDZORG", "pct_tot_23"))
_TOT_18 = (Cell("NJI-JEUGDZORG", "jongeren_tot_18"), Cell("NJI-JEUGDZORG", "pct_tot_18"))

TARGETS = (
    ForecastTarget(
        "jeugdzorg_tot_23",
        "jongeren tot 23 jaar met jeugdzorg",
        "jongeren",
        ("jeugdzorg_tot_23", "jeugdzorg_tot_23_wijk"),
        "jeugdzorg_tot_23",
        "jeugdzorg_tot_23_wijk",
        *_TOT_23,
    ),
    ForecastTarget(
        "jeugdhulp",
        "jongeren tot 18 jaar met jeugdhulp in natura",
        "jongeren",
        ("jeugdhulp_gebruik",),
        "jeugdhulp_gebruik",
        None,
        *_TOT_18,
        near="jongeren tot 18 jaar met jeugdzorg (ook jeugdbescherming, jeugdreclassering en pgb)",
    ),
    ForecastTarget(
        "trajecten",
        "trajecten jeugdzorg in natura",
        "trajecten",
        ("trajecten_aantal",),
        "jeugdzorg_natura_tot_23",
        "trajecten_aantal",
        *_TOT_23,
        near="jongeren tot 23 jaar met jeugdzorg, niet het aantal trajecten",
    ),
)

NOT_YET = (
    "Euro's: van de kosten zijn hooguit één jaarrekening en twee begrotingen gelezen. Daar is geen "
    "vooruitblik met een eerlijke bandbreedte van te maken.",
    "Vormen van hulp en verwijzers: die zijn per gemeente van te weinig jaren bekend.",
)
