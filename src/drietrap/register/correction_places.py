"""Whether the municipalities, districts and periods that corrections name exist, as for a delivery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from drietrap.register.areas import AreaRegister
from drietrap.register.record_correction_file import RecordCorrection
from drietrap.register.scope import days
from drietrap.vocabulary.errors import InputError

_NOTHING = "er is niets veranderd in het register"


def refuse_impossible(
    corrections: Sequence[RecordCorrection], areas: AreaRegister, on: date, name: str
) -> None:
    """Refuse corrections of a period that is not over, or that move youths to a place that is not there.

    Parameters
    ----------
    corrections
        As read from the file.
    areas
        Municipalities of every year; those of 1 January hold for every period in it.
    on
        The day on which the file is taken over.
    name
        How the file is called in messages.

    Raises
    ------
    InputError
        Names the correction and the field.
    """
    for one in corrections:
        why = _reason(one, areas, on)
        if why:
            raise InputError(
                f"correctie '{one.id}' kan niet: {why}",
                action=f"verbeter het bestand en neem het opnieuw over; {_NOTHING}",
                file=name,
            )


def _reason(one: RecordCorrection, areas: AreaRegister, on: date) -> str:
    last = days(one.period)[1]
    if last >= on:
        return f"period: {one.period.label} is nog niet voorbij"
    known = {area.code for area in areas.municipalities(one.period.year)}
    values = dict(one.values)
    municipality, district = values.get("municipality"), values.get("district")
    if municipality is not None and municipality not in known:
        return f"gemeente: de code is van geen gemeente in {one.period.year}"
    if district is None:
        return ""
    if f"GM{district[2:6]}" not in known:
        return f"wijk: de code is van geen gemeente in {one.period.year}"
    where = {municipality} if municipality is not None else set(dict(one.elements).get("municipality", ()))
    if where and where != {f"GM{district[2:6]}"}:
        return "wijk: de wijk ligt niet in de gemeente van deze correctie"
    return ""
